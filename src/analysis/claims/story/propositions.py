"""What the sixth notebook says of the report's own rule and of its seven propositions."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import business, population, services, snapshot, words
from analysis.claims.people_and_work import creations_since
from analysis.claims.story.look import SOURCE
from analysis.drawing import tables
from analysis.geography import enough_isolated
from analysis.isolation import size
from analysis.territories import ISOLATED, Territory, has_commuting


def commuting_reading(territory: Territory) -> str:
    """Say what the report's own rule gives, or which file is missing and where it is told how to add it."""
    if not has_commuting():
        return (
            "**The report's own rule cannot be applied here.** It needs INSEE's file of journeys to work between "
            "communes, « Mobilités professionnelles », which is published with each census and is not in the data held here. "
            "What to do with it is told in the project's page docs/data.md, under « Optional files »."
        )
    row = size(territory, "commuting").set_index("territory_type").loc[ISOLATED]
    return (
        f"By the report's own rule, {territory.name} has {words.number(row['communes'])} isolated communes with "
        f"{words.people(row['people'])} people."
    )


def propositions_table(territory: Territory, definition: str) -> GT:
    """Tabulate the seven propositions with the figures that track them, or an honest blank."""
    table = pd.read_csv(snapshot.file("propositions.csv"), dtype="string")
    found = _tracked(territory, definition)
    table["indicator"] = [found.get(code, "no figure in this snapshot") for code in table["id"]]
    return tables.table(
        table,
        title=f"The seven propositions, and what tracks them in {territory.name}",
        columns={"id": ("", "text"), "statement": ("Proposition", "text"), "indicator": ("Since then", "text")},
        source=SOURCE,
    )


def _tracked(territory: Territory, definition: str) -> dict[str, str]:
    """Write the indicator of each proposition that has one."""
    said = {"P1": _creations(territory, definition), "P4": _counters(territory, definition)}
    said["P5"] = _doctors(territory, definition)
    said |= {"P2": _schooling(territory, definition), "P6": _no_travel(territory, definition)}
    return {code: text for code, text in said.items() if text}


def _creations(territory: Territory, definition: str) -> str:
    creations = business.creations(territory, definition)
    since = creations_since(creations)
    changes = creations[since].dropna()
    if changes.empty:
        return ""
    period = " to ".join(since.split("_")[-2:])
    if len(changes) == 1:
        return f"business creations of its EPCI: {words.signed_percent(changes.iloc[0])} from {period}"
    return f"business creations of the median EPCI: {words.signed_percent(changes.median())} from {period}"


def _counters(territory: Territory, definition: str) -> str:
    halls = services.town_halls(territory, definition).set_index("territory_type")["share_communes_website"]
    share = halls.get(services.ALL_COMMUNES)
    counters = services.france_services_count(territory)
    places = counters.loc[counters["date"] == counters["date"].max(), "places"].sum()
    parts = [
        f"{words.percent(share)} of town halls give a web site in the directory" if pd.notna(share) else "",
        f"{words.number(places)} France services, branches and itinerant ones included" if places else "",
    ]
    return "; ".join(part for part in parts if part)


def _doctors(territory: Territory, definition: str) -> str:
    access = services.access(territory, definition)
    access = access[access["territory_type"] == services.ALL_COMMUNES].dropna(subset=["apl"]).tail(1)
    if access.empty:
        return ""
    row = access.iloc[0]
    return (
        f"{words.number(row['apl'], 2)} consultations a year with a practitioner within reach ({row['year']}); "
        f"{words.percent(row['share_people_low_access'])} of people under 2.5"
    )


def _schooling(territory: Territory, definition: str) -> str:
    """Write the context of training: who has no baccalauréat, in isolated communes where they are enough."""
    table = population.diplomas(territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    if table.empty or not enough_isolated(territory, definition):
        return ""
    first, last = table.iloc[0], table.iloc[-1]
    return (
        f"no figure of training; people out of school without the baccalauréat in isolated communes: "
        f"{words.percent(first['share'])} in {first['year']:.0f}, {words.percent(last['share'])} in {last['year']:.0f}"
    )


def _no_travel(territory: Territory, definition: str) -> str:
    """Write what the census allows on work at home, which is not telework."""
    table = population.travel(territory, definition)
    table = table[(table["territory_type"] == ISOLATED) & (table["mode"] == "none")]
    if table.empty or not enough_isolated(territory, definition):
        return ""
    row = table.iloc[0]
    return (
        f"no figure of telework; {words.percent(row['share'])} of the employed residents of isolated communes worked "
        f"without travel in {population.travel_year()} (interval {words.interval(row['low'], row['high'])}), farmers and "
        "shopkeepers at home included"
    )
