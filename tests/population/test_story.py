"""What the chapter on people says: verbs by their sign, moves with their source, and what is not held."""

import pandas as pd
import pytest

from analysis import snapshot
from analysis.population import balances, story
from analysis.population.story import balances as balances_story
from analysis.territories import ISOLATED, Territory, france


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0034, "moves brought 0.34 % a year"),
        (-0.0034, "moves took away 0.34 % a year"),
        (1e-7, "about as many came as left"),
    ],
)
def test_the_verb_follows_the_sign(rate, said):
    assert balances_story.brought(rate) == said


@pytest.mark.parametrize(
    ("rates", "said"),
    [([1, 1, 1], "still gained"), ([1, -1, 1], "again gained"), ([1, 1, -1], "**lost**"), ([-1, -1, -1], "still lost")],
)
def test_the_answer_follows_the_periods(monkeypatch, rates, said):
    table = pd.DataFrame(
        {"territory_type": ISOLATED, "period": ["1999-2008", "2013-2019", "2019-2023"], "population_start": 10,
         "rate_total": [rate / 100 for rate in rates], "rate_natural": -0.01, "rate_migratory": 0.02}
    )  # fmt: skip
    parts = ("total", "natural", "migratory")
    bounds = {f"{end}_{part}": [float("nan")] * 3 for part in parts for end in ("low", "high")}
    bounds |= {"low_total": table["rate_total"] - 0.001, "high_total": table["rate_total"] + 0.001}
    monkeypatch.setattr(balances, "balance", lambda *_: table)
    monkeypatch.setattr(balances, "rate_intervals", lambda *_: table[["territory_type", "period"]].assign(**bounds))
    assert said in story.answer(france(), "zau")


def test_places_without_isolated_communes_or_data_say_so_once():
    island, mayotte = Territory.parse("11"), Territory.parse("06")
    assert story.answer(island, "zau").startswith("No commune of Île-de-France is isolated")
    assert isinstance(story.migration_map(mayotte), str)


CORSICA = Territory.parse("94")


def test_moves_by_commune_are_told_with_their_source(with_moves):
    said = story.communes_reading(CORSICA, "zau")
    assert "in the census of 2022" in said and "150 arrivals for 100 departures, against 25 in the other" in said
    assert said.endswith("Source: INSEE, mobilités résidentielles 2022, a sample.")


def test_without_the_flows_between_communes_the_chapter_says_so(monkeypatch):
    monkeypatch.setattr(snapshot, "holds", lambda table: False)
    assert "this snapshot does not hold" in story.communes_reading(CORSICA, "zau")
