"""The first chapter in French: its main sentences read as they should."""

import pytest

from analysis.isolation import story
from analysis.language import spaced, speak
from analysis.territories import Territory

REGION = Territory.parse("84")


def told(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("view", "english", "french"),
    [
        (
            lambda: story.answer(REGION, "zau"),
            "In Auvergne-Rhône-Alpes, **922 communes** are isolated: **376,000 people** live there, 4.6 % of the population.",
            "En Auvergne-Rhône-Alpes, **922 communes** sont isolées : elles comptent **376 000 habitants**, soit 4,6 % de la "
            "population.",
        ),
        (
            lambda: story.answer_in_figures(REGION, "zau"),
            "Isolated communes are those outside the influence of any employment pole in INSEE's zonage en aires urbaines 2010 "
            "(category 400). They are 22.9 % of the communes classed, with 4.6 % of the people (France: 20.0 % of communes, 4.4 % of "
            "people).",
            "Sont dites isolées les communes hors de l’influence de tout pôle d’emploi dans le zonage en aires urbaines 2010 de "
            "l’Insee (catégorie 400). Elles représentent 22,9 % des communes classées et 4,6 % des habitants (France : 20,0 % des "
            "communes, 4,4 % des habitants).",
        ),
        (
            lambda: story.agreement_map(REGION).title,
            "Of 1,669 communes isolated by some definition, 474 by all three",
            "1 669 communes isolées selon au moins une définition, dont 474 selon les trois",
        ),
        (
            lambda: story.rule_reading(REGION),
            "The counts come from a sample of 25 % of households: a small commune near the line could fall on its other side.",
            "Ces comptages reposent sur un échantillon de 25 % des ménages : une petite commune proche du seuil pourrait tomber de "
            "l’autre côté.",
        ),
    ],
    ids=["answer", "figures", "agreement", "rule"],
)
def test_main_sentences_in_both_languages(view, english, french):
    assert english in told(view())
    with speak("fr"):
        assert french in told(view())


def test_french_signs_keep_their_spaces():
    with speak("fr"):
        said = story.answer(REGION, "zau")
    assert said == spaced(said), "a plain space before a sign that stands high"


def test_types_and_levels_bend_in_tables_and_charts():
    with speak("fr"):
        assert "Communes isolées" in set(story.cases_table()._tbl_data["Densité 2022"])
        levels = set(story.rural_table(REGION)._tbl_data["Niveau"])
    assert "Rural à habitat très dispersé" in levels and "Rural, ensemble" in levels
