"""Which communes the fourth notebook speaks of: the isolated ones, or all where too few are isolated."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.geography import classify
from analysis.services.equipment import ALL_COMMUNES
from analysis.snapshot import remembered
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory

# A share of fewer communes says more of one village than of isolation.
FEWEST_ISOLATED = 10


@remembered
def _isolated(territory: Territory, definition: str) -> int:
    return int(classify(territory, definition)["isolated"].fillna(False).sum())


def focus(territory: Territory, definition: str) -> str:
    """Return the type of territory to speak of: the isolated communes, or all where fewer than ten are isolated."""
    return ISOLATED if _isolated(territory, definition) >= FEWEST_ISOLATED else ALL_COMMUNES


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about."""
    return f"the isolated communes of {territory.name}" if kind == ISOLATED else f"the communes of {territory.name}"


def inside(label: str) -> str:
    """Write a label in the middle of a sentence: a proper name keeps its capital."""
    return label if label.startswith("France") else label[0].lower() + label[1:]


def no_isolated(territory: Territory, definition: str) -> str:
    """Say that no commune is isolated, or too few for shares; an empty text where enough are."""
    count = _isolated(territory, definition)
    if count >= FEWEST_ISOLATED:
        return ""
    said = {0: "No commune", 1: "Only one commune"}.get(count, f"Only {count} communes")
    verb = "are" if count > 1 else "is"
    few = ", too few for a share" if count else ""
    return f"{said} of {territory.name} {verb} isolated under this definition{few}: the figures are those of all its communes. "


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
