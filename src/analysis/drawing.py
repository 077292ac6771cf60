"""What the charts share: checked data, the order of names, the panels and their scales."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import prose, style
from analysis.style import NothingToShow


def known(data: pd.DataFrame, columns: Sequence[str], values: Sequence[str]) -> pd.DataFrame:
    """Check the columns, refuse a frame with no value to draw, and give plain floats."""
    absent = [column for column in columns if column and column not in data]
    if absent:
        raise KeyError(f"the data have no column {', '.join(absent)}; they have {', '.join(map(str, data.columns))}")
    frame = data.copy()
    for column in values:
        frame[column] = pd.to_numeric(frame[column]).astype("float64")
    if frame.dropna(subset=list(values)).empty:
        raise NothingToShow(f"There is no value of {prose.listing(values)} to draw.")
    return frame


def names_of(column: pd.Series, order: Sequence | None = None) -> list:
    """Return the names of a column: in the order given, of its categories, or of their appearance."""
    held = set(column.dropna())
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


def canvas(body: float, *, panels: int = 1, **said) -> tuple[Figure, np.ndarray]:
    """Start a figure with panels side by side on one vertical scale; `said` is title, unit, source and key."""
    figure, room = style.sheet(body, **said)
    figure.set_layout_engine("constrained", rect=room, w_pad=0.02, h_pad=0.02, wspace=0.04)
    axes = figure.subplots(1, panels, sharey=True, squeeze=False)[0]
    return figure, axes
