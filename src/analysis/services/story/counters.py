"""What the fourth notebook shows and says of the state's counters: houses, then France services, as one series."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import geography, words
from analysis.drawing import Picture, charts, tables
from analysis.services import counters, destinations, distance
from analysis.services.destinations import FIRST_LABELS, FRANCE_SERVICES, HOUSE
from analysis.services.story.focus import focus, named, part, series, strongest
from analysis.snapshot import years
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import editions, source_line

FAR = "share_people_beyond_10_km"
# What the houses were called, from which edition on.
CALLED = {2013: "Relais or maison de service public", 2019: "Maison de services au public (MSAP)"}
NEARER = {"up": "went further", "down": "came nearer", "unclear": "did not clearly come nearer or go further"}
SHORT = {CALLED[2013]: "relais", CALLED[2019]: "houses (MSAP)"}
OVERSEAS_KM = 500  # a nearest place as far as that stands across the sea: there is none
LEAST = 0.01  # a share that moves by less than a point is not said to move


def _source() -> str:
    houses = [key.rsplit("_", 1)[1] for key in destinations.counters() if key.startswith(HOUSE)]
    files = [name for year in houses for name in editions("services", f"insee_bpe_{year}")]
    return source_line(*files, *editions("points", "anct_france_services"))


def _called(key: str, date: str) -> str:
    """Name what is counted at a date, so that a break of label is seen."""
    if key.startswith(FRANCE_SERVICES):
        return "France services, first labels only" if date in FIRST_LABELS else "France services"
    return CALLED[max((year for year in CALLED if year <= int(date)), default=min(CALLED))]


def _at(key: str) -> str:
    return words.month(destinations.destinations()[key].date)


def _row(table: pd.DataFrame, kind: str) -> pd.Series:
    return table[table["territory_type"] == kind].set_index("destination")[FAR].astype("float64")


def _nobody(territory: Territory) -> str:
    return f"No recent population is held for {territory.name}: its people beyond a distance of a counter cannot be counted."


def change_said(territory: Territory, definition: str, kind: str) -> tuple[str, int | None]:
    """Say in a sentence how far the state's counter is, from the last houses to the last list, and which way it moved.

    Returns
    -------
    tuple
        The sentence without its stop, empty where nothing is known; and 1 (further), -1 (nearer), 0 or None.
    """
    keys = counters.compared_counters()
    if keys is None:
        return "", None
    far = _row(counters.series(territory, definition), kind)
    change = counters.change_of_counters(territory, definition, kind)
    way = words.direction(*change, margin=LEAST)
    if way is None or far[list(keys)].isna().any():
        return "", None
    return (
        f"the state's counter {words.moved(*change, **NEARER, margin=LEAST)}: {part(far[keys[0]])} of these people were beyond "
        f"10 km of a public-service house in {_at(keys[0])}, {part(far[keys[1]])} beyond 10 km of a France services, which took "
        f"over from them, in {_at(keys[1])}",
        way,
    )


def counters_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people beyond 10 km of a counter by type of territory, a break where the label changes."""
    kind, keys = focus(territory, definition), counters.compared_counters()
    far = _row(counters.series(territory, definition), kind).dropna()
    if len(far) < 2:
        return _nobody(territory)
    ends = keys if keys and set(keys) <= set(far.index) else (far.index[0], far.index[-1])
    data, spans = _parted(series(counters.series, territory, definition).dropna(subset=[FAR]))
    which = "of the people in isolated communes are" if kind == ISOLATED else "of the people are"
    first, last = (part(far[key], 0) for key in ends)
    title = f"{last.capitalize()} {which} beyond 10 km of a counter of the state, against {first} in {_at(ends[0])}"
    return charts.lines(
        data,
        x="when",
        y=FAR,
        group="group",
        percent=True,
        zero=True,
        highlight=strongest(territory, definition),
        shade=spans,
        title=title,
        unit=f"share of people over 10 km from a fixed counter, {territory.name}: public-service houses, then France services "
        f"(grey: the label or the list changes){words.left_small(territory, definition)}",
        source=_source(),
        alt=f"Lines of the share of people beyond 10 km of a counter of the state in {territory.name}, broken where the label "
        f"changes. {named(territory, kind)[0].upper()}{named(territory, kind)[1:]}: "
        f"{words.listing(f'{part(share)} in {_at(key)} ({_called(key, _date(key))})' for key, share in far.items())}.",
    )


def _date(key: str) -> str:
    return destinations.destinations()[key].date


def _tick(key: str, date: str) -> str:
    """Write a date with what is counted at it, one word a line."""
    under = "first labels" if date in FIRST_LABELS else "France services"
    return "\n".join([*words.month(date).split(), *(SHORT.get(_called(key, date), under)).split()])


def _parted(data: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple]]:
    """Add what is written under each date, and between two labels a step without a value, so that no line joins them.

    Returns
    -------
    tuple
        The rows in order of time, and the spans to shade: the steps between labels.
    """
    data = data.assign(
        called=[_called(key, date) for key, date in zip(data["destination"], data["date"])],
        when=[_tick(key, date) for key, date in zip(data["destination"], data["date"])],
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
        return _nobody(territory)
    table = table.assign(
        median_km=table["median_km"].where(table["median_km"] < OVERSEAS_KM),
        when=table["date"].map(words.month),
        called=[_called(key, date) for key, date in zip(table["destination"], table["date"])],
    )
    which = "isolated communes" if kind == ISOLATED else "all communes"
    return tables.table(
        table,
        title=f"How far is a fixed counter of the state: {territory.name}, {which}",
        subtitle="Three labels follow each other; the first list of France services holds only the places labelled first, beside "
        f"which houses stood. People of {geography.latest_year()} at each date; places are those of the whole territory; "
        f"n/a: no place within {OVERSEAS_KM} km",
        columns={
            "place": ("Territory", "text"),
            "when": ("Date", "text"),
            "called": ("What is counted", "text"),
            "places": ("Places", "integer"),
            "median_km": ("Half of the people within, km", "decimal1"),
            "share_people_beyond_5_km": ("beyond 5 km", "percent"),
            FAR: ("beyond 10 km", "percent"),
            "share_people_beyond_20_km": ("beyond 20 km", "percent"),
        },
        source=_source(),
    )


def counters_reading(territory: Territory, definition: str) -> str:
    """Say how far the counters are and how that moved, what the first list leaves out, and how many there are."""
    kind = focus(territory, definition)
    said = [
        _said_change(territory, definition, kind),
        _said_first(territory, definition, kind),
        _said_places(territory),
    ]
    return " ".join(text for text in said if text)


def _said_change(territory: Territory, definition: str, kind: str) -> str:
    text, _ = change_said(territory, definition, kind)
    if not text:
        return _nobody(territory)
    change, low, high = counters.change_of_counters(territory, definition, kind)
    bounds = words.bounds(territory, low, high, words.points)
    known = f" (95 % interval {bounds})" if pd.notna(low) and low != high else ""
    moved = f", a change of {words.points(change)}{known}" if round(change, 3) else ", no change"
    return f"In {named(territory, kind)}, {text}{moved}."


def _said_first(territory: Territory, definition: str, kind: str) -> str:
    """Warn of the lists that hold the first labelled places alone."""
    known, far = destinations.destinations(), _row(counters.series(territory, definition), kind)
    partial = [key for key in destinations.counters() if known[key].date in FIRST_LABELS]
    if not partial:
        return ""
    key = partial[-1]
    share = f": the share that it gives, {part(far[key])}, is no step of the series" if pd.notna(far[key]) else ""
    held = counters.places(territory)[key]
    return (
        f"The list of {_at(key)} holds only the first labelled places ({_some(held)} in {territory.name}), while houses that had "
        f"no label yet stood beside{share}."
    )


def _some(count: float) -> str:
    return words.number(count) if count else "none"


def _said_places(territory: Territory) -> str:
    held = counters.places(territory)
    if not held.sum():
        return f"No house and no fixed France services is listed in {territory.name} at any of the dates held."
    last = years.last("points", "date", kind=FRANCE_SERVICES)
    listed = distance.france_services_count(territory)
    buses = listed.loc[(listed["date"] == last) & (listed["form"] == "itinerant"), "places"].sum()
    by_file = {
        HOUSE: "public-service houses in the equipment files",
        FRANCE_SERVICES: "fixed France services in the lists",
    }
    told = []
    for start, what in by_file.items():
        counted = [f"{_some(count)} in {_at(key)}" for key, count in held.items() if key.startswith(start)]
        if counted:
            told.append(f"{what}: {words.listing(counted)}")
    also = f", with {words.number(buses)} itinerant beside the last" if buses else ""
    return (
        f"{territory.name} had, of {'; of '.join(told)}{also}. How many of the last are former houses under a new name, the files "
        "do not tell."
    )
