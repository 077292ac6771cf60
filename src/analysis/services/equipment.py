"""Which communes, and how many people, have no shop, doctor, post or public office, by edition and type of territory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import geography, snapshot, words
from analysis.services.catalogue import COMMON, SERVICES, UNCOVERED, Service
from analysis.snapshot import recall, remembered, years
from analysis.territories import ALL_COMMUNES, Territory, france

LEAST_CHANGE = 0.01  # a share of communes
LEAST_COMMUNES = 5  # fewer that gain or lose a service are within the errors of a file
_COLUMNS = ["service", "label", "year", "series", "territory_type", "communes", "communes_without", "share_communes"]
_COLUMNS += ["people", "people_without", "share_people", "communes_unknown"]


def presence_of(
    equipment: pd.DataFrame, communes: pd.DataFrame, services: Iterable[Service] = tuple(SERVICES.values())
) -> pd.DataFrame:
    """Say for each commune, service and edition whether the commune has it.

    Parameters
    ----------
    equipment : DataFrame
        ``commune``, ``year``, ``type``: only what is there.
    communes : DataFrame
        ``commune``, ``region``: all of them, those without anything too.

    Returns
    -------
    DataFrame
        Indexed by commune, columns (service, year): 1.0, 0.0, or missing where the edition does not cover the region, or
        where no edition lists a single place of the service in it: what is not held is not absent. An edition that does
        not hold the service has no column.
    """
    services = list(services)
    held = equipment.groupby("year")["type"].unique().map(set)
    types = {(service.key, year): service.types(year, held[year]) for service in services for year in held.index}
    pairs = sorted({(year, name) for (_, year), names in types.items() for name in names})
    there = _there(equipment, pd.Index(communes["commune"]), pairs)
    having = {
        pair: there[[pairs.index((pair[1], name)) for name in names]].any(axis=0)
        for pair, names in types.items()
        if names
    }
    columns = {}
    for (key, year), has in having.items():
        anywhen = np.any([somewhere for (other, _), somewhere in having.items() if other == key], axis=0)
        held = set(communes["region"].to_numpy()[anywhen]) - set(UNCOVERED.get(year, ()))
        columns[key, year] = np.where(communes["region"].isin(held).to_numpy(dtype=bool), has, np.nan)
    names = pd.MultiIndex.from_tuples(list(columns), names=["service", "year"])
    return pd.DataFrame(dict(enumerate(columns.values())), index=pd.Index(communes["commune"])).set_axis(names, axis=1)


def _there(equipment: pd.DataFrame, communes: pd.Index, pairs: list[tuple[int, str]]) -> np.ndarray:
    """Return a table of truth: edition and type (rows) by commune (columns)."""
    # Numbers in the place of texts: France has millions of rows.
    places, types = equipment["commune"].astype("category"), equipment["type"].astype("category")
    columns = communes.get_indexer(places.cat.categories)[places.cat.codes]
    known_types = {name: place for place, name in enumerate(types.cat.categories)}
    row_of = np.full((equipment["year"].max() + 1, len(known_types) + 1), -1)
    for place, (year, name) in enumerate(pairs):
        row_of[year, known_types.get(name, len(known_types))] = place
    rows = row_of[equipment["year"].to_numpy(dtype="int64"), types.cat.codes]
    kept = (rows >= 0) & (columns >= 0)
    table = np.zeros((len(pairs), len(communes)), dtype=bool)
    table[rows[kept], columns[kept]] = True
    return table


def without_of(presence: pd.DataFrame, kinds: pd.Series, people: pd.DataFrame) -> pd.DataFrame:
    """Count the communes and the people without each service.

    Parameters
    ----------
    presence : DataFrame
        See `presence_of`.
    kinds : Series
        Ordered categorical type of territory, by commune.
    people : DataFrame
        Inhabitants by commune, one column for each edition.

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``year``, ``series`` (figures compare inside one), ``territory_type`` (those of the
        definition, then "All communes"), ``communes``, ``communes_without``, ``share_communes``, ``people``,
        ``people_without``, ``share_people``, ``communes_unknown``. A type without a commune has missing shares.
    """
    kinds = kinds.reindex(presence.index)
    known = presence.notna().to_numpy(dtype="float64")
    lacking = presence.eq(0).to_numpy(dtype="float64")
    weights = people.reindex(presence.index)[presence.columns.get_level_values("year")].to_numpy(dtype="float64")
    weights = np.nan_to_num(weights)
    names = [*kinds.cat.categories, ALL_COMMUNES]
    # One row for each type, the last for all; true where the commune (column) belongs to it.
    groups = np.vstack([*(kinds.cat.codes == code for code in range(len(names) - 1)), np.ones(len(kinds))])
    counted = {
        "communes": known,
        "communes_without": lacking,
        "people": weights * known,
        "people_without": weights * lacking,
        "communes_unknown": 1 - known,
    }
    # Not a product of matrices (@): small as they are, its threads would cost more than they save.
    sums = {name: np.einsum("gc,cs->gs", groups, values) for name, values in counted.items()}
    table = pd.DataFrame({name: values.ravel() for name, values in sums.items()})
    table = table.astype(dict.fromkeys(("communes", "communes_without", "communes_unknown"), "int64"))
    columns = presence.columns.to_frame(index=False)
    table = table.assign(**{name: np.tile(columns[name], len(names)) for name in columns})
    table["territory_type"] = pd.Categorical.from_codes(np.repeat(range(len(names)), len(columns)), names, ordered=True)
    table["label"] = table["service"].map({key: service.label for key, service in SERVICES.items()})
    table["series"] = [SERVICES[key].series(year) for key, year in zip(table["service"], table["year"])]
    # Where no population is held (Mayotte in some years), people are unknown, not none.
    nobody = table["people"] == 0
    table[["people", "people_without"]] = table[["people", "people_without"]].mask(nobody)
    for unit in ("communes", "people"):
        table[f"share_{unit}"] = table[f"{unit}_without"] / table[unit].where(table[unit] > 0)
    return table[_COLUMNS]


def people_by_edition(territory: Territory) -> pd.DataFrame:
    """Return the inhabitants of each commune, one column for each edition: those of the nearest year held.

    Between two years as near, the earlier.
    """
    held = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    wide = held.pivot(index="commune", columns="year", values="population")
    editions = years.held("services")
    nearest = {year: min(wide.columns, key=lambda known: (abs(known - year), known)) for year in editions}
    return pd.DataFrame({year: wide[known] for year, known in nearest.items()})


def presence(territory: Territory) -> pd.DataFrame:
    """Say for each commune of a territory whether it has each service: see `presence_of`."""
    return _everywhere(snapshot.path("services"), snapshot.path("communes")).loc[territory.communes]


@lru_cache(maxsize=2)
def _everywhere(_services: Path, _communes: Path) -> pd.DataFrame:
    """Hold the table for France: too large for a copy each time that a territory asks for its part."""
    return recall(_presence_in_france)


def _presence_in_france() -> pd.DataFrame:
    equipment = snapshot.load("services", columns=["commune", "year", "type"])
    return presence_of(equipment, snapshot.load("communes", columns=["commune", "region"]))


@remembered
def regions_not_held(service: str, edition: int) -> list[str]:
    """Return the codes of the regions for which an edition does not hold a service: see `presence_of`.

    Examples
    --------
    >>> regions_not_held("petrol", 2019)
    ['01', '02', '03', '04', '06']
    """
    known = presence(france())[service, edition].notna()
    regions = snapshot.load("communes", columns=["commune", "region"]).set_index("commune")["region"]
    return sorted(set(regions) - set(regions[known.index[known]]))


@remembered
def equipments(types: tuple[str, ...], editions: tuple[int, ...]) -> pd.DataFrame:
    """Return what France has of some types in some editions: ``commune``, ``region``, ``year``, ``type``, ``equipments``."""
    table = snapshot.load("services", columns=["commune", "region", "year", "type", "equipments"])
    table = table[table["year"].isin(editions)]
    return table[table["type"].isin(types)].reset_index(drop=True)


def held_pairs() -> set[tuple[str, int]]:
    """Return the services and the editions that hold them: (key of `SERVICES`, year)."""
    return set(_everywhere(snapshot.path("services"), snapshot.path("communes")).columns)


def summary_edition() -> int:
    """Return the last edition that holds all of `COMMON`: that which stands for today.

    Raises
    ------
    ValueError
        If no edition does.

    Examples
    --------
    >>> summary_edition()
    2019
    """
    held = held_pairs()
    whole = [year for year in years.held("services") if {(key, year) for key in COMMON} <= held]
    if not whole:
        raise ValueError(f"table 'services' holds no edition with all of {', '.join(COMMON)}")
    return whole[-1]


def without(territory: Territory, definition: str, services: Iterable[str] | None = None) -> pd.DataFrame:
    """Count the communes and people of a territory without each service, by edition and type: see `without_of`.

    Parameters
    ----------
    services : iterable of str, optional
        Keys of `SERVICES`; all by default.
    """
    table = _without_any(territory, definition)
    return table if services is None else table[table["service"].isin(list(services))].reset_index(drop=True)


@remembered
def _without_any(territory: Territory, definition: str) -> pd.DataFrame:
    kinds = geography.classify(territory, definition).set_index("commune")["territory_type"]
    return without_of(presence(territory), kinds, people_by_edition(territory))


def change(territory: Territory, definition: str) -> pd.DataFrame:
    """Compare, for each service, the first and last editions of its longest comparable run.

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``territory_type``, ``first``, ``last`` (years), then ``share_communes_first``,
        ``share_communes_last``, ``change_communes`` (last less first, in shares), and the same for people;
        ``communes_moved`` (communes more, or fewer, without); ``moved``: 1 where clearly more communes are without, -1 where fewer, 0 where neither, missing where not known
        (see `moved`). Services with a single comparable edition are left out.
    """
    table = without(territory, definition)
    runs = {key: SERVICES[key].longest(editions.unique()) for key, editions in table.groupby("service")["year"]}
    runs = {key: run for key, run in runs.items() if run[0] < run[1]}
    table = table[table["service"].isin(runs)]
    ends = []
    for place, end in enumerate(("first", "last")):
        rows = table[table["year"] == table["service"].map({key: run[place] for key, run in runs.items()})]
        names = {"year": end, "communes": f"communes_{end}"}
        names |= {f"share_{unit}": f"share_{unit}_{end}" for unit in ("communes", "people")}
        ends.append(rows.rename(columns=names)[["service", "label", "territory_type", *names.values()]])
    both = ends[0].merge(ends[1], on=["service", "label", "territory_type"], how="inner")
    for unit in ("communes", "people"):
        both[f"change_{unit}"] = both[f"share_{unit}_last"] - both[f"share_{unit}_first"]
    both["moved"] = [moved(*row) for row in zip(both["change_communes"], both["communes_last"])]
    both["communes_moved"] = (both["change_communes"] * both["communes_last"]).round()
    return both.drop(columns=["communes_first", "communes_last"])


def moved(change: float, communes: float) -> float:
    """Tell whether the share of communes without a service moved: 1, 0, -1, missing where it is not known.

    An edition counts every commune: there is no sample and no interval. A change of a point or less, or of fewer than five
    communes, is within what the file itself gets wrong.

    Examples
    --------
    >>> moved(0.02, 922), moved(0.001, 922), moved(-0.15, 20), moved(-0.25, 20)
    (1, 0, 0, -1)
    """
    margin = max(LEAST_CHANGE, (LEAST_COMMUNES - 0.5) / communes) if communes else LEAST_CHANGE
    found = words.direction(change, None, None, margin=margin)
    return np.nan if found is None else found
