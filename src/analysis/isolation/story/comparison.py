"""What the first notebook shows and says of the definitions: what each counts, how far they agree, and when."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import geography_year, latest_year
from analysis.isolation.comparison import agreement, by_geography, cases, overlap, sizes_by_definition
from analysis.isolation.sizes import REPORT, in_2015
from analysis.isolation.story.sizes import ZONINGS, population_source, with_outlines
from analysis.snapshot import REPORT_CENSUS
from analysis.statistics import beside_france
from analysis.territories import DEFINITIONS, ISOLATED, Territory, available


def definitions_table(territory: Territory):
    """Tabulate communes and people under each definition, and the report's own figures."""
    table = sizes_by_definition(territory)
    if territory.is_national:
        table = pd.concat([table, _report_row()], ignore_index=True)
    return tables.table(
        table,
        title=f"Isolated communes of {territory.name}, by definition",
        subtitle=f"Communes of {geography_year()}, population {latest_year()}",
        columns={
            "label": ("Definition", "text"),
            "communes": ("Communes", "integer"),
            "share_communes": ("of communes", "percent"),
            "people": ("People", "integer"),
            "share_people": ("of people", "percent"),
            "mean_population": ("Mean size", "integer"),
        },
        source=population_source(),
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


def _definitions_of(territory: Territory, _definition: str) -> pd.DataFrame:
    return sizes_by_definition(territory)


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
        title=(
            f"From {words.percent(low, digits)} to {words.percent(high, digits)} of people are isolated: the "
            "definition decides"
        ),
        unit=f"share of the population of {latest_year()}",
        source=population_source(),
        alt=f"Bars of the share of people in isolated communes of {territory.name} under {len(here)} definitions: "
        f"lowest {words.percent(low)} ({low_name}), highest {words.percent(high)} ({high_name}).",
    )


def geography_reading(territory: Territory, key: str) -> str:
    """Say how the count moves with the geography of the communes, and what 2015 gave here."""
    counts = by_geography(key)
    spread = words.listing(
        f"{words.number(row.communes)} in the communes of {row.geography_year}"
        for row in counts.itertuples(index=False)
    )
    former = in_2015(territory).set_index("territory_type").loc[ISOLATED]
    text = f"The same class holds, in France, {spread}: communes merge, people do not move. "
    if not former["communes"]:
        return text + f"In the communes of 2015, the urban-area zoning finds none isolated in {territory.name}."
    return text + (
        f"In the communes of 2015, nearest to the report, {territory.name} has {words.number(former['communes'])} "
        f"isolated under the urban-area zoning" + _former_size(former)
    )


def _former_size(former: pd.Series) -> str:
    if pd.isna(former["people"]):
        return f"; their population of {REPORT_CENSUS} is not held."
    return (
        f", with {words.people(former['people'])} people in {REPORT_CENSUS} and "
        f"{words.number(former['mean_population'])} on average, where the report says about "
        f"{words.number(REPORT['mean_population'])}."
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
        f"Of {words.communes(any_of)} isolated by some definition, {words.number(all_of) if all_of else 'none'} by "
        "all three"
    )
    return maps.categories(
        territory,
        data,
        value="agreement",
        order=list(labels.values()),
        highlight="all three",
        title=title,
        source=with_outlines(ZONINGS),
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
    other = "" if pd.isna(back) else f"; the other way round, {words.percent(back)}"
    dense = table.loc[("zau", "density"), "share_of_first"]
    return (
        f"Of the communes isolated in the zoning of 2010, {words.percent(share)} still are in that of 2020{other}. "
        f"Among them, {words.percent(dense)} are also in the most dispersed class of the density grid: far from "
        "cities and thinly peopled are two things."
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
        source=population_source(),
    )


def cases_reading() -> str:
    """Count how many of the report's places are isolated under each definition."""
    places = cases()
    counts = {key: int((places[key] == ISOLATED).sum()) for key in available()}
    said = words.listing(f"{words.number(count) if count else 'none'} under {key}" for key, count in counts.items())
    return f"Of the {len(places)} places, isolated: {said}."
