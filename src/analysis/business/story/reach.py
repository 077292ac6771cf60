"""Which zones d'emploi a territory has, by name and zoning, and how many of them reach beyond it."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot, words
from analysis.business.zones import ZoneName
from analysis.language import gettext, ngettext
from analysis.territories import Territory

# More zones than this are counted, not named.
MOST_NAMED = 3


def names_of(zones: pd.DataFrame, zoning: int) -> list[ZoneName]:
    """Return the names of zones d'emploi, those with most people of a territory first.

    Parameters
    ----------
    zones : DataFrame
        ``area``, ``people``, ``share_inside``.
    zoning : int
        Year of the zoning.
    """
    column = f"zone_emploi_{zoning}"
    known = snapshot.load("communes", columns=[column, f"{column}_name"]).drop_duplicates(column)
    names = known.set_index(column)[f"{column}_name"]
    order = (zones["people"] * zones["share_inside"]).sort_values(ascending=False, kind="stable").index
    return [ZoneName(names[code]) for code in zones.loc[order, "area"]]


def zones_named(zones: pd.DataFrame, territory: Territory, zoning: int) -> str:
    """Name the zones of a territory where they are few, and say that some reach beyond it; nothing of a whole country.

    Parameters
    ----------
    zones : DataFrame
        As `business.areas.areas`: ``area``, ``people``, ``share_inside``.
    zoning : int
        Year of the zoning.
    """
    if territory.is_national or zones.empty:
        return ""
    return " ".join(text for text in (_named(zones, territory, zoning), _beyond(zones, territory)) if text)


def _named(zones: pd.DataFrame, territory: Territory, zoning: int) -> str:
    if len(zones) > MOST_NAMED:
        return ""
    names = words.listing(names_of(zones, zoning))
    return ngettext(
        "The zone d'emploi counted to {place} by the zoning of {zoning}: {names}.",
        "The zones d'emploi counted to {place} by the zoning of {zoning}: {names}.",
        len(zones),
        zoning=zoning,
        place=territory,
        names=names,
    )


def _beyond(zones: pd.DataFrame, territory: Territory) -> str:
    """Count the zones whose people do not all live in the territory; nothing where none is astride."""
    beyond = int((zones["share_inside"] < 1).sum())
    if not beyond:
        return ""
    if len(zones) == 1:
        return gettext("It reaches beyond {place}, and so do its figures.", place=territory)
    if beyond == len(zones) <= MOST_NAMED:
        return gettext("They reach beyond {place}, and so do their figures.", place=territory)
    return ngettext(
        "One of the zones d'emploi of {place} reaches beyond it, and so do its figures.",
        "{count} of the zones d'emploi of {place} reach beyond it, and so do their figures.",
        beyond,
        place=territory,
    )
