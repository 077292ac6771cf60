"""Which communes the fourth notebook speaks of: the isolated ones, or all where too few are isolated."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import words
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.statistics import beside_france
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, label_of


def focus(territory: Territory, definition: str) -> str:
    """Return the type of territory to speak of: the isolated communes, or all where fewer than ten are isolated."""
    return ISOLATED if enough_isolated(territory, definition) else ALL_COMMUNES


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about."""
    return f"the isolated communes of {territory.name}" if kind == ISOLATED else f"the communes of {territory.name}"


def inside(label: str) -> str:
    """Write a label in the middle of a sentence: a proper name keeps its capital."""
    named = label_of(label)
    return named if named.startswith("France") else named[0].lower() + named[1:]


def part(share: float, digits: int = 1) -> str:
    """Write a share of something, with none and all in words: 0.0 % may be a few.

    Examples
    --------
    >>> part(0), part(0.0002), part(0.25, 0), part(0.9999), part(1)
    ('none', 'under 0.1 %', '25 %', 'over 99.9 %', 'all')
    """
    least = 0.5 * 10 ** (-2 - digits)
    if share in (0, 1):
        return "all" if share else "none"
    if share < least:
        return f"under {words.percent(2 * least, digits)}"
    return f"over {words.percent(1 - 2 * least, digits)}" if share > 1 - least else words.percent(share, digits)


def no_isolated(territory: Territory, definition: str) -> str:
    """Say that no commune is isolated, or too few for shares; an empty text where enough are."""
    few = words.few_isolated(territory, definition)
    return f"{few} The figures are those of all its communes. " if few else ""


def among(kind: str) -> str:
    """Say among which peers the isolated communes are ranked."""
    return f" with {FEWEST_ISOLATED} isolated communes or more" if kind == ISOLATED else ""


def ranked(peers: pd.DataFrame, territory: Territory, kind: str) -> str:
    """Write the rank of a territory in the values of its peers, those alike together; nothing where it has none."""
    own = peers.loc[peers["code"] == territory.code, "value"].dropna()
    if own.empty:
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


def strongest(territory: Territory, definition: str) -> str:
    """Return the group to draw strong: see `series`."""
    return ISOLATED if focus(territory, definition) == ISOLATED else territory.name
