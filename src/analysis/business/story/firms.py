"""What the third notebook shows and says of firms: private employees after the report, sizes, digital firms, creations."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import areas, coverage, firms
from analysis.business.firms import BEFORE_SHOCK, SHOCK, TOP, digital_firms_year, employees_years, sizes_year
from analysis.business.story.wording import HANDFUL, beside, changed, median_of
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory, france, label_of
from analysis.words import editions, few_isolated, left_small, of_enough, source_line, vintage_years

# Creations are told from a year to this one, and from this one on.
REPORT_YEAR = "2017"
# Under this number of employees an index says more of one firm than of a type of territory.
FEWEST_EMPLOYEES = 500
FEW_HOLD_MUCH = 0.5
LEAST_CHANGE = 0.02


# The few that hold much are few of many: at least this many times as many communes have figures.
MANY_TIMES = 2
# How the number of `firms.TOP` begins a sentence.
TOP_WORD = {10: "Ten"}


def _same_size(data: pd.DataFrame) -> pd.DataFrame:
    """Leave out the types of a place that hold too few employees for an index."""
    keys = ["place", "territory_type"]
    return data[data.groupby(keys, observed=True)["employees"].transform("max") >= FEWEST_EMPLOYEES]


def employees_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the index of private employees by type of territory, year by year."""
    data = _same_size(of_enough(beside_france(firms.employees, territory, definition), territory, definition))
    here = data[data["place"] == territory.name]
    if here.empty:
        return f"URSSAF's file holds too few private employees of {territory.name} to follow them by type of territory."
    start, end = employees_years()[0], employees_years()[-1]
    if not enough_isolated(territory, definition):
        title = f"Private employees of {territory.name} by type of territory, {start} to {end}"
    elif here["territory_type"].eq(ISOLATED).any():
        title = _employees_title(territory, definition)
    else:
        title = f"Private employees from {start} to {end}: too few in isolated communes to follow"
    return charts.lines(
        data,
        x="year",
        y="index",
        group="territory_type",
        facet="place" if data["place"].nunique() > 1 else None,
        title=title,
        unit=f"private employees at the end of the year, {start} = 100, communes with a figure each year"
        f"{left_small(territory, definition)}",
        source=source_line("employees"),
        shade=(BEFORE_SHOCK, SHOCK + 1, str(SHOCK)),
        alt=f"Lines of the index of private employees by type of territory, {beside(territory)}. {title}.",
    )


def _employees_title(territory: Territory, definition: str) -> str:
    """Say the change of the whole time by its interval; where a few places make it, that they do, and no verb."""
    start, end = employees_years()[0], employees_years()[-1]
    row = coverage.employees_intervals(territory, definition).loc["change_whole"]
    led = _led(territory, definition, start, end)
    if led is None:
        return f"Private employees of isolated communes {changed(*row)} from {start} to {end}"
    return (
        f"Private employees of isolated communes, {start} to {end}: {words.signed_percent(row['change'])}, most of it in "
        f"{_top().lower()} communes, {words.signed_percent(led['change_without'])} without them"
    )


def employees_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the change of private employees before, in and after the shock of 2020."""
    data = beside_france(firms.employees_change, territory, definition)
    data = _same_size(of_enough(data, territory, definition))
    if data.empty:
        return f"No private employee of {territory.name} is held."
    return tables.table(
        data,
        title=f"Private employees by type of territory, before, in and after {SHOCK}",
        subtitle=f"Change between the ends of two years, communes with a figure each year{left_small(territory, definition)}",
        columns={
            "place": ("Place", "text"),
            "territory_type": ("Type of territory", "text"),
            "employees": (f"Employees {employees_years()[-1]}", "integer"),
            **{name: (f"{start}-{end}", "signed_percent") for name, (start, end) in firms.periods().items()},
        },
        source=source_line("employees"),
    )


def employees_reading(territory: Territory, definition: str) -> str:
    """Say how isolated communes went through 2020, and how much of them the file holds."""
    few = few_isolated(territory, definition)
    if few:
        return few
    table = firms.employees_change(territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    if table.empty or table["employees"].iloc[0] < FEWEST_EMPLOYEES:
        return f"The file holds too few private employees in isolated communes of {territory.name} to say more."
    moved = {name: changed(*row) for name, row in coverage.employees_intervals(territory, definition).iterrows()}
    held = coverage.employees_coverage(territory, definition).set_index("territory_type").loc[ISOLATED]
    text = (
        f"In isolated communes of {territory.name} private employees {moved['change_in_shock']} in {SHOCK} and "
        f"{moved['change_after_shock']} in {SHOCK + 1}; from {BEFORE_SHOCK} to {employees_years()[-1]} they "
        f"{moved['change_since']}. "
        f"{words.percent(held['share_communes'], 0)} of these communes have a figure each year; they hold "
        f"{words.percent(held['share_employees'])} of the employees known."
    )
    return f"{text} {_leaders_words(territory, definition)}".strip()


def _leaders_words(territory: Territory, definition: str) -> str:
    """Say how few communes hold the fall of 2020, and the change of the whole time."""
    first, last = employees_years()[0], employees_years()[-1]
    spans = ((BEFORE_SHOCK, SHOCK, f"{SHOCK}"), (first, last, f"{first}-{last}"))
    told = []
    for start, end, name in spans:
        row = _led(territory, definition, start, end)
        if row is None:
            continue
        without = f"; without them it is {words.signed_percent(row['change_without'])}"
        told.append(
            f"{'that' if told else 'the change'} of {name} ({words.signed_percent(row['change'])}, first {words.listing(row['names'])}{without})"
        )
    if not told:
        return ""
    return (
        f"{_top()} communes hold most of {words.listing(told)}. A few places thus make the "
        "figure; it is taken at the end of December, and where work is seasonal it depends on the season."
    )


def _led(territory: Territory, definition: str, start: int, end: int) -> pd.Series | None:
    """Return the row of `firms.leaders` where few of many communes hold most of a change that counts; None elsewhere."""
    found = firms.leaders(territory, definition, start=start, end=end)
    if found.empty:
        return None
    row = found.iloc[0]
    led = abs(row["change"]) >= LEAST_CHANGE and row["share_of_change"] >= FEW_HOLD_MUCH
    return row if led and row["communes"] >= MANY_TIMES * TOP else None


def _top() -> str:
    return TOP_WORD.get(TOP, words.number(TOP))


def size_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate establishments per 1,000 people and their sizes."""
    data = of_enough(beside_france(firms.size_profile, territory, definition), territory, definition)
    if data.empty:
        return f"No establishment of {territory.name} is held."
    return tables.table(
        data,
        title=f"Establishments by size, {sizes_year()}",
        subtitle=f"Market sectors without farming; shares of the establishments of the type{left_small(territory, definition)}",
        columns={
            "place": ("Place", "text"),
            "territory_type": ("Type of territory", "text"),
            "establishments": ("Establishments", "integer"),
            "rate_per_1000": ("per 1,000 people", "decimal1"),
            "share_none": ("No employee", "percent"),
            "share_1_9": ("1 to 9", "percent"),
            "share_10_49": ("10 to 49", "percent"),
            "share_50_plus": ("50 or more", "percent2"),
        },
        source=f"{source_line(editions('establishments', 'insee_ree')[-1])} (market sectors without farming)",
    )


def digital_reading(territory: Territory, definition: str) -> str:
    """Say what is held of digital firms and distance selling."""
    national = firms.national_activities().set_index("group")
    selling, digital = national.loc["Distance selling"], national.iloc[1]
    text = (
        f"In the whole country, distance selling has {words.number(selling['establishments'])} establishments with employees "
        f"({vintage_years('employers_by_activity')}), {words.percent(selling['share'], 2)} of private employers; programming and information services "
        f"{words.number(digital['establishments'])}, {words.percent(digital['share'], 2)}. "
    )
    table, where = firms.digital_register(territory, definition), "Among those active in INSEE's register,"
    when = f" ({source_line('digital_establishments').removeprefix('Source: ')})" if len(table) else ""
    if table.empty:
        text += "No file held says where they are. "
        table = firms.digital_firms(territory, definition)
        where = _where_held(territory)
        when = f" in {digital_firms_year()}"
    if table.empty:
        return f"{text}Digital firms are held by commune for Occitanie only: nothing can be said of {territory.name}."
    few = few_isolated(territory, definition)
    row = table[table["territory_type"] == ISOLATED]
    if few or row.empty or row["communes"].iloc[0] < FEWEST_ISOLATED:
        return (
            f"{text}{few or f'{where} too few of the isolated communes of {territory.name} are counted for a share.'}"
        )
    return f"{text}{where} {_firms_words(table.iloc[0], row.iloc[0], when)}"


def _where_held(territory: Territory) -> str:
    """Name the places whose digital firms are counted: those of the territory, in the one region that is held."""
    if territory.is_national:
        return "In Occitanie, the one region where digital firms are held by commune,"
    return f"In the communes of {territory.name} (digital firms are held by commune for Occitanie alone),"


def _firms_words(first: pd.Series, isolated: pd.Series, when: str) -> str:
    """Say how frequent digital firms are in isolated communes, beside the most urban type."""
    beside = (
        f", against {words.number(first['rate_per_1000'], 2)} in {label_of(first['territory_type']).lower()}"
        if first["territory_type"] != ISOLATED and first["communes"] >= FEWEST_ISOLATED
        else ""
    )
    held = f"; they hold {words.percent(isolated['share'])} of these firms" if pd.notna(isolated["share"]) else ""
    return (
        f"{words.percent(isolated['share_communes'])} of isolated communes had at least one{when} and "
        f"{words.number(isolated['rate_per_1000'], 2)} per 1,000 people{beside}{held}."
    )


def _creations(table: pd.DataFrame) -> list[str]:
    """Return the columns that tell the change of creations up to the report and from it on."""
    changes = [name for name in table if name.startswith("change_creations_")]
    return [name for name in changes if REPORT_YEAR in name.split("_")[-2:]]


def creations_reading(territory: Territory, definition: str) -> str:
    """Say how business creations changed by isolation of the EPCI, before and after the report."""
    table = areas.creations(territory, definition)
    told = _creations_told(table, territory, definition)
    if not told:
        return f"Business creations are held for no EPCI of {territory.name}. {creations_reading(france(), definition)}"
    return (
        f"Business creations in {territory.name}: {words.listing(told)}. Most are one-person firms: a creation is not a job, "
        "and the rates were computed by a third party from INSEE's figures."
    )


def _creations_told(table: pd.DataFrame, territory: Territory, definition: str) -> list[str]:
    """Say the median change of each period; by isolation where enough communes are isolated, of all EPCI elsewhere."""
    told = []
    for column in _creations(table):
        start, end = column.split("_")[-2:]
        if few_isolated(territory, definition):
            known = table[column].dropna()
            said = [f"{words.signed_percent(known.median())} in {median_of(len(known))}"] if len(known) else []
        else:
            means = areas.by_isolation(table, column)
            # The class of the least isolated stands beside only where it is no handful.
            ends = pd.concat([means.tail(1), means.iloc[:-1].head(1).loc[lambda rows: rows["areas"] >= HANDFUL]])
            said = [
                f"{words.signed_percent(row['median'])} in {median_of(row['areas'], row['isolation'])}"
                for _, row in ends.iterrows()
            ]
        if said:
            told.append(f"from {start} to {end} they changed by {words.listing(said)}")
    return told
