"""How many communes and people each type of territory holds, how large they are, and what it was on the communes of 2015."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import classify, classify_communes, people
from analysis.language import gettext_noop
from analysis.snapshot import remembered
from analysis.territories import Territory

# The report's own figures, as the press of January 2017 gives them; the report itself was not to be had.
REPORT = {
    "communes": 3_576,
    "people": 1_200_000,
    "mean_population": 350,
    "share_aged_60_plus": 0.33,
    "share_aged_60_plus_france": 0.23,
}

SIZE_CLASSES = {
    gettext_noop("under 100"): 100,
    gettext_noop("100 to 199"): 200,
    gettext_noop("200 to 499"): 500,
    gettext_noop("500 to 999"): 1000,
    gettext_noop("1,000 or more"): np.inf,
}
UNDER_200 = list(SIZE_CLASSES)[:2]


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
