"""The type of each commune under a definition of "isolated", and its people: what every chapter starts from."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis import snapshot
from analysis.snapshot import remembered, years
from analysis.territories import DEFINITIONS, ISOLATED, OWN_TYPES, Territory, definition, types

COMMUTING_THRESHOLD = 0.25
# A share, a rank, a trend or a verdict of fewer communes says more of one village than of isolation.
FEWEST_ISOLATED = 10
# Nine départements in ten touch as many EPCI.
EPCIS_OF_A_DEPARTEMENT = 6


def classify_communes(communes: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add ``territory_type`` and ``isolated`` to a frame with the typology columns.

    A commune that the typology does not class has a missing type, and is neither isolated nor not.
    """
    chosen = DEFINITIONS.get(key) or definition(key)
    if chosen.own:
        labels = listed_types(communes["commune"], chosen.own.communes)
    elif key == "strict":
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


def listed_types(communes: pd.Series, listed: Iterable[str]) -> pd.Series:
    """Call isolated what is on a list: every other commune is not."""
    others, isolated = OWN_TYPES
    return communes.isin(list(listed)).map({True: isolated, False: others})


def commuting_types(share: pd.Series) -> pd.Series:
    """Apply the report's rule: isolated under a quarter of employed residents working in an urban area."""
    first, isolated = DEFINITIONS["commuting"].types
    return share.lt(COMMUTING_THRESHOLD).map({True: isolated, False: first}).where(share.notna())


def cluster_of(territory: Territory) -> str:
    """Return what an interval of a territory resamples: the areas one level down, whose communes share what befalls them.

    Départements of a country, EPCI of a region or of a département, communes of an EPCI: by the kind of territory, never by
    how many there are, so that a region of seven départements is judged as one of eight. A list of communes is of no size by
    its kind: it is judged as a département if it touches as many EPCI as one has, as an EPCI otherwise.

    Returns
    -------
    str
        "departement", "epci" or "commune".
    """
    if territory.kind == "list":
        places = snapshot.load("communes", territory, columns=["commune", "region", "epci"])
        return "epci" if places["epci"].nunique() >= EPCIS_OF_A_DEPARTEMENT else "commune"
    return {"france": "departement", "metropole": "departement", "epci": "commune"}.get(territory.kind, "epci")


@remembered
def classify(territory: Territory, key: str) -> pd.DataFrame:
    """Return the communes of a territory with their type.

    Returns
    -------
    DataFrame
        ``commune``, ``name``, ``departement``, ``region``, ``epci``, ``cluster`` (of intervals: see `cluster_of`; a commune
        of no EPCI is its own), ``territory_type`` (ordered categorical, isolated last), ``isolated`` (boolean, missing
        where the typology has no class).
    """
    chosen = definition(key)
    wanted = list(dict.fromkeys(["commune", "name", "departement", "region", "epci", *chosen.columns]))
    classed = classify_communes(snapshot.load("communes", territory, columns=wanted), key)
    cluster = classed[cluster_of(territory)].fillna(classed["commune"])
    return classed.drop(columns=[name for name in chosen.columns if name != "commune"]).assign(cluster=cluster)


@remembered
def classed_and_isolated(territory: Territory, key: str) -> tuple[int, int]:
    """Count the communes of a territory that a definition classes, and those of them that are isolated."""
    isolated = classify(territory, key)["isolated"]
    return int(isolated.notna().sum()), int(isolated.fillna(False).sum())


def enough_isolated(territory: Territory, key: str) -> bool:
    """Say whether enough communes are isolated for a share, a rank, a trend or a verdict."""
    return classed_and_isolated(territory, key)[1] >= FEWEST_ISOLATED


def latest_year() -> int:
    """Return the last year whose population the snapshot holds."""
    return years.last("population", known="population")


def geography_year() -> int:
    """Return the year of the communes to which the snapshot carries every table."""
    return years.last("typologies", "geography_year")


@remembered
def people(territory: Territory, year: int | None = None) -> pd.DataFrame:
    """Return ``commune``, ``population`` of a year (the last held by default)."""
    held = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    return held.loc[held["year"] == (year or latest_year()), ["commune", "population"]]


@remembered
def people_isolated(territory: Territory, key: str) -> float:
    """Return how many people the isolated communes of a territory have; missing where no population is held."""
    kinds = classify(territory, key)
    inside = kinds.loc[kinds["isolated"].fillna(False).astype(bool), "commune"]
    return people(territory).set_index("commune")["population"].reindex(inside).sum(min_count=1)
