"""Shares of communes that gain, and gaps between dates: hand-made communes, and invariants on the snapshot."""

import numpy as np
import pandas as pd
import pytest

from analysis.population import balances, change, residents
from analysis.territories import ISOLATED, Territory, france


def test_gaining_counts_communes_and_people_and_leaves_the_unknown_out():
    frame = pd.DataFrame(
        {"territory_type": ["a", "a", "a", "a"], "population_start": [100.0, 300.0, 600.0, 50.0],
         "migratory_balance": [5.0, -1.0, 0.0, np.nan]}
    )  # fmt: skip
    row = change.gaining_of(frame).iloc[0]
    assert row["communes"] == 3 and row["communes_with"] == 1 and row["communes_unknown"] == 1
    assert row["share_communes"] == pytest.approx(1 / 3) and row["share_people"] == pytest.approx(0.1)


def test_the_change_of_an_occupation_is_that_of_its_shares():
    place = Territory.parse("84")
    changes = change.occupation_change(place, "zau").set_index(["occupation", "territory_type"])
    shares = residents.occupations(place, "zau").set_index(["occupation", "territory_type", "year"])["share"]
    for key, row in changes.iterrows():
        assert row["change"] == pytest.approx(shares[(*key, 2022)] - shares[(*key, 2011)], abs=1e-9)
        assert row["low"] <= row["change"] <= row["high"]


def test_the_shift_of_growth_is_near_the_difference_of_the_two_rates():
    shift = change.growth_shift(france(), "zau").set_index("territory_type")["change"]
    rates = balances.growth_before_and_after(france(), "zau").set_index(["territory_type", "period"])["rate_total"]
    gap = rates[ISOLATED, "2016-2023"] - rates[ISOLATED, "2008-2016"]
    assert shift[ISOLATED] == pytest.approx(gap, abs=2e-5)


def test_a_region_without_data_has_no_change():
    mayotte = Territory.parse("06")
    for measure in (change.growth_shift, change.occupation_change):
        table = measure(mayotte, "zau")
        assert table.empty, f"nothing is held for Mayotte, {measure.__name__} should give no row:\n{table}"
