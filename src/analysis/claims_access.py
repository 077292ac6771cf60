"""Measures of the claims on access: shops and counters, doctors, lines and mobile phones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import isolation, services, services_distance, snapshot
from analysis.claims_readings import NOW, THEN, Readings, flagged, isolated_value
from analysis.claims_rules import Reading
from analysis.statistics import gap_interval, rank_correlation, ratio_interval
from analysis.territory import Territory

HOTEL = "G102"


def _without(territory: Territory, definition: str, service: str, years: tuple[int, int]) -> Readings:
    table = services.without(territory, definition, [service])
    return {
        when: Reading(str(year), isolated_value(table, "share_communes", year=year))
        for when, year in zip((THEN, NOW), years)
    }


def share_without_food_shop(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a food shop (bakeries are not counted)."""
    return _without(territory, definition, "food_shop", (2013, 2020))


def share_without_hotel(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a hotel (an absent commune of the edition has none)."""
    hotels = snapshot.load("services", territory, columns=["commune", "year", "type"])
    hotels = hotels[hotels["type"] == HOTEL]
    communes = isolation.classify(territory, definition)
    isolated = communes.loc[communes["isolated"].fillna(False).astype(bool), "commune"]
    readings = {}
    for when, year in ((THEN, 2013), (NOW, 2020)):
        with_hotel = isolated.isin(hotels.loc[hotels["year"] == year, "commune"])
        readings[when] = Reading(str(year), float(1 - with_hotel.mean()) if len(isolated) else np.nan)
    return readings


def _coverage(territory: Territory, definition: str, date: str, kind: str) -> pd.DataFrame:
    """Return premises and covered premises by commune; a published share is weighted by the premises of 2022."""
    table = snapshot.load("broadband", territory)
    later, frame = table[table["class"] == "30_mbps"], table[table["class"] == kind]
    premises = later[later["date"].str.startswith("2022")].set_index("commune")["premises"]
    frame = frame[frame["date"].str.startswith(date)]
    weight = frame["premises"].fillna(frame["commune"].map(premises))
    return flagged(frame.assign(below=weight, above=frame["share_covered"] * weight), territory, definition)


def _share_covered(territory: Territory, definition: str, date: str, kind: str) -> Reading:
    frame = _coverage(territory, definition, date, kind)
    frame = frame[frame["isolated"].fillna(False).astype(bool)]
    if not frame["below"].sum():
        return Reading(date, np.nan)
    row = ratio_interval(frame, "above", "below").iloc[0]
    return Reading(date, row["ratio"], row["low"], row["high"])


def gap_3_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises at 3 Mbit/s in isolated communes less that of the others, 2019."""
    frame = _coverage(territory, definition, "2019", "3_mbps")
    return {NOW: Reading("2019", *gap_interval(frame, "above", "below"))}


def share_very_high_speed(territory: Territory, definition: str) -> Readings:
    """Give the share of premises with very high speed in isolated communes: 2017, and 30 Mbit/s by any technology in 2022."""
    return {
        THEN: _share_covered(territory, definition, "2017", "very_high_speed"),
        NOW: _share_covered(territory, definition, "2022", "30_mbps"),
    }


def share_fibre(territory: Territory, definition: str) -> Readings:
    """Give the share of premises with fibre in isolated communes, 2017 and 2026."""
    return {
        THEN: _share_covered(territory, definition, "2017-09", "fibre"),
        NOW: _share_covered(territory, definition, "2026", "fibre"),
    }


def share_below_3_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises under 3 Mbit/s in isolated communes, 2019."""
    covered = _share_covered(territory, definition, "2019", "3_mbps")
    return {NOW: Reading("2019", 1 - covered.value, 1 - covered.high, 1 - covered.low)}


def share_8_mbps(territory: Territory, definition: str) -> Readings:
    """Give the share of premises at 8 Mbit/s or more in isolated communes, 2019."""
    return {NOW: _share_covered(territory, definition, "2019", "8_mbps")}


def gap_4g(territory: Territory, definition: str) -> Readings:
    """Give the area covered in 4G by the worst operator in isolated communes less that of the others, 2019."""
    areas = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"])
    frame = snapshot.load("mobile", territory).merge(areas.drop(columns="region"), on="commune")
    frame = frame.assign(above=frame["share_area_4g_worst"] * frame["area_km2"])
    return {NOW: Reading("2019", *gap_interval(flagged(frame, territory, definition), "above", "area_km2"))}


def access_and_growth(territory: Territory, definition: str) -> Readings:
    """Correlate very high speed in 2017 with the change of population 2016-2023, over all communes (Spearman)."""
    people = snapshot.load("population", territory).pivot(index="commune", columns="year", values="population")
    change = (people[2023] / people[2016].where(people[2016] > 0) - 1) if {2016, 2023} <= set(people) else None
    access = _coverage(territory, definition, "2017", "very_high_speed").set_index("commune")["share_covered"]
    if change is None or access.empty:
        return {}
    return {NOW: Reading("2016-2023", rank_correlation(access, change.reindex(access.index))[0])}


def access_and_jobs(territory: Territory, definition: str) -> Readings:
    """Correlate access at 1 Gbit/s in 2019 with the change of private employees 2019-2024, over isolated communes."""
    table = snapshot.load("employees", territory)
    if table.empty:
        return {}
    jobs = table.pivot(index="commune", columns="year", values="employees")
    change = jobs[2024] / jobs[2019].where(jobs[2019] > 0) - 1
    access = _coverage(territory, definition, "2019", "1000_mbps")
    access = access[access["isolated"].fillna(False).astype(bool)].set_index("commune")["share_covered"]
    rho, p = rank_correlation(access, change.reindex(access.index))
    error = 1.96 / np.sqrt(max(change.reindex(access.index).notna().sum() - 3, 1))
    low, high = (np.tanh(np.arctanh(rho) + sign * error) for sign in (-1, 1)) if pd.notna(p) else (np.nan, np.nan)
    return {NOW: Reading("2019-2024", rho, low, high)}


def far_from_france_services(territory: Territory, definition: str) -> Readings:
    """Give the change in the share of isolated people beyond 10 km of a France services place, 2021-2024."""
    table = services_distance.beyond(territory, definition, ("france_services_2021", "france_services_2024"))
    ends = [
        isolated_value(table, "share_people_beyond_10_km", destination=f"france_services_{year}")
        for year in (2021, 2024)
    ]
    return {NOW: Reading("2021-2024", ends[1] - ends[0])}


def town_hall_site_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of town halls with a web site in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "has_website"])
    halls = points[points["kind"] == "town_hall"]
    halls = halls.assign(above=halls["has_website"].astype("float64"), below=1.0)
    frame = flagged(halls.dropna(subset=["above"]), territory, definition)
    return {NOW: Reading("2025", *gap_interval(frame, "above", "below"))}


def gp_access_gap(territory: Territory, definition: str) -> Readings:
    """Give the access to general practitioners of isolated communes less that of the others, by each of the two methods."""
    frame = snapshot.load("health", territory)
    frame = flagged(frame.assign(above=frame["apl"] * frame["population_standardised"]), territory, definition)
    return {
        when: Reading(str(year), *gap_interval(frame[frame["year"] == year], "above", "population_standardised"))
        for when, year in ((THEN, 2016), (NOW, 2023))
    }


def adviser_gap(territory: Territory, definition: str) -> Readings:
    """Give digital advisers' posts per 10,000 people in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "posts"])
    posts = points[points["kind"] == "digital_adviser"].groupby("commune")["posts"].sum()
    frame = isolation.people(territory)
    frame = frame.assign(posts=frame["commune"].map(posts).fillna(0) * 10_000)
    return {NOW: Reading("2021", *gap_interval(flagged(frame, territory, definition), "posts", "population"))}


ACCESS = (
    share_without_food_shop, share_without_hotel, gap_3_mbps, share_very_high_speed, share_fibre, share_below_3_mbps,
    share_8_mbps, gap_4g, access_and_growth, access_and_jobs, far_from_france_services, town_hall_site_gap,
    gp_access_gap, adviser_gap,
)  # fmt: skip
