"""Which communes the fourth notebook speaks of: the isolated ones, or all where too few are isolated."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import words
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.language import gettext, pgettext
from analysis.statistics import beside_france
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, label_of


def focus(territory: Territory, definition: str) -> str:
    """Return the type of territory to speak of: the isolated communes, or all where fewer than ten are isolated."""
    return ISOLATED if enough_isolated(territory, definition) else ALL_COMMUNES


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about, without their article: "in the {communes}"."""
    if kind == ISOLATED:
        return gettext("isolated communes of {place}", place=territory)
    return gettext("communes of {place}", place=territory)


def headed(territory: Territory, kind: str) -> str:
    """Name a territory and which of its communes a table is of, in its title."""
    if kind == ISOLATED:
        return gettext("{place}, isolated communes", place=territory)
    return gettext("{place}, all communes", place=territory)


def inside(label: str) -> str:
    """Write a label in the middle of a sentence: a proper name keeps its capital."""
    named = str(label_of(label))
    return named if named.startswith("France") else named[0].lower() + named[1:]


def opening(text: str) -> str:
    """Write what opens a sentence with a capital."""
    return text[:1].upper() + text[1:]


def part(share: float, digits: int = 1) -> str:
    """Write a share of something, with none and all in words: 0.0 % may be a few.

    Examples
    --------
    >>> part(0), part(0.0002), part(0.25, 0), part(0.9999), part(1)
    ('none', 'under 0.1 %', '25 %', 'over 99.9 %', 'all')
    """
    least = 0.5 * 10 ** (-2 - digits)
    if share == 1:
        return pgettext("share", "all")
    if share == 0:
        return pgettext("share", "none")
    if share < least:
        return gettext("under {share}", share=words.percent(2 * least, digits))
    if share > 1 - least:
        return gettext("over {share}", share=words.percent(1 - 2 * least, digits))
    return words.percent(share, digits)


def in_points(share: float, digits: int = 1) -> str:
    """Write a difference of two shares in points without the noun, which stands once before its interval."""
    return words.signed_number(100 * share, digits)


def more_or_fewer(one: float, other: float) -> str:
    """Write how far a share is above or under another, of what is printed of both: a reader subtracts these.

    Examples
    --------
    >>> more_or_fewer(0.13, 0.2), more_or_fewer(0.81649, 0.81946), more_or_fewer(0.2, 0.2001)
    ('−7.0 points', '−0.3 points', 'as many')
    """
    one, other = round(one, 3), round(other, 3)
    return gettext("as many") if one == other else words.points(one - other)


def change_in_brackets(territory: Territory, change: tuple[float, float, float]) -> str:
    """Write a change of a share with its interval: "−17.4 points; 95 % interval −21.0 to −14.2"."""
    moved, low, high = change
    if pd.isna(low) or pd.isna(high):
        return words.points(moved)
    return gettext(
        "{change}; 95 % interval {bounds}",
        change=words.points(moved),
        bounds=words.bounds(territory, low, high, in_points),
    )


def no_isolated(territory: Territory, definition: str) -> str:
    """Say that no commune is isolated, or too few for shares; an empty text where enough are."""
    few = words.few_isolated(territory, definition)
    whole = gettext("The figures are of all the communes of {place}.", place=territory)
    return f"{few} {whole} " if few else ""


def among(kind: str) -> str:
    """Say among which peers the isolated communes are ranked."""
    if kind != ISOLATED:
        return ""
    return gettext(" with {count} isolated communes or more", count=FEWEST_ISOLATED)


def ranked(peers: pd.DataFrame, territory: Territory, kind: str) -> str:
    """Write the rank of a territory in the values of its peers, those alike together; nothing where it has none, or none of it."""
    own = peers.loc[peers["code"] == territory.code, "value"].dropna()
    if own.empty or own.iloc[0] == 0:
        return ""
    return words.place_among(own.iloc[0], peers["value"], territory.kind, among(kind))


def series(measure: Callable[..., pd.DataFrame], territory: Territory, definition: str) -> pd.DataFrame:
    """Return a measure by type of territory; where too few communes are isolated, those of the territory and France in all.

    Parameters
    ----------
    measure : callable
        ``measure(territory, definition)`` that returns a frame with ``territory_type`` ("All communes" among them).

    Returns
    -------
    DataFrame
        The measure with a column ``group``: the types of territory, or the names of the two places.
    """
    if focus(territory, definition) == ISOLATED:
        table = words.of_enough(measure(territory, definition), territory, definition)
        return table[table["territory_type"] != ALL_COMMUNES].assign(
            group=lambda rows: rows["territory_type"].astype(str)
        )
    table = beside_france(measure, territory, definition)
    return table[table["territory_type"] == ALL_COMMUNES].rename(columns={"place": "group"})


def left_of_series(territory: Territory, definition: str) -> str:
    """Name the types left out of what is drawn from `series`; nothing where it draws no types: see `words.left_small`."""
    return words.left_small(territory, definition) if focus(territory, definition) == ISOLATED else ""


def strongest(territory: Territory, definition: str) -> str:
    """Return the group to draw strong: see `series`."""
    return ISOLATED if focus(territory, definition) == ISOLATED else territory.name
