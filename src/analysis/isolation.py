"""What "isolated" means: the official definitions, which communes fall under each, how many and how large."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import snapshot, years
from analysis.definitions import (  # noqa: F401 (whoever asks what is isolated finds the definitions here too)
    DEFINITIONS,
    ISOLATED,
    Definition,
    UnknownDefinition,
    available,
    definition,
    has_commuting,
    types,
)
from analysis.memory import remembered
from analysis.territory import Territory

# The report's own figures, as the press of January 2017 gives them; the report itself was not to be had.
REPORT = {
    "communes": 3_576,
    "people": 1_200_000,
    "mean_population": 350,
    "share_aged_60_plus": 0.33,
    "share_aged_60_plus_france": 0.23,
}
# The last census that the report could know, and the one its geography is counted with.
REPORT_CENSUS = 2013
SIZE_CLASSES = {"under 100": 100, "100 to 199": 200, "200 to 499": 500, "500 to 999": 1000, "1,000 or more": np.inf}


COMMUTING_THRESHOLD = 0.25


def classify_communes(communes: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add ``territory_type`` and ``isolated`` to a frame with the typology columns.

    A commune that the typology does not class has a missing type, and is neither isolated nor not.
    """
    chosen = DEFINITIONS[key]
    if key == "strict":
        labels = _strict_types(communes)
    elif key == "commuting":
        labels = commuting_types(communes[chosen.columns[0]])
    else:
        lookup = {code: label for label, codes in chosen.types.items() for code in codes}
        labels = communes[chosen.columns[0]].map(lookup)
    kinds = pd.Categorical(labels, categories=types(key), ordered=True)
    isolated = pd.Series(kinds == ISOLATED, index=communes.index, dtype="boolean").mask(pd.isna(kinds))
    return communes.assign(territory_type=kinds, isolated=isolated)


def _strict_types(communes: pd.DataFrame) -> pd.Series:
    parts = communes[["zau_2010", "aav_2020"]]
    both = (parts["zau_2010"] == "400").fillna(False).astype(int) + (parts["aav_2020"] == "30").fillna(False).astype(
        int
    )
    return both.map(dict(enumerate(types("strict")))).where(parts.notna().all(axis=1))


def commuting_types(share: pd.Series) -> pd.Series:
    """Apply the report's rule: isolated under a quarter of employed residents working in an urban area."""
    first, isolated = DEFINITIONS["commuting"].types
    return share.lt(COMMUTING_THRESHOLD).map({True: isolated, False: first}).where(share.notna())


@remembered
def classify(territory: Territory, key: str) -> pd.DataFrame:
    """Return the communes of a territory with their type.

    Returns
    -------
    DataFrame
        ``commune``, ``name``, ``departement``, ``region``, ``epci``, ``territory_type`` (ordered categorical, isolated
        last), ``isolated`` (boolean, missing where the typology has no class).
    """
    chosen = definition(key)
    wanted = ["commune", "name", "departement", "region", "epci", *chosen.columns]
    classed = classify_communes(snapshot.load("communes", territory, columns=wanted), key)
    return classed.drop(columns=list(chosen.columns))


def latest_year() -> int:
    """Return the last year whose population the snapshot holds."""
    return years.last("population", known="population")


def geography_year() -> int:
    """Return the year of the communes to which the snapshot carries every table."""
    return years.last("typologies", "geography_year")


def people(territory: Territory, year: int | None = None) -> pd.DataFrame:
    """Return ``commune``, ``population`` of a year (the last held by default)."""
    held = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    return held.loc[held["year"] == (year or latest_year()), ["commune", "population"]]


def size_by_type(communes: pd.DataFrame) -> pd.DataFrame:
    """Count communes and people by type of territory.

    Parameters
    ----------
    communes : DataFrame
        ``territory_type``, ``population``; rows without a type are left out.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes``, ``people``, ``share_communes``, ``share_people``, ``mean_population``,
        ``median_population``. Shares add up to 1. A type whose communes have no known population has no people figure.
    """
    groups = communes.dropna(subset=["territory_type"]).groupby("territory_type", observed=False)["population"]
    table = groups.agg(communes="size", mean_population="mean", median_population="median")
    people_of = groups.sum(min_count=1)
    table.insert(1, "people", people_of.mask(table["communes"].eq(0), 0.0))
    table = table.reset_index()
    table["share_communes"] = table["communes"] / table["communes"].sum()
    table["share_people"] = table["people"] / table["people"].sum()
    return table


@remembered
def size(territory: Territory, key: str, year: int | None = None) -> pd.DataFrame:
    """Count the communes and people of a territory by type: see `size_by_type`."""
    return size_by_type(classify(territory, key).merge(people(territory, year), on="commune", how="left"))


def size_classes_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Spread the communes of each type over classes of size.

    Parameters
    ----------
    communes : DataFrame
        ``territory_type``, ``population``; rows where one is missing are left out.

    Returns
    -------
    DataFrame
        ``territory_type``, ``size_class``, ``communes``, ``share_communes`` (adds up to 1 for each type).
    """
    known = communes.dropna(subset=["territory_type", "population"])
    classes = pd.cut(
        known["population"].astype("float64"), [0, *SIZE_CLASSES.values()], right=False, labels=[*SIZE_CLASSES]
    )
    table = known.groupby(["territory_type", classes], observed=False).size().rename("communes")
    table = table.rename_axis(["territory_type", "size_class"]).reset_index()
    whole = table.groupby("territory_type", observed=False)["communes"].transform("sum")
    return table.assign(share_communes=table["communes"] / whole.where(whole > 0))


def size_classes(territory: Territory, key: str) -> pd.DataFrame:
    """Spread the communes of a territory over classes of size, by type: see `size_classes_of`."""
    return size_classes_of(classify(territory, key).merge(people(territory), on="commune", how="left"))


@remembered
def in_2015(territory: Territory) -> pd.DataFrame:
    """Count communes and people by type in the geography nearest to the report: communes of 2015, population of 2013.

    Only the zoning of urban areas existed then. The territory is that of today: a commune of 2015 belongs to it when
    the commune of today that holds it does.
    """
    former = snapshot.load("communes_2015")
    here = former[territory.communes.get_indexer(former["commune"]) >= 0]
    classed = classify_communes(here, "zau").rename(columns={"population_2013": "population"})
    return size_by_type(classed)
