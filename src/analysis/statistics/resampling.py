"""The draws of a bootstrap and the bounds they give: arrays in, numbers out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

LEVEL = 0.95


def resampled_sums(sums: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Draw clusters with replacement, as many as there are, and add up what they hold.

    Parameters
    ----------
    sums : ndarray
        What each cluster holds (clusters x columns): the columns of a draw come from the same clusters.

    Returns
    -------
    ndarray
        Sums of each draw (draws x columns).
    """
    # A few draws at a time: as numbers to multiply, the draws take four times the memory of the counts.
    blocks = np.array_split(resampled_counts(len(sums), draws, seed), max(draws // 100, 1))
    return np.concatenate([block.astype("float64") @ sums for block in blocks])


# A chapter resamples the same few numbers of areas again and again; in 16 bits the largest table takes 8 MB, most a tenth.
@lru_cache(maxsize=32)
def resampled_counts(clusters: int, draws: int, seed: int) -> np.ndarray:
    """Draw clusters with replacement, as many as there are: how often each stands in each draw (draws x clusters).

    None under two clusters.
    """
    if clusters < 2 or draws == 0:
        return np.empty((0, clusters), dtype="uint16")
    generator = np.random.default_rng(seed)  # its `multinomial` follows the same law, in five times the time
    drawn = (generator.integers(0, clusters, clusters) for _ in range(draws))
    return np.stack([np.bincount(one, minlength=clusters).astype("uint16") for one in drawn])


def widening(weights: np.ndarray) -> float:
    """Return by how much the bounds of the draws are too near, for clusters of these weights.

    The draws of g clusters vary (g - 1) / g of what they should, and Student's law replaces the normal one. Its degrees of
    freedom are those of the effective number of clusters (Kish): ten of which one holds most of the people tell less than
    ten alike. ``benchmarks/coverage.py`` measures what the intervals then cover.

    Parameters
    ----------
    weights : ndarray
        What each cluster holds of the denominator; those that hold nothing do not count.

    Returns
    -------
    float
        1 or more; missing under two clusters.

    Examples
    --------
    >>> round(widening(np.ones(10)), 2), round(widening(np.ones(1000)), 2)
    (1.22, 1.0)
    """
    from scipy.special import ndtri, stdtrit

    held = weights[weights > 0]
    if len(held) < 2:
        return np.nan
    effective = held.sum() ** 2 / (held**2).sum()
    degrees = max(effective - 1, 1.0)
    tail = (1 + LEVEL) / 2
    return float(np.sqrt(len(held) / (len(held) - 1)) * stdtrit(degrees, tail) / ndtri(tail))


def bounds_of(drawn: np.ndarray, value: float, widened: float = 1.0) -> tuple[float, float]:
    """Return the bounds that hold 95 % of what was drawn, moved away from the value as many times as `widened` says.

    Missing draws are left out; under two there are no bounds, nor where `widened` is missing.
    """
    known = drawn[np.isfinite(drawn)]
    if len(known) < 2:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return (float(value + (low - value) * widened), float(value + (high - value) * widened))
