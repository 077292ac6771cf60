"""The answer of the third notebook: whether production jobs held in isolated communes, then and over the whole time."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business import believed
from analysis.business.jobs import PERIOD, censuses
from analysis.business.story.areas import unemployment_in_brief
from analysis.business.story.jobs import (
    NO_OTHERS,
    NOT_TOLD,
    TOO_WIDE,
    census_by_census,
    gap_of,
    nothing_isolated,
    way_of,
    ways_by_period,
    whole_time,
)
from analysis.language import gettext
from analysis.territories import Territory, france

# A direction whose interval ends close to zero.
MAYBE_BETTER, MAYBE_WORSE = "maybe better", "maybe worse"


def answer(territory: Territory, definition: str) -> str:
    """Say whether production held in isolated communes, in the report's period and over the whole time held."""
    missing = nothing_isolated(territory, definition)
    place = france() if missing else territory
    told = [
        missing,
        _in_the_report(place, definition),
        _otherwise(place, definition),
        _over_the_whole_time(place, definition),
    ]
    return " ".join(text for text in told if text)


def answer_in_figures(territory: Territory, definition: str) -> str:
    """Give the gaps with their intervals, and how every period between two censuses went: none is picked out."""
    missing = nothing_isolated(territory, definition)
    place = france() if missing else territory
    told = [
        unemployment_in_brief(territory, definition),
        gettext("The figures of production jobs are those of France."),
    ]
    told = [text for text in told if text] if missing else []
    told += [_gap(place, definition, period) for period in (PERIOD, whole_time())]
    if between := census_by_census(place, definition, gaps=True):
        told.append(gettext("Census by census, the isolated communes against the others: {periods}.", periods=between))
        told.append(gettext("The census changed its method after {year}.", year=censuses()[0]))
    return " ".join(told)


def _in_the_report(territory: Territory, definition: str) -> str:
    """Say whether the isolated communes held better in the period of the report."""
    row = gap_of(territory, definition, PERIOD)
    told = {"place": territory, **_figures(row, PERIOD)}
    return {
        1: gettext(
            "In {place}, production jobs held better in isolated communes than elsewhere between {start} and {end}: "
            "**{isolated}** against **{others}**.",
            **told,
        ),
        -1: gettext(
            "In {place}, production jobs held less well in isolated communes than elsewhere between {start} and {end}: "
            "**{isolated}** against **{others}**.",
            **told,
        ),
        MAYBE_BETTER: gettext(
            "In {place}, production jobs may have held better in isolated communes than elsewhere between {start} and {end}: "
            "**{isolated}** against **{others}**.",
            **told,
        ),
        MAYBE_WORSE: gettext(
            "In {place}, production jobs may have held less well in isolated communes than elsewhere between {start} and "
            "{end}: **{isolated}** against **{others}**.",
            **told,
        ),
        0: gettext(
            "In {place}, the change of production jobs shows no clear difference between isolated communes and the others from {start} "
            "to {end}: **{isolated}** against **{others}**.",
            **told,
        ),
        NOT_TOLD: gettext(
            "In {place}, production jobs changed by **{isolated}** in isolated communes and by **{others}** elsewhere "
            "between {start} and {end}: there are too few areas to tell whether the two differ.",
            **told,
        ),
        TOO_WIDE: gettext(
            "In {place}, production jobs changed by **{isolated}** in isolated communes and by **{others}** elsewhere "
            "between {start} and {end}: the interval of the gap is too wide to tell whether the two differ.",
            **told,
        ),
        NO_OTHERS: gettext(
            "In {place}, production jobs of isolated communes changed by **{isolated}** between {start} and {end}: there "
            "are too few others to compare with.",
            **told,
        ),
    }[_sure_way(row)]


def _otherwise(territory: Territory, definition: str) -> str:
    """Name the other periods between two censuses that went clearly the other way than that of the report."""
    ways = ways_by_period(territory, definition)
    own = _sure_way(gap_of(territory, definition, PERIOD))
    if own not in (1, -1) or -own not in ways.values():
        return ""
    periods = words.listing(period for period, way in ways.items() if way == -own)
    if own > 0:
        return gettext("In {periods} they held less well.", periods=periods)
    return gettext("In {periods} they held better.", periods=periods)


def _over_the_whole_time(territory: Territory, definition: str) -> str:
    """Say the same of the whole time held; nothing where there is nothing to compare."""
    row = gap_of(territory, definition, whole_time())
    told = _figures(row, whole_time())
    said = {
        1: gettext("From {start} to {end} they held better.", **told),
        -1: gettext("From {start} to {end} they held less well.", **told),
        MAYBE_BETTER: gettext("From {start} to {end} they may have held better.", **told),
        MAYBE_WORSE: gettext("From {start} to {end} they may have held less well.", **told),
        0: gettext("From {start} to {end} there is no clear difference.", **told),
        NOT_TOLD: gettext("From {start} to {end} there are too few areas to tell.", **told),
        TOO_WIDE: gettext("From {start} to {end} the interval of the gap is too wide to tell.", **told),
    }
    return said.get(_sure_way(row), "")


def _gap(territory: Territory, definition: str, period: tuple[int, int]) -> str:
    """Give both changes of a period, and their gap with its interval where it has one."""
    row = gap_of(territory, definition, period)
    told = _figures(row, period)
    if pd.isna(row["gap"]):
        return gettext("Production jobs, {start}-{end}: {isolated} in isolated communes.", **told)
    if pd.isna(row["low"]):
        return gettext(
            "Production jobs, {start}-{end}: {isolated} in isolated communes against {others} elsewhere, too few areas for an interval.",
            **told,
        )
    if believed.beyond_all(row["low"], row["high"]):
        return gettext(
            "Production jobs, {start}-{end}: {isolated} in isolated communes against {others} elsewhere; changes differ too much "
            "between {areas} to compare the two.",
            areas=words.resampled(territory),
            **told,
        )
    return gettext(
        "Production jobs, {start}-{end}: {isolated} in isolated communes against {others} elsewhere, a gap of {gap} (95 % interval {bounds}).",
        gap=words.points(row["gap"]),
        bounds=words.bounds(territory, row["low"], row["high"], words.points),
        **told,
    )


def _sure_way(row: pd.Series) -> int | str:
    """Return the direction of a gap, and whether its interval ends close to zero: see `way_of`."""
    way = way_of(row)
    return {1: MAYBE_BETTER, -1: MAYBE_WORSE}.get(way, way) if words.on_edge(row["low"], row["high"]) else way


def _figures(row: pd.Series, period: tuple[int, int]) -> dict[str, object]:
    return {
        "start": period[0],
        "end": period[1],
        "isolated": words.signed_percent(row["change_isolated"]),
        "others": words.signed_percent(row["change_others"]),
    }
