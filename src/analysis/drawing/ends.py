"""The names of lines: at their ends, and at their starts too where the eye cannot follow them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import sheets, style
from analysis.drawing.panels import inner_widths, spread

LABEL_SIZE = 9
LEADER = 0.12  # inches of the thin line from a start to its name
MOST_ROOM = 0.45  # of a panel
AIR = 0.04  # inches between that line and the name
FOLDED = 1.2  # inches of a name at the end of a line on a narrow sheet, which folds
LINE = LABEL_SIZE * 1.3 / 72  # inches of a line of a name


def name_ends(
    axes: np.ndarray,
    parts: list[pd.DataFrame],
    columns: tuple[str, str],
    paint: dict,
    strong: list,
    height: float,
    percent: bool,
    *,
    named: bool = True,
) -> None:
    """Name the lines of each panel at their ends, once in a figure; those beside a strong one that cross, at their starts too.

    Parameters
    ----------
    parts : list of DataFrame
        What each panel draws: ``_at`` (where across) and the columns of `columns`, the value and the group.
    strong : list
        Groups that are drawn strong; the others are in greys where there is one.
    height : float
        Inches of a panel.
    named : bool
        Whether the ends have the names: with a key above they have their values only.
    """
    for place, part in enumerate(parts):
        named_later = {name for later in parts[place + 1 :] for name in later[columns[1]]} if named else {*paint}
        _end_labels(axes[place], part, columns, paint, height, percent, named_later)
    quiet = [name for name in paint if strong and name not in strong]
    if len(parts) == 1 and not sheets.is_narrow():
        _name_starts(axes[0], parts[0], columns, paint, quiet, height)


def folds(names: list, height: float) -> bool:
    """Say whether names, folded, fit below each other at the ends of lines in a panel of so many inches."""
    return sum(len(_folded(f"{name} 100.0 %").split("\n")) for name in names) * LINE <= height


def _folded(text: str) -> str:
    return "\n".join(sheets.wrap(text, LABEL_SIZE, "bold", FOLDED)) if sheets.is_narrow() else text


def _crossing(part: pd.DataFrame, columns: tuple[str, str], quiet: list) -> list:
    """Return the quiet groups whose line meets another of them: the eye cannot follow them from one end."""
    y, group = columns
    wide = part[part[group].isin(quiet)].pivot(index="_at", columns=group, values=y)
    met = set()
    for one, other in combinations(wide.columns, 2):
        if np.sign((wide[one] - wide[other]).dropna()).nunique() > 1:
            met |= {one, other}
    return [name for name in quiet if name in met]


def _name_starts(
    axes: Axes, part: pd.DataFrame, columns: tuple[str, str], paint: dict, quiet: list, height: float
) -> None:
    """Name grey lines that cross left of their start too, in room as wide as the names are measured."""
    y, group = columns
    starts = part[part[group].isin(_crossing(part, columns, quiet))].dropna(subset=[y])
    starts = starts[starts["_at"] == part["_at"].min()].set_index(group)
    if starts.empty:
        return
    low, high = axes.get_xlim()
    first, inches = part["_at"].min(), inner_widths([axes])[0]
    needed = max(sheets.text_width(str(name), LABEL_SIZE) for name in starts.index) + LEADER + AIR
    if needed > MOST_ROOM * inches:  # names so long would leave the lines none: their greys tell them apart
        return
    inch = (high - first) / (inches - needed)
    axes.set_xlim(min(low, first - needed * inch), high)
    gap = LINE / height * np.ptp(axes.get_ylim())
    for (name, row), at in zip(starts.iterrows(), spread([float(value) for value in starts[y]], gap)):
        end = first - LEADER * inch
        axes.plot([first, end], [row[y], at], color=paint[name], linewidth=0.6, zorder=2)
        axes.annotate(str(name), (end, at), xytext=(-72 * AIR, 0), textcoords="offset points", ha="right", va="center",
                      size=LABEL_SIZE, color=style.readable(paint[name]))  # fmt: skip


def _held(placed: list[float], sizes: list[float], limits: tuple[float, float]) -> list[float]:
    """Move texts that are apart between two limits, in the same order."""
    held, (least, most) = list(placed), limits
    order = sorted(range(len(placed)), key=lambda place: placed[place])
    for place in order:
        held[place] = max(held[place], least + sizes[place] / 2)
        least = held[place] + sizes[place] / 2
    for place in reversed(order):
        held[place] = min(held[place], most - sizes[place] / 2)
        most = held[place] - sizes[place] / 2
    return held


def _end_labels(
    axes: Axes,
    part: pd.DataFrame,
    columns: tuple[str, str],
    paint: dict,
    height: float,
    percent: bool,
    named_later: set,
) -> None:
    """Write each group, with its last value, at the end of its line, moved apart where they would overlap.

    A group that a panel further right names has its value only.
    """
    y, group = columns
    ends = part.dropna(subset=[y]).sort_values("_at").groupby(group, observed=True, sort=False).last()
    write = style.writer(part[y].dropna(), percent=percent)
    # A name that folds is wider than a step: on a narrow sheet lines that end at several make room for each other too.
    for _, same in [(None, ends)] if sheets.is_narrow() else ends.groupby("_at"):
        texts = [
            write(value) if name in named_later else _folded(f"{name} {write(value)}")
            for name, value in same[y].items()
        ]
        sizes = [LINE * (text.count("\n") + 1) / height * np.ptp(axes.get_ylim()) for text in texts]
        placed = spread([float(value) for value in same[y]], sizes)
        if sheets.is_narrow():  # names of several lines would reach over the ticks below
            placed = _held(placed, sizes, axes.get_ylim())
        for (name, row), text, at in zip(same.iterrows(), texts, placed):
            start = row["_at"] + 0.035 * np.ptp(axes.get_xlim())
            axes.plot([row["_at"], start], [row[y], at], color=paint[name], linewidth=0.6, clip_on=False, zorder=2)
            axes.annotate(
                text,
                (start, at),
                xytext=(2, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE,
                color=style.readable(paint[name]),
                weight="bold" if paint[name] in (style.ISOLATED_COLOUR, style.EMPHASIS_COLOUR) else "normal",
                annotation_clip=False,
            )
