"""Charts with two measured axes: lines over time, and clouds of points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis import sheets, style
from analysis.drawing import canvas, known, names_of, refuse_twice, scale, spread
from analysis.isolation import ISOLATED
from analysis.pictures import Picture
from analysis.statistics import Fit
from analysis.territory import france

LABEL_SIZE = 9


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
    """Draw a line for each group over x, labelled at its end; a missing value breaks the line.

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

    Raises
    ------
    NothingToShow
        If no value is known.
    """
    frame = known(data, [x, y, group, facet, low, high], [y]).dropna(subset=[x, group])
    refuse_twice(frame, [x, group, facet] if facet else [x, group])
    groups = names_of(frame[group])
    panels = names_of(frame[facet]) if facet else [None]
    strong = [highlight] if isinstance(highlight, str) else list(highlight or [])
    paint = _line_colours(groups, strong)
    key = paint if len(panels) > 2 else None
    body = 3.3 if len(panels) == 1 else 2.9
    figure, axes = canvas(body, panels=len(panels), title=title, unit=unit, source=source, key=key)
    at, ticks = _positions(frame[x])
    frame = frame.assign(_at=at)
    parts = [frame if panel is None else frame[frame[facet] == panel] for panel in panels]
    spans = [shade] if isinstance(shade, tuple) else shade or []
    for place, (panel, part) in enumerate(zip(panels, parts)):
        _panel(axes[place], part, (y, group, low, high), paint, strong)
        _across(axes[place], at, ticks, len(panels))
        axes[place].set_title("" if panel is None else str(panel), loc="left", size=10, color=style.INK)
        for span in spans:
            _shaded(axes[place], span, ticks)
    _vertical(axes, frame, (y, low, high), percent=percent, zero=zero)
    for place, part in enumerate(parts if key is None else []):
        named_later = {name for later in parts[place + 1 :] for name in later[group]}
        _end_labels(axes[place], part, (y, group), paint, body - 0.75, percent, named_later)
    return Picture(figure, data, title, alt, source)


def _line_colours(groups: list, strong: list) -> dict:
    if not strong:
        return style.colours(groups)
    hues = style.colours([name for name in groups if name in strong])
    if len(hues) == 1 and france().name not in groups:
        hues = dict.fromkeys(hues, style.ISOLATED_COLOUR)
    return {name: hues.get(name, style.FAINT) for name in groups}


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
        front = name in strong or name == ISOLATED or not strong
        if low and high:
            bounds = line[[low, high]].astype("float64")
            axes.fill_between(line["_at"], bounds[low], bounds[high], color=colour, alpha=0.16, linewidth=0)
        axes.plot(
            line["_at"],
            line[y],
            color=colour,
            linewidth=2.4 if name in strong or name == ISOLATED else 1.8,
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


def _shaded(axes: Axes, span: tuple, ticks: dict[float, str]) -> None:
    start, end, *words = span
    by_text = {text.replace("\n", ""): at for at, text in ticks.items()}
    first, last = by_text.get(str(start), start), by_text.get(str(end), end)
    axes.axvspan(first, last, color=style.GRID, alpha=0.7, linewidth=0, zorder=0)
    if words:
        middle = ((first + last) / 2, 1)
        axes.annotate(words[0], middle, xytext=(0, -3), xycoords=axes.get_xaxis_transform(), textcoords="offset points",
                      ha="center", va="top", size=8, color=style.MUTED)  # fmt: skip


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
                weight="bold" if paint[name] == style.ISOLATED_COLOUR else "normal",
                annotation_clip=False,
            )


def scatter(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    size: str | None = None,
    highlight: str | Sequence | None = None,
    label: str | None = None,
    fit: Fit | None = None,
    title: str,
    x_unit: str,
    y_unit: str,
    source: str,
    alt: str,
    x_percent: bool = False,
    y_percent: bool = False,
    most_labels: int = 10,
) -> Picture:
    """Draw a cloud of points, their area by `size`, some named, with a fitted line.

    Parameters
    ----------
    highlight : str or sequence, optional
        Name of a boolean column, or the values of `label` to draw strong.
    label : str, optional
        Column of names; those of the highlighted points are written, or of the outermost where none is.
    fit : Fit, optional
        Line to draw over the range of x; none is drawn where it could not be fitted.

    Raises
    ------
    NothingToShow
        If no point has both values.
    """
    frame = known(data, [x, y, size, label], [x, y]).dropna(subset=[x, y]).reset_index(drop=True)
    strong = _strong(frame, highlight, label)
    unit = f"Across: {x_unit}. Up: {y_unit}."
    figure, (axes,) = canvas(4.4, named_axes=True, title=title, unit=unit, source=source)
    area = 26.0
    if size:
        weight = pd.to_numeric(frame[size]).astype("float64").fillna(0)
        area = 8 + 300 * weight / (weight.max() or 1)
    area = pd.Series(area, index=frame.index)
    looks = [(~strong, style.TYPE_RAMP[1] if strong.any() else style.TERRITORY_COLOUR, 0.5)]
    for rows, colour, alpha in [*looks, (strong, style.ISOLATED_COLOUR, 0.85)]:
        points = frame[rows]
        axes.scatter(points[x], points[y], s=area[rows], color=colour, alpha=alpha, edgecolor="white", linewidth=0.4)
    if fit is not None and not np.isnan(fit.slope):
        across = np.array([frame[x].min(), frame[x].max()])
        axes.plot(across, fit.intercept + fit.slope * across, color=style.INK, linewidth=1.4, linestyle=(0, (5, 3)))
    for direction, name, in_percent in (("x", x_unit, x_percent), ("y", y_unit, y_percent)):
        scale(axes, direction, percent=in_percent)
        axes.set(**{f"{direction}label": name})
    for edge, values in ((axes.axvline, frame[x]), (axes.axhline, frame[y])):
        if values.min() < 0 < values.max():
            edge(0, color=style.MUTED, linewidth=0.8, zorder=0)
    if label:
        _name_points(axes, frame.assign(_radius=np.sqrt(area / np.pi)), (x, y, label), strong, most_labels)
    return Picture(figure, data, title, alt, source)


def _strong(frame: pd.DataFrame, highlight: str | Sequence | None, label: str | None) -> pd.Series:
    if highlight is None:
        return pd.Series(False, index=frame.index)
    if isinstance(highlight, str) and highlight in frame:
        return frame[highlight].fillna(False).astype(bool)
    wanted = [highlight] if isinstance(highlight, str) else list(highlight)
    return frame[label].isin(wanted) if label else pd.Series(False, index=frame.index)


def _name_points(axes: Axes, frame: pd.DataFrame, columns: tuple, strong: pd.Series, most: int) -> None:
    """Name the highlighted points, or the outermost; a name that would cover another is left out."""
    x, y, label = columns
    scaled = frame[[x, y]].apply(lambda column: (column - column.mean()) / (column.std() or 1)).fillna(0)
    distance = (scaled**2).sum(axis=1)
    chosen = distance[strong if strong.any() else distance.index].sort_values(ascending=False, kind="stable")
    span_x, span_y = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
    taken: list[tuple[float, float, float]] = []
    for place in chosen.index:
        name = frame[label].iloc[place]
        if pd.isna(name) or len(taken) >= most:
            continue
        at = (frame[x].iloc[place] - axes.get_xlim()[0]) / span_x, (frame[y].iloc[place] - axes.get_ylim()[0]) / span_y
        width = sheets.text_width(str(name), 8.5) / 6.6
        left = at[0] + width > 1.0
        start = at[0] - width - 0.01 if left else at[0] + 0.01
        if any(abs(at[1] - up) < 0.045 and start < end and start + width > begin for begin, up, end in taken):
            continue
        taken.append((start, at[1], start + width))
        offset = (2 + frame["_radius"].iloc[place]) * (-1 if left else 1)
        text = axes.annotate(str(name), (frame[x].iloc[place], frame[y].iloc[place]), xytext=(offset, 0), size=8.5,
                             textcoords="offset points", ha="right" if left else "left", va="center")  # fmt: skip
        text.set_path_effects(style.HALO)
