"""What the first notebook shows and says: who is isolated, under which definition, and where."""

from __future__ import annotations

import pandas as pd

from analysis import population, words
from analysis.drawing import Picture, charts, maps
from analysis.geography import classify, enough_isolated, latest_year, people
from analysis.isolation.comparison import cases, sizes_by_definition
from analysis.isolation.sizes import REPORT, size, size_classes
from analysis.isolation.story.wording import population_unheld
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import ISOLATED, Territory, definition, france, types
from analysis.words import editions, few_isolated, left_small, of_enough, source_line

ZONINGS = "ZAU 2010, AAV 2020, grille de densité 2022"


def population_source() -> str:
    """Name the population in force, and the zonings."""
    return f"{source_line(editions('population', 'insee_populations')[-1])}; zonages {ZONINGS}"


def with_outlines(zonings: str) -> str:
    """Name the zonings that a map shows and its contours."""
    return f"{source_line('outlines')}; INSEE, {zonings}"


def _isolated(territory: Territory, key: str) -> pd.Series:
    return size(territory, key).set_index("territory_type").loc[ISOLATED]


def answer(territory: Territory, key: str) -> str:
    """Say in two sentences how many are isolated, and whether the report's count is met."""
    here, whole, chosen = _isolated(territory, key), _isolated(france(), key), definition(key)
    few = few_isolated(territory, key)
    beside = f"{words.percent(whole['share_communes'])} of communes, {words.percent(whole['share_people'])} of people"
    if few:
        first = f"{few} Isolated means {chosen.meaning}; in France, that is {beside}."
    else:
        first = (
            f"In {territory.name}, **{words.communes(here['communes'])}** ({words.percent(here['share_communes'])} of "
            f"those that the typology classes) are {chosen.meaning}; {_people_there(here, territory)}"
        )
        first += "." if territory.is_national else f" (France: {beside})."
    counts = sizes_by_definition(france())["communes"]
    return (
        f"{first} The report counts {words.number(REPORT['communes'])} communes in France: no official definition "
        f"gives that number, they run from {words.number(counts.min())} to {words.number(counts.max())}."
    )


def _people_there(here: pd.Series, territory: Territory) -> str:
    if pd.isna(here["people"]):
        return f"how many people live there is not held: {population_unheld(territory)}"
    return (
        f"**{words.people(here['people'])} people** live there, {words.percent(here['share_people'])} of the population"
    )


def types_map(territory: Territory, key: str) -> Picture | str:
    """Map the types of territory, with the places the report names."""
    data = classify(territory, key)
    here = _isolated(territory, key)
    if data["territory_type"].isna().all():
        return (
            f"The typology ({definition(key).label}) classes no commune of {territory.name}: there is nothing to map."
        )
    title = f"No isolated commune in {territory.name}"
    if here["communes"]:
        title = f"{words.communes(here['communes'], 'isolated ')} in {territory.name}"
    if enough_isolated(territory, key):
        title += f": {words.percent(here['share_communes'])} of communes"
        if pd.notna(here["share_people"]):
            title += f", {words.percent(here['share_people'])} of people"
    places = cases()
    return maps.categories(
        territory,
        data,
        value="territory_type",
        order=types(key),
        highlight=ISOLATED,
        title=title,
        source=with_outlines(definition(key).label),
        alt=f"Map of the communes of {territory.name} by type of territory. {title}.",
        places=places[places["commune"].isin(territory.communes)],
    )


def size_figure(territory: Territory, key: str) -> Picture | str:
    """Draw how isolated communes and the others spread over classes of size."""
    data = size_classes(territory, key)
    few = few_isolated(territory, key)
    if few:
        return few
    data = of_enough(data, territory, key)
    here = data[data["territory_type"] == ISOLATED]
    if here.empty:
        return f"Sizes of communes cannot be compared: {population_unheld(territory)}."
    small = here.loc[here["size_class"].isin(["under 100", "100 to 199"]), "share_communes"].sum()
    mean = _isolated(territory, key)["mean_population"]
    return charts.bars(
        data,
        label="size_class",
        value="share_communes",
        group="territory_type",
        percent=True,
        order=data["size_class"].cat.categories.tolist(),
        title=(
            f"{words.percent(small, 0)} of isolated communes have fewer than 200 people; their mean is "
            f"{words.number(mean)}"
        ),
        unit=f"share of the communes of the type, by number of people in {latest_year()}{left_small(territory, key)}",
        source=population_source(),
        alt=f"Bars of the size of communes in {territory.name} by type: {words.percent(small, 0)} of the isolated "
        "have fewer than 200 people.",
    )


def _old(territory: Territory, key: str) -> pd.DataFrame:
    return population.ages_60_plus(territory, key).set_index(["territory_type", "year"])["share_aged_60_plus"]


def ages_figure(territory: Territory, key: str) -> Picture | str:
    """Draw the share of people aged 60 and over by type, at each census."""
    few = few_isolated(territory, key)
    if few:
        return few
    data = population.ages_60_plus(territory, key).dropna(subset=["share_aged_60_plus"])
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty:
        return f"The ages of those who live in isolated communes of {territory.name} are not held, in any census."
    first, last = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"In isolated communes {words.percent(last['share_aged_60_plus'], 0)} of people were aged 60 or over in "
        f"{last['year']}, {words.percent(first['share_aged_60_plus'], 0)} in {first['year']}"
    )
    return charts.lines(
        of_enough(data, territory, key),
        x="year",
        y="share_aged_60_plus",
        group="territory_type",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit=f"share of people aged 60 and over{left_small(territory, key)}",
        source=source_line(*editions("structure", "insee_evol_struct_pop")),
        alt=f"Lines of the share of people aged 60 and over in {territory.name} by type of territory. {title}.",
    )


def ages_reading(territory: Territory, key: str) -> str:
    """Set the share aged 60 and over beside the report's figures."""
    here, whole = _old(territory, key), population.ages_60_plus(france(), key)
    country = whole.groupby("year")[["people_60_plus", "people"]].sum()
    country = (country["people_60_plus"] / country["people"]).get(REPORT_CENSUS)
    said = (
        f"The report gives {words.percent(REPORT['share_aged_60_plus'], 0)} for isolated territories and "
        f"{words.percent(REPORT['share_aged_60_plus_france'], 0)} for France, without a year. "
    )
    if country is None:
        return said + f"The ages of {REPORT_CENSUS}, the census nearest to it, are not held."
    few = few_isolated(territory, key)
    if few or pd.isna(here.get((ISOLATED, REPORT_CENSUS))):
        beside = few or f"The ages of isolated communes of {territory.name} are not held for that year."
        return f"{said}In {REPORT_CENSUS}, {words.percent(country)} of people were aged 60 or over in France as a whole. {beside}"
    return said + (
        f"In {REPORT_CENSUS}, {words.percent(here[ISOLATED, REPORT_CENSUS])} of people were aged 60 or over in the isolated "
        f"communes of {territory.name} and {words.percent(country)} in France as a whole."
    )


def unclassed_reading(territory: Territory, key: str) -> str:
    """Say how many communes have no class, or no population."""
    data = classify(territory, key).merge(people(territory), on="commune", how="left")
    unclassed, unpeopled = int(data["territory_type"].isna().sum()), int(data["population"].isna().sum())
    if not unclassed and not unpeopled:
        return f"Every commune of {territory.name} has a class and a population."
    held = population.population_years(territory)
    other = f" (of other years, that of {words.listing(held)} is held)" if held and latest_year() not in held else ""
    return (
        f"Communes of {territory.name} without a class in this typology: {words.number(unclassed)}; without a "
        f"population of {latest_year()}: {words.number(unpeopled)}{other}. They are left out, not counted as zero."
    )
