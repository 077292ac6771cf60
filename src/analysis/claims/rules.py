"""When a measured value bears a claim out: readings, rules and the verdict of one on the other."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

REPRODUCED, CLOSE, NOT_REPRODUCED = "reproduced", "close", "not reproduced"
CONTRADICTED, NOT_TESTABLE = "contradicted", "not testable here"
VERDICTS = (REPRODUCED, CLOSE, NOT_REPRODUCED, CONTRADICTED, NOT_TESTABLE)


@dataclass(frozen=True)
class Reading:
    """A measured value of a claim: when, how much, and its 95 % interval where it has one."""

    year: str
    value: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Rule:
    """When a reading bears a claim out, as its row of the ledger states it.

    ``equals``: relative distance to the figure; ``at_least``: the figure less a margin; ``positive`` and ``negative``:
    the sign, and the interval's where there is one; ``weak``: the size of a correlation.
    """

    kind: str
    figure: float = math.nan
    reproduced_within: float = math.nan
    close_within: float = math.nan
    contradicted_beyond: float = math.nan


def judge(rule: Rule, reading: Reading | None) -> str:
    """Return the verdict of a rule on a reading.

    Examples
    --------
    >>> judge(Rule("equals", 0.7, 0.05, 0.15), Reading("2013", 0.64))
    'close'
    >>> judge(Rule("positive"), Reading("2013", -0.2, -0.3, -0.1))
    'contradicted'
    """
    if reading is None or math.isnan(reading.value):
        return NOT_TESTABLE
    return _JUDGES[rule.kind](rule, reading)


def _equals(rule: Rule, reading: Reading) -> str:
    distance = abs(reading.value - rule.figure) / abs(rule.figure)
    if distance <= rule.reproduced_within:
        return REPRODUCED
    if distance <= rule.close_within:
        return CLOSE
    return CONTRADICTED if distance > rule.contradicted_beyond else NOT_REPRODUCED


def _at_least(rule: Rule, reading: Reading) -> str:
    if reading.value >= rule.figure:
        return REPRODUCED
    return CLOSE if reading.value >= rule.figure - rule.close_within else CONTRADICTED


def _positive(_rule: Rule, reading: Reading) -> str:
    low = reading.value if math.isnan(reading.low) else reading.low
    high = reading.value if math.isnan(reading.high) else reading.high
    if low > 0:
        return REPRODUCED
    if high < 0:
        return CONTRADICTED
    return CLOSE if reading.value > 0 else NOT_REPRODUCED


def _negative(rule: Rule, reading: Reading) -> str:
    return _positive(rule, Reading(reading.year, -reading.value, -reading.high, -reading.low))


def _weak(rule: Rule, reading: Reading) -> str:
    size = abs(reading.value)
    if size <= rule.reproduced_within:
        return REPRODUCED
    return CLOSE if size <= rule.close_within else CONTRADICTED


_JUDGES: dict[str, Callable[[Rule, Reading], str]] = {
    "equals": _equals,
    "at_least": _at_least,
    "positive": _positive,
    "negative": _negative,
    "weak": _weak,
}
