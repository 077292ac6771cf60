"""What a verdict rests on: bounds that read as they are, the edge said, ranks only where they are clear."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import words
from analysis.territories import Territory, france

SOME_PLACE = Territory.parse("84")
sizes = st.floats(1e-7, 0.5)


@given(sizes, sizes, st.sampled_from([words.percent, words.points, words.signed_percent]), st.sampled_from([0, 1, 2]))
def test_a_bound_of_an_interval_without_zero_never_reads_as_zero(one, other, form, digits):
    low, high = sorted([one, other])
    for bounds in ((low, high), (-high, -low)):
        for said in words.interval(*bounds, form, digits).split(" to "):
            assert any(digit in said for digit in "123456789"), f"{bounds} reads as {said}"


@given(sizes, sizes)
def test_an_interval_around_zero_is_written_with_the_digits_asked_for(one, other):
    assert words.interval(-one, other, words.points, 1) == f"{words.points(-one)} to {words.points(other)}"


def test_a_form_without_digits_is_left_as_it_is():
    assert words.interval(0.1, 0.2, lambda value: f"<{value}>") == "<0.1> to <0.2>"


@given(st.floats(0.001, 1), st.floats(0.01, 1))
def test_the_edge_is_a_fifth_of_half_the_interval(gap, width):
    assert words.on_edge(gap, gap + width) == (gap <= 0.2 * (gap + width - gap) / 2)
    assert words.on_edge(gap, gap + width) == words.on_edge(-gap - width, -gap)
    assert not words.on_edge(-gap, width)


def test_what_rests_on_the_edge_is_said_and_of_the_country_that_its_intervals_are_narrow():
    assert "on the edge" not in words.bounds(france(), 0.001, 0.002, words.percent)
    assert words.bounds(SOME_PLACE, 0.0001, 0.01, words.percent).endswith("it ends close to zero for its width")
    assert "too narrow" in words.bounds(france(), 0.0001, 0.01, words.percent)


@pytest.mark.parametrize(
    "low, high, side",
    [
        (3.5, 6, "clearly above"),
        (3.1, 6, "perhaps above"),
        (-2, 2.9, "perhaps below"),
        (1, 6, "not clearly apart from"),
        (-2, 2.5, "clearly below"),
    ],
)
def test_a_place_stands_beside_the_median_by_its_interval(low, high, side):
    said = words.beside_median((low + high) / 2, low, high, [1, 2, 3, 4, 5, None], "region")
    assert said == f"{side} the median of 5 regions"


def test_too_few_peers_have_no_median():
    assert words.beside_median(1, 0.9, 1.1, [1, 2, 3, 4], "region") == ""


def test_values_that_differ_by_less_than_a_point_share_their_ranks():
    assert words.place_among(0.9, [0.9, 0.895, 0.5], "departement").startswith("1st to 2nd of 3 départements, ")
    assert words.place_among(0.9, [0.9, 0.88, 0.5], "departement") == "1st of 3 départements"


def test_an_interval_that_overlaps_one_other_is_clear_of_none():
    others = pd.DataFrame({"low": [1.0, 3.0], "high": [2.0, 4.0]})
    for own, way in (((4.5, 5), 1), ((3.5, 5), 0), ((0.2, 0.8), -1), ((2.2, 2.8), 0)):
        assert words.clear_of_all(pd.Series(own, index=["low", "high"]), others) == way
    assert words.clear_of_all(pd.Series((9, 10), index=["low", "high"]), others.assign(high=[2.0, None])) == 0
