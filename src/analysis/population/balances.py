"""Do isolated territories gain people? Natural and migratory balances, and growth before and after the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import classify, enough_isolated, latest_year
from analysis.snapshot import remembered, years
from analysis.statistics import own_rows, ratio_interval
from analysis.territories import ALL_COMMUNES, KINDS_WITH_PEERS, Territory, france

TYPE = ["territory_type"]
# Where a rate has no interval, less than this a year is no change.
LEAST_RATE = 0.0005
# INSEE advises against reading the census of a place with fewer people.
FEWEST_PEOPLE = 2000


# The report appeared in January 2017: what came after is measured from the year before.
TURN = 2016
# About as long before it as there is after: the census nearest to that is the first bound.
YEARS_BEFORE_TURN = 8


def last_balance_period() -> str:
    """Return the last period whose births and deaths are held, so that moves are told apart.

    Examples
    --------
    >>> last_balance_period()
    '2013-2019'
    """
    return years.last("balance", "period", known="natural_balance")


def last_death_year() -> int:
    """Return the last year whose deaths are held by commune: the last balance ends on the first of January after it.

    Examples
    --------
    >>> last_death_year()
    2018
    """
    return int(last_balance_period()[-4:]) - 1


def balance_period_near(asked: tuple[int, int]) -> str:
    """Return the period with births and deaths that is nearest to the one asked.

    Examples
    --------
    >>> balance_period_near((2008, 2013))
    '2008-2013'
    """
    held = [period.split("-") for period in years.held("balance", "period", known="natural_balance")]
    start, end = years.nearest_period([(int(first), int(last)) for first, last in held], asked)
    return f"{start}-{end}"


def turn_years() -> tuple[int, int, int]:
    """Return the bounds of the two periods that the report parts; the last is that of the population in force."""
    return years.nearest("population", TURN - YEARS_BEFORE_TURN), TURN, latest_year()


def typed(table: str, territory: Territory, definition: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Load a table by commune with the département, the cluster of intervals and the type of each commune."""
    wanted = None if columns is None else ["commune", "region", *columns]
    frame = snapshot.load(table, territory, columns=wanted)
    kinds = classify(territory, definition)[["commune", "departement", "cluster", "territory_type"]]
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

    A commune with births or deaths missing in a period is left out of it and counted, unless all communes of the place lack
    them in that period: then only the total is given.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table ``balance`` with the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``years``, the sums, the rates of `annual_rates`, ``communes_unknown``.
    """
    known, held = _known_and_held(frame, [name for name in by if name in KINDS_WITH_PEERS])
    groups = frame[known | ~held].groupby(list(by), observed=True)
    sums = pd.concat(
        [
            groups.agg(
                years=("years", "first"),
                population_start=("population_start", "sum"),
                population_end=("population_end", "sum"),
            ),
            groups[["natural_balance", "migratory_balance"]].sum(min_count=1),
        ],
        axis=1,
    )
    unknown = (~known & held).groupby([frame[name] for name in by], observed=True).sum().rename("communes_unknown")
    return annual_rates(sums.join(unknown).reset_index())


def _known_and_held(frame: pd.DataFrame, places: Sequence[str] = ()) -> tuple[pd.Series, pd.Series]:
    """Tell which rows have births and deaths, and which stand in a period where some commune of the place has them."""
    known = frame["natural_balance"].notna()
    return known, known.groupby([frame[name] for name in (*places, "period")], observed=True).transform("any")


@remembered
def balance(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the balances of a territory by type and period: see `balance_of`.

    Examples
    --------
    >>> balance(Territory.parse("94"), "zau").columns[:3].tolist()
    ['territory_type', 'period', 'years']
    """
    if territory.kind in KINDS_WITH_PEERS:
        return own_rows(_balance_of_every(territory.kind, definition), territory)
    return balance_of(typed("balance", territory, definition).dropna(subset=TYPE))


@remembered
def _balance_of_every(kind: str, definition: str) -> pd.DataFrame:
    """Give `balance` in every region, or département, at once: each is set beside its peers."""
    frame = typed("balance", france(), definition).dropna(subset=TYPE)
    return balance_of(frame, [kind, *TYPE, "period"])


@remembered
def balance_of_all(territory: Territory) -> pd.DataFrame:
    """Give the balances of a whole territory by period, each commune counted, of whatever type: see `balance_of`."""
    frame = snapshot.load("balance", territory)
    return balance_of(frame.assign(territory_type=ALL_COMMUNES))


@remembered
def balance_of_enough(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `balance` where enough communes are isolated, no row elsewhere: what ranks of peers are made of."""
    table = balance(territory, definition)
    return table if enough_isolated(territory, definition) else table.iloc[:0]


def rate_intervals_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the bootstrap intervals of the annual rates of `balance_of`, by type and period.

    Returns
    -------
    DataFrame
        ``territory_type``, ``period`` and ``low_PART``, ``high_PART`` for total, natural and migratory (shares a year).
    """
    known, held = _known_and_held(frame)
    kept, keys = frame[known | ~held], [*TYPE, "period"]
    length = kept.groupby("period")["years"].first().astype("float64")
    table = kept[keys].drop_duplicates().sort_values(keys, ignore_index=True)
    ends = {"total": "population_end", "natural": "natural_balance", "migratory": "migratory_balance"}
    for part, above in ends.items():
        found = ratio_interval(kept, above, "population_start", keys)
        span, bounds = found["period"].map(length), found[["low", "high"]].astype("float64")
        yearly = bounds.pow(1 / span, axis=0) - 1 if part == "total" else bounds.div(span, axis=0)
        yearly = found[keys].join(yearly.set_axis([f"low_{part}", f"high_{part}"], axis=1))
        table = table.merge(yearly, on=keys, how="left")
    return table


@remembered
def rate_intervals(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the intervals of the annual rates of a territory by type and period: see `rate_intervals_of`."""
    return rate_intervals_of(typed("balance", territory, definition).dropna(subset=TYPE))


@remembered
def balance_by_epci(territory: Territory) -> pd.DataFrame:
    """Give the annual rates in `last_balance_period` of the EPCI that reach into a territory, each of them whole.

    Returns
    -------
    DataFrame
        ``epci``, ``epci_name``, ``years``, the sums and rates of `balance_of`, ``communes_unknown``. The rates of an EPCI
        under `FEWEST_PEOPLE` are missing: so few people are no place for a difference of two censuses.
    """
    names = snapshot.load("communes", columns=["commune", "epci", "epci_name"]).dropna(subset=["epci"])
    reached = names.loc[snapshot.among(names["commune"], territory.communes), "epci"]
    frame = snapshot.load("balance")
    frame = frame[frame["period"] == last_balance_period()].merge(names[names["epci"].isin(reached)], on="commune")
    table = balance_of(frame, ["epci", "epci_name", "period"])
    rates = ["rate_total", "rate_natural", "rate_migratory"]
    return table.assign(**table[rates].where(table["population_start"] >= FEWEST_PEOPLE))


def epcis_beyond(territory: Territory) -> int:
    """Count the EPCI with communes in a territory and communes outside it."""
    table = snapshot.load("communes", columns=["commune", "epci"]).dropna(subset=["epci"])
    inside = snapshot.among(table["commune"], territory.communes)
    return len(set(table.loc[inside, "epci"]) & set(table.loc[~inside, "epci"]))


def growth_before_and_after(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the annual change of population by type before and after `TURN`, with bootstrap intervals.

    Returns
    -------
    DataFrame
        ``territory_type``, ``period``, ``years``, ``population_start``, ``population_end``, ``rate_total``, ``low``,
        ``high`` (share a year).
    """
    frame = typed("population", territory, definition, ["year", "population"]).dropna(subset=TYPE)
    wide = frame.pivot(index=["commune", "cluster", *TYPE], columns="year", values="population")
    tables = []
    for start, end in pairwise(turn_years()):
        if not {start, end} <= set(wide):
            continue
        ends = wide[[start, end]].set_axis(["population_start", "population_end"], axis=1).reset_index()
        table = ratio_interval(ends, "population_end", "population_start", TYPE)
        table["period"], table["years"] = f"{start}-{end}", end - start
        rates = table[["ratio", "low", "high"]] ** (1 / (end - start)) - 1
        tables.append(table.assign(rate_total=rates["ratio"], low=rates["low"], high=rates["high"]))
    columns = [*TYPE, "period", "years", "population_start", "population_end", "rate_total", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
