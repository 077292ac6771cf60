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
    blocks = np.array_split(_counts(len(sums), draws, seed), max(draws // 100, 1))
    return np.concatenate([block.astype("float64") @ sums for block in blocks])


# A chapter resamples the same few numbers of communes again and again; in 16 bits the largest table takes 8 MB.
@lru_cache(maxsize=8)
def _counts(clusters: int, draws: int, seed: int) -> np.ndarray:
    if clusters < 2 or draws == 0:
        return np.empty((0, clusters), dtype="uint16")
    generator = np.random.default_rng(seed)  # its `multinomial` follows the same law, in five times the time
    drawn = (generator.integers(0, clusters, clusters) for _ in range(draws))
    return np.stack([np.bincount(one, minlength=clusters).astype("uint16") for one in drawn])


def bounds_of(drawn: np.ndarray) -> tuple[float, float]:
    """Return the bounds that hold 95 % of what was drawn; missing draws are left out, under two there are no bounds."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < 2:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return (float(low), float(high))
