"""Journeys to work and zonings of the snapshot against the totals of their files."""

import pytest

from analysis import snapshot


def test_the_employed_residents_of_france_are_as_many_as_published():
    table = snapshot.load("commuting")
    france = table[table["flows"] == "flows of 100 or more"]
    assert france["employed"].sum() == pytest.approx(26_717_974)
    inside = table[table["flows"] != "flows of 100 or more"]
    assert inside["employed"].sum() == pytest.approx(444_656, abs=1)


def test_each_class_of_revitalisation_has_the_published_number_of_communes():
    told = snapshot.load("revitalisation")["frr_2025"].value_counts().to_dict()
    assert told == {
        "none": 14_941, "base": 13_313, "plus": 4_456, "beneficiary": 2_134, "part": 20, "beneficiary in part": 11,
    }  # fmt: skip
