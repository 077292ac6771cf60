"""Read rows of the snapshot as parts of an indicator: one row a commune, indexed by its code."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from analysis import geography, snapshot
from analysis.language import SOURCE_LANGUAGE, speak
from analysis.territories import france
from analysis.words import vintage_years


def rows(table: str, columns: list[str], **where: Any) -> pd.DataFrame:
    """Return columns of a table for the rows that hold some values, by commune."""
    frame = snapshot.load(table, columns=list(dict.fromkeys(["commune", *columns, *where])))
    for name, wanted in where.items():
        frame = frame[frame[name] == wanted]
    return by_commune(frame)[columns]


def by_date(table: str, column: str, dates: list, value: str, **where: Any) -> pd.DataFrame:
    """Return a column of a table, one row a commune and one column a date."""
    frame = snapshot.load(table, columns=list(dict.fromkeys(["commune", column, value, *where])))
    for name, wanted in where.items():
        frame = frame[frame[name] == wanted]
    found = {date: by_commune(held)[value] for date, held in frame.groupby(column)}
    return pd.DataFrame({date: found[date].reindex(every()) for date in dates if date in found}).astype("float64")


def vintage(table: str) -> str:
    """Return the years of a table that has no column of them, as a date of the catalogue: the same whatever is spoken.

    Examples
    --------
    >>> vintage("mobile")
    '2019'
    """
    # What is remembered under a date is shared by all languages.
    with speak(SOURCE_LANGUAGE):
        return vintage_years(table).replace(" to ", "-")


def every() -> pd.Index:
    """Return the codes of all communes, in order; always the same object, so that two frames of it need no matching."""
    return people().index


def people() -> pd.Series:
    """Return the inhabitants of every commune, the last held; missing where they are not. To be read only."""
    return _people_of(snapshot.version())


def places() -> pd.DataFrame:
    """Return the areas of every commune, by its code: ``departement``, ``epci`` ... To be read only."""
    return _places_of(snapshot.version())


@lru_cache(maxsize=2)
def _people_of(_version: str) -> pd.Series:
    communes = snapshot.load("communes", columns=["commune"])["commune"].astype("object").sort_values()
    held = by_commune(geography.people(france()))["population"]
    return held.reindex(pd.Index(communes)).astype("float64").rename("people")


@lru_cache(maxsize=2)
def _places_of(_version: str) -> pd.DataFrame:
    columns = ["commune", "name", "departement", "region", "epci", "zone_emploi_2020", "area_km2"]
    return by_commune(snapshot.load("communes", columns=columns)).astype("object").reindex(every())


def by_commune(frame: pd.DataFrame) -> pd.DataFrame:
    """Index a frame by commune, in plain texts: they are matched ten times as fast as those of a table."""
    return frame.set_index(pd.Index(frame["commune"].astype("object"), name="commune")).drop(columns="commune")


def share(covered: pd.Series, weight: pd.Series) -> pd.DataFrame:
    """Return the parts of a weighted mean of shares; the share is what is read of one commune, even where it weighs 0."""
    both = pd.DataFrame({"above": covered * weight, "below": weight}).astype("float64")
    return both.assign(own=covered.astype("float64"))
