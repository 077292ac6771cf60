"""The mix of jobs by function: how much of the change of jobs it tells, what is left, and what weighs more than in France."""

from __future__ import annotations

import pandas as pd

from analysis.business.jobs import PERIOD, censuses, jobs_at_censuses, start_and_end, typed
from analysis.snapshot import remembered
from analysis.statistics import ratio_interval
from analysis.territories import Territory, france

PARTS = ("national", "mix", "local")


def span() -> tuple[int, int]:
    """Return the censuses between which the change is split: where the report starts, and the last."""
    return PERIOD[0], censuses()[-1]


@remembered
def jobs_by_function(territory: Territory, definition: str) -> pd.DataFrame:
    """Add jobs up by type of territory and function at both ends of `span`.

    Returns
    -------
    DataFrame
        ``territory_type``, ``function``, ``jobs_start``, ``jobs_end``, ``change`` (share), ``share_start``,
        ``share_end`` (of the jobs of the type).
    """
    start, end = span()
    table = typed(jobs_at_censuses(territory, (start, end)), territory, definition)
    sums = start_and_end(table, ["territory_type", "function"], start, end)
    for moment in ("start", "end"):
        whole = sums.groupby("territory_type", observed=True)[f"jobs_{moment}"].transform("sum")
        sums[f"share_{moment}"] = sums[f"jobs_{moment}"] / whole.where(whole > 0)
    return sums.assign(change=sums["jobs_end"] / sums["jobs_start"].where(sums["jobs_start"] > 0) - 1)


def shift_share_of(frame: pd.DataFrame, reference: pd.DataFrame, area: str) -> pd.DataFrame:
    """Split the change of jobs of each area into three parts that add up to it exactly.

    National: what the area would gain had every job followed the reference's total. Mix: what its functions add, each
    at the reference's own pace. Local: the rest, what is left when both are told; why, it does not say.

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


@remembered
def shift_share(territory: Territory, definition: str) -> pd.DataFrame:
    """Split the change of jobs by type of territory, with France as the reference: see `shift_share_of`."""
    here = jobs_by_function(territory, definition)
    return shift_share_of(here, functions_of_france(*span()), "territory_type")


@remembered
def functions_of_france(start: int, end: int) -> pd.DataFrame:
    """Return ``function``, ``jobs_start``, ``jobs_end`` of the whole country, the reference of what is compared with it."""
    return start_and_end(jobs_at_censuses(france(), (start, end)), ["function"], start, end)


@remembered
def local_part(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the local part of `shift_share` with its bootstrap interval, the pace of France held as known.

    Returns
    -------
    DataFrame
        ``territory_type``, ``share_local`` (of the jobs at the start), ``low``, ``high``.
    """
    start, end = span()
    growth, own = _paces(functions_of_france(start, end))
    table = jobs_at_censuses(territory, (start, end))
    pace = table["function"].map(own).astype("float64").fillna(growth)
    first = table["year"].eq(start).astype(bool)
    parts = table[["commune"]].assign(
        jobs_start=table["jobs"].where(first, 0.0), local=table["jobs"].where(~first, -table["jobs"] * (1 + pace))
    )
    frame = typed(parts.groupby("commune").sum().reset_index(), territory, definition)
    columns = ["territory_type", "share_local", "low", "high"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    return ratio_interval(frame, "local", "jobs_start", by=["territory_type"]).rename(columns={"ratio": "share_local"})[
        columns
    ]


def location_quotients_of(frame: pd.DataFrame, reference: pd.DataFrame, area: str) -> pd.DataFrame:
    """Compare the mix of functions of each area with that of a reference, with a bootstrap interval.

    Parameters
    ----------
    frame : DataFrame
        `area`, ``cluster``, ``function``, ``jobs``, ``jobs_all`` (of every function): one row for each commune and function.
    reference : DataFrame
        ``function``, ``jobs``: held as known.

    Returns
    -------
    DataFrame
        `area`, ``function``, ``jobs``, ``share``, ``share_reference``, ``location_quotient`` (share over
        share_reference: above 1, the function weighs more here), ``low``, ``high``.
    """
    shares = ratio_interval(frame, "jobs", "jobs_all", [area, "function"]).rename(columns={"ratio": "share"})
    whole = reference.set_index("function")["jobs"]
    share_reference = shares["function"].map(whole / whole.sum()).astype("float64")
    known = share_reference.where(share_reference > 0)
    return shares[[area, "function", "jobs", "share"]].assign(
        share_reference=share_reference,
        location_quotient=shares["share"] / known,
        low=shares["low"] / known,
        high=shares["high"] / known,
    )


@remembered
def location_quotients(territory: Territory, definition: str) -> pd.DataFrame:
    """Compare the mix of functions of each type with that of France at the last census: see `location_quotients_of`."""
    year = censuses()[-1]
    table = jobs_at_censuses(territory, (year,))
    whole = table.groupby("commune")["jobs"].transform("sum")
    here = typed(table.assign(jobs_all=whole), territory, definition)
    reference = functions_of_france(year, year).rename(columns={"jobs_end": "jobs"})
    return location_quotients_of(here, reference, "territory_type")
