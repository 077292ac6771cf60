"""What the third notebook shows and says of the mix of jobs: what isolated communes have, and what production is of it."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business import believed, jobs
from analysis.business.jobs import censuses
from analysis.business.story.jobs import jobs_source
from analysis.business.story.wording import beside, left_few, untold, with_whole
from analysis.drawing import Picture, charts
from analysis.geography import enough_isolated
from analysis.language import gettext, gettext_noop
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, left_small, of_enough

# Under this number of jobs, the sample says nothing of a mix of fifteen functions.
FEWEST_JOBS = 2000
# INSEE asks for caution below 200 in what it counts from a sample of the census: such a function is drawn, not named.
FEWEST_OF_FUNCTION = 200
# Shares that differ by less are as large.
LEAST_GAP = 0.001
# Data hold the codes, readers see the names.
FUNCTIONS = {
    "agriculture": gettext_noop("agriculture"),
    "construction": gettext_noop("construction"),
    "culture_leisure": gettext_noop("culture and leisure"),
    "design_research": gettext_noop("design and research"),
    "education": gettext_noop("education"),
    "health_social": gettext_noop("health and social work"),
    "intellectual_services": gettext_noop("intellectual services"),
    "inter_company_trade": gettext_noop("trade between firms"),
    "local_services": gettext_noop("local services"),
    "logistics": gettext_noop("logistics"),
    "maintenance": gettext_noop("maintenance"),
    "management": gettext_noop("management"),
    "production": gettext_noop("production"),
    "public_administration": gettext_noop("public administration"),
    "retail": gettext_noop("retail"),
}


def share_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of production in jobs at each census, by type of territory."""
    data = beside_france(believed.shares_told, territory, definition)
    here = data[data["place"] == territory.name]
    if here.empty:
        return gettext(
            "Jobs by function are not held at every census for {place}: no share can be followed.", place=territory
        )
    enough = of_enough(data, territory, definition)
    most = enough.groupby(["place", "territory_type"], observed=True)["jobs_all"].transform("max")
    data = enough[most >= FEWEST_JOBS]
    if not data["place"].eq(territory.name).any():
        return untold(
            territory,
            definition,
            gettext("Too few jobs of {place} are held to follow the share of production in them.", place=territory),
        )
    if not enough_isolated(territory, definition):
        data = with_whole(data, here["territory_type"], _whole(here))
    title = _share_title(here, territory, definition)
    unit = gettext(
        "production jobs, share of all jobs at the place of work; bands are 95 % intervals, none where areas are too few or "
        "the interval would span all there is"
    )
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
        unit=f"{unit}{left_small(territory, definition)}{left_few(enough, data, territory)}",
        source=jobs_source(),
        alt=gettext(
            "Lines of the share of production in jobs, {places}. {title}.", places=beside(territory), title=title
        ),
    )


def _whole(here: pd.DataFrame) -> pd.DataFrame:
    """Add the jobs of all types of a place up, census by census; the share has no interval of its own."""
    sums = here.groupby(["place", "year"])[["jobs_function", "jobs_all"]].sum().reset_index()
    return sums.assign(share=sums["jobs_function"] / sums["jobs_all"])


def _share_title(here: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Set the share of isolated communes beside that of the others, as far as its interval allows."""
    last = here[here["year"] == here["year"].max()]
    told = {"place": territory, "year": int(here["year"].max())}
    if not enough_isolated(territory, definition):
        whole = words.percent(_whole(last)["share"].iloc[0])
        return gettext("Production is {share} of the jobs of {place} in {year}", share=whole, **told)
    isolated = last[last["territory_type"] == ISOLATED]
    others = last[last["territory_type"] != ISOLATED]
    held = others["jobs_all"].sum() if words.enough_others(territory, definition) else 0
    told["others"] = words.percent(others["jobs_function"].sum() / held) if held else ""
    if isolated.empty or isolated["jobs_all"].iloc[0] < FEWEST_JOBS:
        if not held:
            return gettext("Isolated communes of {place} hold too few jobs to tell the share of production", **told)
        return gettext(
            "Production is {others} of jobs elsewhere in {year}; isolated communes hold too few jobs to tell theirs",
            **told,
        )
    row = isolated.iloc[0]
    told["share"] = words.percent(row["share"])
    if not held:
        return gettext("Production is {share} of jobs in isolated communes in {year}", **told)
    return _share_beside(jobs.production_share_gap(territory, definition), row["untold"], told)


def _share_beside(gap: tuple[float, float, float], untold: str, told: dict) -> str:
    """Compare a share with that of the others by the interval of their gap; where it is not told, say why (`untold`)."""
    if untold == believed.TOO_WIDE:
        return gettext(
            "In {year} production is {share} of jobs in isolated communes and {others} elsewhere: the interval is too wide "
            "to tell them apart",
            **told,
        )
    if untold or pd.isna(gap[1]):
        return gettext(
            "In {year} production is {share} of jobs in isolated communes and {others} elsewhere: too few areas to tell "
            "them apart",
            **told,
        )
    if abs(gap[0]) <= LEAST_GAP:
        return gettext(
            "In {year} production is {share} of jobs in isolated communes, about as much as elsewhere ({others})",
            **told,
        )
    return words.moved(
        *gap,
        up=gettext(
            "In {year} production is {share} of jobs in isolated communes, more than elsewhere ({others})", **told
        ),
        down=gettext(
            "In {year} production is {share} of jobs in isolated communes, less than elsewhere ({others})", **told
        ),
        unclear=gettext(
            "In {year} production is {share} of jobs in isolated communes, not clearly apart from elsewhere ({others})",
            **told,
        ),
    )


def quotient_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the location quotient of each function in isolated communes."""
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("No mix of functions is drawn here."))
    data = believed.quotients_told(territory, definition).dropna(subset=["location_quotient"])
    data = data[data["territory_type"] == ISOLATED].sort_values("location_quotient", ascending=False)
    if data["jobs"].sum() < FEWEST_JOBS:
        return gettext(
            "Too few jobs are held in isolated communes of {place} to tell their mix of functions.", place=territory
        )
    named = data["function"].map(lambda code: FUNCTIONS.get(code, code))
    # The chart puts categories into words; its file keeps the English ones.
    data = data.assign(function=pd.Categorical(named, categories=list(named)))
    title = _quotient_title(data)
    return charts.bars(
        data,
        label="function",
        value="location_quotient",
        low="low",
        high="high",
        start=1.0,
        title=title,
        unit=gettext(
            "{place}, {year}: location quotient (1: the function weighs as in France); lines are 95 % intervals, none where "
            "areas are too few",
            place=territory,
            year=censuses()[-1],
        ),
        source=jobs_source(),
        alt=gettext(
            "Bars of the location quotient of fifteen functions in isolated communes of {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def _quotient_title(data: pd.DataFrame) -> str:
    """Name the functions that weigh most and least beside France, of those with enough jobs, each with its interval."""
    named = data[data["jobs"].ge(FEWEST_OF_FUNCTION) & data["low"].notna()]
    if len(named) < 2:
        return gettext(
            "Isolated communes in {year}, functions beside France: too few jobs or areas to name one",
            year=censuses()[-1],
        )
    first, last = named.iloc[0], named.iloc[-1]
    most, least = str(first["function"]), str(last["function"])
    return gettext(
        "Isolated communes in {year}, of functions with enough jobs: {most} has {high} times its share of jobs in France (95 % "
        "interval {high_bounds}), {least} {low} times ({low_bounds})",
        year=censuses()[-1],
        most=gettext(most),
        high=words.number(first["location_quotient"], 1),
        high_bounds=_quotient_bounds(first),
        least=gettext(least),
        low=words.number(last["location_quotient"], 1),
        low_bounds=_quotient_bounds(last),
    )


def _quotient_bounds(row: pd.Series) -> str:
    return words.interval(row["low"], row["high"], words.number, 1)
