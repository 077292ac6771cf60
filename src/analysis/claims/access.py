"""Measures of the claims on access: shops and counters, doctors, lines and mobile phones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import geography, population, services, snapshot
from analysis.claims.readings import NOW, THEN, Readings, flagged, isolated_value
from analysis.claims.rules import Reading
from analysis.services import SHOPS
from analysis.snapshot import years
from analysis.statistics import gap_interval, rank_correlation, ratio_interval
from analysis.territories import Territory
from analysis.words import vintage_years

HOTEL = "G102"
# What the report could know, or the first figures after it.
EQUIPMENT_THEN = 2013
PRACTITIONERS_THEN = 2016
FIBRE_THEN = "2017-09"
VERY_HIGH_SPEED_THEN = "2017-12"


def share_without_food_shop(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a food shop (bakeries are not counted)."""
    table = services.without(territory, definition, ["food_shop"])
    return {
        when: Reading(str(year), isolated_value(table, "share_communes", year=year))
        for when, year in ((THEN, EQUIPMENT_THEN), (NOW, years.last("services", type=SHOPS[0])))
    }


def share_without_hotel(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a hotel (an absent commune of the edition has none)."""
    hotels = snapshot.load("services", territory, columns=["commune", "year", "type"])
    hotels = hotels[hotels["type"] == HOTEL]
    communes = geography.classify(territory, definition)
    isolated = communes.loc[communes["isolated"].fillna(False).astype(bool), "commune"]
    readings = {}
    for when, year in ((THEN, EQUIPMENT_THEN), (NOW, years.last("services", type=HOTEL))):
        with_hotel = isolated.isin(hotels.loc[hotels["year"] == year, "commune"])
        readings[when] = Reading(str(year), float(1 - with_hotel.mean()) if len(isolated) else np.nan)
    return readings


def _first_test(kind: str) -> str:
    """Return the first date that tells of a class of lines: the nearest to the report, which came before all."""
    return years.held("broadband", "date", **{"class": kind})[0]


def _last_test(kind: str, known: str | None = None) -> str:
    """Return the last date that tells of a class of lines."""
    return years.last("broadband", "date", known=known, **{"class": kind})


def _coverage(territory: Territory, definition: str, date: str, kind: str) -> pd.DataFrame:
    """Return premises and covered premises by commune; a published share is weighted by the last premises counted."""
    table = snapshot.load("broadband", territory)
    counted = table[(table["class"] == "30_mbps") & (table["date"] == _last_test("30_mbps", known="premises"))]
    premises = counted.set_index("commune")["premises"]
    frame = table[(table["class"] == kind) & table["date"].str.startswith(date)]
    weight = frame["premises"].fillna(frame["commune"].map(premises))
    return flagged(frame.assign(below=weight, above=frame["share_covered"] * weight), territory, definition)


def _share_covered(territory: Territory, definition: str, kind: str, date: str | None = None) -> Reading:
    """Give the share of premises of isolated communes with a class of lines, at the last date if none is given."""
    date = date or _last_test(kind)
    frame = _coverage(territory, definition, date, kind)
    frame = frame[frame["isolated"].fillna(False).astype(bool)]
    if not frame["below"].sum():
        return Reading(date[:4], np.nan)
    row = ratio_interval(frame, "above", "below").iloc[0]
    return Reading(date[:4], row["ratio"], row["low"], row["high"])


def gap_3_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises at 3 Mbit/s in isolated communes less that of the others."""
    date = _first_test("3_mbps")
    frame = _coverage(territory, definition, date, "3_mbps")
    return {NOW: Reading(date[:4], *gap_interval(frame, "above", "below"))}


def share_very_high_speed(territory: Territory, definition: str) -> Readings:
    """Give the share of premises with very high speed in isolated communes, now 30 Mbit/s by any technology."""
    return {
        THEN: _share_covered(territory, definition, "very_high_speed", VERY_HIGH_SPEED_THEN),
        NOW: _share_covered(territory, definition, "30_mbps"),
    }


def share_fibre(territory: Territory, definition: str) -> Readings:
    """Give the share of premises with fibre in isolated communes."""
    return {
        THEN: _share_covered(territory, definition, "fibre", FIBRE_THEN),
        NOW: _share_covered(territory, definition, "fibre"),
    }


def share_below_3_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises under 3 Mbit/s in isolated communes."""
    covered = _share_covered(territory, definition, "3_mbps", _first_test("3_mbps"))
    return {NOW: Reading(covered.year, 1 - covered.value, 1 - covered.high, 1 - covered.low)}


def share_8_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises at 8 Mbit/s or more in isolated communes."""
    return {NOW: _share_covered(territory, definition, "8_mbps", _first_test("8_mbps"))}


def gap_4g(territory: Territory, definition: str) -> Readings:
    """Give the area covered in 4G by the worst operator in isolated communes less that of the others."""
    areas = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"])
    frame = snapshot.load("mobile", territory).merge(areas.drop(columns="region"), on="commune")
    frame = frame.assign(above=frame["share_area_4g_worst"] * frame["area_km2"])
    gap = gap_interval(flagged(frame, territory, definition), "above", "area_km2")
    return {NOW: Reading(vintage_years("mobile"), *gap)}


def access_and_growth(territory: Territory, definition: str) -> Readings:
    """Correlate very high speed at the report's time with the change of population since, over all communes."""
    start, end = population.TURN, geography.latest_year()
    people = snapshot.load("population", territory).pivot(index="commune", columns="year", values="population")
    change = (people[end] / people[start].where(people[start] > 0) - 1) if {start, end} <= set(people) else None
    access = _coverage(territory, definition, VERY_HIGH_SPEED_THEN, "very_high_speed").set_index("commune")[
        "share_covered"
    ]
    if change is None or access.empty:
        return {}
    return {NOW: Reading(f"{start}-{end}", rank_correlation(access, change.reindex(access.index))[0])}


def access_and_jobs(territory: Territory, definition: str) -> Readings:
    """Correlate access at 1 Gbit/s when first tested with the change of employees since, over isolated communes."""
    tested = _first_test("1000_mbps")
    start, end = int(tested[:4]), years.last("employees")
    jobs = snapshot.load("employees", territory).pivot(index="commune", columns="year", values="employees")
    if not {start, end} <= set(jobs):
        return {}
    change = jobs[end] / jobs[start].where(jobs[start] > 0) - 1
    access = _coverage(territory, definition, tested, "1000_mbps")
    access = access[access["isolated"].fillna(False).astype(bool)].set_index("commune")["share_covered"]
    rho, p = rank_correlation(access, change.reindex(access.index))
    error = 1.96 / np.sqrt(max(change.reindex(access.index).notna().sum() - 3, 1))
    low, high = (np.tanh(np.arctanh(rho) + sign * error) for sign in (-1, 1)) if pd.notna(p) else (np.nan, np.nan)
    return {NOW: Reading(f"{start}-{end}", rho, low, high)}


def far_from_france_services(territory: Territory, definition: str) -> Readings:
    """Give the change in the share of isolated people beyond 10 km of a France services place, first list to last."""
    lists = years.held("points", "date", kind="france_services")
    first, last = lists[0][:4], lists[-1][:4]
    places = [f"france_services_{year}" for year in (first, last)]
    table = services.beyond(territory, definition, tuple(places))
    ends = [isolated_value(table, "share_people_beyond_10_km", destination=place) for place in places]
    return {NOW: Reading(f"{first}-{last}", ends[1] - ends[0])}


def _last_list(kind: str) -> str:
    """Return the year of the last list of places of a kind."""
    return years.last("points", "date", kind=kind)[:4]


def town_hall_site_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of town halls with a web site in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "has_website"])
    halls = points[points["kind"] == "town_hall"]
    halls = halls.assign(above=halls["has_website"].astype("float64"), below=1.0)
    frame = flagged(halls.dropna(subset=["above"]), territory, definition)
    return {NOW: Reading(_last_list("town_hall"), *gap_interval(frame, "above", "below"))}


def gp_access_gap(territory: Territory, definition: str) -> Readings:
    """Give the access to general practitioners of isolated communes less that of the others, by each method."""
    frame = snapshot.load("health", territory)
    frame = flagged(frame.assign(above=frame["apl"] * frame["population_standardised"]), territory, definition)
    return {
        when: Reading(str(year), *gap_interval(frame[frame["year"] == year], "above", "population_standardised"))
        for when, year in ((THEN, PRACTITIONERS_THEN), (NOW, years.last("health", known="apl")))
    }


def adviser_gap(territory: Territory, definition: str) -> Readings:
    """Give digital advisers' posts per 10,000 people in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "posts"])
    posts = points[points["kind"] == "digital_adviser"].groupby("commune")["posts"].sum()
    frame = geography.people(territory)
    frame = frame.assign(posts=frame["commune"].map(posts).fillna(0) * 10_000)
    gap = gap_interval(flagged(frame, territory, definition), "posts", "population")
    return {NOW: Reading(_last_list("digital_adviser"), *gap)}


ACCESS = (
    share_without_food_shop, share_without_hotel, gap_3_mbps, share_very_high_speed, share_fibre, share_below_3_mbps,
    share_8_mbps, gap_4g, access_and_growth, access_and_jobs, far_from_france_services, town_hall_site_gap,
    gp_access_gap, adviser_gap,
)  # fmt: skip
