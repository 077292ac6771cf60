"""How widely people are gained, and how far two dates differ: shares of communes and of people, gaps with intervals."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.geography import classify
from analysis.population import balances, residents
from analysis.snapshot import remembered
from analysis.statistics import gap_interval, shares
from analysis.territories import Territory

FOLLOWED = ("retired", "craft_trade_heads")


@remembered
def gaining(territory: Territory, definition: str) -> pd.DataFrame:
    """Count the communes, and their people at the start, that gained by moves in the last period, by type.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes``, ``communes_with``, ``share_communes``, ``people``, ``people_with``,
        ``share_people``, ``communes_unknown`` (births or deaths missing: left out of the shares).
    """
    columns = ["period", "population_start", "migratory_balance"]
    frame = balances.typed("balance", territory, definition, columns)
    frame = frame[frame["period"] == balances.last_balance_period()].dropna(subset=balances.TYPE)
    return gaining_of(frame)


def gaining_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Count the communes and people with more arrivals than departures, by type.

    Parameters
    ----------
    frame : DataFrame
        ``territory_type``, ``population_start``, ``migratory_balance`` (missing where not known); one row a commune.
    """
    known = frame["migratory_balance"].notna()
    gained = (frame["migratory_balance"] > 0).astype("boolean").where(known, pd.NA)
    return shares(frame.assign(gained=gained), "gained", "population_start", balances.TYPE)


def _gaps(frame: pd.DataFrame, above: str, below: str) -> pd.DataFrame:
    """Give, by type, the ratio of the rows that are `later` less that of the others, with its interval."""
    rows = []
    for kind, part in frame.groupby("territory_type", observed=True):
        gap, low, high = gap_interval(part, above, below, inside="later")
        rows.append({"territory_type": kind, "change": gap, "low": low, "high": high})
    table = pd.DataFrame(rows, columns=["territory_type", "change", "low", "high"])
    kinds = frame["territory_type"].cat.categories
    return table.assign(territory_type=pd.Categorical(table["territory_type"], categories=kinds, ordered=True))


def occupation_change(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change, first census to last, of the shares of the retired and of those who run a firm.

    The communes held in every census stand on both sides and are resampled together, so that the interval is that
    of the change.

    Returns
    -------
    DataFrame
        ``occupation``, ``territory_type``, ``change``, ``low``, ``high`` (differences of shares).
    """
    weight = "population_aged_20_plus"
    names = [f"share_{name}" for name in FOLLOWED]
    frame = balances.typed("structure", territory, definition, ["year", weight, *names])
    frame = residents.held_in_every_year(frame.dropna(subset=[*balances.TYPE, weight, *names]))
    censuses = residents.occupation_years()
    first, last = censuses[0], censuses[-1]
    frame = frame[frame["year"].isin([first, last])]
    frame = frame.assign(later=frame["year"] == last)
    tables = [
        _gaps(frame.assign(above=frame[f"share_{name}"] * frame[weight]), "above", weight).assign(occupation=name)
        for name in FOLLOWED
    ]
    return pd.concat(tables, ignore_index=True)[["occupation", "territory_type", "change", "low", "high"]]


def growth_shift(territory: Territory, definition: str) -> pd.DataFrame:
    """Give how much the annual change of population after `population.TURN` differs from that before, by type.

    Change over mean population and years (`population.turn_years`); both periods of a commune are resampled together.

    Returns
    -------
    DataFrame
        ``territory_type``, ``change``, ``low``, ``high`` (differences of annual rates).
    """
    before, turn, after = balances.turn_years()
    table = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    wide = table.pivot(index="commune", columns="year", values="population").reindex(columns=[before, turn, after])
    wide = wide.dropna().astype("float64")
    periods = [
        pd.DataFrame(
            {"gained": wide[end] - wide[start], "person_years": (wide[start] + wide[end]) / 2 * (end - start),
             "later": start == turn}
        )
        for start, end in ((before, turn), (turn, after))
    ]  # fmt: skip
    kinds = classify(territory, definition)[["commune", "cluster", "territory_type"]].dropna()
    frame = pd.concat(periods).reset_index().merge(kinds, on="commune")
    return _gaps(frame, "gained", "person_years")
