"""Lines over time: one for each group, labelled at its end, in panels side by side where there are facets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import sheets, style
from analysis.drawing.panels import canvas, known, names_of, refuse_twice, scale, spread
from analysis.drawing.pictures import Picture
from analysis.territories import ISOLATED, LABELS, france, label_of

LABEL_SIZE = 9
START_ROOM = 4.6  # inches about as wide as a single panel, less the names at its right


def lines(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    group: str,
    low: str | None = None,
    high: str | None = None,
    facet: str | None = None,
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
        Column of years, dates, or texts (periods, in the order of the rows).
    facet : str, optional
        Column: one panel for each of its values, on one vertical scale.
    highlight : str or sequence of str, optional
        Groups to draw strong, the others in grey.
    shade : tuple or list of tuple
        (from, to, text): spans to shade, on the x axis.
    zero : bool
        Keep zero in the scale.
    """
    frame, ticks = _placed(known(data, [x, y, group, facet, low, high], [y]).dropna(subset=[x, group]), x)
    refuse_twice(frame, [x, group, facet] if facet else [x, group])
    panels = {name: frame[frame[facet] == name] for name in names_of(frame[facet])} if facet else {"": frame}
    strong = [label_of(name) for name in ([highlight] if isinstance(highlight, str) else highlight or [])]
    paint = _line_colours(names_of(frame[group]), strong)
    key, body = paint if len(panels) > 2 else None, 3.3 if len(panels) == 1 else 2.9
    figure, axes = canvas(body, panels=len(panels), title=title, unit=unit, source=source, key=key)
    for one, (panel, part) in zip(axes, panels.items()):
        _panel(one, part, (y, group, low, high), paint, strong)
        _across(one, frame["_at"].to_numpy(), ticks, len(panels))
        one.set_title(str(panel), loc="left", size=10, color=style.INK)
        _shaded(one, [shade] if isinstance(shade, tuple) else shade or [], ticks)
    _vertical(axes, frame, (y, low, high), percent=percent, zero=zero)
    if key is None:
        _name_ends(axes, [*panels.values()], (y, group), paint, body - 0.75, percent)
    return Picture(figure, data, title, alt, source)


def _line_colours(groups: list, strong: list) -> dict:
    if not strong:
        return style.colours(groups)
    hues = style.colours([name for name in groups if name in strong])
    if len(hues) == 1 and france().name not in groups:
        hues = {name: style.colours([name], name)[name] for name in hues}
    return {name: hues.get(name, style.FAINT) for name in groups}


def _placed(frame: pd.DataFrame, x: str) -> tuple[pd.DataFrame, dict[float, str]]:
    """Add where each row stands across (``_at``); with the text of each tick."""
    at, ticks = _positions(frame[x])
    return frame.assign(_at=at), ticks


def _positions(column: pd.Series) -> tuple[np.ndarray, dict[float, str]]:
    """Place x on a line: numbers and dates as they are, texts one step apart; with the text of each tick."""
    if pd.api.types.is_datetime64_any_dtype(column):
        at = (column.dt.year + (column.dt.day_of_year - 1) / 365.25).to_numpy("float64")
        return at, {float(year): str(year) for year in range(int(at.min()), int(at.max()) + 1)}
    if pd.api.types.is_numeric_dtype(column):
        at = column.to_numpy("float64")
        return at, {value: f"{value:g}" for value in sorted(set(at))}
    names = names_of(column)
    texts = {place: str(name).replace("-", "-\n", 1) for place, name in enumerate(names)}  # 1999- / 2008
    return np.array([names.index(name) for name in column], "float64"), texts


def _panel(axes: Axes, part: pd.DataFrame, columns: tuple, paint: dict, strong: list) -> None:
    y, group, low, high = columns
    many = part["_at"].nunique() > 14
    for name, colour in paint.items():
        line = part[part[group] == name].sort_values("_at")
        if line.empty:
            continue
        front = name in strong or name == LABELS[ISOLATED] or not strong
        if low and high:
            bounds = line[[low, high]].astype("float64")
            axes.fill_between(line["_at"], bounds[low], bounds[high], color=colour, alpha=0.16, linewidth=0)
        axes.plot(
            line["_at"],
            line[y],
            color=colour,
            linewidth=2.4 if name in strong or name == LABELS[ISOLATED] else 1.8,
            marker=None if many else "o",
            markersize=4.5,
            zorder=3 if front else 2,
        )


def _across(axes: Axes, places: np.ndarray, ticks: dict[float, str], panels: int) -> None:
    """Write the x axis; drop every other tick until the texts have room."""
    room = 60 // panels
    shown = list(ticks)
    step = 1
    while sum(max(map(len, ticks[at].split("\n"))) + 2 for at in shown[::-1][::step]) > room and step < len(shown):
        step += 1
    shown = shown[::-1][::step][::-1]
    axes.set_xticks(shown, [ticks[at] for at in shown])
    first, last = min(*ticks, *places), max(*ticks, *places)
    margin = 0.03 * ((last - first) or 1)
    axes.set_xlim(first - margin, last + margin)
    axes.spines["left"].set_visible(False)


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


def _name_ends(
    axes: np.ndarray, parts: list[pd.DataFrame], columns: tuple[str, str], paint: dict, height: float, percent: bool
) -> None:
    for place, part in enumerate(parts):
        named_later = {name for later in parts[place + 1 :] for name in later[columns[1]]}
        _end_labels(axes[place], part, columns, paint, height, percent, named_later)
    if len(parts) == 1:
        _name_starts(axes[0], parts[0], columns, paint, height)


def _crossing(part: pd.DataFrame, columns: tuple[str, str], paint: dict) -> list:
    """Return the groups whose line meets another of its colour: the eye cannot follow them from one end."""
    y, group = columns
    wide = part.pivot(index="_at", columns=group, values=y)
    met = set()
    for one, other in combinations(wide.columns, 2):
        signs = np.sign((wide[one] - wide[other]).dropna())
        if paint[one] == paint[other] and signs.nunique() > 1:
            met |= {one, other}
    return [name for name in paint if name in met]


def _name_starts(axes: Axes, part: pd.DataFrame, columns: tuple[str, str], paint: dict, height: float) -> None:
    """Name lines of one colour that cross at their start too, left of it, in room made for the names."""
    y, group = columns
    names = _crossing(part, columns, paint)
    starts = part[part[group].isin(names)].dropna(subset=[y]).sort_values("_at")
    starts = starts.groupby(group, observed=True, sort=False).first()
    if starts.empty:
        return
    low, high = axes.get_xlim()
    share = (max(sheets.text_width(str(name), LABEL_SIZE) for name in names) + 0.2) / START_ROOM
    axes.set_xlim(low - (high - low) * share / (1 - share), high)
    gap = LABEL_SIZE * 1.3 / 72 / height * np.ptp(axes.get_ylim())
    for _, same in starts.groupby("_at"):
        for (name, row), at in zip(same.iterrows(), spread([float(value) for value in same[y]], gap)):
            end = row["_at"] - 0.02 * np.ptp(axes.get_xlim())
            axes.plot([row["_at"], end], [row[y], at], color=paint[name], linewidth=0.6, zorder=2)
            axes.annotate(str(name), (end, at), xytext=(-2, 0), textcoords="offset points", ha="right", va="center",
                          size=LABEL_SIZE, color=style.readable(paint[name]))  # fmt: skip


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
    gap = LABEL_SIZE * 1.3 / 72 / height * np.ptp(axes.get_ylim())
    for _, same in ends.groupby("_at"):
        for (name, row), at in zip(same.iterrows(), spread([float(value) for value in same[y]], gap)):
            text = write(row[y]) if name in named_later else f"{name} {write(row[y])}"
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
