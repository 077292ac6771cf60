"""Bootstrap intervals of ratios and of gaps between two groups, by resampling whole clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.statistics.ratios import ratio
from analysis.statistics.resampling import bounds_of, resampled_sums

FEWEST_CLUSTERS = 8


def ratio_interval(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    by: Sequence[str] = (),
    *,
    cluster: str = "departement",
    draws: int = 999,
    seed: int = 2017,
) -> pd.DataFrame:
    """Add a 95 % percentile bootstrap interval to `ratio`, by resampling whole clusters.

    Under 8 clusters (a region of few départements, a single one) communes are resampled instead; one commune alone has no
    interval.

    Returns
    -------
    DataFrame
        As `ratio`, with ``low``, ``high`` and ``resampled`` ("departement" or "commune").
    """
    keys = list(by)
    needed = list(dict.fromkeys([numerator, denominator, cluster, "commune", *keys]))
    complete = frame[[name for name in needed if name in frame]].dropna(subset=[numerator, denominator])
    unit, codes, clusters = clusters_of(complete, cluster)
    table = ratio(complete, numerator, denominator, by)
    groups = complete.groupby(keys, observed=True).ngroup() if keys else pd.Series(0, index=complete.index)
    group = groups.fillna(-1).to_numpy(dtype=int)
    above, below = (
        _sums_by_cluster(complete[name], codes, clusters, group, len(table)) for name in (numerator, denominator)
    )
    drawn_above, drawn_below = np.hsplit(resampled_sums(np.hstack([above, below]), draws, seed), 2)
    drawn = _quotients(drawn_above, drawn_below)
    drawn[:, np.count_nonzero(below, axis=0) < 2] = np.nan
    bounds = np.array([bounds_of(column) for column in drawn.T]).reshape(-1, 2)
    return table.assign(low=bounds[:, 0], high=bounds[:, 1], resampled=unit)


def _sums_by_cluster(values: pd.Series, codes: np.ndarray, clusters: int, group: np.ndarray, groups: int) -> np.ndarray:
    """Add a column up by cluster and group (clusters x groups); rows without a group (-1) are left out."""
    rows = group >= 0
    cells = codes[rows] * groups + group[rows]
    return np.bincount(cells, values.to_numpy("float64")[rows], minlength=clusters * groups).reshape(clusters, groups)


def _quotients(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)


def gap_interval(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    *,
    inside: str = "isolated",
    cluster: str = "departement",
    draws: int = 999,
    seed: int = 2017,
) -> tuple[float, float, float]:
    """Return the ratio of the rows where `inside` is true less that of the others, with its 95 % bootstrap interval.

    Both groups are resampled together, by whole clusters (communes under 8 of them), so that what they share cancels out.

    Parameters
    ----------
    inside : str
        Boolean column; rows where it, or one of the two counts, is missing are left out.

    Returns
    -------
    tuple of float
        Gap, low, high; missing where one of the groups is empty.
    """
    complete = frame.dropna(subset=[numerator, denominator, inside])
    _, codes, clusters = clusters_of(complete, cluster)
    others = (~complete[inside].astype(bool)).to_numpy().astype(int)
    sums = np.hstack(
        [_sums_by_cluster(complete[name], codes, clusters, others, 2) for name in (numerator, denominator)]
    )
    whole, drawn = sums.sum(axis=0), resampled_sums(sums, draws, seed)
    gaps = _quotients(drawn[:, :2], drawn[:, 2:]) @ [1, -1]
    gap = float(_quotients(whole[:2], whole[2:]) @ [1, -1])
    return (gap, *bounds_of(gaps)) if np.isfinite(gap) else (np.nan, np.nan, np.nan)


def clusters_of(frame: pd.DataFrame, cluster: str = "departement") -> tuple[str, np.ndarray, int]:
    """Choose what to resample and number it: whole clusters, or communes where there are fewer than 8 clusters.

    Returns
    -------
    tuple
        Column that is resampled, number of its value in each row (from 0, in order), how many values there are.
    """
    codes, names = pd.factorize(frame[cluster], sort=True)
    if len(names) >= FEWEST_CLUSTERS:
        return cluster, codes, len(names)
    codes, names = pd.factorize(frame["commune"], sort=True)
    return "commune", codes, len(names)
