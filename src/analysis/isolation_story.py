"""What the first notebook shows and says: who is isolated, under which definition, and where."""

from __future__ import annotations

import pandas as pd

from analysis import charts, maps, population, prose, tables
from analysis.isolation import (
    DEFINITIONS,
    ISOLATED,
    REPORT,
    agreement,
    available,
    by_geography,
    cases,
    classify,
    definition,
    in_2015,
    latest_year,
    overlap,
    people,
    size,
    size_classes,
    sizes_by_definition,
    types,
)
from analysis.statistics import beside_france
from analysis.style import Picture
from analysis.territory import Territory, france

POPULATION_SOURCE = "Source: INSEE, populations de référence 2023; zonages ZAU 2010, AAV 2020, grille de densité 2022"


def _isolated(territory: Territory, key: str) -> pd.Series:
    return size(territory, key).set_index("territory_type").loc[ISOLATED]


def _definitions_of(territory: Territory, _definition: str) -> pd.DataFrame:
    return sizes_by_definition(territory)


def answer(territory: Territory, key: str) -> str:
    """Say in two sentences how many are isolated, and whether the report's count is met."""
    here, whole, chosen = _isolated(territory, key), _isolated(france(), key), definition(key)
    if not here["communes"]:
        first = f"No commune of {territory.name} is {chosen.meaning}."
    else:
        first = (
            f"In {territory.name}, **{_communes(here['communes'])}** ({prose.percent(here['share_communes'])} of "
            f"those that the typology classes) {'is' if here['communes'] == 1 else 'are'} {chosen.meaning}; {_people_there(here)}"
        )
        first += (
            "."
            if territory.is_national
            else (
                f" (France: {prose.percent(whole['share_communes'])} of communes, {prose.percent(whole['share_people'])} of people)."
            )
        )
    counts = sizes_by_definition(france())["communes"]
    return (
        f"{first} The report counts {prose.number(REPORT['communes'])} communes in France: no official definition gives that "
        f"number, they run from {prose.number(counts.min())} to {prose.number(counts.max())}."
    )


def _communes(count: float, kind: str = "") -> str:
    return f"{prose.number(count)} {kind}commune{'' if count == 1 else 's'}"


def _people_there(here: pd.Series) -> str:
    if pd.isna(here["people"]):
        return "how many people live there is not held"
    return (
        f"**{prose.people(here['people'])} people** live there, {prose.percent(here['share_people'])} of the population"
    )


def definitions_table(territory: Territory):
    """Tabulate communes and people under each definition, and the report's own figures."""
    table = sizes_by_definition(territory)
    if territory.is_national:
        table = pd.concat([table, _report_row()], ignore_index=True)
    return tables.table(
        table,
        title=f"Isolated communes of {territory.name}, by definition",
        subtitle=f"Communes of 2025, population {latest_year()}",
        columns={
            "label": ("Definition", "text"),
            "communes": ("Communes", "integer"),
            "share_communes": ("of communes", "percent"),
            "people": ("People", "integer"),
            "share_people": ("of people", "percent"),
            "mean_population": ("Mean size", "integer"),
        },
        source=POPULATION_SOURCE,
    )


def _report_row() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["the report's own count (press, 2017)"],
            "communes": [REPORT["communes"]],
            "people": [REPORT["people"]],
            "mean_population": [REPORT["mean_population"]],
        }
    )


def definitions_figure(territory: Territory) -> Picture | str:
    """Draw the share of people isolated under each definition, here and in France."""
    data = beside_france(_definitions_of, territory, "")
    here = data[data["place"] == territory.name]
    low, high = here["share_people"].min(), here["share_people"].max()
    if pd.isna(high):
        return f"The population of {territory.name} is not held: the definitions can be compared by communes only."
    if high == 0:
        return f"No definition finds an isolated commune in {territory.name}."
    digits = 1 if high >= 0.005 else 2
    low_name, high_name = (here.loc[here["share_people"] == value, "label"].iloc[0] for value in (low, high))
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="place",
        percent=True,
        title=f"From {prose.percent(low, digits)} to {prose.percent(high, digits)} of people are isolated: the definition decides",
        unit=f"share of the population of {latest_year()}",
        source=POPULATION_SOURCE,
        alt=f"Bars of the share of people in isolated communes of {territory.name} under {len(here)} definitions: lowest "
        f"{prose.percent(low)} ({low_name}), highest {prose.percent(high)} ({high_name}).",
    )


def geography_reading(territory: Territory, key: str) -> str:
    """Say how the count moves with the geography of the communes, and what 2015 gave here."""
    counts = by_geography(key)
    spread = prose.listing(
        f"{prose.number(row.communes)} in the communes of {row.geography_year}"
        for row in counts.itertuples(index=False)
    )
    former = in_2015(territory).set_index("territory_type").loc[ISOLATED]
    text = f"The same class holds, in France, {spread}: communes merge, people do not move. "
    if not former["communes"]:
        return text + f"In the communes of 2015, the urban-area zoning finds none isolated in {territory.name}."
    return text + (
        f"In the communes of 2015, nearest to the report, {territory.name} has {prose.number(former['communes'])} isolated "
        f"under the urban-area zoning" + _former_size(former)
    )


def _former_size(former: pd.Series) -> str:
    if pd.isna(former["people"]):
        return "; their population of 2013 is not held."
    return (
        f", with {prose.people(former['people'])} people in 2013 and {prose.number(former['mean_population'])} on "
        f"average, where the report says about {prose.number(REPORT['mean_population'])}."
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
        title = f"{_communes(here['communes'], 'isolated ')} in {territory.name}: {prose.percent(here['share_communes'])} of communes"
        if pd.notna(here["share_people"]):
            title += f", {prose.percent(here['share_people'])} of people"
    places = cases()
    return maps.categories(
        territory,
        data,
        value="territory_type",
        order=types(key),
        highlight=ISOLATED,
        title=title,
        source="Source: INSEE, " + definition(key).label + "; IGN, Admin Express 2025",
        alt=f"Map of the communes of {territory.name} by type of territory. {title}.",
        places=places[places["commune"].isin(territory.communes)],
    )


def agreement_map(territory: Territory) -> Picture | str:
    """Map how many of the three single definitions call each commune isolated."""
    counted = agreement(territory)
    labels = {0: "none", 1: "one", 2: "two", 3: "all three"}
    data = counted.assign(agreement=counted["definitions"].map(labels))
    known = counted["definitions"].dropna()
    if known.empty:
        return f"At least one of the three typologies classes no commune of {territory.name}: they cannot be compared."
    any_of, all_of = int((known > 0).sum()), int((known == 3).sum())
    if not any_of:
        return f"No commune of {territory.name} is isolated under any of the three definitions."
    title = (
        f"Of {_communes(any_of)} isolated by some definition, {prose.number(all_of) if all_of else 'none'} by all three"
    )
    return maps.categories(
        territory,
        data,
        value="agreement",
        order=list(labels.values()),
        highlight="all three",
        title=title,
        source="Source: INSEE, ZAU 2010, AAV 2020, density grid 2022; IGN, Admin Express 2025",
        alt=f"Map of the communes of {territory.name} by the number of definitions that call them isolated. {title}.",
    )


def overlap_table(territory: Territory):
    """Tabulate which share of the communes isolated under one definition are so under another."""
    found = overlap(territory)
    found = found[found["communes_first"] > 0]
    wide = found.pivot(index="first", columns="second", values="share_of_first").reindex(
        index=[key for key in available() if key in set(found["first"])], columns=list(available())
    )
    wide.insert(0, "label", [DEFINITIONS[key].label for key in wide.index])
    return tables.table(
        wide.reset_index(drop=True),
        title="Of the communes isolated by the definition of the row, how many are by that of the column?",
        subtitle=f"{territory.name}, share of communes",
        columns={"label": ("Definition", "text"), **{key: (key, "percent") for key in available()}},
        source="Source: INSEE, zonages",
    )


def overlap_reading(territory: Territory) -> str:
    """Say how far the first two definitions agree."""
    table = overlap(territory).set_index(["first", "second"])
    share = table.loc[("zau", "aav"), "share_of_first"]
    if pd.isna(share):
        return f"The urban-area zoning finds no isolated commune in {territory.name}: there is no overlap to measure."
    back = table.loc[("aav", "zau"), "share_of_first"]
    other = "" if pd.isna(back) else f"; the other way round, {prose.percent(back)}"
    dense = table.loc[("zau", "density"), "share_of_first"]
    return (
        f"Of the communes isolated in the zoning of 2010, {prose.percent(share)} still are in that of 2020{other}. Among "
        f"them, {prose.percent(dense)} are also in the most dispersed class of the density grid: far from cities and thinly "
        "peopled are two things."
    )


def size_figure(territory: Territory, key: str) -> Picture | str:
    """Draw how isolated communes and the others spread over classes of size."""
    data = size_classes(territory, key)
    here = data[data["territory_type"] == ISOLATED]
    if not here["communes"].sum():
        return f"No isolated commune in {territory.name} whose population is held: sizes cannot be compared."
    small = here.loc[here["size_class"].isin(["under 100", "100 to 199"]), "share_communes"].sum()
    mean = _isolated(territory, key)["mean_population"]
    return charts.bars(
        data.dropna(subset=["share_communes"]),
        label="size_class",
        value="share_communes",
        group="territory_type",
        percent=True,
        order=data["size_class"].cat.categories.tolist(),
        title=f"{prose.percent(small, 0)} of isolated communes have fewer than 200 people; their mean is {prose.number(mean)}",
        unit=f"share of the communes of the type, by number of people in {latest_year()}",
        source=POPULATION_SOURCE,
        alt=f"Bars of the size of communes in {territory.name} by type: {prose.percent(small, 0)} of the isolated have fewer "
        f"than 200 people.",
    )


def _old(territory: Territory, key: str) -> pd.DataFrame:
    return population.ages_60_plus(territory, key).set_index(["territory_type", "year"])["share_aged_60_plus"]


def ages_figure(territory: Territory, key: str) -> Picture | str:
    """Draw the share of people aged 60 and over by type, at each census."""
    data = population.ages_60_plus(territory, key).dropna(subset=["share_aged_60_plus"])
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty:
        return f"No age is known for people of isolated communes in {territory.name}: none is isolated, or none is counted."
    first, last = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"In isolated communes {prose.percent(last['share_aged_60_plus'], 0)} of people were aged 60 or over in "
        f"{last['year']}, {prose.percent(first['share_aged_60_plus'], 0)} in {first['year']}"
    )
    return charts.lines(
        data,
        x="year",
        y="share_aged_60_plus",
        group="territory_type",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit="share of people aged 60 and over",
        source="Source: INSEE, recensements 2008, 2013, 2019 (évolution et structure de la population)",
        alt=f"Lines of the share of people aged 60 and over in {territory.name} by type of territory. {title}.",
    )


def ages_reading(territory: Territory, key: str) -> str:
    """Set the share aged 60 and over beside the report's figures."""
    here, whole = _old(territory, key), population.ages_60_plus(france(), key)
    country = whole.groupby("year")[["people_60_plus", "people"]].sum()
    country = (country["people_60_plus"] / country["people"]).loc[2013]
    said = (
        f"The report gives {prose.percent(REPORT['share_aged_60_plus'], 0)} for isolated territories and "
        f"{prose.percent(REPORT['share_aged_60_plus_france'], 0)} for France, without a year. "
    )
    if (ISOLATED, 2013) not in here.index:
        return (
            said
            + f"In 2013 France had {prose.percent(country)}; for {territory.name} there is nothing to set beside it."
        )
    return said + (
        f"In 2013 it was {prose.percent(here[ISOLATED, 2013])} in the isolated communes of {territory.name} and "
        f"{prose.percent(country)} in France as a whole."
    )


def cases_table():
    """Tabulate the report's places with their class under each definition."""
    return tables.table(
        cases().sort_values("population", ascending=False),
        title="The places that the report names, and how the definitions class them",
        subtitle=f"Population {latest_year()}",
        columns={
            "case": ("Case", "text"),
            "name": ("Commune", "text"),
            "population": ("People", "integer"),
            "zau": ("ZAU 2010", "text"),
            "aav": ("AAV 2020", "text"),
            "density": ("Density 2022", "text"),
        },
        source=POPULATION_SOURCE,
    )


def cases_reading() -> str:
    """Count how many of the report's places are isolated under each definition."""
    places = cases()
    counts = {key: int((places[key] == ISOLATED).sum()) for key in available()}
    said = prose.listing(f"{prose.number(count) if count else 'none'} under {key}" for key, count in counts.items())
    return f"Of the {len(places)} places, isolated: {said}."


def unclassed_reading(territory: Territory, key: str) -> str:
    """Say how many communes have no class, or no population."""
    data = classify(territory, key).merge(people(territory), on="commune", how="left")
    unclassed, unpeopled = int(data["territory_type"].isna().sum()), int(data["population"].isna().sum())
    if not unclassed and not unpeopled:
        return f"Every commune of {territory.name} has a class and a population."
    return (
        f"Communes of {territory.name} without a class in this typology: {prose.number(unclassed)}; without a population of "
        f"{latest_year()}: {prose.number(unpeopled)}. They are left out, not counted as zero."
    )
