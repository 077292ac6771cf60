"""Maps of a territory: measures and types by commune, or by larger areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cmcrameri.cm as scientific
import geopandas as gpd
import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from analysis.drawing import cartography, side, style
from analysis.drawing.panels import labelled, names_of
from analysis.drawing.pictures import NothingToShow, Picture, drawn_again
from analysis.geography import outlines
from analysis.language import gettext, written
from analysis.territories import ISOLATED, Territory, label_of


def cut_points(breaks: Sequence[float], *, percent: bool, diverging: bool) -> list[float]:
    """Return the cuts between classes: a first break of 0 or a last of 100 % bounds nothing, so it is no cut."""
    cuts = sorted(float(at) for at in breaks)
    if cuts and cuts[0] == 0 and not diverging:
        cuts = cuts[1:]
    if cuts and percent and not diverging and cuts[-1] == 1:
        cuts = cuts[:-1]
    return cuts


def class_of(values: pd.Series, cuts: Sequence[float]) -> np.ndarray:
    """Return the class of each value (0 is below the first cut; a value on a cut is above it), -1 where missing.

    Examples
    --------
    >>> class_of(pd.Series([0.0, 0.1, 0.5, None]), [0.1, 0.3]).tolist()
    [0, 1, 2, -1]
    """
    numbers = pd.to_numeric(values).astype("float64").to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.isnan(numbers), -1, np.searchsorted(cuts, numbers, side="right"))


def class_labels(cuts: Sequence[float], *, percent: bool) -> list[str]:
    """Write the bounds of each class, lowest first.

    Examples
    --------
    >>> class_labels([0.1, 0.3], percent=True)
    ['under 10 %', '10 to 30 %', '30 % or more']
    """
    write = style.tick_writer(percent=percent)
    unit = write(0).removeprefix(written(0))
    bounds = [(write(low).removesuffix(unit), write(high)) for low, high in pairwise(cuts)]
    lowest = gettext("under {value}", value=write(cuts[0]))
    inner = [gettext("{low} to {high}", low=low, high=high) for low, high in bounds]
    return [lowest, *inner, gettext("{value} or more", value=write(cuts[-1]))]


def class_colours(cuts: Sequence[float], *, diverging: bool) -> list[str]:
    """Return a colour for each class: light to dark, or two hues that part at zero; none is a tint of the isolated's."""
    classes = len(cuts) + 1
    if not diverging:
        return [to_hex(scientific.davos_r(at)) for at in np.linspace(0.14, 0.96, classes)]
    below = sum(cut <= 0 for cut in cuts)
    above = sum(cut >= 0 for cut in cuts)
    middle = classes - below - above
    at = [*np.linspace(0.12, 0.42, below), *[0.5] * middle, *np.linspace(0.58, 0.88, above)]
    return [to_hex(scientific.broc(x)) for x in at]


@drawn_again
def communes(
    territory: Territory,
    data: pd.DataFrame,
    *,
    value: str,
    breaks: Sequence[float],
    unit: str,
    title: str,
    source: str,
    alt: str,
    percent: bool = False,
    diverging: bool = False,
    places: pd.DataFrame | None = None,
) -> Picture | str:
    """Map a measure by commune.

    Parameters
    ----------
    data : DataFrame
        ``commune`` and the column `value`; communes absent or missing are hatched.
    breaks : sequence of float
        Bounds of the classes, the same for every territory so that maps compare.
    unit : str
        Heading of the legend.
    places : DataFrame, optional
        ``name``, ``longitude``, ``latitude`` of places to mark.

    Raises
    ------
    NothingToShow
        If no commune of the territory has a value.
    """
    shapes = _joined(outlines.communes(territory), data, "commune", value, territory)
    cuts = cut_points(breaks, percent=percent, diverging=diverging)
    return _measured(territory, shapes, value, cuts, unit, places, data, (title, alt, source), percent, diverging)


@drawn_again
def areas(
    territory: Territory,
    data: pd.DataFrame,
    *,
    level: str,
    code: str,
    value: str,
    breaks: Sequence[float],
    unit: str,
    title: str,
    source: str,
    alt: str,
    percent: bool = False,
    diverging: bool = False,
    places: pd.DataFrame | None = None,
    dotted: tuple[str, Sequence[str]] | None = None,
) -> Picture | str:
    """Map a measure by département, région, EPCI or zone d'emploi, cut to the territory.

    Parameters
    ----------
    level : {"departement", "region", "epci", "zone_emploi_2010", "zone_emploi_2020"}
    code : str
        Column of `data` with the code of the area.
    dotted : tuple of str and sequence of str, optional
        What the key calls them, and the isolated communes to find again on larger areas, a dot in each.

    Raises
    ------
    NothingToShow
        If no area of the territory has a value.
    """
    shapes = outlines.areas(territory, level).rename(columns={"area": code})
    shapes = _joined(shapes, data, code, value, territory)
    cuts = cut_points(breaks, percent=percent, diverging=diverging)
    return _measured(
        territory, shapes, value, cuts, unit, places, data, (title, alt, source), percent, diverging, dotted
    )


@drawn_again
def categories(
    territory: Territory,
    data: pd.DataFrame,
    *,
    value: str,
    order: Sequence[str] | None = None,
    highlight: str | None = None,
    title: str,
    source: str,
    alt: str,
    unit: str = "",
    places: pd.DataFrame | None = None,
) -> Picture | str:
    """Map a category by commune, one of them in the strong colour.

    Parameters
    ----------
    data : DataFrame
        ``commune`` and the column `value`; communes absent or missing are hatched.
    order : sequence of str, optional
        Categories as in the legend; by default that of the categories or of their appearance.

    Raises
    ------
    NothingToShow
        If no commune of the territory has a category.
    """
    shapes = _joined(outlines.communes(territory), data, "commune", value, territory)
    shapes = shapes.assign(**{value: labelled(shapes[value])})
    held = names_of(labelled(data[value]), order)
    # A category has its colour wherever it is mapped, be others of the order absent here.
    whole = [*dict.fromkeys([*map(label_of, order or []), *held])]
    paint = style.colours(whole, None if highlight == ISOLATED else highlight)
    kinds = shapes[value].astype("object")
    chosen = np.array([paint.get(kind) for kind in kinds.where(kinds.notna(), None)], dtype=object)
    return _drawn(
        territory, shapes, chosen, [(name, paint[name]) for name in held], unit, places, data, (title, alt, source)
    )


def _only_colour(paint: np.ndarray) -> str | None:
    """Return the colour of all polygons, None where they have several or one has none."""
    found = set(paint)
    return found.pop() if len(found) == 1 else None


def _joined(shapes: gpd.GeoDataFrame, data: pd.DataFrame, key: str, value: str, territory: Territory):
    """Start from the polygons, so that no place vanishes."""
    if data[key].duplicated().any():
        raise ValueError(f"{key} {data.loc[data[key].duplicated(), key].iloc[0]} stands twice in the data to map")
    joined = shapes[[key, "geometry"]].merge(data[[key, value]], on=key, how="left")
    if joined[value].isna().all():
        raise NothingToShow(gettext("No value is known in {place}: there is no map to draw.", place=territory))
    return joined


def _measured(
    territory: Territory,
    shapes: gpd.GeoDataFrame,
    value: str,
    cuts: list[float],
    unit: str,
    places: pd.DataFrame | None,
    data: pd.DataFrame,
    said: tuple[str, str, str],
    percent: bool,
    diverging: bool,
    dotted: tuple[str, Sequence[str]] | None = None,
) -> Picture | str:
    paint = class_colours(cuts, diverging=diverging)
    classes = class_of(shapes[value], cuts)
    chosen = np.array([paint[place] if place >= 0 else None for place in classes], dtype=object)
    entries = list(zip(class_labels(cuts, percent=percent), paint))[::-1]
    return _drawn(territory, shapes, chosen, entries, unit, places, data, said, dotted)


def _drawn(
    territory: Territory,
    shapes: gpd.GeoDataFrame,
    paint: np.ndarray,
    entries: list[tuple[str, str]],
    unit: str,
    places: pd.DataFrame | None,
    data: pd.DataFrame,
    said: tuple[str, str, str],
    dotted: tuple[str, Sequence[str]] | None = None,
) -> Picture | str:
    """Draw the map; one that would be of one colour, without a mark, is a sentence instead."""
    title, alt, source = said
    only = _only_colour(paint)
    if only and (places is None or places.empty):
        name = next(name for name, colour in entries if colour == only)
        return gettext(
            "{title}. A map would be of one colour, for all of {place} is in one class ({name}): none is drawn.",
            title=title,
            place=territory,
            name=name,
        )
    around = cartography.AROUND_FRANCE if territory.is_national else cartography.AROUND
    key = side.Key(unit, entries, any(colour is None for colour in paint), dotted[0] if dotted else "")
    below = side.height_below(territory, replace(key, marks=_marks(places)))
    sheet = cartography.sheet(shapes.total_bounds, title=title, source=source, around=around, below=below)
    cartography.land_around(sheet, territory)
    cartography.fill(sheet, shapes.geometry.to_numpy(), paint, edges=cartography.is_close(territory, len(shapes)))
    cartography.borders(sheet, territory)
    cartography.insets(sheet, territory)
    dots = dotted[0] if dotted and cartography.isolated(sheet, territory, dotted[1]) else ""
    marks = cartography.names(sheet, territory, places)
    cartography.scale_bar(sheet, territory)
    side.legend(sheet, territory, replace(key, dots=dots, marks=marks), side.locator(sheet, territory))
    return Picture(sheet.figure, data, title, alt, source)


def _marks(places: pd.DataFrame | None) -> list[str]:
    """Return the kinds of mark that a map may have."""
    return [cartography.TOWN] if places is None or places.empty else [cartography.NAMED, cartography.TOWN]
