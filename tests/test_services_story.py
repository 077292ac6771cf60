"""What the chapter on services says: right whatever the sign, and where nothing is isolated or nothing is known."""

import pandas as pd
import pytest

from analysis import (
    services_distance,
    services_distance_story,
    services_focus,
    services_health,
    services_health_story,
    services_story,
)
from analysis.pictures import Picture
from analysis.services import ALL_COMMUNES
from analysis.territory import Territory

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
    return services_story.answer(REGION, "zau")


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
    assert services_focus.focus(mayotte, "zau") == ALL_COMMUNES == services_focus.focus(capital, "zau")
    assert "Only 2 communes" in services_story.answer(mayotte, "zau")
    assert services_story.answer(capital, "zau").startswith("No commune of Île-de-France is isolated")
    assert services_focus.no_isolated(REGION, "zau") == ""


def test_mayotte_has_sentences_where_it_has_no_data():
    mayotte = Territory.parse("06")
    for view in (
        services_health_story.access_figure,
        services_health_story.need_map,
        services_health_story.need_table,
        services_distance_story.counters_figure,
    ):
        assert isinstance(view(mayotte, "zau"), str)
    assert "n/a" not in services_distance_story.distance_table(mayotte, "zau").as_raw_html()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["84", "11", "dep:48", "epci:241500230"])
def test_every_view_stands(place):
    territory = Territory.parse(place)
    for module, names in (
        (services_story, ("lacking_figure", "change_figure", "lacking_reading", "change_reading")),
        (
            services_distance_story,
            ("doctor_map", "counters_figure", "distance_reading", "counters_reading", "halls_reading"),
        ),
        (services_health_story, ("access_figure", "need_map", "access_reading", "need_reading")),
    ):
        for name in names:
            shown = getattr(module, name)(territory, "zau")
            text = f"{shown.title} {shown.alt}" if isinstance(shown, Picture) else shown
            assert text and "nan" not in text.lower().replace("finance", ""), (name, text)
            assert "n/a" not in text, (name, text)
