"""A floor of ten isolated communes in everything the first notebook says; what is not held is said with what is."""

import inspect

import pandas as pd
import pytest
from helpers import renewed

from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.isolation import story
from analysis.isolation.story.comparison import _range_alt
from analysis.territories import ISOLATED, Territory, available
from analysis.words import few_isolated

REUNION, PARIS, MAYOTTE = (Territory.parse(code) for code in ("04", "dep:75", "06"))
# They tell of all definitions, or of types on a map, and count.
COUNTING = {"rule_table", "zonings_table", "definitions_table", "agreement_map", "geography_reading", "types_map"}
FUNCTIONS = [getattr(story, name) for name in story.__all__]
OF_A_PLACE = [function for function in FUNCTIONS if "territory" in inspect.signature(function).parameters]


def shown(function, territory):
    known = {"territory": territory, "key": "zau"}
    return function(**{name: known[name] for name in inspect.signature(function).parameters})


@pytest.mark.parametrize("territory", [REUNION, PARIS, MAYOTTE], ids=lambda place: place.code)
@pytest.mark.parametrize("function", OF_A_PLACE, ids=lambda function: function.__name__)
def test_fewer_than_ten_isolated_communes_make_no_share(function, territory):
    assert not enough_isolated(territory, "zau")
    found = shown(function, territory)
    if function.__name__ in COUNTING:
        assert "%" not in renewed.said(found), "a count may be told of few communes, a share may not"
    elif isinstance(found, str):
        claims = found.replace(few_isolated(territory, "zau"), "")
        assert "%" not in claims or "France" in claims, "a share that is not of France is told of few communes"
    else:
        assert ISOLATED not in renewed.said(found)


def test_sizes_are_spread_of_types_with_enough_communes_alone():
    picture = story.size_figure(Territory.parse("dep:48"), "zau")
    few = picture.data.groupby("territory_type", observed=True)["communes"].sum()
    assert few.min() >= FEWEST_ISOLATED, f"bars of per cent of so few communes:\n{few}"


def test_one_definition_with_enough_communes_is_no_range():
    title = story.definitions_figure(
        Territory.parse("11"),
    ).title
    assert "by one definition" in title and "From" not in title


def test_a_population_of_another_year_is_not_said_to_be_missing():
    assert "Their population of 2017 is held" in story.unclassed_reading(MAYOTTE, "zau")


@pytest.mark.parametrize("code", ["FR", "84", "04", "11", "dep:48", "dep:75"])
def test_what_rests_on_a_sample_is_not_sure_and_none_is_a_word(code):
    said = story.rule_reading(Territory.parse(code))
    assert "surely" not in said and " 0 " not in said
    assert "sample" in said or "cannot even be bounded" in said


def test_a_share_of_a_few_in_ten_thousand_does_not_read_as_none():
    known = pd.DataFrame({"share_people": [0.0002, 0.0004], "label": ["one grid", "one zoning"]})
    assert "lowest 0.02 % (one grid), highest 0.04 % (one zoning)" in _range_alt(known, PARIS)
    assert "0.02 % (one grid), the only definition with enough communes" in _range_alt(known.head(1), PARIS)


def test_definitions_are_named_as_a_reader_knows_them():
    assert not any(f"under {key}" in story.cases_reading() for key in available()), story.cases_reading()


def test_what_france_has_is_said_of_something():
    assert "it is **" not in story.rural_reading(REUNION) and "what is rural is **" in story.rural_reading(REUNION)


def test_people_who_are_few_do_not_read_as_none():
    capital = Territory.parse("11")
    told = renewed.said(story.definitions_table(capital))
    assert "0.02 %" in told, "2,584 people in twenty communes were told as 0.0 %"
    assert "under 0.1 % of people" in story.types_map(capital, "density").title
    assert "under 0.1 % of the population" in story.answer(capital, "density")


def test_a_grid_that_has_a_level_with_enough_communes_is_not_denied_one():
    said = story.rural_figure(REUNION)
    assert "density grid of seven levels (2022)" in said, "the grid of four levels has one, and its table shows it"


def test_what_a_grid_does_not_class_is_said_apart_from_none():
    assert "four levels (2016) classes no commune of Mayotte" in story.rural_reading(MAYOTTE)


def test_the_most_communes_that_a_definition_finds_are_told_once():
    figure, table = story.definitions_figure(REUNION), story.overlap_table(REUNION)
    assert "the most is 4" in figure and "the most" not in table and "enough isolated communes in La Réunion" in table
