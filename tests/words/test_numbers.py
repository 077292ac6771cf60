"""Numbers in sentences."""

import doctest

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import words
from analysis.words import numbers

SIZES = st.floats(min_value=-1e8, max_value=1e8, allow_nan=False)


def test_examples_of_the_docstrings_hold():
    outcome = doctest.testmod(numbers)
    assert outcome.attempted >= 20
    assert outcome.failed == 0


@given(SIZES)
def test_a_written_number_reads_back(value):
    text = words.number(value, 2)
    assert "-" not in text
    assert float(text.replace(",", "").replace(words.MINUS, "-")) == pytest.approx(round(value, 2))


@given(st.floats(min_value=-5, max_value=5, allow_nan=False))
def test_the_verb_follows_the_sign_of_what_is_written(change):
    text = words.grew(change)
    written = words.signed_percent(change)
    if text == "did not change":
        assert written == "0.0 %"
    else:
        assert text.startswith("rose" if written[0] == "+" else "fell")


@pytest.mark.parametrize("write", [words.number, words.people, words.percent, words.points, words.per_year])
@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_missing_is_said_and_never_zero(write, missing):
    assert write(missing) == "n/a"


def test_what_rounds_to_zero_has_no_sign():
    assert words.percent(-0.0001) == "0.0 %"
    assert words.signed_percent(-0.0001) == "0.0 %"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999, "999"),
        (9_949, "9,949"),
        (9_950, "10,000"),
        (99_951, "100,000"),
        (999_400, "999,000"),
        (999_600, "1.0 million"),
    ],
)
def test_people_round_without_a_jump_between_scales(value, text):
    assert words.people(value) == text


def test_an_interval_with_a_missing_bound_is_not_an_interval():
    assert words.interval(None, 0.2) == "not computed"
    assert words.interval(-0.01, 0.02, words.signed_percent) == f"{words.MINUS}1.0 % to +2.0 %"


def test_an_empty_listing_is_empty():
    assert words.listing([]) == ""
    assert words.listing(["a", "b"]) == "a and b"
