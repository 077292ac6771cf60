"""How many communes and people a definition picks: parts that add up, and the published count."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.isolation import sizes, story
from analysis.isolation.story.sizes import _said_unpeopled
from analysis.isolation.story.wording import regions_of_all
from analysis.territories import Territory, available, france, regions

METROPOLE, MAYOTTE = Territory.parse("FRM"), Territory.parse("06")


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_types_add_up_to_the_classed_communes(rows):
    frame = pd.DataFrame(rows, columns=["territory_type", "population"])
    frame["territory_type"] = pd.Categorical(frame["territory_type"], categories=["A", "B"])
    table = sizes.size_by_type(frame)
    assert table["communes"].sum() == frame["territory_type"].notna().sum()
    assert table["people"].sum() == frame.loc[frame["territory_type"].notna(), "population"].sum()
    if table["communes"].sum():
        assert table["share_communes"].sum() == pytest.approx(1)


@pytest.mark.parametrize("key", list(available()))
def test_regions_add_up_to_france(key):
    whole = sizes.size(france(), key).set_index("territory_type")
    parts = pd.concat(sizes.size(region, key) for region in regions())
    sums = parts.groupby("territory_type", observed=False)[["communes", "people"]].sum()
    pd.testing.assert_frame_equal(sums, whole[["communes", "people"]], check_dtype=False)


def test_communes_isolated_in_2015_are_as_many_as_published():
    assert sizes.in_2015(france()).set_index("territory_type").loc["isolated", "communes"] == 7407


def test_the_count_of_the_report_is_denied_to_the_classes_compared_alone():
    said = story.answer_in_figures(france(), "zau")
    compared = (
        "None of the three official classes compared here gives that number: in the communes of 2025, they run from"
    )
    assert compared in said, "another official class, of the grid of 2016, holds more communes than any of these"


def test_a_share_of_people_names_the_regions_whose_people_are_not_held():
    assert story.answer(france(), "zau").endswith("of the population (without Mayotte).")
    assert "without" not in story.answer(METROPOLE, "zau"), "the people of all its communes are held"


def test_communes_without_a_population_count_as_communes_and_not_as_people():
    said = story.unclassed_reading(france(), "zau")
    assert "Every commune of France has a class (urban areas 2010)." in said, "a class of which typology?"
    assert "Without a population of 2023: 17 (Mayotte). They count as communes (2 of them isolated)" in said
    assert "left out where people are counted" in said
    few = _said_unpeopled(france(), pd.Index(["48095", "15014"]), 0)
    assert few.startswith(
        "Communes of France without a population of 2023: 2. They count as communes (none of them isolated)"
    )


def test_regions_are_named_only_where_they_make_up_all_that_is_left_out():
    assert [region.name for region in regions_of_all(MAYOTTE.communes)] == ["Mayotte"]
    assert not regions_of_all([*MAYOTTE.communes, "48095"]) and not regions_of_all(MAYOTTE.communes[:-1])
