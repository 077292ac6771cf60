"""What the first notebook shows and says of the definitions: what each counts, how far they agree, and when."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import FEWEST_ISOLATED, geography_year, latest_year
from analysis.isolation.comparison import agreement, by_geography, cases, overlap, sizes_by_definition
from analysis.isolation.sizes import REPORT, in_2015
from analysis.isolation.story.sizes import ZONINGS, population_source, with_outlines
from analysis.isolation.story.wording import population_unheld
from analysis.snapshot import REPORT_CENSUS
from analysis.statistics import beside_france
from analysis.territories import DEFINITIONS, ISOLATED, Territory, available
from analysis.words import few_isolated


def _without_few(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the shares and means of fewer communes than a share is made of; the counts stay."""
    measured = ["share_communes", "share_people", "mean_population"]
    enough = table["communes"] >= FEWEST_ISOLATED
    return table.assign(**{name: table[name].where(enough) for name in measured})


def definitions_table(territory: Territory):
    """Tabulate communes and people under each definition, and the report's own figures."""
    table = _without_few(sizes_by_definition(territory))
    few = table["communes"].lt(FEWEST_ISOLATED).any()
    if territory.is_national:
        table = pd.concat([table, _report_row()], ignore_index=True)
    return tables.table(
        table,
        title=f"Isolated communes of {territory.name}, by definition",
        subtitle=f"Communes of {geography_year()}, population {latest_year()}"
        + (f"; no share and no mean of fewer than {FEWEST_ISOLATED} communes" if few else ""),
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
    return _without_few(sizes_by_definition(territory))


def definitions_figure(territory: Territory) -> Picture | str:
    """Draw the share of people isolated under each definition, here and in France."""
    data = beside_france(_definitions_of, territory, "")
    here = data[data["place"] == territory.name]
    known = here.dropna(subset=["share_people"]).sort_values("share_people", kind="stable")
    if known.empty:
        return _no_definition(territory, here["communes"].max())
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="place",
        percent=True,
        title=_range_title(known, len(here)),
        unit=f"share of the population of {latest_year()}",
        source=population_source(),
        alt=f"Bars of the share of people in isolated communes of {territory.name} under {len(here)} definitions: "
        f"{_range_alt(known)}.",
    )


def _digits(high: float) -> int:
    """Return the decimals that let the highest share read as more than none."""
    return 1 if high >= 0.005 else 2


def _range_alt(known: pd.DataFrame) -> str:
    """Say the lowest and the highest share, of a single one itself, with digits that show them."""
    digits = _digits(known["share_people"].iloc[-1])
    told = [f"{words.percent(row['share_people'], digits)} ({row['label']})" for _, row in known.iterrows()]
    return f"lowest {told[0]}, highest {told[-1]}" if len(told) > 1 else f"{told[0]}, the only one with enough communes"


def _no_definition(territory: Territory, most: float) -> str:
    """Say why no definition gives a share of people."""
    if most >= FEWEST_ISOLATED:
        return f"The definitions can be compared by communes only: {population_unheld(territory)}."
    if not most:
        return f"No definition finds an isolated commune in {territory.name}."
    return (
        f"No definition finds as many as {FEWEST_ISOLATED} isolated communes in {territory.name}, the most is "
        f"{words.number(most)}: too few for a share."
    )


def _range_title(known: pd.DataFrame, definitions: int) -> str:
    """Say between which shares the definitions lie; of a single one that has enough communes, its share."""
    low, high = known["share_people"].iloc[0], known["share_people"].iloc[-1]
    digits = _digits(high)
    if len(known) == 1 and definitions > 1:
        return (
            f"{words.percent(high, digits)} of people are isolated by one definition, {known['label'].iloc[0]}; the "
            "others find too few communes for a share"
        )
    return (
        f"From {words.percent(low, digits)} to {words.percent(high, digits)} of people are isolated: the definition "
        "decides"
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
    if former["communes"] < FEWEST_ISOLATED:
        return text + (
            f"In the communes of 2015, nearest to the report, the urban-area zoning finds "
            f"{words.communes(former['communes'], 'isolated ')} in {territory.name}: too few for a mean size."
        )
    return text + (
        f"In the communes of 2015, nearest to the report, {territory.name} has {words.number(former['communes'])} "
        f"isolated under the urban-area zoning" + _former_size(former)
    )


def _former_size(former: pd.Series) -> str:
    if pd.isna(former["people"]):
        return f"; their population in {REPORT_CENSUS} is not held."
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
    if any_of < FEWEST_ISOLATED:
        title = f"Isolated by some definition: {words.communes(any_of)}; by all three: {all_of or 'none'}"
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
    most = found["communes_first"].max()
    found = found[found["communes_first"] >= FEWEST_ISOLATED]
    if found.empty:
        return _no_definition(territory, most)
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
    table["share_of_first"] = table["share_of_first"].where(table["communes_first"] >= FEWEST_ISOLATED)
    share = table.loc[("zau", "aav"), "share_of_first"]
    if pd.isna(share):
        few = few_isolated(territory, "zau")
        told = (
            few.replace("this definition", "the urban-area zoning") if few else f"It is not known in {territory.name}."
        )
        return f"{told} There is no overlap to measure."
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
    some = {key: count for key, count in counts.items() if count}
    if not some:
        return f"None of the {len(places)} places is isolated under any of the {len(counts)} definitions."
    said = words.listing(f"{words.number(count)} by {DEFINITIONS[key].label}" for key, count in some.items())
    others = ", none by the other definitions" if len(some) < len(counts) else ""
    return f"Of the {len(places)} places, isolated: {said}{others}."
