"""What the fourth notebook shows and says of distances: the nearest doctor, the nearest counter, the town hall."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import charts, maps, prose, services_distance, tables
from analysis.isolation import ISOLATED
from analysis.services import ALL_COMMUNES
from analysis.services_distance import MSAP_END_2018, THRESHOLDS_KM
from analysis.services_focus import focus, inside, named, series, strongest
from analysis.style import Picture
from analysis.territory import Territory, france

BREAKS_KM = (2, 5, 7.5, 10, 15)
DOCTOR = "gp_2019"
COUNTERS = ("france_services_2021", "france_services_2022", "france_services_2024")
DOCTOR_SOURCE = "Source: INSEE, base permanente des équipements 2019; positions of town halls: DILA"
ALL_SOURCES = (
    "Source: INSEE, base permanente des équipements 2019; ANCT, France services 2024; Ministère de la Culture 2020"
)
POINTS_SOURCE = "Source: ANCT, France services (April 2021, December 2022, August 2024)"
HALLS_SOURCE = "Source: DILA, annuaire de service-public.fr, 2025"


def doctor_map(territory: Territory, definition: str) -> Picture | str:
    """Map the distance to the nearest commune with a general practitioner."""
    data = services_distance.distances(territory, definition, DOCTOR)
    table = services_distance.beyond_of(data).set_index("territory_type")
    kind = focus(territory, definition)
    if data["distance_km"].isna().all():
        return f"The equipment file of 2019 does not cover {territory.name}: no distance can be mapped."
    far = table.loc[kind, "share_people_beyond_5_km"]
    which = "people in isolated communes" if kind == ISOLATED else "people"
    title = f"{prose.percent(far)} of {which} have no doctor within 5 km"
    if pd.isna(far):
        title = f"{prose.percent(table.loc[kind, 'share_communes_beyond_5_km'])} of communes have no doctor within 5 km"
    return maps.communes(
        territory,
        data[["commune", "distance_km"]],
        value="distance_km",
        breaks=BREAKS_KM,
        unit="km to the nearest doctor, town hall to town hall, 2019",
        title=title,
        source=DOCTOR_SOURCE,
        alt=f"Map of the communes of {territory.name} by distance to the nearest commune with a general practitioner: from 0 to "
        f"{prose.number(data['distance_km'].max(), 1)} km.",
    )


def distance_table(territory: Territory, definition: str) -> GT:
    """Tabulate how many people live beyond 5, 10 and 20 km of the nearest place of each kind."""
    kind = focus(territory, definition)
    table = services_distance.beyond(territory, definition)
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
        source=ALL_SOURCES,
    )


def _table_of_communes(territory: Territory, table: pd.DataFrame) -> GT:
    limits = {f"share_communes_beyond_{limit}_km": (f"beyond {limit} km", "percent") for limit in THRESHOLDS_KM}
    return tables.table(
        table,
        title=f"Communes far from the nearest place: {territory.name}",
        subtitle="Share of communes, for no recent population is held; great-circle distance from the town hall",
        columns={"place": ("Nearest", "text"), **limits},
        source=ALL_SOURCES,
    )


def distance_reading(territory: Territory, definition: str) -> str:
    """Say what is near, what is far, and how all communes compare."""
    kind = focus(territory, definition)
    table = services_distance.beyond(territory, definition)
    here = table[table["territory_type"] == kind].set_index("destination")
    every = table[table["territory_type"] == ALL_COMMUNES].set_index("destination")
    far = here["share_people_beyond_10_km"].astype("float64")
    if far.isna().all():
        return f"No recent population is held for {territory.name}: people beyond a distance cannot be counted."
    near = here["share_people_beyond_5_km"].astype("float64")
    worst, best = far.idxmax(), near.idxmin()
    text = (
        f"The longest way is to the {inside(here.loc[worst, 'label'])}: "
        f"{prose.percent(far[worst])} of people are beyond 10 km. The shortest is to the {inside(here.loc[best, 'label'])}: "
        f"{prose.percent(near[best])} are beyond 5 km."
    )
    if kind == ISOLATED:
        text += (
            f" Over all communes of {territory.name} the first figure is "
            f"{prose.percent(every.loc[worst, 'share_people_beyond_10_km'])}."
        )
    return text


def _counters(territory: Territory, definition: str) -> pd.DataFrame:
    return services_distance.beyond(territory, definition, COUNTERS)


def counters_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people beyond 10 km of a France services, by type of territory and date."""
    kind = focus(territory, definition)
    table = services_distance.beyond(territory, definition, COUNTERS)
    here = table[table["territory_type"] == kind]["share_people_beyond_10_km"].dropna().tolist()
    if len(here) < 2:
        return f"The people of {territory.name} beyond a distance of a France services cannot be counted."
    data = series(_counters, territory, definition).dropna(subset=["share_people_beyond_10_km"])
    # The three lists are twenty months apart, each from the next: evenly spaced texts tell no lie.
    data = data.assign(date=data["date"].map(_DATES))
    which = "of people in isolated communes are" if kind == ISOLATED else "of people are"
    first, last = prose.percent(here[0], 0), prose.percent(here[-1], 0)
    title = f"{last} {which} beyond 10 km of a France services, against {first} in 2021"
    return charts.lines(
        data[["group", "date", "share_people_beyond_10_km", "people_beyond_10_km"]],
        x="date",
        y="share_people_beyond_10_km",
        group="group",
        percent=True,
        zero=True,
        highlight=strongest(territory, definition),
        title=title,
        unit=f"share of people whose town hall is over 10 km from a fixed France services, {territory.name}",
        source=POINTS_SOURCE,
        alt=f"Lines of the share of people beyond 10 km of a France services in {territory.name}, April 2021 to August 2024: "
        f"{named(territory, kind)} go from {first} to {last}.",
    )


def counters_reading(territory: Territory, definition: str) -> str:
    """Count the France services, beside the houses that came before them."""
    listed = services_distance.france_services_count(territory)
    counts = listed.groupby("date")["places"].sum()
    said = [f"{prose.number(counts[date])} in {name}" for date, name in _DATES.items() if date in counts]
    if not said:
        return f"No France services is listed in {territory.name} at any of the three dates."
    buses = listed.loc[(listed["date"] == max(_DATES)) & (listed["form"] == "itinerant"), "places"].sum()
    text = (
        f"France services listed in {territory.name}: {prose.listing(said)}, {prose.number(buses)} of the last itinerant. The "
        f"country had {prose.number(MSAP_END_2018)} public-service houses (MSAP) at the end of 2018, as published"
    )
    if not territory.is_national:
        whole = services_distance.france_services_count(france()).groupby("date")["places"].sum()
        text += f", and the lists of their successors hold {prose.number(whole[max(_DATES)])} in August 2024"
    return f"{text}. How many of these are former houses under a new name, the lists do not tell."


_DATES = {"2021-04": "April 2021", "2022-12": "December 2022", "2024-08": "August 2024"}


def halls_table(territory: Territory, definition: str) -> GT:
    """Tabulate the hours and web sites of the town halls by type of territory."""
    table = services_distance.town_halls(territory, definition)
    return tables.table(
        table[table["communes"] > 0],
        title=f"Town halls of {territory.name}",
        subtitle=f"Few hours: under {services_distance.FEW_HOURS_A_WEEK} a week; shares of the town halls that the directory tells of",
        columns={
            "territory_type": ("Type of territory", "text"),
            "communes": ("Communes", "integer"),
            "median_weekly_hours": ("Median hours a week", "decimal1"),
            "share_communes_few_hours": ("Few hours, of communes", "percent"),
            "share_people_few_hours": ("Few hours, of people", "percent"),
            "share_communes_website": ("Web site, of communes", "percent"),
            "share_people_website": ("Web site, of people", "percent"),
        },
        source=HALLS_SOURCE,
    )


def halls_reading(territory: Territory, definition: str) -> str:
    """Set the town halls of isolated communes beside all."""
    kind = focus(territory, definition)
    table = services_distance.town_halls(territory, definition).set_index("territory_type")
    here, every = table.loc[kind], table.loc[ALL_COMMUNES]
    text = (
        f"Half of the town halls of {named(territory, kind)} open {prose.number(here['median_weekly_hours'], 1)} hours a week or "
        f"less, and the directory gives a web site for {prose.percent(here['share_communes_website'])} of them"
    )
    if kind == ISOLATED:
        text += (
            f" ({prose.number(every['median_weekly_hours'], 1)} hours and {prose.percent(every['share_communes_website'])} over "
            f"all communes of {territory.name})"
        )
    unknown = int(every["communes"] - every["communes_hours_known"])
    if not unknown:
        return f"{text}."
    return f"{text}. Town halls of {territory.name} that give no hours, {prose.number(unknown)}, are left out, not taken as closed."
