"""Bootstrap intervals of correlations, by resampling whole clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics.fits import rank_correlation
from analysis.statistics.resampling import bounds_of, resampled_counts, widening

# A rank correlation of one on the scale of Fisher is infinite: the draws stop short of it.
MOST = 1 - 1e-9


def correlation_interval(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    cluster: str = "cluster",
    draws: int = 999,
    seed: int = 2017,
) -> tuple[float, float, float]:
    """Return Spearman's rank correlation with its 95 % bootstrap interval, by resampling whole clusters.

    Places that are near one another share what moves them: counted as so many independent pairs, they would seem to tell
    more than they do. Ranks are made anew in each draw; the bounds are widened for few or unequal clusters
    (`resampling.widening`) on Fisher's scale, where they stay within -1 and 1.

    Parameters
    ----------
    frame : DataFrame
        A row for each pair; those where `x`, `y` or `cluster` is missing are left out.

    Returns
    -------
    tuple of float
        Correlation, low, high; all missing under 3 pairs or where a side is constant, the bounds where all pairs stand in
        one cluster.
    """
    pairs = frame[[x, y, cluster]].dropna()
    found, _ = rank_correlation(pairs[x], pairs[y])
    if np.isnan(found):
        return (np.nan, np.nan, np.nan)
    codes, clusters = pd.factorize(pairs[cluster], sort=True)
    counts = resampled_counts(len(clusters), draws, seed)
    sides = [np.unique(pairs[name].to_numpy("float64"), return_inverse=True)[1] for name in (x, y)]
    drawn = np.array([_weighted(*sides, one[codes].astype("float64")) for one in counts])
    wide = widening(np.bincount(codes, minlength=len(clusters)).astype("float64"))
    bounds = bounds_of(_fisher(drawn), float(_fisher(np.array(found))), wide)
    return (found, *(float(np.tanh(bound)) for bound in bounds))


def _fisher(correlation: np.ndarray) -> np.ndarray:
    return np.arctanh(np.clip(correlation, -MOST, MOST))


def _weighted(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """Return the rank correlation of pairs that each stand so many times; `x` and `y` are the places of their values."""
    left, right = _ranks(x, weights), _ranks(y, weights)
    total = weights.sum()
    left, right = left - weights @ left / total, right - weights @ right / total
    spread = np.sqrt((weights @ left**2) * (weights @ right**2))
    return float(weights @ (left * right) / spread) if spread > 0 else np.nan


def _ranks(places: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the rank of each value in a sample where it stands so many times; equal values share the middle one."""
    held = np.bincount(places, weights)
    return (np.cumsum(held) - held / 2)[places]
