"""Ages and occupations of those who live there: shares that add up, the same communes in every year."""

import pandas as pd
import pytest

from analysis.population import residents
from analysis.territories import Territory, france


def test_ages_add_up_and_isolated_communes_are_older():
    table = residents.ages(france(), "zau")
    assert table.groupby(["territory_type", "year"], observed=True)["share"].sum().to_numpy() == pytest.approx(1)
    old = residents.ages_60_plus(france(), "zau").set_index(["territory_type", "year"])["share_aged_60_plus"]
    assert old["isolated", 2013] > old["large_urban_areas", 2013]


def test_shares_of_occupations_add_up_to_one_inside_their_intervals():
    table = residents.occupations(Territory.parse("84"), "zau")
    assert table.groupby(["territory_type", "year"], observed=True)["share"].sum().to_numpy() == pytest.approx(
        1, abs=2e-3
    )
    outside = table[~table["share"].between(table["low"], table["high"])]
    assert outside.empty, f"the interval should hold the share; it does not for\n{outside}"


def test_only_communes_held_in_every_year_are_compared():
    frame = pd.DataFrame({"commune": ["a", "a", "b"], "year": [2011, 2022, 2022]})
    assert residents.held_in_every_year(frame)["commune"].tolist() == ["a", "a"]


def test_a_region_without_censuses_of_residents_gives_empty_tables():
    mayotte = Territory.parse("06")
    for measure in (residents.occupations, residents.ages_60_plus):
        table = measure(mayotte, "zau")
        assert table.empty, f"nothing is held for Mayotte, {measure.__name__} should give no row:\n{table}"
