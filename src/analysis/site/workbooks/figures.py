"""The data of one figure as a workbook of one sheet."""

from __future__ import annotations

from pathlib import Path

from analysis.language import gettext
from analysis.site.workbooks import cells


def workbook(data: Path) -> bytes:
    """Write the data of a figure as a workbook of one sheet, its headings in the language spoken: codes are text.

    Parameters
    ----------
    data : Path
        CSV of a figure, with a heading.
    """
    buffer, book = cells.opened(data.stem)
    cells.fill(book.add_worksheet(gettext("Data")), book, *cells.rows_of(data))
    book.close()
    return buffer.getvalue()


def write_beside(figures: Path) -> int:
    """Write a workbook beside each CSV of a folder that has none as young; return how many the folder has."""
    from analysis.chapter import write

    found = sorted(figures.rglob("*.csv"))
    for data in found:
        book = data.with_suffix(".xlsx")
        if not book.exists() or book.stat().st_mtime_ns < data.stat().st_mtime_ns:
            write(book, workbook(data))
    return len(found)
