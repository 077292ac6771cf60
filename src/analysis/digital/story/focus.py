"""Which communes the fifth notebook speaks of: the isolated ones, or all where too few are isolated."""

from __future__ import annotations

from analysis import words
from analysis.geography import enough_isolated
from analysis.language import gettext, pgettext
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

LEAST = 0.01  # a share that moves by less than a point is not said to move


def focus(territory: Territory, definition: str) -> str:
    """Return the type to speak of: the isolated communes, or all where fewer than ten are isolated."""
    return ISOLATED if enough_isolated(territory, definition) else ALL_COMMUNES


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about, without an article."""
    if kind == ISOLATED:
        return gettext("isolated communes of {place}", place=territory)
    return gettext("communes of {place}", place=territory)


def in_short(territory: Territory, kind: str) -> str:
    """Name them where the territory of isolated ones stands beside, without an article."""
    return gettext("isolated communes") if kind == ISOLATED else named(territory, kind)


def no_isolated(territory: Territory, definition: str) -> str:
    """Say that no commune is isolated, or too few for shares; an empty text where enough are."""
    few = words.few_isolated(territory, definition)
    if not few:
        return ""
    every = gettext("The figures are of all the communes of {place}.", place=territory)
    return f"{few} {every} "


def part(share: float, digits: int = 1) -> str:
    """Write a share of something, with none and all in words: 0.0 % may be a few.

    Examples
    --------
    >>> part(0), part(0.0002), part(0.25, 0), part(0.9999), part(1)
    ('none', 'under 0.1 %', '25 %', 'over 99.9 %', 'all')
    """
    least = 0.5 * 10 ** (-2 - digits)
    if share in (0, 1):
        return pgettext("share", "all") if share else pgettext("share", "none")
    if share < least:
        return gettext("under {share}", share=words.percent(2 * least, digits))
    if share > 1 - least:
        return gettext("over {share}", share=words.percent(1 - 2 * least, digits))
    return words.percent(share, digits)
