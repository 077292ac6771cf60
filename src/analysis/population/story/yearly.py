"""What the second notebook shows and says of people year by year, and the one sentence on their course since the report."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.population import balances, yearly
from analysis.population.story.wording import none_left, population_held
from analysis.population.yearly import GROUP, INSIDE, OUTSIDE
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, left_small, of_enough, source_line

POPULATIONS = ("population", "population_between")
# Two counts of fewer births differ by a sixth or more by chance alone, in one year out of ten or so.
FEWEST_BIRTHS = 200


def _without_course(territory: Territory, definition: str) -> str:
    """Return what to say where there is no course of isolated communes; nothing where there is one."""
    few = few_isolated(territory, definition)
    if not few and (yearly.yearly_change(territory, definition)[GROUP] == INSIDE).any():
        return ""
    return (
        few
        or f"The people of isolated communes of {territory.name} are not held year by year. {population_held(territory)}"
    )


def _span(row: pd.Series, territory: Territory) -> str:
    bounds = words.bounds(territory, row["low"], row["high"], words.signed_percent, 2)
    return f"({words.per_year(row['change'])}, interval of {bounds})"


def _moved(row: pd.Series) -> str:
    return words.moved(row["change"], row["low"], row["high"])


def course_reading(territory: Territory, definition: str) -> str:
    """Say in one sentence what the people of isolated communes did since the report's census, and what the others did.

    The one place where their course is worded: every verb follows its interval, and the two spans part in a year fixed
    beforehand.
    """
    missing = _without_course(territory, definition)
    if missing:
        return missing if territory == france() else f"{missing} {course_reading(france(), definition)}"
    table = yearly.course(territory, definition)
    first, last = (part.set_index(GROUP) for _, part in table.groupby("start"))
    before, since = first.loc[INSIDE], last.loc[INSIDE]
    return (
        f"The number of people in isolated communes of {territory.name} **{_moved(before)}** from {before['start']:.0f} to "
        f"{before['end']:.0f} {_span(before, territory)} and **{_moved(since)}** from {since['start']:.0f} to {since['end']:.0f} "
        f"{_span(since, territory)}"
        f"{_others(first, last)}."
    )


def _others(first: pd.DataFrame, last: pd.DataFrame) -> str:
    """Say what the other communes did beside: faster or slower, in one span or in both, by the interval of the gap."""
    if OUTSIDE not in first.index:
        return ""
    ways = [words.direction(*part.loc[INSIDE, ["gap", "gap_low", "gap_high"]]) for part in (first, last)]
    told = {-1: "did better", 1: "did worse", 0: "were not clearly apart"}
    if None in ways:
        return ""
    both = "in either span" if ways[0] == 0 else "in both spans"
    when = both if ways[0] == ways[1] else f"in the first span and {told[ways[1]]} in the second"
    rates = [words.per_year(part.loc[OUTSIDE, "change"]) for part in (first, last)]
    return f"; the other communes ({rates[0]}, then {rates[1]}) {told[ways[0]]} {when}"


def yearly_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of each year, isolated communes and the others, with intervals."""
    missing = _without_course(territory, definition)
    if missing:
        return missing
    data = yearly.yearly_change(territory, definition)
    data = data.assign(year=data["start"].astype(str) + "-" + data["end"].astype(str).str[-2:])
    inside = data[data[GROUP] == INSIDE]
    title = f"Isolated communes {_losing(inside)}, and {_gaining(inside)}"
    return charts.bars(
        data,
        label="year",
        value="change",
        group=GROUP,
        low="low",
        high="high",
        percent=True,
        signed=True,
        title=title,
        unit=f"{territory.name}: change of population in the year; lines are 95 % intervals by resampling "
        f"{words.resampled(territory)}",
        source=source_line(*POPULATIONS),
        alt=f"Bars of the change of population of isolated and other communes in each year, {territory.name}. {title}.",
    )


def _ways(inside: pd.DataFrame) -> list[int | None]:
    return [words.direction(row["change"], row["low"], row["high"]) for _, row in inside.iterrows()]


def _counted(inside: pd.DataFrame, way: int) -> tuple[int, str]:
    """Return in how many years the direction was clear, and which they are where they follow each other."""
    places = [place for place, found in enumerate(_ways(inside)) if found == way]
    if not places or places != list(range(places[0], places[-1] + 1)):
        return len(places), ""
    first, last = inside["start"].iloc[places[0]], inside["end"].iloc[places[-1]]
    return len(places), f", from {first} to {last}"


def _losing(inside: pd.DataFrame) -> str:
    many, when = _counted(inside, -1)
    return f"clearly lost people in {many or 'none'} of {len(inside)} years{when}"


def _gaining(inside: pd.DataFrame) -> str:
    many, when = _counted(inside, 1)
    return f"clearly gained in {many}{when}" if many else "clearly gained in none"


def turn_of_growth_reading(territory: Territory, definition: str) -> str:
    """Say since when isolated communes do not clearly grow, and in which year they clearly gained after a loss."""
    missing = _without_course(territory, definition)
    if missing:
        return missing
    inside = yearly.yearly_change(territory, definition)
    inside = inside[inside[GROUP] == INSIDE].reset_index(drop=True)
    held = words.communes(inside["communes"].iloc[0], "isolated ")
    return (
        f"{_stopped(inside, territory, definition)} {_back(inside)} {_against(inside)}The years are those of the {held} whose perimeter did "
        "not change. A municipal population is the mean of five yearly surveys: two years that follow each other share four "
        "of them, and a turn is spread over several."
    )


def _stopped(inside: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say which year, or longer period before the years held, is the first without clear growth."""
    ways, whose = _ways(inside), f"isolated communes of {territory.name}"
    first = f"{inside['start'].iloc[0]}-{inside['end'].iloc[0]}"
    if ways[0] == 1:
        place = next((place for place, way in enumerate(ways) if way != 1), None)
        if place is None:
            return f"Every year since {inside['start'].iloc[0]} shows a clear gain of {whose}."
        return f"The first year without a clear gain of {whose} is {inside['start'][place]}-{inside['end'][place]}."
    table = balances.rate_intervals(territory, definition)
    table = table[(table["territory_type"] == ISOLATED) & (table["low_total"] > 0)]
    table = table[table["period"].str[-4:].astype(int) <= inside["start"].iloc[0]]
    last = f"the last period before with a clear gain is {table['period'].iloc[-1]}" if len(table) else (
        "no earlier period held shows a clear gain")  # fmt: skip
    begun = "were falling already" if ways[0] == -1 else "did not clearly grow"
    return f"{whose[0].upper()}{whose[1:]} {begun} in {first}, the first year held; {last}."


def _back(inside: pd.DataFrame) -> str:
    """Say in which year a clear gain followed a clear loss."""
    ways = _ways(inside)
    if -1 not in ways:
        return "No year shows a clear loss."
    place = next((place for place in range(ways.index(-1), len(ways)) if ways[place] == 1), None)
    if place is None:
        return "No year after a clear loss shows a clear gain."
    return f"The first clear gain after a clear loss is that of {inside['start'][place]}-{inside['end'][place]}."


def _against(inside: pd.DataFrame) -> str:
    """Say in how many years isolated communes did clearly worse, or better, than the others; nothing without others."""
    known = inside.dropna(subset=["gap"])
    if known.empty:
        return ""
    ways = [words.direction(*row) for row in known[["gap", "gap_low", "gap_high"]].itertuples(index=False)]
    behind, ahead = ways.count(-1), ways.count(1)
    return (
        f"Year by year against the other communes, they did clearly worse in {behind or 'none'} of {len(ways)} years and clearly "
        f"better in {ahead or 'none'}. "
    )


def births_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate births in the first and the last year held by type, and their change with its interval."""
    data = yearly.births_by_type(territory, definition)
    if data.empty:
        return f"Births by commune of {territory.name} are not held."
    data = of_enough(data, territory, definition)
    if data.empty:
        return none_left(territory, definition)
    first, last = yearly.birth_years()
    ends = data[data["year"] == last].assign(
        before=data.loc[data["year"] == first].set_index("territory_type")["births"].reindex(
            data.loc[data["year"] == last, "territory_type"]).to_numpy())  # fmt: skip
    enough = ends[["before", "births"]].min(axis=1) >= FEWEST_BIRTHS
    measured = ["change", "low", "high"]
    return tables.table(
        ends.assign(**{name: ends[name].where(enough) for name in measured}),
        title=f"Births in {territory.name} by type of territory, {first} and {last}",
        subtitle=f"Bounds of the change: 95 % interval by resampling; no change of fewer than {FEWEST_BIRTHS} births"
        f"{left_small(territory, definition)}",
        columns={
            "territory_type": ("Type", "text"),
            "before": (f"Births {first}", "integer"),
            "births": (f"Births {last}", "integer"),
            "change": ("Change", "signed_percent"),
            "low": ("from", "signed_percent"),
            "high": ("to", "signed_percent"),
        },
        source=source_line("births"),
    )


def births_reading(territory: Territory, definition: str) -> str:
    """Say how the births of isolated communes moved, and that deaths by year are not held."""
    unknown = "Deaths by commune are not held after 2018: these births are no balance."
    few = few_isolated(territory, definition)
    data = yearly.births_by_type(territory, definition)
    of_isolated = data[data["territory_type"] == ISOLATED]
    data = of_isolated[of_isolated["year"] == yearly.birth_years()[1]]
    if few or data.empty:
        return f"{few or f'Births in isolated communes of {territory.name} are not held.'} {unknown}"
    row = data.iloc[0]
    first, last = yearly.birth_years()
    before = of_isolated.loc[of_isolated["year"] == first, "births"].iloc[0]
    if min(before, row["births"]) < FEWEST_BIRTHS:
        return (
            f"In isolated communes of {territory.name} {words.number(before)} births were counted in {first} and "
            f"{words.number(row['births'])} in {last}: under {FEWEST_BIRTHS}, too few to say which way they go. {unknown}"
        )
    bounds = words.bounds(territory, row["low"], row["high"], words.signed_percent)
    return (
        f"From {first} to {last}, births in isolated communes of {territory.name} {_moved(row)} "
        f"({words.signed_percent(row['change'])}, interval of {bounds}). {unknown}"
    )
