"""The rules on made-up readings: one by one, and over a declared set."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.judging import members_of
from analysis.claims.rules import (
    CLOSE,
    FAILS,
    FAILS_IN_PART,
    HOLDS,
    IN_PART,
    NOT_APPLICABLE,
    NOT_HELD,
    TOLD,
    TOO_FEW,
    UNCLEAR,
    VERDICTS,
    Reading,
    Rule,
    judge,
    judge_set,
)
from analysis.claims.values import held_in

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
        (0.62, math.nan, math.nan, TOO_FEW),
    ],
)
def test_a_figure_is_met_within_its_band_and_unclear_where_the_interval_crosses_its_edge(value, low, high, verdict):
    assert judge(Rule("equals", 0.7, 0.05, 0.15), reading(value, low, high)) == verdict


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [(1.0, 0.5, 2.0, HOLDS), (1.0, -0.5, 2.0, UNCLEAR), (-1.0, -2.0, 0.5, UNCLEAR), (-1.0, -2.0, -0.5, FAILS)],
)
def test_a_line_is_passed_by_the_whole_interval(value, low, high, verdict):
    assert judge(Rule("at_least", 0.0, margin=0.05), reading(value, low, high)) == verdict
    assert judge(Rule("at_most", 0.0, margin=0.05), reading(-value, -high, -low)) == verdict, "the mirror differs"


@pytest.mark.parametrize(("value", "verdict"), [(0.018, UNCLEAR), (1.0, HOLDS), (-1.0, FAILS)])
def test_a_full_count_passes_a_line_by_more_than_the_margin_and_a_sample_without_interval_not_at_all(value, verdict):
    counted = replace(reading(value), full=True)
    assert judge(Rule("at_least", 0.0, margin=0.05), counted) == verdict
    assert judge(Rule("at_most", 0.0, margin=0.05), replace(counted, value=-value)) == verdict, "the mirror differs"
    assert judge(Rule("at_least", 0.0, margin=0.05), reading(value)) == TOO_FEW


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


@pytest.mark.parametrize("blank", [NOT_HELD, NOT_APPLICABLE, TOO_FEW])
def test_what_has_no_value_says_why_and_is_never_judged(blank):
    assert judge(Rule("equals", 1.0, 0.1, 0.2), replace(reading(math.nan), blank=blank)) == blank


def test_what_is_told_is_not_judged():
    assert judge(Rule("equals", 1.0, 0.1, 0.2), replace(reading(1.0, 0.9, 1.1), told=True)) == TOLD


POSITIVE = Rule("at_least", 0.0)
YES, NO, PERHAPS = (1.0, 0.5, 1.5), (-1.0, -1.5, -0.5), (0.1, -1.0, 1.0)


def judged_set(readings) -> tuple[str, str]:
    """Return the verdict of a set, and where it holds in words."""
    verdict, each = judge_set(POSITIVE, readings)
    return verdict, held_in(members_of(each))


@pytest.mark.parametrize(
    ("values", "verdict", "said"),
    [
        ([YES], HOLDS, ""),
        ([YES, YES], HOLDS, "in 2 of 2"),
        ([YES, NO, PERHAPS], IN_PART, "only: 2000; not: 2001; unclear: 2002"),
        ([YES, YES, NO], IN_PART, "only: 2000 and 2001; not: 2002"),
        ([PERHAPS, YES], IN_PART, "only: 2001; unclear: 2000"),
        ([NO, PERHAPS], FAILS_IN_PART, "not: 2000; unclear: 2001"),
        ([PERHAPS, PERHAPS], UNCLEAR, "in 2 of 2"),
        ([NO, NO], FAILS, "in 2 of 2"),
        ([], NOT_HELD, ""),
    ],
)
def test_a_verdict_is_read_over_the_whole_set_and_says_in_which_it_holds_and_in_which_not(values, verdict, said):
    readings = [reading(*value, year=str(2000 + place)) for place, value in enumerate(values)]
    assert judged_set(readings) == (verdict, said)


@given(st.lists(st.sampled_from([YES, NO, PERHAPS]), min_size=1, max_size=5), st.randoms())
def test_the_verdict_of_a_set_does_not_depend_on_the_order_of_its_members(values, random):
    readings = [reading(*value, year=str(2000 + place)) for place, value in enumerate(values)]
    mixed = random.sample(readings, len(readings))
    assert judge_set(POSITIVE, readings)[0] == judge_set(POSITIVE, mixed)[0]


def test_codings_of_one_year_are_told_apart_by_their_name():
    readings = [reading(*YES, variant="poles"), reading(*NO, variant="whole areas")]
    assert judged_set(readings) == (IN_PART, "only: poles; not: whole areas")


def test_a_member_of_the_set_that_is_not_held_does_not_count():
    assert judged_set([reading(*YES), reading(math.nan, year="1999")]) == (HOLDS, "")


def test_where_no_member_is_judged_few_is_told_before_missing():
    few = replace(reading(math.nan), blank=TOO_FEW)
    assert judge_set(POSITIVE, [reading(math.nan), few])[0] == TOO_FEW


MIRRORED = {HOLDS: FAILS, FAILS: HOLDS, UNCLEAR: UNCLEAR, IN_PART: FAILS_IN_PART, FAILS_IN_PART: IN_PART}


@given(st.lists(st.sampled_from([YES, NO, PERHAPS]), min_size=1, max_size=4))
def test_what_speaks_for_a_claim_weighs_as_much_as_what_speaks_against_it(values):
    readings = [reading(*value) for value in values]
    above, each = judge_set(POSITIVE, readings)
    below, _ = judge_set(Rule("at_most", 0.0), readings)
    if {HOLDS, FAILS} <= {one.verdict for one in each}:
        assert above == below == IN_PART
    else:
        assert below == MIRRORED[above], f"{above} of a claim, {below} of its contrary"
