"""A floor of ten isolated communes, and verbs that follow the interval, in everything the second notebook says."""

import inspect

import pytest
from helpers import renewed

from analysis.drawing import Picture
from analysis.geography import classed_and_isolated, enough_isolated
from analysis.population import balances, story
from analysis.population.story import balances as told
from analysis.statistics import FEWEST_CLUSTERS
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated

REUNION, PARIS = Territory.parse("04"), Territory.parse("dep:75")
FUNCTIONS = [getattr(story, name) for name in story.__all__]
# What it says stands beside a figure or a table that has said it already.
MAY_BE_EMPTY = {"origins_reading"}


def shown(function, territory):
    """Return what a function of the story gives for a territory, whatever it asks for."""
    known = {"territory": territory, "definition": "zau", "occupation": "retired"}
    return function(**{name: known[name] for name in inspect.signature(function).parameters})


@pytest.mark.parametrize("territory", [REUNION, PARIS], ids=lambda place: place.code)
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_fewer_than_ten_isolated_communes_make_no_rate(function, territory):
    assert not enough_isolated(territory, "zau")
    found = shown(function, territory)
    if isinstance(found, str):
        # What is said of isolated communes is that they are few, or is said of France.
        claims = found.replace(few_isolated(territory, "zau"), "")
        assert "isolated" not in claims or "France" in claims
    else:
        rows = renewed.said(found)
        assert ISOLATED not in rows and "solated communes" not in rows


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("code", ["FR", "04", "06", "11", "dep:48"])
def test_every_cell_shows_something(function, code):
    found = shown(function, Territory.parse(code))
    assert isinstance(found, Picture) or found or function.__name__ in MAY_BE_EMPTY


def test_only_regions_with_enough_isolated_communes_are_ranked():
    ranked = [place for place in Territory.parse("84").peers() if enough_isolated(place, "zau")]
    assert story.rank_reading(Territory.parse("84"), "zau").endswith(f"of {len(ranked)} regions.")
    assert f"of {len(ranked)} regions." in story.rank_reading(france(), "zau")


def test_without_an_interval_a_small_rate_has_no_direction():
    assert told.way(0.0004, None, None) == 0
    assert told.way(0.0006, None, None) == 1
    assert told.way(0.0004, 0.0001, 0.0007) == 1


def test_the_intervals_of_periods_hold_their_rates():
    place = Territory.parse("84")
    keys = ["territory_type", "period"]
    table = balances.balance(place, "zau").merge(balances.rate_intervals(place, "zau"), on=keys)
    assert len(table) == len(balances.balance(place, "zau"))
    assert place.kind == "region" and classed_and_isolated(place, "zau")[1] > FEWEST_CLUSTERS
    outside = table[~table["rate_total"].between(table["low_total"], table["high_total"])]
    assert outside.empty, f"the interval should hold the rate; it does not for\n{outside}"


def test_what_is_not_held_is_said_with_what_is():
    mayotte = Territory.parse("06")
    assert "The population of Mayotte is held for 2017 alone." in story.answer(mayotte, "zau")
