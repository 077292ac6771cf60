"""What a stored report holds, read back as it was written."""

import pandas as pd
import pytest
from helpers import site_made
from helpers.site_made import HOSTILE

from analysis.site import tabular


def test_a_table_is_read_back_as_it_was_written():
    html = site_made.notebook(HOSTILE, site_made.pixels(1)).cells[5].outputs[0].data["text/html"]
    table = tabular.table_of(html, number=1)
    assert (table.columns, table.numeric) == (["Place", "People"], [False, True])
    assert table.rows == [[HOSTILE, "10"], ["Ars", "20"]] and table.title == f"People of {HOSTILE}"


def test_a_plain_frame_is_read_as_a_table_and_markup_in_it_stays_text():
    frame = pd.DataFrame({"place": [HOSTILE, "Ars"], "people": [10, 20.5]})
    table = tabular.table_of(frame.to_html(), number=2)
    assert (table.title, table.columns) == ("Table 2", ["", "place", "people"])
    assert table.rows == [["0", HOSTILE, "10.0"], ["1", "Ars", "20.5"]]
    assert table.numeric == [True, False, True] and table.strong == [False, False]


def test_a_grouped_frame_keeps_its_rows_under_their_columns():
    index = pd.MultiIndex.from_product([["isolated", "other"], [2013, 2022]], names=["type", "year"])
    frame = pd.DataFrame({("people", "all"): [1, 2, 3, 4], ("people", "aged"): [5, 6, 7, 8]}, index=index)
    table = tabular.table_of(frame.to_html(), number=1)
    assert table.columns == ["type", "year", "people all", "aged"]
    assert table.rows[:2] == [["isolated", "2013", "1", "5"], ["", "2022", "2", "6"]]


@pytest.mark.parametrize("html", ["<p>No <b>table</b></p>", "<table></table>No table", ""])
def test_an_output_without_a_table_is_shown_as_its_text(html):
    assert tabular.table_of(html, number=1) is None
    assert "<" not in tabular.text_of(html)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("1,234", True),
        ("\u22120.5", True),
        ("4.2 %", True),
        ("NaN", True),
        ("", True),
        ("Ars", False),
        ("2A004", False),
    ],
)
def test_a_column_of_numbers_is_known_by_their_signs(text, is_number):
    assert bool(tabular.NUMBER.fullmatch(text)) == is_number
