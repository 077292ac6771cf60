"""What "isolated" means: the official definitions, which communes fall under each, how many and how large."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.memory import remembered
from analysis.territory import Territory

ISOLATED = "Isolated"
# The report's own figures, as the press of January 2017 gives them; the report itself was not to be had.
REPORT = {
    "communes": 3_576,
    "people": 1_200_000,
    "mean_population": 350,
    "share_aged_60_plus": 0.33,
    "share_aged_60_plus_france": 0.23,
}
SIZE_CLASSES = {"under 100": 100, "100 to 199": 200, "200 to 499": 500, "500 to 999": 1000, "1,000 or more": np.inf}


class UnknownDefinition(ValueError):
    """The key names no definition; the message lists those that exist."""


@dataclass(frozen=True)
class Definition:
    """An official way to say which communes are isolated.

    Attributes
    ----------
    key : str
        What to type.
    label : str
        Name to print.
    meaning : str
        One sentence in plain words.
    columns : tuple of str
        Columns of the table ``communes`` that it reads.
    types : dict of str to set
        Types of territory, most urban first, with the classes each holds; the last is `ISOLATED`.
        Empty where the definition combines others.
    """

    key: str
    label: str
    meaning: str
    columns: tuple[str, ...]
    types: dict[str, frozenset]


DEFINITIONS: dict[str, Definition] = {
    "zau": Definition(
        "zau",
        "urban areas 2010 (ZAU)",
        "outside the influence of any employment pole in INSEE's zonage en aires urbaines 2010 (category 400)",
        ("zau_2010",),
        {
            "Large urban areas": frozenset({"111", "112", "120"}),
            "Medium and small areas": frozenset({"211", "212", "221", "222"}),
            "Between several areas": frozenset({"300"}),
            ISOLATED: frozenset({"400"}),
        },
    ),
    "aav": Definition(
        "aav",
        "attraction areas 2020 (AAV)",
        "outside the attraction of any city in INSEE's aires d'attraction des villes 2020 (category 30)",
        ("aav_2020",),
        {
            "City centres and poles": frozenset({"11", "12", "13"}),
            "Crowns of cities": frozenset({"20"}),
            ISOLATED: frozenset({"30"}),
        },
    ),
    "density": Definition(
        "density",
        "density grid 2022",
        "rural with very dispersed housing in INSEE's density grid 2022 (level 7 of 7)",
        ("density_2022",),
        {
            "Dense and intermediate": frozenset({1, 2, 3, 4}),
            "Rural market towns": frozenset({5}),
            "Rural, dispersed": frozenset({6}),
            ISOLATED: frozenset({7}),
        },
    ),
    "strict": Definition(
        "strict",
        "isolated in both zonings (ZAU 2010 and AAV 2020)",
        "isolated both in the zonage en aires urbaines 2010 and in the aires d'attraction des villes 2020",
        ("zau_2010", "aav_2020"),
        {"In neither": frozenset(), "In one of the two": frozenset(), ISOLATED: frozenset()},
    ),
    "commuting": Definition(
        "commuting",
        "the report's rule (journeys to work)",
        "with under a quarter of employed residents working in an urban area, the report's own rule",
        ("share_working_in_urban_areas",),
        {"Tied to urban areas": frozenset(), ISOLATED: frozenset()},
    ),
}
COMMUTING_THRESHOLD = 0.25


def definition(key: str) -> Definition:
    """Return a definition by its key.

    Raises
    ------
    UnknownDefinition
        If there is none of that name.

    Examples
    --------
    >>> definition("zau").label
    'urban areas 2010 (ZAU)'
    """
    if key not in DEFINITIONS:
        near = difflib.get_close_matches(str(key), DEFINITIONS, n=1, cutoff=0.3) or list(DEFINITIONS)
        raise UnknownDefinition(
            f"definition: {key!r} is not known; nearest: {near[0]}; one of {', '.join(DEFINITIONS)}"
        )
    if key == "commuting" and not has_commuting():
        raise UnknownDefinition(
            "definition: 'commuting' needs INSEE's file base-flux-mobilite-domicile-lieu-travail-<year>.csv: put it in the raw "
            "folder and run `territoires data build`; without it: zau, aav, density, strict"
        )
    return DEFINITIONS[key]


def has_commuting() -> bool:
    """Tell whether the snapshot holds the journeys to work that the report's own rule needs."""
    column = "share_working_in_urban_areas"
    return bool(snapshot.load("communes", columns=[column])[column].notna().any())


def available() -> dict[str, Definition]:
    """Return the definitions that the snapshot can apply: all, but the report's own where its file is missing."""
    return {key: chosen for key, chosen in DEFINITIONS.items() if key != "commuting" or has_commuting()}


def types(key: str) -> list[str]:
    """Return the types of territory of a definition, most urban first, isolated last."""
    return list(DEFINITIONS[key].types)


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
    return int(snapshot.load("population", columns=["year"])["year"].max())


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

    Only the zoning of urban areas existed then. The territory is that of today: a commune of 2015 belongs to it when the
    commune of 2025 that holds it does.
    """
    former = snapshot.load("communes_2015")
    here = former[territory.communes.get_indexer(former["commune"]) >= 0]
    classed = classify_communes(here, "zau").rename(columns={"population_2013": "population"})
    return size_by_type(classed)
