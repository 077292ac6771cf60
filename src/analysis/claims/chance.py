"""How likely a decided verdict is by chance, and which verdicts stay decided when many are judged at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analysis.claims.rules import BLANKS, BORNE_OUT, FAILS, TOLD, UNCLEAR, Reading, Rule, judge, lines

# What a regional verdict may be worth when all of them are read together: of those left, one in twenty is by chance.
FALSE_DISCOVERIES = 0.05
WIDTHS = 2 * 1.959964  # standard errors in a 95 % interval


def chance_of(rule: Rule, reading: Reading) -> float:
    """Return the two-sided probability that a value so far from the nearest line of its rule is on its wrong side.

    Read from the 95 % interval, as if the value were normal; missing without an interval.

    Examples
    --------
    >>> round(chance_of(Rule("at_least", 0.0), Reading("then", "2013", 0.2, 0.0, 0.4)), 3)
    0.05
    """
    if reading.bounds is None or math.isnan(reading.value):
        return math.nan
    low, high = reading.bounds
    distance = min(abs(reading.value - line) for line in lines(rule))
    if high == low:
        return 0.0 if distance else 1.0
    return math.erfc(distance / ((high - low) / WIDTHS) / math.sqrt(2))


def chance_of_set(rule: Rule, readings: Sequence[Reading]) -> float:
    """Return the chance of a verdict over a declared set.

    A verdict that all members share is as sure as the least sure of them. One that some members alone bear out, or reject,
    had as many chances as there are members: that of the surest is taken so many times (Bonferroni).

    Examples
    --------
    >>> sure, unclear = Reading("then", "2011", 0.4, 0.1, 0.7), Reading("then", "2006", 0.0, -0.3, 0.3)
    >>> rule = Rule("at_least", 0.0)
    >>> round(chance_of(rule, sure), 3), round(chance_of_set(rule, [sure, unclear]), 3)
    (0.009, 0.018)
    """
    told = [(chance_of(rule, reading), judge(rule, reading)) for reading in readings]
    known = [(chance, verdict) for chance, verdict in told if not math.isnan(chance) and verdict not in (*BLANKS, TOLD)]
    for side in (BORNE_OUT, (FAILS,)):
        found = [chance for chance, verdict in known if verdict in side]
        if found and len(found) < len(known):
            return min(1.0, min(found) * len(known))
    decided = [chance for chance, verdict in known if verdict != UNCLEAR]
    return max(decided or [chance for chance, _ in known], default=math.nan)


def stays_decided(chances: pd.Series, level: float = FALSE_DISCOVERIES) -> pd.Series:
    """Tell which verdicts stay decided at a rate of false discoveries (Benjamini and Hochberg).

    Parameters
    ----------
    chances : Series
        Of all that are judged at once, decided or not; missing where there is no interval.

    Returns
    -------
    Series
        True, False, or missing where the chance is not known (boolean).

    Examples
    --------
    >>> stays_decided(pd.Series([0.001, 0.04, 0.9, float("nan")])).tolist()
    [True, False, False, <NA>]
    """
    from scipy.stats import false_discovery_control

    known = chances.astype("float64").dropna()
    adjusted = pd.Series(false_discovery_control(known.clip(0, 1)) if len(known) else [], known.index, dtype="float64")
    return adjusted.le(level).astype("boolean").reindex(chances.index)
