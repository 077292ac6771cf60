"""Shares of communes that gain, and gaps between dates: hand-made communes, and invariants on the snapshot."""

import numpy as np
import pandas as pd
import pytest

from analysis import population, population_change
from analysis import population_story as story
from analysis.isolation import ISOLATED
from analysis.population_moves import mostly_inside
from analysis.territory import Territory, france


def test_gaining_counts_communes_and_people_and_leaves_the_unknown_out():
    frame = pd.DataFrame(
        {"territory_type": ["a", "a", "a", "a"], "population_start": [100.0, 300.0, 600.0, 50.0],
         "migratory_balance": [5.0, -1.0, 0.0, np.nan]}
    )  # fmt: skip
    row = population_change.gaining_of(frame).iloc[0]
    assert row["communes"] == 3 and row["communes_with"] == 1 and row["communes_unknown"] == 1
    assert row["share_communes"] == pytest.approx(1 / 3) and row["share_people"] == pytest.approx(0.1)


def test_only_communes_held_in_every_year_are_compared():
    frame = pd.DataFrame({"commune": ["a", "a", "b"], "year": [2011, 2022, 2022]})
    assert population.held_in_every_year(frame)["commune"].tolist() == ["a", "a"]


def test_the_change_of_an_occupation_is_that_of_its_shares():
    place = Territory.parse("84")
    changes = population_change.occupation_change(place, "zau").set_index(["occupation", "territory_type"])
    shares = population.occupations(place, "zau").set_index(["occupation", "territory_type", "year"])["share"]
    for key, row in changes.iterrows():
        assert row["change"] == pytest.approx(shares[(*key, 2022)] - shares[(*key, 2011)], abs=1e-9)
        assert row["low"] <= row["change"] <= row["high"]


def test_the_shift_of_growth_is_near_the_difference_of_the_two_rates():
    shift = population_change.growth_shift(france(), "zau").set_index("territory_type")["change"]
    rates = population.growth_before_and_after(france(), "zau").set_index(["territory_type", "period"])["rate_total"]
    gap = rates[ISOLATED, "2016-2023"] - rates[ISOLATED, "2008-2016"]
    assert shift[ISOLATED] == pytest.approx(gap, abs=2e-5)


def test_an_epci_belongs_where_half_of_its_people_live():
    communes = pd.DataFrame(
        {"commune": list("abcd"), "epci": ["x", "x", "y", "y"], "population": [60, 40, 10, 90]}
    )  # fmt: skip
    assert mostly_inside(communes, pd.Index(["a", "c"])) == {"x"}


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0034, "moves brought 0.34 % a year"),
        (-0.0034, "moves took away 0.34 % a year"),
        (1e-7, "as many came as left"),
    ],
)
def test_the_verb_follows_the_sign(rate, said):
    assert story.brought(rate) == said


@pytest.mark.parametrize(
    ("rates", "said"),
    [([1, 1, 1], "still gained"), ([1, -1, 1], "again gained"), ([1, 1, -1], "**lost**"), ([-1, -1, -1], "still lost")],
)
def test_the_answer_follows_the_periods(monkeypatch, rates, said):
    table = pd.DataFrame(
        {"territory_type": ISOLATED, "period": ["1999-2008", "2013-2019", "2019-2023"], "population_start": 10,
         "rate_total": [rate / 100 for rate in rates], "rate_natural": -0.01, "rate_migratory": 0.02}
    )  # fmt: skip
    monkeypatch.setattr(population, "balance", lambda *_: table)
    assert said in story.answer(france(), "zau")


def test_places_without_isolated_communes_or_data_say_so_once():
    island, mayotte = Territory.parse("11"), Territory.parse("06")
    assert "no isolated commune" in story.answer(island, "zau")
    assert isinstance(story.migration_map(mayotte), str)
    assert population_change.growth_shift(mayotte, "zau").empty
    assert population_change.occupation_change(mayotte, "zau").empty
