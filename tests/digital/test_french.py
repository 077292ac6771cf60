"""The chapter on networks in French: its main sentences read as they should."""

import pytest

from analysis.digital import story
from analysis.language import speak
from analysis.territories import Territory

REGION = Territory.parse("84")


def told(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("view", "english", "french"),
    [
        (
            lambda: story.answer(REGION, "zau"),
            "As operators declare it, fibre could be had by **4.0 %** of the homes and offices of the isolated communes of "
            "Auvergne-Rhône-Alpes in September 2017 and by **74.2 %** in the figures served in February 2026. The gap to all communes of France did not "
            "clearly change.",
            "Selon les déclarations des opérateurs, dans les communes isolées d’Auvergne-Rhône-Alpes, **4,0 %** des logements et "
            "locaux professionnels étaient raccordables à la fibre en septembre 2017 et **74,2 %** selon les chiffres diffusés en février 2026. L’écart avec "
            "l’ensemble des communes de France n’a pas nettement changé.",
        ),
        (
            lambda: story.answer_in_figures(REGION, "zau"),
            "For 299 of these 922 communes, operators declare no fibre; 298 of them had no line of 1 Gbit/s in December 2022 either: "
            "the zeros are mostly real. Without these, the share would be 83.1 % at most. Against all communes of France: −17.8 points in 2017, −19.5 points in 2026 (change of −1.7 points, "
            "95 % interval −7.9 points to +3.6 points).",
            "Pour 299 de ces 922 communes, les opérateurs ne déclarent aucune fibre ; 298 d’entre elles n’avaient "
            "pas non plus de ligne à 1 Gbit/s en décembre 2022 : ces zéros sont pour l’essentiel réels. Sans elles, la part serait "
            "au plus de 83,1 %. Écart avec l’ensemble des communes de France : −17,8 points en 2017, −19,5 points en "
            "2026 (variation de −1,7 point, intervalle de confiance à 95 % : −7,9 points à +3,6 points).",
        ),
        (
            lambda: story.left_figure(REGION, "zau").title,
            "Fibre declared in 2026: under half of premises in 39 % of isolated communes, home to 17 % of their people",
            "Fibre déclarée en 2026 : moins de la moitié des locaux dans 39 % des communes isolées, où vivent 17 % de leurs habitants",
        ),
        (
            lambda: story.association_reading(REGION, "zau"),
            "and that of 1999-2008, before fibre, by +0.39 points (95 % interval +0.01 points to +0.76 points, a verdict on the edge: it ends "
            "close to zero for its width). They already differed that way when there was no fibre.",
            "L’écart allait déjà dans ce sens quand il n’y avait pas de fibre.",
        ),
    ],
    ids=["answer", "figures", "left", "association"],
)
def test_main_sentences_in_both_languages(view, english, french):
    assert english in told(view())
    with speak("fr"):
        assert french in told(view())


def test_what_is_remembered_of_a_measure_has_no_language():
    english = set(story.association_table(REGION, "zau")._tbl_data["Growth"])
    with speak("fr"):
        french = set(story.association_table(REGION, "zau")._tbl_data["Croissance"])
    assert not english & french
    assert set(story.association_table(REGION, "zau")._tbl_data["Growth"]) == english
