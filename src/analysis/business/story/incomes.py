"""What the third notebook shows and says of the incomes of isolated communes and the others."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import incomes
from analysis.business.story.wording import beside, untold
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import edition_of, few_isolated, left_small, of_enough, source_line


def _euros(value: float) -> str:
    return gettext("{amount} €", amount=words.number(value))


def _source() -> str:
    named = source_line(*edition_of("income", "insee_filosofi", incomes.income_year()))
    return gettext("{source}; secret in the smallest communes", source=named)


def _without(territory: Territory, definition: str, sentence: str) -> str:
    """Say why there is no income of isolated communes, where they are few what is not shown; nothing where there is one."""
    if few_isolated(territory, definition):
        return untold(territory, definition, sentence)
    table = incomes.incomes(territory, definition)
    known = table.loc[table["territory_type"] == ISOLATED, "mean_eur"]
    if known.notna().any():
        return ""
    told = {"place": territory, "year": incomes.income_year()}
    if not int(table["communes"].sum()):
        return gettext("The median income of {year} is held for no commune of {place}.", **told)
    return gettext(
        "The median income of {year} is secret in most isolated communes of {place}: too few are left for a mean.",
        **told,
    )


def income_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the mean of the median incomes of communes by type, here and in France."""
    missing = _without(territory, definition, gettext("Incomes are not compared either."))
    if missing:
        return missing
    data = of_enough(beside_france(incomes.incomes, territory, definition), territory, definition)
    title = _title(territory, definition)
    unit = gettext(
        "median disposable income of the commune, euros a year per consumption unit, {year}; mean weighted by people of fiscal "
        "households, lines are 95 % intervals",
        year=incomes.income_year(),
    )
    return charts.bars(
        data.dropna(subset=["mean_eur"]),
        label="territory_type",
        value="mean_eur",
        group="place",
        low="low",
        high="high",
        title=title,
        unit=f"{unit}{left_small(territory, definition)}",
        source=_source(),
        alt=gettext(
            "Bars of the mean of communes' median incomes by type of territory, {places}. {title}.",
            places=beside(territory),
            title=title,
        ),
    )


def _told(territory: Territory, definition: str) -> tuple[int | None, dict[str, object]]:
    """Return the direction of the gap by its interval (None: not told), and what the sentences name."""
    gap, low, high = incomes.income_gap(territory, definition)
    way = words.direction(gap, low, high) if pd.notna(low) else None
    bounds = words.interval(low, high, words.signed_number)
    return way, {
        "place": territory,
        "year": incomes.income_year(),
        "own": _euros(_own(territory, definition)["mean_eur"]),
        "gap": _euros(abs(gap)) if pd.notna(gap) else "",
        "edge": gettext(" (on the edge)") if words.on_edge(low, high) else "",
        "signed": words.signed_number(gap),
        "bounds": f"{bounds} €{words.edge(territory, low, high)}",
    }


def _title(territory: Territory, definition: str) -> str:
    """Say whether incomes are lower, by the interval of the gap."""
    way, told = _told(territory, definition)
    return {
        1: gettext(
            "In isolated communes the median income of {year} is {own} on average, {gap} above the others{edge}", **told
        ),
        -1: gettext(
            "In isolated communes the median income of {year} is {own} on average, {gap} below the others{edge}", **told
        ),
        0: gettext(
            "In isolated communes the median income of {year} is {own} on average, not clearly apart from the others",
            **told,
        ),
        None: gettext("In isolated communes the median income of {year} is {own} on average", **told),
    }[way]


def _own(territory: Territory, definition: str) -> pd.Series:
    return incomes.incomes(territory, definition).set_index("territory_type").loc[ISOLATED]


def income_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the mean of the median incomes by type, and how many communes and people it is of."""
    missing = _without(territory, definition, gettext("There is no table of incomes."))
    if missing:
        return missing
    told = {"place": territory, "year": incomes.income_year()}
    subtitle = gettext(
        "Mean weighted by people of fiscal households, bounds of 95 %; known: not secret, in communes that did not merge"
    )
    return tables.table(
        of_enough(incomes.incomes(territory, definition), territory, definition),
        title=gettext("Median income of communes of {place} in {year}", **told),
        subtitle=f"{subtitle}{left_small(territory, definition)}",
        columns={
            "territory_type": (gettext("Type of territory"), "text"),
            "communes": (gettext("Known communes"), "integer"),
            "share_communes": (gettext("of communes"), "percent"),
            "share_people": (gettext("of people"), "percent"),
            "mean_eur": (gettext("Mean"), "euro"),
            "low": (gettext("Lower bound"), "euro"),
            "high": (gettext("Upper bound"), "euro"),
        },
        source=_source(),
    )


def income_reading(territory: Territory, definition: str) -> str:
    """Say the gap with its interval, and how much of the isolated communes and people is known."""
    missing = _without(territory, definition, gettext("No gap of incomes is told."))
    if missing:
        return missing
    own = _own(territory, definition)
    known = gettext(
        "It is known for {communes} of the isolated communes, with {people} of their people: the smallest are secret.",
        communes=words.percent(own["share_communes"]),
        people=words.percent(own["share_people"]),
    )
    what = gettext("A mean of medians says in what kind of commune people live, not what the middle one of them has.")
    return f"{_gap_words(territory, definition)} {known} {what}"


def _gap_words(territory: Territory, definition: str) -> str:
    way, told = _told(territory, definition)
    return {
        1: gettext(
            "In {year}, the median income of isolated communes of {place} is {own} on average, above the others (a gap of "
            "{signed} €, 95 % interval {bounds}).",
            **told,
        ),
        -1: gettext(
            "In {year}, the median income of isolated communes of {place} is {own} on average, below the others (a gap of "
            "{signed} €, 95 % interval {bounds}).",
            **told,
        ),
        0: gettext(
            "In {year}, the median income of isolated communes of {place} is {own} on average, not clearly apart from the "
            "others (a gap of {signed} €, 95 % interval {bounds}).",
            **told,
        ),
        None: gettext("In {year}, the median income of isolated communes of {place} is {own} on average.", **told),
    }[way]
