"""What the chapter on services says where nothing is isolated or nothing is known."""

import pytest

from analysis.drawing import Picture
from analysis.services.story import change, counted, counters, distance, halls, health, lacking, need
from analysis.territories import Territory


def test_mayotte_has_sentences_where_it_has_no_data():
    mayotte = Territory.parse("06")
    for view in (
        health.access_figure,
        need.need_map,
        need.need_table,
        counters.counters_figure,
    ):
        assert isinstance(view(mayotte, "zau"), str)
    assert "n/a" not in distance.distance_table(mayotte, "zau").as_raw_html()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["84", "11", "dep:48", "epci:241500230"])
def test_no_view_says_nan_or_not_available(place):
    territory = Territory.parse(place)
    for module, names in (
        (lacking, ("lacking_figure", "lacking_reading")),
        (change, ("change_figure", "change_reading")),
        (distance, ("doctor_map", "distance_reading")),
        (halls, ("halls_reading",)),
        (counters, ("counters_figure",)),
        (counted, ("counters_reading",)),
        (health, ("access_figure", "access_reading")),
        (need, ("need_map", "need_reading")),
    ):
        for name in names:
            shown = getattr(module, name)(territory, "zau")
            text = f"{shown.title} {shown.alt}" if isinstance(shown, Picture) else shown
            assert text and "nan" not in text.lower().replace("finance", ""), (name, text)
            assert "n/a" not in text, (name, text)
