"""Looking a place up by a part of its name."""

import subprocess
import sys

import pytest

from analysis.territories import Territory, UnknownTerritory, find


def texts(asked: str) -> list[str]:
    return [place.text for place in find(asked)]


@pytest.mark.parametrize("asked", ["L'Île-d'Yeu", "l’ile d’yeu", "ILE D YEU", "85113"])
def test_a_commune_is_found_whatever_the_accents_and_apostrophes_with_what_holds_it(asked):
    (island,) = find(asked)
    assert (island.kind, island.code, island.within, island.text) == ("commune", "85113", "Vendée", "dep:85")


def test_a_commune_leads_to_its_epci():
    place = next(place for place in find("Saugues") if place.kind == "commune")
    assert (place.text, place.within) == ("epci:200073393", "CC des Rives du Haut Allier")


def test_just_this_name_comes_before_names_that_hold_it_and_those_before_beginnings():
    found = [place.name for place in find("vienne")]
    assert found[:2] == ["Vienne", "Vienne"]
    assert found.index("Haute-Vienne") < len(found) - 1
    assert [place.kind for place in find("cantal")][:2] == ["departement", "epci"]


@pytest.mark.parametrize(("former", "now"), [("20", ["dep:2A", "dep:2B"]), ("15068", ["epci:200066660"])])
def test_a_code_of_former_times_leads_to_what_came_of_it(former, now):
    assert sorted(texts(former)) == now


def test_the_code_of_a_former_commune_is_answered_with_what_holds_it():
    with pytest.raises(UnknownTerritory, match=r"nearest: epci:200066660 \(CC de Saint-Flour, which holds the commune"):
        Territory.parse("15068")


def test_a_file_without_its_prefix_is_told_the_prefix():
    with pytest.raises(UnknownTerritory, match=r"nearest: list:My communes\.CSV, the communes of that file"):
        Territory.parse("My communes.CSV")


def test_every_word_must_be_there_in_any_order():
    assert texts("mauriac pays") == ["epci:241500271"]
    assert find("mauriac lozere") == []


def test_a_prefix_keeps_to_its_kind():
    assert {place.kind for place in find("reunion")} == {"region", "departement", "epci", "commune"}
    assert texts("dep:reunion") == ["dep:974"]


@pytest.mark.parametrize("nothing", ["", "   ", "de la", "xyzzy", "epci:"])
def test_nothing_is_found_for_nothing(nothing):
    assert find(nothing) == []


def test_what_is_to_be_typed_is_understood():
    wrong = [place for place in find("saint martin") if Territory.parse(place.text).text != place.text]
    assert not wrong, f"refused when typed: {wrong}"


def test_a_search_does_not_wait_for_pandas():
    looked_up = (
        "from analysis.territories import find; assert find('mauriac'); import sys; print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", looked_up], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n", "pandas takes half a second to import"


def test_a_place_is_found_by_the_name_that_people_use():
    assert texts("paca")[0] == "93"
