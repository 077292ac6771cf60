"""What the third notebook shows and says of the mix of jobs: what isolated communes have, what it tells, what is left."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import jobs, mix
from analysis.business.jobs import censuses
from analysis.business.mix import PARTS, span
from analysis.business.story.jobs import jobs_source
from analysis.business.story.wording import beside
from analysis.drawing import Picture, charts, tables
from analysis.geography import enough_isolated
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, left_small, of_enough

# Under this number of jobs, the sample says nothing of a mix of fifteen functions.
FEWEST_JOBS = 2000
# Shares that differ by less are as large.
LEAST_GAP = 0.001
TWO_WORDS = {
    "design_research": "design and research",
    "culture_leisure": "culture and leisure",
    "health_social": "health and social work",
    "inter_company_trade": "trade between firms",
}
PART_LABELS = {"national": "national pace", "mix": "mix of functions", "local": "what is left, local part"}


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
    data = of_enough(data, territory, definition)
    data = data[data.groupby(["place", "territory_type"], observed=True)["jobs_all"].transform("max") >= FEWEST_JOBS]
    if not data["place"].eq(territory.name).any():
        few = few_isolated(territory, definition)
        return few or f"Too few jobs of {territory.name} are held to follow the share of production in them."
    title = _share_title(here, territory, definition)
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
        unit="production jobs, share of all jobs at the place of work; bands are 95 % intervals"
        f"{left_small(territory, definition)}",
        source=jobs_source(),
        alt=f"Lines of the share of production in jobs, {beside(territory)}. {title}.",
    )


def _share_title(here: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Set the share of isolated communes beside that of the others, as far as its interval allows."""
    last = here[here["year"] == here["year"].max()]
    if not enough_isolated(territory, definition):
        whole = last["jobs_function"].sum() / last["jobs_all"].sum()
        return f"Production is {words.percent(whole)} of the jobs of {territory.name}"
    isolated = last[last["territory_type"] == ISOLATED]
    others = last[last["territory_type"] != ISOLATED]
    held = others["jobs_all"].sum() if words.enough_others(territory, definition) else 0
    rest = others["jobs_function"].sum() / held if held else float("nan")
    if isolated.empty or isolated["jobs_all"].iloc[0] < FEWEST_JOBS:
        few = "isolated communes hold too few jobs to tell theirs"
        return f"Production is {words.percent(rest)} of jobs; {few}" if pd.notna(rest) else few.capitalize()
    row = isolated.iloc[0]
    told = f"Production is {words.percent(row['share'])} of jobs in isolated communes"
    if pd.isna(rest):
        return told
    gap = jobs.production_share_gap(territory, definition)
    return f"{told}, {_more_or_less(*gap)} elsewhere ({words.percent(rest)})"


def _more_or_less(gap: float, low: float, high: float) -> str:
    """Compare a share with that of the others by the interval of their gap."""
    if abs(gap) <= LEAST_GAP:
        return "about as much as"
    unclear = f"not clearly {'more' if gap > 0 else 'less'} than"
    return words.moved(gap, low, high, up="more than", down="less than", unclear=unclear)


def quotient_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the location quotient of each function in isolated communes."""
    few = few_isolated(territory, definition)
    if few:
        return few
    data = mix.location_quotients(territory, definition).dropna(subset=["location_quotient"])
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
        start=1.0,
        title=title,
        unit=f"{territory.name}, {censuses()[-1]}: location quotient (1: the function weighs as in France)",
        source=jobs_source(),
        alt=f"Bars of the location quotient of fifteen functions in isolated communes of {territory.name}. {title}.",
    )


def shift_share_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the three parts of the change of jobs, by type of territory."""
    whole = mix.shift_share(territory, definition)
    table = of_enough(whole, territory, definition)
    table = table[table["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        few = few_isolated(territory, definition)
        return few or f"Too few jobs of {territory.name} are held at two censuses to split their change."
    data = table.melt("territory_type", [f"share_{part}" for part in PARTS], var_name="part", value_name="share")
    data["part"] = data["part"].str.removeprefix("share_").map(PART_LABELS)
    title = _shift_title(table, whole, territory, definition)
    return charts.stack(
        data,
        label="territory_type",
        value="share",
        part="part",
        percent=True,
        title=title,
        unit=f"{territory.name}: change of all jobs {_span()}, as a share of the jobs at the start{left_small(territory, definition)}",
        source=jobs_source(),
        alt=f"Stacked bars of the three parts of the change of jobs by type of territory. {title}.",
    )


def _shift_title(table: pd.DataFrame, whole: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say the parts of the change in isolated communes; the change of all jobs where these are not shown."""
    isolated = table[table["territory_type"] == ISOLATED]
    if isolated.empty:
        start, end = span()
        change = words.signed_percent(whole["jobs_end"].sum() / whole["jobs_start"].sum() - 1)
        few = "; isolated communes hold too few to split their change" if enough_isolated(territory, definition) else ""
        return f"Jobs of {territory.name}: {change} from {start} to {end}{few}"
    row = isolated.iloc[0]
    return f"Jobs of isolated communes: {_parts(row)}"


def _parts(row: pd.Series) -> str:
    """Say a change and the three parts that add up to it, none left out."""
    return (
        f"{words.signed_percent(row['change'])} in {_span()}, the sum of the national pace ({words.points(row['share_national'])}), "
        f"the mix of functions ({words.points(row['share_mix'])}) and what is left, the local part "
        f"({words.points(row['share_local'])})"
    )


def shift_share_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the three parts, with the interval of the local one."""
    table = of_enough(mix.shift_share(territory, definition), territory, definition)
    table = table[table["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        few = few_isolated(territory, definition)
        return few or f"Too few jobs of {territory.name} are held at two censuses for a table of their change."
    part = mix.local_part(territory, definition)
    table = table.merge(part[["territory_type", "low", "high"]], on="territory_type", how="left")
    table["interval"] = [words.interval(row.low, row.high, words.points) for row in table.itertuples()]
    return tables.table(
        table,
        title=f"Was it the mix of functions? Jobs of {territory.name}, {_span()}",
        subtitle="National, mix and local part, in points of the jobs at the start, add up to the change; the local part is what "
        f"the two others leave{left_small(territory, definition)}",
        columns={
            "territory_type": ("Type of territory", "text"),
            "jobs_start": (f"Jobs {span()[0]}", "integer"),
            "change": ("Change", "signed_percent"),
            "share_national": ("National", "points"),
            "share_mix": ("Mix", "points"),
            "share_local": ("Local part", "points"),
            "interval": ("Local part, 95 % interval", "text"),
        },
        source=jobs_source(),
    )


def shift_share_reading(territory: Territory, definition: str) -> str:
    """Say whether more jobs are left than the mix of functions would have it; why, the split does not tell."""
    few = few_isolated(territory, definition)
    if few:
        return few
    part = mix.local_part(territory, definition)
    part = part[part["territory_type"] == ISOLATED].dropna(subset=["low"])
    if part.empty:
        return f"No local part can be told for isolated communes of {territory.name}."
    row = part.iloc[0]
    did = words.moved(
        row["share_local"],
        row["low"],
        row["high"],
        up="more",
        down="fewer",
        unclear="neither clearly more nor clearly fewer",
    )
    whole = mix.shift_share(territory, definition).set_index("territory_type").loc[ISOLATED]
    bounds = words.bounds(territory, row["low"], row["high"], words.points)
    return (
        f"Jobs of isolated communes of {territory.name}: {_parts(whole)}. With the functions they had, each at its pace in "
        f"France, they kept {did} jobs than expected (95 % interval of the local part {bounds})."
    )
