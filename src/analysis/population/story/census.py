"""What the second notebook shows and says of travel to work and of diplomas."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.language import gettext, gettext_noop
from analysis.population import census
from analysis.population.residents import isolated_held
from analysis.population.story.wording import few_areas, followed, spread, untold, width, with_areas
from analysis.statistics import impossible
from analysis.territories import ISOLATED, Territory, france, type_name
from analysis.words import enough_others, few_isolated, of_enough, source_line

MODES = {
    "none": gettext_noop("No travel"),
    "walk": gettext_noop("Walk"),
    "bicycle": gettext_noop("Bicycle"),
    "two_wheels": gettext_noop("Motor two-wheeler"),
    "car": gettext_noop("Car"),
    "public": gettext_noop("Public transport"),
}


def travel_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw how employed residents go to work, by type of territory."""
    data = census.travel(territory, definition)
    if data.empty:
        return gettext(
            "How the residents of {place} travel to work is not held: the file is of metropolitan France.",
            place=territory,
        )
    data = of_enough(data, territory, definition)
    if data.empty:
        return untold(
            territory,
            definition,
            gettext("Travel to work is not compared here: no type of territory has ten communes."),
        )
    data, left = with_areas(data, territory, definition)
    title = _travel_title(_without_travel(data))
    return charts.bars(
        data.assign(mode=pd.Categorical(data["mode"].map(MODES), categories=list(MODES.values()))),
        label="mode",
        value="share",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=gettext(
            "{place}, {year}: main means of travel to work, share of employed residents; lines are 95 % intervals{left}",
            place=territory,
            year=census.travel_year(),
            left=left,
        ),
        source=source_line("travel"),
        alt=gettext(
            "Bars of the means of travel to work by type of territory in {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def _without_travel(data: pd.DataFrame) -> pd.Series:
    none = data[data["mode"] == "none"].set_index("territory_type", drop=False)
    return none.loc[ISOLATED] if ISOLATED in none.index else none.iloc[0]


def _travel_title(row: pd.Series) -> str:
    share = words.percent(row["share"])
    if row["territory_type"] == ISOLATED:
        return gettext("{share} of employed residents work without travel in isolated communes", share=share)
    return gettext(
        "{share} of employed residents work without travel in {kind:lower}",
        share=share,
        kind=type_name(row["territory_type"]),
    )


def travel_reading(territory: Territory, definition: str) -> str:
    """Say how many work without travel in isolated communes, beside the others, and what that is not."""
    few = few_isolated(territory, definition)
    data = census.travel(territory, definition)
    if few or ISOLATED not in set(data["territory_type"]):
        said = few or gettext(
            "How people travel to work is not held for isolated communes of {place}.", place=territory
        )
        return said if territory == france() else f"{said} {travel_reading(france(), definition)}"
    row = _without_travel(data)
    share = gettext(
        "In {year}, {share} of the employed residents of isolated communes of {place} worked without travel ({interval}).",
        year=census.travel_year(),
        share=words.percent(row["share"]),
        place=territory,
        interval=spread(territory, row["low"], row["high"], words.percent, few=few_areas(territory, definition)),
    )
    gap = _travel_gap(row["share"], territory, definition)
    caveat = gettext(
        "Farmers and shopkeepers who live where they work are among them: the file does not tell them from telework."
    )
    return " ".join(part for part in (share, gap, caveat) if part)


def _travel_gap(share: float, territory: Territory, definition: str) -> str:
    """Say whether the others work without travel less often; nothing where they are too few to compare with."""
    if not enough_others(territory, definition):
        return ""
    gap, low, high = census.work_without_travel(territory, definition)
    return _gap_told(
        territory,
        definition,
        (gap, low, high),
        share,
        up=gettext("That is {points} more than in the other communes ({interval})."),
        down=gettext("That is {points} less than in the other communes ({interval})."),
        unclear=gettext("The gap with the other communes is not clear ({signed}; {interval})."),
        few=gettext("The gap with the other communes cannot be told: too few areas."),
    )


def _gap_told(
    territory: Territory, definition: str, gap: tuple[float, float, float], share: float, *, few: str, **told: str
) -> str:
    """Choose what is said of the gap between two shares, by its interval; `few` where that reaches beyond what can be."""
    change, low, high = gap
    other = share - change
    if few_areas(territory, definition, others=True) or impossible(low, high, -other, 1 - other):
        return few
    chosen = words.moved(change, low, high, **told)
    interval = spread(territory, low, high, words.points)
    return chosen.format(points=width(change), signed=words.points(change), interval=interval)


def diplomas_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people without the baccalauréat by type, first and last comparable census."""
    data = census.diplomas(territory, definition)
    if data.empty:
        return gettext(
            "The diplomas of the residents of {place} are not held: the file is of metropolitan France.",
            place=territory,
        )
    data = of_enough(data, territory, definition)
    if data.empty:
        return untold(territory, definition, gettext("Diplomas are not compared either, for the same reason."))
    data, left = with_areas(data, territory, definition)
    if ISOLATED in set(data["territory_type"]):
        told = census.with_diplomas(territory, definition)
        left = f"{followed(isolated_held(told, territory, definition))}{left}"
    title = _diplomas_title(data)
    return charts.bars(
        data.assign(year=data["year"].astype("str")),
        label="territory_type",
        value="share",
        group="year",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=gettext(
            "{place}: share of people out of school, communes weighed by all their people; lines are 95 % intervals{left}",
            place=territory,
            left=left,
        ),
        source=source_line("diplomas", "population"),
        alt=gettext(
            "Bars of the share without the baccalauréat by type of territory in {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def _diplomas_title(data: pd.DataFrame) -> str:
    """Give the first and the last share, of isolated communes or of the most urban type that is shown."""
    kind = ISOLATED if ISOLATED in set(data["territory_type"]) else data["territory_type"].iloc[0]
    rows = data[data["territory_type"] == kind].set_index("year")["share"]
    told = {
        "before": words.percent(rows.iloc[0]),
        "first": rows.index[0],
        "after": words.percent(rows.iloc[-1]),
        "last": rows.index[-1],
    }
    if kind == ISOLATED:
        return gettext("Isolated communes: {before} without the baccalauréat in {first}, {after} in {last}", **told)
    return gettext(
        "{kind}: {before} without the baccalauréat in {first}, {after} in {last}", kind=type_name(kind), **told
    )


def diplomas_reading(territory: Territory, definition: str) -> str:
    """Say the share without the baccalauréat in isolated communes, and how far it is from that of the others."""
    few = few_isolated(territory, definition)
    data = census.diplomas(territory, definition)
    if few or ISOLATED not in set(data["territory_type"]):
        said = few or gettext("Diplomas are not held for isolated communes of {place}.", place=territory)
        return said if territory == france() else f"{said} {diplomas_reading(france(), definition)}"
    row = data[data["territory_type"] == ISOLATED].iloc[-1]
    share = gettext(
        "In {year}, on average over the isolated communes of {place} weighed by their people, {share} of those out of school had no "
        "baccalauréat ({interval}).",
        year=f"{row['year']:.0f}",
        share=words.percent(row["share"]),
        place=territory,
        interval=spread(territory, row["low"], row["high"], words.percent, few=few_areas(territory, definition)),
    )
    return " ".join(part for part in (share, _diplomas_gap(row["share"], territory, definition)) if part)


def _diplomas_gap(share: float, territory: Territory, definition: str) -> str:
    """Say whether the others lack the baccalauréat less often, and that age is in the gap; nothing without enough others."""
    if not enough_others(territory, definition):
        return ""
    few = gettext("The gap with the other communes cannot be told: too few areas.")
    told = _gap_told(
        territory,
        definition,
        census.diplomas_gap(territory, definition),
        share,
        up=gettext("That is {points} more than in the other communes ({interval})."),
        down=gettext("That is {points} less than in the other communes ({interval})."),
        unclear=gettext("The gap with the other communes is not clear ({signed}; {interval})."),
        few=few,
    )
    if told == few:
        return told
    aged = gettext("Older residents left school when fewer took it: this is no gap between people of one age.")
    return f"{told} {aged}"
