"""When measured values bear a claim out: readings, rules, the verdict of one reading, and of the set declared for a claim.

A rule and its set stand in the row of the claim (``data/claims.csv``), fixed before a value is read. A reading has an
interval where one can be had, and is judged by it: what spans the line is unclear. A value without one is judged by the
margin that the row states.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HOLDS, IN_PART, CLOSE, UNCLEAR = "holds", "holds in part", "close", "unclear"
FAILS, NOT_TESTABLE = "does not hold", "not testable here"
VERDICTS = (HOLDS, IN_PART, CLOSE, UNCLEAR, FAILS, NOT_TESTABLE)
THEN, NOW = "then", "now"
# A level of the report's own time: what became of it since is told, and is no verdict on the report.
LEVELS = ("equals", "at_least")


@dataclass(frozen=True)
class Reading:
    """A measured value of a claim.

    Attributes
    ----------
    when : {"then", "now"}
        The report's own time, as near as the data come, or the last figure held.
    year : str
        Year or period.
    value, low, high : float
        The value and its 95 % interval, where it has one.
    variant : str
        Which member of the declared set it is; empty where the set has one member besides the periods.
    """

    when: str
    year: str
    value: float
    low: float = math.nan
    high: float = math.nan
    variant: str = ""

    @property
    def name(self) -> str:
        """Period and variant, as a reader tells it apart from the others of the set."""
        return f"{self.year}, {self.variant}" if self.variant else self.year

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Return the interval, or None where there is none."""
        return None if math.isnan(self.low) or math.isnan(self.high) else (self.low, self.high)


@dataclass(frozen=True)
class Rule:
    """When a reading bears a claim out, as its row of the ledger states it.

    ``equals``: within `holds_within` of the figure (a share of it), or close within `close_within`; ``at_least`` and
    ``at_most``: on the right side of the line; ``weak``: a correlation within `holds_within` of zero, close within
    `close_within`. A value without an interval is unclear within `margin` of the line of ``at_least`` and ``at_most``.
    """

    kind: str
    figure: float = math.nan
    holds_within: float = math.nan
    close_within: float = math.nan
    margin: float = math.nan


def judge(rule: Rule, reading: Reading | None) -> str:
    """Return the verdict of a rule on a reading.

    Examples
    --------
    >>> judge(Rule("equals", 0.7, 0.05, 0.15), Reading("then", "2013", 0.64))
    'close'
    >>> judge(Rule("at_least", 0.0), Reading("then", "2013", -0.2, -0.3, -0.1))
    'does not hold'
    >>> judge(Rule("at_least", 0.0), Reading("then", "2013", -0.2, -0.5, 0.1))
    'unclear'
    """
    if reading is None or math.isnan(reading.value):
        return NOT_TESTABLE
    return _JUDGES[rule.kind](rule, reading)


def judge_set(rule: Rule, readings: Sequence[Reading]) -> tuple[str, str]:
    """Read a verdict over a declared set, and say in which of it the claim holds.

    Returns
    -------
    tuple of str
        The verdict, and in how many of the set it holds ("in 2 of 3", "only: 2006-2011"); empty where the set has one member.

    Examples
    --------
    >>> early, late = Reading("then", "1999-2006", -1.0, -2.0, 1.0), Reading("then", "2006-2011", 2.0, 1.0, 3.0)
    >>> judge_set(Rule("at_least", 0.0), [early, late])
    ('holds in part', 'only: 2006-2011')
    """
    told = [(reading, judge(rule, reading)) for reading in readings]
    told = [(reading, verdict) for reading, verdict in told if verdict != NOT_TESTABLE]
    if not told:
        return NOT_TESTABLE, ""
    verdicts = {verdict for _, verdict in told}
    holding = [reading for reading, verdict in told if verdict in (HOLDS, CLOSE)]
    said = "" if len(told) == 1 else f"in {len(holding)} of {len(told)}"
    if len(verdicts) == 1:
        return verdicts.pop(), said
    if len(holding) == len(told):
        return CLOSE, said
    if not holding:
        return UNCLEAR, said
    alike = len({reading.year for reading, _ in told}) == 1
    only = holding[0].variant if alike else holding[0].name
    return IN_PART, f"only: {only}" if len(holding) == 1 else said


def shown_of_set(rule: Rule, readings: Sequence[Reading]) -> Reading | None:
    """Return the reading that stands for a set: the first, or where the claim holds in part the first in which it holds."""
    if judge_set(rule, readings)[0] == IN_PART:
        return next(reading for reading in readings if judge(rule, reading) in (HOLDS, CLOSE))
    return readings[0] if readings else None


def lines(rule: Rule) -> tuple[float, ...]:
    """Return the values at which the verdict of a rule turns between borne out and not.

    Examples
    --------
    >>> lines(Rule("weak", holds_within=0.1, close_within=0.2))
    (-0.2, 0.2)
    """
    if rule.kind in ("at_least", "at_most"):
        return (rule.figure,)
    middle, far = (
        (rule.figure, abs(rule.figure) * rule.close_within) if rule.kind == "equals" else (0.0, rule.close_within)
    )
    return (middle - far, middle + far)


def _equals(rule: Rule, reading: Reading) -> str:
    """Within the band of the figure; unclear where the interval crosses the edge of what would be close."""
    near, far = (abs(rule.figure) * within for within in (rule.holds_within, rule.close_within))
    return _in_bands(reading, rule.figure, near, far)


def _weak(rule: Rule, reading: Reading) -> str:
    return _in_bands(reading, 0.0, rule.holds_within, rule.close_within)


def _in_bands(reading: Reading, middle: float, near: float, far: float) -> str:
    low, high = reading.bounds or (reading.value, reading.value)
    if low > middle + far or high < middle - far:
        return FAILS
    if low < middle - far or high > middle + far:
        return UNCLEAR
    return HOLDS if abs(reading.value - middle) <= near else CLOSE


def _at_least(rule: Rule, reading: Reading) -> str:
    margin = 0.0 if math.isnan(rule.margin) else rule.margin
    low, high = reading.bounds or (reading.value - margin, reading.value + margin)
    if low >= rule.figure:
        return HOLDS
    return FAILS if high < rule.figure else UNCLEAR


def _at_most(rule: Rule, reading: Reading) -> str:
    turned = Reading(reading.when, reading.year, -reading.value, -reading.high, -reading.low)
    return _at_least(Rule("at_least", -rule.figure, margin=rule.margin), turned)


_JUDGES: dict[str, Callable[[Rule, Reading], str]] = {
    "equals": _equals,
    "at_least": _at_least,
    "at_most": _at_most,
    "weak": _weak,
}
