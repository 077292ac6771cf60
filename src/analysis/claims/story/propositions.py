"""What the sixth notebook says of the report's own rule and of its seven propositions."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import business, population, services, snapshot, words
from analysis.claims.people_and_work import creations_since
from analysis.claims.story.look import source
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.isolation import size
from analysis.language import gettext, ngettext
from analysis.territories import ISOLATED, Territory, has_commuting

# Context: what counts every commune of the territory, or every one of metropolitan France.
WHOLE, METROPOLITAN = "whole", "metropolitan"
# The propositions that figures of isolated communes track.
OF_ISOLATED = ("P2", "P6")


def commuting_reading(territory: Territory) -> str:
    """Say what the report's own rule gives, or why it cannot be applied to a whole territory."""
    if not has_commuting():
        return gettext(
            "**The report's own rule is not applied to every commune.** It needs all journeys to work between communes, which INSEE "
            "publishes with each census and these pages do not hold in full. The first chapter gives the bounds that follow from "
            "the journeys that are held, and applies the rule where all of them are."
        )
    row = size(territory, "commuting").set_index("territory_type").loc[ISOLATED]
    return ngettext(
        "By the report's own rule, {place} has {count} isolated commune, with {people} people.",
        "By the report's own rule, {place} has {count} isolated communes, with {people} people.",
        row["communes"],
        place=territory,
        people=words.people(row["people"]),
    )


def propositions_table(territory: Territory, definition: str) -> GT:
    """Tabulate the seven propositions with the figures that track them and the communes these count, or an honest blank."""
    table = pd.read_csv(snapshot.file("propositions.csv"), dtype="string")
    found = _tracked(territory, definition)
    whole = gettext("All of {place}, isolated or not", place=territory)
    counted = {
        WHOLE: whole,
        METROPOLITAN: gettext("All of {place}, isolated or not", place=Territory.parse("FRM")),
        ISOLATED: gettext("The isolated communes of {place}", place=territory),
    }
    blank, few = gettext("No figure in this snapshot"), gettext("Not told: no commune, or too few, are isolated")
    unheld = dict.fromkeys(OF_ISOLATED, few) if not enough_isolated(territory, definition) else {}
    table["indicator"] = [found[code][1] if code in found else unheld.get(code, blank) for code in table["id"]]
    table["counted"] = [counted[found[code][0]] if code in found else "–" for code in table["id"]]
    return tables.table(
        table,
        title=gettext("The seven propositions, and what tracks them, {place}", place=territory),
        subtitle=gettext("What counts isolated communes and others alike is context: it tells nothing of isolation"),
        columns={
            "id": ("", "text"),
            "statement": (gettext("Proposition"), "text"),
            "counted": (gettext("Counted in"), "text"),
            "indicator": (gettext("Context since, not an effect"), "text"),
        },
        source=source(),
    )


def _tracked(territory: Territory, definition: str) -> dict[str, tuple[str, str]]:
    """Write the indicator of each proposition that has one, and whom it counts: the whole territory, or what is isolated."""
    said = {
        # The source has no EPCI overseas.
        "P1": (METROPOLITAN if territory.is_national else WHOLE, _creations(territory, definition)),
        "P2": (ISOLATED, _schooling(territory, definition)),
        "P4": (WHOLE, _counters(territory, definition)),
        "P5": (WHOLE, _doctors(territory, definition)),
        "P6": (ISOLATED, _no_travel(territory, definition)),
    }
    return {code: told for code, told in said.items() if told[1]}


def _creations(territory: Territory, definition: str) -> str:
    """Write the change of business creations between two three-year means, and of which EPCI it is."""
    creations = business.creations(territory, definition)
    since = creations_since(creations)
    changes = creations[since].dropna()
    if changes.empty or 1 < len(changes) < FEWEST_ISOLATED:
        return ""
    start, end = since.split("_")[-2:]
    told = {
        "place": Territory.parse("FRM") if territory.is_national else territory,
        "change": words.signed_percent(changes.median()),
        "start": start,
        "end": end,
    }
    return ngettext(
        "The EPCI of {place}: change of business creations {change} between the three-year means of {start} and {end}, "
        "micro-enterprises included",
        "The {count} EPCI of {place}: median change of business creations {change} between the three-year means of {start} and "
        "{end}, micro-enterprises included",
        len(changes),
        **told,
    )


def _counters(territory: Territory, definition: str) -> str:
    halls = services.town_halls(territory, definition).set_index("territory_type")["share_communes_website"]
    share = halls.get(services.ALL_COMMUNES)
    counters = services.france_services_count(territory)
    places = counters.loc[counters["date"] == counters["date"].max(), "places"].sum()
    parts = []
    if pd.notna(share):
        parts.append(gettext("{share} of the town halls give a web site in the directory.", share=words.percent(share)))
    if places:
        parts.append(
            ngettext(
                "{count} France services place, branches and itinerant ones included.",
                "{count} France services places, branches and itinerant ones included.",
                places,
            )
        )
    return " ".join(parts)


def _doctors(territory: Territory, definition: str) -> str:
    access = services.access(territory, definition)
    access = access[access["territory_type"] == services.ALL_COMMUNES].dropna(subset=["apl"]).tail(1)
    if access.empty:
        return ""
    row = access.iloc[0]
    return gettext(
        "In {year}, {access} consultations a year and person with a general practitioner within reach; {share} of people under 2.5",
        year=f"{row['year']:.0f}",
        access=words.number(row["apl"], 2),
        share=words.percent(row["share_people_low_access"]),
    )


def _schooling(territory: Territory, definition: str) -> str:
    """Write the context of training: who has no baccalauréat, in isolated communes where they are enough."""
    table = population.diplomas(territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    if table.empty or not enough_isolated(territory, definition):
        return ""
    first, last = table.iloc[0], table.iloc[-1]
    return gettext(
        "No figure of training. People out of school without the baccalauréat: {before} in {start}, {after} in {end}",
        before=words.percent(first["share"]),
        start=f"{first['year']:.0f}",
        after=words.percent(last["share"]),
        end=f"{last['year']:.0f}",
    )


def _no_travel(territory: Territory, definition: str) -> str:
    """Write what the census allows on work at home, which is not telework."""
    table = population.travel(territory, definition)
    table = table[(table["territory_type"] == ISOLATED) & (table["mode"] == "none")]
    if table.empty or not enough_isolated(territory, definition):
        return ""
    row = table.iloc[0]
    return gettext(
        "No figure of telework. {share} of the employed residents worked without travel in {year} [{interval}], farmers and "
        "shopkeepers at home included",
        share=words.percent(row["share"]),
        year=population.travel_year(),
        interval=words.interval(row["low"], row["high"]),
    )
