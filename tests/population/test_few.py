"""A floor of ten isolated communes, and verbs that follow the interval, in everything the second notebook says."""

import inspect
import re

import pandas as pd
import pytest
from helpers import renewed

from analysis.drawing import Picture
from analysis.geography import classed_and_isolated, enough_isolated
from analysis.population import balances, story, yearly
from analysis.population.story import balances as told
from analysis.population.story.wording import few_areas
from analysis.statistics import FEWEST_CLUSTERS
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated

REUNION, PARIS = Territory.parse("04"), Territory.parse("dep:75")
FUNCTIONS = [getattr(story, name) for name in story.__all__]
# What it says stands beside a figure or a table that has said it already.
MAY_BE_EMPTY = {"origins_reading"}
# A note that names the types left out names the isolated with their number.
LEFT_OUT = re.compile(r"\bisolated\s+\(\d+\)")


def shown(function, territory):
    """Return what a function of the story gives for a territory, whatever it asks for."""
    known = {"territory": territory, "definition": "zau", "occupation": "retired"}
    asked = inspect.signature(function).parameters.values()
    return function(**{one.name: known[one.name] for one in asked if one.default is one.empty})


@pytest.mark.parametrize("territory", [REUNION, PARIS], ids=lambda place: place.code)
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_fewer_than_ten_isolated_communes_make_no_rate(function, territory):
    assert not enough_isolated(territory, "zau")
    found = shown(function, territory)
    if isinstance(found, str):
        # What is said of isolated communes is that they are few, or is said of France.
        claims = found.replace(few_isolated(territory, "zau"), "").replace("that takes 10 of them", "")
        assert not re.search(r"isolated.*\d", claims) or "France" in claims
    else:
        rows = LEFT_OUT.sub("", renewed.said(found))
        assert ISOLATED not in rows and "solated communes" not in rows


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("code", ["FR", "04", "06", "11", "dep:48"])
def test_every_cell_shows_something(function, code):
    found = shown(function, Territory.parse(code))
    assert isinstance(found, Picture) or found or function.__name__ in MAY_BE_EMPTY


def test_only_regions_with_enough_isolated_communes_are_set_beside_each_other():
    beside = [place for place in Territory.parse("84").peers() if enough_isolated(place, "zau")]
    assert f"the median of {len(beside)} regions" in story.rank_reading(Territory.parse("84"), "zau")
    tested = [place for place in beside if not few_areas(place, "zau")]
    said = story.rank_reading(france(), "zau")
    assert 0 < len(tested) < len(beside), "take a definition under which a region has too few areas"
    assert f"Of the {len(tested)} with enough areas for an interval, it is" in said, "the others were not tested"


@pytest.mark.parametrize(
    "others, said", [([0.003, 0.005], ""), ([0.001, 0.003], ", clearly more than in each other type")]
)
def test_a_title_ranks_a_type_only_where_its_interval_is_clear_of_all_others(others, said):
    last = pd.DataFrame(
        {
            "territory_type": ["Urban", ISOLATED],
            "period": "2013-2019",
            "population_end": [9000, 1000],
            "rate_migratory": [sum(others) / 2, 0.0045],
            "low_migratory": [others[0], 0.004],
            "high_migratory": [others[1], 0.005],
        }
    )
    assert (
        told.types_title(last.set_index("territory_type"))
        == f"Isolated communes, 2013-2019: moves count for +0.45 % a year{said}"
    )


@pytest.mark.parametrize("before, after, clear", [(400, 240, True), (400, 199, False), (48, 20, False)])
def test_under_a_stated_floor_births_have_no_direction(monkeypatch, before, after, clear):
    first, last = yearly.birth_years()
    made = pd.DataFrame({"territory_type": ISOLATED, "year": [first, last], "births": [before, after]})
    change = after / before - 1
    made = made.assign(change=[0.0, change], low=[0.0, change - 0.1], high=[0.0, change + 0.1])
    monkeypatch.setattr(yearly, "births_by_type", lambda *_: made)
    said = story.births_reading(Territory.parse("84"), "zau")
    assert ("fell" in said) == clear and ("too few to say" in said) != clear
    shown = story.births_table(Territory.parse("84"), "zau")._tbl_data.to_numpy().ravel().tolist()
    assert any("%" in str(cell) for cell in shown) == clear, shown


@pytest.mark.parametrize("code", ["FR", "84", "94", "dep:48"])
def test_ages_of_a_sample_without_interval_have_no_verb_of_gain_or_loss(code):
    picture = story.ages_figure(Territory.parse(code), "zau")
    if code in ("94", "dep:48"):
        assert "5 EPCI half or more isolated: counts of a sample, no age is picked out" in picture.title
    else:
        assert "net moves by age run from" in picture.title and "in a sample" in picture.title
    assert not any(verb in picture.title for verb in ("gains", "loses", "most (", "least (")), picture.title


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
