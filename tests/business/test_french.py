"""The third chapter in French: names that bend, three sentences word for word."""

import pytest

from analysis.business import story
from analysis.business.zones import ZoneName
from analysis.language import catalogues, speak, translations
from analysis.territories import Territory

PLACE = Territory.parse("84")
GOLDEN = {
    "en": (
        "In Auvergne-Rhône-Alpes, production jobs may have held better in isolated communes than elsewhere between 2006 and 2011: "
        "**−5.6 %** against **−12.7 %**.",
        "Private employees of isolated communes, 2014 to 2024: +22.8 %; without the ten communes that gained most and the ten that "
        "lost most, +14.2 %",
        "In the 35 zones counted to Auvergne-Rhône-Alpes by the zoning of 2010, industrial jobs went from 605,709 in 1998 to 479,055 "
        "in 2017 (−20.9 %).",
    ),
    "fr": (
        "En Auvergne-Rhône-Alpes, l’emploi de fabrication a peut-être mieux résisté dans les communes isolées que dans les autres "
        "entre 2006 et 2011 : **−5,6 %** contre **−12,7 %**.",
        "Emploi salarié privé des communes isolées, de 2014 à 2024 : +22,8 % ; sans les dix communes qui ont le plus gagné et les "
        "dix qui ont le plus perdu, +14,2 %",
        "Dans les 35 zones d’emploi d’Auvergne-Rhône-Alpes (zonage de 2010), l’emploi industriel est passé de 605 709 en 1998 à "
        "479 055 en 2017 (−20,9 %).",
    ),
}


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("language", GOLDEN)
def test_three_sentences_word_for_word(language):
    with speak(language):
        told = (
            story.answer(PLACE, "zau"),
            story.employees_figure(PLACE, "zau").title,
            story.zone_reading(PLACE, "zau"),
        )
    for sentence, text in zip(GOLDEN[language], told):
        assert sentence in plain(text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Aurillac", "d’Aurillac"),
        ("Étampes", "d’Étampes"),
        ("Lyon", "de Lyon"),
        ("Houdan", "de Houdan"),
        ("Le Havre", "du Havre"),
        ("Les Herbiers", "des Herbiers"),
        ("La Rochelle", "de La Rochelle"),
        ("L'Aigle", "de L'Aigle"),
        ("La Maurienne", "de la Maurienne"),
        ("Maurienne", "de la Maurienne"),
        ("Mont Blanc", "du Mont Blanc"),
        ("Lozère", "de la Lozère"),
        ("Est", "de l’Est"),
        ("L'Est", "de l'Est"),
    ],
)
def test_names_of_zones_bend(name, told):
    zone = ZoneName(name)
    assert f"{zone:of}" == name
    with speak("fr"):
        assert f"{zone:of}" == told and f"{zone}" == name


def test_zones_have_no_other_form():
    with speak("fr"), pytest.raises(ValueError, match="expected of"):
        f"{ZoneName('Lyon'):in}"


def test_every_message_of_the_room_is_translated():
    files = {file.stem: file.read_text(encoding="utf-8") for file in catalogues("fr")}
    assert "business" in files and "3_business_resilience" in files
    empty = [
        text
        for text in (files["business"], files["3_business_resilience"])
        if 'msgstr ""\n\n' in text.split("\n\n", 1)[1]
    ]
    assert not empty and ("", "no clear difference") in translations("fr")
