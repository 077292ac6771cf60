"""What the charts share: checked data, the order of names, the panels and their scales."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.ticker import MaxNLocator

from analysis import words
from analysis.drawing import sheets, style
from analysis.drawing.pictures import NothingToShow
from analysis.language import SOURCE_LANGUAGE, gettext, speaking
from analysis.territories import LABELS, label_of

PAD = 0.02  # inches around a panel and its labels
BETWEEN = 0.14  # inches more between two panels
NARROW_TICKS = 4  # across
NARROW_PAD = 7  # points between an axis and its ticks' texts


def known(data: pd.DataFrame, columns: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    """Check the columns, refuse a frame with no value to draw, and give plain floats."""
    absent = [column for column in columns if column and column not in data]
    if absent:
        raise KeyError(f"the data have no column {', '.join(absent)}; they have {', '.join(map(str, data.columns))}")
    frame = data.copy()
    for column in {column for column in columns if column and column not in values}:
        frame[column] = labelled(frame[column])
    for column in values:
        frame[column] = pd.to_numeric(frame[column]).astype("float64")
    if frame.dropna(subset=list(values)).empty:
        raise NothingToShow(gettext("There is no value of {columns} to draw.", columns=words.listing(values)))
    return frame


def labelled(column: pd.Series) -> pd.Series:
    """Give the codes of types of territory and marked words their names in the language spoken; any other value stays."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.rename_categories([label_of(name) for name in column.cat.categories])
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.map(label_of) if speaking() != SOURCE_LANGUAGE or column.isin(list(LABELS)).any() else column


def refuse_twice(frame: pd.DataFrame, keys: Sequence[str]) -> None:
    """Refuse a frame with two values for one bar or one point of a line: one would hide the other."""
    twice = frame[frame.duplicated(list(keys))]
    if len(twice):
        raise ValueError(f"two rows for {', '.join(str(twice[key].iloc[0]) for key in keys)}")


def names_of(column: pd.Series, order: Sequence | None = None) -> list:
    """Return the names of a column: in the order given, of its categories, or of their appearance."""
    held = set(column.dropna())
    order = [label_of(name) for name in order] if order is not None else None
    if order is None:
        order = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.dropna().unique()
    listed = [name for name in order if name in held]
    return listed + [name for name in column.dropna().unique() if name not in listed]


def scale(axes: Axes, direction: str, *, percent: bool, ticks: int = 6) -> None:
    """Give an axis (``direction`` "x" or "y") round ticks, at most so many, and a grid; shares are written in percent."""
    ticks = min(ticks, NARROW_TICKS) if sheets.is_narrow() and direction == "x" else ticks
    axis = axes.xaxis if direction == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(style.tick_writer(percent=percent))
    axis.grid(True)
    axes.tick_params(length=0)
    if sheets.is_narrow():  # the lowest value up and the first one across would meet in the corner
        axes.xaxis.set_tick_params(pad=NARROW_PAD)


def canvas(body: float, *, panels: int = 1, named_axes: bool = False, **said) -> tuple[Figure, np.ndarray]:
    """Start a figure with panels on one vertical scale, `body` inches high; `said` is title, unit, source and key.

    They are side by side, or, on a narrow sheet, each below the other. Unless `named_axes`, the unit above says what the
    axes are, and they have no label of their own.
    """
    below = panels if sheets.is_narrow() else 1
    figure, room = sheets.sheet(body * below, **said)
    figure.set_layout_engine(Stacked(room) if below > 1 else SideBySide(room))
    axes = figure.subplots(below, panels // below, sharey=True, squeeze=False).ravel()
    for axis in () if named_axes else (axis for each in axes for axis in (each.xaxis, each.yaxis)):
        axis.set_label_coords(0, 0)  # matplotlib measures every tick twice to place a label, be it empty
    return figure, axes


class SideBySide(LayoutEngine):
    """Lay out panels of one width in a room of the figure, each with the margin that its labels need.

    Matplotlib's constrained layout does so for panels in any order, and measures every text twice for it.
    """

    _adjust_compatible = True
    _colorbar_gridspec = False

    def __init__(self, room: tuple[float, float, float, float]) -> None:
        super().__init__()
        self.room = room

    def execute(self, fig: Figure) -> None:
        """Place the panels; a figure drawn twice is laid out alike."""
        left, bottom, width, height = self.room
        for axes in fig.axes:  # about as wide as it will be: what a text stands out depends on it a little
            axes.set_position((left, bottom, 0.8 * width / len(fig.axes), height))
        margins = np.array([_margins(axes) for axes in fig.axes])
        lefts, rights, below, above = (margins + PAD / np.repeat(fig.get_size_inches(), 2)).T
        gap = BETWEEN / fig.get_figwidth()
        inner = (width - lefts.sum() - rights.sum() - gap * (len(margins) - 1)) / len(margins)
        at = left
        for axes, before, after in zip(fig.axes, lefts, rights):
            axes.set_position((at + before, bottom + below.max(), inner, height - below.max() - above.max()))
            at += before + inner + after + gap


class Stacked(SideBySide):
    """Lay out panels of one size below each other, in a room of the figure."""

    def execute(self, fig: Figure) -> None:
        """Place the panels, the first on top; a figure drawn twice is laid out alike."""
        left, bottom, width, height = self.room
        for axes in fig.axes:
            axes.set_position((left, bottom, 0.8 * width, 0.8 * height / len(fig.axes)))
        margins = np.array([_margins(axes) for axes in fig.axes])
        lefts, rights, below, above = (margins + PAD / np.repeat(fig.get_size_inches(), 2)).T
        gap = BETWEEN / fig.get_figheight()
        inner = (height - below.sum() - above.sum() - gap * (len(margins) - 1)) / len(margins)
        top = bottom + height
        for axes, under, over in zip(fig.axes, below, above):
            top -= over + inner
            axes.set_position((left + lefts.max(), top, width - lefts.max() - rights.max(), inner))
            top -= under + gap


def _margins(axes: Axes) -> tuple[float, float, float, float]:
    """Return what stands out of the axes on the left, the right, below and above, as fractions of the figure."""
    figure = axes.get_figure()
    drawn = axes.get_tightbbox(figure.canvas.get_renderer(), for_layout_only=True)
    (right, top), own = figure.bbox.size, axes.bbox
    out = (
        (own.x0 - drawn.x0) / right,
        (drawn.x1 - own.x1) / right,
        (own.y0 - drawn.y0) / top,
        (drawn.y1 - own.y1) / top,
    )
    return tuple(max(each, 0.0) for each in out)


def inner_widths(axes: Sequence[Axes]) -> list[float]:
    """Return how wide the panels of a `canvas` are, in inches, with all that is drawn so far laid out."""
    figure = axes[0].get_figure()
    figure.get_layout_engine().execute(figure)
    return [panel.get_position().width * figure.get_figwidth() for panel in axes]


def spread(wanted: Sequence[float], gap: float | Sequence[float]) -> list[float]:
    """Move positions apart until none is nearer than `gap` to another, as little as possible, in the same order.

    Parameters
    ----------
    gap : float or sequence of float
        How tall each is, where they are not alike.

    Examples
    --------
    >>> spread([0.0, 0.1, 5.0], 1.0)
    [-0.45, 0.55, 5.0]
    """
    sizes = [gap] * len(wanted) if isinstance(gap, int | float) else list(gap)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[tuple[float, list[int]]] = []  # the middle of each block, and what it holds
    for place in order:
        blocks.append((wanted[place], [place]))
        while len(blocks) > 1 and _too_near(blocks[-2], blocks[-1], sizes):
            (second, few), (first, many) = blocks.pop(), blocks.pop()
            blocks.append(((first * len(many) + second * len(few)) / (len(many) + len(few)), many + few))
    placed = [0.0] * len(wanted)
    for middle, held in blocks:
        top = middle - sum(sizes[place] for place in held) / 2
        for place in held:
            placed[place] = round(top + sizes[place] / 2, 10)
            top += sizes[place]
    return placed


def _too_near(below: tuple[float, list[int]], above: tuple[float, list[int]], sizes: list[float]) -> bool:
    return above[0] - below[0] < sum(sizes[place] for place in below[1] + above[1]) / 2 - 1e-12
