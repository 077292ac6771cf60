"""The two parts of the balance with their intervals, the years where data end, and communes left out by period."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.claims import story as claims_story
from analysis.population import balances, story, yearly
from analysis.population.story import births, opening, wording
from analysis.territories import Territory, france

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "2_population_flows.ipynb"
ROW = pd.Series({"rate_natural": -0.006, "low_natural": -0.007, "high_natural": -0.0044})


def test_a_part_of_the_balance_has_its_interval_and_none_of_few_areas():
    told = "\u22120.60 % a year (95 % interval: \u22120.70 % to \u22120.44 %)"
    assert wording.with_interval(france(), ROW, "natural") == told
    assert wording.with_interval(france(), ROW, "natural", few=True) == "\u22120.60 % a year"
    assert wording.with_interval(france(), ROW.mask(ROW == -0.007), "natural") == "\u22120.60 % a year"


@pytest.mark.parametrize("code", ["FR", "94", "04", "11", "dep:48"])
def test_the_main_rates_have_their_intervals(code):
    place = Territory.parse(code)
    last = story.answer_in_figures(place, "zau").split(f"{balances.last_balance_period()}", 1)[1]
    rates, bounds = re.findall(r"% a year", last), re.findall(r"% a year(?:\*\*)? \(95 % interval: ", last)
    assert len(bounds) == len(rates) == 2, last


def test_the_chapters_two_and_six_give_moves_as_a_balance_with_its_interval():
    for code in ("FR", "94", "dep:48"):
        said = claims_story.growth_reading(Territory.parse(code), "zau")
        parts = story.parts_reading(Territory.parse(code), "zau")
        assert said.endswith(parts) and "moves gave" not in said
        assert "the apparent balance of moves" in parts and parts.count("95 % interval") == 2
    few = story.parts_reading(Territory.parse("03"), "zau")
    assert "apparent balance of moves" in few and "95 %" not in few, "few areas have no interval"


def test_each_of_the_data_is_said_to_end_where_it_ends(monkeypatch):
    for module, name, year in (
        (opening, "last_death_year", 2030),
        (opening, "birth_years", [2014, 2033]),
        (births, "last_death_year", 2030),
    ):
        monkeypatch.setattr(module, name, lambda year=year: year)
    said = opening._spans("2013-2031")
    assert (
        "census of 1 January 2031, as deaths by commune are held up to 2030 alone; births are held up to 2033" in said
    )
    assert "Deaths by commune are not held after 2030" in story.births_reading(france(), "zau")


def test_the_last_balance_ends_on_the_first_of_january_after_the_last_deaths():
    assert balances.last_death_year() == int(balances.last_balance_period()[-4:]) - 1 < yearly.birth_years()[-1]


def test_communes_left_out_are_counted_by_period():
    unknown = pd.Series({"1999-2008": 18, "2008-2013": 0, "2013-2019": 1})
    told = "; left out, births or deaths missing: 18 communes in 1999-2008 and 1 commune in 2013-2019"
    assert wording.left_out_by_period(unknown) == told
    assert wording.left_out_by_period(unknown * 0) == ""
    held = balances.balance_of_all(france()).set_index("period")["communes_unknown"]
    subtitle = story.balance_table(france(), "zau").as_raw_html()
    assert held.gt(0).sum() > 1 and wording.left_out_by_period(held) in subtitle


# What a territory of few isolated communes does not show must not be announced to it.
SHOWN = re.compile(r"\b(tables?|figures?|maps?|dots?|grouped)\b")
ALWAYS = ("the whole territory", "all communes")


def test_what_is_shown_of_isolated_communes_is_announced_where_there_are_enough_of_them():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    sentences = [one for text in texts for one in re.split(r"(?<=[.:?])\s", text) if SHOWN.search(one)]
    promised = [one for one in sentences if "here enough communes are isolated" not in one and "isolated" in one]
    assert len(sentences) > 3 and not [one for one in promised if not any(word in one for word in ALWAYS)], promised
    assert "holds every one" not in " ".join(texts)
