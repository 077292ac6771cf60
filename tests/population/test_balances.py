"""Balances and growth: hand-made communes, invariants, and the figures published for isolated communes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.population import balances
from analysis.territories import Territory, france

ROWS = pd.DataFrame(
    {
        "territory_type": ["a", "a", "b", "a"],
        "period": ["2008-2013"] * 4,
        "years": [5] * 4,
        "population_start": [100.0, 100.0, 50.0, 500.0],
        "population_end": [110.0, 90.0, 60.0, 900.0],
        "births": [2.0, 2.0, 5.0, np.nan],
        "deaths": [4.0, 6.0, 1.0, 1.0],
        "natural_balance": [-2.0, -4.0, 4.0, np.nan],
        "migratory_balance": [12.0, -6.0, 6.0, np.nan],
    }
)


def test_a_commune_with_a_missing_part_is_left_out_and_counted():
    table = balances.balance_of(ROWS).set_index("territory_type")
    assert table.loc["a", "population_start"] == 200 and table.loc["a", "communes_unknown"] == 1
    assert table.loc["a", "natural_balance"] == -6 and table.loc["a", "migratory_balance"] == 6
    assert table.loc["b", "communes_unknown"] == 0


def test_no_change_still_shows_the_two_parts():
    table = balances.balance_of(ROWS).set_index("territory_type")
    assert table.loc["a", "rate_total"] == 0
    assert table.loc["a", "rate_natural"] == pytest.approx(-6 / 200 / 5)
    assert table.loc["a", "rate_migratory"] == pytest.approx(6 / 200 / 5)


def test_a_period_without_births_and_deaths_has_a_total_only():
    rows = ROWS.assign(natural_balance=np.nan, migratory_balance=np.nan)
    table = balances.balance_of(rows).set_index("territory_type")
    assert table.loc["a", "population_start"] == 700 and table.loc["a", "rate_total"] > 0
    assert np.isnan(table.loc["a", "rate_natural"]) and table.loc["a", "communes_unknown"] == 0


def test_many_places_at_once_are_each_as_alone():
    # The second place lacks births and deaths altogether: its total stands, as if it were alone.
    unheld = ROWS.assign(natural_balance=np.nan, migratory_balance=np.nan)
    both = pd.concat([ROWS.assign(region="1"), unheld.assign(region="2")], ignore_index=True)
    table = balances.balance_of(both, ["region", "territory_type", "period"])
    for region, rows in (("1", ROWS), ("2", unheld)):
        here = table[table["region"] == region].drop(columns="region").reset_index(drop=True)
        pd.testing.assert_frame_equal(here, balances.balance_of(rows))


@pytest.mark.parametrize("place", ["dep:48", "dep:976", "06", "94"])
def test_a_territory_among_its_peers_is_as_alone(place):
    here = Territory.parse(place)
    alone = balances.balance_of(balances.typed("balance", here, "zau").dropna(subset=["territory_type"]))
    pd.testing.assert_frame_equal(balances.balance(here, "zau"), alone)


@given(st.floats(1, 1e6), st.floats(0.5, 2), st.floats(-0.5, 0.5), st.integers(1, 12))
def test_the_two_rates_add_up_to_the_total(start, growth, natural, years):
    end = start * growth
    row = {"population_start": start, "population_end": end, "years": years, "natural_balance": natural * start,
           "migratory_balance": end - start - natural * start}  # fmt: skip
    rates = balances.annual_rates(pd.DataFrame([row])).iloc[0]
    assert rates["rate_natural"] + rates["rate_migratory"] == pytest.approx(rates["rate_total"], abs=1e-6)


@pytest.mark.parametrize(
    ("period", "total", "natural", "migratory"),
    [("1999-2008", 0.346, -0.432, 0.778), ("2008-2013", 0.038, -0.471, 0.509), ("2013-2019", -0.302, -0.645, 0.343)],
)
def test_rates_of_isolated_communes_are_the_published_ones(period, total, natural, migratory):
    # The reference is on the communes of 2020; mergers since move 1999-2008 by up to 0.015 point.
    table = balances.balance(Territory.parse("FRM"), "zau").set_index(["territory_type", "period"])
    rates = table.loc[("isolated", period), ["rate_total", "rate_natural", "rate_migratory"]] * 100
    assert rates.tolist() == pytest.approx([total, natural, migratory], abs=0.016)


def test_people_of_all_types_are_those_of_the_country():
    table = balances.balance(france(), "zau")
    period = table[table["period"] == "2019-2023"]
    assert period["population_end"].sum() == 68_094_280
    told = period[period["rate_migratory"].notna()]
    assert told.empty, f"births of 2019-2023 are not published by commune, so moves cannot be told:\n{told}"


def test_the_interval_of_growth_holds_the_rate():
    table = balances.growth_before_and_after(Territory.parse("84"), "zau")
    assert set(table["period"]) == {"2008-2016", "2016-2023"}
    outside = table[~table["rate_total"].between(table["low"], table["high"])]
    assert outside.empty, f"the interval should hold the rate; it does not for\n{outside}"


def test_a_region_without_balances_gives_empty_tables():
    mayotte = Territory.parse("06")
    for measure in (balances.growth_before_and_after, balances.balance):
        table = measure(mayotte, "zau")
        assert table.empty, f"nothing is held for Mayotte, {measure.__name__} should give no row:\n{table}"


def test_an_epci_is_told_whole_and_one_value_stands_for_its_communes():
    table = balances.balance_by_epci(Territory.parse("dep:48"))
    assert table["epci"].is_unique and len(table) > 5
    whole = balances.balance_by_epci(france()).set_index("epci")
    assert table.set_index("epci")["migratory_balance"].equals(whole.loc[table["epci"], "migratory_balance"])


def test_an_epci_of_few_people_has_no_rate(monkeypatch):
    place = Territory.parse("dep:48")
    people = balances.balance_by_epci(place)["population_start"]
    monkeypatch.setattr(balances, "FEWEST_PEOPLE", people.median())
    table = balances.balance_by_epci.__wrapped__(place)
    left = set(table.loc[table["rate_migratory"].isna(), "epci"])
    assert left == set(table.loc[table["population_start"] < people.median(), "epci"]) != set()
