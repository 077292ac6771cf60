"""Natural and migratory rates between any two years, to set beside published ones of other bounds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pandas as pd

from analysis import population, snapshot

PEER_TOLERANCE = 0.1
PEER_SPAN = (1999, 2013)
GUYANE = (
    "The population of Guyane did not grow evenly: the history has a single step from 2011 to 2016, and the 2/5 of it"
    " that fall before 2013 stand for 6,152 people more than the census of 2013 counts."
)
PEER_REASONS = {("region", "03"): GUYANE, ("departement", "973"): GUYANE}


def chained(periods: Iterable[str]) -> list[str]:
    """Return periods that follow each other: two editions of the series overlap, and a year must not count twice.

    Examples
    --------
    >>> chained(["1999-2008", "1999-2011", "2008-2013", "2011-2016", "2013-2019"])
    ['1999-2008', '2008-2013', '2013-2019']
    """
    kept: list[str] = []
    for period in sorted(periods):
        if not kept or period[:4] >= kept[-1][-4:]:
            kept.append(period)
    return kept


def balance_between(periods: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    """Give annual rates between two years from balances by period, each spread evenly over its years.

    Parameters
    ----------
    periods : DataFrame
        ``area``, ``period`` ("1999-2008"), ``population_start``, ``population_end``, ``natural_balance``,
        ``migratory_balance``.

    Returns
    -------
    DataFrame
        ``area`` and the columns of `population.annual_rates` over the years from `start` to `end`.
    """
    periods = periods[periods["period"].isin(chained(periods["period"].unique()))]
    bounds = periods["period"].str.split("-", expand=True).astype("int64")
    length = bounds[1] - bounds[0]
    inside = (bounds[1].clip(upper=end) - bounds[0].clip(lower=start)).clip(lower=0) / length
    slope = (periods["population_end"] - periods["population_start"]) / length
    kept = inside > 0
    table = pd.DataFrame({"area": periods["area"], "first": bounds[0]})
    table["population_start"] = periods["population_start"] + slope * (start - bounds[0]).clip(lower=0)
    table["population_end"] = periods["population_end"] - slope * (bounds[1] - end).clip(lower=0)
    for part in ("natural_balance", "migratory_balance"):
        table[part] = periods[part] * inside
    groups = table[kept].sort_values("first").groupby("area")
    sums = groups[["natural_balance", "migratory_balance"]].sum()
    sums["population_start"] = groups["population_start"].first()
    sums["population_end"] = groups["population_end"].last()
    return population.annual_rates(sums.assign(years=end - start)).reset_index()


@cache
def balances_of(column: str) -> pd.DataFrame:
    """Add the balances of the communes up by a column of the table ``communes``: see `balance_between`."""
    frame = snapshot.load("balance").dropna(subset=["natural_balance", "migratory_balance"])
    parts = ["population_start", "population_end", "natural_balance", "migratory_balance"]
    places = snapshot.load("communes", columns=["commune", column]).set_index("commune")
    area = frame["commune"].map(places[column])
    return frame.assign(area=area).groupby(["area", "period"])[parts].sum().astype("float64").reset_index()


def migratory_balances(level: str) -> pd.DataFrame:
    """Set the migratory rate of each area beside that of the history of balances, over the same fourteen years.

    Parameters
    ----------
    level : {"region", "departement"}

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``published``, ``ours``, ``difference`` (% a year), ``within``, ``reason``.
    """
    history = snapshot.load("migration_history")
    history = history[history["level"] == level].astype({"population_start": "float64", "population_end": "float64"})
    names = history.drop_duplicates("code").set_index("code")["name"]
    theirs = balance_between(history.rename(columns={"code": "area"}), *PEER_SPAN).set_index("area")
    here = balance_between(balances_of(level), *PEER_SPAN).set_index("area")
    table = pd.DataFrame({"published": theirs["rate_migratory"] * 100, "ours": here["rate_migratory"] * 100})
    table = table.assign(difference=table["ours"] - table["published"])
    table = table.assign(within=table["difference"].abs() <= PEER_TOLERANCE).rename_axis("code").reset_index()
    table.insert(1, "name", table["code"].map(names))
    reasons = table["code"].map(lambda code: PEER_REASONS.get((level, code)))
    return table.assign(reason=reasons.where(~table["within"], ""))
