"""Work by area against isolation: industry and unemployment by zone d'emploi, pensions and creations by EPCI."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import classify, people
from analysis.language import gettext_noop
from analysis.snapshot import REPORT_CENSUS, remembered, years
from analysis.statistics import rank_correlation, ratio, weighted_fit
from analysis.territories import Territory, france

# An area belongs to a territory when most of its people live there, or when it holds a good part of the territory's.
MOST = 0.5
GOOD_PART = 0.1
CLASSES = (
    gettext_noop("no one isolated"),
    gettext_noop("under 5 % of people isolated"),
    gettext_noop("between 5 and 20 % of people isolated"),
    gettext_noop("at least 20 % of people isolated"),
)
ALL_ZONES = gettext_noop("all zones")
_EDGES = (0.0, np.nextafter(0.0, 1.0), 0.05, 0.2, np.inf)
# The eve of the crisis of 2008, its trough, and the eve of that of 2020.
CRISES = (2008, 2013, 2019)
# The jobs of the zones d'emploi of 2010.
ESTEL = {"source": "estel", "zoning": 2010, "status": "employees"}


def industry_years() -> tuple[int, int]:
    """Return the first and the last year of the jobs by sector of the zones d'emploi of 2010."""
    held = years.held("jobs_zone", **ESTEL)
    return held[0], held[-1]


def turning_points() -> list[int]:
    """Return the years between which unemployment turned, and the last held."""
    return [*CRISES, years.last("unemployment")]


def turns_held(table: pd.DataFrame) -> list[int]:
    """Return the `turning_points` that a table of `unemployment` holds; the first year held, where that is later."""
    held = set(table["year"])
    turns = [year for year in turning_points() if year in held]
    first = min(held, default=turning_points()[0])
    return sorted({first, *turns}) if first > CRISES[0] else turns


def pensions_year() -> int:
    """Return the last year whose pensions are told by EPCI."""
    return years.last("income", known="share_pensions", level="epci")


def isolation_of_areas(communes: pd.DataFrame, inside: pd.Series) -> pd.DataFrame:
    """Give the share of people in isolated communes of each area, for the areas that belong to a territory.

    Parameters
    ----------
    communes : DataFrame
        ``area``, ``commune``, ``isolated`` (boolean, missing where not classed), ``population``: the whole country.
    inside : Series of bool
        Which of these communes are in the territory.

    Returns
    -------
    DataFrame
        ``area``, ``people`` (in classed communes), ``share_isolated``, ``share_inside``, ``isolation`` (class).
    """
    known = communes["isolated"].notna() & communes["population"].notna() & communes["area"].notna()
    counted = communes.assign(
        people=communes["population"].astype("float64"),
        people_isolated=communes["population"].where(communes["isolated"].fillna(False), 0.0).astype("float64"),
        people_inside=communes["population"].where(inside, 0.0).astype("float64"),
    )[known]
    table = counted.groupby("area")[["people", "people_isolated", "people_inside"]].sum().reset_index()
    table["share_isolated"] = table["people_isolated"] / table["people"].where(table["people"] > 0)
    table["share_inside"] = table["people_inside"] / table["people"].where(table["people"] > 0)
    whole = table["people_inside"].sum()
    belongs = (table["share_inside"] >= MOST) | (table["people_inside"] >= GOOD_PART * whole)
    table = table[belongs & (table["people_inside"] > 0)].dropna(subset=["share_isolated"]).reset_index(drop=True)
    return table[["area", "people", "share_isolated", "share_inside"]].assign(isolation=_class_of(table))


def _class_of(table: pd.DataFrame) -> pd.Categorical:
    return pd.cut(table["share_isolated"], _EDGES, right=False, labels=CLASSES).array


@remembered
def areas(territory: Territory, definition: str, column: str) -> pd.DataFrame:
    """Give the isolation of the areas of a territory: see `isolation_of_areas`.

    Parameters
    ----------
    column : {"zone_emploi_2010", "zone_emploi_2020", "epci"}
        Column of the table ``communes`` that names the areas.
    """
    communes = _communes_of_areas(definition, column)
    inside = communes.index.isin(territory.select(communes).index)
    return isolation_of_areas(communes, pd.Series(inside, index=communes.index))


@remembered
def _communes_of_areas(definition: str, column: str) -> pd.DataFrame:
    """Return ``commune``, ``region``, ``area``, ``isolated``, ``population`` (at the report's time) of the whole country."""
    codes = snapshot.load("communes", columns=["commune", "region", column]).rename(columns={column: "area"})
    classed = classify(france(), definition)[["commune", "isolated"]]
    return codes.merge(classed, on="commune").merge(people(france(), REPORT_CENSUS), on="commune", how="left")


@remembered
def industry_by_zone(territory: Territory, definition: str, *, sector: str = "industry") -> pd.DataFrame:
    """Give the change of salaried jobs of a sector over `industry_years` by zone d'emploi of 2010, beside its isolation.

    Returns
    -------
    DataFrame
        ``area``, ``name``, ``isolation``, ``share_isolated``, ``people``, ``jobs_start``, ``jobs_end``, ``change``
        (share), ``share_sector_start`` (of all salaried jobs).
    """
    table = snapshot.load("jobs_zone")
    for name, wanted in ESTEL.items():
        table = table[table[name] == wanted]
    first, last = industry_years()
    table = table[table["sector"].isin([sector, "all"]) & table["year"].isin([first, last])]
    wide = table.pivot(index=["zone", "zone_name"], columns=["sector", "year"], values="jobs")
    start, end = wide[sector, first], wide[sector, last]
    frame = pd.DataFrame(
        {
            "jobs_start": start,
            "jobs_end": end,
            "change": end / start.where(start > 0) - 1,
            "share_sector_start": start / wide["all", first],
        }
    ).reset_index(names=["area", "name"])
    return areas(territory, definition, "zone_emploi_2010").merge(frame, on="area", how="inner")


def association(table: pd.DataFrame, value: str, *, of: str = "share_isolated", weight: str = "people") -> pd.DataFrame:
    """Measure how far a value of areas goes with their isolation: an association, never a cause.

    Returns
    -------
    DataFrame
        One row: ``areas``, ``rho`` (Spearman), ``p``, ``slope`` (change of the value for one more unit of isolation,
        weighted), ``low``, ``high``, ``intercept``, and ``slope_once``, ``low_once``, ``high_once``, each area counted
        once: a few large areas make the weighted one. Missing where there are too few areas or they do not differ.
    """
    points = table.dropna(subset=[value, of])
    rho, p = rank_correlation(points[of], points[value])
    fit = weighted_fit(points[of], points[value], points[weight])
    once = weighted_fit(points[of], points[value], pd.Series(1.0, index=points.index))
    row = {"areas": len(points), "rho": rho, "p": p, "slope": fit.slope, "low": fit.low, "high": fit.high}
    row |= {"intercept": fit.intercept, "slope_once": once.slope, "low_once": once.low, "high_once": once.high}
    return pd.DataFrame([row])


@remembered
def industry_association(territory: Territory, definition: str, *, sector: str = "industry") -> pd.DataFrame:
    """Measure how far the change of a sector's jobs goes with isolation, weighted by its first jobs."""
    return association(industry_by_zone(territory, definition, sector=sector), "change", weight="jobs_start")


def industry_by_isolation(territory: Territory, definition: str, *, sector: str = "industry") -> pd.DataFrame:
    """Add the jobs of a sector up by class of isolation of the zones.

    Returns
    -------
    DataFrame
        ``isolation``, ``zones``, ``jobs_start``, ``jobs_end``, ``change``.
    """
    table = industry_by_zone(territory, definition, sector=sector)
    groups = table.groupby("isolation", observed=True)
    sums = groups.agg(zones=("area", "size"), jobs_start=("jobs_start", "sum"), jobs_end=("jobs_end", "sum"))
    return sums.assign(change=sums["jobs_end"] / sums["jobs_start"].where(sums["jobs_start"] > 0) - 1).reset_index()


@remembered
def unemployment(territory: Territory, definition: str) -> pd.DataFrame:
    """Follow the unemployment rate by class of isolation of the zones d'emploi of 2020.

    Yearly mean of the quarters held, weighted by the people of the zone: active people are not held. Only zones
    with a rate since the first year that the territory has one are kept, so that each year counts the same places:
    the zones overseas are held for less long than the others.

    Returns
    -------
    DataFrame
        ``isolation``, ``year``, ``zones``, ``rate_unemployment``.
    """
    return _mean_rates(rates_followed(territory, definition))


def unemployment_of_all(territory: Territory, definition: str) -> pd.DataFrame:
    """Follow the unemployment rate of all the zones of a territory together: see `unemployment`."""
    return _mean_rates(rates_followed(territory, definition).assign(isolation=ALL_ZONES))


def rates_held(territory: Territory, definition: str) -> pd.DataFrame:
    """Return ``zone``, ``year``, ``rate_unemployment`` and the columns of `areas` for every zone of a territory."""
    table = snapshot.load("unemployment")
    yearly = table.groupby(["zone", "year"])["rate_unemployment"].mean().reset_index()
    zones = areas(territory, definition, "zone_emploi_2020")
    return yearly.merge(zones, left_on="zone", right_on="area", how="inner")


def rates_followed(territory: Territory, definition: str) -> pd.DataFrame:
    """Return `rates_held` of the zones held since the first year of the territory alone."""
    joined = rates_held(territory, definition)
    return joined[snapshot.among(joined["zone"], joined.loc[joined["year"] == joined["year"].min(), "zone"])]


def _mean_rates(joined: pd.DataFrame) -> pd.DataFrame:
    """Average the rates of zones by isolation and year, weighted by people."""
    joined = joined.assign(unemployed=joined["rate_unemployment"] * joined["people"])
    rates = ratio(joined, "unemployed", "people", by=["isolation", "year"])
    counts = joined.groupby(["isolation", "year"], observed=True).size().rename("zones").reset_index()
    rates = rates.rename(columns={"ratio": "rate_unemployment"}).merge(counts, on=["isolation", "year"])
    return rates[["isolation", "year", "zones", "rate_unemployment"]]


def in_crises(table: pd.DataFrame) -> pd.DataFrame:
    """Give the unemployment rate by class of isolation at the `turns_held`.

    Parameters
    ----------
    table : DataFrame
        As `unemployment`.

    Returns
    -------
    DataFrame
        ``isolation``, ``zones``, one column ``rate_YEAR`` for each, and one ``points_START_END`` from each to the next
        (differences of rates).
    """
    turns = turns_held(table)
    wide = table.pivot(index="isolation", columns="year", values="rate_unemployment").reindex(columns=turns)
    zones = table.groupby("isolation", observed=True)["zones"].max()
    frame = pd.DataFrame({"zones": zones, **{f"rate_{year}": wide[year] for year in turns}})
    for start, end in pairwise(turns):
        frame[f"points_{start}_{end}"] = frame[f"rate_{end}"] - frame[f"rate_{start}"]
    return frame.reset_index(names="isolation")


@remembered
def pensions(territory: Territory, definition: str, *, year: int | None = None) -> pd.DataFrame:
    """Give pensions' share of disposable and of declared income by EPCI, beside its isolation.

    Parameters
    ----------
    year : int, optional
        `pensions_year` by default.

    Returns
    -------
    DataFrame
        ``area`` (EPCI), ``name``, ``isolation``, ``share_isolated``, ``people``, ``share_pensions`` (of disposable
        income), ``share_pensions_declared`` (before benefits and taxes): only the EPCI whose perimeter has not changed since.
    """
    income = snapshot.load("income")
    year = pensions_year() if year is None else year
    held = income[income["level"].eq("epci") & income["year"].eq(year)].dropna(subset=["share_pensions"])
    names = snapshot.load("territories")
    names = names[names["kind"] == "epci"].set_index("code")["name"]
    table = areas(territory, definition, "epci").merge(
        held[["code", "share_pensions", "share_pensions_declared"]], left_on="area", right_on="code", how="inner"
    )
    return table.assign(name=table["area"].map(names)).drop(columns="code")


def by_isolation(table: pd.DataFrame, value: str) -> pd.DataFrame:
    """Average a value of areas by class of isolation, weighted by people.

    Returns
    -------
    DataFrame
        ``isolation``, ``areas``, ``people``, ``mean``, ``median``.
    """
    known = table.dropna(subset=[value])
    weighted = known.assign(weighted=known[value] * known["people"])
    means = ratio(weighted, "weighted", "people", by=["isolation"]).rename(columns={"ratio": "mean"})
    groups = known.groupby("isolation", observed=True)[value].agg(areas="size", median="median").reset_index()
    return means.merge(groups, on="isolation")[["isolation", "areas", "people", "mean", "median"]]


def creations(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change of business creations and of jobs by EPCI, beside its isolation (metropolitan France).

    Returns
    -------
    DataFrame
        ``area`` (EPCI), ``name``, ``isolation``, ``share_isolated``, ``people`` and the columns of ``creations_epci``.
    """
    table = snapshot.load("creations_epci").rename(columns={"epci": "area"})
    return areas(territory, definition, "epci").merge(table, on="area", how="inner")
