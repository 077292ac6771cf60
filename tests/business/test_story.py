"""What the chapter on work says of digital firms, with and without the register, of creations, and of what it cannot tell."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from helpers.spoken import texts_in

from analysis import snapshot, words
from analysis.business import areas, jobs, story
from analysis.business.story import digital
from analysis.territories import ISOLATED, Territory, france

ROOT = Path(__file__).resolve().parents[2]


def test_digital_firms_are_told_everywhere_where_the_register_is_held(monkeypatch):
    territory, load = Territory.parse("94"), snapshot.load
    places = load("communes", territory, columns=["commune", "region"])
    isolated = (jobs.typed(places, territory, "zau")["territory_type"] == ISOLATED).to_numpy()
    register = jobs.typed(places, territory, "zau")[["commune", "region"]].assign(establishments=isolated * 2.0)
    ours = "digital_establishments"
    monkeypatch.setattr(
        snapshot, "load", lambda name, *rest, **told: register if name == ours else load(name, *rest, **told)
    )
    monkeypatch.setattr(snapshot, "holds", lambda name: name == ours)
    monkeypatch.setattr(digital, "source_line", lambda name: f"Source: {name}")
    said = digital.digital_reading(territory, "zau")
    assert "(Source: digital_establishments). There, 100.0 % of the " in said
    assert said.endswith("100.0 % of these establishments are in isolated communes.") and "Occitanie" not in said
    monkeypatch.setattr(snapshot, "holds", lambda name: False)
    assert "for Occitanie alone" in digital.digital_reading(territory, "zau")


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("FR", "one region alone, Occitanie:"),
        ("76", "one region alone, Occitanie:"),
        ("dep:48", "another list tells of Lozère, as of all of Occitanie"),
    ],
)
def test_digital_firms_are_told_under_the_name_of_the_places_counted(place, named):
    said = story.digital_reading(Territory.parse(place), "zau")
    assert named in said, f"the figures are those of {place}, and the sentence should say so: {said}"


def test_digital_firms_are_compared_with_no_type_of_a_few_communes():
    # One commune of Lozère is in a large urban area.
    assert "against" not in story.digital_reading(Territory.parse("dep:48"), "zau")
    assert "against" in story.digital_reading(france(), "zau")
    assert "All these isolated communes together had" in story.digital_reading(france(), "zau")


@pytest.mark.parametrize("text", ["FR", "84", "11", "dep:48", "epci:241500230", "04"])
def test_creations_are_a_total_between_means_of_three_years_and_no_rate(text):
    said = story.creations_reading(Territory.parse(text), "zau")
    assert "a year" not in said.lower().replace("a year stands", ""), "a root of the change is no rate a year"
    assert "three-year mean of 2017" in said or "no median of creations is told" in said
    assert "EPCI of France" not in said, "creations are held for the EPCI of metropolitan France alone"


def test_two_lists_of_digital_establishments_are_not_taken_for_one():
    """One counts employers alone, the other all that are active: the second does not say where the first are."""
    said = story.digital_reading(france(), "zau")
    assert "those without employees are not counted" in said and "with and without employees" in said
    assert "firm" not in said, "an establishment is not a firm"


@pytest.mark.parametrize("text", ["FR", "84", "11", "94", "dep:48", "epci:240200469"])
def test_medians_are_said_not_to_tell_a_gap_only_where_two_stand_beside_each_other(text):
    said = story.creations_reading(Territory.parse(text), "zau")
    assert ("Two medians do not tell" in said) == ("In the median EPCI of the" in said)


def test_creations_of_an_epci_are_its_own_and_no_median():
    place = Territory.parse("epci:240200469")
    assert not areas.creations(place, "zau").empty
    said = story.creations_reading(place, "zau")
    assert "in the median" not in said and "Business creations of CC du Pays de la Serre" in said


def test_the_change_of_creations_is_told_as_it_is_held():
    table = areas.creations(france(), "zau")
    most = table[table["isolation"] == areas.CLASSES[-1]]["change_creations_2017_2024"]
    assert words.signed_percent(most.median()) in story.creations_reading(france(), "zau")


@pytest.mark.parametrize("text", ["11", "04", "dep:75"])
def test_no_sentence_of_what_is_not_told_is_said_twice(text):
    texts = texts_in("en", 3, text)
    twice = [said for said, count in Counter(texts).items() if count > 1]
    assert "Not told: it takes at least ten isolated communes." not in texts and not twice, (
        f"said more than once: {twice}"
    )


def test_the_texts_between_figures_promise_none():
    cells = json.loads((ROOT / "notebooks" / "3_business_resilience.ipynb").read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    promised = [text for text in texts if re.search(r"\bThe (bars|table) gives?\b|\bHere are\b", text)]
    assert not promised, f"where nothing can be drawn, this announces what is not there: {promised}"
