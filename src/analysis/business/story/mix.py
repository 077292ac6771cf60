"""What the third notebook shows and says of the mix of jobs: what isolated communes have, and whether mix or place told."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import jobs, mix
from analysis.business.jobs import censuses
from analysis.business.mix import PARTS, span
from analysis.business.story.jobs import jobs_source
from analysis.drawing import Picture, charts, tables
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory

# Under this number of jobs, the sample says nothing of a mix of fifteen functions.
FEWEST_JOBS = 2000
TWO_WORDS = {
    "design_research": "design and research",
    "culture_leisure": "culture and leisure",
    "health_social": "health and social work",
    "inter_company_trade": "trade between firms",
}
PART_LABELS = {"national": "national pace", "mix": "mix of functions", "local": "the place itself"}


def label_of(function: str) -> str:
    """Write the name of a function as a reader sees it.

    Examples
    --------
    >>> label_of("design_research"), label_of("local_services")
    ('design and research', 'local services')
    """
    return TWO_WORDS.get(function, function.replace("_", " "))


def _span() -> str:
    start, end = span()
    return f"{start}-{end}"


def share_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of production in jobs at each census, by type of territory."""
    data = beside_france(jobs.production_share, territory, definition)
    here = data[data["place"] == territory.name]
    if here.empty:
        return f"Jobs by function are not held at every census for {territory.name}: no share can be followed."
    data = data[data.groupby(["place", "territory_type"], observed=True)["jobs_all"].transform("max") >= FEWEST_JOBS]
    title = _share_title(here)
    return charts.lines(
        data,
        x="year",
        y="share",
        group="territory_type",
        low="low",
        high="high",
        facet="place" if data["place"].nunique() > 1 else None,
        percent=True,
        title=title,
        unit="production jobs, share of all jobs at the place of work; bands are 95 % intervals",
        source=jobs_source(),
        alt=f"Lines of the share of production in jobs, {territory.name} and France. {title}.",
    )


def _share_title(here: pd.DataFrame) -> str:
    last = here[here["year"] == here["year"].max()]
    isolated = last[last["territory_type"] == ISOLATED]
    others = last[last["territory_type"] != ISOLATED]
    rest = others["jobs_function"].sum() / others["jobs_all"].sum() if len(others) else float("nan")
    if isolated.empty or isolated["jobs_all"].iloc[0] < FEWEST_JOBS:
        return f"Production is {words.percent(rest)} of jobs; isolated communes hold too few jobs to tell theirs"
    share, word = isolated["share"].iloc[0], "as much as"
    if abs(share - rest) >= 0.002:
        word = "more than" if share > rest else "less than"
    told = f"Production is {words.percent(share)} of jobs in isolated communes"
    return f"{told}, {word} elsewhere ({words.percent(rest)})" if pd.notna(rest) else told


def quotient_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the location quotient of each function in isolated communes."""
    data = mix.location_quotients(territory, definition)
    data = data[data["territory_type"] == ISOLATED].sort_values("location_quotient", ascending=False)
    if data["jobs"].sum() < FEWEST_JOBS:
        return f"Too few jobs are held in isolated communes of {territory.name} to tell their mix of functions."
    data = data.assign(function=data["function"].map(label_of))
    first, last = data.iloc[0], data.iloc[-1]
    title = (
        f"Isolated communes hold {words.number(first['location_quotient'], 1)} times France's share of jobs in "
        f"{first['function']}, and {words.number(last['location_quotient'], 1)} times in {last['function']}"
    )
    return charts.bars(
        data,
        label="function",
        value="location_quotient",
        title=title,
        unit=f"{territory.name}, {censuses()[-1]}: location quotient (1: the function weighs as in France)",
        source=jobs_source(),
        alt=f"Bars of the location quotient of fifteen functions in isolated communes of {territory.name}. {title}.",
    )


def shift_share_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the three parts of the change of jobs, by type of territory."""
    table = mix.shift_share(territory, definition)
    table = table[table["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        return f"Too few jobs of {territory.name} are held at two censuses to split their change."
    data = table.melt("territory_type", [f"share_{part}" for part in PARTS], var_name="part", value_name="share")
    data["part"] = data["part"].str.removeprefix("share_").map(PART_LABELS)
    title = _shift_title(table)
    return charts.stack(
        data,
        label="territory_type",
        value="share",
        part="part",
        percent=True,
        title=title,
        unit=f"{territory.name}: change of all jobs {_span()}, as a share of the jobs at the start",
        source=jobs_source(),
        alt=f"Stacked bars of the three parts of the change of jobs by type of territory. {title}.",
    )


def _shift_title(table: pd.DataFrame) -> str:
    isolated = table[table["territory_type"] == ISOLATED]
    if isolated.empty:
        start, end = span()
        change = words.grew(table["jobs_end"].sum() / table["jobs_start"].sum() - 1)
        return f"Jobs {change} from {start} to {end}; isolated communes hold too few to split their change"
    row = isolated.iloc[0]
    return (
        f"Jobs of isolated communes changed by {words.signed_percent(row['change'])}: the mix of functions gave "
        f"{words.points(row['share_mix'])}, the place itself {words.points(row['share_local'])}"
    )


def shift_share_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the three parts, with the interval of the local one."""
    table = mix.shift_share(territory, definition)
    table = table[table["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        return f"Too few jobs of {territory.name} are held at two censuses for a table of their change."
    part = mix.local_part(territory, definition)
    table = table.merge(part[["territory_type", "low", "high"]], on="territory_type", how="left")
    table["interval"] = [words.interval(row.low, row.high, words.points) for row in table.itertuples()]
    return tables.table(
        table,
        title=f"Was it the mix or the place? Jobs of {territory.name}, {_span()}",
        subtitle="National, mix and place add up to the change",
        columns={
            "territory_type": ("Type of territory", "text"),
            "jobs_start": (f"Jobs {span()[0]}", "integer"),
            "change": ("Change", "signed_percent"),
            "share_national": ("National", "points"),
            "share_mix": ("Mix", "points"),
            "share_local": ("Place", "points"),
            "interval": ("Place, 95 % interval", "text"),
        },
        source=jobs_source(),
    )


def shift_share_reading(territory: Territory, definition: str) -> str:
    """Say whether the place did better than its mix of functions would have it."""
    part = mix.local_part(territory, definition)
    part = part[part["territory_type"] == ISOLATED].dropna(subset=["low"])
    if part.empty:
        return f"No local part can be told for isolated communes of {territory.name}."
    row = part.iloc[0]
    did = "neither clearly more nor clearly less"
    if row["low"] > 0 or row["high"] < 0:
        did = "more" if row["low"] > 0 else "less"
    return (
        f"With the functions they had, each at its pace in France, isolated communes of {territory.name} kept {did} jobs "
        f"than expected (place: {words.points(row['share_local'])}, 95 % interval "
        f"{words.interval(row['low'], row['high'], words.points)})."
    )
