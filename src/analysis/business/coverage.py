"""How far figures of private employees can be relied on: what the file holds, what the change of a few communes makes."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.business.firms import employees_years, periods
from analysis.business.jobs import typed
from analysis.statistics import ratio, ratio_interval
from analysis.territories import ISOLATED, Territory


def employees_intervals(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change of private employees of isolated communes over each of the `periods`, with its interval.

    The files count every employee; the interval says how far the change hangs on a few communes.

    Returns
    -------
    DataFrame
        ``change``, ``low``, ``high`` (shares); indexed by the columns of `employees_change` and ``change_whole``.
    """
    table = typed(snapshot.load("employees", territory), territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    wide = table.pivot(index=["commune", "cluster"], columns="year", values="employees")
    held = employees_years()
    wide = wide.reindex(columns=held).dropna()
    rows = {}
    for name, (start, end) in {**periods(), "change_whole": (held[0], held[-1])}.items():
        ends = wide[[start, end]].set_axis(["start", "end"], axis=1).astype("float64").reset_index()
        found = ratio_interval(ends, "end", "start")
        rows[name] = found[["ratio", "low", "high"]].iloc[0].astype("float64") - 1
    return pd.DataFrame(rows).T.rename(columns={"ratio": "change"})


def employees_coverage(territory: Territory, definition: str) -> pd.DataFrame:
    """Say how many communes of each type have a figure in every year, and what they hold of all known employees.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes``, ``share_communes``, ``share_employees``.
    """
    table = typed(snapshot.load("employees", territory), territory, definition)
    table = table.assign(held=table.groupby("commune")["year"].transform("size").eq(len(employees_years())))
    kept = table.assign(kept=table["employees"].where(table["held"], 0.0))
    shares = ratio(kept, "kept", "employees", by=["territory_type"]).rename(columns={"ratio": "share_employees"})
    held = table[table["held"]].drop_duplicates("commune").groupby("territory_type", observed=False).size()
    every = typed(snapshot.load("communes", territory, columns=["commune", "region"]), territory, definition)
    communes = every.groupby("territory_type", observed=False).size()
    counts = pd.DataFrame({"communes": communes, "share_communes": held / communes.where(communes > 0)}).reset_index()
    return counts.merge(shares[["territory_type", "share_employees"]], on="territory_type", how="left")
