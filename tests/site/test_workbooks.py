"""The data of a figure in Excel: what is a code stays one, what is a number can be added up."""

import os

import pytest
from python_calamine import load_workbook

from analysis.site import workbooks

ROWS = """commune,name,year,share,area,region,said
01001,"L'Abergement, « Clémenciat »",2013,0.25,0050,84,=1+1
2A004,Ajaccio,2013,,8415,94,
15014,Aurillac,2022,-1.5e-05,0051,84,no
"""


@pytest.fixture
def data(tmp_path):
    file = tmp_path / "84" / "map.csv"
    file.parent.mkdir()
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_codes_are_text_numbers_are_numbers_and_the_missing_is_empty(data):
    book = data.with_suffix(".xlsx")
    book.write_bytes(workbooks.workbook(data))
    headings, *rows = load_workbook(book).get_sheet_by_index(0).to_python()
    assert headings == ["commune (code)", "name", "year", "share", "area", "region (code)", "as it is said"]
    assert rows[0] == ["01001", "L'Abergement, « Clémenciat »", 2013.0, 0.25, "0050", "84", "=1+1"]
    assert rows[1] == ["2A004", "Ajaccio", 2013.0, "", "8415", "94", ""]
    assert rows[2][3] == -1.5e-05


def test_the_same_data_give_the_same_bytes(data):
    assert workbooks.workbook(data) == workbooks.workbook(data)


def test_a_workbook_stands_beside_each_csv_and_follows_it(data):
    assert workbooks.write_beside(data.parents[1]) == 1
    book = data.with_suffix(".xlsx")
    first = book.stat().st_mtime_ns
    assert workbooks.write_beside(data.parents[1]) == 1 and book.stat().st_mtime_ns == first
    data.write_text("commune\n02001\n", encoding="utf-8")
    os.utime(data, ns=(first + 10**9, first + 10**9))
    workbooks.write_beside(data.parents[1])
    assert load_workbook(book).get_sheet_by_index(0).to_python() == [["commune (code)"], ["02001"]]


@pytest.mark.parametrize("code", ["01", "1e", "2A", "0050", "+1", " 1", "1,5", "1 000", "NaN"])
def test_what_is_not_written_as_a_number_is_text(code):
    assert not workbooks.is_number("anything", ["1", code])
