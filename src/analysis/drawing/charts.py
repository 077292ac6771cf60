"""Charts: tidy frames in, pictures out, every series labelled where it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path

from analysis import words
from analysis.drawing import sheets, style
from analysis.drawing.lines import lines
from analysis.drawing.matrix import counts, matrix
from analysis.drawing.panels import canvas, known, names_of, refuse_twice, scale
from analysis.drawing.pictures import Picture, drawn_again
from analysis.drawing.rows import VALUE_SIZE, Rows, beside_end
from analysis.drawing.scatter import scatter
from analysis.language import gettext
from analysis.territories import ISOLATED, france, label_of

__all__ = ["bars", "change", "counts", "lines", "matrix", "scatter", "stack"]

ROW = 0.27  # inches for one bar
HEAD = 8  # points from the tip of an arrow head to its back


@drawn_again
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
    start: float = 0.0,
) -> Picture:
    """Draw horizontal bars, one row for each label, groups side by side, intervals as whiskers.

    Values stand at the ends of bars; with intervals, in a column: at the end of a whisker they would be read as its end.

    Parameters
    ----------
    data : DataFrame
        One row for each bar; a missing value is written "n/a", not drawn as zero.
    low, high : str, optional
        Columns of the bounds of an interval.
    order : sequence, optional
        Labels from top to bottom; by default that of the categories or of the rows.
    start : float
        Where bars part: 1 for a quotient.

    A frame without a known value raises `NothingToShow`.
    """
    frame, keys = known(data, [label, value, group, low, high], [value]), [label, group] if group else [label]
    refuse_twice(frame, keys)
    names, groups = names_of(frame[label], order), names_of(frame[group]) if group else [None]
    paint = style.colours(groups) if len(groups) > 1 else _row_colours(names)
    rows, body = _rows_of_bars(names, len(groups))
    figure, (axes,) = canvas(body, title=title, unit=unit, source=source, key=paint if len(groups) > 1 else None)
    drawn, thick = frame.dropna(subset=keys), 0.82 / len(groups)
    bounds = {"low": drawn[low] if low else np.nan, "high": drawn[high] if high else np.nan}
    laid = pd.DataFrame({"value": drawn[value], **bounds})
    laid["at"] = _places(rows, drawn[label], groups, drawn[group] if group else groups * len(drawn), thick)
    laid["colour"] = [paint[name] for name in drawn[group if len(groups) > 1 else label]]
    write = style.writer(frame[value].dropna(), percent=percent, signed=signed)
    ends = _laid_bars(axes, rows, laid, thick * 0.9, write, start)
    _frame_bars(axes, rows, ends, percent=percent, start=start)
    return Picture(figure, data, title, alt, source)


def _places(rows: Rows, labels: Iterable, groups: Sequence, members: Iterable, thick: float) -> list[float]:
    """Return where bars stand: each in its row, groups beside each other around its middle."""
    middle = (len(groups) - 1) / 2
    return [rows.at(label) + (groups.index(member) - middle) * thick for label, member in zip(labels, members)]


def _laid_bars(axes: Axes, rows: Rows, laid: pd.DataFrame, thick: float, write: Callable, start: float) -> list:
    """Draw bars with their values, in a column where one has an interval; return what stands at their ends: see `_bar`."""
    sampled = laid[["low", "high"]].notna().all(axis=1).any()
    ends = []
    for bar in laid.itertuples():
        ends += _bar(axes, bar.at, bar.value, thick, bar.colour, (bar.low, bar.high), None if sampled else write, start)
    if sampled:
        rows.column(axes, laid["at"], [words.missing() if pd.isna(value) else write(value) for value in laid["value"]])
    return ends


def _rows_of_bars(names: list, groups: int) -> tuple[Rows, float]:
    """Return the rows of so many groups of bars, and how high they are in inches."""
    rows = Rows(names, ROW * max(groups, 1.25) + 0.08)
    return rows, 0.42 + ROW * len(names) * max(groups, 1.25) + 0.08 * len(names) + rows.more


def _frame_bars(axes: Axes, rows: Rows, ends: list, *, percent: bool, start: float = 0.0) -> None:
    rows.widen(axes, ends, start)
    axes.axvline(start, color=style.MUTED, linewidth=0.8)
    rows.write(axes)
    scale(axes, "x", percent=percent)
    axes.yaxis.grid(False)


def _row_colours(names: Sequence) -> dict:
    """Without groups: one colour, unless the rows are types of territory or hold the isolated."""
    isolated = label_of(ISOLATED)
    special = {isolated: style.ISOLATED_COLOUR, france().name: style.FRANCE_COLOUR}
    other = style.TYPE_RAMP[1] if isolated in names else style.TERRITORY_COLOUR
    return {name: special.get(name, other) for name in names}


def _bar(
    axes: Axes,
    at: float,
    value: float,
    thick: float,
    colour: str,
    bounds: tuple[float, float],
    write: Callable | None,
    start: float,
) -> list[tuple[float, str, int]]:
    """Draw a bar, its interval and its value; return where the text stands, the text and its side.

    An interval that reaches beyond the start on the other side is a second end, without a text. Without `write` there is no
    text at all.
    """
    if pd.isna(value):
        if write is None:
            return []
        absent = words.missing()
        axes.text(start, at, f" {absent}", va="center", size=8, color=style.MUTED, style="italic")
        return [(start, absent, 1)]
    axes.barh(at, value - start, left=start, height=thick, color=colour)
    ends = [float(value), start]
    if not pd.isna(bounds[0]) and not pd.isna(bounds[1]):
        axes.plot(bounds, [at, at], color=style.INK, linewidth=1.1, solid_capstyle="butt", path_effects=style.HALO)
        ends += [float(bound) for bound in bounds]
    side = 1 if value >= start else -1
    end, beyond = (max(ends), min(ends)) if side > 0 else (min(ends), max(ends))
    text = write(value) if write else ""
    if text:
        beside_end(axes, end, at, text, side)
    return [(end, text, side), *([(beyond, "", -side)] if beyond != start else [])]


@drawn_again
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
    digits: int | None = None,
    order: Sequence | None = None,
) -> Picture:
    """Draw stacked bars of parts; negative parts go left of zero, two black ticks mark the sum; a note where rounding parts them.

    Parameters
    ----------
    digits : int, optional
        Digits after the point, those of the title and the text beside; by default as many as the values need.

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
    values = wide.to_numpy().ravel()
    write = style.writer(values, percent=percent, digits=digits)
    note = source
    kept = style.decimals(values, percent=percent) if digits is None else digits + (2 if percent else 0)
    if _rounds_apart(wide, kept):
        note = gettext(
            "{source}; each part is rounded by itself, so that those shown may not add up to the sum shown",
            source=source,
        )
    rows = Rows(names, 0.4)
    figure, (axes,) = canvas(0.42 + 0.4 * len(names) + rows.more, title=title, unit=unit, source=note, key=paint)
    ends = [_stacked(axes, rows.at(name), wide.loc[name], paint, reach, write) for name in names]
    _frame_bars(axes, rows, [end for two in ends for end in two], percent=percent)
    return Picture(figure, data, title, alt, source)


def _rounds_apart(wide: pd.DataFrame, digits: int) -> bool:
    """Say whether the parts of a row, as they are written, add up to another sum than the one written."""
    apart = wide.round(digits).sum(axis=1) - wide.sum(axis=1).round(digits)
    return bool((apart.abs() > 0.5 * 10.0**-digits).any())


def _least_told(text: str) -> float:
    """Return the share of a row from which on a part holds its text; the sum takes room beside the bar."""
    return (sheets.text_width(text, VALUE_SIZE) + 0.06) / (sheets.inside() - 1.1) if sheets.is_narrow() else 0.09


def _stacked(
    axes: Axes, at: float, values: pd.Series, paint: dict, reach: float, write: Callable
) -> list[tuple[float, str, int]]:
    """Draw the parts of one row; return where its bar ends, with the text of the sum where there is one."""
    ends = {1: 0.0, -1: 0.0}
    for name, value in values.dropna().items():
        side = 1 if value >= 0 else -1
        axes.barh(at, value, left=ends[side], height=0.66, color=paint[name], edgecolor="white", linewidth=0.6)
        if abs(value) > _least_told(write(value)) * reach:
            ink = style.ink_on(paint[name])
            axes.text(ends[side] + value / 2, at, write(value), ha="center", va="center", size=VALUE_SIZE, color=ink)
        ends[side] += value
    text = ""
    if values.notna().sum() > 1:
        net = ends[1] + ends[-1]
        text = gettext("sum {value}", value=write(net))
        for side in (-1, 1):
            axes.plot([net, net], [at + side * 0.25, at + side * 0.45], color=style.INK, linewidth=2.6)
        beside_end(axes, ends[1], at, text, 1, offset=6, weight="bold")
    return [(ends[1], f"{text}  " if text else "", 1), (ends[-1], "", -1)]


@drawn_again
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
    """Draw, for each label, an arrow from the value before to the value after; the axis spans these values, zero or not.

    Raises
    ------
    NothingToShow
        If no label has both values.
    """
    frame = known(data, [label, before, after], [before, after])
    names = names_of(frame[label], order)
    key = {label_of(before_label or before): style.MUTED, label_of(after_label or after): style.TERRITORY_COLOUR}
    rows = Rows(names, 0.36)
    figure, (axes,) = canvas(0.42 + 0.36 * len(names) + rows.more, title=title, unit=unit, source=source, key=key)
    values = frame[[before, after]].to_numpy().ravel()
    write = style.writer(values, percent=percent)
    texts: list[tuple[float, str, int]] = []
    for row in frame.dropna(subset=[label]).to_dict("records"):
        at, ends = rows.at(row[label]), (row[before], row[after])
        if write(ends[0]) == write(ends[1]):
            # What is written alike did not move to a reader: one dot, one number.
            ends = (np.nan, ends[1])
        _arrow(axes, at, ends, tuple(key.values()))
        left_first = not ends[0] > ends[1]
        # The head of a short arrow reaches behind its start: the value there stands clear of it.
        for end, side, offset in zip(ends, (-1, 1) if left_first else (1, -1), (HEAD + 4, 5)):
            if not pd.isna(end):
                beside_end(axes, end, at, write(end), side, offset=offset)
                texts.append((end, f"{write(end)}   ", side))
    rows.widen(axes, texts, float(np.nanmin(values)))
    rows.write(axes)
    scale(axes, "x", percent=percent)
    axes.yaxis.grid(False)
    return Picture(figure, data, title, alt, source)


def _arrow(axes: Axes, at: int, ends: tuple[float, float], paint: tuple[str, str]) -> None:
    """Draw a dot at the first value and an arrow head at the last, its tip on the value: it points however near they are."""
    (first, last), (before, after) = ends, paint
    axes.plot(ends, [at, at], color=after, linewidth=1.3, solid_capstyle="butt", zorder=1)
    axes.plot(first, at, "o", markersize=5, color=before, markeredgecolor="white", markeredgewidth=0.6, zorder=2)
    way = np.sign(last - first)  # missing where one of the two is
    if way in (-1, 1):  # matplotlib draws a path as large as twice its reach
        head = Path([(0, 0), (-way, 0.5), (-way, -0.5), (0, 0)], closed=True)
        axes.plot(last, at, marker=head, markersize=2 * HEAD, color=after, markeredgewidth=0, zorder=3)
    else:
        axes.plot(last, at, "o", markersize=6, color=after, zorder=3, clip_on=False)
