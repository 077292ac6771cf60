"""What the second notebook shows and says of travel to work and of diplomas."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.population import census
from analysis.population.story.wording import none_left
from analysis.territories import ISOLATED, Territory, france, label_of
from analysis.words import few_isolated, left_small, of_enough, source_line

MODES = {
    "none": "No travel",
    "walk": "Walk",
    "bicycle": "Bicycle",
    "two_wheels": "Motor two-wheeler",
    "car": "Car",
    "public": "Public transport",
}
CAVEAT = "Farmers and shopkeepers who live where they work are in it: it is not telework."


def travel_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw how employed residents go to work, by type of territory."""
    data = census.travel(territory, definition)
    if data.empty:
        return f"How the residents of {territory.name} travel to work is not held: the file is of metropolitan France."
    data = of_enough(data, territory, definition)
    if data.empty:
        return none_left(territory, definition)
    row = _without_travel(data)
    whose = "isolated communes" if ISOLATED in set(data["territory_type"]) else label_of(row["territory_type"]).lower()
    title = f"{words.percent(row['share'])} of employed residents work without travel in {whose}"
    return charts.bars(
        data.assign(mode=data["mode"].map(MODES)),
        label="mode",
        value="share",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        order=list(MODES.values()),
        title=title,
        unit=f"{territory.name}, {census.travel_year()}: main means of travel to work, share of employed residents; lines "
        f"are 95 % intervals{left_small(territory, definition)}",
        source=source_line("travel"),
        alt=f"Bars of the means of travel to work by type of territory in {territory.name}. {title}.",
    )


def _without_travel(data: pd.DataFrame) -> pd.Series:
    none = data[data["mode"] == "none"].set_index("territory_type", drop=False)
    return none.loc[ISOLATED] if ISOLATED in none.index else none.iloc[0]


def travel_reading(territory: Territory, definition: str) -> str:
    """Say how many work without travel in isolated communes, beside the others, and what that is not."""
    few = few_isolated(territory, definition)
    data = census.travel(territory, definition)
    if few or ISOLATED not in set(data["territory_type"]):
        said = few or f"How people travel to work is not held for isolated communes of {territory.name}."
        return said if territory == france() else f"{said} {travel_reading(france(), definition)}"
    row = _without_travel(data)
    gap, low, high = census.work_without_travel(territory, definition)
    bounds = words.bounds(territory, low, high, words.points)
    said = words.moved(gap, low, high, up="more often than", down="less often than", unclear="about as often as")
    return (
        f"In {census.travel_year()}, {words.percent(row['share'])} of the employed residents of isolated communes of "
        f"{territory.name} worked without travel (interval {words.interval(row['low'], row['high'])}), {said} those of the "
        f"other communes ({words.points(gap)}, interval of {bounds}). {CAVEAT}"
    )


def diplomas_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people without the baccalauréat by type, first and last comparable census."""
    data = census.diplomas(territory, definition)
    if data.empty:
        return f"The diplomas of the residents of {territory.name} are not held: the file is of metropolitan France."
    data = of_enough(data, territory, definition)
    if data.empty:
        return none_left(territory, definition)
    kind = ISOLATED if ISOLATED in set(data["territory_type"]) else data["territory_type"].iloc[0]
    rows = data[data["territory_type"] == kind].set_index("year")["share"]
    whose = "Isolated communes" if kind == ISOLATED else label_of(kind)
    title = (
        f"{whose}: {words.percent(rows.iloc[0])} without the baccalauréat in {rows.index[0]}, "
        f"{words.percent(rows.iloc[-1])} in {rows.index[-1]}"
    )
    return charts.bars(
        data.assign(year=data["year"].astype("str")),
        label="territory_type",
        value="share",
        group="year",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=f"{territory.name}: share of people out of school, communes weighed by all their people; lines are 95 % "
        f"intervals{left_small(territory, definition)}",
        source=source_line("diplomas", "population"),
        alt=f"Bars of the share without the baccalauréat by type of territory in {territory.name}. {title}.",
    )


def diplomas_reading(territory: Territory, definition: str) -> str:
    """Say the share without the baccalauréat in isolated communes, and in the type of the largest areas."""
    few = few_isolated(territory, definition)
    data = census.diplomas(territory, definition)
    if few or ISOLATED not in set(data["territory_type"]):
        said = few or f"Diplomas are not held for isolated communes of {territory.name}."
        return said if territory == france() else f"{said} {diplomas_reading(france(), definition)}"
    row = data[data["territory_type"] == ISOLATED].iloc[-1]
    gap, low, high = census.diplomas_gap(territory, definition)
    said = words.moved(gap, low, high, up="more often than", down="less often than", unclear="about as often as")
    return (
        f"In {row['year']:.0f}, {words.percent(row['share'])} of people out of school in isolated communes of "
        f"{territory.name} had no baccalauréat (interval {words.interval(row['low'], row['high'])}), {said} in the other "
        f"communes ({words.points(gap)}, interval of {words.bounds(territory, low, high, words.points)}). Older residents left school "
        "when fewer took it: age is in this gap."
    )
