"""The signs of numbers: those of CLDR, and how French joins a count to its noun."""

import pytest
from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from analysis import words
from analysis.language import Counted, spaced, speak, written
from analysis.language.decimals import SIGNS


@pytest.mark.parametrize("language", SIGNS)
def test_the_signs_are_those_of_cldr(language):
    symbols = Locale(language).number_symbols["latn"]
    assert (symbols["group"], symbols["decimal"]) == SIGNS[language]


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_both_languages_write_the_same_number(value, digits):
    english = written(value, digits)
    with speak("fr"):
        french = written(value, digits)
    assert english.translate({ord(","): None, ord("."): ","}) == french.replace("\u202f", "")
    assert not french.startswith("-") and ("\u2212" in french) == ("\u2212" in english)


def test_french_numbers_as_they_are_printed():
    with speak("fr"):
        assert words.number(12345) == "12\u202f345"
        assert words.percent(0.0034, 2) == "0,34\u202f%"
        assert words.signed_percent(-0.032) == "\u22123,2\u202f%"
        assert str(words.people(1_234_567)) == "1,2 million" and str(words.people(2_345_678)) == "2,3 millions"
        assert words.points(0.0123) == "+1,2 point" and words.points(0.043) == "+4,3 points"
        assert words.month("2022-12-31") == "décembre 2022"
        assert words.missing() == "n.d."


def test_a_count_is_joined_to_its_noun():
    assert f"{Counted('1,2 million'):habitants}" == "1,2 million d’habitants"
    assert f"{Counted('2,3 millions'):personnes}" == "2,3 millions de personnes"
    assert f"{Counted('12 300'):habitants}" == "12 300 habitants" and f"{Counted('12')}" == "12"


def test_the_spaces_of_french_typography():
    assert spaced("Source : « Insee » ; 3 % !") == "Source\u00a0: «\u00a0Insee\u00a0»\u202f; 3\u202f%\u202f!"
