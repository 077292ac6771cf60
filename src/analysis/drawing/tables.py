"""Tables for readers: written numbers, units in the headings, the source below."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd
from great_tables import GT, loc, style

from analysis import words
from analysis.drawing.style import GRID, INK, MUTED
from analysis.language import gettext
from analysis.territories import label_of

FORMATS: dict[str, Callable[[float], str]] = {
    "integer": words.number,
    "decimal1": lambda value: words.number(value, 1),
    "decimal2": lambda value: words.number(value, 2),
    "percent": words.percent,
    "percent2": lambda value: words.percent(value, 2),
    "signed_percent": words.signed_percent,
    "signed_percent2": lambda value: words.signed_percent(value, 2),
    "signed_integer": words.signed_number,
    "points": words.points,
    "points2": lambda value: words.points(value, 2),
    "euro": lambda value: words.missing() if pd.isna(value) else gettext("{value} €", value=words.number(value)),
    "text": lambda value: words.missing() if pd.isna(value) else str(label_of(value)),
}


def written(frame: pd.DataFrame, columns: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Write every value as text, under the headings a reader sees.

    Parameters
    ----------
    frame : DataFrame
    columns : dict of str to (str, str)
        Column to its heading and format: integer, decimal1, decimal2, percent, percent2, signed_percent,
        signed_percent2, signed_integer, points, points2, euro or text. Two columns cannot have one heading.

    Returns
    -------
    DataFrame
        Text only; "n/a" where a value is missing.

    Examples
    --------
    >>> written(pd.DataFrame({"share": [0.123, None]}), {"share": ("Share", "percent")})["Share"].tolist()
    ['12.3 %', 'n/a']
    """
    absent = [column for column in columns if column not in frame]
    if absent:
        raise KeyError(f"the table has no column {', '.join(absent)}; it has {', '.join(map(str, frame.columns))}")
    unknown = sorted({form for _, form in columns.values()} - set(FORMATS))
    if unknown:
        raise KeyError(f"unknown format {', '.join(unknown)}; one of {', '.join(FORMATS)}")
    headings = [heading for heading, _ in columns.values()]
    texts = [[FORMATS[form](value) for value in frame[column]] for column, (_, form) in columns.items()]
    if len(set(headings)) < len(headings):
        raise ValueError(f"two columns have one heading: {', '.join(headings)}")
    # Plain objects: great_tables writes cell by cell, and each one written to a column of Arrow texts copies the column.
    return pd.DataFrame(dict(zip(headings, texts)), dtype=object)


def table(
    frame: pd.DataFrame,
    *,
    title: str,
    columns: dict[str, tuple[str, str]],
    source: str,
    subtitle: str | None = None,
    strong: str | None = None,
) -> GT:
    """Make a table: numbers on the right, texts on the left, the same bytes each time.

    Parameters
    ----------
    frame : DataFrame
        One row for each row of the table.
    columns : dict of str to (str, str)
        Column to its heading and format: see `written`.
    strong : str, optional
        Rows that hold this text in some cell are written bold.

    Returns
    -------
    GT
    """
    texts = written(frame, columns)
    numbers = [heading for heading, form in columns.values() if form != "text"]
    labels = [heading for heading, form in columns.values() if form == "text"]
    made = GT(texts, id=_id(title, subtitle, list(texts)))
    made = made.tab_header(title=title, subtitle=subtitle).tab_source_note(source)
    if numbers:
        made = made.cols_align(align="right", columns=numbers)
    if labels:
        made = made.cols_align(align="left", columns=labels)
    rows = [place for place, row in enumerate(texts.to_numpy().tolist()) if strong and label_of(strong) in row]
    if rows:
        made = made.tab_style(style.text(weight="bold"), loc.body(rows=rows))
    return made.tab_options(
        table_font_size="14px",
        table_font_color=INK,
        heading_align="left",
        heading_title_font_size="16px",
        heading_title_font_weight="bold",
        heading_subtitle_font_size="13px",
        column_labels_font_weight="bold",
        column_labels_border_bottom_color=MUTED,
        table_body_hlines_color=GRID,
        source_notes_font_size="11px",
        data_row_padding="4px",
        table_margin_left="0px",
    )


def _id(*parts: object) -> str:
    """The same name for the same table: style rules are bound to it."""
    return "table_" + hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def as_text(made: GT, title: str | None = None) -> str:
    """Return a table as plain text, for what does not read HTML."""
    lines = made._tbl_data.to_string(index=False)
    return f"{title}\n{lines}" if title else lines
