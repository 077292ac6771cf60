"""Which communes, and how many people, have no shop, doctor, post or public office, by edition and type of territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import isolation, snapshot
from analysis.territory import Territory

EDITIONS = (2009, 2013, 2018, 2019, 2020)
# The edition of 2020 is held for some families only.
WHOLE_EDITIONS = (2009, 2013, 2018, 2019)
SUMMARY_EDITION = 2019
# Regions that an edition does not cover: their communes are unknown in it, not without.
UNCOVERED = {2009: ("06",)}
ALL_COMMUNES = "All communes"

SHOPS = ("B101", "B102", "B201", "B202", "B204")
SCHOOLS = ("C101", "C102", "C104", "C105")
POST = ("A206", "A207", "A208")
TAX = ("A119", "A120", "A121")


@dataclass(frozen=True)
class Service:
    """A service that a person looks for, and the official types of equipment that give it.

    Attributes
    ----------
    key, label : str
        What to type; name to print.
    codes : dict of int to tuple of str
        Types by edition of the base permanente des équipements; an edition that is not there does not hold the service.
    breaks : tuple of int
        Editions from which the figures cannot be compared with those before: another nomenclature or source.
    note : str
        Why, in plain words.
    """

    key: str
    label: str
    codes: dict[int, tuple[str, ...]]
    breaks: tuple[int, ...] = ()
    note: str = ""

    def series(self, year: int) -> int:
        """Return the first edition that can be compared with this one."""
        starts = [min(self.codes), *self.breaks]
        return max(start for start in starts if start <= year)

    def longest(self) -> tuple[int, int]:
        """Return the first and last editions of the longest run that can be compared."""
        runs = [
            [year for year in self.codes if self.series(year) == start] for start in (min(self.codes), *self.breaks)
        ]
        run = max(runs, key=lambda years: max(years) - min(years))
        return min(run), max(run)


def _same(codes: tuple[str, ...], editions: Iterable[int] = WHOLE_EDITIONS) -> dict[int, tuple[str, ...]]:
    return dict.fromkeys(editions, codes)


_CATALOGUE = (
    Service("food_shop", "Food shop", _same(SHOPS, EDITIONS), note="hypermarket to grocery, and butchers; no bakery"),
    Service("food_or_bakery", "Food shop or bakery", _same((*SHOPS, "B203"), EDITIONS)),
    Service(
        "school", "Primary school", _same(SCHOOLS, EDITIONS), note="nursery or elementary, a class of a grouping too"
    ),
    Service("secondary_school", "Lower secondary school (collège)", _same(("C201",))),
    Service("gp", "General practitioner", _same(("D201",)), note="not held in the edition of 2020"),
    Service("nurse", "Nurse", _same(("D232",))),
    Service("dentist", "Dentist", _same(("D221",))),
    Service(
        "pharmacy",
        "Pharmacy",
        _same(("D301",)) | {2020: ("D307",)},
        breaks=(2020,),
        note="another source from 2020 on, with about 12 % fewer pharmacies",
    ),
    Service("emergency", "Hospital emergency ward", _same(("D106",), EDITIONS)),
    Service(
        "post_point",
        "Post point (office, agency or relay)",
        _same(POST, (2013, 2018, 2019)),
        note="agencies and relays are not in the edition of 2009",
    ),
    Service(
        "post_office",
        "Post office",
        {2009: ("A201",)} | _same(("A206",), (2013, 2018, 2019)),
        breaks=(2013,),
        note="nomenclature changed between 2009 and 2013",
    ),
    Service("bank", "Bank", _same(("A203",))),
    Service("police", "Police or gendarmerie", _same(("A101", "A104"))),
    Service(
        "petrol",
        "Petrol station",
        {2013: ("B314",)} | _same(("B316",), (2018, 2019, 2020)),
        breaks=(2018,),
        note="another source from 2018 on; not in the edition of 2009",
    ),
    Service(
        "tax_office",
        "Tax office",
        {2009: ("A102",)} | _same(TAX, (2013, 2018, 2019)),
        breaks=(2013,),
        note="trésoreries in 2009, public finance offices since",
    ),
    Service(
        "job_centre",
        "Job centre (Pôle emploi)",
        {2009: ("A103",), 2013: ("A110", "A111", "A112")} | _same(("A122",), (2018, 2019)),
        breaks=(2013, 2018),
        note="three nomenclatures; partners' desks are not counted",
    ),
    Service(
        "public_service_house",
        "Public-service house",
        {2013: ("A116",), 2019: ("A127",)},
        breaks=(2019,),
        note="relais and maisons de service public in 2013, MSAP or France services in 2019",
    ),
)
SERVICES: dict[str, Service] = {service.key: service for service in _CATALOGUE}


_COLUMNS = ["service", "label", "year", "series", "territory_type", "communes", "communes_without", "share_communes"]
_COLUMNS += ["people", "people_without", "share_people", "communes_unknown"]


def presence_of(
    equipment: pd.DataFrame, communes: pd.DataFrame, services: Iterable[Service] = _CATALOGUE
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
        Indexed by commune, columns (service, year): 1.0, 0.0, or missing where the edition does not cover the region.
        An edition that does not hold the service has no column.
    """
    services = list(services)
    pairs = sorted({(year, name) for service in services for year, types in service.codes.items() for name in types})
    there = _there(equipment, pd.Index(communes["commune"]), pairs)
    columns = {}
    for service in services:
        for year, types in service.codes.items():
            having = there[[pairs.index((year, name)) for name in types]].any(axis=0)
            unknown = communes["region"].isin(UNCOVERED.get(year, ())).to_numpy(dtype=bool)
            columns[service.key, year] = np.where(unknown, np.nan, having)
    names = pd.MultiIndex.from_tuples(list(columns), names=["service", "year"])
    return pd.DataFrame(dict(enumerate(columns.values())), index=pd.Index(communes["commune"])).set_axis(names, axis=1)


def _there(equipment: pd.DataFrame, communes: pd.Index, pairs: list[tuple[int, str]]) -> np.ndarray:
    """Return a table of truth: edition and type (rows) by commune (columns)."""
    # Numbers in the place of texts: France has millions of rows.
    places, types = equipment["commune"].astype("category"), equipment["type"].astype("category")
    columns = communes.get_indexer(places.cat.categories)[places.cat.codes]
    known_types = {name: place for place, name in enumerate(types.cat.categories)}
    row_of = np.full((max(EDITIONS) + 1, len(known_types) + 1), -1)
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
    known = presence.notna().to_numpy()
    lacking = presence.eq(0).to_numpy()
    weights = people.reindex(presence.index)[presence.columns.get_level_values("year")].to_numpy(dtype="float64")
    weights = np.nan_to_num(weights)
    frames = []
    for name in [*kinds.cat.categories, ALL_COMMUNES]:
        here = np.ones(len(kinds), dtype=bool) if name == ALL_COMMUNES else (kinds == name).to_numpy(dtype=bool)
        sums = {
            "communes": known[here].sum(axis=0),
            "communes_without": lacking[here].sum(axis=0),
            "people": (weights[here] * known[here]).sum(axis=0),
            "people_without": (weights[here] * lacking[here]).sum(axis=0),
            "communes_unknown": here.sum() - known[here].sum(axis=0),
        }
        frames.append(pd.DataFrame(sums, index=presence.columns).reset_index().assign(territory_type=name))
    table = pd.concat(frames, ignore_index=True)
    table["territory_type"] = pd.Categorical(
        table["territory_type"], [*kinds.cat.categories, ALL_COMMUNES], ordered=True
    )
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
    nearest = {year: min(wide.columns, key=lambda known: (abs(known - year), known)) for year in EDITIONS}
    return pd.DataFrame({year: wide[known] for year, known in nearest.items()})


def presence(territory: Territory) -> pd.DataFrame:
    """Say for each commune of a territory whether it has each service: see `presence_of`."""
    return _everywhere(snapshot.path("services"), snapshot.path("communes")).loc[territory.communes]


@lru_cache(maxsize=2)
def _everywhere(_services: Path, _communes: Path) -> pd.DataFrame:
    """Make the table for France once: distances need it whole, and ranks ask for every territory."""
    equipment = snapshot.load("services", columns=["commune", "year", "type"])
    return presence_of(equipment, snapshot.load("communes", columns=["commune", "region"]))


def without(territory: Territory, definition: str, services: Iterable[str] | None = None) -> pd.DataFrame:
    """Count the communes and people of a territory without each service, by edition and type: see `without_of`.

    Parameters
    ----------
    services : iterable of str, optional
        Keys of `SERVICES`; all by default.
    """
    held = presence(territory)
    if services is not None:
        held = held[[column for column in held.columns if column[0] in set(services)]]
    kinds = isolation.classify(territory, definition).set_index("commune")["territory_type"]
    return without_of(held, kinds, people_by_edition(territory))


def change(territory: Territory, definition: str) -> pd.DataFrame:
    """Compare, for each service, the first and last editions of its longest comparable run.

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``territory_type``, ``first``, ``last`` (years), then ``share_communes_first``,
        ``share_communes_last``, ``change_communes`` (last less first, in shares), and the same for people. Services
        with a single comparable edition are left out.
    """
    runs = {key: service.longest() for key, service in SERVICES.items()}
    runs = {key: run for key, run in runs.items() if run[0] < run[1]}
    table = without(territory, definition, runs)
    ends = []
    for place, end in enumerate(("first", "last")):
        rows = table[table["year"] == table["service"].map({key: run[place] for key, run in runs.items()})]
        names = {"year": end, "share_communes": f"share_communes_{end}", "share_people": f"share_people_{end}"}
        ends.append(rows.rename(columns=names)[["service", "label", "territory_type", *names.values()]])
    both = ends[0].merge(ends[1], on=["service", "label", "territory_type"], how="inner")
    for unit in ("communes", "people"):
        both[f"change_{unit}"] = both[f"share_{unit}_last"] - both[f"share_{unit}_first"]
    return both
