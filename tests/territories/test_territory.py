"""Reading a territory from what a person types, and picking its communes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.territories import Territory, UnknownTerritory, departements, epcis, france, named, names, regions


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("84", "region", "84"), ("auvergne-rhone-alpes", "region", "84"), ("AUVERGNE RHÔNE ALPES", "region", "84"),
        ("Île-de-France", "region", "11"), ("ile de france", "region", "11"), ("la réunion", "region", "04"),
        ("Provence-Alpes-Côte d'Azur", "region", "93"), ("FR", "france", "FR"), ("france", "france", "FR"),
        ("frm", "metropole", "FRM"), ("dep:15", "departement", "15"), ("DEP:2a", "departement", "2A"),
        ("dep:971", "departement", "971"), ("epci:241500230", "epci", "241500230"),
        ("Cantal", "departement", "15"), ("lozere", "departement", "48"), ("dep:Lozère", "departement", "48"),
        ("la Lozère", "departement", "48"), ("Val-d’Oise", "departement", "95"), ("val d'oise", "departement", "95"),
        ("Provence-Alpes-Côte d’Azur", "region", "93"), ("Réunion", "region", "04"), ("REUNION", "region", "04"),
        ("CC du Pays de Mauriac", "epci", "241500271"), ("epci:CC du Pays de Mauriac", "epci", "241500271"),
        ("Communauté de communes du Pays de Mauriac", "epci", "241500271"), ("CA CIVIS", "epci", "249740077"),
        ("CC Cœur de Savoie", "epci", "200041010"), ("CC Chinon, Vienne et Loire", "epci", "200043081"),
        ("France métropolitaine", "metropole", "FRM"), ("France entière", "france", "FR"),
        ("PACA", "region", "93"), ("idf", "region", "11"), ("Grand Lyon", "epci", "200046977"),
    ],
)  # fmt: skip
def test_a_territory_is_read_from_its_code_or_its_name_however_written(text, kind, code):
    place = Territory.parse(text)
    assert (place.kind, place.code) == (kind, code)


@pytest.mark.parametrize(("number", "code"), [(6, "06"), (1, "01"), (84, "84")])
def test_a_whole_number_is_the_code_of_a_region_as_papermill_reads_it(number, code):
    place = Territory.parse(number)
    assert (place.kind, place.code) == ("region", code), "papermill makes the integer 6 of `-p region 06`"


@pytest.mark.parametrize("value", [True, 6.0, None, 100, -6, 0])
def test_another_value_than_a_text_or_a_code_is_refused(value):
    with pytest.raises(UnknownTerritory, match="nearest:"):
        Territory.parse(value)


@pytest.mark.parametrize(
    "text",
    ["99", "dep:2C", "Auvergne-Rhone", "", "84; rm -rf", "../../etc", "epci:999999999", "1", "dep:", "epci:", "None"],
)
def test_what_is_no_territory_is_refused_in_one_line_with_the_nearest(text):
    with pytest.raises(UnknownTerritory) as caught:
        Territory.parse(text)
    message = str(caught.value)
    assert message.startswith(f"region: {text!r}") and "nearest:" in message and "\n" not in message


@pytest.mark.parametrize("name", ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"])
def test_of_a_region_and_a_departement_of_one_name_the_region_is_meant(name):
    assert Territory.parse(name).kind == "region"
    assert Territory.parse(f"dep:{name}").kind == "departement"
    assert Territory.parse(f"region:{name}").kind == "region"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Auvergne-Rhone", "84 (Auvergne-Rhône-Alpes)"),
        ("20", "dep:2A (Corse-du-Sud), dep:2B (Haute-Corse)"),
        (20, "dep:2A (Corse-du-Sud), dep:2B (Haute-Corse)"),
        ("dep:20", "dep:2A (Corse-du-Sud), dep:2B (Haute-Corse)"),
        ("15", "dep:15 (Cantal)"),
        ("dep:1", "dep:01 (Ain)"),
        ("241500271", "epci:241500271 (CC du Pays de Mauriac)"),
        ("Pays de Mauriac", "epci:241500271 (CC du Pays de Mauriac)"),
        ("Lozer", "dep:48 (Lozère)"),
        ("dep:Cantall", "dep:15 (Cantal)"),
        ("Réunoin", "04 (La Réunion)"),
        ("CC Pays Moriac", "epci:241500271 (CC du Pays de Mauriac)"),
        ("Saugues", "epci:200073393 (CC des Rives du Haut Allier, which holds the commune Saugues)"),
        ("Ouessant", "dep:29 (Finistère, which holds the commune Ouessant)"),
    ],
)
def test_of_what_is_no_territory_the_likeliest_is_named_first(typed, first):
    with pytest.raises(UnknownTerritory) as caught:
        Territory.parse(typed)
    assert f"nearest: {first}" in str(caught.value)


def test_a_name_that_several_have_lists_them_with_their_codes_and_regions():
    with pytest.raises(UnknownTerritory) as caught:
        Territory.parse("cc des quatre rivieres")
    message = str(caught.value)
    assert "is the name of 2: " in message and "\n" not in message
    for said in ("epci:247000623", "Bourgogne-Franche-Comté", "epci:247400666", "Auvergne-Rhône-Alpes"):
        assert said in message


def test_every_territory_is_read_from_its_own_name_but_for_two_of_one_name():
    wrong = [place.text for place in [*regions(), *departements(), *epcis()] if place not in as_typed(place)]
    assert not wrong, f"not found by their name: {wrong}"
    several = {place.text for place in epcis() if len(as_typed(place)) > 1}
    assert several == {"epci:247000623", "epci:247400666"}


def as_typed(place):
    """Return the territories of a name written with the other apostrophe, in upper case."""
    prefix = {"departement": "dep:", "region": ""}.get(place.kind, "")
    return named(prefix + place.name.replace("'", "’").upper())


@pytest.mark.parametrize("name", ["Côte-d'Or", "CC Cœur de Savoie", "L'Île-d'Yeu"])
def test_the_key_of_one_name_and_of_many_is_the_same(name):
    assert names.each_key(["Ain", name, "La Réunion"]) == ["ain", names.key(name), "reunion"]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_one_line(text):
    try:
        assert Territory.parse(text)
    except UnknownTerritory as refused:
        assert "\n" not in str(refused)


def test_there_are_18_regions_101_departements_and_1255_epci():
    assert len(regions()) == 18 and len(departements()) == 101 and len(epcis()) == 1255


def test_the_text_of_a_territory_leads_back_to_it_and_its_folder_has_a_plain_name():
    for place in [france(), *regions(), *departements(), *epcis()[:20]]:
        assert Territory.parse(place.text) == place
        assert place.slug.replace("-", "").isalnum()


def test_regions_and_departements_part_the_communes():
    every = sorted(france().communes)
    assert len(every) == 34_875
    assert sorted(code for region in regions() for code in region.communes) == every
    assert sorted(code for place in departements() for code in place.communes) == every


def test_metropolitan_france_leaves_the_five_overseas_regions_out():
    overseas = sum(len(region.communes) for region in regions() if region.code in ("01", "02", "03", "04", "06"))
    assert len(Territory.parse("FRM").communes) == 34_875 - overseas
    assert overseas == 129
