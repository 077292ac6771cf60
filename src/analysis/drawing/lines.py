"""Lines over time or ages: one for each group, labelled at its end, in panels side by side where there are facets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import sheets, style
from analysis.drawing.ends import folds, name_ends
from analysis.drawing.panels import canvas, inner_widths, known, names_of, refuse_twice, scale
from analysis.drawing.pictures import Picture, drawn_again
from analysis.territories import ISOLATED, france, label_of

TICK_SIZE = style.RULES["xtick.labelsize"]
FOLDED = 0.5  # inches of a word under an axis of a narrow sheet, where those of one tick are below each other
NARROW_PANEL = 2.2  # inches of each of several panels on a narrow sheet
PERIOD = re.compile(r"(\d{4})[-–](\d{4})")


@drawn_again
def lines(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    group: str,
    low: str | None = None,
    high: str | None = None,
    facet: str | None = None,
    at: str | None = None,
    title: str,
    unit: str,
    source: str,
    alt: str,
    percent: bool = False,
    highlight: str | Sequence[str] | None = None,
    shade: tuple | list[tuple] | None = None,
    zero: bool = False,
) -> Picture:
    """Draw a line for each group over x, labelled at its end; a missing value breaks it, none raises `NothingToShow`.

    Parameters
    ----------
    x : str
        Column of years, dates, periods ("1999-2008", each at its middle), or other texts, in the order of the rows.
    facet, at : str, optional
        Columns: one panel for each value, on one scale up, and across where their spans overlap; where each x lies.
    highlight : str or sequence of str, optional
        Groups to draw strong, the others in shades of grey.
    shade : tuple or list of tuple
        (from, to, text): spans to shade, on the x axis.
    zero : bool
        Keep zero in the scale.
    """
    frame, ticks = _placed(known(data, [x, y, group, facet, low, high, at], [y]).dropna(subset=[x, group]), x, at)
    refuse_twice(frame, [x, group, facet] if facet else [x, group])
    panels = {name: frame[frame[facet] == name] for name in names_of(frame[facet])} if facet else {"": frame}
    strong = [label_of(name) for name in ([highlight] if isinstance(highlight, str) else highlight or [])]
    paint = _line_colours(names_of(frame[group]), strong)
    body, key = _height_and_key(paint, len(panels))
    figure, axes = canvas(body, panels=len(panels), title=title, unit=unit, source=source, key=key)
    for one, (panel, part), span in zip(axes, panels.items(), _spans([*panels.values()])):
        _panel(one, str(panel), part, (y, group, low, high), paint, strong)
        _across(one, span, ticks)
        _shaded(one, [shade] if isinstance(shade, tuple) else shade or [], ticks)
    _vertical(axes, frame, (y, low, high), percent=percent, zero=zero)
    if key is None or sheets.is_narrow():
        name_ends(axes, [*panels.values()], (y, group), paint, strong, body - 0.75, percent, named=key is None)
    _thin_ticks(axes)
    return Picture(figure, data, title, alt, source)


def _height_and_key(paint: dict, panels: int) -> tuple[float, dict | None]:
    """Return how high each panel is, in inches, and the key above: where the ends of the lines have no room for names."""
    narrow = sheets.is_narrow()
    height = 3.3 if panels == 1 else NARROW_PANEL if narrow else 2.9
    needed = panels > 1 or not folds([*paint], height - 0.75) if narrow else panels > 2
    return height, paint if needed else None


def _line_colours(groups: list, strong: list) -> dict:
    """Colour the strong lines; the others by their type of territory, or in greys from dark to light: none hides behind another."""
    if not strong:
        return style.colours(groups)
    hues = style.colours([name for name in groups if name in strong])
    if len(hues) == 1 and france().name not in groups:
        hues = {name: style.colours([name], name)[name] for name in hues}
    others = [name for name in groups if name not in hues]
    return {name: hues.get(name) or style.greys(others)[name] for name in groups}


def _placed(frame: pd.DataFrame, x: str, column: str | None) -> tuple[pd.DataFrame, dict[float, str]]:
    """Add where each row stands across (``_at``); with the text of each tick."""
    if column:
        ordered = frame.assign(_at=frame[column].astype("float64")).sort_values("_at", kind="stable")
        return ordered, dict(zip(ordered["_at"], ordered[x].astype(str)))
    at, ticks = _positions(frame[x])
    return frame.assign(_at=at), ticks


def _positions(column: pd.Series) -> tuple[np.ndarray, dict[float, str]]:
    """Place x on a line: numbers and dates as they are, periods at their middle, texts one step apart; with the ticks' texts."""
    if pd.api.types.is_datetime64_any_dtype(column):
        at = (column.dt.year + (column.dt.day_of_year - 1) / 365.25).to_numpy("float64")
        return at, {float(year): str(year) for year in range(int(at.min()), int(at.max()) + 1)}
    if pd.api.types.is_numeric_dtype(column):
        at = column.to_numpy("float64")
        return at, {value: f"{value:g}" for value in sorted(set(at))}
    names = names_of(column)
    periods = [PERIOD.fullmatch(str(name)) for name in names]
    middles = [(int(found[1]) + int(found[2])) / 2 for found in periods if found]
    places = middles if len(middles) == len(names) else [float(place) for place in range(len(names))]
    texts = [str(name).replace("-", "-\n", 1) for name in names]  # 1999- / 2008
    return np.array([places[names.index(name)] for name in column], "float64"), dict(zip(places, texts))


def _spans(parts: list[pd.DataFrame]) -> list[tuple[float, float]]:
    """Return from where to where each panel goes across: all alike, or each its own way where none overlaps another."""
    own = [(part["_at"].min(), part["_at"].max()) for part in parts]
    apart = all(before[1] < after[0] for before, after in pairwise(sorted(own)))
    return own if apart else [(min(low for low, _ in own), max(high for _, high in own))] * len(own)


def _panel(axes: Axes, heading: str, part: pd.DataFrame, columns: tuple, paint: dict, strong: list) -> None:
    heading = "\n".join(sheets.wrap(heading, 10)) if sheets.is_narrow() else heading
    axes.set_title(heading, loc="left", size=10, color=style.INK)
    y, group, low, high = columns
    many = part["_at"].nunique() > 14
    for name, colour in paint.items():
        line = part[part[group] == name].sort_values("_at")
        if line.empty:
            continue
        front = name in strong or name == label_of(ISOLATED) or not strong
        if low and high:
            bounds = line[[low, high]].astype("float64")
            axes.fill_between(line["_at"], bounds[low], bounds[high], color=colour, alpha=0.16, linewidth=0)
            lone = _lone(bounds.notna().all(axis=1))  # a band of one point is not seen
            axes.vlines(line["_at"][lone], bounds[low][lone], bounds[high][lone], color=colour, alpha=0.5, linewidth=3)
        axes.plot(
            line["_at"],
            line[y],
            color=colour,
            linestyle=(0, (4, 1.6)) if name == france().name else "-",  # its grey is near that of a type
            linewidth=2.4 if name in strong or name == label_of(ISOLATED) else 1.8,
            marker=None if many else "o",
            markersize=4.5,
            clip_on=False,  # a dot on the edge is whole
            zorder=3 if front else 2,
        )


def _lone(known: pd.Series) -> pd.Series:
    """Tell which values have none beside them on the line."""
    return known & ~known.shift(1, fill_value=False) & ~known.shift(-1, fill_value=False)


def _across(axes: Axes, span: tuple[float, float], ticks: dict[float, str]) -> None:
    """Write the x axis over a span; the year that a first date lies in has its tick too."""
    shown = [at for at in ticks if np.floor(span[0]) <= at <= span[1]]
    axes.set_xticks(shown, [ticks[at] for at in shown])
    first, last = min(*shown, *span), max(*shown, *span)
    margin = 0.03 * ((last - first) or 1)
    axes.set_xlim(first - margin, last + margin)
    axes.spines["left"].set_visible(False)


def _thin_ticks(axes: np.ndarray) -> None:
    """Drop ticks, the last kept first, whose texts, as wide as they are measured, would touch the one after."""
    for panel, width in zip(axes, inner_widths(axes)):
        inch = width / np.ptp(panel.get_xlim())
        kept: list[tuple[float, str]] = []
        for at, text in [*zip(panel.get_xticks(), _tick_texts(panel))][::-1]:
            if sheets.is_narrow() and not text.strip():  # a step without a date would keep that of another away
                continue
            if not kept or not _touch(text, kept[-1][1], (kept[-1][0] - at) * inch):
                kept.append((at, text))
        panel.set_xticks([at for at, _ in kept[::-1]], [text for _, text in kept[::-1]])


def _tick_texts(panel: Axes) -> list[str]:
    """Return the texts of the ticks, their lines folded on a narrow sheet."""
    texts = [text.get_text() for text in panel.get_xticklabels()]
    if not sheets.is_narrow():
        return texts
    lines = [[sheets.wrap(line, TICK_SIZE, width=FOLDED) for line in text.split("\n")] for text in texts]
    return ["\n".join(chain.from_iterable(folded)) for folded in lines]


def _touch(before: str, after: str, apart: float) -> bool:
    """Say whether a line of one text comes within a letter of the same line of the next, so many inches further."""
    lines = zip(before.split("\n"), after.split("\n"))
    return any(
        (sheets.text_width(one, TICK_SIZE) + sheets.text_width(two, TICK_SIZE)) / 2 + 0.08 > apart for one, two in lines
    )


def _shaded(axes: Axes, spans: list[tuple], ticks: dict[float, str]) -> None:
    by_text = {text.replace("\n", ""): at for at, text in ticks.items()}
    for start, end, *said in spans:
        first, last = by_text.get(str(start), start), by_text.get(str(end), end)
        axes.axvspan(first, last, color=style.GRID, alpha=0.7, linewidth=0, zorder=0)
        if said:
            middle = ((first + last) / 2, 1)
            axes.annotate(said[0], middle, xytext=(0, -3), xycoords=axes.get_xaxis_transform(),
                          textcoords="offset points", ha="center", va="top", size=8, color=style.MUTED)  # fmt: skip


def _vertical(axes: np.ndarray, frame: pd.DataFrame, columns: tuple, *, percent: bool, zero: bool) -> None:
    values = pd.concat([frame[column].astype("float64") for column in columns if column]).dropna()
    low, high = values.min(), values.max()
    if zero or low < 0 < high:
        low, high = min(low, 0), max(high, 0)
    margin = 0.08 * ((high - low) or abs(high) or 1)
    for panel in axes:
        panel.set_ylim(low - (margin if low else 0), high + margin)
        scale(panel, "y", percent=percent)
        if low <= 0 <= high:
            panel.axhline(0, color=style.MUTED, linewidth=0.9, zorder=1)
