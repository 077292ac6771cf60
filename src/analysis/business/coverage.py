"""How far figures of employees and of unemployment can be relied on: what the files hold, what a few places make."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.business.areas import rates_followed, rates_held
from analysis.business.firms import employees_years, periods
from analysis.business.jobs import typed
from analysis.snapshot import remembered
from analysis.statistics import gap_interval, ratio, ratio_interval
from analysis.territories import ISOLATED, OVERSEAS_REGIONS, Territory


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


def zones_left(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the zones d'emploi of a territory whose unemployment is held, and not followed for it began too late.

    Returns
    -------
    DataFrame
        ``zone``, ``since`` (first year held), ``overseas``.
    """
    held, followed = rates_held(territory, definition), rates_followed(territory, definition)
    left = held[~snapshot.among(held["zone"], set(followed["zone"]))]
    table = left.groupby("zone")["year"].min().rename("since").reset_index()
    communes = snapshot.load("communes", columns=["commune", "region", "zone_emploi_2020"])
    overseas = set(communes.loc[communes["region"].isin(OVERSEAS_REGIONS), "zone_emploi_2020"].dropna())
    return table.assign(overseas=snapshot.among(table["zone"], overseas))


@remembered
def unemployment_gap(territory: Territory, definition: str, year: int) -> tuple[float, float, float]:
    """Give the rate of the most isolated class of zones less that of the least isolated, with its bootstrap interval.

    Zones are resampled: each is one draw, weighted by its people as in `areas.unemployment`.
    """
    rates = rates_followed(territory, definition)
    return gap_of_rates(rates[rates["year"] == year])


def gap_of_rates(rates: pd.DataFrame) -> tuple[float, float, float]:
    """Compare the rates of the last class of zones with those of the first.

    Parameters
    ----------
    rates : DataFrame
        ``zone``, ``isolation`` (ordered classes), ``rate_unemployment``, ``people``: one row for each zone.

    Returns
    -------
    tuple of float
        Gap, low, high; missing where there is one class alone.
    """
    classes = rates["isolation"].dropna()
    most, least = rates["isolation"].eq(classes.max()), rates["isolation"].eq(classes.min())
    frame = rates.assign(most=most, unemployed=rates["rate_unemployment"] * rates["people"])[most | least]
    return gap_interval(frame, "unemployed", "people", inside="most", cluster="zone")
