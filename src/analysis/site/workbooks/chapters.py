"""The data of a chapter as one workbook: a sheet for each figure, behind a first one that says what all of it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter

from analysis import snapshot
from analysis.language import gettext, gettext_noop
from analysis.site import columns
from analysis.site.gathering import SOURCES, Chapter, Figure
from analysis.site.workbooks import cells
from analysis.territories import LABELS, label_of

LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")
HOW_TO_READ = (
    gettext_noop("Each sheet holds the data of one figure of the chapter."),
    gettext_noop("An empty cell: the figure is not held, or cannot be worked out."),
    gettext_noop("A share is shown in percent; the cell holds the part of one, with all its decimals."),
    gettext_noop("A rate and a change are parts of one, unless the heading says otherwise: 0.01 is 1 %."),
    gettext_noop("Lower and upper bound: the interval in which the figure lies at 95 %."),
    gettext_noop("Codes of places are text: they keep their first zeros."),
)
WIDTHS = (24, 70, 34, 60)


@dataclass
class _Notes:
    """The first sheet, written line by line."""

    book: xlsxwriter.Workbook
    line: int = 0

    def __post_init__(self) -> None:
        self.sheet = self.book.add_worksheet(gettext("Notes"))
        self.bold = self.book.add_format({"bold": True})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.linked = self.book.add_format({"font_color": "#0b5c8a", "underline": 1, "valign": "top"})
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)

    def write(self, *texts: str, strong: bool = False, leads: str = "", wrap: bool = True) -> None:
        """Write a line of texts; the first may lead to a sheet of the workbook."""
        for place, text in enumerate(texts):
            if leads and place == 0:
                self.sheet.write_url(self.line, place, f"internal:'{leads}'!A1", self.linked, text)
            elif text:
                self.sheet.write_string(self.line, place, text, self.bold if strong else self.wrapped if wrap else None)
        self.line += 1

    def gap(self) -> None:
        self.line += 1


def chapter_workbook(chapter: Chapter, place: str) -> bytes | None:
    """Write the data of the figures of a chapter, with notes and sources; nothing where it has no figure.

    Parameters
    ----------
    chapter : Chapter
    place : str
        Territory that it tells of.

    Returns
    -------
    bytes or None
        The same for the same chapter, whenever it is written.
    """
    if not chapter.figures:
        return None
    buffer, book = cells.opened(f"{chapter.title} ({place})")
    notes = _Notes(book)
    held = {sheet_name(figure): (figure, *named(*cells.rows_of(figure.csv))) for figure in chapter.figures.values()}
    _write_notes(notes, chapter, place, held)
    for name, (_, names, rows) in held.items():
        sheet = book.add_worksheet(name)
        cells.fill(sheet, book, names, rows)
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
    book.close()
    return buffer.getvalue()


def sheet_name(figure: Figure) -> str:
    """Name the sheet of a figure as the page does.

    Excel takes 31 letters at most, and none of ``[]:*?/\\``.
    """
    return gettext("Figure {number}", number=figure.number)


def named(names: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Put the name of each commune beside its code, where the data hold the code alone."""
    if "commune" not in names or "name" in names:
        return names, rows
    known = snapshot.load("communes", columns=["commune", "name"]).set_index("commune")["name"].to_dict()
    at = names.index("commune")
    beside = [[*row[: at + 1], known.get(row[at], ""), *row[at + 1 :]] for row in rows]
    return [*names[: at + 1], "name", *names[at + 1 :]], beside


def _write_notes(notes: _Notes, chapter: Chapter, place: str, held: dict) -> None:
    if altered := snapshot.notice(snapshot.altered()):
        notes.write(altered, strong=True)
    notes.write(chapter.title, strong=True)
    notes.write(place, strong=True)
    for text in HOW_TO_READ:
        notes.write(gettext(text), wrap=False)
    notes.gap()
    notes.write(gettext("Sheet"), gettext("What the figure shows"), gettext("File"), gettext("Source"), strong=True)
    for name, (figure, *_) in held.items():
        notes.write(name, figure.title, figure.csv.name, figure.source, leads=name)
    notes.gap()
    notes.write(gettext("Sheet"), gettext("Heading"), gettext("Column of the CSV file"), strong=True)
    for name, (_, names, _rows) in held.items():
        for column, called in zip(names, columns.headings(names)):
            notes.write(name, called, column, leads=name)
    used = {text for _, _, rows in held.values() for row in rows for text in row} & set(LABELS)
    if used:
        notes.gap()
        notes.write(gettext("Code"), gettext("What it stands for"), strong=True)
        for code in (code for code in LABELS if code in used):
            notes.write(code, f"{label_of(code)}")
    notes.gap()
    notes.write(gettext("Official files behind the chapter, with their vintage and licence"), strong=True)
    for number, (said, address) in enumerate(sources(chapter), start=1):
        notes.write(str(number), said, "", address)


def sources(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Give each official file that the chapter lists: what is said of it (vintage, licence), and its page or nothing."""
    for cell in chapter.notebook.cells:
        if cell.metadata.get("section") != SOURCES:
            continue
        for output in cell.get("outputs", []):
            for line in output.get("data", {}).get("text/markdown", "").splitlines():
                if line.startswith("- "):
                    found = LINK.search(line)
                    yield LINK.sub(r"\1", line[2:]).replace("**", ""), found[2] if found else ""
