"""Matrices of verdicts: one coloured cell for each row and column, or one square for each thing counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from analysis.drawing import sheets, style
from analysis.drawing.panels import canvas
from analysis.drawing.pictures import NothingToShow, Picture, drawn_again
from analysis.drawing.rows import Rows
from analysis.language import gettext
from analysis.territories import label_of

ROW_HEIGHT, NARROW_ROW_HEIGHT = 0.38, 0.26  # inches
HEADING_SIZE = 8.5
LONGEST_UPRIGHT = 12  # letters; longer headings are slanted


@drawn_again
def matrix(
    data: pd.DataFrame,
    *,
    label: str,
    columns: dict[str, str],
    colours: dict[str, str],
    signs: dict[str, str],
    title: str,
    unit: str,
    source: str,
    alt: str,
    wide: Sequence[str] = (),
) -> Picture:
    """Draw one coloured cell for each row and column.

    Parameters
    ----------
    data : DataFrame
        One row for each label, with the columns of `columns`; a missing value is an empty cell.
    columns : dict
        Column to heading, from left to right.
    colours, signs : dict
        Value to colour, and to the sign written in the cell.
    wide : sequence of str
        Columns after which a gap is left.

    A frame without a row raises `NothingToShow`.
    """
    if data.empty:
        raise NothingToShow(gettext("There is nothing to compare."))
    names = data[label].tolist()
    key = {f"{signs[value]} {label_of(value)}": colour for value, colour in colours.items()}
    rows = Rows(names, high := _row_height())
    body = 0.5 + high * len(names) + rows.more + _heading_room(list(columns.values()))
    figure, (axes,) = canvas(body, title=title, unit=unit, source=source, key=key)
    starts = np.cumsum([0.0, *(1.35 if column in wide else 1.0 for column in columns)])
    cells, paint = [], []
    for at, column in zip(starts, columns):
        for place, value in zip(rows.places, data[column]):
            if pd.notna(value):
                cells.append(_box(at + 0.03, place - 0.44, 0.94, 0.88))
                paint.append(colours[value])
                sign = {"ha": "center", "va": "center", "size": 8.5, "color": style.ink_on(colours[value])}
                # The layout need not ask what lies inside the axes: there are hundreds.
                axes.text(at + 0.5, place, signs[value], **sign).set_in_layout(False)
    _add_boxes(axes, cells, paint)
    rows.write(axes)
    axes.set_xlim(0, starts[-1])
    _write_headings(axes, starts[:-1] + 0.5, list(columns.values()))
    return Picture(figure, data, title, alt, source)


def _row_height() -> float:
    """Return the inches of a row of cells: on a narrow sheet its cells are narrow too."""
    return NARROW_ROW_HEIGHT if sheets.is_narrow() else ROW_HEIGHT


def _heading_room(headings: list[str]) -> float:
    """Return the inches that upright headings add to a narrow matrix, above and below."""
    return 2 * max(sheets.text_width(heading, HEADING_SIZE) for heading in headings) if sheets.is_narrow() else 0.0


def _write_headings(axes: Axes, at: np.ndarray, headings: list[str]) -> None:
    slanted = {"rotation": 60, "ha": "left"} if max(map(len, headings)) > LONGEST_UPRIGHT else {}
    if sheets.is_narrow():  # what slants out on the right would take the cells half their room
        slanted = {"rotation": 90}
    axes.set_xticks(at, headings, **slanted)
    axes.xaxis.set_ticks_position("top")
    # A narrow matrix is longer than the screen: who is at its end reads the headings there.
    axes.tick_params(length=0, labelsize=HEADING_SIZE, labelbottom=sheets.is_narrow())


@drawn_again
def counts(
    data: pd.DataFrame,
    *,
    label: str,
    columns: dict[str, str],
    colours: dict[str, str],
    title: str,
    unit: str,
    source: str,
    alt: str,
) -> Picture:
    """Draw one square for each thing counted, column after column, in the colours of a matrix.

    Parameters
    ----------
    data : DataFrame
        One row for each label; each column of `columns` is a count.

    Raises
    ------
    NothingToShow
        If nothing is counted.
    """
    total = int(data[list(columns)].to_numpy().sum())
    if not total:
        raise NothingToShow("There is nothing to count.")
    names = data[label].tolist()
    key = {columns[column]: colours[column] for column in columns}
    rows = Rows(names, high := _row_height())
    figure, (axes,) = canvas(0.2 + high * len(names) + rows.more, title=title, unit=unit, source=source, key=key)
    longest, squares, paint = 0, [], []
    for place, row in zip(rows.places, data.to_dict("records")):
        counted = [colours[column] for column in columns for _ in range(int(row[column]))]
        squares += [_box(at + 0.04, place - 0.42, 0.92, 0.84) for at in range(len(counted))]
        paint += counted
        longest = max(longest, len(counted))
    _add_boxes(axes, squares, paint)
    rows.write(axes)
    axes.set_xlim(0, max(longest, 12))
    axes.set_xticks([])
    axes.tick_params(length=0)
    return Picture(figure, data, title, alt, source)


def _box(left: float, bottom: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    right, top = left + width, bottom + height
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _add_boxes(axes: Axes, boxes: list, paint: list[str]) -> None:
    axes.add_collection(PolyCollection(boxes, facecolors=paint, linewidths=0), autolim=False)
