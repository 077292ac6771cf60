"""What the chapter on work says of digital firms, with and without the register."""

import pytest

from analysis import snapshot
from analysis.business import jobs, story
from analysis.business.story import digital
from analysis.territories import ISOLATED, Territory, france


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
    assert said.endswith("100.0 % of these firms are in isolated communes.") and "Occitanie" not in said
    monkeypatch.setattr(snapshot, "holds", lambda name: False)
    assert "for Occitanie alone" in digital.digital_reading(territory, "zau")


@pytest.mark.parametrize(
    ("place", "named"),
    [("FR", "one region alone, Occitanie,"), ("dep:48", "held for the communes of Lozère, as for all of Occitanie")],
)
def test_digital_firms_are_told_under_the_name_of_the_places_counted(place, named):
    said = story.digital_reading(Territory.parse(place), "zau")
    assert named in said, f"the figures are those of {place}, and the sentence should say so: {said}"


def test_digital_firms_are_compared_with_no_type_of_a_few_communes():
    # One commune of Lozère is in a large urban area.
    assert "against" not in story.digital_reading(Territory.parse("dep:48"), "zau")
    assert "against" in story.digital_reading(france(), "zau")
