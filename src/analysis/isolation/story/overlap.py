"""What the first notebook shows and says of how far the definitions agree, and of the places that the report names."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED, classed_and_isolated, latest_year
from analysis.isolation.comparison import cases, overlap
from analysis.isolation.rural import SPARSE
from analysis.isolation.story.comparison import no_definition
from analysis.isolation.story.sizes import ZONINGS, population_source
from analysis.language import gettext
from analysis.territories import DEFINITIONS, ISOLATED, Territory, available, compared, own_definition


def overlap_table(territory: Territory):
    """Tabulate which share of the communes isolated under one definition are so under another."""
    every = compared(own_definition())
    found = overlap(territory, own_definition())
    most = found["communes_first"].max()
    found = found[found["communes_first"] >= FEWEST_ISOLATED]
    if found.empty:
        # The figure above has told how many communes are the most.
        few = gettext("No definition finds enough isolated communes in {place} to compare them.", place=territory)
        return few if most else no_definition(territory, most)
    wide = found.pivot(index="first", columns="second", values="share_of_first").reindex(
        index=[key for key in every if key in set(found["first"])], columns=list(every)
    )
    wide.insert(0, "label", [every[key].label for key in wide.index])
    columns = {"label": (gettext("Definition"), "text")}
    for key, chosen in every.items():
        short = chosen.short
        columns[key] = (gettext(short), "percent")
    return tables.table(
        wide.reset_index(drop=True),
        title=gettext("Of the communes isolated by the definition of the row, how many are by that of the column?"),
        subtitle=gettext("{place}, share of communes", place=territory),
        columns=columns,
        source=gettext("Source: {sources}", sources=words.house_style(f"INSEE, {ZONINGS}")),
    )


def overlap_reading(territory: Territory) -> str:
    """Say how far the first two definitions agree."""
    table = overlap(territory).set_index(["first", "second"])
    table["share_of_first"] = table["share_of_first"].where(table["communes_first"] >= FEWEST_ISOLATED)
    both = table.loc[("zau", "aav"), "share_of_first"]
    if pd.isna(both):
        return _no_overlap(territory)
    back = table.loc[("aav", "zau"), "share_of_first"]
    said = [
        gettext(
            "Of the communes isolated in the zoning of 2010, {share} are also isolated in that of 2020, drawn by other rules.",
            share=words.percent(both),
        )
    ]
    if pd.notna(back):
        said.append(gettext("The other way round, the share is {share}.", share=words.percent(back)))
    dense = gettext(
        "Of those isolated in the zoning of 2010, {share} are also in the most dispersed class of the density grid.",
        share=words.percent(table.loc[("zau", "density"), "share_of_first"]),
    )
    return " ".join([*said, dense])


def _no_overlap(territory: Territory) -> str:
    """Say why the overlap with the zoning of 2010 is not measured: not classed, none or too few."""
    classed, isolated = classed_and_isolated(territory, "zau")
    if not classed:
        return gettext(
            "The urban-area zoning of 2010 classes no commune of {place}: there is no overlap to measure.",
            place=territory,
        )
    if not isolated:
        return gettext(
            "The urban-area zoning of 2010 finds no isolated commune in {place}: there is no overlap to measure.",
            place=territory,
        )
    if isolated >= FEWEST_ISOLATED:
        return gettext("How far the definitions overlap is not known in {place}.", place=territory)
    return gettext(
        "The urban-area zoning of 2010 finds {communes} in {place}: too few to measure an overlap.",
        communes=words.communes(isolated, "isolated "),
        place=territory,
    )


def cases_table():
    """Tabulate the report's places with their class under each definition."""
    return tables.table(
        cases().sort_values("population", ascending=False),
        title=gettext("The places that the report names, and how the definitions class them"),
        subtitle=gettext(
            "Population {year}; isolated by the density grid: “{level}”",
            year=latest_year(),
            level=gettext(SPARSE),
        ),
        columns={
            "case": (gettext("Case"), "text"),
            "name": (gettext("Commune"), "text"),
            "population": (gettext("People"), "integer"),
            "zau": ("ZAU 2010", "text"),
            "aav": ("AAV 2020", "text"),
            "density": (gettext("Density 2022"), "text"),
        },
        source=population_source(),
    )


def cases_reading() -> str:
    """Count how many of the report's places are isolated under each definition."""
    places = cases()
    counts = {key: int((places[key] == ISOLATED).sum()) for key in available()}
    some = {key: count for key, count in counts.items() if count}
    told = {"places": words.number(len(places)), "definitions": words.number(len(counts))}
    if not some:
        return gettext("None of the {places} places is isolated under any of the {definitions} definitions.", **told)
    said = []
    for key, count in some.items():
        label = DEFINITIONS[key].label
        said.append(gettext("{count} by {definition}", count=words.number(count), definition=gettext(label)))
    told["said"] = words.listing(said)
    if len(some) < len(counts):
        return gettext("Of the {places} places, isolated: {said}; none by the other definitions.", **told)
    return gettext("Of the {places} places, isolated: {said}.", **told)
