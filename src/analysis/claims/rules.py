"""When measured values bear a claim out: readings, rules, the verdict of one reading, and of the set declared for a claim.

A rule and its set stand in the row of the claim (``data/claims.csv``), the same for every territory and definition. A
reading is judged by its interval: what spans the line is unclear, and a sampled or local value without an interval has no
verdict. A full count has none: it is judged by the margin that the row states. No member of a set stands for the others:
each has its verdict, and what one of them alone bears out or rejects is borne out or rejected in part, both ways alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analysis.language import gettext_noop

HOLDS, IN_PART = gettext_noop("holds"), gettext_noop("holds in part")
CLOSE, UNCLEAR = gettext_noop("close"), gettext_noop("unclear")
FAILS, FAILS_IN_PART = gettext_noop("does not hold"), gettext_noop("rejected in part")
NOT_TESTABLE = gettext_noop("not testable here")
VERDICTS = (HOLDS, IN_PART, CLOSE, UNCLEAR, FAILS_IN_PART, FAILS, NOT_TESTABLE)
BORNE_OUT = (HOLDS, CLOSE)
# Why nothing is judged: five things that are not one another, and none of them is zero.
NOT_HELD, NOT_APPLICABLE = gettext_noop("no figure"), gettext_noop("not applicable")
TOO_FEW, NONE_ISOLATED = gettext_noop("too few"), gettext_noop("none isolated")
ALL_ALIKE = gettext_noop("all alike")
BLANKS = (NOT_TESTABLE, NOT_HELD, NOT_APPLICABLE, TOO_FEW, NONE_ISOLATED, ALL_ALIKE)
# A figure that is shown beside a claim and does not judge it.
TOLD = gettext_noop("told, no verdict")
THEN, NOW = gettext_noop("then"), gettext_noop("now")
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
    on : str
        The communes that it counts, where they are not those of today.
    blank : str
        Why there is no value, where there is none: one of `BLANKS`.
    told : bool
        It is shown and judges nothing: what it counts is not what the claim counts.
    full : bool
        It counts everything, and needs no interval.
    counted : int
        Of how many communes it is read: the isolated ones where they are set against others.
    areas : bool
        What is counted are EPCI, as no commune's figure is published.
    """

    when: str
    year: str
    value: float
    low: float = math.nan
    high: float = math.nan
    variant: str = ""
    on: str = ""
    blank: str = NOT_HELD
    told: bool = False
    full: bool = False
    counted: int = 0
    areas: bool = False

    @property
    def name(self) -> str:
        """Period and variant, which tell it apart from the others of the set."""
        return f"{self.year}, {self.variant}" if self.variant else self.year

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Return the interval, or None where there is none."""
        return None if math.isnan(self.low) or math.isnan(self.high) else (self.low, self.high)


@dataclass(frozen=True)
class Judged:
    """A reading with the verdict of its own, or why it has none."""

    reading: Reading
    verdict: str


@dataclass(frozen=True)
class Rule:
    """When a reading bears a claim out, as its row of the ledger states it.

    ``equals``: within `holds_within` of the figure (a share of it), or close within `close_within`; ``at_least`` and
    ``at_most``: on the right side of the line; ``weak``: a correlation within `holds_within` of zero, close within
    `close_within`. A full count is unclear within `margin` of the line of ``at_least`` and ``at_most``.
    """

    kind: str
    figure: float = math.nan
    holds_within: float = math.nan
    close_within: float = math.nan
    margin: float = math.nan


def judge(rule: Rule, reading: Reading) -> str:
    """Return the verdict of a rule on a reading, or why there is none.

    Examples
    --------
    >>> judge(Rule("equals", 0.7, 0.05, 0.15), Reading("then", "2013", 0.64, 0.62, 0.66))
    'close'
    >>> judge(Rule("at_least", 0.0), Reading("then", "2013", -0.2, -0.3, -0.1))
    'does not hold'
    >>> judge(Rule("at_least", 0.0), Reading("then", "2013", -0.2, -0.5, 0.1))
    'unclear'
    >>> judge(Rule("at_least", 0.0), Reading("then", "2013", -0.2))
    'too few'
    """
    if math.isnan(reading.value):
        return reading.blank
    if reading.told:
        return TOLD
    if reading.bounds is None and not reading.full:
        # What stands in one area alone has no interval.
        return TOO_FEW
    return _JUDGES[rule.kind](rule, reading)


def judge_set(rule: Rule, readings: Sequence[Reading]) -> tuple[str, list[Judged]]:
    """Judge each member of a declared set, and read one verdict over all of them.

    Returns
    -------
    tuple
        The verdict, and each reading with its own: none stands for the others.

    Examples
    --------
    >>> early, late = Reading("then", "1999-2006", -1.0, -2.0, 1.0), Reading("then", "2006-2011", 2.0, 1.0, 3.0)
    >>> verdict, each = judge_set(Rule("at_least", 0.0), [early, late])
    >>> verdict, [one.verdict for one in each]
    ('holds in part', ['unclear', 'holds'])
    >>> judge_set(Rule("at_most", 0.0), [early, late])[0]
    'rejected in part'
    """
    each = [Judged(reading, judge(rule, reading)) for reading in readings]
    return _of_all([one.verdict for one in each]), each


def _of_all(verdicts: Sequence[str]) -> str:
    """Return the verdict over those of a set; where none is given, why not."""
    given = [verdict for verdict in verdicts if verdict not in (*BLANKS, TOLD)]
    if not given:
        # A figure that is told comes before one that is missing, and what is too few before what is not held.
        return next((code for code in (TOLD, TOO_FEW, ALL_ALIKE, NOT_APPLICABLE) if code in verdicts), NOT_HELD)
    if len(set(given)) == 1:
        return given[0]
    holding = [verdict for verdict in given if verdict in BORNE_OUT]
    if len(holding) == len(given):
        return CLOSE
    if holding:
        return IN_PART
    return FAILS_IN_PART if FAILS in given else UNCLEAR


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
    turned = replace(reading, value=-reading.value, low=-reading.high, high=-reading.low)
    return _at_least(Rule("at_least", -rule.figure, margin=rule.margin), turned)


_JUDGES: dict[str, Callable[[Rule, Reading], str]] = {
    "equals": _equals,
    "at_least": _at_least,
    "at_most": _at_most,
    "weak": _weak,
}
