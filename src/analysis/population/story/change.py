"""What the second notebook shows and says of how widely people are gained, and of the time before and after the report."""

from __future__ import annotations

from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.population import balances, change
from analysis.population.balances import TURN, last_balance_period
from analysis.population.story.wording import left_out, none_left, population_held
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, left_small, of_enough, source_line


def gaining_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the share of communes and of people that gained by moves, by type."""
    data = change.gaining(territory, definition)
    if data.empty:
        return f"Which communes of {territory.name} gained by moves is not known."
    data = of_enough(data, territory, definition)
    if data.empty:
        return none_left(territory, definition)
    unknown = int(data["communes_unknown"].sum())
    left = left_out(unknown)
    return tables.table(
        data,
        title=f"Communes of {territory.name} with more arrivals than departures, {last_balance_period()}",
        subtitle=f"Of the communes of each type, and of their people at the start{left}{left_small(territory, definition)}",
        columns={
            "territory_type": ("Type", "text"),
            "communes": ("Communes", "integer"),
            "communes_with": ("Gaining by moves", "integer"),
            "share_communes": ("Of communes", "percent"),
            "share_people": ("Of people", "percent"),
        },
        source=source_line("balance"),
    )


def gaining_reading(territory: Territory, definition: str) -> str:
    """Say whether most isolated communes gained by moves, by communes and by people."""
    data = change.gaining(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED]
    few = few_isolated(territory, definition)
    if few:
        return few
    if isolated.empty or not isolated["communes"].iloc[0]:
        return (
            f"Which isolated communes of {territory.name} gained by moves is not known: no balance of theirs is held."
        )
    row = isolated.iloc[0]
    others = data[data["territory_type"] != ISOLATED]
    beside = ""
    if others["communes"].sum() >= FEWEST_ISOLATED:
        share = others["communes_with"].sum() / others["communes"].sum()
        beside = f", against {words.percent(share)} of the other communes"
    return (
        f"{words.percent(row['share_communes'])} of isolated communes, with {words.percent(row['share_people'])} of "
        f"their people, gained by moves{beside}. In the smallest ones a family is enough to change the sign."
    )


def turn_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the annual change before and after the report by type, with intervals."""
    few = few_isolated(territory, definition)
    if few:
        return few
    data = balances.growth_before_and_after(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED].set_index("period")
    if len(isolated) < 2:
        return f"The population of isolated communes of {territory.name} is not held before and after {TURN}. {population_held(territory)}"
    data = of_enough(data, territory, definition)
    before, after = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"Isolated communes: {words.per_year(before['rate_total'])} in {isolated.index[0]}, "
        f"{words.per_year(after['rate_total'])} in {isolated.index[-1]}"
    )
    return charts.bars(
        data,
        label="territory_type",
        value="rate_total",
        group="period",
        low="low",
        high="high",
        percent=True,
        signed=True,
        title=title,
        unit=f"{territory.name}: change of population a year; lines are 95 % intervals by resampling "
        f"{words.resampled(territory)}{left_small(territory, definition)}",
        source=source_line("population"),
        alt=f"Bars of the annual change of population before and after {TURN} by type in {territory.name}. {title}.",
    )


def turn_reading(territory: Territory, definition: str) -> str:
    """Say whether the change after `TURN` differs from that before; of France where the place cannot tell it."""
    data = change.growth_shift(territory, definition).dropna(subset=["change", "low"])
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty or few_isolated(territory, definition):
        return "" if territory == france() else turn_reading(france(), definition)
    row = isolated.iloc[0]
    said = words.moved(
        row["change"], row["low"], row["high"], up="higher than before", down="lower than before",
        unclear="not clearly different",
    )  # fmt: skip
    points = words.bounds(territory, row["low"], row["high"], words.points, 2)
    return (
        f"In isolated communes of {territory.name} the change after {TURN} was {said}: "
        f"{words.points(row['change'], 2)} a year, with an interval of {points}. The report appeared in the second period: that is a date, not a cause."
    )
