"""What the third notebook shows and says of the incomes of isolated communes and the others."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import incomes
from analysis.business.story.wording import beside
from analysis.drawing import Picture, charts, tables
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import editions, few_isolated, left_small, of_enough, source_line


def _euros(value: float) -> str:
    return f"{words.number(value)} €"


def _source() -> str:
    return f"{source_line(*editions('income', f'insee_filosofi_{incomes.income_year()}'))}; secret in the smallest communes"


def _without(territory: Territory, definition: str) -> str:
    """Say why there is no income of isolated communes; nothing where there is one."""
    few = few_isolated(territory, definition)
    table = incomes.incomes(territory, definition)
    known = table.loc[table["territory_type"] == ISOLATED, "mean_eur"]
    if few or known.notna().any():
        return few
    held = int(table["communes"].sum())
    year = incomes.income_year()
    if not held:
        return f"The median income of {year} is held for no commune of {territory.name}."
    return f"The median income of {year} is secret in most isolated communes of {territory.name}: too few are left for a mean."


def income_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the mean of the median incomes of communes by type, here and in France."""
    missing = _without(territory, definition)
    if missing:
        return missing
    data = of_enough(beside_france(incomes.incomes, territory, definition), territory, definition)
    year = incomes.income_year()
    title = _title(territory, definition)
    return charts.bars(
        data.dropna(subset=["mean_eur"]),
        label="territory_type",
        value="mean_eur",
        group="place",
        low="low",
        high="high",
        title=title,
        unit=f"median disposable income of the commune, euros a year per consumption unit, {year}; mean weighted by people, "
        f"lines are 95 % intervals{left_small(territory, definition)}",
        source=_source(),
        alt=f"Bars of the mean of communes' median incomes by type of territory, {beside(territory)}. {title}.",
    )


def _title(territory: Territory, definition: str) -> str:
    """Say whether incomes are lower, by the interval of the gap."""
    gap, low, high = incomes.income_gap(territory, definition)
    own = _own(territory, definition)["mean_eur"]
    if pd.isna(gap):
        return f"In isolated communes the median income is {_euros(own)} on average"
    more = {1: "above", -1: "below"}.get(words.direction(gap, low, high))
    where = f"{_euros(abs(gap))} {more} the others" if more else "not clearly apart from the others"
    return f"In isolated communes the median income is {_euros(own)} on average, {where}"


def _own(territory: Territory, definition: str) -> pd.Series:
    return incomes.incomes(territory, definition).set_index("territory_type").loc[ISOLATED]


def income_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the mean of the median incomes by type, and how many communes and people it is of."""
    missing = _without(territory, definition)
    if missing:
        return missing
    return tables.table(
        of_enough(incomes.incomes(territory, definition), territory, definition),
        title=f"Median income of communes in {incomes.income_year()}, {territory.name}",
        subtitle="Mean weighted by people, bounds of 95 %; known: not secret, in communes that did not merge"
        f"{left_small(territory, definition)}",
        columns={
            "territory_type": ("Type", "text"),
            "communes": ("Known communes", "integer"),
            "share_communes": ("of communes", "percent"),
            "share_people": ("of people", "percent"),
            "mean_eur": ("Mean", "euro"),
            "low": ("from", "euro"),
            "high": ("to", "euro"),
        },
        source=_source(),
    )


def income_reading(territory: Territory, definition: str) -> str:
    """Say the gap with its interval, and how much of the isolated communes and people is known."""
    missing = _without(territory, definition)
    if missing:
        return missing
    own = _own(territory, definition)
    gap, low, high = incomes.income_gap(territory, definition)
    text = f"{_title(territory, definition)}, in {territory.name} in {incomes.income_year()}"
    if pd.notna(low):
        text += (
            f" (gap of {words.signed_number(gap)} €, interval of {words.interval(low, high, words.signed_number)} €"
            f"{words.edge(territory, low, high)})"
        )
    return (
        f"{text}. It is known for {words.percent(own['share_communes'])} of the isolated communes, with "
        f"{words.percent(own['share_people'])} of their people: the smallest are secret. A mean of medians says in what kind of "
        "commune people live, not what the middle one of them has."
    )
