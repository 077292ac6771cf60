"""Outlines of communes as arcs: a border is simplified and written once, for both its sides, so that no gap opens.

The idea is that of TopoJSON, written as the shards are: whole numbers on a base of 36 in texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely

from analysis.site.profiles import based

SIZE = 3000  # units of the longer side of the drawing
TOLERANCE = 900  # metres: bends smaller than a square of this side are left out

Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True)
class Topology:
    """Outlines in a drawing of ``width`` by ``height``.

    Attributes
    ----------
    arcs : list of list of (int, int)
        Pieces of border between two points where three outlines meet.
    shapes : list of list of list of int
        For each outline its rings, each the numbers of its arcs; one that is walked backwards is ``-1 - number``.
    """

    arcs: list[Ring]
    shapes: list[list[list[int]]]
    width: int
    height: int


def topology(outlines: np.ndarray, tolerance: float = TOLERANCE) -> Topology:
    """Simplify outlines that share their borders and cut them into arcs.

    Parameters
    ----------
    outlines : array of shapely geometries
        Polygons of a valid coverage: neighbours have the same points on their border.
    tolerance : float
        In the unit of the outlines.
    """
    simple = shapely.coverage_simplify(outlines, tolerance)
    left, bottom, right, top = shapely.total_bounds(simple)
    scale = SIZE / max(right - left, top - bottom)
    # All outlines turn the same way round: neighbours walk their border against each other.
    drawn = shapely.transform(
        shapely.orient_polygons(simple), lambda points: np.round((points - [left, top]) * [scale, -scale])
    )
    rings = [[_points(ring) for ring in _rings(outline)] for outline in drawn]
    arcs, shapes = _cut(rings)
    return Topology(arcs, shapes, round((right - left) * scale), round((top - bottom) * scale))


def _rings(outline: shapely.Geometry) -> Iterable[shapely.LinearRing]:
    for part in shapely.get_parts(outline):
        yield part.exterior
        yield from part.interiors


def _points(ring: shapely.LinearRing) -> Ring:
    """Return the points of a ring, each once where several fall together."""
    points = shapely.get_coordinates(ring).astype(int)
    kept = np.any(points != np.roll(points, 1, axis=0), axis=1)
    return [(int(x), int(y)) for x, y in (points[kept] if kept.any() else points[:1])]


def _cut(shapes: list[list[Ring]]) -> tuple[list[Ring], list[list[list[int]]]]:
    """Cut rings where outlines meet, and number each piece once."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in (ring for rings in shapes for ring in rings):
        for one, other in zip(ring, [*ring[1:], ring[0]]):
            beside[one].add(other)
            beside[other].add(one)
    numbers: dict[tuple[Point, ...], int] = {}
    told = [[_numbered(pieces(ring, beside), numbers) for ring in rings] for rings in shapes]
    return [list(arc) for arc in numbers], told


def pieces(ring: Ring, beside: dict[Point, set[Point]]) -> list[Ring]:
    """Cut a ring at the points that have other neighbours than two; a ring without one is cut at its first point.

    Examples
    --------
    >>> pieces([(0, 0), (2, 0), (2, 2)], {(0, 0): {1, 2}, (2, 0): {1, 2, 3}, (2, 2): {1, 2}})
    [[(2, 0), (2, 2), (0, 0), (2, 0)]]
    """
    knots = [place for place, point in enumerate(ring) if len(beside[point]) != 2]
    start = knots[0] if knots else ring.index(min(ring))
    turned = [*ring[start:], *ring[:start], ring[start]]
    cuts = [place - start for place in knots[1:]]
    return [turned[low : high + 1] for low, high in zip([0, *cuts], [*cuts, len(ring)])]


def _numbered(arcs: list[Ring], numbers: dict[tuple[Point, ...], int]) -> list[int]:
    told = []
    for arc in arcs:
        forth, back = tuple(arc), tuple(reversed(arc))
        known = -1 - numbers[back] if back in numbers else None
        told.append(numbers.setdefault(forth, len(numbers)) if known is None else known)
    return told


def written(held: Topology) -> dict[str, str | int]:
    """Write a topology small: an arc is its first point and the steps from there, arcs and outlines are parted by bars.

    Arcs are numbered as outlines come to them: where one is met first, its number is nothing.
    """
    arcs = []
    for arc in held.arcs:
        points = np.array(arc)
        arcs.append(_text(np.concatenate([points[:1], np.diff(points, axis=0)]).ravel()))
    met, shapes = 0, []
    for rings in held.shapes:
        told = []
        for ring in rings:
            signs = based(np.array(ring)).tolist()
            for place, number in enumerate(ring):
                if number == met:
                    signs[place], met = "", met + 1
            told.append(" ".join(signs))
        shapes.append(",".join(told))
    return {"arcs": "|".join(arcs), "shapes": "|".join(shapes), "width": held.width, "height": held.height}


def _text(numbers: np.ndarray) -> str:
    return " ".join(based(numbers).tolist())
