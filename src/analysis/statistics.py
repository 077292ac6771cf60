"""Weighted shares, ratios with their intervals, ranks and fits: what every argument needs and no argument owns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.memory import recall
from analysis.resampling import LEVEL, bounds_of, resampled_sums
from analysis.territory import Territory, france

FEWEST_CLUSTERS = 8


@dataclass(frozen=True)
class Rank:
    """The place of a territory among its peers: ``position`` of ``of`` (1 is first), and its value."""

    position: int
    of: int
    value: float
    kind: str = "region"


@dataclass(frozen=True)
class Fit:
    """A straight line fitted with weights: the slope, its 95 % interval, the intercept and the number of points."""

    slope: float
    intercept: float
    low: float
    high: float
    n: int


def beside_france(
    measure: Callable[..., pd.DataFrame], territory: Territory, definition: str, **options
) -> pd.DataFrame:
    """Stack a measure for the territory and for France, with the first column ``place``.

    Parameters
    ----------
    measure : callable
        ``measure(territory, definition, **options)`` that returns a tidy frame; pure, it is remembered.
    """
    places = list(dict.fromkeys([territory, france()]))
    frames = []
    for place in places:
        frame = recall(measure, place, definition, **options)
        frame.insert(0, "place", place.name)
        frames.append(frame)
    kept = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(kept, ignore_index=True)


def values_of_peers(
    measure: Callable[..., pd.DataFrame],
    territory: Territory,
    definition: str,
    column: str,
    *,
    where: dict | None = None,
    **options,
) -> pd.DataFrame:
    """Return ``code``, ``name``, ``value`` of a measure for the territory and each of its peers (missing where it has none)."""
    rows = []
    for peer in territory.peers():
        frame = recall(measure, peer, definition, **options)
        for name, wanted in (where or {}).items():
            frame = frame[frame[name] == wanted]
        value = float(frame[column].iloc[0]) if len(frame) and pd.notna(frame[column].iloc[0]) else np.nan
        rows.append({"code": peer.code, "name": peer.name, "value": value})
    return pd.DataFrame(rows, columns=["code", "name", "value"])


def rank(
    measure: Callable[..., pd.DataFrame],
    territory: Territory,
    definition: str,
    column: str,
    *,
    where: dict | None = None,
    highest_first: bool = True,
    **options,
) -> Rank | None:
    """Rank a territory among its peers; None where it has no peers or no value.

    Parameters
    ----------
    column : str
        The column of the measure to rank by.
    where : dict, optional
        Column to value: picks the row of the measure.
    """
    table = values_of_peers(measure, territory, definition, column, where=where, **options).dropna(subset=["value"])
    if territory.code not in set(table["code"]):
        return None
    position = table["value"].rank(method="min", ascending=not highest_first)[table["code"] == territory.code]
    value = table.loc[table["code"] == territory.code, "value"].iloc[0]
    return Rank(int(position.iloc[0]), len(table), float(value), territory.kind)


def shares(frame: pd.DataFrame, flag: str, people: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Give the share of communes, and of people, for which a flag is true.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune: the boolean `flag`, the count `people`, the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``communes``, ``communes_with``, ``share_communes``, ``people``, ``people_with``,
        ``share_people``, ``communes_unknown``: rows with a missing flag are counted there and nowhere else.
    """
    size = frame[people].astype("float64").fillna(0)
    known = frame[flag].notna()
    true = frame[flag].astype("boolean").fillna(False).astype(bool)
    parts = frame[list(by)].assign(
        communes=known.astype(int),
        communes_with=true.astype(int),
        people=size.where(known, 0.0),
        people_with=size.where(true, 0.0),
        communes_unknown=(~known).astype(int),
    )
    table = parts.groupby(list(by), observed=True).sum().reset_index() if by else parts.sum().to_frame().T
    table.insert(len(by) + 2, "share_communes", _divide(table["communes_with"], table["communes"]))
    table.insert(len(by) + 5, "share_people", _divide(table["people_with"], table["people"]))
    return table


def _divide(above: pd.Series, below: pd.Series) -> pd.Series:
    return above.astype("float64") / below.astype("float64").where(below != 0)


def ratio(frame: pd.DataFrame, numerator: str, denominator: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Divide sums: rows where one of the two is missing are left out of both.

    Returns
    -------
    DataFrame
        The columns of `by`, the two sums, ``ratio`` (missing where the denominator is 0).
    """
    complete = frame.dropna(subset=[numerator, denominator])
    columns = [numerator, denominator]
    if by:
        table = complete.groupby(list(by), observed=True)[columns].sum().reset_index()
    else:
        table = complete[columns].sum().to_frame().T
    return table.assign(ratio=_divide(table[numerator], table[denominator]))


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


def rank_correlation(x: pd.Series, y: pd.Series) -> tuple[float, float]:
    """Return Spearman's rank correlation and its p-value; missing under 3 complete pairs."""
    from scipy.stats import spearmanr

    pairs = pd.concat([x, y], axis=1).dropna()
    if len(pairs) < 3 or pairs.iloc[:, 0].nunique() < 2 or pairs.iloc[:, 1].nunique() < 2:
        return (np.nan, np.nan)
    result = spearmanr(pairs.iloc[:, 0], pairs.iloc[:, 1])
    return (float(result.statistic), float(result.pvalue))


def weighted_fit(x: pd.Series, y: pd.Series, weight: pd.Series) -> Fit:
    """Fit y on x by weighted least squares, with standard errors robust to unequal variances (HC3).

    Returns
    -------
    Fit
        Missing values where there are fewer than 5 complete points.
    """
    from statsmodels.regression.linear_model import WLS
    from statsmodels.tools import add_constant

    points = pd.concat([x, y, weight], axis=1, keys=["x", "y", "weight"]).dropna().astype("float64")
    points = points[points["weight"] > 0]
    if len(points) < 5 or points["x"].nunique() < 2:
        return Fit(np.nan, np.nan, np.nan, np.nan, len(points))
    model = WLS(points["y"], add_constant(points["x"]), weights=points["weight"]).fit(cov_type="HC3")
    low, high = model.conf_int(1 - LEVEL).loc["x"]
    return Fit(float(model.params["x"]), float(model.params["const"]), float(low), float(high), len(points))
