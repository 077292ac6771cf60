"""Read rows of the snapshot as parts of an indicator: one row a commune, indexed by its code."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import geography, snapshot
from analysis.snapshot import remembered
from analysis.territories import france


def rows(table: str, columns: list[str], **where: Any) -> pd.DataFrame:
    """Return columns of a table for the rows that hold some values, by commune."""
    frame = snapshot.load(table, columns=list(dict.fromkeys(["commune", *columns, *where])))
    for name, wanted in where.items():
        frame = frame[frame[name] == wanted]
    return frame.set_index("commune")[columns]


def by_date(table: str, column: str, dates: list, value: str, **where: Any) -> pd.DataFrame:
    """Return a column of a table, one row a commune and one column a date."""
    frame = snapshot.load(table, columns=list(dict.fromkeys(["commune", column, value, *where])))
    for name, wanted in where.items():
        frame = frame[frame[name] == wanted]
    wide = frame.pivot(index="commune", columns=column, values=value)
    return wide.reindex(columns=dates).astype("float64")


@remembered
def people() -> pd.Series:
    """Return the inhabitants of every commune, the last held; missing where they are not."""
    communes = snapshot.load("communes", columns=["commune"])["commune"]
    held = geography.people(france()).set_index("commune")["population"]
    return held.reindex(communes).astype("float64").rename("people")


@remembered
def places() -> pd.DataFrame:
    """Return the areas of every commune, by its code: ``departement``, ``region``, ``epci``, ``zone_emploi_2020``."""
    columns = ["commune", "name", "departement", "region", "epci", "zone_emploi_2020", "area_km2"]
    return snapshot.load("communes", columns=columns).set_index("commune")


def share(covered: pd.Series, weight: pd.Series) -> pd.DataFrame:
    """Return the parts of a weighted mean of shares; the share is what is read of one commune, even where it weighs 0."""
    both = pd.DataFrame({"above": covered * weight, "below": weight}).astype("float64")
    return both.assign(own=covered.astype("float64"))
