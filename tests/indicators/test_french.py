"""Names, units and dates of indicators and key figures in French; what data and memories hold is the same in any language."""

import pandas as pd
import pytest
from helpers.spoken import ENGLISH

from analysis import indicators
from analysis.indicators import date_in_words, key_figures, places, theme_name, unit_name
from analysis.indicators.reading import vintage
from analysis.language import speak
from analysis.territories import Territory

CORSE = Territory.parse("94")


@pytest.mark.parametrize(
    ("key", "french"),
    [
        ("migratory_rate_2013_2019", "Solde migratoire apparent"),
        ("nearest_school", "Distance à vol d’oiseau à l’école maternelle ou élémentaire la plus proche"),
        ("fibre", "Locaux raccordables à la fibre"),
    ],
)
def test_a_label_follows_the_language_spoken_when_it_is_asked_for(key, french):
    entry = indicators.indicator(key)
    with speak("fr"):
        assert entry.label == french
    assert entry.label == entry.message


def test_no_name_unit_or_theme_stays_english():
    kept = key_figures.read()
    with speak("fr"):
        told = [entry.label for entry in indicators.indicators().values()]
        told += [unit_name(unit) for unit in {*indicators.DECIMALS, *key_figures.DECIMALS}]
        told += [theme.label for theme in indicators.THEMES.values()] + [theme_name(name) for name in key_figures.PARTS]
        told += [key_figures.dated(row.figure, row.when) for row in kept.drop_duplicates("figure").itertuples()]
        same = [name for name in kept["figure"].unique() if key_figures.name_of(name) == name]
    assert not [text for text in told if ENGLISH.search(text)] and not same


def test_a_name_that_has_a_definition_in_it_says_both_in_french():
    entry = indicators.indicator("isolated_zau")
    with speak("fr"):
        assert entry.label == "Commune isolée (aires urbaines 2010)"
    assert entry.label == "Isolated (urban areas 2010)"


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2018-03", "March 2018", "mars 2018"),
        ("2023-Q1", "1st quarter of 2023", "1er trimestre 2023"),
        ("2013-2019", "2013-2019", "2013-2019"),
        ("2023", "2023", "2023"),
    ],
)
def test_a_date_is_written_for_readers(date, english, french):
    assert date_in_words(date) == english
    with speak("fr"):
        assert date_in_words(date) == french


def test_dates_and_key_figures_are_the_same_data_in_any_language():
    with speak("fr"):
        assert vintage("population") == "1968-2023"
        places._parts_of.cache_clear()
        french = {key: list(places.parts(key)) for key in ("mobile_best", "revitalisation", "fibre", "unemployment")}
        figures = key_figures.figures(CORSE)
    places._parts_of.cache_clear()
    assert french == {key: list(places.parts(key)) for key in french}
    pd.testing.assert_frame_equal(figures, key_figures.figures(CORSE))
    assert set(figures["figure"]) == set(key_figures.read()["figure"])


def test_a_value_is_the_same_in_any_language():
    with speak("fr"):
        french = indicators.value_of("aged_60_plus", CORSE.communes)
    assert french == indicators.value_of("aged_60_plus", CORSE.communes)
