"""Jobs in isolated communes: how they changed between censuses, and what production is of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import FEWEST_ISOLATED, classed_and_isolated, classify, enough_isolated
from analysis.snapshot import remembered, years
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import ISOLATED, Territory

PRODUCTION = "production"
# The two censuses between which the report looks at production.
PERIOD = (2006, 2011)


def censuses() -> list[int]:
    """Return the censuses whose jobs by function are held, oldest first.

    Examples
    --------
    >>> censuses()
    [1999, 2006, 2011, 2016]
    """
    return years.held("jobs")


def censuses_of(territory: Territory) -> list[int]:
    """Return the censuses whose jobs by function are held for some commune of a territory, oldest first."""
    table = snapshot.load("jobs", territory, columns=["commune", "region", "year", "jobs"])
    return sorted(int(year) for year in table.loc[table["jobs"].notna(), "year"].unique())


DRAWS = 999


def typed(frame: pd.DataFrame, territory: Territory, definition: str) -> pd.DataFrame:
    """Add ``cluster`` (of intervals) and ``territory_type`` to a frame of communes; those that the typology does not class go."""
    classed = classify(territory, definition).set_index("commune")
    frame = frame[snapshot.among(frame["commune"], classed.index)]
    places = classed.index.get_indexer(frame["commune"])
    kinds = classed["territory_type"].iloc[places].array
    clusters = classed["cluster"].iloc[places].array
    return frame.assign(cluster=clusters, territory_type=kinds)[~pd.isna(kinds)]


def jobs_at_censuses(territory: Territory, wanted: Sequence[int]) -> pd.DataFrame:
    """Return the jobs of the communes that have figures at every one of the censuses."""
    table = snapshot.load("jobs", territory, columns=["commune", "region", "year", "function", "jobs"])
    table = table.loc[table["year"].isin(wanted), ["commune", "year", "function", "jobs"]]
    known = [set(table.loc[table["year"] == year, "commune"].unique()) for year in wanted]
    absent = set.union(*known) - set.intersection(*known)
    return table[~snapshot.among(table["commune"], absent)] if absent else table


@remembered
def jobs_of_france(function: str | None = None) -> pd.DataFrame:
    """Return the jobs of every commune at each census, all functions or one.

    Each region slices it in a few milliseconds, where reading its own rows would take ten times as long.

    Returns
    -------
    DataFrame
        ``commune``, and one column of jobs for each year of census (missing where it has no figure).
    """
    table = snapshot.load("jobs", columns=["commune", "year", "function", "jobs"])
    if function is not None:
        table = table[table["function"] == function]
    return table.groupby(["commune", "year"])["jobs"].sum().unstack("year").reset_index()


def jobs_of_communes(
    territory: Territory, definition: str, start: int, end: int, function: str | None = None
) -> pd.DataFrame:
    """Return jobs of each commune at two censuses.

    Returns
    -------
    DataFrame
        ``commune``, ``cluster``, ``territory_type``, ``jobs_start``, ``jobs_end``: all functions, or one.
    """
    table = jobs_of_france(function).reindex(columns=["commune", start, end])
    table = typed(table.set_axis(["commune", "jobs_start", "jobs_end"], axis=1), territory, definition)
    return table.dropna(subset=["jobs_start", "jobs_end"])


@remembered
def job_change(
    territory: Territory,
    definition: str,
    *,
    start: int = PERIOD[0],
    end: int = PERIOD[1],
    function: str | None = PRODUCTION,
) -> pd.DataFrame:
    """Give the change of jobs between two censuses by type of territory, with its bootstrap interval.

    Parameters
    ----------
    function : str or None
        A function of the table ``jobs``; None for all jobs.

    Returns
    -------
    DataFrame
        ``territory_type``, ``jobs_start``, ``jobs_end``, ``change`` (share, -0.1 = -10 %), ``low``, ``high``,
        ``period``.
    """
    frame = jobs_of_communes(territory, definition, start, end, function)
    if frame.empty:
        return pd.DataFrame(columns=["territory_type", "jobs_start", "jobs_end", "change", "low", "high", "period"])
    table = ratio_interval(frame, "jobs_end", "jobs_start", by=["territory_type"])
    table = table.rename(columns={"ratio": "change"})
    table[["change", "low", "high"]] -= 1
    order = ["territory_type", "jobs_start", "jobs_end", "change", "low", "high"]
    return table[order].assign(period=f"{start}-{end}")


def job_changes(territory: Territory, definition: str, *, function: str | None = PRODUCTION) -> pd.DataFrame:
    """Stack `job_change` over the periods between censuses."""
    changes = [
        job_change(territory, definition, start=start, end=end, function=function)
        for start, end in pairwise(censuses())
    ]
    return pd.concat(changes, ignore_index=True)


def gap_of_changes(frame: pd.DataFrame, *, draws: int = DRAWS, seed: int = 2017) -> pd.DataFrame:
    """Compare the change of jobs in isolated communes with that of the others, resampling both together.

    Parameters
    ----------
    frame : DataFrame
        As `jobs_of_communes`.
    draws : int
        How often to resample; 0 where the interval is not asked for, which takes most of the time.

    Returns
    -------
    DataFrame
        One row: ``change_isolated``, ``change_others``, each with its bounds (``low_isolated`` ...), ``gap`` (isolated
        less others, as a share), ``low``, ``high``; missing where one of the two groups has no job at the start.
    """
    frame = frame.assign(isolated=frame["territory_type"].eq(ISOLATED))
    changes = ratio_interval(frame, "jobs_end", "jobs_start", ["isolated"], draws=draws, seed=seed)
    changes = changes.set_index("isolated")[["ratio", "low", "high"]].reindex([True, False]).astype("float64") - 1
    gap, low, high = gap_interval(frame, "jobs_end", "jobs_start", draws=draws, seed=seed)
    row = {
        f"{name}_{who}": changes.loc[inside, column]
        for inside, who in ((True, "isolated"), (False, "others"))
        for name, column in (("change", "ratio"), ("low", "low"), ("high", "high"))
    }
    return pd.DataFrame([{**row, "gap": gap, "low": low, "high": high}])


@remembered
def job_gap(
    territory: Territory,
    definition: str,
    *,
    start: int = PERIOD[0],
    end: int = PERIOD[1],
    function: str | None = PRODUCTION,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Compare the change of jobs in isolated communes with that of the others: see `gap_of_changes`."""
    return gap_of_changes(jobs_of_communes(territory, definition, start, end, function), draws=draws)


def gap_to_enough(territory: Territory, definition: str, **options) -> pd.DataFrame:
    """Give `job_gap`; the gap is missing where fewer communes than a rate is made of are not isolated."""
    table = job_gap(territory, definition, **options)
    classed, isolated = classed_and_isolated(territory, definition)
    if classed - isolated >= FEWEST_ISOLATED:
        return table
    return table.assign(**dict.fromkeys(["change_others", "low_others", "high_others", "gap", "low", "high"], np.nan))


def gap_of_enough(territory: Territory, definition: str, **options) -> pd.DataFrame:
    """Give `gap_to_enough` where enough communes are isolated, no row elsewhere: what ranks of peers are made of."""
    table = gap_to_enough(territory, definition, **options)
    return table if enough_isolated(territory, definition) else table.iloc[:0]


def start_and_end(table: pd.DataFrame, by: list[str], start: int, end: int) -> pd.DataFrame:
    """Add jobs up by `by`, one column for each of the two years."""
    sums = table.groupby([*by, "year"], observed=True)["jobs"].sum().unstack("year").reindex(columns=[start, end])
    return sums.set_axis(["jobs_start", "jobs_end"], axis=1).reset_index()


def production_share(territory: Territory, definition: str, *, function: str = PRODUCTION) -> pd.DataFrame:
    """Give the share of a function in the jobs of each type of territory at each census, with its interval.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``jobs_function``, ``jobs_all``, ``share``, ``low``, ``high``.
    """
    frame = _function_and_all(territory, definition, function)
    columns = ["territory_type", "year", "jobs_function", "jobs_all", "share", "low", "high"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    shares = ratio_interval(frame, "jobs_function", "jobs_all", by=["territory_type", "year"])
    return shares.rename(columns={"ratio": "share"})[columns]


def _function_and_all(territory: Territory, definition: str, function: str) -> pd.DataFrame:
    """Return the jobs of a function and all jobs of each commune at each census, with its type and cluster."""
    table = jobs_at_censuses(territory, censuses())
    whole = table.groupby(["commune", "year"])["jobs"].sum().rename("jobs_all")
    part = table[table["function"] == function].set_index(["commune", "year"])["jobs"].rename("jobs_function")
    return typed(pd.concat([part, whole], axis=1).reset_index(), territory, definition)


def production_share_gap(
    territory: Territory, definition: str, *, function: str = PRODUCTION
) -> tuple[float, float, float]:
    """Give the share of a function in the jobs of isolated communes less that of the others at the last census, and its interval."""
    frame = _function_and_all(territory, definition, function)
    last = frame[frame["year"] == frame["year"].max()].dropna(subset=["territory_type"])
    return gap_interval(last.assign(isolated=last["territory_type"] == ISOLATED), "jobs_function", "jobs_all")
