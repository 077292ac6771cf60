"""Bootstrap intervals of ratios and of gaps between two groups, by resampling whole clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.statistics.ratios import ratio
from analysis.statistics.resampling import bounds_of, resampled_sums, widening

# Under so many areas nothing is fitted on them or read over them alone.
FEWEST_CLUSTERS = 8


def ratio_interval(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    by: Sequence[str] = (),
    *,
    cluster: str = "cluster",
    draws: int = 999,
    seed: int = 2017,
) -> pd.DataFrame:
    """Add a 95 % bootstrap interval to `ratio`, by resampling whole clusters.

    Each group is resampled by itself, by the clusters that hold some of it: its interval is the same beside other groups as
    alone, and so in every chapter.

    The bounds are those of the draws, widened for few or unequal clusters (`resampling.widening`), and cut at 0 and at 1
    where every row is a share. A group that stands in one cluster alone has no interval.

    Returns
    -------
    DataFrame
        As `ratio`, with ``low``, ``high``.
    """
    keys = list(by)
    needed = list(dict.fromkeys([numerator, denominator, cluster, *keys]))
    complete = frame[needed].dropna(subset=[numerator, denominator])
    table = ratio(complete, numerator, denominator, by)
    groups = complete.groupby(keys, observed=True).ngroup() if keys else pd.Series(0, index=complete.index)
    group = groups.fillna(-1).to_numpy(dtype=int)
    above, below = _sums(complete, [numerator, denominator], cluster, group, len(table))
    values = table["ratio"].to_numpy("float64")
    bounds = [_bounds(*parts, value, draws, seed) for *parts, value in zip(above.T, below.T, values)]
    low, high = np.clip(np.array(bounds).reshape(-1, 2), *_possible(complete[numerator], complete[denominator])).T
    return table.assign(low=low, high=high)


def _bounds(above: np.ndarray, below: np.ndarray, value: float, draws: int, seed: int) -> tuple[float, float]:
    """Return the bounds of a ratio from the sums that each cluster holds; those that hold nothing of it are not drawn."""
    held = (above != 0) | (below != 0)
    drawn = resampled_sums(np.column_stack([above[held], below[held]]), draws, seed)
    return bounds_of(_quotients(*drawn.T), value, widening(np.abs(below[held])))


def _possible(above: pd.Series, below: pd.Series) -> tuple[float, float]:
    """Return the bounds of what the ratio can be: a sum of counts is not below 0, nor a share over 1."""
    counts = bool((above >= 0).all())
    return (0.0 if counts else -np.inf), (1.0 if counts and bool((above <= below).all()) else np.inf)


def _sums(frame: pd.DataFrame, names: list[str], cluster: str, group: np.ndarray, groups: int) -> list[np.ndarray]:
    """Add columns up by cluster and group (clusters x groups); rows without a group (-1) are left out."""
    codes, clusters = pd.factorize(frame[cluster], sort=True)
    rows = (group >= 0) & (codes >= 0)
    cells, size = codes[rows] * groups + group[rows], len(clusters) * groups
    return [
        np.bincount(cells, frame[name].to_numpy("float64")[rows], minlength=size).reshape(len(clusters), groups)
        for name in names
    ]


def _quotients(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)


def gap_interval(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    *,
    inside: str = "isolated",
    whole: bool = False,
    cluster: str = "cluster",
    draws: int = 999,
    seed: int = 2017,
) -> tuple[float, float, float]:
    """Return the ratio of the rows where `inside` is true less that of the others, with its 95 % bootstrap interval.

    Both groups are resampled together, by whole clusters, so that what they share cancels out; the bounds are widened for
    the group with fewer clusters (`resampling.widening`).

    Parameters
    ----------
    inside : str
        Boolean column; rows where it, or one of the two counts, is missing are left out.
    whole : bool
        Set them against all rows, themselves among them, instead of the others.

    Returns
    -------
    tuple of float
        Gap, low, high; missing where one of the groups is empty, the bounds where it stands in one cluster alone.
    """
    complete = frame.dropna(subset=[numerator, denominator, inside])
    others = (~complete[inside].astype(bool)).to_numpy().astype(int)
    above, below = (
        side @ [[1, 1], [0, 1]] if whole else side
        for side in _sums(complete, [numerator, denominator], cluster, others, 2)
    )
    sums = np.hstack([above, below])
    total, drawn = sums.sum(axis=0), resampled_sums(sums, draws, seed)
    gaps = _quotients(drawn[:, :2], drawn[:, 2:]) @ [1, -1]
    gap = float(_quotients(total[:2], total[2:]) @ [1, -1])
    if not np.isfinite(gap):
        return (np.nan, np.nan, np.nan)
    low, high = bounds_of(gaps, gap, max(widening(weights) for weights in np.abs(below).T))
    most = max(map(abs, _possible(complete[numerator], complete[denominator])))
    return (gap, *(float(bound) for bound in np.clip([low, high], -most, most)))
