"""The measure of each testable claim: what was true at the report's time, and what is now."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import (
    business,
    business_areas,
    isolation,
    population,
    services,
    services_distance,
    snapshot,
)
from analysis.claims_rules import Reading
from analysis.isolation import ISOLATED
from analysis.statistics import gap_interval, rank_correlation, ratio_interval
from analysis.territory import Territory

Readings = dict[str, Reading]
THEN, NOW = "then", "now"
HOTEL = "G102"


def _isolated(frame: pd.DataFrame, column: str, **where) -> float:
    """Return the value of the isolated row that meets the conditions; missing where there is none."""
    for name, wanted in {"territory_type": ISOLATED, **where}.items():
        frame = frame[frame[name] == wanted]
    return float(frame[column].iloc[0]) if len(frame) and pd.notna(frame[column].iloc[0]) else np.nan


def _sizes(territory: Territory, definition: str, column: str) -> Readings:
    latest = isolation.latest_year()
    now = Reading(str(latest), _isolated(isolation.size(territory, definition), column))
    if definition == "zau":
        return {THEN: Reading("2013, communes of 2015", _isolated(isolation.in_2015(territory), column)), NOW: now}
    return {THEN: Reading("2013", _isolated(isolation.size(territory, definition, 2013), column)), NOW: now}


def isolated_communes(territory: Territory, definition: str) -> Readings:
    """Count isolated communes; national only, as the claim is."""
    return _sizes(territory, definition, "communes") if territory.is_national else {}


def isolated_people(territory: Territory, definition: str) -> Readings:
    """Count the people of isolated communes; national only, as the claim is."""
    return _sizes(territory, definition, "people") if territory.is_national else {}


def mean_population(territory: Territory, definition: str) -> Readings:
    """Average the people of an isolated commune."""
    return _sizes(territory, definition, "mean_population")


def share_aged_60_plus(territory: Territory, definition: str) -> Readings:
    """Give the share of people aged 60 and over in isolated communes."""
    table = population.ages_60_plus(territory, definition)
    return {
        when: Reading(str(year), _isolated(table, "share_aged_60_plus", year=year))
        for when, year in ((THEN, 2013), (NOW, 2019))
    }


def _without(territory: Territory, definition: str, service: str, years: tuple[int, int]) -> Readings:
    table = services.without(territory, definition, [service])
    return {
        when: Reading(str(year), _isolated(table, "share_communes", year=year))
        for when, year in zip((THEN, NOW), years)
    }


def share_without_food_shop(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a food shop (bakeries are not counted)."""
    return _without(territory, definition, "food_shop", (2013, 2020))


def share_without_hotel(territory: Territory, definition: str) -> Readings:
    """Give the share of isolated communes without a hotel (an absent commune of the edition has none)."""
    hotels = snapshot.load("services", territory)
    hotels = hotels[hotels["type"] == HOTEL]
    communes = isolation.classify(territory, definition)
    isolated = communes.loc[communes["isolated"].fillna(False).astype(bool), "commune"]
    readings = {}
    for when, year in ((THEN, 2013), (NOW, 2020)):
        with_hotel = isolated.isin(hotels.loc[hotels["year"] == year, "commune"])
        readings[when] = Reading(str(year), float(1 - with_hotel.mean()) if len(isolated) else np.nan)
    return readings


def population_growth(territory: Territory, definition: str) -> Readings:
    """Give the annual change of the people of isolated communes, with its interval."""
    frame = population.typed("population", territory, definition, ["year", "population"])
    frame = frame[frame["territory_type"] == ISOLATED]
    wide = frame.pivot(index=["commune", "departement"], columns="year", values="population")
    readings = {}
    for when, (start, end) in ((THEN, (1999, 2013)), (NOW, (2016, 2023))):
        if not {start, end} <= set(wide):
            continue
        ends = wide[[start, end]].set_axis(["start", "end"], axis=1).reset_index()
        row = ratio_interval(ends, "end", "start").iloc[0]
        rates = row[["ratio", "low", "high"]].astype("float64") ** (1 / (end - start)) - 1
        readings[when] = Reading(f"{start}-{end}", *rates)
    return readings


def _balances(territory: Territory, definition: str, period: str) -> pd.DataFrame:
    frame = population.typed("balance", territory, definition)
    frame = frame[frame["period"] == period].astype({"years": "float64"})
    person_years = frame["years"] * (frame["population_start"] + frame["population_end"]) / 2
    return frame.assign(person_years=person_years)


def migration_gap(territory: Territory, definition: str) -> Readings:
    """Give the migratory balance of isolated communes less that of the most urban type."""
    readings = {}
    ends = {isolation.types(definition)[0], ISOLATED}
    for when, period in ((THEN, "2008-2013"), (NOW, "2013-2019")):
        frame = _balances(territory, definition, period)
        frame = frame[frame["territory_type"].isin(ends)].assign(
            isolated=lambda part: part["territory_type"] == ISOLATED
        )
        readings[when] = Reading(period, *gap_interval(frame, "migratory_balance", "person_years"))
    return readings


def production_jobs_gap(territory: Territory, definition: str) -> Readings:
    """Give the change of production jobs of isolated communes less that of the others."""
    readings = {}
    for when, (start, end) in ((THEN, (2006, 2011)), (NOW, (2011, 2016))):
        row = business.job_gap(territory, definition, start=start, end=end).iloc[0]
        readings[when] = Reading(f"{start}-{end}", row["gap"], row["low"], row["high"])
    return readings


def job_concentration(territory: Territory, definition: str) -> Readings:
    """Give the change of the share of all jobs that the most urban type holds."""
    first = isolation.types(definition)[0]
    readings = {}
    for when, (start, end) in ((THEN, (2006, 2016)), (NOW, (2011, 2016))):
        table = business.job_change(territory, definition, start=start, end=end, function=None)
        table = table.set_index("territory_type")
        shares = [table.loc[first, name] / table[name].sum() if table[name].sum() else np.nan
                  for name in ("jobs_start", "jobs_end")]  # fmt: skip
        readings[when] = Reading(f"{start}-{end}", shares[1] - shares[0])
    return readings


def share_pensions(territory: Territory, definition: str) -> Readings:
    """Give pensions' share of income in the EPCI where half of the people or more are isolated (weighted by people)."""
    table = business_areas.pensions(territory, definition)
    kept = table[table["share_isolated"] >= business_areas.MOST].dropna(subset=["share_pensions"])
    weight = kept["people"].sum()
    value = float((kept["share_pensions"] * kept["people"]).sum() / weight) if weight else np.nan
    return {THEN: Reading("2014", value)}


def protest_vote_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of votes for Marine Le Pen in isolated communes less that of the others, first round."""
    frame = _flagged(snapshot.load("votes", territory), territory, definition)
    return {THEN: Reading("2017", *gap_interval(frame[frame["round"] == 1], "le_pen", "valid_votes"))}


def _flagged(frame: pd.DataFrame, territory: Territory, definition: str) -> pd.DataFrame:
    kinds = isolation.classify(territory, definition)[["commune", "departement", "isolated"]]
    return frame.merge(kinds, on="commune", how="left")


def _coverage(territory: Territory, definition: str, date: str, kind: str) -> pd.DataFrame:
    """Return premises and covered premises by commune; a published share is weighted by the premises of 2022."""
    table = snapshot.load("broadband", territory)
    premises = table[(table["date"].str[:4] == "2022") & (table["class"] == "30_mbps")].set_index("commune")["premises"]
    frame = table[(table["date"].str[: len(date)] == date) & (table["class"] == kind)]
    weight = frame["premises"].fillna(frame["commune"].map(premises))
    return _flagged(frame.assign(below=weight, above=frame["share_covered"] * weight), territory, definition)


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
    return {NOW: Reading("2019", *gap_interval(_flagged(frame, territory, definition), "above", "area_km2"))}


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


def second_homes_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of second homes of isolated communes less that of the others."""
    frame = snapshot.load("structure", territory)
    frame = _flagged(frame.assign(above=frame["share_second_homes"] * frame["dwellings"]), territory, definition)
    return {
        when: Reading(str(year), *gap_interval(frame[frame["year"] == year], "above", "dwellings"))
        for when, year in ((THEN, 2011), (NOW, 2022))
    }


def far_from_france_services(territory: Territory, definition: str) -> Readings:
    """Give the change in the share of isolated people beyond 10 km of a France services place, 2021-2024."""
    table = services_distance.beyond(territory, definition, ("france_services_2021", "france_services_2024"))
    ends = [
        _isolated(table, "share_people_beyond_10_km", destination=f"france_services_{year}") for year in (2021, 2024)
    ]
    return {NOW: Reading("2021-2024", ends[1] - ends[0])}


def town_hall_site_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of town halls with a web site in isolated communes less that of the others."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "has_website"])
    halls = points[points["kind"] == "town_hall"]
    halls = halls.assign(above=halls["has_website"].astype("float64"), below=1.0)
    frame = _flagged(halls.dropna(subset=["above"]), territory, definition)
    return {NOW: Reading("2025", *gap_interval(frame, "above", "below"))}


def gp_access_gap(territory: Territory, definition: str) -> Readings:
    """Give the access to general practitioners of isolated communes less that of the others, by each of the two methods."""
    frame = snapshot.load("health", territory)
    frame = _flagged(frame.assign(above=frame["apl"] * frame["population_standardised"]), territory, definition)
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
    return {NOW: Reading("2021", *gap_interval(_flagged(frame, territory, definition), "posts", "population"))}


def creations_gap(territory: Territory, definition: str) -> Readings:
    """Give the growth of business creations in the most isolated EPCI less that of the others (weighted by people)."""
    table = business_areas.creations(territory, definition)
    most = table["share_isolated"] >= business_areas.MOST
    readings = {}
    for when, period in ((THEN, "2012_2017"), (NOW, "2017_2024")):
        known = table.dropna(subset=[f"change_creations_{period}"])
        means = []
        for part in (known[most.reindex(known.index)], known[~most.reindex(known.index)]):
            weight = part["people"].sum()
            means.append((part[f"change_creations_{period}"] * part["people"]).sum() / weight if weight else np.nan)
        readings[when] = Reading(period.replace("_", "-"), float(means[0] - means[1]))
    return readings


MEASURES: dict[str, Callable[[Territory, str], Readings]] = {
    measure.__name__: measure
    for measure in (
        isolated_communes, isolated_people, mean_population, share_aged_60_plus, share_without_food_shop,
        share_without_hotel, population_growth, migration_gap, production_jobs_gap, job_concentration, share_pensions,
        protest_vote_gap, gap_3_mbps, share_very_high_speed, share_fibre, share_below_3_mbps, share_8_mbps, gap_4g,
        access_and_growth, access_and_jobs, second_homes_gap, far_from_france_services, town_hall_site_gap,
        gp_access_gap, adviser_gap, creations_gap,
    )
}  # fmt: skip
