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
from analysis.territories import Territory, france
from analysis.words import editions, source_line

UNITS = {"share_communes": "communes", "share_people": "people", "share_jobs": "jobs"}


def _source() -> str:
    last = editions("population", "insee_populations")[-1]
    return f"{source_line(last, 'jobs')}; grilles de densité 2016 et 2022"


def _years() -> str:
    return f"people of {latest_year()}, jobs of {rural.jobs_year()}"


def rural_figure(territory: Territory) -> Picture | str:
    """Draw how communes, people and jobs spread over the levels of the density grid."""
    table = rural.grids(territory)
    data = table[(table["grid"] == SEVEN) & (table["level"] != RURAL)]
    long = data.melt("level", list(UNITS), var_name="of", value_name="share").assign(
        of=lambda frame: frame["of"].map(UNITS)
    )
    long = long.dropna(subset=["share"])
    if long.empty:
        return _too_few(territory)
    title = _title(table[(table["grid"] == SEVEN) & (table["level"] == RURAL)].iloc[0], territory)
    return charts.bars(
        long,
        label="level",
        value="share",
        group="of",
        percent=True,
        order=list(rural.GRIDS[SEVEN][1].values()),
        title=title,
        unit=f"{territory.name}: share of communes, {_years()}, by level of the density grid; none of fewer than "
        f"{FEWEST_ISOLATED} communes",
        source=_source(),
        alt=f"Bars of the shares of communes, people and jobs of {territory.name} by level of the density grid. {title}.",
    )


def _too_few(territory: Territory) -> str:
    return f"No level of the density grid has as many as {FEWEST_ISOLATED} communes in {territory.name}: too few for a share."


def _title(row: pd.Series, territory: Territory) -> str:
    """Say the shares of what is rural, those that are known; of too few communes their number."""
    if pd.isna(row["share_communes"]):
        count = int(row["communes"])
        return f"{words.communes(count) if count else 'No commune'} of {territory.name} rural by the density grid"
    others = [f"{words.percent(row[name])} of {of}" for name, of in UNITS.items() if pd.notna(row[name])]
    return f"Rural {territory.name} is {words.listing(others)}"


def rural_table(territory: Territory) -> GT | str:
    """Tabulate communes, people and jobs by level of both density grids."""
    table = rural.grids(territory)
    if table["share_communes"].isna().all():
        return _too_few(territory)
    return tables.table(
        table.assign(grid=table["grid"].where(~table.duplicated("grid"), "")),
        title=f"What is rural in {territory.name}, by the density grids",
        subtitle=f"{_years().capitalize()}; rural: levels {_levels(SEVEN)} of seven, {_levels(FOUR)} of four; no share of "
        f"fewer than {FEWEST_ISOLATED} communes",
        columns={
            "grid": ("Grid", "text"),
            "level": ("Level", "text"),
            "communes": ("Communes", "integer"),
            "share_communes": ("of communes", "percent"),
            "people": ("People", "integer"),
            "share_people": ("of people", "percent"),
            "jobs": ("Jobs", "integer"),
            "share_jobs": ("of jobs", "percent"),
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
    said = [_by_grid(here.loc[grid], grid, territory) for grid in here.index]
    if not territory.is_national:
        country = rural.grids(france()).set_index(["grid", "level"]).loc[(SEVEN, RURAL)]
        said.append(f"In France, by the grid of {SEVEN}, what is rural is {_shares(country)}.")
    return " ".join(said)


def _by_grid(row: pd.Series, grid: str, territory: Territory) -> str:
    if pd.isna(row["share_communes"]):
        count = int(row["communes"])
        held = "no commune" if not count else words.communes(count)
        few = "" if not count else ": too few for a share"
        return f"By the grid of {grid}, {held} of {territory.name} {'is' if count < 2 else 'are'} rural{few}."
    return f"By the grid of {grid}, rural {territory.name} is {_shares(row)}."


def _shares(row: pd.Series) -> str:
    parts = [f"**{words.percent(row[name])}** of {of}" for name, of in UNITS.items() if pd.notna(row[name])]
    return words.listing(parts)


def sparse_table(territory: Territory) -> GT:
    """Tabulate the communes that are thinly peopled, that no city attracts, and that are both."""
    return tables.table(
        rural.sparse_and_outside(territory),
        title=f"Thinly peopled and outside the attraction of cities, {territory.name}",
        subtitle=f"People of {latest_year()}; no share of fewer than {FEWEST_ISOLATED} communes",
        columns={
            "which": ("Communes", "text"),
            "communes": ("Number", "integer"),
            "share_communes": ("of communes", "percent"),
            "people": ("People", "integer"),
            "share_people": ("of people", "percent"),
        },
        source=population_source(),
        strong=BOTH,
    )


def sparse_reading(territory: Territory) -> str:
    """Say how many communes are both, and of those thinly peopled how many a city attracts all the same."""
    here = _crossed(territory)
    country = _crossed(france())
    beside = f"{words.percent(country.loc[BOTH, 'share_communes'])} of communes, {_people(country.loc[BOTH])}"
    count = int(here.loc[BOTH, "communes"])
    if count < FEWEST_ISOLATED:
        held = "No commune" if not count else words.communes(count)
        few = "" if not count else ", too few for a share"
        return f"{held} of {territory.name} {'is' if count < 2 else 'are'} both{few}; in France, {beside}."
    drawn = 1 - count / here.loc[SPARSE, "communes"]
    lived = 1 - count / here.loc[OUTSIDE, "communes"]
    own = f"{words.percent(here.loc[BOTH, 'share_communes'])} of communes, {_people(here.loc[BOTH])}"
    return (
        f"In {territory.name}, **{words.communes(count)}** are both: {own}"
        f"{'' if territory.is_national else f' (France: {beside})'}. Thin and far are two things: of the very dispersed "
        f"communes {words.percent(drawn)} lie in the attraction of a city, and of those outside it {words.percent(lived)} "
        "are not very dispersed."
    )


def _crossed(territory: Territory) -> pd.DataFrame:
    return rural.sparse_and_outside(territory).set_index("which")


def _people(row: pd.Series) -> str:
    if pd.isna(row["share_people"]):
        return "their people not held"
    return f"{words.percent(row['share_people'])} of people"
