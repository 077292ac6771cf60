"""Charts: tidy frames in, pictures out, every series labelled where it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis import style
from analysis.charts_xy import lines, scatter
from analysis.drawing import canvas, known, names_of, rows, scale
from analysis.isolation import ISOLATED
from analysis.style import NothingToShow, Picture
from analysis.territory import france

__all__ = ["NothingToShow", "Picture", "bars", "change", "lines", "scatter", "stack"]

ROW = 0.27  # inches for one bar


def bars(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    group: str | None = None,
    low: str | None = None,
    high: str | None = None,
    title: str,
    unit: str,
    source: str,
    alt: str,
    percent: bool = False,
    order: Sequence | None = None,
    signed: bool = False,
) -> Picture:
    """Draw horizontal bars, one row for each label, groups side by side, intervals as whiskers.

    Parameters
    ----------
    data : DataFrame
        One row for each bar; a missing value is written "n/a", not drawn as zero.
    low, high : str, optional
        Columns of the bounds of an interval.
    percent : bool
        The values are shares (0 to 1), to write in per cent.
    order : sequence, optional
        Labels from top to bottom; by default that of the categories or of the rows.

    Raises
    ------
    NothingToShow
        If no value is known.
    """
    frame = known(data, [label, value, group, low, high], [value])
    names = names_of(frame[label], order)
    groups = names_of(frame[group]) if group else [None]
    paint = style.colours(groups) if group else _row_colours(names)
    key = paint if len(groups) > 1 else None
    body = 0.42 + ROW * len(names) * max(len(groups), 1.25) + 0.08 * len(names)
    figure, (axes,) = canvas(body, title=title, unit=unit, source=source, key=key)
    thick = 0.82 / len(groups)
    write = style.writer(frame[value].dropna(), percent=percent, signed=signed)
    for row in frame.to_dict("records"):
        if pd.isna(row[label]) or (group and pd.isna(row[group])):
            continue
        place = groups.index(row[group]) if group else 0
        at = names.index(row[label]) + (place - (len(groups) - 1) / 2) * thick
        bounds = (row[low], row[high]) if low and high else (np.nan, np.nan)
        _bar(axes, at, row[value], thick * 0.9, paint[row[group] if group else row[label]], bounds, write)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    rows(axes, names, len(names))
    scale(axes, "x", percent=percent)
    axes.yaxis.grid(False)
    return Picture(figure, data, title, alt, source)


def _row_colours(names: Sequence) -> dict:
    """Without groups: one colour, unless the rows are types of territory or hold the isolated."""
    special = {ISOLATED: style.ISOLATED_COLOUR, france().name: style.FRANCE_COLOUR}
    other = style.TYPE_RAMP[1] if ISOLATED in names else style.TERRITORY_COLOUR
    return {name: special.get(name, other) for name in names}


def _bar(axes: Axes, at: float, value: float, thick: float, colour: str, bounds: tuple, write) -> None:
    if pd.isna(value):
        axes.text(0, at, " n/a", va="center", size=8, color=style.MUTED, style="italic")
        return
    axes.barh(at, value, height=thick, color=colour)
    ends = [float(value), 0.0]
    if not pd.isna(bounds[0]) and not pd.isna(bounds[1]):
        axes.plot(bounds, [at, at], color=style.INK, linewidth=1.1, solid_capstyle="butt")
        ends += [float(bound) for bound in bounds]
    right = value >= 0
    axes.annotate(
        write(value),
        (max(ends) if right else min(ends), at),
        xytext=(4 if right else -4, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        size=8.5,
    )


def stack(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    part: str,
    title: str,
    unit: str,
    source: str,
    alt: str,
    percent: bool = False,
    order: Sequence | None = None,
) -> Picture:
    """Draw stacked bars of parts; negative parts go left of zero and a diamond marks the sum of both sides.

    Raises
    ------
    NothingToShow
        If no value is known.
    """
    frame = known(data, [label, value, part], [value])
    names, parts = names_of(frame[label], order), names_of(frame[part])
    paint = style.colours(parts)
    wide = frame.pivot_table(index=label, columns=part, values=value, aggfunc="sum", observed=True, min_count=1)
    wide = wide.reindex(index=names, columns=parts)
    reach = wide.clip(lower=0).sum(axis=1).max() - wide.clip(upper=0).sum(axis=1).min()
    figure, (axes,) = canvas(0.42 + 0.4 * len(names), title=title, unit=unit, source=source, key=paint)
    write = style.writer(wide.to_numpy().ravel(), percent=percent)
    for at, name in enumerate(names):
        _stacked(axes, at, wide.loc[name], paint, reach, write)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    rows(axes, names, len(names))
    scale(axes, "x", percent=percent)
    axes.yaxis.grid(False)
    return Picture(figure, data, title, alt, source)


def _stacked(axes: Axes, at: int, values: pd.Series, paint: dict, reach: float, write) -> None:
    ends = {1: 0.0, -1: 0.0}
    for name, value in values.dropna().items():
        side = 1 if value >= 0 else -1
        axes.barh(at, value, left=ends[side], height=0.68, color=paint[name], edgecolor="white", linewidth=0.6)
        if abs(value) > 0.09 * reach:
            ink = style.ink_on(paint[name])
            axes.text(ends[side] + value / 2, at, write(value), ha="center", va="center", size=8.5, color=ink)
        ends[side] += value
    if ends[1] and ends[-1]:
        net = ends[1] + ends[-1]
        axes.plot(net, at, marker="D", markersize=6.5, color=style.INK, markeredgecolor="white")
        sums = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "size": 8.5, "weight": "bold"}
        axes.annotate(f"sum {write(net)}", (ends[1], at), **sums)


def change(
    data: pd.DataFrame,
    *,
    label: str,
    before: str,
    after: str,
    title: str,
    unit: str,
    source: str,
    alt: str,
    percent: bool = False,
    order: Sequence | None = None,
    before_label: str | None = None,
    after_label: str | None = None,
) -> Picture:
    """Draw, for each label, the value before and after, joined by a line.

    Raises
    ------
    NothingToShow
        If no label has both values.
    """
    frame = known(data, [label, before, after], [before, after])
    names = names_of(frame[label], order)
    key = {before_label or before: style.FAINT, after_label or after: style.TERRITORY_COLOUR}
    figure, (axes,) = canvas(0.42 + 0.36 * len(names), title=title, unit=unit, source=source, key=key)
    write = style.writer(frame[[before, after]].to_numpy().ravel(), percent=percent)
    for row in frame.dropna(subset=[label]).to_dict("records"):
        at, ends = names.index(row[label]), (row[before], row[after])
        axes.plot(ends, [at, at], color=style.FAINT, linewidth=2.2, zorder=1)
        left_first = not ends[0] > ends[1]
        for end, colour, leftmost in zip(ends, key.values(), (left_first, not left_first)):
            if pd.isna(end):
                continue
            axes.plot(end, at, "o", markersize=8, color=colour, markeredgecolor="white", zorder=2)
            side = {"ha": "right", "xytext": (-7, 0)} if leftmost else {"ha": "left", "xytext": (7, 0)}
            axes.annotate(write(end), (end, at), textcoords="offset points", va="center", size=8.5, **side)
    rows(axes, names, len(names))
    axes.margins(x=0.1)
    scale(axes, "x", percent=percent)
    axes.yaxis.grid(False)
    return Picture(figure, data, title, alt, source)
