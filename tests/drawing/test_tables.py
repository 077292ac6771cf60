"""Tables: written numbers, said gaps, the same bytes."""

import doctest
import re

import pandas as pd
import pytest

from analysis.drawing import tables

FRAME = pd.DataFrame(
    {"kind": ["Isolated", None], "people": pd.array([1234567, None], dtype="Int64"), "share": [0.1234, None]}
)
COLUMNS = {"kind": ("Type", "text"), "people": ("People", "integer"), "share": ("Share", "percent")}
SAID = {"title": "A table", "columns": COLUMNS, "source": "Source: INSEE"}


def test_examples_of_the_docstrings_hold():
    assert doctest.testmod(tables) == (0, 1)


def test_values_are_written_and_missing_ones_said():
    assert tables.written(FRAME, COLUMNS).to_numpy().tolist() == [["Isolated", "1,234,567", "12.3 %"], ["n/a"] * 3]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("integer", "−1"),
        ("decimal1", "−1.2"),
        ("decimal2", "−1.23"),
        ("percent", "−123.5 %"),
        ("percent2", "−123.46 %"),
        ("signed_percent", "−123.5 %"),
        ("points", "−123.5 points"),
        ("euro", "−1 €"),
    ],
)
def test_every_format_uses_the_true_minus_and_says_what_is_missing(form, text):
    frame = pd.DataFrame({"value": [-1.23456, None]})
    assert tables.written(frame, {"value": ("Value", form)})["Value"].tolist() == [text, "n/a"]


def test_the_same_table_gives_the_same_bytes():
    first, second = (tables.table(FRAME, **SAID).as_raw_html() for _ in range(2))
    assert first == second


def test_two_tables_do_not_share_an_id():
    other = tables.table(FRAME, **{**SAID, "title": "Another"})
    assert other.as_raw_html().split('id="')[1][:20] != tables.table(FRAME, **SAID).as_raw_html().split('id="')[1][:20]


def test_numbers_are_on_the_right_and_the_source_below():
    html = tables.table(FRAME, **SAID).as_raw_html()
    assert re.search(r'<td [^>]*gt_right">1,234,567</td>', html)
    assert re.search(r'<td [^>]*gt_left">Isolated</td>', html)
    assert "Source: INSEE" in html.split("1,234,567")[1]


def test_strong_rows_are_bold():
    assert "font-weight: bold" in tables.table(FRAME, strong="Isolated", **SAID).as_raw_html().split("<tbody")[1]


@pytest.mark.parametrize(
    ("columns", "error", "word"),
    [
        ({"age": ("Age", "integer")}, KeyError, "age"),
        ({"kind": ("Type", "roman")}, KeyError, "roman"),
        ({"kind": ("Same", "text"), "share": ("Same", "percent")}, ValueError, "one heading"),
    ],
)
def test_what_cannot_be_written_is_refused(columns, error, word):
    with pytest.raises(error, match=word):
        tables.written(FRAME, columns)


def test_a_table_reads_as_text():
    text = tables.as_text(tables.table(FRAME, **SAID))
    assert "1,234,567" in text and "People" in text


def test_a_type_of_territory_is_named_and_found_by_its_code():
    frame = pd.DataFrame({"kind": ["isolated", "large_urban_areas"], "people": [1, 2], "share": [0.1, 0.2]})
    html = tables.table(frame, strong="isolated", **SAID).as_raw_html().split("<tbody")[1]
    assert ">Isolated<" in html and ">Large urban areas<" in html and "font-weight: bold" in html.split("Large")[0]
