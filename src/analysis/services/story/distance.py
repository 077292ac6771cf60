"""What the fourth notebook shows and says of distances: the nearest doctor, the nearest of each service."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import geography, words
from analysis.drawing import Picture, maps, tables
from analysis.language import gettext
from analysis.services import destinations, distance
from analysis.services.distance import NO_WAY_KM, THRESHOLDS_KM
from analysis.services.equipment import summary_edition
from analysis.services.story.focus import focus, headed, opening, part
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, label_of
from analysis.words import editions, source_line

BREAKS_KM = (2, 5, 7.5, 10, 15)


def _reached_sources() -> str:
    """Name the equipment file and the last of each list of places."""
    lists = ("anct_france_services", "culture_bibliotheques")
    edition = editions("services", f"insee_bpe_{summary_edition()}")
    return source_line(*edition, *(editions("points", stem)[-1] for stem in lists))


def doctor_map(territory: Territory, definition: str) -> Picture | str:
    """Map the distance to the nearest commune with a general practitioner."""
    data = distance.distances(territory, definition, destinations.doctor())
    table = distance.beyond_of(data).set_index("territory_type")
    kind, edition = focus(territory, definition), summary_edition()
    if data["distance_km"].isna().all():
        return gettext(
            "The equipment file of {edition} does not cover {place}: no distance can be mapped.",
            edition=edition,
            place=territory,
        )
    source = source_line(*editions("services", f"insee_bpe_{edition}"), "outlines")
    return maps.communes(
        territory,
        data[["commune", "distance_km"]],
        value="distance_km",
        breaks=BREAKS_KM,
        unit=gettext(
            "km from town hall to town hall of the nearest commune with a doctor (0 where there is one), {edition}",
            edition=edition,
        ),
        title=_no_doctor(table.loc[kind], kind, territory),
        source=gettext("{source}; town halls: DILA", source=source),
        alt=_described(territory, data["distance_km"].max()),
    )


def _described(territory: Territory, furthest: float) -> str:
    if furthest >= NO_WAY_KM:
        return gettext(
            "Map of the communes of {place} by distance to the nearest commune with a general practitioner: from 0 km to none "
            "within {limit} km.",
            place=territory,
            limit=NO_WAY_KM,
        )
    return gettext(
        "Map of the communes of {place} by distance to the nearest commune with a general practitioner: from 0 to {km} km.",
        place=territory,
        km=words.number(furthest, 1),
    )


def _no_doctor(row: pd.Series, kind: str, territory: Territory) -> str:
    people, communes = row["share_people_beyond_5_km"], row["share_communes_beyond_5_km"]
    if people == 0:
        if kind == ISOLATED:
            return gettext("Nobody in the isolated communes is beyond 5 km of a commune with a doctor")
        return gettext("Nobody in {place} is beyond 5 km of a commune with a doctor", place=territory)
    if pd.isna(people):
        return gettext(
            "{share} of the communes of {place} are beyond 5 km of one with a doctor",
            share=opening(part(communes)),
            place=territory,
        )
    share = opening(part(people))
    if kind == ISOLATED:
        return gettext(
            "{share} of the people in isolated communes are beyond 5 km of a commune with a doctor", share=share
        )
    return gettext("{share} of the people are beyond 5 km of a commune with a doctor", share=share)


def distance_table(territory: Territory, definition: str) -> GT:
    """Tabulate how many people live beyond 5, 10 and 20 km of the nearest place of each kind."""
    kind = focus(territory, definition)
    table = distance.beyond(territory, definition)
    table = table[table["territory_type"] == kind]
    table = table.assign(place=[f"{label_of(label)}, {date[:4]}" for label, date in zip(table["label"], table["date"])])
    if table["people"].isna().all():
        return _table_of_communes(territory, table)
    return tables.table(
        table,
        title=gettext("People far from the nearest place: {where}", where=headed(territory, kind)),
        subtitle=gettext(
            "Great-circle distance from the town hall of each commune to that of the nearest with the service, 0 where it has "
            "it; to the place itself for libraries and France services. People of {year} at each date; places anywhere in France; n/a: "
            "none within {limit} km",
            year=geography.latest_year(),
            limit=NO_WAY_KM,
        ),
        columns={
            "place": (gettext("Nearest"), "text"),
            "median_km": (gettext("Half of the people within, km"), "decimal1"),
            **{f"share_people_beyond_{limit}_km": (_beyond(limit), "percent") for limit in THRESHOLDS_KM},
            "people_beyond_10_km": (gettext("People beyond 10 km"), "integer"),
        },
        source=_reached_sources(),
    )


def _beyond(limit: int) -> str:
    return gettext("beyond {limit} km", limit=limit)


def _table_of_communes(territory: Territory, table: pd.DataFrame) -> GT:
    limits = {f"share_communes_beyond_{limit}_km": (_beyond(limit), "percent") for limit in THRESHOLDS_KM}
    return tables.table(
        table,
        title=gettext("Communes far from the nearest place: {place}", place=territory),
        subtitle=gettext(
            "Share of communes, for no recent population is held; great-circle distance from the town hall, 0 where the "
            "commune has the service"
        ),
        columns={"place": (gettext("Nearest"), "text"), **limits},
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
        return gettext(
            "No recent population is held for {place}: people beyond a distance cannot be counted.", place=territory
        )
    # Of services as far for as many, the one whose way is longer for half of the people.
    order = ["share_people_beyond_10_km", "median_km"]
    far = far.reindex(here[order].astype("float64").sort_values(order, ascending=False).index)
    said = [_longest(far)]
    if kind == ISOLATED and far.max() > 0:
        share = every.loc[far.idxmax(), "share_people_beyond_10_km"]
        said.append(
            gettext(
                "Over all communes of {place}, {share} of the people are beyond 10 km of this service.",
                place=territory,
                share=part(share),
            )
        )
    said.append(_shortest(here["share_people_beyond_5_km"].astype("float64")))
    return " ".join(said)


def _the(key: str) -> str:
    named = destinations.destinations()[key].the
    return gettext(named)


def _longest(far: pd.Series) -> str:
    worst = far.idxmax()
    if far[worst] == 0:
        return gettext("No town hall is beyond 10 km of any of these places.")
    return gettext(
        "The longest way is to {service}: {share} of the people are beyond 10 km.",
        service=_the(worst),
        share=part(far[worst]),
    )


def _shortest(near: pd.Series) -> str:
    services = words.listing(_the(key) for key in near.index[near == near.min()])
    if near.min() == 0:
        return gettext(
            "No town hall is beyond 5 km of {services}: a commune that has the service counts as 0 km, however far its hamlets.",
            services=services,
        )
    return gettext("The shortest is to {services}: {share} are beyond 5 km.", services=services, share=part(near.min()))
