"""Types of communes under each definition: on hand-made communes, and where nothing is known."""

import numpy as np
import pandas as pd
import pytest

from analysis.geography import classify, classify_communes
from analysis.territories import Territory

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
    flags = classify_communes(COMMUNES, key)["isolated"]
    assert [None if pd.isna(flag) else bool(flag) for flag in flags] == isolated


def test_strict_tells_one_of_two_from_neither():
    kinds = classify_communes(COMMUNES, "strict")["territory_type"].astype(object).tolist()
    assert kinds[:4] == ["in_neither", "in_neither", "in_one_of_two", "isolated"] and pd.isna(kinds[4])


def test_a_region_without_classes_says_missing():
    mayotte = classify(Territory.parse("06"), "density")
    assert len(mayotte) == 17
    assert not mayotte["isolated"].fillna(False).any(), f"no class, and yet isolated:\n{mayotte}"


def test_the_report_rule_is_isolated_under_a_quarter():
    communes = pd.DataFrame({"share_working_in_urban_areas": [0.0, 0.2499, 0.25, 1.0, np.nan]})
    flags = classify_communes(communes, "commuting")["isolated"]
    assert [None if pd.isna(flag) else bool(flag) for flag in flags] == [True, True, False, False, None]


@pytest.mark.parametrize(
    ("place", "level"),
    [("FR", "departement"), ("FRM", "departement"), ("84", "epci"), ("94", "epci"), ("dep:48", "epci")],
)
def test_intervals_resample_the_level_below_whatever_its_number(place, level):
    table = classify(Territory.parse(place), "zau")
    own = table[level].fillna(table["commune"])
    assert table["cluster"].tolist() == own.tolist(), f"{place} should be resampled by {level}"


def test_an_epci_is_resampled_by_its_communes():
    table = classify(Territory.parse("epci:241500230"), "zau")
    assert table["cluster"].tolist() == table["commune"].tolist()
