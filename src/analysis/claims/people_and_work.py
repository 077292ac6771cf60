"""The measure of each testable claim: what was true at the report's time, and what is now.

Those of people and work stand here, those of access in `claims_access`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import business, geography, isolation, population, snapshot, territories
from analysis.claims.access import ACCESS
from analysis.claims.readings import NOW, THEN, Readings, flagged, isolated_value
from analysis.claims.rules import Reading
from analysis.snapshot import REPORT_CENSUS, years
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import ISOLATED, Territory

# What the report could know when it made each claim.
GROWTH_THEN = (1999, REPORT_CENSUS)
BALANCE_THEN = "2008-2013"
PRODUCTION_THEN = (2006, 2011)
CONCENTRATION_THEN = (2006, 2016)
PENSIONS_THEN = 2014
VOTE_THEN = 2017
HOUSING_THEN = 2011
CREATIONS_THEN = "change_creations_2012_2017"


def _sizes(territory: Territory, definition: str, column: str) -> Readings:
    latest = geography.latest_year()
    now = Reading(str(latest), isolated_value(isolation.size(territory, definition), column))
    if definition == "zau":
        return {
            THEN: Reading(f"{REPORT_CENSUS}, communes of 2015", isolated_value(isolation.in_2015(territory), column)),
            NOW: now,
        }
    then = isolated_value(isolation.size(territory, definition, REPORT_CENSUS), column)
    return {THEN: Reading(str(REPORT_CENSUS), then), NOW: now}


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
        when: Reading(str(year), isolated_value(table, "share_aged_60_plus", year=year))
        for when, year in ((THEN, REPORT_CENSUS), (NOW, years.last("structure", known="population_aged_75_plus")))
    }


def population_growth(territory: Territory, definition: str) -> Readings:
    """Give the annual change of the people of isolated communes, with its interval."""
    frame = population.typed("population", territory, definition, ["year", "population"])
    frame = frame[frame["territory_type"] == ISOLATED]
    wide = frame.pivot(index=["commune", "departement"], columns="year", values="population")
    readings = {}
    for when, (start, end) in ((THEN, GROWTH_THEN), (NOW, (population.TURN, geography.latest_year()))):
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
    ends = {territories.types(definition)[0], ISOLATED}
    for when, period in ((THEN, BALANCE_THEN), (NOW, population.last_balance_period())):
        frame = _balances(territory, definition, period)
        frame = frame[frame["territory_type"].isin(ends)].assign(
            isolated=lambda part: part["territory_type"] == ISOLATED
        )
        readings[when] = Reading(period, *gap_interval(frame, "migratory_balance", "person_years"))
    return readings


def _last_jobs() -> tuple[int, int]:
    """Return the last two censuses whose jobs are held."""
    before, last = years.held("jobs")[-2:]
    return before, last


def production_jobs_gap(territory: Territory, definition: str) -> Readings:
    """Give the change of production jobs of isolated communes less that of the others."""
    readings = {}
    for when, (start, end) in ((THEN, PRODUCTION_THEN), (NOW, _last_jobs())):
        row = business.job_gap(territory, definition, start=start, end=end).iloc[0]
        readings[when] = Reading(f"{start}-{end}", row["gap"], row["low"], row["high"])
    return readings


def job_concentration(territory: Territory, definition: str) -> Readings:
    """Give the change of the share of all jobs that the most urban type holds."""
    first = territories.types(definition)[0]
    readings = {}
    for when, (start, end) in ((THEN, CONCENTRATION_THEN), (NOW, _last_jobs())):
        table = business.job_change(territory, definition, start=start, end=end, function=None)
        table = table.set_index("territory_type")
        shares = [table.loc[first, name] / table[name].sum() if table[name].sum() else np.nan
                  for name in ("jobs_start", "jobs_end")]  # fmt: skip
        readings[when] = Reading(f"{start}-{end}", shares[1] - shares[0])
    return readings


def share_pensions(territory: Territory, definition: str) -> Readings:
    """Give pensions' share of income in the EPCI where half of the people or more are isolated (weighted by people)."""
    table = business.pensions(territory, definition, year=PENSIONS_THEN)
    kept = table[table["share_isolated"] >= business.MOST].dropna(subset=["share_pensions"])
    weight = kept["people"].sum()
    value = float((kept["share_pensions"] * kept["people"]).sum() / weight) if weight else np.nan
    return {THEN: Reading(str(PENSIONS_THEN), value)}


def protest_vote_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of votes for Marine Le Pen in isolated communes less that of the others, first round."""
    frame = flagged(snapshot.load("votes", territory), territory, definition)
    return {THEN: Reading(str(VOTE_THEN), *gap_interval(frame[frame["round"] == 1], "le_pen", "valid_votes"))}


def second_homes_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of second homes of isolated communes less that of the others."""
    frame = snapshot.load("structure", territory)
    frame = flagged(frame.assign(above=frame["share_second_homes"] * frame["dwellings"]), territory, definition)
    return {
        when: Reading(str(year), *gap_interval(frame[frame["year"] == year], "above", "dwellings"))
        for when, year in ((THEN, HOUSING_THEN), (NOW, years.last("structure", known="share_second_homes")))
    }


def creations_since(table: pd.DataFrame) -> str:
    """Return the column ``change_creations_2017_<year>`` of the last year: the change since the report."""
    return max(name for name in table if name.startswith("change_creations_2017_"))


def creations_gap(territory: Territory, definition: str) -> Readings:
    """Give the growth of business creations in the most isolated EPCI less that of the others (weighted by people)."""
    table = business.creations(territory, definition)
    most = table["share_isolated"] >= business.MOST
    readings = {}
    for when, column in ((THEN, CREATIONS_THEN), (NOW, creations_since(table))):
        known = table.dropna(subset=[column])
        means = []
        for part in (known[most.reindex(known.index)], known[~most.reindex(known.index)]):
            weight = part["people"].sum()
            means.append((part[column] * part["people"]).sum() / weight if weight else np.nan)
        readings[when] = Reading("-".join(column.split("_")[-2:]), float(means[0] - means[1]))
    return readings


_PEOPLE_AND_WORK = (
    isolated_communes, isolated_people, mean_population, share_aged_60_plus, population_growth, migration_gap,
    production_jobs_gap, job_concentration, share_pensions, protest_vote_gap, second_homes_gap, creations_gap,
)  # fmt: skip
MEASURES: dict[str, Callable[[Territory, str], Readings]] = {
    measure.__name__: measure for measure in (*_PEOPLE_AND_WORK, *ACCESS)
}
