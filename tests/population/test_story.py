"""What the chapter on people says: verbs by their sign, moves with their source, and what is not held."""

import pytest

from analysis import snapshot
from analysis.population import story
from analysis.population.story import balances as balances_story
from analysis.territories import Territory


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0034, "moves count for +0.34 % a year"),
        (-0.0034, "moves count for \u22120.34 % a year"),
        (1e-7, "about as many came as left"),
    ],
)
def test_the_verb_follows_the_sign(rate, said):
    assert balances_story.brought(rate) == said


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
