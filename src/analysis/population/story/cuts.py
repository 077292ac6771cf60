"""What the second notebook says of the year in which the two spans part: a convention, and what others would give."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext
from analysis.population import yearly
from analysis.population.story.wording import either
from analysis.population.yearly import GROUP, INSIDE, PARTED
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import Territory


def cut_reading(before: pd.Series, since: pd.Series, territory: Territory, definition: str) -> str:
    """Say which other cuts give another direction of a span, and which; nothing where all give the same.

    Parameters
    ----------
    before, since : Series
        What is said of the isolated communes in the two spans: ``start``, ``change``, ``low``, ``high``.
    """
    others = _others(territory, definition)
    told = [
        said(either(years), way)
        for said, ways in ((_first_span, _apart(before, others)), (_second_span, _apart(since, others)))
        for way, years in ways.items()
    ]
    return " ".join([_convention(), *told]) if told else ""


def steady_cut(before: pd.Series, since: pd.Series, territory: Territory, definition: str) -> str:
    """Say that the cut is a convention on which no direction hangs; nothing where one does: see `cut_reading`."""
    others = _others(territory, definition)
    if others.empty or _apart(before, others) or _apart(since, others):
        return ""
    return gettext(
        "The year {parted} is a convention: with the years parted in {years} instead, each span points the same way as here.",
        parted=PARTED,
        years=either(others["cut"].unique()),
    )


def _convention() -> str:
    return gettext("The year {parted} is a convention.", parted=PARTED)


def _others(territory: Territory, definition: str) -> pd.DataFrame:
    table = yearly.other_cuts(territory, definition)
    return table[table[GROUP] == INSIDE]


def _apart(span: pd.Series, others: pd.DataFrame) -> dict[int, list[int]]:
    """Group the cuts that give a span another direction than it is said to have, by that direction."""
    said = words.direction(*span[["change", "low", "high"]])
    ways: dict[int, list[int]] = {}
    for row in others[(others["start"] == REPORT_CENSUS) == (span["start"] == REPORT_CENSUS)].itertuples():
        way = words.direction(row.change, row.low, row.high)
        if way is not None and way != said:
            ways.setdefault(way, []).append(row.cut)
    return ways


def _first_span(years: str, way: int) -> str:
    return {
        0: gettext("With the years parted in {years} instead, the first span shows no clear change.", years=years),
        1: gettext("With the years parted in {years} instead, the first span points to a rise.", years=years),
        -1: gettext("With the years parted in {years} instead, the first span points to a fall.", years=years),
    }[way]


def _second_span(years: str, way: int) -> str:
    return {
        0: gettext("With the years parted in {years} instead, the second span shows no clear change.", years=years),
        1: gettext("With the years parted in {years} instead, the second span points to a rise.", years=years),
        -1: gettext("With the years parted in {years} instead, the second span points to a fall.", years=years),
    }[way]
