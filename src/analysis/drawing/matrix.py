"""Matrices of verdicts: one coloured cell for each row and column, or one square for each thing counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from analysis.drawing import style
from analysis.drawing.panels import canvas, rows
from analysis.drawing.pictures import NothingToShow, Picture
from analysis.language import gettext
from analysis.territories import label_of

ROW_HEIGHT = 0.38
LONGEST_UPRIGHT = 12  # letters; longer headings are slanted


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
    figure, (axes,) = canvas(0.5 + ROW_HEIGHT * len(names), title=title, unit=unit, source=source, key=key)
    starts = np.cumsum([0.0, *(1.35 if column in wide else 1.0 for column in columns)])
    cells, paint = [], []
    for at, column in zip(starts, columns):
        for place, value in enumerate(data[column]):
            if pd.notna(value):
                cells.append(_box(at + 0.03, place - 0.44, 0.94, 0.88))
                paint.append(colours[value])
                sign = {"ha": "center", "va": "center", "size": 8.5, "color": style.ink_on(colours[value])}
                # The layout need not ask what lies inside the axes: there are hundreds.
                axes.text(at + 0.5, place, signs[value], **sign).set_in_layout(False)
    _add_boxes(axes, cells, paint)
    rows(axes, names, len(names))
    axes.set_xlim(0, starts[-1])
    _write_headings(axes, starts[:-1] + 0.5, list(columns.values()))
    return Picture(figure, data, title, alt, source)


def _write_headings(axes: Axes, at: np.ndarray, headings: list[str]) -> None:
    slanted = {"rotation": 60, "ha": "left"} if max(map(len, headings)) > LONGEST_UPRIGHT else {}
    axes.set_xticks(at, headings, **slanted)
    axes.xaxis.set_ticks_position("top")
    axes.tick_params(length=0, labelsize=8.5)


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
    figure, (axes,) = canvas(0.2 + ROW_HEIGHT * len(names), title=title, unit=unit, source=source, key=key)
    longest, squares, paint = 0, [], []
    for place, row in enumerate(data.to_dict("records")):
        counted = [colours[column] for column in columns for _ in range(int(row[column]))]
        squares += [_box(at + 0.04, place - 0.42, 0.92, 0.84) for at in range(len(counted))]
        paint += counted
        longest = max(longest, len(counted))
    _add_boxes(axes, squares, paint)
    rows(axes, names, len(names))
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
