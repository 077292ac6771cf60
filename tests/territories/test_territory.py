"""Reading a territory from what a person types, and picking its communes."""

import pytest

from analysis.territories import Territory, UnknownTerritory, departements, epcis, france, regions


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("84", "region", "84"), ("auvergne-rhone-alpes", "region", "84"), ("AUVERGNE RHÔNE ALPES", "region", "84"),
        ("Île-de-France", "region", "11"), ("ile de france", "region", "11"), ("la réunion", "region", "04"),
        ("Provence-Alpes-Côte d'Azur", "region", "93"), ("FR", "france", "FR"), ("france", "france", "FR"),
        ("frm", "metropole", "FRM"), ("dep:15", "departement", "15"), ("DEP:2a", "departement", "2A"),
        ("dep:971", "departement", "971"), ("epci:241500230", "epci", "241500230"),
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


def test_a_region_nearly_typed_is_proposed():
    with pytest.raises(UnknownTerritory, match="Auvergne-Rhône-Alpes"):
        Territory.parse("Auvergne-Rhone")


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
