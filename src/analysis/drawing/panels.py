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
    axis = axes.xaxis if direction == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(style.tick_writer(percent=percent))
    axis.grid(True)
    axes.tick_params(length=0)


def rows(axes: Axes, names: Sequence, count: int) -> None:
    """One row for each name, the first on top."""
    longest = 34 if max(len(str(name)) for name in names) > 40 else 42
    labels = [_folded(str(name), longest) for name in names]
    axes.set_yticks(range(len(names)), labels)
    axes.set_ylim(count - 0.45, -0.55)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _folded(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def canvas(body: float, *, panels: int = 1, named_axes: bool = False, **said) -> tuple[Figure, np.ndarray]:
    """Start a figure with panels side by side on one vertical scale; `said` is title, unit, source and key.

    Unless `named_axes`, the unit above says what the axes are, and they have no label of their own.
    """
    figure, room = sheets.sheet(body, **said)
    figure.set_layout_engine(SideBySide(room))
    axes = figure.subplots(1, panels, sharey=True, squeeze=False)[0]
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


def widen(axes: Axes, ends: Sequence[tuple[float, str, int]], names: Sequence, start: float = 0.0) -> None:
    """Set the x axis so that the texts at the ends of bars stay inside it; bars part from `start`.

    Parameters
    ----------
    ends : sequence of (float, str, int)
        Where each text starts, the text, and its side: 1 on the right, -1 on the left.
    names : sequence
        Names of the rows, which take room on the left of the axis.
    """
    width = sheets.WIDTH - 0.5 - max(sheets.text_width(_folded(str(name), 42).split("\n")[0], 9.5) for name in names)
    low, high = min([start, *(at for at, _, _ in ends)]), max([start, *(at for at, _, _ in ends)])
    span = (high - low) or 1.0
    for _ in range(4):  # the scale depends on the room, and the room on the scale
        reach = [(at, side * (sheets.text_width(text, 8.5) + 0.12) / width * span) for at, text, side in ends]
        left = min(low, *(at + out for at, out in reach))
        right = max(high, *(at + out for at, out in reach))
        span = right - left
    axes.set_xlim(left, right)


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Move positions apart until none is nearer than `gap` to another, as little as possible, in the same order.

    Examples
    --------
    >>> spread([0.0, 0.1, 5.0], 1.0)
    [-0.45, 0.55, 5.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    blocks: list[list[float]] = []  # centre of the block, number of labels in it
    for place in order:
        blocks.append([wanted[place], 1])
        while len(blocks) > 1 and _too_near(blocks[-2], blocks[-1], gap):
            (first, many), (second, few) = blocks[-2], blocks.pop()
            blocks[-1] = [(first * many + second * few) / (many + few), many + few]
    placed = [centre + (i - (size - 1) / 2) * gap for centre, size in blocks for i in range(int(size))]
    return [round(placed[order.index(place)], 10) for place in range(len(wanted))]


def _too_near(below: list[float], above: list[float], gap: float) -> bool:
    return above[0] - below[0] < gap * (below[1] + above[1]) / 2 - 1e-12
