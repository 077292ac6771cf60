"""The data of a figure as a workbook: what opens right by a double click, in a spreadsheet of any language.

A French one takes a CSV of commas for one column, decimal points for text, and 01001 for 1001.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from pathlib import Path

import xlsxwriter

from analysis.language import gettext
from analysis.site import columns

# A number begins with no idle zero: what does is a code.
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?")
CODES = {"commune", "departement", "region", "epci", "zone", "territory", "code", "area"}
# The same data give the same bytes, whenever they are written.
MOMENT = datetime(1980, 1, 1)
WIDEST = 48


def workbook(data: Path) -> bytes:
    """Write the data of a figure as a workbook of one sheet, its headings in the language spoken: codes are text.

    Parameters
    ----------
    data : Path
        CSV of a figure, with a heading.
    """
    with data.open(encoding="utf-8", newline="") as stream:
        headings, *rows = csv.reader(stream)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": data.stem, "created": MOMENT})
    sheet = book.add_worksheet(gettext("Data"))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, (heading, called) in enumerate(zip(headings, columns.headings(headings))):
        texts = [row[place] for row in rows]
        sheet.write_string(0, place, called, bold)
        write = sheet.write_number if is_number(heading, texts) else sheet.write_string
        for number, text in enumerate(texts, start=1):
            if text:
                write(number, place, float(text) if write == sheet.write_number else text)
        sheet.set_column(place, place, min(WIDEST, max(map(len, [called, *texts[:100]])) + 2))
    book.close()
    return buffer.getvalue()


def is_number(heading: str, texts: list[str]) -> bool:
    """Say whether a column holds numbers: no codes, by its name and by its values; an empty cell is a missing one.

    Examples
    --------
    >>> is_number("share", ["0.5", ""]), is_number("commune", ["15014"]), is_number("when", ["01", "2A"])
    (True, False, False)
    """
    known = [text for text in texts if text]
    coded = heading in CODES or heading.endswith("_code")
    return bool(known) and not coded and all(map(NUMBER.fullmatch, known))


def write_beside(figures: Path) -> int:
    """Write a workbook beside each CSV of a folder that has none as young; return how many the folder has."""
    from analysis.chapter import write

    found = sorted(figures.rglob("*.csv"))
    for data in found:
        book = data.with_suffix(".xlsx")
        if not book.exists() or book.stat().st_mtime_ns < data.stat().st_mtime_ns:
            write(book, workbook(data))
    return len(found)
