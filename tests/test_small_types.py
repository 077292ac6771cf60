"""The floor of ten communes, for every type of territory, in everything that the five chapters say and draw."""

import inspect

import pytest
from helpers import renewed

from analysis import business, digital, isolation, population, services, words
from analysis.geography import FEWEST_ISOLATED, classify
from analysis.territories import ISOLATED, Territory, label_of

# Two territories with types of one or two communes that are not isolated.
REUNION, LOZERE = Territory.parse("04"), Territory.parse("dep:48")
STORIES = {room.__name__.rpartition(".")[2]: room for room in (isolation, population, business, services, digital)}
# They count, class or name single communes: no share, no comparison.
OF_SINGLE_COMMUNES = {"isolation.types_map", "isolation.cases_table", "isolation.rule_inside_table"}


def _functions():
    for room, module in STORIES.items():
        story = __import__(f"{module.__name__}.story", fromlist=["story"])
        for name in story.__all__:
            found = getattr(story, name)
            if callable(found) and f"{room}.{name}" not in OF_SINGLE_COMMUNES:
                yield pytest.param(found, id=f"{room}.{name}")


def small_types(territory):
    held = classify(territory, "zau")["territory_type"].value_counts()
    return [name for name, count in held.items() if 0 < count < FEWEST_ISOLATED and name != ISOLATED]


def shown(function, territory):
    known = {"territory": territory, "definition": "zau", "key": "zau", "occupation": "retired"}
    asked = inspect.signature(function).parameters
    return function(**{name: known[name] for name in asked if name in known})


def told_of(found, territory):
    """Return what is told of a territory: the text, or the rows and the words around them, without those of France."""
    if isinstance(found, str):
        return found
    if hasattr(found, "data"):
        rows = found.data
        rows = rows[rows["place"] == territory.name] if "place" in rows else rows
        return "\n".join([found.title, found.alt, rows.to_string()])
    rows = found._tbl_data
    rows = rows[rows["Place"] == territory.name] if "Place" in rows else rows
    return f"{' '.join(map(str, rows.columns))}\n{rows.to_string()}"


def test_the_two_territories_have_types_of_hardly_a_commune():
    assert small_types(REUNION) and small_types(LOZERE)


@pytest.mark.parametrize("territory", [REUNION, LOZERE], ids=lambda place: place.slug)
@pytest.mark.parametrize("function", list(_functions()))
def test_no_type_of_a_few_communes_is_compared_ranked_or_titled(function, territory):
    told = told_of(shown(function, territory), territory).lower()
    told = told.replace(words.left_small(territory, "zau").lower() or "-", "")
    for name in small_types(territory):
        found = [text for text in (name, label_of(name).lower()) if text in told]
        assert not found, f"{name} has under {FEWEST_ISOLATED} communes in {territory.name}"


def test_what_is_left_out_is_named_with_its_communes():
    said = words.left_small(LOZERE, "zau")
    missing = [name for name in small_types(LOZERE) if f"{label_of(name).lower()} (" not in said.lower()]
    assert not missing, f"left out and not named: {missing}"
    assert said in renewed.said(population.story.balance_table(LOZERE, "zau"))
