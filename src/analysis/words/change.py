"""Verbs of change, chosen with the interval: what the data cannot tell from no change has no direction."""

from __future__ import annotations

import pandas as pd

from analysis.language import gettext

# A bound nearer to the line than this part of half the interval: a little more spread, and nothing is clear.
EDGE = 0.2


def direction(change: float | None, low: float | None, high: float | None, margin: float = 0.0) -> int | None:
    """Tell which way something moved: 1, -1, 0 where the interval spans zero, None where the change is not known.

    Parameters
    ----------
    change : float
        The measured change.
    low, high : float
        Bounds of its interval; where there is none, a change up to `margin` is none.
    margin : float
        In the unit of the change; a change beyond zero by its interval but smaller than this has no direction either.

    Examples
    --------
    >>> direction(0.02, 0.01, 0.03), direction(0.02, -0.01, 0.05), direction(-0.02, None, None, margin=0.01)
    (1, 0, -1)
    """
    if pd.isna(change):
        return None
    if pd.notna(low) and pd.notna(high) and low <= 0 <= high:
        return 0
    if abs(change) <= margin:
        return 0
    return 1 if change > 0 else -1


def on_edge(low: float | None, high: float | None, line: float = 0.0) -> bool:
    """Tell whether a clear verdict rests on the edge: its interval ends within `EDGE` of its half-width of the line.

    Examples
    --------
    >>> on_edge(0.00002, 0.0025), on_edge(0.1, 0.3), on_edge(-0.1, 0.3), on_edge(-0.3, -0.01)
    (True, False, False, True)
    """
    if pd.isna(low) or pd.isna(high) or (low - line) * (high - line) <= 0:
        return False
    return min(abs(low - line), abs(high - line)) <= EDGE * (high - low) / 2


def moved(
    change: float | None,
    low: float | None,
    high: float | None,
    *,
    up: str = "",
    down: str = "",
    unclear: str = "",
    unknown: str = "",
    maybe_up: str = "",
    maybe_down: str = "",
    margin: float = 0.0,
) -> str:
    """Choose by its interval what is said of a change, a verb or a whole sentence: see `direction`.

    Parameters
    ----------
    maybe_up, maybe_down : str
        What is said where the interval ends close to zero (`on_edge`); by default what is said of a change that is sure.

    Examples
    --------
    >>> moved(-0.02, -0.03, -0.01), moved(0.0004, -0.0006, 0.0015, up="gained", down="lost")
    ('fell', 'did not clearly change')
    >>> moved(0.02, 0.0001, 0.04, up="rose", maybe_up="may have risen")
    'may have risen'
    """
    if on_edge(low, high):
        up, down = maybe_up or up, maybe_down or down
    told = {
        1: up or gettext("rose"),
        -1: down or gettext("fell"),
        0: unclear or gettext("did not clearly change"),
        None: unknown or gettext("is not known"),
    }
    return told[direction(change, low, high, margin)]
