"""The measures of the claims on people and work: what was true at the report's time, and what is now.

Each returns the readings of the set that is declared for its claim: periods, codings, comparisons that are all
defensible. The verdict is read over the set: each is printed, and none stands for the others.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis import business, geography, isolation, population, snapshot
from analysis.claims.readings import (
    AREAS,
    FORMER,
    POLES,
    TODAY,
    Readings,
    city_communes,
    few,
    flagged,
    gap,
    isolated_in_2015,
    only_isolated,
    share,
)
from analysis.claims.rules import NOT_APPLICABLE, NOT_HELD, NOW, THEN, TOO_FEW, Reading
from analysis.language import gettext_noop
from analysis.snapshot import REPORT_CENSUS, years
from analysis.statistics import FEWEST_CLUSTERS, gap_interval, ratio_interval
from analysis.territories import ISOLATED, Territory

# What the report could know when it made each claim.
CHANGE_THEN = (2008, REPORT_CENSUS)
GROWTH_THEN = ((1999, 2008), CHANGE_THEN)
PRODUCTION_THEN = (2006, 2011)
PRODUCTION_PERIODS_THEN = ((1999, 2006), PRODUCTION_THEN)
CONCENTRATION_THEN = (2006, 2011)
PENSIONS_THEN = 2014
# The claim is of declared income, added up from its parts; disposable income is told beside it.
DECLARED, DISPOSABLE = "share_pensions_declared", "share_pensions"
HOUSING_THEN = 2011
CREATIONS_THEN = "change_creations_2012_2017"
# Which of the cities or EPCI a reading sets isolated communes against, or how it weighs them.
AGAINST = {POLES: gettext_noop("against poles"), AREAS: gettext_noop("against whole areas")}
BY_PEOPLE, ALIKE = gettext_noop("weighted by people"), gettext_noop("each EPCI alike")
# The definition that is the report's own; any other counts other communes than the report did.
OWN_RULE = "commuting"
# A yearly population is the middle of five surveys: dates nearer than that share some of them.
SURVEYS = 5


def _isolated_row(table: pd.DataFrame, column: str) -> float:
    found = table.loc[table["territory_type"] == ISOLATED, column]
    return float(found.iloc[0]) if len(found) else float("nan")


def _counted(territory: Territory, definition: str, column: str) -> Readings:
    """Read a count of the isolated communes of the country; a full count has no interval.

    The report counts by its own rule: what an official class counts is told, and cannot test it.
    """
    if not territory.is_national:
        return [Reading(NOW, str(geography.latest_year()), np.nan, blank=NOT_APPLICABLE)]
    dates = [(NOW, geography.latest_year())]
    if definition == OWN_RULE:
        dates = [(THEN, REPORT_CENSUS), *dates]
    readings = []
    for when, year in dates:
        sizes = isolation.size(territory, definition, year)
        counted = np.nan_to_num(_isolated_row(sizes, "communes"))
        told = Reading(when, str(year), _isolated_row(sizes, column), told=definition != OWN_RULE, full=True)
        readings.append(replace(told, counted=int(counted)))
    return readings


def isolated_communes(territory: Territory, definition: str) -> Readings:
    """Count isolated communes; national only, as the claim is."""
    return _counted(territory, definition, "communes")


def isolated_people(territory: Territory, definition: str) -> Readings:
    """Count the people of isolated communes; national only, as the claim is."""
    return _counted(territory, definition, "people")


def mean_population(territory: Territory, definition: str) -> Readings:
    """Average the people of an isolated commune, on the communes of 2015 where the definition existed then.

    The smallest communes make the mean, and which ones count is the rule's business: an official class is told only.
    """
    latest = geography.latest_year()
    now = _mean(_people(territory, definition, latest), NOW, str(latest))
    then = _mean(_people(territory, definition, REPORT_CENSUS), THEN, str(REPORT_CENSUS))
    if definition == "zau":
        former = isolated_in_2015(territory).rename(columns={"population_2013": "population"})
        readings = [replace(_mean(former, THEN, str(REPORT_CENSUS)), on=FORMER), replace(then, on=TODAY), now]
    else:
        readings = [then, now]
    return [replace(reading, told=definition != OWN_RULE) for reading in readings]


def _people(territory: Territory, definition: str, year: int) -> pd.DataFrame:
    return only_isolated(flagged(geography.people(territory, year), territory, definition))


def _mean(frame: pd.DataFrame, when: str, year: str) -> Reading:
    return share(frame.assign(one=1.0), "population", "one", when, year)


def share_aged_60_plus(territory: Territory, definition: str) -> Readings:
    """Give the share of people aged 60 and over in isolated communes."""
    frame = snapshot.load("structure", territory)
    old, all_ages = ["60_74", "75_plus"], ("0_14", "15_29", "30_44", "45_59", "60_74", "75_plus")
    frame = frame.assign(
        above=frame[[f"population_aged_{age}" for age in old]].sum(axis=1, min_count=2),
        below=frame[[f"population_aged_{age}" for age in all_ages]].sum(axis=1, min_count=6),
    )
    frame = only_isolated(flagged(frame, territory, definition))
    dates = ((THEN, REPORT_CENSUS), (NOW, years.last("structure", known="population_aged_75_plus")))
    return [share(frame[frame["year"] == year], "above", "below", when, str(year)) for when, year in dates]


def population_growth(territory: Territory, definition: str) -> Readings:
    """Give the annual change of the people of isolated communes, with its interval."""
    frame = population.typed("population", territory, definition, ["year", "population"])
    frame = frame[frame["territory_type"] == ISOLATED]
    wide = frame.pivot(index=["commune", "cluster"], columns="year", values="population")
    latest = geography.latest_year()
    now = dict.fromkeys([(population.TURN, latest), (latest - SURVEYS, latest)])
    then = dict.fromkeys(years.nearest_years("population", asked) for asked in GROWTH_THEN)
    readings = []
    for when, periods in ((THEN, then), (NOW, now)):
        for start, end in periods:
            if start < end and {start, end} <= set(wide):
                ends = wide[[start, end]].set_axis(["start", "end"], axis=1).dropna().reset_index()
                if blank := few(len(ends), when, f"{start}-{end}"):
                    readings.append(blank)
                    continue
                row = ratio_interval(ends, "end", "start").iloc[0]
                rates = row[["ratio", "low", "high"]].astype("float64") ** (1 / (end - start)) - 1
                readings.append(Reading(when, f"{start}-{end}", *rates, counted=len(ends)))
    return readings


def migration_gap(territory: Territory, definition: str) -> Readings:
    """Tell the migratory balance of isolated communes less that of cities: their poles, or their whole areas.

    It judges nothing: people may leave cities and others come to isolated communes without one move between the two.
    """
    frame = flagged(snapshot.load("balance", territory), territory, definition)
    frame = frame.astype({"years": "float64"})
    frame = frame.assign(person_years=frame["years"] * (frame["population_start"] + frame["population_end"]) / 2)
    readings = []
    for when, period in ((THEN, population.balance_period_near(CHANGE_THEN)), (NOW, population.last_balance_period())):
        for extent in (POLES, AREAS):
            cities = snapshot.among(frame["commune"], city_communes(territory, definition, extent))
            kept = frame[(frame["period"] == period) & (cities | frame["isolated"].fillna(False).astype(bool))]
            told = gap(kept, "migratory_balance", "person_years", when, period, AGAINST[extent])
            readings.append(replace(told, told=True))
    return readings


def _last_jobs() -> tuple[int, int]:
    """Return the last two censuses whose jobs are held."""
    before, last = years.held("jobs")[-2:]
    return before, last


def production_jobs_gap(territory: Territory, definition: str) -> Readings:
    """Give the change of production jobs of isolated communes less that of the others, by period."""
    classed, isolated = geography.classed_and_isolated(territory, definition)
    readings = []
    for when, periods in ((THEN, PRODUCTION_PERIODS_THEN), (NOW, [_last_jobs()])):
        for start, end in periods:
            if blank := few(min(isolated, classed - isolated), when, f"{start}-{end}", none=TOO_FEW):
                readings.append(blank)
                continue
            row = business.gap_told(territory, definition, start=start, end=end).iloc[0]
            # As in the third chapter: where areas are too few for an interval, no gap is told.
            told = row["gap"] if pd.notna(row["low"]) else np.nan
            why = TOO_FEW if pd.notna(row["gap"]) else NOT_HELD
            jobs = business.jobs_of_communes(territory, definition, start, end)
            counted = int((jobs["territory_type"] == ISOLATED).sum())
            readings.append(Reading(when, f"{start}-{end}", told, row["low"], row["high"], blank=why, counted=counted))
    return readings


def job_concentration(territory: Territory, definition: str) -> Readings:
    """Give the change of the share of all jobs that cities hold: their poles, or their whole areas."""
    readings = []
    for when, (start, end) in ((THEN, CONCENTRATION_THEN), (NOW, _last_jobs())):
        frame = business.jobs_of_communes(territory, definition, start, end, None)
        for extent in (POLES, AREAS):
            cities = city_communes(territory, definition, extent)
            # A territory without any city has nothing to gather jobs in.
            if blank := few(len(cities), when, f"{start}-{end}", extent, none=NOT_APPLICABLE):
                readings.append(blank)
                continue
            in_cities = snapshot.among(frame["commune"], cities).astype(float)
            both = [
                frame.assign(jobs=frame[name], in_cities=in_cities * frame[name], is_end=name == "jobs_end")
                for name in ("jobs_start", "jobs_end")
            ]
            change = gap_interval(pd.concat(both), "in_cities", "jobs", inside="is_end")
            readings.append(Reading(when, f"{start}-{end}", *change, extent, counted=len(cities)))
    return readings


def _pensions_of_most_isolated(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the EPCI of which half of the people or more are isolated, and whose pensions are held."""
    table = business.pensions(territory, definition, year=PENSIONS_THEN)
    return table[table["share_isolated"] >= business.MOST].dropna(subset=[DECLARED, DISPOSABLE])


def share_pensions(territory: Territory, definition: str, income: str = DECLARED) -> Readings:
    """Give pensions' share of declared (or disposable) income in the EPCI that are mostly isolated."""
    kept = _pensions_of_most_isolated(territory, definition)
    # Where pensions are held of EPCI that are not mostly isolated, that is few, and no figure that is missing.
    held = len(business.pensions(territory, definition, year=PENSIONS_THEN))
    if blank := few(len(kept), THEN, str(PENSIONS_THEN), floor=FEWEST_CLUSTERS, none=TOO_FEW if held else NOT_HELD):
        return [blank]
    frame = kept.assign(cluster=kept["area"], pensions=kept[income] * kept["people"])
    read = share(frame, "pensions", "people", THEN, str(PENSIONS_THEN), floor=FEWEST_CLUSTERS)
    return [replace(read, areas=True)]


def reach_of_pensions(territory: Territory, definition: str) -> float:
    """Return the part of the isolated people of a territory who live in the EPCI that `share_pensions` counts."""
    held = set(_pensions_of_most_isolated(territory, definition)["area"])
    isolated = only_isolated(geography.classify(territory, definition)).merge(
        geography.people(territory, REPORT_CENSUS), on="commune"
    )
    whole = isolated["population"].sum()
    return (
        float(isolated.loc[snapshot.among(isolated["epci"], held), "population"].sum() / whole)
        if whole
        else float("nan")
    )


def second_homes_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of second homes of isolated communes less that of the others."""
    frame = snapshot.load("structure", territory)
    frame = flagged(frame.assign(above=frame["share_second_homes"] * frame["dwellings"]), territory, definition)
    dates = ((THEN, HOUSING_THEN), (NOW, years.last("structure", known="share_second_homes")))
    return [gap(frame[frame["year"] == year], "above", "dwellings", when, str(year)) for when, year in dates]


def creations_since(table: pd.DataFrame) -> str:
    """Return the column ``change_creations_2017_<year>`` of the last year: the change since the report."""
    return max(name for name in table if name.startswith("change_creations_2017_"))


def creations_gap(territory: Territory, definition: str) -> Readings:
    """Give the growth of business creations in the most isolated EPCI less that of the others, by two weightings."""
    table = business.creations(territory, definition)
    table = table.assign(most=table["share_isolated"] >= business.MOST)
    readings = []
    for when, column in ((THEN, CREATIONS_THEN), (NOW, creations_since(table))):
        known = table.dropna(subset=[column])
        period = "-".join(column.split("_")[-2:])
        counted = int(known["most"].sum())
        smaller = min(counted, len(known) - counted)
        for variant, weight in ((BY_PEOPLE, known["people"]), (ALIKE, pd.Series(1.0, known.index))):
            none = TOO_FEW if len(known) else NOT_HELD
            if blank := few(smaller, when, period, variant, floor=FEWEST_CLUSTERS, none=none):
                readings.append(blank)
                continue
            frame = known.assign(above=known[column] * weight, below=np.asarray(weight, "float64"))
            bounds = gap_interval(frame, "above", "below", inside="most", cluster="area")
            readings.append(Reading(when, period, *bounds, variant, counted=counted, areas=True))
    return readings


def creations_change(territory: Territory, definition: str) -> Readings:
    """Give the growth of business creations in the most isolated EPCI themselves, weighted by people."""
    table = business.creations(territory, definition)
    most = table[table["share_isolated"] >= business.MOST]
    readings = []
    for when, column in ((THEN, CREATIONS_THEN), (NOW, creations_since(table))):
        frame = most.assign(cluster=most["area"], above=most[column] * most["people"])
        period = "-".join(column.split("_")[-2:])
        readings.append(share(frame, "above", "people", when, period, floor=FEWEST_CLUSTERS))
    return readings


PEOPLE_AND_WORK = (
    isolated_communes, isolated_people, mean_population, share_aged_60_plus, population_growth, migration_gap,
    production_jobs_gap, job_concentration, share_pensions, second_homes_gap, creations_gap,
)  # fmt: skip
