"""Indicators of who lives there: people, where they come from, their ages and their homes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis import geography, population, snapshot
from analysis.indicators.entry import FEWEST, FEWEST_COMPARED, FEWEST_SAMPLED, Indicator, Parts
from analysis.indicators.reading import by_commune, by_date, places, rows, share, vintage
from analysis.language import gettext_noop
from analysis.services import zoned
from analysis.snapshot import years
from analysis.territories import available, france
from analysis.words import editions

# A census year is the middle of five yearly surveys: years nearer to each other share some.
SURVEYS = 5
_OLD = ("population_aged_60_74", "population_aged_75_plus")
_AGES = tuple(f"population_aged_{age}" for age in ("0_14", "15_29", "30_44", "45_59")) + _OLD
# The zonings behind each class; the table of communes holds others beside them.
ZONINGS = {
    "zau": ("insee_au2010",),
    "aav": ("insee_appartenance",),
    "density": ("insee_grille_densite",),
    "strict": ("insee_au2010", "insee_appartenance"),
}
PARTS_OF_CHANGE = {
    "natural": gettext_noop("Births minus deaths"),
    "migratory": gettext_noop("Apparent arrivals minus departures"),
}


def entries() -> Iterator[Indicator]:
    """Give the indicators on places and on people."""
    yield from _sizes()
    yield from _classes()
    yield from _changes()
    yield from _residents()


def _sizes() -> Iterator[Indicator]:
    yield Indicator(
        "population", gettext_noop("Inhabitants"), "inhabitants", "places", "sum", _population, ("population",)
    )  # fmt: skip
    yield Indicator(
        "density", gettext_noop("Inhabitants for each square kilometre"), "people per km²", "places", "ratio", _density,
        ("population", *editions("communes", "ign_contours")), weight="area",
    )  # fmt: skip


def _population() -> Parts:
    # A year that a single département tells is no date for a line of all.
    counts = rows("population", ["year"])["year"].value_counts()
    held = years.held("population", known="population")
    kept = apart([year for year in held if counts[year] > counts.max() / 2])
    wide = by_date("population", "year", kept, "population")
    return {str(year): wide[[year]].set_axis(["value"], axis=1) for year in kept}


def apart(held: list[int], least: int = SURVEYS) -> list[int]:
    """Keep the last year, and of those before the nearest that share no survey with the one kept after them.

    Examples
    --------
    >>> apart([1999, 2008, 2013, 2016, 2018, 2019, 2023])
    [1999, 2008, 2013, 2018, 2023]
    """
    kept = held[-1:]
    for year in reversed(held[:-1]):
        if kept[0] - year >= least:
            kept.insert(0, year)
    return kept


def _density() -> Parts:
    last = geography.latest_year()
    held = rows("population", ["population"], year=last)["population"]
    area = places()["area_km2"]
    return {str(last): pd.DataFrame({"above": held.reindex(area.index), "below": area}).astype("float64")}


def _classes() -> Iterator[Indicator]:
    for key, chosen in available().items():
        yield Indicator(
            f"isolated_{key}", gettext_noop("Isolated ({definition})"), "%", "places", "ratio",
            partial(_isolated, key), zonings(key), weight="communes", factor=100, flag=True,
            named={"definition": chosen.short},
        )  # fmt: skip
    if snapshot.holds("revitalisation"):
        yield Indicator(
            "revitalisation", gettext_noop("Classed France ruralités revitalisation (FRR or FRR+)"), "%", "places",
            "ratio", _revitalised, ("revitalisation",), weight="communes", factor=100, flag=True,
        )  # fmt: skip


def zonings(key: str) -> tuple[str, ...]:
    """Return the sources of a class, or the table where nothing closer is known."""
    return tuple(source for stem in ZONINGS.get(key, ()) for source in editions("communes", stem)) or ("communes",)


def _flags(flag: pd.Series) -> pd.DataFrame:
    """Return the parts of a share of communes."""
    told = flag.astype("Float64").astype("float64")
    return pd.DataFrame({"above": told, "below": told.notna().astype("float64").where(told.notna())})


def _isolated(key: str) -> Parts:
    classed = by_commune(geography.classify(france(), key))["isolated"]
    return {"": _flags(classed)}


def _revitalised() -> Parts:
    return {vintage("revitalisation"): _flags(by_commune(zoned(france()))["frr"])}


def _changes() -> Iterator[Indicator]:
    for period in years.held("balance", "period", known="natural_balance"):
        for part, label in PARTS_OF_CHANGE.items():
            yield Indicator(
                f"{part}_rate_{period.replace('-', '_')}", label, "% a year", "people", f"{part}_rate",
                partial(_balance, period), ("balance",), factor=100, fewest=FEWEST,
            )  # fmt: skip
    yield Indicator(
        "population_change", gettext_noop("Change of inhabitants"), "% a year", "people", "total_rate", _turn, ("population",),
        factor=100, fewest=FEWEST,
    )  # fmt: skip


def _balance(period: str) -> Parts:
    columns = ["population_start", "population_end", "natural_balance", "migratory_balance", "years"]
    return {period: rows("balance", columns, period=period).astype("float64")}


def _turn() -> Parts:
    _, start, end = population.turn_years()
    wide = by_date("population", "year", [start, end], "population")
    wide = wide.set_axis(["population_start", "population_end"], axis=1)
    return {f"{start}-{end}": wide.assign(years=float(end - start))}


def _residents() -> Iterator[Indicator]:
    ages, surveys = (tuple(editions("structure", stem)) for stem in ("insee_evol_struct_pop", "insee_recensement"))
    for key, label, columns in (
        ("aged_60_plus", gettext_noop("People aged 60 and over"), _OLD),
        ("aged_75_plus", gettext_noop("People aged 75 and over"), _OLD[1:]),
    ):
        yield Indicator(
            key, label, "%", "people", "ratio", partial(_aged, columns), ages, weight="people",
            factor=100, fewest=FEWEST,
        )  # fmt: skip
    last = str(years.last("structure", known="share_retired"))
    for key, label, column, weight, fewest in (
        ("retired", gettext_noop("Retired, of people aged 15 and over"), "share_retired", "population_aged_20_plus",
         FEWEST_SAMPLED),
        ("second_homes", gettext_noop("Second homes, of dwellings"), "share_second_homes", "dwellings", FEWEST),
        ("vacant_homes", gettext_noop("Vacant dwellings, of dwellings"), "share_vacant", "dwellings", FEWEST),
        ("recent_movers", gettext_noop("Households that moved in less than four years ago"), "share_recent_movers",
         "households", FEWEST),
    ):  # fmt: skip
        yield Indicator(
            key, label, "%", "people", "ratio", partial(_census, column, weight), surveys, weight=weight,
            factor=100, fewest=fewest, perimeter_since=last,
            fewest_compared=FEWEST_COMPARED if fewest == FEWEST_SAMPLED else 0,
        )  # fmt: skip


def _aged(columns: tuple[str, ...]) -> Parts:
    held = years.held("structure", known="population_aged_75_plus")
    found = {}
    for year in held:
        ages = rows("structure", list(_AGES), year=year).dropna().astype("float64")
        found[str(year)] = pd.DataFrame({"above": ages[list(columns)].sum(axis=1), "below": ages.sum(axis=1)})
    return found


def _census(column: str, weight: str) -> Parts:
    found = {}
    for year in years.held("structure", known=column):
        held = rows("structure", [column, weight], year=year)
        found[str(year)] = share(held[column], held[weight])
    return found
