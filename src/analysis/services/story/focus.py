"""Which communes the fourth notebook speaks of: the isolated ones, or all where too few are isolated."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.geography import enough_isolated
from analysis.services.equipment import ALL_COMMUNES
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated


def focus(territory: Territory, definition: str) -> str:
    """Return the type of territory to speak of: the isolated communes, or all where fewer than ten are isolated."""
    return ISOLATED if enough_isolated(territory, definition) else ALL_COMMUNES


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about."""
    return f"the isolated communes of {territory.name}" if kind == ISOLATED else f"the communes of {territory.name}"


def inside(label: str) -> str:
    """Write a label in the middle of a sentence: a proper name keeps its capital."""
    return label if label.startswith("France") else label[0].lower() + label[1:]


def no_isolated(territory: Territory, definition: str) -> str:
    """Say that no commune is isolated, or too few for shares; an empty text where enough are."""
    few = few_isolated(territory, definition)
    return f"{few} The figures are those of all its communes. " if few else ""


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
        table = measure(territory, definition)
        return table[table["territory_type"] != ALL_COMMUNES].assign(
            group=lambda rows: rows["territory_type"].astype(str)
        )
    table = beside_france(measure, territory, definition)
    return table[table["territory_type"] == ALL_COMMUNES].rename(columns={"place": "group"})


def strongest(territory: Territory, definition: str) -> str:
    """Return the group to draw strong: see `series`."""
    return ISOLATED if focus(territory, definition) == ISOLATED else territory.name
