"""What the third notebook shows and says of firms: private employees after the report, and the sizes of establishments."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import coverage, firms
from analysis.business.firms import BEFORE_SHOCK, SHOCK, TOP, employees_years, sizes_year
from analysis.business.story.wording import beside, bounded, left_few, untold, with_whole
from analysis.drawing import Picture, charts, tables
from analysis.geography import enough_isolated
from analysis.language import gettext, ngettext
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory, france
from analysis.words import editions, few_isolated, left_small, of_enough, source_line

# Under this number of employees an index says more of one firm than of a type of territory.
FEWEST_EMPLOYEES = 500
# Without its extremes, a change that keeps over three quarters of itself tells the same.
MATERIAL = 0.25
LEAST_CHANGE = 0.02
# The few that hold much are few of many: at least this many times as many communes have figures.
MANY_TIMES = 4


def _same_size(data: pd.DataFrame) -> pd.DataFrame:
    """Leave out the types of a place that hold too few employees for an index."""
    keys = ["place", "territory_type"]
    return data[data.groupby(keys, observed=True)["employees"].transform("max") >= FEWEST_EMPLOYEES]


def employees_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the index of private employees by type of territory, year by year."""
    every = beside_france(firms.employees, territory, definition)
    enough = of_enough(every, territory, definition)
    data = _same_size(enough)
    here = data[data["place"] == territory.name]
    if here.empty:
        return gettext(
            "URSSAF's file holds too few private employees of {place} to follow them by type of territory.",
            place=territory,
        )
    start, end = employees_years()[0], employees_years()[-1]
    if not enough_isolated(territory, definition):
        title = _whole_title(territory, definition)
        types = every.loc[every["place"] == territory.name, "territory_type"]
        data = with_whole(data, types, _whole(territory, definition))
    elif here["territory_type"].eq(ISOLATED).any():
        title = _employees_title(territory, definition)
    else:
        title = gettext(
            "Private employees from {start} to {end}: too few in isolated communes to follow", start=start, end=end
        )
    unit = gettext(
        "private employees at the end of the year, {start} = 100, communes with a figure each year", start=start
    )
    return charts.lines(
        data,
        x="year",
        y="index",
        group="territory_type",
        facet="place" if data["place"].nunique() > 1 else None,
        title=title,
        unit=f"{unit}{left_small(territory, definition)}{left_few(enough, data, territory)}",
        source=source_line("employees"),
        shade=(BEFORE_SHOCK, SHOCK + 1, str(SHOCK)),
        alt=gettext(
            "Lines of the index of private employees by type of territory, {places}. {title}.",
            places=beside(territory),
            title=title,
        ),
    )


def _whole(territory: Territory, definition: str) -> pd.DataFrame:
    """Add the private employees of all types up, year by year."""
    sums = firms.employees(territory, definition).groupby("year")[["communes", "employees"]].sum().reset_index()
    return sums.assign(index=100 * sums["employees"] / sums["employees"].iloc[0], place=territory.name)


def _whole_title(territory: Territory, definition: str) -> str:
    """Say the change of all communes together, where too few are isolated to be told apart."""
    by_year = _whole(territory, definition).set_index("year")["employees"]
    start, end = employees_years()[0], employees_years()[-1]
    change = by_year.get(end) / by_year.get(start) - 1
    return gettext(
        "Private employees of {place}, {start} to {end}: {change}",
        place=territory,
        start=start,
        end=end,
        change=words.signed_percent(change),
    )


def _employees_title(territory: Territory, definition: str) -> str:
    """Say the change of the whole time, that it is not clear by its interval, or that a few places make it."""
    start, end = employees_years()[0], employees_years()[-1]
    row = coverage.employees_intervals(territory, definition).loc["change_whole"]
    told = {"start": start, "end": end, "change": words.signed_percent(row["change"])}
    clear = words.direction(*row) in (1, -1)
    led = _led(territory, definition, (start, end), row)
    if led is not None:
        return gettext(
            "Private employees of isolated communes, {start} to {end}: {change}; without the {top} communes that gained most and "
            "the {top} that lost most, {without}",
            top=words.in_words(TOP),
            without=words.signed_percent(led["change_without"]),
            **told,
        )
    if clear:
        return gettext("Private employees of isolated communes, {start} to {end}: {change}", **told)
    return gettext("Private employees of isolated communes, {start} to {end}: no clear change ({change})", **told)


def employees_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the change of private employees before, in and after the shock of 2020."""
    enough = of_enough(beside_france(firms.employees_change, territory, definition), territory, definition)
    data = _same_size(enough)
    if data.empty:
        return gettext("No private employee of {place} is held.", place=territory)
    subtitle = gettext("Change between the ends of two years, communes with a figure each year")
    return tables.table(
        data,
        title=gettext("Private employees by type of territory, before, in and after {year}", year=SHOCK),
        subtitle=f"{subtitle}{left_small(territory, definition)}{left_few(enough, data, territory)}",
        columns={
            "place": (gettext("Place"), "text"),
            "territory_type": (gettext("Type of territory"), "text"),
            "employees": (gettext("Employees in {year}", year=employees_years()[-1]), "integer"),
            **{name: (f"{start}-{end}", "signed_percent") for name, (start, end) in firms.periods().items()},
        },
        source=source_line("employees"),
    )


def employees_reading(territory: Territory, definition: str) -> str:
    """Say how isolated communes went through 2020, and how much of them the file holds."""
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("Private employees are not followed by isolation here."))
    table = firms.employees_change(territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    if table.empty or table["employees"].iloc[0] < FEWEST_EMPLOYEES:
        return gettext(
            "The file holds too few private employees in isolated communes of {place} to say more.", place=territory
        )
    held = coverage.employees_coverage(territory, definition).set_index("territory_type").loc[ISOLATED]
    told = [
        gettext(
            "Private employees in isolated communes of {place}, with 95 % intervals: {changes}.",
            place=territory,
            changes=words.listing(_changes(territory, definition)),
        ),
        gettext(
            "{communes} of the isolated communes have a figure each year; of all the employees that the file counts in isolated "
            "communes over these years, {employees} are theirs.",
            communes=words.percent(held["share_communes"], 0),
            employees=words.percent(held["share_employees"]),
        ),
        _leaders_words(territory, definition),
    ]
    return " ".join(text for text in told if text)


def _changes(territory: Territory, definition: str) -> list[str]:
    """Say the change of the shock, of the year after, since it and of the whole time, each with its interval."""
    found = coverage.employees_intervals(territory, definition)
    held = employees_years()
    spans = {**firms.periods(), "change_whole": (held[0], held[-1])}
    told = []
    for name in ("change_in_shock", "change_after_shock", "change_since", "change_whole"):
        start, end = spans[name]
        row = found.loc[name]
        values = {
            "change": words.signed_percent(row["change"]),
            "start": start,
            "end": end,
            "bounds": bounded(row["low"], row["high"], words.signed_percent),
        }
        if end == start + 1:
            told.append(gettext("{change} in {end} [{bounds}]", **values))
        else:
            told.append(gettext("{change} from {start} to {end} [{bounds}]", **values))
    return told


def _leaders_words(territory: Territory, definition: str) -> str:
    """Say what a few communes hold of the change of 2020 and of the whole time, where it is another without them."""
    first, last = employees_years()[0], employees_years()[-1]
    found = coverage.employees_intervals(territory, definition)
    told = []
    for period, name, column in (
        ((BEFORE_SHOCK, SHOCK), f"{SHOCK}", "change_in_shock"),
        ((first, last), f"{first}-{last}", "change_whole"),
    ):
        row = _led(territory, definition, period, found.loc[column])
        if row is not None:
            told.append(_led_words(row, name))
    if not told:
        return ""
    season = gettext(
        "A few places thus weigh heavily in the figure; it is taken at the end of December, and where work is seasonal it "
        "depends on the season."
    )
    return " ".join([*told, season])


def _led_words(row: pd.Series, period: str) -> str:
    """Say which communes lead a change, what they hold of all gains or losses, and the change without both extremes."""
    values = {
        "top": words.in_words(TOP).capitalize(),
        "top_lost": words.in_words(TOP),
        "share": words.percent(row["share_of_moved"], 0),
        "period": period,
        "change": words.signed_percent(row["change"]),
        "names": words.listing(row["names"]),
        "without": words.signed_percent(row["change_without"]),
    }
    if row["change"] > 0:
        return gettext(
            "{top} communes hold {share} of what the communes that gained employees in {period} gained: {names} come first. "
            "Without them and the {top_lost} that lost most, the change is {without} instead of {change}.",
            **values,
        )
    return gettext(
        "{top} communes hold {share} of what the communes that lost employees in {period} lost: {names} come first. Without "
        "them and the {top_lost} that gained most, the change is {without} instead of {change}.",
        **values,
    )


def _led(territory: Territory, definition: str, period: tuple[int, int], interval: pd.Series) -> pd.Series | None:
    """Return the row of `firms.leaders` where a clear change of many communes is another without its few extremes."""
    if words.direction(*interval[["change", "low", "high"]]) not in (1, -1):
        return None
    found = firms.leaders(territory, definition, start=period[0], end=period[1])
    if found.empty:
        return None
    row = found.iloc[0]
    led = (
        abs(row["change"]) >= LEAST_CHANGE
        and row["communes"] >= MANY_TIMES * TOP
        and abs(row["change_without"] - row["change"]) >= MATERIAL * abs(row["change"])
    )
    return row if led else None


def size_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate establishments per 1,000 people and their sizes."""
    data = of_enough(beside_france(firms.size_profile, territory, definition), territory, definition)
    if data.empty:
        return gettext("No establishment of {place} is held.", place=territory)
    subtitle = gettext("Market sectors without farming; shares of the establishments of the type")
    source = source_line(editions("establishments", "insee_ree")[-1])
    return tables.table(
        data,
        title=gettext("Establishments by size in {year}", year=sizes_year()),
        subtitle=f"{subtitle}{_left_without_people(territory, definition)}{left_small(territory, definition)}",
        columns={
            "place": (gettext("Place"), "text"),
            "territory_type": (gettext("Type of territory"), "text"),
            "establishments": (gettext("Establishments"), "integer"),
            "rate_per_1000": (gettext("per 1,000 people"), "decimal1"),
            "share_none": (gettext("No employee, or not known"), "percent"),
            "share_1_9": (gettext("1 to 9"), "percent"),
            "share_10_49": (gettext("10 to 49"), "percent"),
            "share_50_plus": (gettext("50 or more"), "percent2"),
        },
        source=gettext("{source} (market sectors without farming)", source=source),
    )


def _left_without_people(territory: Territory, definition: str) -> str:
    """Say how many of the establishments that a table counts are not in its rates; nothing where all are. It ends a subtitle."""
    for place in dict.fromkeys([territory, france()]):
        left = firms.without_people(place, definition, year=sizes_year())
        if len(left):
            return ngettext(
                "; rates leave out {establishments} establishments of {place}, in one commune without a population of {year}",
                "; rates leave out {establishments} establishments of {place}, in {count} communes without a population of {year}",
                len(left),
                establishments=words.number(left["establishments"].sum()),
                place=place,
                year=firms.people_year(sizes_year()),
            )
    return ""
