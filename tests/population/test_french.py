"""What the second notebook says in French: sentences that read as they should in both languages."""

import re

import pytest

from analysis.language import speak
from analysis.population import story
from analysis.population.story.moves import FEWEST_MOVES
from analysis.territories import Territory

AUVERGNE = Territory.parse("84")


@pytest.mark.parametrize(
    ("told", "english", "french"),
    [
        (
            story.course_reading,
            r"The number of people in isolated communes of Auvergne-Rhône-Alpes \*\*fell\*\* from 2013 to 2020 "
            r"\(−[\d.]+ % a year; 95 % interval: .*\)\.",
            r"Le nombre d’habitants des communes isolées d’Auvergne-Rhône-Alpes \*\*a diminué\*\* de 2013 à 2020 "
            r"\(−[\d,]+ % par an ; intervalle de confiance à 95 % : .*\)\.",
        ),
        (
            story.travel_reading,
            r"In 2018, [\d.]+ % of the employed residents of isolated communes of Auvergne-Rhône-Alpes worked without travel .*"
            r"That is [\d.]+ points more than in the other communes",
            r"En 2018, [\d,]+ % des actifs occupés des communes isolées d’Auvergne-Rhône-Alpes travaillaient sans se déplacer .*"
            r"C’est [\d,]+ points de plus que dans les autres communes",
        ),
        (
            story.births_reading,
            r"From 2014 to 2021, births in isolated communes of Auvergne-Rhône-Alpes fell from 3,156 to 2,702",
            r"De 2014 à 2021, les naissances des communes isolées d’Auvergne-Rhône-Alpes ont diminué, de 3 156 à 2 702",
        ),
    ],
)
def test_sentences_in_both_languages(told, english, french):
    for language, pattern in (("en", english), ("fr", french)):
        with speak(language):
            said = told(AUVERGNE, "zau")
        plain = re.sub("[\u00a0\u202f]", " ", said)
        assert re.search(pattern, plain), f"{language}: {plain}"


def test_labels_of_charts_and_tables_are_put_into_french_and_their_data_are_not():
    with speak("fr"):
        picture = story.ages_figure(AUVERGNE, "zau")
        shown = [text.get_text() for axes in picture.figure.axes for text in axes.get_xticklabels()]
        table = story.occupations_table(AUVERGNE, "zau")._tbl_data
    assert "Moins de 20" in shown and "65 ou plus" in shown, shown
    assert "Under 20" in set(picture.data["label"].astype(str))
    assert "Retraités" in set(table["Catégorie"]), table
    assert (picture.data["entrants"] + picture.data["leavers"]).min() >= FEWEST_MOVES
