"""The measures of the claims on access: shops and hotels, doctors and counters, lines and mobile phones."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis import geography, population, services, snapshot
from analysis.claims.readings import (
    COUNTRY,
    FORMER,
    OTHERS,
    TODAY,
    Readings,
    apart,
    few,
    flagged,
    gap,
    isolated_in_2015,
    only_isolated,
    share,
)
from analysis.claims.rules import ALL_ALIKE, NOW, THEN, Reading
from analysis.language import gettext_noop
from analysis.services import SHOPS
from analysis.snapshot import years
from analysis.statistics import correlation_interval
from analysis.territories import ISOLATED, Territory
from analysis.words import vintage_years

NO_SHOP, A_SHOP = gettext_noop("a bakery is no food shop"), gettext_noop("a bakery is a food shop")
EVERYWHERE, ISOLATED_ONLY = gettext_noop("all communes"), gettext_noop("isolated communes")
# Which operator covers a place, and what it is set against.
OPERATORS = {
    ("worst", ""): gettext_noop("operator that covers least in each commune"),
    ("worst", COUNTRY): gettext_noop("operator that covers least in each commune, against the country"),
    ("worst", OTHERS): gettext_noop("operator that covers least in each commune, against the other communes"),
    ("best", ""): gettext_noop("operator that covers most in each commune"),
    ("best", COUNTRY): gettext_noop("operator that covers most in each commune, against the country"),
    ("best", OTHERS): gettext_noop("operator that covers most in each commune, against the other communes"),
}
HOTEL, BAKERY = "G102", "B203"
# What the table of the communes of 2015 holds, each with a type that it counts.
FORMER_EQUIPMENTS = {"food_shops_2013": SHOPS[0], "bakeries_2013": BAKERY, "hotels_2013": HOTEL}
# What the report could know, or the first figures after it.
EQUIPMENT_THEN = 2013
PRACTITIONERS_THEN = 2016
VERY_HIGH_SPEED_THEN = "2017-12"


def _share_without(territory: Territory, definition: str, types: tuple[str, ...], variant: str = "") -> Readings:
    """Read the share of isolated communes without any equipment of some types, on the communes of the time."""
    held = snapshot.load("services", territory, columns=["commune", "region", "year", "type"])
    held = held[held["type"].isin(types)]
    latest = years.last("services", type=types[0])
    now = _lacking(_listed(territory, definition, held, latest), NOW, str(latest), variant)
    then = _lacking(_listed(territory, definition, held, EQUIPMENT_THEN), THEN, str(EQUIPMENT_THEN), variant)
    if definition != "zau":
        return [then, now]
    # The report counted the communes of its time; what became of them since compares those of today at both dates.
    former = _lacking(_former(territory, types), THEN, str(EQUIPMENT_THEN), variant)
    return [replace(former, on=FORMER), replace(then, on=TODAY, told=True), now]


def _listed(territory: Territory, definition: str, held: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the isolated communes of today with ``without``; a commune that an edition does not list has none."""
    communes = only_isolated(geography.classify(territory, definition))
    return communes.assign(without=~snapshot.among(communes["commune"], held.loc[held["year"] == year, "commune"]))


def _former(territory: Territory, types: tuple[str, ...]) -> pd.DataFrame:
    """Return the isolated communes of 2015 with ``without``: mergers since gave shops and hotels to some."""
    former = isolated_in_2015(territory)
    columns = [name for name, code in FORMER_EQUIPMENTS.items() if code in types]
    return former.assign(without=~former[columns].gt(0).any(axis=1))


def _lacking(communes: pd.DataFrame, when: str, year: str, variant: str) -> Reading:
    return share(
        communes.assign(without=communes["without"].astype(float), one=1.0), "without", "one", when, year, variant
    )


def share_without_food_shop(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a food shop, where a bakery is one and where it is none."""
    return [
        *_share_without(territory, definition, SHOPS, NO_SHOP),
        *_share_without(territory, definition, (*SHOPS, BAKERY), A_SHOP),
    ]


def share_without_hotel(territory: Territory, definition: str) -> Readings:
    """Tell the share of isolated communes without a hotel: the claim is of those with a listing, which are not held."""
    return [replace(reading, told=True) for reading in _share_without(territory, definition, (HOTEL,))]


def _last_test(kind: str, known: str | None = None) -> str:
    """Return the last date that tells of a class of lines."""
    return years.last("broadband", "date", known=known, **{"class": kind})


def _coverage(territory: Territory, definition: str, date: str, kind: str) -> pd.DataFrame:
    """Return premises and covered premises by commune; a published share is weighted by the last premises counted."""
    table = snapshot.load("broadband", territory)
    counted = table[(table["class"] == "30_mbps") & (table["date"] == _last_test("30_mbps", known="premises"))]
    premises = counted.set_index("commune")["premises"]
    frame = table[(table["class"] == kind) & table["date"].str.startswith(date)]
    weight = frame["premises"].astype("float64").fillna(frame["commune"].map(premises).astype("float64"))
    return flagged(frame.assign(below=weight, above=frame["share_covered"] * weight), territory, definition)


def _share_covered(territory: Territory, definition: str, kind: str, when: str, date: str) -> Reading:
    """Read the share of premises of isolated communes with a class of lines."""
    frame = only_isolated(_coverage(territory, definition, date, kind)).dropna(subset=["above", "below"])
    return share(frame, "above", "below", when, date[:4])


def share_very_high_speed(territory: Territory, definition: str) -> Readings:
    """Give the share of premises of isolated communes with very high speed now: 30 Mbit/s by any technology."""
    return [_share_covered(territory, definition, "30_mbps", NOW, _last_test("30_mbps"))]


def share_fibre(territory: Territory, definition: str) -> Readings:
    """Give the share of premises of isolated communes with fibre now."""
    return [_share_covered(territory, definition, "fibre", NOW, _last_test("fibre"))]


def gap_4g(territory: Territory, definition: str) -> Readings:
    """Give the area covered in 4G, by the one of four operators that covers least, or most, in each commune, in isolated communes less that of France."""
    areas = snapshot.load("communes", columns=["commune", "area_km2"])
    frame = snapshot.load("mobile").merge(areas, on="commune")
    frame = frame.assign(**{name: frame[f"share_area_4g_{name}"] * frame["area_km2"] for name in ("worst", "best")})
    return [
        replace(reading, variant=OPERATORS[name, reading.variant])
        for name in ("worst", "best")
        for reading in apart(frame, territory, definition, (name, "area_km2"), NOW, vintage_years("mobile"))
    ]


def _correlation(access: pd.DataFrame, change: pd.Series, when: str, period: str, variant: str = "") -> Reading:
    """Read a rank correlation of the access of communes with a change, with its interval by resampling areas."""
    pairs = access.assign(change=access["commune"].map(change)).dropna(subset=["share_covered", "change", "cluster"])
    if blank := few(len(pairs), when, period, variant):
        return blank
    if pairs["share_covered"].nunique() < 2 or pairs["change"].nunique() < 2:
        return Reading(when, period, float("nan"), variant=variant, blank=ALL_ALIKE)
    return Reading(when, period, *correlation_interval(pairs, "share_covered", "change"), variant, counted=len(pairs))


def access_and_growth(territory: Territory, definition: str) -> Readings:
    """Correlate very high speed at the report's time with the change of population since, everywhere and in isolation."""
    start, end = population.TURN, geography.latest_year()
    people = snapshot.load("population", territory).pivot(index="commune", columns="year", values="population")
    frame = _coverage(territory, definition, VERY_HIGH_SPEED_THEN, "very_high_speed")
    if not {start, end} <= set(people) or frame.empty:
        return []
    change = people[end] / people[start].where(people[start] > 0) - 1
    parts = ((EVERYWHERE, frame), (ISOLATED_ONLY, only_isolated(frame)))
    return [_correlation(part, change, NOW, f"{start}-{end}", variant) for variant, part in parts]


def access_and_jobs(territory: Territory, definition: str) -> Readings:
    """Correlate access at 1 Gbit/s when first tested with the change of employees since, over isolated communes."""
    tested = years.held("broadband", "date", **{"class": "1000_mbps"})[0]
    start, end = int(tested[:4]), years.last("employees")
    jobs = snapshot.load("employees", territory).pivot(index="commune", columns="year", values="employees")
    if not {start, end} <= set(jobs):
        return []
    change = jobs[end] / jobs[start].where(jobs[start] > 0) - 1
    access = only_isolated(_coverage(territory, definition, tested, "1000_mbps"))
    return [_correlation(access, change, NOW, f"{start}-{end}")]


def far_from_france_services(territory: Territory, definition: str) -> Readings:
    """Give the change in the share of isolated people beyond 10 km of a public counter, since the houses before the label."""
    compared = services.compared_counters()
    if compared is None:
        return []
    period = "-".join(key[-4:] for key in compared)
    change = services.change_of_counters(territory, definition, ISOLATED)
    return [Reading(NOW, period, *change, counted=services.communes_compared(territory, definition, ISOLATED))]


def _last_list(kind: str) -> str:
    """Return the year of the last list of places of a kind."""
    return years.last("points", "date", kind=kind)[:4]


def _of_last_list(points: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Keep the places of the last list of a kind: a place is in each list since it opened."""
    return points[(points["kind"] == kind) & (points["date"] == years.last("points", "date", kind=kind))]


def town_hall_site_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of town halls with a web site in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "date", "has_website"])
    halls = _of_last_list(points, "town_hall")
    halls = halls.assign(above=halls["has_website"].astype("float64"), below=1.0)
    frame = flagged(halls.dropna(subset=["above"]), territory, definition)
    return [gap(frame, "above", "below", NOW, _last_list("town_hall"))]


def gp_access_gap(territory: Territory, definition: str) -> Readings:
    """Give the access to general practitioners of isolated communes less that of France, by each method."""
    frame = snapshot.load("health")
    frame = frame.assign(above=frame["apl"] * frame["population_standardised"])
    dates = ((THEN, PRACTITIONERS_THEN), (NOW, years.last("health", known="apl")))
    columns = ("above", "population_standardised")
    return [
        reading
        for when, year in dates
        for reading in apart(
            frame[frame["year"] == year].dropna(subset=list(columns)), territory, definition, columns, when, str(year)
        )
    ]


def adviser_gap(territory: Territory, definition: str) -> Readings:
    """Give digital advisers' posts per 10,000 people in isolated communes less that of France."""
    points = snapshot.load("points", columns=["commune", "kind", "date", "posts"])
    posts = _of_last_list(points, "digital_adviser").groupby("commune")["posts"].sum()
    held = snapshot.load("population", columns=["commune", "year", "population"])
    frame = held[held["year"] == geography.latest_year()].dropna(subset=["population"])
    frame = frame.assign(posts=frame["commune"].map(posts).fillna(0) * 10_000)
    return apart(frame, territory, definition, ("posts", "population"), NOW, _last_list("digital_adviser"))


ACCESS = (
    share_without_food_shop, share_without_hotel, share_very_high_speed, share_fibre, gap_4g, access_and_growth,
    access_and_jobs, far_from_france_services, town_hall_site_gap, gp_access_gap, adviser_gap,
)  # fmt: skip
