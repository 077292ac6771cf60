"""Indicators of work and of what households live on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis import business, snapshot
from analysis.indicators.entry import FEWEST_COMPARED, FEWEST_JOBS, FEWEST_SAMPLED, Indicator, Parts
from analysis.indicators.reading import by_commune, by_date, people, places, share
from analysis.language import gettext_noop
from analysis.snapshot import years
from analysis.words import edition_of, editions


def entries() -> Iterator[Indicator]:
    """Give the indicators on work and income."""
    yield Indicator(
        "jobs", gettext_noop("Jobs at the place of work"), "jobs", "work", "sum", _jobs, _census(), fewest=FEWEST_SAMPLED,
        fewest_compared=FEWEST_COMPARED,
    )  # fmt: skip
    yield Indicator(
        "production_jobs", gettext_noop("Production in all jobs"), "%", "work", "ratio", _production, _census(),
        weight="jobs", factor=100, fewest=FEWEST_SAMPLED, fewest_jobs=FEWEST_JOBS, fewest_compared=FEWEST_COMPARED,
    )  # fmt: skip
    yield Indicator(
        "employees", gettext_noop("Private employees"), "employees", "work", "sum", _employees, ("employees",)
    )  # fmt: skip
    yield Indicator(
        "employees_change", gettext_noop("Change of private employees"), "%", "work", "change", _employees_change,
        ("employees",), factor=100, fewest=FEWEST_SAMPLED, fewest_jobs=FEWEST_JOBS,
    )  # fmt: skip
    yield Indicator(
        "unemployment", gettext_noop("Unemployment rate of the zone d'emploi"), "%", "work", "ratio", _unemployment,
        ("unemployment",), weight="people", grain="zone", easier="less", factor=100,
    )  # fmt: skip
    yield Indicator(
        "median_income", gettext_noop("Median disposable income per consumption unit"), "euros a year", "work", "none", _median_income,
        _incomes("median_income_eur", "commune"), easier="more", secret=True, perimeter_since=str(years.last("income", known="median_income_eur")),
    )  # fmt: skip
    yield Indicator(
        "pensions", gettext_noop("Pensions in the disposable income of the EPCI"), "%", "work", "ratio", _pensions,
        (*_incomes("share_pensions", "epci"), *editions("income", "etalab")), weight="people", grain="epci", factor=100,
    )  # fmt: skip


def _census() -> tuple[str, ...]:
    """Return the source of the last census of jobs: the table holds older ones, which no indicator shows."""
    return tuple(edition_of("jobs", "insee_analyse_fonctionnelle", years.last("jobs")))


def _incomes(column: str, level: str) -> tuple[str, ...]:
    last = years.last("income", known=column, level=level)
    return tuple(edition_of("income", "insee_filosofi", last))


def _of_every_census() -> tuple[str, pd.DataFrame, pd.DataFrame]:
    """Return the last census, then all jobs and production jobs of the communes that have figures at every census."""
    censuses = years.held("jobs")
    whole, production = (business.jobs_of_france(function) for function in (None, "production"))
    whole = by_commune(whole)[censuses].dropna()
    return str(censuses[-1]), whole, by_commune(production).reindex(whole.index)


def _jobs() -> Parts:
    last = years.last("jobs")
    held = by_commune(business.jobs_of_france())
    return {str(last): held[[last]].set_axis(["value"], axis=1)}


def _production() -> Parts:
    last, whole, production = _of_every_census()
    return {last: pd.DataFrame({"above": production[int(last)], "below": whole[int(last)]})}


def _employees() -> Parts:
    held = years.held("employees")
    wide = by_date("employees", "year", held, "employees")
    return {str(year): wide[[year]].set_axis(["value"], axis=1) for year in held}


def _employees_change() -> Parts:
    """Compare the last year with that before the shock in the communes that have a figure in every year."""
    held = years.held("employees")
    wide = by_date("employees", "year", held, "employees").dropna()
    ends = pd.DataFrame({"above": wide[held[-1]], "below": wide[business.BEFORE_SHOCK]})
    return {f"{business.BEFORE_SHOCK}-{held[-1]}": ends}


def _unemployment() -> Parts:
    table = snapshot.load("unemployment")
    year, quarter = _last_quarter(table)
    held = table[(table["year"] == year) & (table["quarter"] == quarter)].set_index("zone")["rate_unemployment"]
    return {f"{year}-Q{quarter}": _of_area("zone_emploi_2020", held)}


def _last_quarter(table: pd.DataFrame) -> tuple[int, int]:
    last = table.sort_values(["year", "quarter"]).iloc[-1]
    return int(last["year"]), int(last["quarter"])


def _of_area(column: str, held: pd.Series) -> pd.DataFrame:
    """Give each commune the share of its area; they add up by people."""
    return share(places()[column].map(held).astype("float64"), people())


def _pensions() -> Parts:
    last = years.last("income", known="share_pensions", level="epci")
    table = snapshot.load("income", columns=["level", "code", "year", "share_pensions"])
    held = table[(table["level"] == "epci") & (table["year"] == last)].set_index("code")["share_pensions"]
    return {str(last): _of_area("epci", held)}


def _median_income() -> Parts:
    last = years.last("income", known="median_income_eur", level="commune")
    table = snapshot.load("income", columns=["level", "code", "year", "median_income_eur"])
    held = table[(table["level"] == "commune") & (table["year"] == last)]
    told = by_commune(held.rename(columns={"code": "commune", "median_income_eur": "value"}))
    return {str(last): told[["value"]].astype("float64")}
