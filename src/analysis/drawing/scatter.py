"""Clouds of points: each one a place, some named, with the line that was fitted to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.drawing import sheets, style
from analysis.drawing.panels import canvas, known, scale
from analysis.drawing.pictures import Picture, drawn_again
from analysis.language import gettext
from analysis.statistics import Fit

BODY, NARROW_BODY = 4.4, 3.4  # inches
NARROW_LABELS = 6  # most of them


@drawn_again
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
    names: tuple[str, str] | None = None,
    size_unit: str = "",
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
    names, size_unit : tuple of str and str, optional
        For the key: what strong points and the others are; what the area of a point stands for.

    A frame without a point that has both values raises `NothingToShow`.
    """
    frame = known(data, [x, y, size, label], [x, y]).dropna(subset=[x, y]).reset_index(drop=True)
    strong = _strong(frame, highlight, label)
    unit = _units(x_unit, y_unit, size_unit if size else None)
    plain = style.TYPE_RAMP[1] if strong.any() else style.TERRITORY_COLOUR
    key = dict(zip(names, (style.EMPHASIS_COLOUR, plain))) if names and strong.any() else None
    figure, (axes,) = canvas(_body(), named_axes=True, title=title, unit=unit, source=source, key=key)
    area = _areas(frame, size)
    for rows, colour, alpha in [(~strong, plain, 0.5), (strong, style.EMPHASIS_COLOUR, 0.85)]:
        points = frame[rows]
        axes.scatter(points[x], points[y], s=area[rows], color=colour, alpha=alpha, edgecolor="white", linewidth=0.4)
    _draw_fit(axes, fit, frame[x])
    _draw_scales(axes, (frame[x], x_unit, x_percent), (frame[y], y_unit, y_percent))
    if label:
        _name_points(axes, frame.assign(_radius=np.sqrt(area / np.pi)), (x, y, label), strong, most_labels)
    return Picture(figure, data, title, alt, source)


def _body() -> float:
    """Return how high the cloud is, in inches."""
    return NARROW_BODY if sheets.is_narrow() else BODY


def _draw_scales(axes: Axes, across: tuple, up: tuple) -> None:
    """Scale and name both axes, each given by its values, its unit and whether it is in per cent; mark a zero inside."""
    for direction, edge, (values, name, percent) in (("x", axes.axvline, across), ("y", axes.axhline, up)):
        scale(axes, direction, percent=percent)
        if not sheets.is_narrow():  # there the line above says it alone: two names that fold would leave no cloud
            axes.set(**{f"{direction}label": name})
        if values.min() < 0 < values.max():
            edge(0, color=style.MUTED, linewidth=0.8, zorder=0)


def _areas(frame: pd.DataFrame, size: str | None) -> pd.Series:
    if size is None:
        return pd.Series(26.0, index=frame.index)
    weight = pd.to_numeric(frame[size]).astype("float64").fillna(0)
    return 8 + 300 * weight / (weight.max() or 1)


def _draw_fit(axes: Axes, fit: Fit | None, across: pd.Series) -> None:
    if fit is not None and not np.isnan(fit.slope):
        ends = np.array([across.min(), across.max()])
        axes.plot(ends, fit.intercept + fit.slope * ends, color=style.INK, linewidth=1.4, linestyle=(0, (5, 3)))


def _units(across: str, up: str, size: str | None) -> str:
    """Say what each axis measures, and what the area of a dot stands for."""
    axes = gettext("Across: {across}. Up: {up}.", across=across, up=up)
    return axes + gettext(" Area of a dot: {size}.", size=size) if size else axes


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
    inches, apart = (2.9, 0.06) if sheets.is_narrow() else (6.6, 0.045)
    most = min(most, NARROW_LABELS) if sheets.is_narrow() else most
    for place in chosen.index:
        name = frame[label].iloc[place]
        if pd.isna(name) or len(taken) >= most:
            continue
        at = (frame[x].iloc[place] - axes.get_xlim()[0]) / span_x, (frame[y].iloc[place] - axes.get_ylim()[0]) / span_y
        width = sheets.text_width(str(name), 8.5) / inches
        left = at[0] + width > 1.0
        start = at[0] - width - 0.01 if left else at[0] + 0.01
        if any(abs(at[1] - up) < apart and start < end and start + width > begin for begin, up, end in taken):
            continue
        taken.append((start, at[1], start + width))
        offset = (2 + frame["_radius"].iloc[place]) * (-1 if left else 1)
        text = axes.annotate(str(name), (frame[x].iloc[place], frame[y].iloc[place]), xytext=(offset, 0), size=8.5,
                             textcoords="offset points", ha="right" if left else "left", va="center")  # fmt: skip
        text.set_path_effects(style.HALO)
