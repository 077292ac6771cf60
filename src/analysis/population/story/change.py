"""What the second notebook shows and says of how widely people are gained, and of the time before and after the report."""

from __future__ import annotations

from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext
from analysis.population import balances, change
from analysis.population.balances import TURN, last_balance_period
from analysis.population.story.wording import few_areas, left_out, population_held, spread, untold, width, with_areas
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, left_small, of_enough, source_line


def gaining_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the share of communes and of people that gained by moves, by type."""
    data = change.gaining(territory, definition)
    if data.empty:
        return gettext("Which communes of {place} gained by moves is not known.", place=territory)
    data = of_enough(data, territory, definition)
    if data.empty:
        return untold(
            territory, definition, gettext("No type of territory has ten communes here, to count those that gained.")
        )
    return tables.table(
        data,
        title=gettext(
            "Communes of {place} with more arrivals than departures, {period}",
            place=territory,
            period=last_balance_period(),
        ),
        subtitle=gettext(
            "Of the communes of each type, and of their people at the start{unknown}{left}",
            unknown=left_out(int(data["communes_unknown"].sum())),
            left=left_small(territory, definition),
        ),
        columns={
            "territory_type": (gettext("Type"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "communes_with": (gettext("Gaining by moves"), "integer"),
            "share_communes": (gettext("Of communes"), "percent"),
            "share_people": (gettext("Of people"), "percent"),
        },
        source=source_line("balance"),
    )


def gaining_reading(territory: Territory, definition: str) -> str:
    """Say which part of isolated communes gained by moves, by communes and by people; of France where few are isolated."""
    data = change.gaining(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED]
    few = few_isolated(territory, definition)
    if few:
        return few if territory == france() else f"{few} {gaining_reading(france(), definition)}"
    if isolated.empty or not isolated["communes"].iloc[0]:
        return gettext(
            "Which isolated communes of {place} gained by moves is not known: no balance of theirs is held.",
            place=territory,
        )
    row = isolated.iloc[0]
    others = data[data["territory_type"] != ISOLATED]
    told = {
        "place": territory,
        "communes": words.percent(row["share_communes"]),
        "people": words.percent(row["share_people"]),
        "period": last_balance_period(),
    }
    if others["communes"].sum() >= FEWEST_ISOLATED:
        return gettext(
            "In {period}, {communes} of the isolated communes of {place}, with {people} of their people, gained by moves; so "
            "did {others} of the other communes, with {others_people} of theirs. In the smallest ones a family is enough to change "
            "the sign.",
            others=words.percent(others["communes_with"].sum() / others["communes"].sum()),
            others_people=words.percent(others["people_with"].sum() / others["people"].sum()),
            **told,
        )
    return gettext(
        "In {period}, {communes} of the isolated communes of {place}, with {people} of their people, gained by moves. In the "
        "smallest ones a family is enough to change the sign.",
        **told,
    )


def turn_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the annual change before and after the report by type, with intervals."""
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("The two periods are compared for France alone."))
    data = balances.growth_before_and_after(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED].set_index("period")
    if len(isolated) < 2:
        missing = gettext(
            "The population of isolated communes of {place} is not held before and after {year}.",
            place=territory,
            year=TURN,
        )
        return f"{missing} {population_held(territory)}"
    data, left = with_areas(of_enough(data, territory, definition), territory, definition)
    before, after = isolated.iloc[0], isolated.iloc[-1]
    title = gettext(
        "Isolated communes: {before} in {first}, {after} in {last}",
        before=words.per_year(before["rate_total"]),
        first=isolated.index[0],
        after=words.per_year(after["rate_total"]),
        last=isolated.index[-1],
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
        unit=gettext(
            "{place}: change of population a year; lines are 95 % intervals by resampling {areas}{left}",
            place=territory,
            areas=words.resampled(territory),
            left=left,
        ),
        source=source_line("population"),
        alt=gettext(
            "Bars of the annual change of population before and after {year} by type in {place}. {title}.",
            year=TURN,
            place=territory,
            title=title,
        ),
    )


def turn_reading(territory: Territory, definition: str) -> str:
    """Say whether the change after `TURN` differs from that before; of France where the place cannot tell it."""
    data = change.growth_shift(territory, definition).dropna(subset=["change", "low"])
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty or few_isolated(territory, definition):
        return "" if territory == france() else turn_reading(france(), definition)
    row, few = isolated.iloc[0], few_areas(territory, definition)
    told = {
        "place": territory,
        "year": TURN,
        "points": width(row["change"], 2),
        "signed": words.points(row["change"], 2),
        "interval": spread(territory, row["low"], row["high"], words.points, 2),
    }
    if few:
        return gettext(
            "In isolated communes of {place} the years before and after {year} cannot be compared: they lie in too few areas.",
            **told,
        )
    unclear = gettext(
        "In isolated communes of {place} the change after {year} is not clearly apart from that before: {signed} a year "
        "({interval}).",
        **told,
    )
    up = gettext(
        "In isolated communes of {place} the change after {year} was higher than before, by {points} a year ({interval}).",
        **told,
    )
    down = gettext(
        "In isolated communes of {place} the change after {year} was lower than before, by {points} a year ({interval}).",
        **told,
    )
    said = words.moved(row["change"], row["low"], row["high"], up=up, down=down, unclear=unclear)
    dated = gettext("The report appeared in the second period: that is a date, not a cause.")
    return f"{said} {dated}"
