"""What the fourth notebook says of the state's counters: how the distance moved, what the lists hold, how many there are."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import words
from analysis.language import gettext, ngettext, pgettext
from analysis.services import counters, destinations, distance, equipment
from analysis.services.catalogue import SERVICES
from analysis.services.destinations import FIRST_LABELS, FRANCE_SERVICES, HOUSE
from analysis.services.story.counters import at, far_of, nobody
from analysis.services.story.focus import focus, named, part
from analysis.services.story.nearer import change_said
from analysis.snapshot import years
from analysis.territories import Territory

OTHER_COUNTERS = ("tax_office", "police")


def counters_reading(territory: Territory, definition: str) -> str:
    """Say how far the counters are and how that moved, what the first list leaves out, and how many there are."""
    kind = focus(territory, definition)
    said = [
        _said_change(territory, definition, kind),
        _said_others(territory, definition, kind),
        _said_first(territory, definition, kind),
        _said_places(territory),
    ]
    return " ".join(text for text in said if text)


def _said_change(territory: Territory, definition: str, kind: str) -> str:
    keys = counters.compared_counters()
    if keys and change_said(territory, definition, kind):
        return gettext(
            "How this moved from {before} to {after} stands at the head of this chapter. Between the two dates the label "
            "changed, and what it asks of a place: no interval covers that.",
            before=at(keys[0]),
            after=at(keys[1]),
        )
    far = far_of(territory, definition, kind)
    last = destinations.counters()[-1]
    if pd.isna(far[last]):
        return nobody(territory)
    return gettext(
        "In {when}, {share} of the people of the {communes} were beyond 10 km of a France services. Whether the counter came "
        "nearer cannot be told: no file holds the houses before.",
        when=at(last),
        share=part(far[last]),
        communes=named(territory, kind),
    )


def _said_others(territory: Territory, definition: str, kind: str) -> str:
    """Give what became of the tax office and the police, which these counters are not; nothing where no two editions compare."""
    table = equipment.change(territory, definition)
    table = table[table["territory_type"] == kind].dropna(subset=["change_communes"]).set_index("service")
    told = [
        gettext(
            "{service} ({first} in {before}, {last} in {after})",
            service=gettext(SERVICES[key].the),
            first=part(table.loc[key, "share_communes_first"]),
            before=table.loc[key, "first"],
            last=part(table.loc[key, "share_communes_last"]),
            after=table.loc[key, "last"],
        )
        for key in OTHER_COUNTERS
        if key in table.index
    ]
    if not told:
        return ""
    return gettext(
        "The other counters of the state are not counted here. Communes without them: {services}.",
        services=words.listing(told),
    )


def _said_first(territory: Territory, definition: str, kind: str) -> str:
    """Warn of the lists that hold the first labelled places alone."""
    known, far = destinations.destinations(), far_of(territory, definition, kind)
    partial = [key for key in destinations.counters() if known[key].date in FIRST_LABELS]
    if not partial:
        return ""
    key = partial[-1]
    held = counters.places(territory)[key]
    told = {"when": at(key), "places": _listed(held), "place": territory}
    if pd.isna(far[key]):
        return gettext(
            "The list of {when} holds only the first labelled places ({places} in {place}), while houses that had no label yet "
            "stood beside.",
            **told,
        )
    return gettext(
        "The list of {when} holds only the first labelled places ({places} in {place}), while houses that had no label yet "
        "stood beside: the share that it gives, {share}, is no step of the series.",
        share=part(far[key]),
        **told,
    )


def _listed(count: float) -> str:
    """Write a number of France services."""
    return words.number(count) if count else pgettext("France services", "none")


def _housed(count: float) -> str:
    """Write a number of public-service houses."""
    return words.number(count) if count else pgettext("houses", "none")


def _said_places(territory: Territory) -> str:
    held = counters.places(territory)
    houses = held[held.index.str.startswith(HOUSE)].dropna()
    listed = held[held.index.str.startswith(FRANCE_SERVICES)]
    if not held.sum():
        return gettext(
            "No house and no fixed France services is listed in {place} at any of the dates held.", place=territory
        )
    said = [
        gettext(
            "The equipment files list these public-service houses in {place}: {counts}.",
            place=territory,
            counts=_counts(houses, _housed),
        )
        if len(houses)
        else gettext("The equipment files hold no public-service house for {place}.", place=territory),
        gettext(
            "The lists give these fixed France services: {counts}{forms}.",
            counts=_counts(listed, _listed),
            forms=_forms(territory),
        ),
    ]
    if houses.sum() and listed.sum():
        said.append(gettext("How many of them are former houses under a new name, the files do not tell."))
    return " ".join(said)


def _counts(held: pd.Series, written: Callable[[float], str]) -> str:
    told = [gettext("{places} in {when}", places=written(count), when=at(key)) for key, count in held.items()]
    return words.listing(told)


def _forms(territory: Territory) -> str:
    """Say of which forms the places of the last list are: main places and branches are fixed, itinerant ones are not."""
    last = years.last("points", "date", kind=FRANCE_SERVICES)
    listed = distance.france_services_count(territory)
    forms = listed[listed["date"] == last].set_index("form")["places"]
    main, branches, buses = (int(forms.get(form, 0)) for form in ("main", "branch", "itinerant"))
    if not main + branches or not branches + buses:
        return ""
    told = [
        ngettext("{count} main place", "{count} main places", main) if main else "",
        ngettext("{count} branch", "{count} branches", branches) if branches else "",
        ngettext(
            "{count} itinerant one, which no distance counts", "{count} itinerant ones, which no distance counts", buses
        )
        if buses
        else "",
    ]
    return gettext(
        "; the last list holds {all} in all: {forms}",
        all=words.number(main + branches + buses),
        forms=words.listing(text for text in told if text),
    )
