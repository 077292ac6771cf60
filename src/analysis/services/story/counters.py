"""What the fourth notebook shows of the shared public counters: houses, then France services, as one series."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import geography, words
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext, gettext_noop
from analysis.services import counters, destinations
from analysis.services.destinations import FIRST_LABELS, FRANCE_SERVICES, HOUSE
from analysis.services.distance import NO_WAY_KM
from analysis.services.story.focus import (
    focus,
    headed,
    left_of_series,
    named,
    opening,
    part,
    series,
    strongest,
)
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import editions, source_line

FAR = "share_people_beyond_10_km"
# What the houses were called, from which edition on.
CALLED = {
    2013: gettext_noop("Relais or maison de service public"),
    2019: gettext_noop("Maison de services au public (MSAP)"),
}
# The same under a tick, one word a line.
SHORT = {CALLED[2013]: gettext_noop("relais"), CALLED[2019]: gettext_noop("houses (MSAP)")}
LISTED, FIRST_LISTED = gettext_noop("France services"), gettext_noop("France services, first labels only")
FIRST_SHORT = gettext_noop("first labels")


def _source() -> str:
    houses = [key.rsplit("_", 1)[1] for key in destinations.counters() if key.startswith(HOUSE)]
    files = [name for year in houses for name in editions("services", f"insee_bpe_{year}")]
    return source_line(*files, *editions("points", "anct_france_services"))


def _called(key: str, date: str) -> str:
    """Name what is counted at a date, so that a break of label is seen; to be put in words by `label_of`."""
    if key.startswith(FRANCE_SERVICES):
        return FIRST_LISTED if date in FIRST_LABELS else LISTED
    return CALLED[max((year for year in CALLED if year <= int(date)), default=min(CALLED))]


def at(key: str) -> str:
    """Write the date of a list or of an edition."""
    return words.month(destinations.destinations()[key].date)


def far_of(territory: Territory, definition: str, kind: str) -> pd.Series:
    """Return the share of people beyond 10 km at each date, by key."""
    table = counters.series(territory, definition)
    return table[table["territory_type"] == kind].set_index("destination")[FAR].astype("float64")


def nobody(territory: Territory) -> str:
    """Say that no share of people can be told."""
    return gettext(
        "No recent population is held for {place}: its people beyond a distance of a counter cannot be counted.",
        place=territory,
    )


def counters_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people beyond 10 km of a counter by type of territory, a break where the label changes."""
    kind = focus(territory, definition)
    far = far_of(territory, definition, kind).dropna()
    if len(far) < 2:
        return nobody(territory)
    data, spans = _parted(series(counters.series, territory, definition).dropna(subset=[FAR]))
    known = destinations.destinations()
    dates = [
        gettext("{share} in {when} ({what})", share=part(share), when=at(key), what=gettext(called))
        for key, share in far.items()
        for called in [_called(key, known[key].date)]
    ]
    return charts.lines(
        data,
        x="when",
        y=FAR,
        group="group",
        percent=True,
        zero=True,
        highlight=strongest(territory, definition),
        shade=spans,
        title=_title(_compared(far, territory, definition, kind), kind),
        unit=gettext(
            "share of people over 10 km from a fixed counter, {place}: public-service houses, at the town hall of their "
            "commune, then France services, where they stand (grey: the label or the list changes){left}",
            place=territory,
            left=left_of_series(territory, definition),
        ),
        source=_source(),
        alt=gettext(
            "Lines of the share of people beyond 10 km of a shared public counter in {place}, broken where the label changes. "
            "In the {communes}: {dates}.",
            place=territory,
            communes=named(territory, kind),
            dates=words.listing(dates),
        ),
    )


def _compared(far: pd.Series, territory: Territory, definition: str, kind: str) -> pd.Series:
    """Return the shares with those of the two dates compared taken over the communes known at both, as the text has them."""
    keys = counters.compared_counters()
    ends = counters.ends_of_counters(territory, definition, kind) if keys else ()
    known = {key: share for key, share in zip(keys or (), ends) if key in far.index and pd.notna(share)}
    return far.where(~far.index.isin(known), far.index.map(known).astype("float64"))


def _title(far: pd.Series, kind: str) -> str:
    """Set the last share beside one that compares: of the houses, or of the first whole list where no house is held."""
    keys = counters.compared_counters()
    whole = [key for key in destinations.whole_counters() if key in far.index]
    ends = keys if keys and set(keys) <= set(far.index) else (whole[0], whole[-1]) if whole else far.index[[0, -1]]
    told = {"last": opening(part(far[ends[1]], 0)), "first": part(far[ends[0]], 0), "when": at(ends[0])}
    if told["last"] == opening(told["first"]):
        return _same_title(told["last"], told["when"], kind)
    if kind == ISOLATED:
        return gettext(
            "{last} of the people in isolated communes are beyond 10 km of a shared public counter, against {first} in {when}",
            **told,
        )
    return gettext(
        "{last} of the people are beyond 10 km of a shared public counter, against {first} in {when}", **told
    )


def _same_title(share: str, when: str, kind: str) -> str:
    if kind == ISOLATED:
        return gettext(
            "{share} of the people in isolated communes are beyond 10 km of a shared public counter, as in {when}",
            share=share,
            when=when,
        )
    return gettext(
        "{share} of the people are beyond 10 km of a shared public counter, as in {when}", share=share, when=when
    )


def _tick(key: str, date: str, former: str) -> str:
    """Write a year with what is counted at it, one word a line; what is counted as at the date before stands there."""
    called = _called(key, date)
    if called == former:
        return date[:4]
    under = FIRST_SHORT if called == FIRST_LISTED else SHORT.get(called, called)
    return "\n".join([date[:4], *gettext(under).split()])


def _parted(data: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple]]:
    """Add what is written under each date, and between two labels a step without a value, so that no line joins them.

    Returns
    -------
    tuple
        The rows in order of time, and the spans to shade: the steps between labels.
    """
    dates = data.drop_duplicates("date").sort_values("date")[["destination", "date"]].to_numpy().tolist()
    called = [_called(key, date) for key, date in dates]
    ticks = {date: _tick(key, date, former) for (key, date), former in zip(dates, ["", *called])}
    data = data.assign(
        called=[_called(key, date) for key, date in zip(data["destination"], data["date"])],
        when=data["date"].map(ticks),
    )[["group", "called", "date", "when", FAR, "people_beyond_10_km"]]
    steps, spans, former = [], [], ""
    for (_, called), rows in data.groupby(["date", "called"]):
        if former and called != former:
            gap = " " * (len(spans) + 1)  # a step of the axis of its own
            steps.append(pd.DataFrame({"group": rows["group"], "called": "another label", "when": gap}))
            spans.append((len(steps) - 1.25, len(steps) - 0.75))
        steps.append(rows)
        former = called
    return pd.concat(steps, ignore_index=True), spans


def _places(territory: Territory, _definition: str) -> pd.DataFrame:
    return counters.places(territory).rename_axis("destination").reset_index()


def counters_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the series of counters: what was counted at each date, how many places, how many people are far."""
    kind = focus(territory, definition)
    table = beside_france(counters.series, territory, definition)
    table = table[table["territory_type"] == kind].merge(
        beside_france(_places, territory, definition), on=["place", "destination"]
    )
    if table.loc[table["place"] == territory.name, "people"].isna().all():
        return nobody(territory)
    table = table.assign(
        when=table["date"].map(words.month),
        called=[_called(key, date) for key, date in zip(table["destination"], table["date"])],
    )
    return tables.table(
        table,
        title=gettext("How far is a shared public counter, fixed: {where}", where=headed(territory, kind)),
        subtitle=gettext(
            "Three labels follow each other; the first list of France services holds only the places labelled first, beside "
            "which houses stood. A house is placed at its town hall: its commune counts as 0 km. People of {year} at each "
            "date; places are those of the whole territory; n/a: no place within {limit} km, or a region of which the file "
            "holds no house, which is left out of France too",
            year=geography.latest_year(),
            limit=NO_WAY_KM,
        ),
        columns={
            "place": (gettext("Territory"), "text"),
            "when": (gettext("Date"), "text"),
            "called": (gettext("What is counted"), "text"),
            "places": (gettext("Places"), "integer"),
            "median_km": (gettext("Half of the people within, km"), "decimal1"),
            "share_people_beyond_5_km": (gettext("beyond 5 km"), "percent"),
            FAR: (gettext("beyond 10 km"), "percent"),
            "share_people_beyond_20_km": (gettext("beyond 20 km"), "percent"),
        },
        source=_source(),
    )
