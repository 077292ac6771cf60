"""Jobs in isolated communes, by function: how they changed, and whether the mix or the place tells it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.isolation import ISOLATED, classify
from analysis.statistics import FEWEST_CLUSTERS, LEVEL, ratio_interval
from analysis.territory import Territory, france

PRODUCTION = "production"
CENSUSES = (1999, 2006, 2011, 2016)
PARTS = ("national", "mix", "local")


def typed(frame: pd.DataFrame, territory: Territory, definition: str) -> pd.DataFrame:
    """Add ``departement`` and ``territory_type`` to a frame of communes; those that the typology does not class go."""
    classed = classify(territory, definition).set_index("commune")
    places = classed.index.get_indexer(frame["commune"])
    kinds = classed["territory_type"].iloc[places].array
    departements = classed["departement"].iloc[places].array
    return frame.assign(departement=departements, territory_type=kinds)[(places >= 0) & ~pd.isna(kinds)]


def _jobs(territory: Territory, years: Sequence[int], function: str | None = None) -> pd.DataFrame:
    """Return the jobs of the communes that have figures in every one of the years."""
    table = snapshot.load("jobs", territory, columns=["commune", "region", "year", "function", "jobs"])
    table = table[table["year"].isin(years)]
    if function is not None:
        table = table[table["function"] == function]
    known = [set(table.loc[table["year"] == year, "commune"].unique()) for year in years]
    absent = set.union(*known) - set.intersection(*known)
    return table[~table["commune"].isin(absent)] if absent else table


def jobs_of_communes(
    territory: Territory, definition: str, start: int, end: int, function: str | None = None
) -> pd.DataFrame:
    """Return jobs of each commune at two censuses.

    Returns
    -------
    DataFrame
        ``commune``, ``departement``, ``territory_type``, ``jobs_start``, ``jobs_end``: all functions, or one.
    """
    table = _jobs(territory, (start, end), function)
    return typed(_start_and_end(table, ["commune"], start, end), territory, definition)


def job_change(
    territory: Territory, definition: str, *, start: int = 2006, end: int = 2011, function: str | None = PRODUCTION
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
        ``resampled``, ``period``.
    """
    frame = jobs_of_communes(territory, definition, start, end, function)
    if frame.empty:
        return pd.DataFrame(
            columns=["territory_type", "jobs_start", "jobs_end", "change", "low", "high", "resampled", "period"]
        )
    table = ratio_interval(frame, "jobs_end", "jobs_start", by=["territory_type"])
    table = table.rename(columns={"ratio": "change"})
    table[["change", "low", "high"]] -= 1
    order = ["territory_type", "jobs_start", "jobs_end", "change", "low", "high", "resampled"]
    return table[order].assign(period=f"{start}-{end}")


def job_changes(territory: Territory, definition: str, *, function: str | None = PRODUCTION) -> pd.DataFrame:
    """Stack `job_change` over the three periods between censuses."""
    changes = [
        job_change(territory, definition, start=start, end=end, function=function) for start, end in pairwise(CENSUSES)
    ]
    return pd.concat(changes, ignore_index=True)


def gap_of_changes(frame: pd.DataFrame, *, draws: int = 999, seed: int = 2017) -> pd.DataFrame:
    """Compare the change of jobs in isolated communes with that of the others, resampling both together.

    Parameters
    ----------
    frame : DataFrame
        As `jobs_of_communes`.

    Returns
    -------
    DataFrame
        One row: ``change_isolated``, ``change_others``, ``gap`` (isolated less others, as a share), ``low``, ``high``;
        missing where one of the two groups has no job at the start.
    """
    isolated = frame["territory_type"].eq(ISOLATED).to_numpy()
    unit = "departement" if frame["departement"].nunique() >= FEWEST_CLUSTERS else "commune"
    codes, names = pd.factorize(frame[unit], sort=True)
    sums = {
        (group, column): np.bincount(codes[rows], frame[column].to_numpy("float64")[rows], minlength=len(names))
        for group, rows in (("isolated", isolated), ("others", ~isolated))
        for column in ("jobs_start", "jobs_end")
    }
    whole = _changes(sums, np.ones((1, len(names))))
    result = {"change_isolated": whole[0][0], "change_others": whole[1][0], "gap": whole[0][0] - whole[1][0]}
    low = high = np.nan
    if len(names) > 1 and np.isfinite(result["gap"]):
        generator = np.random.default_rng(seed)
        drawn = _changes(sums, generator.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws))
        gaps = (drawn[0] - drawn[1])[np.isfinite(drawn[0] - drawn[1])]
        low, high = np.quantile(gaps, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(gaps) > 1 else (np.nan, np.nan)
    return pd.DataFrame([{**result, "low": low, "high": high}])


def _changes(sums: dict[tuple[str, str], np.ndarray], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the change of each group in each draw; missing where there is no job at the start."""
    if not len(weights[0]):
        return np.array([np.nan]), np.array([np.nan])
    changes = []
    for group in ("isolated", "others"):
        start, end = (weights @ sums[group, column] for column in ("jobs_start", "jobs_end"))
        changes.append(np.divide(end, start, out=np.full(len(start), np.nan), where=start > 0) - 1)
    return changes[0], changes[1]


def job_gap(
    territory: Territory, definition: str, *, start: int = 2006, end: int = 2011, function: str | None = PRODUCTION
) -> pd.DataFrame:
    """Compare the change of jobs in isolated communes with that of the others: see `gap_of_changes`."""
    return gap_of_changes(jobs_of_communes(territory, definition, start, end, function))


def jobs_by_function(territory: Territory, definition: str, *, start: int = 2006, end: int = 2016) -> pd.DataFrame:
    """Add jobs up by type of territory and function at two censuses.

    Returns
    -------
    DataFrame
        ``territory_type``, ``function``, ``jobs_start``, ``jobs_end``, ``change`` (share), ``share_start``,
        ``share_end`` (of the jobs of the type).
    """
    table = typed(_jobs(territory, (start, end)), territory, definition)
    sums = _start_and_end(table, ["territory_type", "function"], start, end)
    for moment in ("start", "end"):
        whole = sums.groupby("territory_type", observed=True)[f"jobs_{moment}"].transform("sum")
        sums[f"share_{moment}"] = sums[f"jobs_{moment}"] / whole.where(whole > 0)
    return sums.assign(change=sums["jobs_end"] / sums["jobs_start"].where(sums["jobs_start"] > 0) - 1)


def _start_and_end(table: pd.DataFrame, by: list[str], start: int, end: int) -> pd.DataFrame:
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
    table = _jobs(territory, CENSUSES)
    whole = table.groupby(["commune", "year"])["jobs"].sum().rename("jobs_all")
    part = table[table["function"] == function].set_index(["commune", "year"])["jobs"].rename("jobs_function")
    frame = typed(pd.concat([part, whole], axis=1).reset_index(), territory, definition)
    columns = ["territory_type", "year", "jobs_function", "jobs_all", "share", "low", "high"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    shares = ratio_interval(frame, "jobs_function", "jobs_all", by=["territory_type", "year"])
    return shares.rename(columns={"ratio": "share"})[columns]


def shift_share_of(frame: pd.DataFrame, reference: pd.DataFrame, area: str) -> pd.DataFrame:
    """Split the change of jobs of each area into three parts that add up to it exactly.

    National: what the area would gain had every job followed the reference's total. Mix: what its functions add, each
    at the reference's own pace. Local: the rest, what the place did that its functions do not tell.

    Parameters
    ----------
    frame : DataFrame
        `area`, ``function``, ``jobs_start``, ``jobs_end``.
    reference : DataFrame
        ``function``, ``jobs_start``, ``jobs_end``: one row for each function, the whole country.
    area : str
        Column that names the areas.

    Returns
    -------
    DataFrame
        `area`, ``jobs_start``, ``jobs_end``, ``national``, ``mix``, ``local`` (jobs) and ``share_national``,
        ``share_mix``, ``share_local``, ``change`` (shares of the jobs at the start).
    """
    growth, own = _paces(reference)
    pace = frame["function"].map(own).astype("float64").fillna(growth)
    parts = frame[[area, "jobs_start", "jobs_end"]].assign(
        national=frame["jobs_start"] * growth,
        mix=frame["jobs_start"] * (pace - growth),
        local=frame["jobs_end"] - frame["jobs_start"] * (1 + pace),
    )
    table = parts.groupby(area, observed=True).sum().reset_index()
    base = table["jobs_start"].where(table["jobs_start"] > 0)
    shares = {f"share_{part}": table[part] / base for part in PARTS}
    return table.assign(**shares, change=table["jobs_end"] / base - 1)


def _paces(reference: pd.DataFrame) -> tuple[float, pd.Series]:
    """Return the change of all jobs of the reference, and that of each function (missing where it had no job)."""
    totals = reference[["jobs_start", "jobs_end"]].sum()
    growth = totals["jobs_end"] / totals["jobs_start"] - 1 if totals["jobs_start"] else 0.0
    start, end = (reference.set_index("function")[f"jobs_{moment}"] for moment in ("start", "end"))
    return float(growth), end / start.where(start > 0) - 1


def shift_share(territory: Territory, definition: str, *, start: int = 2006, end: int = 2016) -> pd.DataFrame:
    """Split the change of jobs by type of territory, with France as the reference: see `shift_share_of`."""
    reference = _start_and_end(_jobs(france(), (start, end)), ["function"], start, end)
    return shift_share_of(jobs_by_function(territory, definition, start=start, end=end), reference, "territory_type")


def local_part(territory: Territory, definition: str, *, start: int = 2006, end: int = 2016) -> pd.DataFrame:
    """Give the local part of `shift_share` with its bootstrap interval, the pace of France held as known.

    Returns
    -------
    DataFrame
        ``territory_type``, ``share_local`` (of the jobs at the start), ``low``, ``high``, ``resampled``.
    """
    growth, own = _paces(_start_and_end(_jobs(france(), (start, end)), ["function"], start, end))
    table = _jobs(territory, (start, end))
    pace = table["function"].map(own).astype("float64").fillna(growth)
    first = table["year"].eq(start).astype(bool)
    parts = table[["commune"]].assign(
        jobs_start=table["jobs"].where(first, 0.0), local=table["jobs"].where(~first, -table["jobs"] * (1 + pace))
    )
    frame = typed(parts.groupby("commune").sum().reset_index(), territory, definition)
    columns = ["territory_type", "share_local", "low", "high", "resampled"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    return ratio_interval(frame, "local", "jobs_start", by=["territory_type"]).rename(columns={"ratio": "share_local"})[
        columns
    ]


def location_quotients_of(frame: pd.DataFrame, reference: pd.DataFrame, area: str) -> pd.DataFrame:
    """Compare the mix of functions of each area with that of a reference.

    Parameters
    ----------
    frame : DataFrame
        `area`, ``function``, ``jobs``.
    reference : DataFrame
        ``function``, ``jobs``.

    Returns
    -------
    DataFrame
        `area`, ``function``, ``jobs``, ``share``, ``share_reference``, ``location_quotient`` (share over
        share_reference: above 1, the function weighs more here).
    """
    share = frame["jobs"] / frame.groupby(area, observed=True)["jobs"].transform("sum").replace(0, np.nan)
    whole = reference.set_index("function")["jobs"]
    share_reference = frame["function"].map(whole / whole.sum()).astype("float64")
    quotient = share / share_reference.where(share_reference > 0)
    return frame[[area, "function", "jobs"]].assign(
        share=share, share_reference=share_reference, location_quotient=quotient
    )


def location_quotients(territory: Territory, definition: str, *, year: int = 2016) -> pd.DataFrame:
    """Compare the mix of functions of each type of territory with that of France: see `location_quotients_of`."""
    table = typed(_jobs(territory, (year,)), territory, definition)
    here = table.groupby(["territory_type", "function"], observed=True)["jobs"].sum().reset_index()
    whole = _jobs(france(), (year,)).groupby("function")["jobs"].sum().reset_index()
    return location_quotients_of(here, whole, "territory_type")
