"""How far definitions agree: overlaps on hand-made flags, and the published counts on the snapshot."""

import numpy as np
import pandas as pd
import pytest

from analysis.isolation import comparison, story
from analysis.isolation.story.comparison import _range_title
from analysis.territories import ISOLATED, Territory, france


def test_an_overlap_is_counted_in_communes_and_people_of_the_first():
    flags = pd.DataFrame({"p": [True, True, False], "q": [True, False, True]}, index=list("abc"))
    table = comparison.overlap_of(flags, pd.Series({"a": 10, "b": 30, "c": 5})).set_index(["first", "second"])
    assert table.loc[("p", "q"), "communes_both"] == 1
    assert table.loc[("p", "q"), "share_of_first"] == 0.5
    assert table.loc[("p", "q"), "share_people_of_first"] == 0.25
    assert table.loc[("p", "p"), "share_of_first"] == 1


def test_overlap_of_nothing_isolated_is_missing_not_zero():
    table = comparison.overlap_of(pd.DataFrame({"p": [False], "q": [True]}), pd.Series([1]))
    assert np.isnan(table.set_index(["first", "second"]).loc[("p", "q"), "share_of_first"])


def test_isolated_communes_of_each_geography_are_as_many_as_published():
    counts = comparison.by_geography("zau").set_index("geography_year")["communes"]
    assert counts[2015] == 7407 and counts[2020] == 7006


def test_communes_of_the_strict_definition_are_isolated_in_both_others():
    table = comparison.overlap(france()).set_index(["first", "second"])
    assert table.loc[("strict", "zau"), "share_of_first"] == 1
    assert table.loc[("strict", "aav"), "share_of_first"] == 1


def test_no_case_of_the_report_is_isolated_under_zau():
    cases = comparison.cases()
    assert len(cases) == 5
    assert cases["name"].notna().all(), f"a case of the report is no commune of today:\n{cases}"
    isolated = cases.loc[cases["zau"] == ISOLATED, "name"].tolist()
    assert not isolated, f"the first chapter says that none of the cases is isolated; these are: {isolated}"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([0, 0], "find none"),
        ([3, 9], "find too few communes for a share"),
        ([0, 9], "find none or too few for a share"),
    ],
)
def test_definitions_that_find_none_are_told_from_those_that_find_few(others, said):
    known = pd.DataFrame({"share_people": [0.0002], "label": ["one grid"]}, index=[2])
    assert _range_title(known, pd.Series([*others, 20])).endswith(f"; the others {said}")


def test_two_zonings_of_different_rules_tell_of_no_change():
    said = story.overlap_reading(Territory.parse("94"))
    assert "are also isolated in that of 2020, drawn by other rules" in said and " still " not in said
