"""People year by year since the report's census, and births: isolated communes against the others, with intervals."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from analysis import snapshot
from analysis.geography import classify, latest_year
from analysis.language import gettext_noop
from analysis.population.balances import TYPE, typed
from analysis.snapshot import REPORT_CENSUS, remembered, years
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import Territory

# The two spans of the course part here, by convention: what cuts so many years away would give is told beside it, where
# they leave the second span a length to read.
PARTED = 2020
NEAR_CUTS, SHORTEST_SPAN = 2, 2
INSIDE, OUTSIDE = gettext_noop("Isolated communes"), gettext_noop("Other communes")
GROUP = "group"


def people_held(territory: Territory) -> pd.DataFrame:
    """Return the people of each commune since the report's census, a column a year; missing where a year is not held."""
    columns = ["commune", "region", "year", "population"]
    frames = [snapshot.load(table, territory, columns=columns) for table in ("population", "population_between")]
    held = pd.concat(frames, ignore_index=True)
    wide = held[held["year"] >= REPORT_CENSUS].pivot(index="commune", columns="year", values="population")
    # A territory held for its own year alone (Mayotte) has no course.
    return wide.astype("float64") if len(wide.columns) > 1 else pd.DataFrame(dtype="float64")


def people_by_year(territory: Territory) -> pd.DataFrame:
    """Return the people of each commune since the report's census, a column a year.

    Only communes held in every year: those whose perimeter did not change since 2016. So no year differs from the next
    by its communes.

    Returns
    -------
    DataFrame
        Index ``commune``; inhabitants on 1 January of each year held (municipal population).
    """
    return people_held(territory).dropna()


def change_of(wide: pd.DataFrame, kinds: pd.DataFrame, spans: list[tuple[int, int]]) -> pd.DataFrame:
    """Give the change a year of isolated communes and of the others over spans of years, with intervals.

    The change is over the mean of the people at both ends; whole areas are resampled (``cluster``). Communes that are not held
    at both ends of a span are left out of it.

    Parameters
    ----------
    wide : DataFrame
        As `people_by_year`, or `people_held`.
    kinds : DataFrame
        ``commune``, ``cluster``, ``isolated``.
    spans : list of (int, int)
        First and last year; a span whose years are not held is left out.

    Returns
    -------
    DataFrame
        ``start``, ``end``, ``group``, ``change``, ``low``, ``high`` (share a year), ``communes``; and ``gap``, ``gap_low``, ``gap_high``: isolated less the others, the same in both rows.
    """
    frame = wide.reset_index().merge(kinds.dropna(subset=["isolated"]), on="commune")
    frame[GROUP] = frame["isolated"].astype(bool).map({True: INSIDE, False: OUTSIDE})
    tables = []
    for start, end in spans:
        if not {start, end} <= set(wide) or frame.empty:
            continue
        part = frame.dropna(subset=[start, end])
        part = part.assign(gained=(part[end] - part[start]) / (end - start), mean=(part[end] + part[start]) / 2)
        table = ratio_interval(part, "gained", "mean", [GROUP]).rename(columns={"ratio": "change"})
        gap, low, high = gap_interval(part, "gained", "mean")
        table = table.assign(start=start, end=end, communes=table[GROUP].map(part[GROUP].value_counts()))
        tables.append(table.assign(gap=gap, gap_low=low, gap_high=high))
    columns = ["start", "end", GROUP, "change", "low", "high", "communes", "gap", "gap_low", "gap_high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _kinds(territory: Territory, definition: str) -> pd.DataFrame:
    return classify(territory, definition)[["commune", "cluster", "isolated"]]


@remembered
def yearly_change(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change of each year since the report's census: see `change_of`."""
    wide = people_by_year(territory)
    return change_of(wide, _kinds(territory, definition), list(pairwise(wide.columns)))


@remembered
def share_followed(territory: Territory, definition: str) -> float:
    """Return which part of the isolated people of the last year live in the communes that `yearly_change` follows."""
    isolated = _kinds(territory, definition).dropna(subset=["isolated"])
    isolated = isolated[isolated["isolated"].astype(bool)]
    people = people_held(territory)[latest_year()].reindex(isolated["commune"]).dropna()
    kept = snapshot.among(people.index.to_series(), people_by_year(territory).index)
    return float(people[kept].sum() / people.sum()) if people.sum() else float("nan")


@remembered
def course(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change from the report's census to `PARTED`, and from there to the population in force: see `change_of`.

    Of all communes held at both ends, also those that merged or split since: the years between are not asked for.
    """
    spans = [(REPORT_CENSUS, PARTED), (PARTED, latest_year())]
    return change_of(people_held(territory), _kinds(territory, definition), spans)


def near_cuts(last: int) -> list[int]:
    """Return the years in which the course could part as well, up to so many before the last year held.

    Examples
    --------
    >>> near_cuts(2023), near_cuts(2030)
    ([2018, 2019, 2021], [2018, 2019, 2021, 2022])
    """
    near = range(PARTED - NEAR_CUTS, PARTED + NEAR_CUTS + 1)
    return [year for year in near if year != PARTED and year <= last - SHORTEST_SPAN]


@remembered
def other_cuts(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the two spans of the course, as `course`, for each cut of `near_cuts` (column ``cut``)."""
    wide, kinds, last = people_held(territory), _kinds(territory, definition), latest_year()
    spans = {cut: [(REPORT_CENSUS, cut), (cut, last)] for cut in near_cuts(last)}
    tables = [change_of(wide, kinds, both).assign(cut=cut) for cut, both in spans.items()]
    return pd.concat(tables, ignore_index=True)


def birth_years() -> list[int]:
    """Return the first and the last year whose births are held."""
    held = years.held("births")
    return [held[0], held[-1]]


@remembered
def births_by_type(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the births of each year by type of territory, and their change since the first one with its interval.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``births``, ``change``, ``low``, ``high`` (share of the births of the first year; 0
        in it). A commune without a figure in some year is left out of all.
    """
    frame = typed("births", territory, definition, ["year", "births"]).dropna(subset=[*TYPE, "births"])
    keys = ["commune", "cluster", *TYPE]
    wide = frame.pivot(index=keys, columns="year", values="births").dropna().reset_index()
    first = birth_years()[0]
    tables = []
    for year in (name for name in wide if name not in keys):
        ends = wide[keys].assign(births=wide[year], first=wide[first])
        table = ratio_interval(ends, "births", "first", TYPE)
        changes = table[["ratio", "low", "high"]].sub(1).set_axis(["change", "low", "high"], axis=1)
        tables.append(table[[*TYPE, "births"]].assign(year=year).join(changes))
    columns = [*TYPE, "year", "births", "change", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
