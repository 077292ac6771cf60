"""How the second notebook counts the years of isolated communes: clear losses and gains, and those on the edge."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import words
from analysis.language import gettext, ngettext
from analysis.population.story.wording import edge_way, sure_way


def ways_of(rows: pd.DataFrame, names: Sequence[str] = ("change", "low", "high")) -> tuple[list[int], list[int]]:
    """Return the direction of each row where it is clear, and that of those on the edge: see `sure_way`, `edge_way`."""
    known = [tuple(row) for row in rows[list(names)].itertuples(index=False)]
    return [sure_way(*row) for row in known], [edge_way(*row) for row in known]


def yearly_title(inside: pd.DataFrame, *, few: bool) -> str:
    """Say in how many years isolated communes clearly lost or gained people, and in how many they perhaps did."""
    told = {"first": inside["start"].iloc[0], "last": inside["end"].iloc[-1]}
    if few:
        return gettext("Isolated communes year by year, {first} to {last}: too few areas to tell", **told)
    clear, perhaps = ways_of(inside)
    told |= {"lost": clear.count(-1), "gained": clear.count(1), "years": len(clear)}
    others = bool(told["lost"] or told["gained"])
    return f"{_clearly(told)}{_unsure(perhaps.count(-1), perhaps.count(1), others=others)}"


def on_edge_note(inside: pd.DataFrame) -> str:
    """Say why a year whose interval leaves zero out may still be unsure, to end a unit; nothing where no year is."""
    if not any(words.on_edge(row.low, row.high) for row in inside.itertuples()):
        return ""
    return gettext("; a year whose interval leaves zero out but ends close to it for its width is unsure")


def _clearly(told: dict[str, int]) -> str:
    if told["lost"] and told["gained"]:
        return gettext(
            "Of {years} years from {first} to {last}, isolated communes clearly lost people in {lost} and clearly gained in "
            "{gained}",
            **told,
        )
    if told["lost"]:
        return gettext(
            "Of {years} years from {first} to {last}, isolated communes clearly lost people in {lost} and clearly gained in none",
            **told,
        )
    if told["gained"]:
        return gettext(
            "Of {years} years from {first} to {last}, isolated communes clearly gained people in {gained} and clearly lost in "
            "none",
            **told,
        )
    return gettext("From {first} to {last}, isolated communes clearly gained or lost people in no single year", **told)


def _unsure(lost: int, gained: int, *, others: bool) -> str:
    """Add the years on the edge to a title; nothing where there is none.

    Parameters
    ----------
    others : bool
        Clear years are told before them.
    """
    losses = (
        ngettext("; the loss of {count} other year is unsure", "; the loss of {count} other years is unsure", lost)
        if others
        else ngettext("; the loss of {count} year is unsure", "; the loss of {count} years is unsure", lost)
    )
    gains = (
        ngettext("; the gain of {count} other year is unsure", "; the gain of {count} other years is unsure", gained)
        if others
        else ngettext("; the gain of {count} year is unsure", "; the gain of {count} years is unsure", gained)
    )
    return f"{losses if lost else ''}{gains if gained else ''}"
