"""How the data of a figure stand in a sheet: codes are text, numbers are numbers, shares are shown in percent.

A French spreadsheet takes a CSV of commas for one column, decimal points for text, and 01001 for 1001.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis.site import columns

# A number begins with no idle zero: what does is a code.
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?")
CODES = {"commune", "departement", "region", "epci", "zone", "territory", "code", "area"}
# The same data give the same bytes, whenever they are written.
MOMENT = datetime(1980, 1, 1)
WIDEST = 48
PERCENT = "0.0%"


def opened(title: str) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    """Open a workbook in memory; nothing in it is guessed to be a number or a formula."""
    buffer = io.BytesIO()
    guess_nothing = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **guess_nothing})
    book.set_properties({"title": title, "created": MOMENT})
    return buffer, book


def rows_of(data: Path) -> tuple[list[str], list[list[str]]]:
    """Read the CSV of a figure as texts: its columns and its rows."""
    with data.open(encoding="utf-8", newline="") as stream:
        names, *rows = csv.reader(stream)
    return names, rows


def fill(sheet: Worksheet, book: xlsxwriter.Workbook, names: list[str], rows: list[list[str]]) -> None:
    """Write the data of a figure, from the first cell: headings in the language spoken, which stay in sight.

    Parameters
    ----------
    sheet, book
        Sheet to fill, of the workbook.
    names : list of str
        Columns as the files name them.
    rows : list of list of str
        Their texts; an empty one is an empty cell.
    """
    sheet.freeze_panes(1, 0)
    bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": PERCENT})
    for place, (name, called) in enumerate(zip(names, columns.headings(names))):
        texts = [row[place] for row in rows]
        sheet.write_string(0, place, called, bold)
        numeric = is_number(name, texts)
        shown = percent if numeric and is_share(name, texts) else None
        for number, text in enumerate(texts, start=1):
            if text and numeric:
                sheet.write_number(number, place, float(text), shown)
            elif text:
                sheet.write_string(number, place, text)
        sheet.set_column(place, place, min(WIDEST, max(map(len, [called, *texts[:100]])) + 2))


def is_number(name: str, texts: list[str]) -> bool:
    """Say whether a column holds numbers: no codes, by its name and by its values; an empty cell is a missing one.

    Examples
    --------
    >>> is_number("share", ["0.5", ""]), is_number("commune", ["15014"]), is_number("when", ["01", "2A"])
    (True, False, False)
    """
    known = [text for text in texts if text]
    coded = name in CODES or name.endswith("_code")
    return bool(known) and not coded and all(map(NUMBER.fullmatch, known))


def is_share(name: str, texts: list[str]) -> bool:
    """Say whether a column of numbers holds shares of one, by its name and by its values.

    Examples
    --------
    >>> is_share("share_people", ["0.5", ""]), is_share("share", ["12"]), is_share("people", ["1"])
    (True, False, False)
    """
    return name.split("_")[0] == "share" and all(abs(float(text)) <= 1 for text in texts if text)
