"""Ages and occupations of those who live there: shares that add up, the same communes in every year."""

import pandas as pd
import pytest

from analysis import words
from analysis.geography import classify, people
from analysis.population import residents
from analysis.population.story import wording
from analysis.population.story.residents import stock_figure
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


def test_a_figure_of_communes_followed_says_how_many_they_are_and_how_many_people_they_have():
    lozere = Territory.parse("dep:48")
    frame = residents.with_occupations(lozere, "zau")
    held, whole, share = residents.isolated_held(frame, lozere, "zau")
    kinds = classify(lozere, "zau")
    isolated = set(kinds.loc[kinds["isolated"].fillna(False).astype(bool), "commune"])
    inhabitants = people(lozere).set_index("commune")["population"]
    followed = isolated & set(frame["commune"])
    assert (held, whole) == (len(followed), len(isolated)) and held < whole
    assert share == pytest.approx(inhabitants[list(followed)].sum() / inhabitants[list(isolated)].sum())
    unit = " ".join(text.get_text() for text in stock_figure(lozere, "zau", "retired").figure.texts)
    assert f"{held} of {whole} isolated communes, with {words.percent(share, 0)} of their people" in " ".join(
        unit.split()
    )


@pytest.mark.parametrize(("counted", "said"), [((7, 7, 1.0), ""), ((0, 7, 0.0), ""), ((6, 7, 0.9), "6 of 7")])
def test_nothing_is_said_of_communes_that_are_all_followed(counted, said):
    assert wording.followed(counted)[2:8] == said
