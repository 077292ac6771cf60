"""What the chapter on services says: right whatever the sign, and where nothing is isolated or nothing is known."""

import pandas as pd
import pytest

from analysis.drawing import Picture
from analysis.services import ALL_COMMUNES
from analysis.services import distance as services_distance
from analysis.services import health as services_health
from analysis.services.story import distance, equipment, focus, health
from analysis.territories import Territory

REGION = Territory.parse("84")


def _moves(monkeypatch, far, low):
    state = pd.DataFrame({"territory_type": ["Isolated"] * 2, "share_people_beyond_10_km": far})
    doctors = pd.DataFrame(
        {
            "territory_type": ["Isolated"] * 2,
            "method": ["2022-2023"] * 2,
            "year": [2022, 2023],
            "share_people_low_access": low,
        }
    )
    monkeypatch.setattr(services_distance, "beyond", lambda *_: state)
    monkeypatch.setattr(services_health, "access", lambda *_: doctors)
    return equipment.answer(REGION, "zau")


@pytest.mark.parametrize(
    ("far", "low", "words"),
    [
        ([0.6, 0.2], [0.3, 0.4], ["came nearer", ", but ", "short of doctors rose"]),
        ([0.2, 0.6], [0.3, 0.4], ["went further", " and ", "short of doctors rose"]),
        ([0.6, 0.2], [0.4, 0.3], ["came nearer", " and ", "short of doctors fell"]),
        ([0.2, 0.2], [0.3, 0.3], ["stands as far", "did not change"]),
        ([None, 0.2], [0.3, 0.4], ["short of doctors rose"]),
    ],
)
def test_the_answer_follows_the_signs(monkeypatch, far, low, words):
    text = _moves(monkeypatch, far, low)
    assert all(word in text for word in words), text
    assert ("came nearer" in text) == (far[0] is not None and far[0] > far[1])


def test_few_isolated_communes_make_no_share():
    mayotte, capital = Territory.parse("06"), Territory.parse("11")
    assert focus.focus(mayotte, "zau") == ALL_COMMUNES == focus.focus(capital, "zau")
    assert "Only 2 communes" in equipment.answer(mayotte, "zau")
    assert equipment.answer(capital, "zau").startswith("No commune of Île-de-France is isolated")
    assert focus.no_isolated(REGION, "zau") == ""


def test_mayotte_has_sentences_where_it_has_no_data():
    mayotte = Territory.parse("06")
    for view in (
        health.access_figure,
        health.need_map,
        health.need_table,
        distance.counters_figure,
    ):
        assert isinstance(view(mayotte, "zau"), str)
    assert "n/a" not in distance.distance_table(mayotte, "zau").as_raw_html()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["84", "11", "dep:48", "epci:241500230"])
def test_every_view_stands(place):
    territory = Territory.parse(place)
    for module, names in (
        (equipment, ("lacking_figure", "change_figure", "lacking_reading", "change_reading")),
        (
            distance,
            ("doctor_map", "counters_figure", "distance_reading", "counters_reading", "halls_reading"),
        ),
        (health, ("access_figure", "need_map", "access_reading", "need_reading")),
    ):
        for name in names:
            shown = getattr(module, name)(territory, "zau")
            text = f"{shown.title} {shown.alt}" if isinstance(shown, Picture) else shown
            assert text and "nan" not in text.lower().replace("finance", ""), (name, text)
            assert "n/a" not in text, (name, text)
