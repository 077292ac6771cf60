"""What the fourth notebook shows and says of distances: the nearest doctor, the nearest counter, the town hall."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.services import destinations, distance
from analysis.services.distance import MSAP_END_2018, THRESHOLDS_KM
from analysis.services.equipment import ALL_COMMUNES, summary_edition
from analysis.services.story.focus import focus, inside, named, series, strongest
from analysis.snapshot import years
from analysis.territories import ISOLATED, Territory, france
from analysis.words import editions, source_line

BREAKS_KM = (2, 5, 7.5, 10, 15)


def _reached_sources() -> str:
    """Name the equipment file and the last of each list of places."""
    lists = ("anct_france_services", "culture_bibliotheques")
    edition = editions("services", f"insee_bpe_{summary_edition()}")
    return source_line(*edition, *(editions("points", stem)[-1] for stem in lists))


def _counters_source() -> str:
    return source_line(*editions("points", "anct_france_services"))


def _halls_source() -> str:
    return source_line(*editions("points", "dila_mairies"))


def doctor_map(territory: Territory, definition: str) -> Picture | str:
    """Map the distance to the nearest commune with a general practitioner."""
    data = distance.distances(territory, definition, destinations.doctor())
    table = distance.beyond_of(data).set_index("territory_type")
    kind = focus(territory, definition)
    if data["distance_km"].isna().all():
        return f"The equipment file of {summary_edition()} does not cover {territory.name}: no distance can be mapped."
    far = table.loc[kind, "share_people_beyond_5_km"]
    which = "people in isolated communes" if kind == ISOLATED else "people"
    title = f"{words.percent(far)} of {which} have no doctor within 5 km"
    if pd.isna(far):
        title = f"{words.percent(table.loc[kind, 'share_communes_beyond_5_km'])} of communes have no doctor within 5 km"
    return maps.communes(
        territory,
        data[["commune", "distance_km"]],
        value="distance_km",
        breaks=BREAKS_KM,
        unit=f"km to the nearest doctor, town hall to town hall, {summary_edition()}",
        title=title,
        source=f"{source_line(*editions('services', f'insee_bpe_{summary_edition()}'), 'outlines')}; town halls: DILA",
        alt=f"Map of the communes of {territory.name} by distance to the nearest commune with a general practitioner: from 0 to "
        f"{words.number(data['distance_km'].max(), 1)} km.",
    )


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
    worst, best = far.idxmax(), near.idxmin()
    text = (
        f"The longest way is to the {inside(here.loc[worst, 'label'])}: "
        f"{words.percent(far[worst])} of people are beyond 10 km. The shortest is to the {inside(here.loc[best, 'label'])}: "
        f"{words.percent(near[best])} are beyond 5 km."
    )
    if kind == ISOLATED:
        text += (
            f" Over all communes of {territory.name} the first figure is "
            f"{words.percent(every.loc[worst, 'share_people_beyond_10_km'])}."
        )
    return text


def _counters(territory: Territory, definition: str) -> pd.DataFrame:
    return distance.beyond(territory, definition, tuple(destinations.counters()))


def counters_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people beyond 10 km of a France services, by type of territory and date."""
    kind = focus(territory, definition)
    table = _counters(territory, definition)
    here = table[table["territory_type"] == kind]["share_people_beyond_10_km"].dropna().tolist()
    if len(here) < 2:
        return f"The people of {territory.name} beyond a distance of a France services cannot be counted."
    data = series(_counters, territory, definition).dropna(subset=["share_people_beyond_10_km"])
    dates = data["date"].sort_values()
    data = data.assign(when=pd.to_datetime(data["date"]))
    which = "of people in isolated communes are" if kind == ISOLATED else "of people are"
    first, last = words.percent(here[0], 0), words.percent(here[-1], 0)
    title = f"{last} {which} beyond 10 km of a France services, against {first} in {dates.iloc[0][:4]}"
    return charts.lines(
        data[["group", "date", "when", "share_people_beyond_10_km", "people_beyond_10_km"]],
        x="when",
        y="share_people_beyond_10_km",
        group="group",
        percent=True,
        zero=True,
        highlight=strongest(territory, definition),
        title=title,
        unit=f"share of people whose town hall is over 10 km from a fixed France services, {territory.name}",
        source=_counters_source(),
        alt=f"Lines of the share of people beyond 10 km of a France services in {territory.name}, {words.month(dates.iloc[0])} to {words.month(dates.iloc[-1])}: "
        f"{named(territory, kind)} go from {first} to {last}.",
    )


def counters_reading(territory: Territory, definition: str) -> str:
    """Count the France services, beside the houses that came before them."""
    listed = distance.france_services_count(territory)
    counts = listed.groupby("date")["places"].sum()
    said = [f"{words.number(places)} in {words.month(date)}" for date, places in counts.items()]
    if not said:
        return f"No France services is listed in {territory.name} at any of the dates held."
    last = years.last("points", "date", kind=destinations.FRANCE_SERVICES)
    buses = listed.loc[(listed["date"] == last) & (listed["form"] == "itinerant"), "places"].sum()
    text = (
        f"France services listed in {territory.name}: {words.listing(said)}, {words.number(buses)} of the last itinerant. The "
        f"country had {words.number(MSAP_END_2018)} public-service houses (MSAP) at the end of 2018, as published"
    )
    if not territory.is_national:
        whole = distance.france_services_count(france()).groupby("date")["places"].sum()
        text += f", and the lists of their successors hold {words.number(whole[last])} in {words.month(last)}"
    return f"{text}. How many of these are former houses under a new name, the lists do not tell."


def halls_table(territory: Territory, definition: str) -> GT:
    """Tabulate the hours and web sites of the town halls by type of territory."""
    table = distance.town_halls(territory, definition)
    return tables.table(
        table[table["communes"] > 0],
        title=f"Town halls of {territory.name}",
        subtitle=f"Few hours: under {distance.FEW_HOURS_A_WEEK} a week; shares of the town halls that the directory tells of",
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
    text = (
        f"Half of the town halls of {named(territory, kind)} open {words.number(here['median_weekly_hours'], 1)} hours a week or "
        f"less, and the directory gives a web site for {words.percent(here['share_communes_website'])} of them"
    )
    if kind == ISOLATED:
        text += (
            f" ({words.number(every['median_weekly_hours'], 1)} hours and {words.percent(every['share_communes_website'])} over "
            f"all communes of {territory.name})"
        )
    unknown = int(every["communes"] - every["communes_hours_known"])
    if not unknown:
        return f"{text}."
    return f"{text}. Town halls of {territory.name} that give no hours, {words.number(unknown)}, are left out, not taken as closed."
