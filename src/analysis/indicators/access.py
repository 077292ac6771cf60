"""Indicators of services and networks: what is there, how far the nearest is, how fast the lines are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

import pandas as pd

from analysis import digital, services, snapshot
from analysis.indicators.entry import Indicator, Parts
from analysis.indicators.reading import by_commune, every, places, rows, share, vintage
from analysis.indicators.wording import served
from analysis.language import gettext_noop
from analysis.snapshot import years
from analysis.territories import france

# What one looks for at home, in the order of the week; distances add the bakery to the food shop.
AT_HOME = {
    "food_shop": gettext_noop("Food shop other than a bakery in the commune"),
    "school": gettext_noop("Primary school in the commune"),
    "secondary_school": gettext_noop("Lower secondary school (collège) in the commune"),
    "gp": gettext_noop("General practitioner in the commune"),
    "pharmacy": gettext_noop("Pharmacy in the commune"),
    "post_point": gettext_noop("Post point (office, agency or relay) in the commune"),
    "bank": gettext_noop("Bank in the commune"),
    "petrol": gettext_noop("Petrol station in the commune"),
}
TO_REACH = {
    "food_or_bakery": gettext_noop("Distance as the crow flies to the nearest food shop or bakery"),
    "school": gettext_noop("Distance as the crow flies to the nearest primary school"),
    "gp": gettext_noop("Distance as the crow flies to the nearest general practitioner"),
    "pharmacy": gettext_noop("Distance as the crow flies to the nearest pharmacy"),
    "post_point": gettext_noop("Distance as the crow flies to the nearest post point (office, agency or relay)"),
}
COUNTER = gettext_noop("Distance as the crow flies to the nearest France services counter")


def entries() -> Iterator[Indicator]:
    """Give the indicators on services, then on networks."""
    yield from _at_home()
    yield from _distances()
    yield from _doctors_and_halls()
    yield from _networks()


def _at_home() -> Iterator[Indicator]:
    edition, held = services.summary_edition(), services.held_pairs()
    for key, message in AT_HOME.items():
        if (key, edition) in held:
            yield Indicator(
                f"has_{key}", message, "%", "services", "ratio", partial(_has, key, edition), ("services",),
                weight="people", easier="more", factor=100, flag=True,
            )  # fmt: skip


def _has(key: str, edition: int) -> Parts:
    there, counted = _equipped(edition, snapshot.version())
    return {str(edition): share(there[key], counted)}


@lru_cache(maxsize=2)
def _equipped(edition: int, _version: str) -> tuple[pd.DataFrame, pd.Series]:
    """Return which services each commune has, and its people, in an edition: read once for all of them."""
    there = services.presence(france()).xs(edition, axis=1, level="year")
    counted = services.people_by_edition(france())[edition]
    plain = (frame.set_axis(frame.index.astype("object")).reindex(every()) for frame in (there, counted))
    return tuple(plain)


def _distances() -> Iterator[Indicator]:
    known, edition = services.known_destinations(), services.summary_edition()
    counter = services.latest()[-1]
    wanted = {f"{key}_{edition}": (f"nearest_{key}", message) for key, message in TO_REACH.items()}
    for key, (name, message) in {**wanted, counter: ("nearest_france_services", COUNTER)}.items():
        if key in known:
            table = "points" if known[key].points else "services"
            yield Indicator(
                name, message, "km", "services", "median_of_people", partial(_distance, key, known[key].date[:4]),
                (table,), weight="people", easier="less", limit=services.NO_WAY_KM,
            )  # fmt: skip


def _distance(key: str, when: str) -> Parts:
    table = by_commune(services.distances(france(), "zau", key))
    parts = table[["distance_km", "people"]].set_axis(["value", "people"], axis=1)
    return {when: parts.assign(own=parts["value"])}


def _doctors_and_halls() -> Iterator[Indicator]:
    yield Indicator(
        "doctors", gettext_noop("Consultations of general practitioners within reach of an inhabitant (APL)"), "consultations a year", "services", "ratio",
        _doctors, ("health",), weight="people of equal need", easier="more",
    )  # fmt: skip
    yield Indicator(
        "town_hall_hours", gettext_noop("Opening of the town hall"), "hours a week", "services", "median",
        partial(_halls, "weekly_hours"), ("points",), easier="more",
    )  # fmt: skip
    yield Indicator(
        "town_hall_site", gettext_noop("Town hall with a web site"), "%", "services", "ratio",
        partial(_halls, "has_website"), ("points",), weight="communes", easier="more", factor=100, flag=True,
    )  # fmt: skip


def _doctors() -> Parts:
    last = years.last("health", known="apl")
    held = rows("health", ["apl", "population_standardised"], year=last)
    return {str(last): share(held["apl"], held["population_standardised"])}


def _halls(column: str) -> Parts:
    when = years.last("points", "date", kind="town_hall")
    held = rows("points", [column], kind="town_hall", date=when)[column].astype("Float64").astype("float64")
    known = held.notna().astype("float64").where(held.notna())
    parts = {"value": held} if column == "weekly_hours" else {"above": held, "below": known}
    return {when[:4]: pd.DataFrame(parts)}


def _networks() -> Iterator[Indicator]:
    fixed = {"weight": "premises", "easier": "more", "factor": 100}
    yield Indicator(
        "fibre", gettext_noop("Premises with fibre"), "%", "networks", "ratio", _fibre, ("broadband",), **fixed,
        unsure_zero=True,
    )  # fmt: skip
    for key, label, kind in (
        ("gigabit", gettext_noop("Premises with 1 Gbit/s"), "1000_mbps"),
        ("thirty_megabits", gettext_noop("Premises with 30 Mbit/s by any technology"), "30_mbps"),
    ):
        yield Indicator(key, label, "%", "networks", "ratio", partial(_speed, kind), ("broadband",), **fixed)
    for which, label in (
        ("best", gettext_noop("Area with 4G from the operator that covers most in each commune")),
        ("worst", gettext_noop("Area with 4G from the operator that covers least in each commune")),
    ):
        yield Indicator(
            f"mobile_{which}", label, "%", "networks", "ratio",
            partial(_mobile, which), ("mobile",), weight="area", easier="more", factor=100,
        )  # fmt: skip


def _fibre() -> Parts:
    """Read fibre at each date; the quarter of the last file was not recorded: its date is told as that of the day it was served."""
    dates = years.held("broadband", "date", **{"class": "fibre"})
    *before, (last, parts) = _covered([(date, "fibre") for date in dates]).items()
    return {**dict(before), served(last): parts}


def _speed(kind: str) -> Parts:
    # The test before was a beta that counted wires alone: no line is drawn between the two.
    return _covered([digital.last_network(kind)])


def _covered(networks: list[tuple[str, str]]) -> Parts:
    table = by_commune(digital.fixed_by_commune(france(), "zau", networks))
    dated = {date: table[table["date"] == date] for date, _ in networks}
    return {date[:7]: share(held["share_covered"], held["weight"]) for date, held in dated.items()}


def _mobile(which: str) -> Parts:
    held = rows("mobile", [f"share_area_4g_{which}"])[f"share_area_4g_{which}"]
    return {vintage("mobile"): share(held, places()["area_km2"].reindex(held.index))}
