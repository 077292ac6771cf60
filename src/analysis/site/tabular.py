"""The tables of a notebook read back from their HTML: those of great_tables, and any other, as a DataFrame shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from bs4 import BeautifulSoup, Tag

FEW_ROWS, MANY_ROWS, SENTENCE = 16, 40, 40  # rows that are stacked; letters of what is no label
NUMBER = re.compile(r"[-+\u2212]?[\d,. \u00a0\u202f]*\d(?:e[-+]?\d+)?(?:\s?%)?|NaN|<NA>|None|n/a|n\.d\.|")


@dataclass(frozen=True)
class Table:
    """A table of a chapter, as text: the page writes it anew, with its own style and its headings marked as such."""

    title: str
    subtitle: str
    columns: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    strong: list[bool]
    source: str

    @property
    def stacks(self) -> bool:
        """Whether its rows are better read one below the other on a phone: few, with sentences, or named by two columns.

        A long table of numbers slides sideways instead, its first column in sight: numbers are compared in columns.
        """
        sentences = any(len(text) > SENTENCE for row in self.rows for text in row[1:])
        few = len(self.rows) <= (FEW_ROWS if self.numeric[1:2] == [True] else MANY_ROWS)
        return len(self.columns) > 2 and (sentences or few)


def table_of(html: str, number: int) -> Table | None:
    """Read a table as text; nothing where the HTML holds none.

    Parameters
    ----------
    html : str
        Output of a cell.
    number : int
        Place of the table in its chapter, to name one that has no title.
    """
    soup = BeautifulSoup(html, "html.parser")
    if soup.select("th.gt_col_heading"):
        return _great_table(soup)
    return _plain_table(soup.table, number) if soup.table and soup.table.select("td") else None


def text_of(html: str) -> str:
    """Return the text of HTML without its marks.

    Examples
    --------
    >>> text_of("<p>Ars <b>&amp;</b> Thil</p>")
    'Ars & Thil'
    """
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def _great_table(soup: BeautifulSoup) -> Table:
    headings = soup.select("th.gt_col_heading")
    body = [row.select("td, th") for row in soup.select("tbody tr")]
    return Table(
        _text(soup.select_one(".gt_title")),
        _text(soup.select_one(".gt_subtitle")),
        [_text(heading) for heading in headings],
        ["gt_right" in heading["class"] for heading in headings],
        [[_text(cell) for cell in row] for row in body],
        [any("bold" in cell.get("style", "") for cell in row) for row in body],
        _text(soup.select_one(".gt_sourcenote")),
    )


def _plain_table(table: Tag, number: int) -> Table:
    """Read a table that says nothing of itself; a cell over several rows or columns stands in the first of them."""
    head = [_cells(row) for row in table.select("thead tr")]
    body = [_cells(row) for row in table.select("tr") if row.find_parent("thead") is None]
    width = max(map(len, [*head, *body]))
    rows = [[""] * (width - len(row)) + row for row in body]  # the labels of a group stand in its first row
    columns = [" ".join(filter(None, texts)) for texts in zip_longest(*head, fillvalue="")]
    columns += [""] * (width - len(columns))
    numeric = [all(NUMBER.fullmatch(row[place]) for row in rows) for place in range(width)]
    return Table(f"Table {number}", "", columns, numeric, rows, [False] * len(rows), "")


def _cells(row: Tag) -> list[str]:
    """Return the texts of a row; a cell over several columns is followed by empty ones."""
    return [text for cell in row.select("td, th") for text in [_text(cell), *[""] * (int(cell.get("colspan", 1)) - 1)]]


def _text(element) -> str:
    return " ".join(element.get_text().split(" ")).strip() if element else ""
