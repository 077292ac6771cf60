"""Small maps of the regions as drawings inside a page: outlines, classes and colours, the same as in the figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis import snapshot
from analysis.drawing import maps
from analysis.indicators import key_figures
from analysis.language import gettext
from analysis.site import facts

WIDTH = 1000
TOLERANCE = 3000  # metres: finer than a pixel of the largest map of the site
SMALLEST = 4e7  # square metres: islets below are not seen
CLASSES = 5
LONGEST = 13  # letters of a line of a name on the map


@dataclass(frozen=True)
class Shape:
    """The outline of a region in a drawing of `WIDTH` units: its path, and the lines of its name around its middle."""

    code: str
    name: str
    path: str
    x: int
    y: int

    @property
    def lines(self) -> list[str]:
        """The name in short lines.

        Examples
        --------
        >>> Shape("84", "Auvergne-Rhône-Alpes", "", 0, 0).lines
        ['Auvergne-', 'Rhône-Alpes']
        """
        lines = [""]
        for word in re.findall(r"[^- ]+[- ]?", self.name):
            if lines[-1] and len(lines[-1] + word) > LONGEST:
                lines.append("")
            lines[-1] += word
        return [line.strip() for line in lines]


@dataclass(frozen=True)
class Outline:
    """The regions of France, the overseas ones beside the mainland at other scales."""

    shapes: list[Shape]
    height: int
    width: int = WIDTH


@dataclass(frozen=True)
class Shading:
    """A measure on the map.

    Attributes
    ----------
    title : str
    fills : dict of str to str
        Colour of each region that has a value.
    values : dict of str to str
        Value of each region, written.
    legend : list of (str, str)
        Colour and bounds of each class, lowest first.
    few : frozenset of str
        Regions whose value is of too few communes for a class.
    unit : str
        Unit of the bounds where they do not tell it; empty where they do, or it is what the title counts.
    """

    title: str
    fills: dict[str, str]
    values: dict[str, str]
    legend: list[tuple[str, str]]
    few: frozenset[str] = frozenset()
    unit: str = ""


def outline() -> Outline:
    """Return the simplified outlines of the 18 regions."""
    regions = gpd.read_parquet(snapshot.file("geometry/regions.parquet")).sort_values("region")
    simple = shapely.coverage_simplify(regions.geometry.to_numpy(), TOLERANCE)
    left, bottom, right, top = shapely.total_bounds(simple)
    scale = WIDTH / (right - left)
    flat = shapely.transform(simple, lambda points: (points - [left, top]) * [scale, -scale])
    middles = shapely.get_coordinates(shapely.point_on_surface(flat)).round().astype(int)
    shapes = [
        Shape(code, name, _path(polygon, SMALLEST * scale**2), int(x), int(y))
        for code, name, polygon, (x, y) in zip(regions["region"], regions["name"], flat, middles)
    ]
    return Outline(shapes, round((top - bottom) * scale))


def _path(polygons, smallest: float) -> str:
    parts = shapely.get_parts(polygons)
    kept = [part for part in parts if part.area >= min(smallest, max(p.area for p in parts))]
    rings = [np.asarray(part.exterior.coords).round().astype(int) for part in kept]
    return "".join("M" + "L".join(f"{x},{y}" for x, y in ring[:-1]) + "Z" for ring in rings)


def shading(figures: pd.DataFrame, figure: str) -> Shading:
    """Shade the regions by a key figure: those of too few isolated communes neither have a class nor make the classes.

    Parameters
    ----------
    figures : DataFrame
        As `facts.table`.
    figure : str
        Name of the key figure.
    """
    rows = figures[(figures["figure"] == figure) & (figures["kind"] == "region")]
    unit = rows["unit"].iloc[0]
    few = rows["note"] == facts.FEW
    shown = rows["value"].where(~few)
    cuts = cuts_of(shown, key_figures.DECIMALS[unit])
    colours = maps.class_colours(cuts, diverging=parted(shown))
    classes = maps.class_of(shown, cuts)
    written = [facts.value(figure, unit, value, note) for value, note in zip(rows["value"], rows["note"])]
    percent = unit.startswith("%")
    labels = (
        maps.class_labels([cut / (100 if percent else 1) for cut in cuts], percent=percent) if cuts else [all_alike()]
    )
    return Shading(
        facts.title(figure, rows["when"].iloc[0]),
        {code: colours[place] for code, place in zip(rows["territory"], classes) if place >= 0},
        dict(zip(rows["territory"], written)),
        list(zip(colours, labels)),
        frozenset(rows.loc[few, "territory"]),
        "" if unit in ("%", "communes", "inhabitants") else gettext(unit),
    )


def parted(values: pd.Series) -> bool:
    """Tell whether colours part at zero: where a value is below, though the lowest cut may be zero itself.

    Examples
    --------
    >>> parted(pd.Series([-0.2, 0.1, 0.4])), parted(pd.Series([0.0, None, 3.0]))
    (True, False)
    """
    return bool(values.min() < 0)


def all_alike() -> str:
    """Return what a legend says where there is one value only."""
    return gettext("all alike")


def cuts_of(values: pd.Series, decimals: int) -> list[float]:
    """Return the cuts between five classes of about as many regions each, rounded; one of them is zero if signs differ.

    Examples
    --------
    >>> cuts_of(pd.Series([0.0, 10.2, 20.0, 31.0, 40.0, 48.0]), 1)
    [10.0, 20.0, 31.0, 40.0]
    """
    held = values.dropna()
    if held.empty or held.min() == held.max():
        return []
    cuts = [_rounded(cut, decimals) for cut in held.quantile(np.arange(1, CLASSES) / CLASSES)]
    if held.min() < 0 < held.max():
        cuts[int(np.abs(cuts).argmin())] = 0.0
    return sorted({cut for cut in cuts if held.min() < cut <= held.max()})


def _rounded(value: float, decimals: int) -> float:
    """Keep two significant digits, and no more decimals than the values have."""
    return round(float(f"{value:.2g}"), decimals) + 0.0
