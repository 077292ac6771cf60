"""Do isolated territories gain people? Balances, ages, occupations and housing by type of territory."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import snapshot, years
from analysis.isolation import classify, latest_year
from analysis.memory import remembered
from analysis.statistics import ratio_interval
from analysis.territory import Territory

TYPE = ["territory_type"]
AGES = ("0_14", "15_29", "30_44", "45_59", "60_74", "75_plus")
OCCUPATIONS = {
    "farmers": "Farmers",
    "craft_trade_heads": "Craftspeople, traders, heads of firms",
    "executives": "Executives, intellectual professions",
    "intermediate": "Intermediate professions",
    "clerical": "Clerical workers",
    "manual": "Manual workers",
    "retired": "Retired",
    "other_inactive": "Others without work",
}
HOUSING = {"share_second_homes": "dwellings", "share_vacant": "dwellings", "share_recent_movers": "households"}
# The report appeared in January 2017: what came after is measured from the year before.
TURN = 2016
BEFORE_TURN = 2008


def last_balance_period() -> str:
    """Return the last period whose births and deaths are held, so that moves are told apart.

    Examples
    --------
    >>> last_balance_period()
    '2013-2019'
    """
    return years.last("balance", "period", known="natural_balance")


def occupation_years() -> list[int]:
    """Return the censuses that tell occupations, oldest first."""
    return years.held("structure", known="share_retired")


def turn_years() -> tuple[int, int, int]:
    """Return the bounds of the two periods that the report parts; the last is that of the population in force."""
    return BEFORE_TURN, TURN, latest_year()


def typed(table: str, territory: Territory, definition: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Load a table by commune with the département and the type of each commune."""
    wanted = None if columns is None else ["commune", "region", *columns]
    frame = snapshot.load(table, territory, columns=wanted)
    kinds = classify(territory, definition)[["commune", "departement", "territory_type"]]
    return frame.merge(kinds, on="commune", how="left")


def annual_rates(sums: pd.DataFrame) -> pd.DataFrame:
    """Add the annual rates of change and of its two parts.

    The total is the geometric mean of the period; each part takes its share of it, so that the two add up to the total
    exactly. Where the population did not change, the parts are divided by the start and the years.

    Parameters
    ----------
    sums : DataFrame
        ``population_start``, ``population_end``, ``natural_balance``, ``migratory_balance``, ``years``.

    Returns
    -------
    DataFrame
        The same with ``rate_total``, ``rate_natural``, ``rate_migratory`` (share a year; missing where a part is).
    """
    start, end, length = (sums[name].astype("float64") for name in ("population_start", "population_end", "years"))
    change = end - start
    total = (end / start.where(start > 0)) ** (1 / length) - 1
    factor = np.where(change != 0, total / change.where(change != 0), 1 / (start.where(start > 0) * length))
    return sums.assign(
        rate_total=total,
        rate_natural=sums["natural_balance"] * factor,
        rate_migratory=sums["migratory_balance"] * factor,
    )


def balance_of(frame: pd.DataFrame, by: Sequence[str] = ("territory_type", "period")) -> pd.DataFrame:
    """Add balances up by group and give their annual rates.

    A commune with births or deaths missing in a period is left out of it and counted, unless the whole period lacks
    them: then only the total is given.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table ``balance`` with the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``years``, the sums, the rates of `annual_rates`, ``communes_unknown``.
    """
    known = frame["natural_balance"].notna()
    held = known.groupby(frame["period"]).transform("any")
    kept = frame[known | ~held]
    sums = kept.groupby(list(by), observed=True).agg(
        years=("years", "first"),
        population_start=("population_start", "sum"),
        population_end=("population_end", "sum"),
        natural_balance=("natural_balance", lambda part: part.sum(min_count=1)),
        migratory_balance=("migratory_balance", lambda part: part.sum(min_count=1)),
    )
    unknown = (~known & held).groupby([frame[name] for name in by], observed=True).sum().rename("communes_unknown")
    return annual_rates(sums.join(unknown).reset_index())


@remembered
def balance(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the balances of a territory by type and period: see `balance_of`.

    Examples
    --------
    >>> balance(Territory.parse("94"), "zau").columns[:3].tolist()
    ['territory_type', 'period', 'years']
    """
    return balance_of(typed("balance", territory, definition).dropna(subset=TYPE))


def balance_by_commune(territory: Territory) -> pd.DataFrame:
    """Give the annual rates of each commune in `last_balance_period`; missing where births or deaths are.

    Returns
    -------
    DataFrame
        ``commune``, ``population_start``, ``rate_total``, ``rate_natural``, ``rate_migratory``.
    """
    frame = snapshot.load("balance", territory)
    rates = annual_rates(frame[frame["period"] == last_balance_period()])
    return rates[["commune", "population_start", "rate_total", "rate_natural", "rate_migratory"]].reset_index(drop=True)


def ages(territory: Territory, definition: str) -> pd.DataFrame:
    """Count people by age class, type and census.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``age_class``, ``people``, ``share`` (adds up to 1 by type and year).
    """
    columns = {f"population_aged_{age}": age for age in AGES}
    frame = typed("structure", territory, definition, ["year", *columns]).dropna(subset=[*columns, *TYPE])
    sums = frame.groupby([*TYPE, "year"], observed=True)[list(columns)].sum().rename(columns=columns)
    long = sums.rename_axis(columns="age_class").stack().rename("people").reset_index()
    whole = long.groupby([*TYPE, "year"], observed=True)["people"].transform("sum")
    return long.assign(share=long["people"] / whole.where(whole > 0))


@remembered
def ages_60_plus(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the share of people aged 60 and over by type and census.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``people``, ``people_60_plus``, ``share_aged_60_plus``.
    """
    table = ages(territory, definition)
    old = table[table["age_class"].isin(["60_74", "75_plus"])]
    keys = [*TYPE, "year"]
    both = table.groupby(keys, observed=True)["people"].sum().to_frame("people")
    both["people_60_plus"] = old.groupby(keys, observed=True)["people"].sum()
    both["share_aged_60_plus"] = both["people_60_plus"] / both["people"].where(both["people"] > 0)
    return both.reset_index()


def growth_before_and_after(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the annual change of population by type before and after `TURN`, with bootstrap intervals.

    Returns
    -------
    DataFrame
        ``territory_type``, ``period``, ``years``, ``population_start``, ``population_end``, ``rate_total``, ``low``,
        ``high`` (share a year), ``resampled``.
    """
    frame = typed("population", territory, definition, ["year", "population"]).dropna(subset=TYPE)
    wide = frame.pivot(index=["commune", "departement", *TYPE], columns="year", values="population")
    tables = []
    for start, end in pairwise(turn_years()):
        if not {start, end} <= set(wide):
            continue
        ends = wide[[start, end]].set_axis(["population_start", "population_end"], axis=1).reset_index()
        table = ratio_interval(ends, "population_end", "population_start", TYPE)
        table["period"], table["years"] = f"{start}-{end}", end - start
        rates = table[["ratio", "low", "high"]] ** (1 / (end - start)) - 1
        tables.append(table.assign(rate_total=rates["ratio"], low=rates["low"], high=rates["high"]))
    columns = [*TYPE, "period", "years", "population_start", "population_end", "rate_total", "low", "high", "resampled"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _weighted_shares(frame: pd.DataFrame, weights: dict[str, str]) -> pd.DataFrame:
    """Give each share by type and year with its own weight and a bootstrap interval; all years share the draws."""
    tables = []
    places = frame[["commune", "departement", "year", *TYPE]]
    for share, weight in weights.items():
        counted = places.assign(above=frame[share] * frame[weight], below=frame[weight])
        table = ratio_interval(counted, "above", "below", ["year", *TYPE]).assign(measure=share)
        tables.append(table.rename(columns={"ratio": "share"}))
    columns = [*TYPE, "year", "measure", "share", "low", "high", "resampled"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def held_in_every_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the communes that have a row in every year of a frame: two years then describe the same places."""
    held = frame.groupby("commune")["year"].transform("nunique")
    return frame[held == frame["year"].nunique()]


@remembered
def occupations(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the share of each occupation among people aged 15 and over by census (metropolitan France).

    Sampled: the intervals resample départements. Weighted by people aged 20 and over, the nearest count that is held,
    in the communes held in all the censuses.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``occupation``, ``label``, ``share``, ``low``, ``high``, ``resampled``.
    """
    weights = {f"share_{name}": "population_aged_20_plus" for name in OCCUPATIONS}
    columns = ["year", "population_aged_20_plus", *weights]
    frame = typed("structure", territory, definition, columns).dropna(subset=TYPE)
    table = _weighted_shares(held_in_every_year(frame.dropna(subset=columns)), weights)
    table["occupation"] = table.pop("measure").str.removeprefix("share_")
    return table.assign(label=table["occupation"].map(OCCUPATIONS))


def housing(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the shares of second homes, vacant dwellings and recent movers by type (metropolitan France).

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``measure``, ``share``, ``low``, ``high``, ``resampled``.
    """
    columns = ["year", *HOUSING, "dwellings", "households"]
    frame = typed("structure", territory, definition, columns).dropna(subset=TYPE)
    return _weighted_shares(frame, HOUSING)
