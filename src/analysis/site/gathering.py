"""What the site shows of a territory: its chapters, read from the executed notebooks and the files of their figures."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd
from PIL import Image

from analysis.drawing import TWIN
from analysis.report import Edition, Places
from analysis.site import tabular
from analysis.site.columns import headings
from analysis.site.tabular import Table

ROWS_SHOWN = 25
SOURCES = "sources"


class ReportIncomplete(ValueError):
    """What a run left does not make a report; the message names the file and what was expected."""


@dataclass(frozen=True)
class Narrow:
    """The image of a figure for a phone: its file, and its size in CSS pixels, half of its own."""

    png: Path
    width: int
    height: int


@dataclass(frozen=True)
class Figure:
    """An image of a chapter with its data.

    Attributes
    ----------
    name : str
        Name of its files and of its place in the page.
    number : int
        Its place among the figures of the chapter, from 1.
    title, alt : str
        The finding; what a reader who does not see the image needs.
    png, csv : Path
        Files to copy.
    width, height : int
        Size to show it at, in CSS pixels: half of its own, so that it is sharp on a screen of double density.
    columns : list of str
        Headings of the data.
    rows : list of list of str
        Their first rows.
    count : int
        Number of rows in all.
    source : str
        The line that names the official files behind it; empty where the notebook was run before it was kept.
    narrow : Narrow, optional
        The same for a phone; none where the notebook was run by hand.
    """

    name: str
    number: int
    title: str
    alt: str
    png: Path
    csv: Path
    width: int
    height: int
    columns: list[str]
    rows: list[list[str]]
    count: int
    source: str = ""
    narrow: Narrow | None = None

    @property
    def files(self) -> list[Path]:
        """The files that its page shows or offers."""
        return [self.png, self.csv, *([self.narrow.png] if self.narrow else [])]


@dataclass(frozen=True)
class Chapter:
    """An executed notebook, ready to be rendered.

    Attributes
    ----------
    name : str
        Name of the notebook, and of its page.
    title, answer : str
        Its question; the answer that it computes, in Markdown.
    sections : list of (str, str)
        Anchor and title of each section.
    notebook : NotebookNode
        Without the title and the answer; each cell knows its section, each output its figure or table.
    figures : dict of str to Figure
    tables : list of Table
    file : Path
        The executed notebook, to copy.
    """

    name: str
    title: str
    answer: str
    sections: list[tuple[str, str]]
    notebook: nbformat.NotebookNode
    figures: dict[str, Figure]
    tables: list[Table]
    file: Path


@dataclass(frozen=True)
class Report:
    """The chapters of one edition, in reading order."""

    edition: Edition
    chapters: list[Chapter]

    @property
    def folder(self) -> str:
        """Name of its folder in the site, the same in every language."""
        return self.edition.name

    @property
    def name(self) -> str:
        """Name of its territory, in the language spoken."""
        return f"{self.edition.territory}"


def report(edition: Edition, places: Places) -> Report:
    """Read the report that a run left for an edition.

    Raises
    ------
    ReportIncomplete
        If a notebook, a figure or its data are missing.
    """
    return Report(edition, [chapter(edition, places, file.stem) for file in places.notebook_files()])


def chapter(edition: Edition, places: Places, name: str) -> Chapter:
    """Read one executed notebook with its figures."""
    file = places.rendered / edition.folder / f"{name}.ipynb"
    if not file.exists():
        raise ReportIncomplete(f"{file} is missing: run `territoires run --region {edition.territory.text}`")
    notebook = nbformat.read(file, as_version=4)
    title = _take_title(notebook, file)
    answer = _take_answer(notebook)
    figures = _place_figures(notebook, places.figures / edition.folder / name)
    tables = _place_tables(notebook)
    sections = _mark_sections(notebook)
    return Chapter(name, title, answer, sections, notebook, figures, tables, file)


def anchor(text: str) -> str:
    """Return the anchor of a heading: letters and digits, words joined by hyphens.

    Examples
    --------
    >>> anchor("How many communes, how many people?")
    'how-many-communes-how-many-people'
    """
    return "-".join(re.findall(r"\w+", text.lower().replace("'", "")))


def _take_title(notebook: nbformat.NotebookNode, file: Path) -> str:
    for cell in notebook.cells:
        found = re.match(r"# +(.+)\n*", cell.source) if cell.cell_type == "markdown" else None
        if found:
            cell.source = cell.source[found.end() :]
            return found[1].strip()
    raise ReportIncomplete(f"{file} has no title: expected a cell that opens with `# `")


def _take_answer(notebook: nbformat.NotebookNode) -> str:
    """Take out the first sentences that the notebook computes, notices apart: they head the page."""
    for cell in notebook.cells:
        for place, output in enumerate(cell.get("outputs", [])):
            if "text/markdown" in output.get("data", {}) and "notice" not in output.metadata:
                return cell.outputs.pop(place).data["text/markdown"]
    return ""


def _place_figures(notebook: nbformat.NotebookNode, folder: Path) -> dict[str, Figure]:
    """Name in each image output its figure: the file of the same bytes."""
    wide = [file for file in sorted(folder.glob("*.png")) if not file.name.endswith(TWIN)]
    files = {hashlib.sha256(file.read_bytes()).digest(): file for file in wide}
    figures = {}
    for output in _outputs(notebook, "image/png"):
        image = base64.b64decode(output.data["image/png"])
        file = files.get(hashlib.sha256(image).digest())
        if file is None or not file.with_suffix(".csv").exists():
            raise ReportIncomplete(
                f"{folder}: an image of the notebook has no .png and .csv there; expected chapter.show(figure, name), "
                "which keeps both with a text for who cannot see it; if they were changed since, run the notebook again"
            )
        figures[file.stem] = _figure(file, len(figures) + 1, image, output)
        output.metadata["figure"] = file.stem
    return figures


def _figure(file: Path, number: int, image: bytes, output: nbformat.NotebookNode) -> Figure:
    title = output.data.get("text/plain", "").split("\n")[0]
    alt = output.metadata.get("image/png", {}).get("alt") or title
    if not alt:
        raise ReportIncomplete(f"{file} has no alternative text in its notebook")
    width, height = Image.open(io.BytesIO(image)).size
    data = file.with_suffix(".csv")
    table = pd.read_csv(data, dtype=str, keep_default_na=False)
    rows = [[shortened(text) for text in row] for row in table.head(ROWS_SHOWN).to_numpy().tolist()]
    return Figure(
        file.stem,
        number,
        title,
        alt,
        file,
        data,
        width // 2,
        height // 2,
        headings(list(table.columns)),
        rows,
        len(table),
        output.metadata.get("source", ""),
        _narrow(file.with_suffix(TWIN)),
    )


def _narrow(file: Path) -> Narrow | None:
    if not file.exists():
        return None
    with Image.open(file) as image:
        return Narrow(file, image.width // 2, image.height // 2)


def shortened(text: str) -> str:
    """Write a long decimal number with four significant digits; leave any other text.

    Examples
    --------
    >>> shortened("0.123456789"), shortened("2013"), shortened("01001"), shortened("Aurillac")
    ('0.1235', '2013', '01001', 'Aurillac')
    """
    if not re.fullmatch(r"-?\d+\.\d{3,}(?:e-?\d+)?", text):
        return text
    value = float(text)
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"


def _place_tables(notebook: nbformat.NotebookNode) -> list[Table]:
    """Name in each output in HTML its table; one without a table is shown as its text."""
    tables: list[Table] = []
    for output in _outputs(notebook, "text/html"):
        html = output.data.pop("text/html")
        table = tabular.table_of(html, number=len(tables) + 1)
        if table is None:
            output.data["text/plain"] = tabular.text_of(html)
        else:
            output.metadata["table"] = len(tables)
            tables.append(table)
    return tables


def _mark_sections(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """Tell each cell its section; return the sections."""
    sections, current = [], ""
    for cell in notebook.cells:
        found = re.search(r"^## +(.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            current = anchor(found[1])
            sections.append((current, found[1].strip()))
        cell.metadata["section"] = current
    return sections


def _outputs(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", []) if kind in output.get("data", {})]
