"""Names of places in a French sentence: articles and prepositions by INSEE's type of name."""

import pytest

from analysis import snapshot, territories
from analysis.language import bent, speak

FORMS = ("the", "of", "in")
# The article, "de" and "à / en / dans" of each region and of départements of every kind, as French prints them.
REGIONS = {
    "01": "la Guadeloupe|de la Guadeloupe|en Guadeloupe",
    "02": "la Martinique|de la Martinique|en Martinique",
    "03": "la Guyane|de la Guyane|en Guyane",
    "04": "La Réunion|de La Réunion|à La Réunion",
    "06": "Mayotte|de Mayotte|à Mayotte",
    "11": "l’Île-de-France|d’Île-de-France|en Île-de-France",
    "24": "le Centre-Val de Loire|du Centre-Val de Loire|en Centre-Val de Loire",
    "27": "la Bourgogne-Franche-Comté|de Bourgogne-Franche-Comté|en Bourgogne-Franche-Comté",
    "28": "la Normandie|de Normandie|en Normandie",
    "32": "les Hauts-de-France|des Hauts-de-France|dans les Hauts-de-France",
    "44": "le Grand Est|du Grand Est|dans le Grand Est",
    "52": "les Pays de la Loire|des Pays de la Loire|dans les Pays de la Loire",
    "53": "la Bretagne|de Bretagne|en Bretagne",
    "75": "la Nouvelle-Aquitaine|de la Nouvelle-Aquitaine|en Nouvelle-Aquitaine",
    "76": "l’Occitanie|d’Occitanie|en Occitanie",
    "84": "l’Auvergne-Rhône-Alpes|d’Auvergne-Rhône-Alpes|en Auvergne-Rhône-Alpes",
    "93": "la Provence-Alpes-Côte d'Azur|de Provence-Alpes-Côte d'Azur|en Provence-Alpes-Côte d'Azur",
    "94": "la Corse|de Corse|en Corse",
}
DEPARTEMENTS = {
    "01": "l’Ain|de l’Ain|dans l’Ain",
    "15": "le Cantal|du Cantal|dans le Cantal",
    "48": "la Lozère|de la Lozère|en Lozère",
    "26": "la Drôme|de la Drôme|dans la Drôme",
    "43": "la Haute-Loire|de la Haute-Loire|en Haute-Loire",
    "35": "l’Ille-et-Vilaine|d’Ille-et-Vilaine|en Ille-et-Vilaine",
    "40": "les Landes|des Landes|dans les Landes",
    "49": "le Maine-et-Loire|de Maine-et-Loire|en Maine-et-Loire",
    "75": "Paris|de Paris|à Paris",
    "77": "la Seine-et-Marne|de Seine-et-Marne|en Seine-et-Marne",
    "974": "La Réunion|de La Réunion|à La Réunion",
    "2A": "la Corse-du-Sud|de la Corse-du-Sud|en Corse-du-Sud",
}
COMMUNES = {
    ("Le Havre", "2"): "Le Havre|du Havre|au Havre",
    ("Les Mesnuls", "4"): "Les Mesnuls|des Mesnuls|aux Mesnuls",
    ("La Rochelle", "3"): "La Rochelle|de La Rochelle|à La Rochelle",
    ("L'Haÿ-les-Roses", "5"): "L'Haÿ-les-Roses|de L'Haÿ-les-Roses|à L'Haÿ-les-Roses",
    ("Y", "0"): "Y|de Y|à Y",
    ("Œuilly", "1"): "Œuilly|d’Œuilly|à Œuilly",
    ("Hautot-l'Auvray", "0"): "Hautot-l'Auvray|de Hautot-l'Auvray|à Hautot-l'Auvray",
    ("Aurillac", "1"): "Aurillac|d’Aurillac|à Aurillac",
}


def in_french(place) -> str:
    with speak("fr"):
        return "|".join(format(place, form) for form in FORMS)


def test_every_region():
    assert {place.code: in_french(place) for place in territories.regions()} == REGIONS


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_a_departement(code):
    assert in_french(territories.Territory.parse(f"dep:{code}")) == DEPARTEMENTS[code]


@pytest.mark.parametrize("named", COMMUNES, ids=lambda named: named[0])
def test_a_commune(named):
    with speak("fr"):
        assert "|".join(bent(named[0], "commune", named[1], form) for form in FORMS) == COMMUNES[named]


def test_no_territory_has_a_form_that_no_french_text_prints():
    odd = ("de le ", "de les ", "à le ", "à les ", "de Î", "de A", "de É", "en la ", "en le ", "de l'A", "dans à")
    with speak("fr"):
        for place in [*territories.regions(), *territories.departements()]:
            for form in FORMS:
                said = format(place, form)
                assert not said.startswith(odd), said
                assert place.name in said and "  " not in said, said


def test_an_intercommunality_a_country_and_a_capital():
    with speak("fr"):
        place = territories.Territory("epci", "1", "CC du Pays de Mauriac")
        assert f"{place:in}" == "dans la CC du Pays de Mauriac" and f"{place:of}" == "de la CC du Pays de Mauriac"
        assert f"{territories.Territory('epci', '1', 'Eurométropole de Metz'):of}" == "de l’Eurométropole de Metz"
        assert f"{territories.france():in}, {territories.france():of}" == "en France, de France"
        metropole = territories.Territory.parse("FRM")
        assert f"{metropole:The}; {metropole}" == "La France métropolitaine; France métropolitaine"
        assert f"{territories.Territory.parse('94'):In}" == "En Corse"


def test_english_has_one_form_and_an_unknown_one_is_refused():
    corse = territories.Territory.parse("94")
    assert {f"{corse}", f"{corse:the}", f"{corse:of}", f"{corse:In}"} == {"Corse"}
    with pytest.raises(ValueError, match="expected one of the, of, in"):
        format(corse, "within")


def test_the_snapshot_gives_every_commune_its_type_of_name():
    held = snapshot.load("communes", columns=["name", "name_type"])
    assert held["name_type"].notna().all(), "build the snapshot again: a commune has no type of name"
    started = held[held["name"].str.startswith("Le ") & (held["name_type"] != "2")]
    # INSEE's own file gives one name another type than its article.
    assert set(started["name"]) <= {"Le Vernet-Chaméane"}, (
        f"another type than their article: {started['name'].tolist()[:5]}"
    )
