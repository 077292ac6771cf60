"""Every figure that the profiles show: of communes, of EPCI, of départements, regions, types of territory and France."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis import geography, indicators, snapshot
from analysis.indicators import Indicator
from analysis.territories import france

AREAS = ("departement", "region", "epci")
# What an area is called in an address, and in the book.
PREFIXES = {"departement": "dep:", "region": "", "epci": "epci:", "type": "type:"}


@dataclass(frozen=True)
class Book:
    """The figures of all places.

    Attributes
    ----------
    entries : list of Indicator
    dates : dict of str to list of str
        Dates of each indicator, oldest first.
    communes : DataFrame
        By code: ``name``, ``departement``, ``region``, ``epci``, ``type`` (number of the type, -1 without), ``people``.
    values : dict of str to DataFrame
        By indicator: one row a commune, one column a date.
    reasons : dict of str to Series
        By indicator: why the last value of a commune is missing.
    territories : dict of str to DataFrame
        The same for areas by their address (``dep:15``, ``epci:...``, ``84``, ``FR``, ``type:0``).
    known : DataFrame
        Share of the people of each area who live in the communes that its value is made of, one column an indicator.
    few : dict of str to Series
        By indicator: whether the last value of a commune is one of too few jobs.
    types : list of str
        Codes of the types of territory: the book is the same in every language, whoever shows it puts it into words.
    """

    entries: list[Indicator]
    dates: dict[str, list[str]]
    communes: pd.DataFrame
    values: dict[str, pd.DataFrame]
    reasons: dict[str, pd.Series]
    territories: dict[str, pd.DataFrame]
    known: pd.DataFrame
    few: dict[str, pd.Series]
    types: list[str]


def gather(definition: str) -> Book:
    """Gather the figures under a definition of isolated. To be read only: the same book is given again."""
    return _gathered(definition, snapshot.version())


@lru_cache(maxsize=1)
def _gathered(definition: str, _version: str) -> Book:
    communes, types = _communes(definition)
    entries = list(indicators.indicators().values())
    groups = _groups(communes)
    values, reasons, territories, known = {}, {}, {}, {}
    for entry in entries:
        values[entry.key] = indicators.series_of_communes(entry.key)
        reasons[entry.key] = indicators.of_every_commune(entry.key).set_index("commune")["reason"]
        parts = [indicators.series_of_territories(entry.key, group) for group in groups]
        territories[entry.key] = pd.concat(parts)
        known[entry.key] = pd.concat([indicators.share_known(entry.key, group) for group in groups])
    dates = {key: list(frame.columns) for key, frame in values.items()}
    few = {entry.key: indicators.of_few_jobs(entry.key) for entry in entries}
    return Book(entries, dates, communes, values, reasons, territories, pd.DataFrame(known), few, types)


def _communes(definition: str) -> tuple[pd.DataFrame, list[str]]:
    people = indicators.series_of_communes("population").iloc[:, -1]
    communes = geography.classify(france(), definition)
    communes = communes.set_index(communes["commune"].astype("object")).reindex(people.index)
    kinds = communes["territory_type"]
    # The very index of the people: figures of the same communes in the same order need no matching.
    table = communes[["name", *AREAS]].astype("object").assign(type=kinds.cat.codes, people=people)
    return table.set_axis(people.index), list(kinds.cat.categories)


def _groups(communes: pd.DataFrame) -> list[pd.Series]:
    """Return the address of the area of each commune, one series for each way to group them."""
    groups = [(PREFIXES[area] + communes[area]).astype("category") for area in AREAS]
    kinds = [f"{PREFIXES['type']}{number}" if number >= 0 else None for number in communes["type"]]
    groups.append(pd.Series(kinds, index=communes.index, dtype="category"))
    groups.append(pd.Series("FR", index=communes.index, dtype="category"))
    return groups


def names() -> pd.DataFrame:
    """Return the areas by address: ``kind``, ``code``, ``name``."""
    table = snapshot.load("territories")
    table = table.assign(address=table["kind"].map(PREFIXES) + table["code"])
    whole = pd.DataFrame([{"kind": "france", "code": "FR", "name": france().name, "address": "FR"}])
    return pd.concat([table[["kind", "code", "name", "address"]], whole]).set_index("address")
