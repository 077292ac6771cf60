"""Too few areas for an interval, totals that are no sample, and sections that say what they lack in words of their own."""

from collections import Counter

import pandas as pd
import pytest
from helpers.spoken import texts_in

from analysis import words
from analysis.population import balances, story
from analysis.population.story import births, residents, wording
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

GUIANA, REUNION, PARIS = Territory.parse("03"), Territory.parse("04"), Territory.parse("dep:75")


def test_the_total_of_a_territory_counts_every_commune_and_has_no_interval():
    for place in (REUNION, PARIS, Territory.parse("11")):
        total = balances.balance_of_all(place).set_index("period").loc[balances.last_balance_period()]
        title = story.types_figure(place, "zau").title
        assert (
            total["migratory_balance"] < 0 and f"−{words.people(-total['migratory_balance'])} people by moves" in title
        )
        assert "lost" not in title and "clear" not in title and "interval" not in title
    assert ALL_COMMUNES in set(balances.balance_of_all(PARIS)["territory_type"])


def test_the_answer_tells_the_people_of_all_where_few_communes_are_isolated():
    said = story.answer(Territory.parse("02"), "zau")
    assert said.endswith("The population of Martinique was 386,000 in 2013 and 361,000 in 2023."), said
    assert "The population of" not in story.answer(Territory.parse("84"), "zau")


def test_an_epci_has_no_map_for_it_is_one():
    assert "is a single EPCI" in story.migration_map(Territory.parse("epci:200042000"), "zau")
    assert story.migration_map(Territory.parse("dep:15"), "zau").title.startswith("In all EPCI (10)")


def test_the_subtitle_of_births_says_that_a_type_of_few_areas_has_no_change_either():
    kinds = pd.DataFrame({"territory_type": [ISOLATED], "change": 0.1, "low": 0.0, "high": 0.2})
    assert "neither change nor interval" in wording.with_areas(kinds, GUIANA, "zau", ("change", "low", "high"))[1]
    assert "neither" not in wording.with_areas(kinds, GUIANA, "zau")[1]


def test_isolated_communes_of_few_areas_have_no_direction_and_no_interval():
    assert wording.few_areas(GUIANA, "zau") and not wording.few_areas(Territory.parse("84"), "zau")
    for told in (
        story.answer,
        story.answer_in_figures,
        story.turn_reading,
        story.births_reading,
        story.turn_of_growth_reading,
    ):
        said = told(GUIANA, "zau").split("A municipal population")[0]
        assert "too few areas" in said and "95 %" not in said, said
        assert not any(verb in said for verb in ("**rose**", "**fell**", "brought", "took away", "higher", "lower")), (
            said
        )
    drawn = story.turn_figure(GUIANA, "zau").data.dropna(subset=["low"])
    assert drawn.empty, f"a type of too few areas has no interval to draw:\n{drawn}"


@pytest.mark.parametrize(("low", "high", "told"), [(-0.395, 0.1, residents.TOO_FEW), (0.01, 0.03, residents.UP)])
def test_an_interval_wider_than_what_can_be_is_not_told(low, high, told):
    row = pd.Series({"change": 0.02, "low": low, "high": high})
    assert residents._stock_message(row, 0.098, few=False) is told
    assert residents._stock_message(row, 0.098, few=True) is residents.TOO_FEW


@pytest.mark.parametrize("code", ["11", "04", "dep:75", "epci:241500230"])
def test_no_sentence_of_what_is_not_told_is_said_twice(code):
    texts = texts_in("en", 2, code)
    short = "Not told: it takes at least ten isolated communes."
    twice = [text for text, count in Counter(texts).items() if count > 1]
    assert short not in texts and not twice, f"say what each section lacks in its own words: {twice}"


def test_types_left_out_are_named_with_the_isolated():
    table = story.balance_table(REUNION, "zau")
    assert "isolated (4)" in table._heading.subtitle


def test_the_moves_counted_and_the_balance_by_difference_are_told_apart():
    for code in ("04", "11", "dep:48"):
        said = story.ages_reading(Territory.parse(code))
        assert "counts of a sample" in said and "apparent migratory balance is another measure" in said
        assert "aged" not in said, "a sample without interval tells no age that comes or leaves"
        assert "net of" not in story.origins_reading(Territory.parse(code))


def test_births_of_few_areas_are_counted_without_a_trend(monkeypatch):
    row = pd.Series({"births": 400.0, "change": 0.5, "low": 0.4, "high": 0.6})
    monkeypatch.setattr(births, "few_areas", lambda *_: True)
    assert "too few areas to tell a trend" in births._births_told(row, 300, GUIANA, "zau")
