"""What the first notebook shows and says of the density grids: what is rural, and what is both thin and far."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED, latest_year
from analysis.isolation import rural
from analysis.isolation.rural import BOTH, FOUR, OUTSIDE, RURAL, SEVEN, SPARSE
from analysis.isolation.story.sizes import population_source
from analysis.isolation.story.wording import regions_of_all, share, share_format
from analysis.language import gettext, gettext_noop, ngettext
from analysis.territories import Territory, france
from analysis.words import editions, source_line

UNITS = {
    "share_communes": gettext_noop("communes"),
    "share_people": gettext_noop("people"),
    "share_jobs": gettext_noop("jobs"),
}
OF_UNITS = {
    "share_communes": gettext_noop("{share} of communes"),
    "share_people": gettext_noop("{share} of people ({year})"),
    "share_jobs": gettext_noop("{share} of jobs ({jobs_year})"),
}


def _source() -> str:
    last = source_line(editions("population", "insee_populations")[-1], "jobs")
    return gettext("{source}; density grids of 2016 and 2022", source=last)


def _years() -> dict[str, int]:
    return {"year": latest_year(), "jobs_year": rural.jobs_year(), "floor": FEWEST_ISOLATED}


def rural_figure(territory: Territory) -> Picture | str:
    """Draw how communes, people and jobs spread over the levels of the density grid."""
    table = rural.grids(territory)
    data = table[table["grid"] == SEVEN]
    long = data.melt("level", list(UNITS), var_name="of", value_name="share")
    long = long.assign(of=pd.Categorical(long["of"].map(UNITS), list(UNITS.values()), ordered=True))
    long = long.dropna(subset=["share"])
    if long.empty:
        return gettext(
            "No level of the density grid of seven levels (2022) has as many as {floor} communes in {place}: too few for a "
            "share.",
            floor=FEWEST_ISOLATED,
            place=territory,
        )
    title = _title(table[(table["grid"] == SEVEN) & (table["level"] == RURAL)].iloc[0], territory)
    levels = [*rural.GRIDS[SEVEN][1].values(), RURAL]
    return charts.bars(
        long.assign(level=pd.Categorical(long["level"], levels, ordered=True)),
        label="level",
        value="share",
        group="of",
        percent=True,
        order=levels,
        title=title,
        unit=gettext(
            "{place}: share of communes, people of {year}, jobs of {jobs_year}, by level of the density grid and in the rural "
            "levels together; none of fewer than {floor} communes",
            place=territory,
            **_years(),
        ),
        source=_source(),
        alt=gettext(
            "Bars of the shares of communes, people and jobs of {place} by level of the density grid. {title}.",
            place=territory,
            title=title,
        ),
    )


def _parts(row: pd.Series, mark: str = "") -> str:
    """List the shares of communes, people and jobs that are known, with their years, each between a mark."""
    told = []
    for name, unit in OF_UNITS.items():
        if pd.notna(row[name]):
            told.append(gettext(unit, share=f"{mark}{share(row[name])}{mark}", **_years()))
    return words.listing(told)


def _all_rural(row: pd.Series, territory: Territory) -> bool:
    """Tell whether every commune is rural: those without a class are in no share."""
    return row["share_communes"] == 1 and row["communes"] == len(territory.communes)


def _title(row: pd.Series, territory: Territory) -> str:
    """Say the shares of what is rural, those that are known; of too few communes their number."""
    if _all_rural(row, territory):
        return gettext("All communes of {place} are rural by the density grid", place=territory)
    if pd.notna(row["share_communes"]):
        return gettext("Rural {place} is {shares}", place=territory, shares=_parts(row))
    count = int(row["communes"])
    if not count:
        return gettext("No commune of {place} is rural by the density grid", place=territory)
    return ngettext(
        "{count} commune of {place} is rural by the density grid",
        "{count} communes of {place} are rural by the density grid",
        count,
        place=territory,
    )


def rural_table(territory: Territory) -> GT | str:
    """Tabulate communes, people and jobs by level of both density grids."""
    table = rural.grids(territory)
    if table["share_communes"].isna().all():
        return gettext(
            "No level of either density grid has as many as {floor} communes in {place}: too few for a share.",
            floor=FEWEST_ISOLATED,
            place=territory,
        )
    return tables.table(
        table.assign(grid=table["grid"].where(~table.duplicated("grid"), "")),
        title=gettext("What is rural in {place}, by the density grids", place=territory),
        subtitle=gettext(
            "People of {year}, jobs of {jobs_year}; rural: levels {seven} of seven, {four} of four; no share of fewer than "
            "{floor} communes",
            seven=_levels(SEVEN),
            four=_levels(FOUR),
            **_years(),
        ),
        columns={
            "grid": (gettext("Grid"), "text"),
            "level": (gettext("Level"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_communes": (gettext("of communes"), share_format(table["share_communes"])),
            "people": (gettext("People"), "integer"),
            "share_people": (gettext("of people"), share_format(table["share_people"])),
            "jobs": (gettext("Jobs"), "integer"),
            "share_jobs": (gettext("of jobs"), share_format(table["share_jobs"])),
        },
        source=_source(),
        strong=RURAL,
    )


def _levels(grid: str) -> str:
    return words.listing(str(level) for level in rural.GRIDS[grid][2])


def rural_reading(territory: Territory) -> str:
    """Say what is rural by each grid here, and by that of seven levels in France."""
    here = rural.grids(territory)
    here = here[here["level"] == RURAL].set_index("grid")
    said = []
    for grid in rural.GRIDS:
        said += [_by_grid(here, grid, territory), _unclassed(territory, grid) if grid in here.index else ""]
    if not territory.is_national:
        country = rural.grids(france()).set_index(["grid", "level"]).loc[(SEVEN, RURAL)]
        said.append(
            gettext(
                "In France, by the grid of {grid}, what is rural is {shares}.",
                grid=gettext(SEVEN),
                shares=_parts(country, "**"),
            )
        )
    return " ".join(text for text in said if text)


def _unclassed(territory: Territory, grid: str) -> str:
    """Say which communes a grid has no class for, by the names of their regions where it knows none of these."""
    unclassed = rural.unclassed(territory, grid)
    if unclassed.empty:
        return ""
    places = regions_of_all(unclassed)
    if places:
        return gettext(
            "That grid has no class for {communes} ({places}): they are left out.",
            communes=words.communes(len(unclassed)),
            places=words.listing(place.name for place in places),
        )
    return ngettext(
        "That grid has no class for {count} commune of {place}: it is left out.",
        "That grid has no class for {count} communes of {place}: they are left out.",
        len(unclassed),
        place=territory,
    )


def _by_grid(here: pd.DataFrame, grid: str, territory: Territory) -> str:
    """Say what is rural by a grid; not classed, none and too few are three things."""
    told = {"grid": gettext(grid), "place": territory}
    if grid not in here.index:
        return gettext("The grid of {grid} classes no commune of {place}.", **told)
    row = here.loc[grid]
    if _all_rural(row, territory):
        return gettext("By the grid of {grid}, all communes of {place} are rural.", **told)
    if pd.notna(row["share_communes"]):
        return gettext("By the grid of {grid}, rural {place} is {shares}.", shares=_parts(row, "**"), **told)
    count = int(row["communes"])
    if not count:
        return gettext("By the grid of {grid}, no commune of {place} is rural.", **told)
    return ngettext(
        "By the grid of {grid}, {count} commune of {place} is rural: too few for a share.",
        "By the grid of {grid}, {count} communes of {place} are rural: too few for a share.",
        count,
        **told,
    )


def sparse_table(territory: Territory) -> GT:
    """Tabulate the communes that are thinly peopled, that no city attracts, and that are both."""
    table = rural.sparse_and_outside(territory)
    return tables.table(
        table,
        title=gettext("Thinly peopled and outside the attraction of cities, {place}", place=territory),
        subtitle=gettext(
            "People of {year}; no share of fewer than {floor} communes", year=latest_year(), floor=FEWEST_ISOLATED
        ),
        columns={
            "which": (gettext("Communes"), "text"),
            "communes": (gettext("Number"), "integer"),
            "share_communes": (gettext("of communes"), share_format(table["share_communes"])),
            "people": (gettext("People"), "integer"),
            "share_people": (gettext("of people"), share_format(table["share_people"])),
        },
        source=population_source(),
        strong=BOTH,
    )


def sparse_reading(territory: Territory) -> str:
    """Say how many communes are both, and of those thinly peopled how many a city attracts all the same."""
    here, country = _crossed(territory), _crossed(france()).loc[BOTH]
    beside = gettext(
        "In France, {communes_share} of communes are both, with {people_share} of people.",
        communes_share=share(country["share_communes"]),
        people_share=share(country["share_people"]),
    )
    beside = "" if territory.is_national else beside
    said = [_both(here.loc[BOTH], territory), beside]
    count = here.loc[BOTH, "communes"]
    if count >= FEWEST_ISOLATED:
        said.append(
            gettext(
                "Of the very dispersed communes, {drawn} lie in the attraction of a city; of those outside it, {lived} are not very "
                "dispersed.",
                drawn=words.percent(1 - count / here.loc[SPARSE, "communes"]),
                lived=words.percent(1 - count / here.loc[OUTSIDE, "communes"]),
            )
        )
    return " ".join(text for text in said if text)


def _both(row: pd.Series, territory: Territory) -> str:
    count, told = int(row["communes"]), {"place": territory}
    if not count:
        return gettext("No commune of {place} is both.", **told)
    if count < FEWEST_ISOLATED:
        return ngettext(
            "{count} commune of {place} is both: too few for a share.",
            "{count} communes of {place} are both: too few for a share.",
            count,
            **told,
        )
    told |= {"communes": words.communes(count), "communes_share": share(row["share_communes"])}
    if pd.isna(row["share_people"]):
        return gettext(
            "In {place}, **{communes}** are both: {communes_share} of communes. Their people are not held.", **told
        )
    return gettext(
        "In {place}, **{communes}** are both: {communes_share} of communes, {people_share} of people.",
        people_share=share(row["share_people"]),
        **told,
    )


def _crossed(territory: Territory) -> pd.DataFrame:
    return rural.sparse_and_outside(territory).set_index("which")
