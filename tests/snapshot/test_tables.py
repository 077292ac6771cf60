"""Tables of the snapshot: of a territory, safe to change, refused when unknown."""

import pytest

from analysis import snapshot
from analysis.territories import Territory


@pytest.mark.parametrize("text", ["84", "dep:15", "epci:241500230", "FRM", "FR", "06"])
def test_load_gives_exactly_the_communes_of_the_territory(text):
    place = Territory.parse(text)
    frame = snapshot.load("communes", place, columns=["commune", "name"])
    assert sorted(frame["commune"]) == sorted(place.communes)


def test_a_loaded_frame_can_be_changed_without_harm():
    first = snapshot.load("communes", Territory.parse("94"))
    first["name"] = "changed"
    assert "changed" not in set(snapshot.load("communes", Territory.parse("94"))["name"])


def test_a_table_that_does_not_exist_is_refused_by_its_name():
    with pytest.raises(FileNotFoundError, match="no_such_table"):
        snapshot.load("no_such_table")
