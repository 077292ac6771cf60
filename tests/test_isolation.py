"""Definitions of isolated: on hand-made communes, and the published counts on the snapshot."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import isolation, isolation_comparison
from analysis.territory import Territory, france, regions

COMMUNES = pd.DataFrame(
    {
        "commune": list("abcde"),
        "zau_2010": pd.array(["111", "222", "300", "400", None], dtype="string"),
        "aav_2020": pd.array(["11", "20", "30", "30", "30"], dtype="string"),
        "density_2022": pd.array([1, 5, 6, 7, None], dtype="Int64"),
    }
)


@pytest.mark.parametrize(
    ("key", "isolated"),
    [
        ("zau", [False, False, False, True, None]),
        ("aav", [False, False, True, True, True]),
        ("density", [False, False, False, True, None]),
        ("strict", [False, False, False, True, None]),
    ],
)
def test_each_definition_picks_its_class_and_keeps_missing_missing(key, isolated):
    flags = isolation.classify_communes(COMMUNES, key)["isolated"]
    assert [None if pd.isna(flag) else bool(flag) for flag in flags] == isolated


def test_strict_tells_one_of_two_from_neither():
    kinds = isolation.classify_communes(COMMUNES, "strict")["territory_type"].astype(object).tolist()
    assert kinds[:4] == ["In neither", "In neither", "In one of the two", "Isolated"] and pd.isna(kinds[4])


def test_unknown_definition_names_the_nearest():
    with pytest.raises(isolation.UnknownDefinition, match=r"'densité' is not known; nearest: density"):
        isolation.definition("densité")


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_types_add_up_to_the_classed_communes(rows):
    frame = pd.DataFrame(rows, columns=["territory_type", "population"])
    frame["territory_type"] = pd.Categorical(frame["territory_type"], categories=["A", "B"])
    table = isolation.size_by_type(frame)
    assert table["communes"].sum() == frame["territory_type"].notna().sum()
    assert table["people"].sum() == frame.loc[frame["territory_type"].notna(), "population"].sum()
    if table["communes"].sum():
        assert table["share_communes"].sum() == pytest.approx(1)


def test_overlap_counts_pairs_and_people():
    flags = pd.DataFrame({"p": [True, True, False], "q": [True, False, True]}, index=list("abc"))
    table = isolation_comparison.overlap_of(flags, pd.Series({"a": 10, "b": 30, "c": 5})).set_index(["first", "second"])
    assert table.loc[("p", "q"), "communes_both"] == 1
    assert table.loc[("p", "q"), "share_of_first"] == 0.5
    assert table.loc[("p", "q"), "share_people_of_first"] == 0.25
    assert table.loc[("p", "p"), "share_of_first"] == 1


def test_overlap_of_nothing_isolated_is_missing_not_zero():
    table = isolation_comparison.overlap_of(pd.DataFrame({"p": [False], "q": [True]}), pd.Series([1]))
    assert np.isnan(table.loc[(table["first"] == "p") & (table["second"] == "q"), "share_of_first"]).all()


def test_published_counts_in_each_geography():
    counts = isolation_comparison.by_geography("zau").set_index("geography_year")["communes"]
    assert counts[2015] == 7407 and counts[2020] == 7006
    assert isolation.in_2015(france()).set_index("territory_type").loc["Isolated", "communes"] == 7407


@pytest.mark.parametrize("key", list(isolation.available()))
def test_regions_add_up_to_france(key):
    whole = isolation.size(france(), key).set_index("territory_type")
    parts = pd.concat(isolation.size(region, key) for region in regions())
    sums = parts.groupby("territory_type", observed=False)[["communes", "people"]].sum()
    pd.testing.assert_frame_equal(sums, whole[["communes", "people"]], check_dtype=False)


def test_strict_is_inside_both():
    table = isolation_comparison.overlap(france()).set_index(["first", "second"])
    assert table.loc[("strict", "zau"), "share_of_first"] == 1
    assert table.loc[("strict", "aav"), "share_of_first"] == 1


def test_no_case_of_the_report_is_isolated_under_zau():
    cases = isolation_comparison.cases()
    assert len(cases) == 5 and cases["name"].notna().all()
    assert (cases["zau"] != isolation.ISOLATED).all()


def test_a_region_without_classes_says_missing():
    mayotte = isolation.classify(Territory.parse("06"), "density")
    assert len(mayotte) == 17 and (mayotte["isolated"].isna() | ~mayotte["isolated"].fillna(True)).all()


def test_the_report_rule_is_isolated_under_a_quarter():
    communes = pd.DataFrame({"share_working_in_urban_areas": [0.0, 0.2499, 0.25, 1.0, np.nan]})
    flags = isolation.classify_communes(communes, "commuting")["isolated"]
    assert [None if pd.isna(flag) else bool(flag) for flag in flags] == [True, True, False, False, None]


def test_without_the_journeys_the_report_rule_says_what_is_missing():
    if isolation.has_commuting():
        pytest.skip("the snapshot holds the journeys to work")
    assert "commuting" not in isolation.available()
    with pytest.raises(isolation.UnknownDefinition, match="base-flux-mobilite"):
        isolation.definition("commuting")
