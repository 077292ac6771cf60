"""What the fourth notebook shows and says of distances: the nearest doctor, the nearest of each service, the town hall."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, maps, tables
from analysis.services import destinations, distance
from analysis.services.distance import THRESHOLDS_KM
from analysis.services.equipment import summary_edition
from analysis.services.story.focus import focus, inside, named, part
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import editions, source_line

BREAKS_KM = (2, 5, 7.5, 10, 15)


def _reached_sources() -> str:
    """Name the equipment file and the last of each list of places."""
    lists = ("anct_france_services", "culture_bibliotheques")
    edition = editions("services", f"insee_bpe_{summary_edition()}")
    return source_line(*edition, *(editions("points", stem)[-1] for stem in lists))


def _halls_source() -> str:
    return source_line(*editions("points", "dila_mairies"))


def doctor_map(territory: Territory, definition: str) -> Picture | str:
    """Map the distance to the nearest commune with a general practitioner."""
    data = distance.distances(territory, definition, destinations.doctor())
    table = distance.beyond_of(data).set_index("territory_type")
    kind = focus(territory, definition)
    if data["distance_km"].isna().all():
        return f"The equipment file of {summary_edition()} does not cover {territory.name}: no distance can be mapped."
    which = "isolated communes" if kind == ISOLATED else territory.name
    return maps.communes(
        territory,
        data[["commune", "distance_km"]],
        value="distance_km",
        breaks=BREAKS_KM,
        unit=f"km to the nearest doctor, town hall to town hall, {summary_edition()}",
        title=_no_doctor(table.loc[kind], which),
        source=f"{source_line(*editions('services', f'insee_bpe_{summary_edition()}'), 'outlines')}; town halls: DILA",
        alt=f"Map of the communes of {territory.name} by distance to the nearest commune with a general practitioner: from 0 to "
        f"{words.number(data['distance_km'].max(), 1)} km.",
    )


def _no_doctor(row: pd.Series, which: str) -> str:
    people, communes = row["share_people_beyond_5_km"], row["share_communes_beyond_5_km"]
    if people == 0:
        return f"Every town hall of {which} where people live has a doctor within 5 km"
    if pd.isna(people):
        return f"{words.percent(communes)} of communes of {which} have no doctor within 5 km"
    return f"{part(people).capitalize()} of the people in {which} have no doctor within 5 km"


def distance_table(territory: Territory, definition: str) -> GT:
    """Tabulate how many people live beyond 5, 10 and 20 km of the nearest place of each kind."""
    kind = focus(territory, definition)
    table = distance.beyond(territory, definition)
    table = table[table["territory_type"] == kind].assign(
        place=lambda frame: frame["label"] + ", " + frame["date"].str[:4]
    )
    which = "isolated communes" if kind == ISOLATED else "all communes"
    if table["people"].isna().all():
        return _table_of_communes(territory, table)
    return tables.table(
        table,
        title=f"People far from the nearest place: {territory.name}, {which}",
        subtitle="Great-circle distance from the town hall of each commune, places anywhere in France",
        columns={
            "place": ("Nearest", "text"),
            "median_km": ("Half of the people within, km", "decimal1"),
            "share_people_beyond_5_km": ("beyond 5 km", "percent"),
            "share_people_beyond_10_km": ("beyond 10 km", "percent"),
            "share_people_beyond_20_km": ("beyond 20 km", "percent"),
            "people_beyond_10_km": ("People beyond 10 km", "integer"),
        },
        source=_reached_sources(),
    )


def _table_of_communes(territory: Territory, table: pd.DataFrame) -> GT:
    limits = {f"share_communes_beyond_{limit}_km": (f"beyond {limit} km", "percent") for limit in THRESHOLDS_KM}
    return tables.table(
        table,
        title=f"Communes far from the nearest place: {territory.name}",
        subtitle="Share of communes, for no recent population is held; great-circle distance from the town hall",
        columns={"place": ("Nearest", "text"), **limits},
        source=_reached_sources(),
    )


def distance_reading(territory: Territory, definition: str) -> str:
    """Say what is near, what is far, and how all communes compare."""
    kind = focus(territory, definition)
    table = distance.beyond(territory, definition)
    here = table[table["territory_type"] == kind].set_index("destination")
    every = table[table["territory_type"] == ALL_COMMUNES].set_index("destination")
    far = here["share_people_beyond_10_km"].astype("float64")
    if far.isna().all():
        return f"No recent population is held for {territory.name}: people beyond a distance cannot be counted."
    near = here["share_people_beyond_5_km"].astype("float64")
    text = f"{_longest(here, far)} {_shortest(here, near)}"
    if kind == ISOLATED and far.max() > 0:
        share = every.loc[far.idxmax(), "share_people_beyond_10_km"]
        text += f" Over all communes of {territory.name} the first figure is {words.percent(share)}."
    return text


def _longest(here: pd.DataFrame, far: pd.Series) -> str:
    worst = far.idxmax()
    if far[worst] == 0:
        return "Nobody is beyond 10 km of any of these places."
    return f"The longest way is to the {inside(here.loc[worst, 'label'])}: {part(far[worst])} of the people are beyond 10 km."


def _shortest(here: pd.DataFrame, near: pd.Series) -> str:
    nearest = near.index[near == near.min()]
    labels = [f"the {inside(here.loc[key, 'label'])}" for key in nearest]
    if near.min() == 0:
        return f"Nobody is beyond 5 km of {words.listing(labels)}."
    return f"The shortest is to {words.listing(labels)}: {part(near.min())} are beyond 5 km."


def halls_table(territory: Territory, definition: str) -> GT:
    """Tabulate the hours and web sites of the town halls by type of territory."""
    table = words.of_enough(distance.town_halls(territory, definition), territory, definition)
    return tables.table(
        table[table["communes"] > 0],
        title=f"Town halls of {territory.name}",
        subtitle=f"Few hours: under {distance.FEW_HOURS_A_WEEK} a week; shares of the town halls that the directory tells of"
        f"{words.left_small(territory, definition)}",
        columns={
            "territory_type": ("Type of territory", "text"),
            "communes": ("Communes", "integer"),
            "median_weekly_hours": ("Median hours a week", "decimal1"),
            "share_communes_few_hours": ("Few hours, of communes", "percent"),
            "share_people_few_hours": ("Few hours, of people", "percent"),
            "share_communes_website": ("Web site, of communes", "percent"),
            "share_people_website": ("Web site, of people", "percent"),
        },
        source=_halls_source(),
    )


def halls_reading(territory: Territory, definition: str) -> str:
    """Set the town halls of isolated communes beside all."""
    kind = focus(territory, definition)
    table = distance.town_halls(territory, definition).set_index("territory_type")
    here, every = table.loc[kind], table.loc[ALL_COMMUNES]
    said = [_said_hours(here, named(territory, kind)), _said_sites(here, named(territory, kind))]
    if kind == ISOLATED and here[["median_weekly_hours", "share_communes_website"]].notna().all():
        said.append(
            f"Over all communes of {territory.name} these are {words.number(every['median_weekly_hours'], 1)} hours and "
            f"{part(every['share_communes_website'])}."
        )
    unknown = int(every["communes"] - every["communes_hours_known"])
    if unknown:
        said.append(
            f"Town halls of {territory.name} that give no hours, {words.number(unknown)}, are left out, not taken as closed."
        )
    return " ".join(said)


def _said_hours(row: pd.Series, place: str) -> str:
    if pd.isna(row["median_weekly_hours"]):
        return f"No town hall of {place} gives its hours."
    return (
        f"Half of the town halls of {place} open {words.number(row['median_weekly_hours'], 1)} hours a week or fewer."
    )


def _said_sites(row: pd.Series, place: str) -> str:
    if pd.isna(row["share_communes_website"]):
        return f"The directory does not tell which town halls of {place} have a web site."
    return f"The directory gives a web site for {part(row['share_communes_website'])} of the town halls of {place}."
