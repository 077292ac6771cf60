"""Words that the stories of the third notebook share: changes by their interval, places, how many EPCI."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.territories import Territory, france

# Where a change has no interval, less than this a year is none.
LEAST_RATE = 0.0005
# What this many areas or more did is told without their number.
HANDFUL = 10


def changed(change: float, low: float | None = None, high: float | None = None, *, years: int = 1) -> str:
    """Say a relative change with a verb that follows its interval; without one, that follows `LEAST_RATE` a year.

    Examples
    --------
    >>> changed(-0.056, -0.07, -0.04), changed(-0.056, -0.12, 0.02)
    ('fell by 5.6 %', 'did not clearly change (−5.6 %)')
    """
    margin = LEAST_RATE * years if pd.isna(low) else 0.0
    by = words.percent(abs(change)) if pd.notna(change) else ""
    unclear = f"did not clearly change ({words.signed_percent(change)})"
    return words.moved(change, low, high, up=f"rose by {by}", down=f"fell by {by}", unclear=unclear, margin=margin)


def beside(territory: Territory) -> str:
    """Name the places of a figure: the territory and France, or France alone."""
    return words.listing(dict.fromkeys([territory.name, france().name]))


def median_of(areas: int, isolation: str = "") -> str:
    """Name the EPCI that a median is of, with their number where they are a handful.

    Examples
    --------
    >>> median_of(12, "no one isolated"), median_of(3, "no one isolated"), median_of(1, "no one isolated")
    ('the median EPCI with no one isolated', 'the median of 3 EPCI with no one isolated', 'the one EPCI with no one isolated')
    """
    which = f" with {isolation}" if isolation else ""
    if areas >= HANDFUL:
        return f"the median EPCI{which}"
    return f"the median of {words.number(areas)} EPCI{which}" if areas > 1 else f"the one EPCI{which}"
