"""What the chapters show and say of FRR, the zoning of revitalisation: whom it covers, and what ZRR covered before."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import latest_year
from analysis.services.revitalisation import ZONINGS, revitalised
from analysis.services.story.focus import focus, named, no_isolated, part, ranked, series, strongest
from analysis.statistics import values_of_peers
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france, types
from analysis.words import editions, source_line

SHOWN = {"frr": "FRR or FRR+, 2025", "zrr": "ZRR, 2021"}


def zonings_source() -> str:
    """Name the files of the two zonings and of the population."""
    former = editions("communes", "anct_zrr")
    return source_line("revitalisation", *former, editions("population", "insee_populations")[-1])


def _peopled(territory: Territory) -> str:
    return (
        f"No population of {latest_year()} is held for {territory.name}: the zonings can be told of its communes, not of its "
        "people."
    )


def _row(territory: Territory, definition: str, zoning: str, kind: str) -> pd.Series:
    table = revitalised(territory, definition)
    return table[(table["territory_type"] == kind) & (table["zoning"] == zoning)].iloc[0]


def revitalisation_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people in communes classed FRR now, and ZRR before, by type of territory."""
    kind = focus(territory, definition)
    data = series(revitalised, territory, definition).dropna(subset=["share_people"])
    data = data[data["zoning"].isin(SHOWN)].assign(when=lambda rows: rows["zoning"].map(SHOWN))
    here = _row(territory, definition, "frr", kind)
    if pd.isna(here["share_people"]) or data.empty:
        return _peopled(territory)
    whose = "people of isolated communes live" if kind == ISOLATED else "people live"
    title = f"{part(here['share_people'], 0).capitalize()} of the {whose} where the State sees a need of revitalisation"
    group, held = strongest(territory, definition), set(data["group"])
    ordered = [name for name in (*types(definition), territory.name, france().name) if name in held]
    return charts.bars(
        data.astype({"group": "string"}),
        label="group",
        value="share_people",
        group="when",
        percent=True,
        order=ordered,
        title=title,
        unit=f"share of people in communes classed, whole or in part, {territory.name}{words.left_small(territory, definition)}",
        source=zonings_source(),
        alt=f"Bars of the share of people in communes classed FRR in 2025 and ZRR in 2021. {group}: {part(here['share_people'])} "
        f"in FRR, {part(_row(territory, definition, 'zrr', kind)['share_people'])} in ZRR.",
    )


def revitalisation_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the communes and people in each zoning: the isolated communes, or all where too few are isolated."""
    kind = focus(territory, definition)
    table = revitalised(territory, definition)
    kinds = [kind, ALL_COMMUNES] if kind == ISOLATED else [ALL_COMMUNES]
    shown = table[table["territory_type"].isin(kinds)].assign(zoning=lambda rows: rows["zoning"].map(ZONINGS))
    return tables.table(
        shown,
        title=f"In the zonings of revitalisation: {territory.name}",
        subtitle=f"FRR of July 2025, ZRR of 2021; classed in part counts as classed; population {latest_year()}",
        columns={
            "territory_type": ("Communes", "text"),
            "zoning": ("Zoning", "text"),
            "communes_with": ("In it", "integer"),
            "share_communes": ("of communes", "percent"),
            "people_with": ("People", "integer"),
            "share_people": ("of people", "percent"),
        },
        source=zonings_source(),
    )


def revitalisation_reading(territory: Territory, definition: str) -> str:
    """Say how many isolated communes and people are in FRR and FRR+, what ZRR had, and where the region stands."""
    kind = focus(territory, definition)
    base, plus, kept, former = (_row(territory, definition, key, kind) for key in ZONINGS)
    of_people = f", where {part(base['share_people'])} of their people live" if pd.notna(base["share_people"]) else ""
    said = (
        f"{no_isolated(territory, definition)}Of {named(territory, kind)}, {part(base['share_communes'])} are classed FRR or "
        f"FRR+{of_people}; {part(plus['share_communes'])} are FRR+ (the most fragile). In 2021, {part(former['share_communes'])} "
        f"were in the former ZRR. {_kept(kept)}"
    )
    where = {"territory_type": kind, "zoning": "frr"}
    place = ranked(values_of_peers(_peers, territory, definition, "share_communes", where=where), territory, kind)
    beside = f" By the share classed, {territory.name} is {place}." if place and 0 < base["share_communes"] < 1 else ""
    return f"{said}{beside} A class opens tax relief; it measures neither what is done with it nor what it changes."


def _peers(territory: Territory, definition: str) -> pd.DataFrame:
    return words.of_enough(revitalised(territory, definition), territory, definition)


def _kept(row: pd.Series) -> str:
    if not row["communes_with"]:
        return "No commune keeps the effects of a former ZRR without being classed."
    verb = "keeps" if row["communes_with"] == 1 else "keep"
    return f"{words.communes(row['communes_with'])} more {verb} the effects of a former ZRR for a time without being classed."
