"""Published totals of the yearly tables, travel and diplomas."""

import pytest

from analysis import snapshot

# Millions of births, France with Mayotte, cities counted once.
BIRTHS = {2014: 0.817, 2015: 0.797, 2016: 0.782, 2017: 0.767, 2018: 0.757, 2019: 0.752, 2020: 0.734, 2021: 0.741}


@pytest.mark.parametrize(("year", "millions"), BIRTHS.items())
def test_births_add_up_to_the_total_of_the_file(year, millions):
    table = snapshot.load("births")
    births = table.loc[table["year"] == year, "births"].sum()
    assert births / 1e6 == pytest.approx(millions, abs=0.0006)


def test_a_year_of_population_has_one_source():
    years = set(snapshot.load("population_between")["year"])
    whole = snapshot.load("population")
    assert years == {2014, 2015, 2017}
    assert not years & set(whole.loc[~whole["commune"].str.startswith("976"), "year"])


@pytest.mark.parametrize(("commune", "least", "most"), [("81288", 2_715, 2_869), ("43074", 830, 884)])
def test_known_communes_lie_between_their_census_years(commune, least, most):
    table = snapshot.load("population_between")
    outside = table[(table["commune"] == commune) & ~table["population"].between(least, most)]
    assert outside.empty, f"beyond the census years beside:\n{outside}"


def test_travel_and_diplomas_are_of_metropolitan_france():
    travel, diplomas = snapshot.load("travel"), snapshot.load("diplomas")
    assert travel["employed"].sum() == pytest.approx(26_443_103, abs=1500)
    assert set(diplomas["year"]) == {2016, 2022}
    for table in (travel, diplomas):
        overseas = table[table["commune"].str.startswith("97")]
        assert overseas.empty, f"overseas, where the file holds nothing:\n{overseas.head()}"
