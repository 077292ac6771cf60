"""A verb of change needs its interval."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.words import direction, moved

finite = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("change", "low", "high", "margin", "expected"),
    [
        (0.02, 0.01, 0.03, 0.0, 1),
        (-0.02, -0.03, -0.01, 0.0, -1),
        (0.0004, -0.0006, 0.0015, 0.0, 0),
        (0.004, 0.003, 0.005, 0.01, 0),
        (0.018, math.nan, math.nan, 0.01, 1),
        (0.0018, None, None, 0.01, 0),
        (math.nan, 0.1, 0.2, 0.0, None),
    ],
)
def test_the_direction_is_that_of_the_interval_or_of_the_margin(change, low, high, margin, expected):
    assert direction(change, low, high, margin) == expected


@given(finite, finite, finite)
def test_what_the_interval_cannot_tell_from_zero_has_no_verb(change, one, other):
    low, high = sorted((one, other))
    said = moved(change, low, high, up="gained", down="lost")
    if low <= 0 <= high:
        assert said == "did not clearly change"


def test_a_change_that_is_not_known_is_said_so():
    assert moved(None, None, None) == "is not known"
