"""Ranks in sentences, and the names of what is ranked."""

from __future__ import annotations

from analysis.language import gettext, gettext_noop, ngettext, speaking
from analysis.statistics import Rank

PLURALS = {
    "region": gettext_noop("regions"),
    "departement": gettext_noop("départements"),
    "epci": gettext_noop("EPCI"),
    "commune": gettext_noop("communes"),
}
TERRITORIES = gettext_noop("territories")
FEMININE = ("region", "commune")


def plural(kind: str) -> str:
    """Return the name of several territories of a kind.

    Examples
    --------
    >>> plural("epci"), plural("france")
    ('EPCI', 'territories')
    """
    return gettext(PLURALS.get(kind, TERRITORIES))


def ordinal(position: int, kind: str = "") -> str:
    """Write a rank; French bends the first by the gender of what is ranked.

    Examples
    --------
    >>> [ordinal(position) for position in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    if speaking() == "fr":
        return f"{position}{'e' if position > 1 else 're' if kind in FEMININE else 'er'}"
    ending = "th" if position % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{ending}"


def rank(place: Rank | None) -> str:
    """Write a rank among peers.

    Examples
    --------
    >>> rank(Rank(3, 18, 0.2))
    '3rd of 18 regions'
    >>> rank(Rank(16, 17, 0.0, others=1))
    '16th (with one other) of 17 regions'
    >>> rank(None)
    'not ranked'
    """
    if place is None:
        return gettext("not ranked")
    peers = plural(place.kind)
    if place.others == place.of - 1 and place.of > 1:
        return gettext("level with all {count} {peers}", count=place.of, peers=peers)
    told = {"position": ordinal(place.position, place.kind), "among": place.of, "peers": peers}
    if not place.others:
        return gettext("{position} of {among} {peers}", **told)
    return ngettext(
        "{position} (with one other) of {among} {peers}",
        "{position} (with {count} others) of {among} {peers}",
        place.others,
        **told,
    )
