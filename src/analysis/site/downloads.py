"""The archive of a report: each figure with its data, and each table, in one file."""

from __future__ import annotations

import csv
import io
import zipfile

from analysis.site import columns
from analysis.site.gathering import Report, anchor
from analysis.site.tabular import Table

# The same content gives the same bytes, whenever it is packed.
MOMENT = (1980, 1, 1, 0, 0, 0)


def archive(report: Report, key_figures: bytes) -> bytes:
    """Pack the figures (PNG and CSV) and the tables (CSV) of a report.

    Parameters
    ----------
    report : Report
    key_figures : bytes
        The key figures of the territory as CSV.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        _add(packed, f"{report.folder}/key_figures.csv", key_figures)
        _add(packed, f"{report.folder}/{columns.DICTIONARY}", columns.dictionary())
        for chapter in report.chapters:
            for figure in chapter.figures.values():
                for file in (figure.png, figure.csv):
                    _add(packed, f"{report.folder}/figures/{chapter.name}/{file.name}", file.read_bytes())
            for number, table in enumerate(chapter.tables, start=1):
                name = f"{number:02d}_{anchor(table.title)[:60]}.csv"
                _add(packed, f"{report.folder}/tables/{chapter.name}/{name}", table_csv(table))
    return buffer.getvalue()


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    # An image is compressed already.
    kind = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
    packed.writestr(zipfile.ZipInfo(name, MOMENT), content, kind)


def table_csv(table: Table) -> bytes:
    """Write a table as it is printed, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8")
