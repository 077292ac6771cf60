"""The rules on made-up readings: one by one, and over a declared set."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.rules import (
    CLOSE,
    FAILS,
    HOLDS,
    IN_PART,
    NOT_TESTABLE,
    UNCLEAR,
    VERDICTS,
    Reading,
    Rule,
    judge,
    judge_set,
)

finite = st.floats(-1e6, 1e6)


def reading(value, low=math.nan, high=math.nan, year="2013", variant="") -> Reading:
    return Reading("then", year, value, low, high, variant)


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (0.70, 0.68, 0.72, HOLDS),
        (0.73, 0.69, 0.77, HOLDS),
        (0.62, 0.60, 0.64, CLOSE),
        (0.50, 0.48, 0.52, FAILS),
        (0.62, 0.57, 0.67, UNCLEAR),
        (0.70, 0.50, 0.90, UNCLEAR),
        (0.62, math.nan, math.nan, CLOSE),
        (0.50, math.nan, math.nan, FAILS),
    ],
)
def test_a_figure_is_met_within_its_band_and_unclear_where_the_interval_crosses_its_edge(value, low, high, verdict):
    assert judge(Rule("equals", 0.7, 0.05, 0.15), reading(value, low, high)) == verdict


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (1.0, 0.5, 2.0, HOLDS),
        (1.0, -0.5, 2.0, UNCLEAR),
        (-1.0, -2.0, 0.5, UNCLEAR),
        (-1.0, -2.0, -0.5, FAILS),
        (0.018, math.nan, math.nan, UNCLEAR),
        (1.0, math.nan, math.nan, HOLDS),
        (-1.0, math.nan, math.nan, FAILS),
    ],
)
def test_a_line_is_passed_by_the_interval_or_by_more_than_the_margin(value, low, high, verdict):
    assert judge(Rule("at_least", 0.0, margin=0.05), reading(value, low, high)) == verdict
    assert judge(Rule("at_most", 0.0, margin=0.05), reading(-value, -high, -low)) == verdict, "the mirror differs"


def test_far_below_asks_for_more_than_a_sign():
    far = Rule("at_most", -0.1)
    assert judge(far, reading(-0.02, -0.03, -0.01)) == FAILS
    assert judge(far, reading(-0.2, -0.25, -0.15)) == HOLDS


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [(0.05, 0.01, 0.09, HOLDS), (0.15, 0.12, 0.18, CLOSE), (0.05, -0.2, 0.3, UNCLEAR), (-0.5, -0.6, -0.4, FAILS)],
)
def test_a_weak_association_is_one_whose_interval_stays_near_zero(value, low, high, verdict):
    assert judge(Rule("weak", math.nan, 0.1, 0.2), reading(value, low, high)) == verdict


@given(st.sampled_from(["at_least", "at_most"]), finite, finite, finite, finite)
def test_no_decisive_verdict_from_an_interval_that_spans_the_line(kind, value, one, other, line):
    low, high = sorted((one, other))
    verdict = judge(Rule(kind, line), reading(value, low, high))
    assert verdict in VERDICTS
    if low < line < high:
        assert verdict == UNCLEAR, "the interval spans the line: nothing is decided"


def test_what_is_not_held_is_not_testable():
    assert judge(Rule("equals", 1.0, 0.1, 0.2), None) == NOT_TESTABLE
    assert judge(Rule("equals", 1.0, 0.1, 0.2), reading(math.nan)) == NOT_TESTABLE


POSITIVE = Rule("at_least", 0.0)
YES, NO, PERHAPS = (1.0, 0.5, 1.5), (-1.0, -1.5, -0.5), (0.1, -1.0, 1.0)


@pytest.mark.parametrize(
    ("values", "verdict", "held_in"),
    [
        ([YES], HOLDS, ""),
        ([YES, YES], HOLDS, "in 2 of 2"),
        ([YES, NO, PERHAPS], IN_PART, "only: 2000"),
        ([YES, YES, NO], IN_PART, "in 2 of 3"),
        ([NO, PERHAPS], UNCLEAR, "in 0 of 2"),
        ([NO, NO], FAILS, "in 0 of 2"),
        ([], NOT_TESTABLE, ""),
    ],
)
def test_a_verdict_is_read_over_the_whole_set(values, verdict, held_in):
    readings = [reading(*value, year=str(2000 + place)) for place, value in enumerate(values)]
    assert judge_set(POSITIVE, readings) == (verdict, held_in)


def test_codings_of_one_year_are_told_apart_by_their_name():
    readings = [reading(*YES, variant="poles"), reading(*NO, variant="whole areas")]
    assert judge_set(POSITIVE, readings) == (IN_PART, "only: poles")


def test_a_member_of_the_set_that_is_not_held_does_not_count():
    assert judge_set(POSITIVE, [reading(*YES), reading(math.nan, year="1999")]) == (HOLDS, "")
