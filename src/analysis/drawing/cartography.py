"""What every map carries beside its colours: sheet, land around, borders, names, scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from analysis import geography, snapshot, words
from analysis.drawing import sheets, style
from analysis.geography import outlines
from analysis.language import gettext, gettext_noop
from analysis.territories import OVERSEAS_REGIONS, Territory, france

SIDE = 2.05  # inches for the locator and the legend, on the right
AROUND, AROUND_FRANCE = 1.06, 1.02  # the frame over what it shows: France has no neighbours drawn around it
TALLEST, SHORTEST = 6.4, 3.6
NARROW_TALLEST, NARROW_SHORTEST = 4.8, 2.4
ROOMY = 2500  # communes on a map that leaves their dots room
TOWNS = {"france": 9, "metropole": 9, "region": 12, "departement": 6, "epci": 4, "list": 6}
NAMED, TOWN = gettext_noop("named by the report"), gettext_noop("main town")
MARKS = {
    NAMED: {"color": "white", "markeredgecolor": style.INK, "markersize": 6, "markeredgewidth": 1.4},
    TOWN: {"color": style.INK, "markersize": 4, "markeredgecolor": "white", "markeredgewidth": 0.8},
}
INSETS = {"01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La Réunion", "06": "Mayotte"}


@dataclass
class Sheet:
    """A map under construction: the axes of the map (metres) and of its side (inches), and the sizes of both in inches.

    The side is on the right of the map, and below it on a narrow sheet.
    """

    figure: Figure
    axes: Axes
    side: Axes
    width: float
    height: float
    side_width: float
    side_height: float

    @property
    def metres_per_inch(self) -> float:
        """How much of the ground an inch of the sheet holds."""
        low, high = self.axes.get_xlim()
        return (high - low) / self.width


def sheet(bounds: np.ndarray, *, title: str, source: str, around: float = AROUND, below: float = 0.0) -> Sheet:
    """Lay out a map that shows these bounds (left, bottom, right, top, in metres) with a margin.

    Parameters
    ----------
    below : float
        Inches that the side takes below the map, on a narrow sheet.
    """
    left, bottom, right, top = bounds
    spans = (right - left) * around, (top - bottom) * around
    width, height = _size(*spans)
    figure, room = sheets.sheet(height + below, title=title, unit="", source=source)
    axes, side, size = _below(figure, room, height, below) if below else _beside(figure, room, width, height)
    scale = max(spans[0] / width, spans[1] / height)
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    axes.set(
        xlim=(middle_x - scale * width / 2, middle_x + scale * width / 2),
        ylim=(middle_y - scale * height / 2, middle_y + scale * height / 2),
        xticks=[],
        yticks=[],
    )
    side.set(xlim=(0, size[0]), ylim=(0, size[1]))
    side.set_axis_off()
    for edge in axes.spines.values():
        edge.set_visible(False)
    return Sheet(figure, axes, side, width, height, *size)


def _size(span_x: float, span_y: float) -> tuple[float, float]:
    """Return the width and the height of a map in inches: as wide as the sheet lets it, and neither flat nor tall."""
    narrow = sheets.is_narrow()
    width = sheets.inside() - (0 if narrow else SIDE)
    lowest, highest = (NARROW_SHORTEST, NARROW_TALLEST) if narrow else (SHORTEST, TALLEST)
    return width, float(np.clip(width * span_y / span_x, lowest, highest))


def _beside(figure: Figure, room: tuple, width: float, height: float) -> tuple[Axes, Axes, tuple[float, float]]:
    """Divide a room in the map and, on its right, its side; return both and the size of the side in inches."""
    whole = sheets.width()
    share = width / whole
    axes = figure.add_axes((room[0], room[1], share, room[3]))
    side = figure.add_axes((room[0] + share + 0.12 / whole, room[1], (SIDE - 0.12) / whole, room[3]))
    return axes, side, (SIDE - 0.12, height)


def _below(figure: Figure, room: tuple, height: float, below: float) -> tuple[Axes, Axes, tuple[float, float]]:
    """Divide a room in the map and, under it, its side."""
    share = room[3] * below / (height + below)
    axes = figure.add_axes((room[0], room[1] + share, room[2], room[3] - share))
    return axes, figure.add_axes((room[0], room[1], room[2], share)), (sheets.inside(), below)


def add_path(axes: Axes, path: Path, **look) -> None:
    """Draw a path of thousands of points: `add_patch` would search each of its edges for the limits of the axes."""
    axes.add_artist(PathPatch(path, **look))


def land_around(drawn: Sheet, territory: Territory) -> None:
    """Fill the départements around the territory with a faint grey."""
    if territory.is_national:
        return
    paths = outlines.paths_of(outlines.layer("departements", territory).geometry.to_numpy(), each=1)
    drawn.axes.add_collection(
        PathCollection(paths, facecolors=style.LAND, edgecolors="white", linewidths=0.7), autolim=False
    )


def fill(drawn: Sheet, polygons: np.ndarray, paint: np.ndarray, *, edges: bool) -> None:
    """Paint polygons; those without a colour (missing) are hatched.

    Parameters
    ----------
    paint : array of str or None
        Colour of each polygon.
    edges : bool
        Draw thin white borders between them. Without, nothing is smoothed, so that no seam shows and France is quick.
    """
    known = np.array([colour is not None for colour in paint])
    border = {"edgecolors": "white", "linewidths": 0.35} if edges else {"linewidths": 0, "antialiaseds": False}
    for colour in dict.fromkeys(paint[known]):
        paths = outlines.paths_of(polygons[paint == colour])
        drawn.axes.add_collection(PathCollection(paths, facecolors=colour, **border), autolim=False)
    if not known.all():
        add_path(drawn.axes, outlines.union_of(polygons[~known]), **style.NO_DATA)


def borders(drawn: Sheet, territory: Territory) -> None:
    """Draw the outline of the territory, and the départements inside it."""
    departements = outlines.layer("departements", territory)
    if territory.is_national:
        layers = [(departements, 0.25), (outlines.layer("regions", territory), 0.7)]
    elif territory.kind == "region":
        layers = [(departements[departements["region"] == territory.code], 0.7)]
    else:
        layers = []
    for shapes, thick in layers:
        paths = outlines.paths_of(shapes.geometry.to_numpy())
        drawn.axes.add_collection(
            PathCollection(paths, facecolors="none", edgecolors=style.INK, linewidths=thick, alpha=0.75), autolim=False
        )
    if not territory.is_national:
        add_path(drawn.axes, outlines.outline(territory), facecolor="none", edgecolor=style.INK, linewidth=1.0)


def isolated(drawn: Sheet, territory: Territory, communes: Sequence[str]) -> bool:
    """Draw a dot in each isolated commune, in the colour of the isolated, over whatever lies below; say whether any was.

    Outlines would not tell their inside from their outside, and are a tangle in a map of France.
    """
    shapes = outlines.communes(territory)
    within = shapes[snapshot.among(shapes["commune"], communes)].geometry.representative_point()
    size = float(np.clip(2.6 * np.sqrt(ROOMY / max(len(shapes), 1)), 0.9, 3.4))
    size *= 0.75 if sheets.is_narrow() else 1
    border = {"markeredgecolor": "white", "markeredgewidth": 0.4} if size > 1.5 else {"markeredgewidth": 0}
    look = {"marker": "o", "markersize": size, "color": style.ISOLATED_COLOUR, "linestyle": "none", **border}
    drawn.axes.plot(within.x, within.y, scalex=False, scaley=False, zorder=3, **look)
    return len(within) > 0


def insets(drawn: Sheet, territory: Territory) -> None:
    """Frame and name the overseas regions that lie beside the mainland."""
    if territory.kind != "france":
        return
    boxes = outlines.layer("regions", territory).set_index("region").geometry.bounds
    for code, name in INSETS.items():
        left, bottom, right, top = boxes.loc[code]
        middle, half = (left + right) / 2, 88_000
        low, high = bottom - 8_000, top + 30_000
        drawn.axes.add_patch(
            Rectangle((middle - half, low), 2 * half, high - low, fill=False, edgecolor=style.FAINT, linewidth=0.7)
        )
        look = {"size": 7.5, "path_effects": style.HALO} if sheets.is_narrow() else {"size": 7}  # longer than the frame
        drawn.axes.text(middle - half + 5_000, high - 5_000, name, va="top", color=style.INK, **look)


def towns(territory: Territory) -> pd.DataFrame:
    """Return the communes of a territory in the order to name them: ``name``, ``longitude``, ``latitude``.

    The most peopled first; in a region, the first of each département before any second.
    """
    columns = ["commune", "name", "departement", "region", "longitude", "latitude"]
    places = snapshot.load("communes", territory, columns=columns).dropna(subset=["longitude", "latitude"])
    if territory.kind == "france":
        places = places[~places["region"].isin(OVERSEAS_REGIONS)]
    sized = places.merge(geography.people(territory), on="commune")
    order = sized.sort_values(["population", "commune"], ascending=[False, True])
    if territory.kind == "region":
        second = order.groupby("departement").cumcount() > 0
        order = pd.concat([order[~second], order[second]])
    return order[["name", "longitude", "latitude"]]


def names(drawn: Sheet, territory: Territory, places: pd.DataFrame | None) -> list[str]:
    """Write the places given, then the main towns as far as they have room; return the kinds of mark that were drawn."""
    taken: list[tuple[float, float, float, float]] = []
    marked = []
    if places is not None and len(places):
        marked += _write_names(drawn, territory, places, taken, most=len(places), strong=True)
    return marked + _write_names(
        drawn, territory, towns(territory).head(60), taken, most=_most_towns(territory), strong=False
    )


def _most_towns(territory: Territory) -> int:
    """Return how many towns a map names: half as many where it is half as large."""
    return -(-TOWNS[territory.kind] // 2) if sheets.is_narrow() else TOWNS[territory.kind]


def _write_names(
    drawn: Sheet, territory: Territory, places: pd.DataFrame, taken: list, *, most: int, strong: bool
) -> list[str]:
    kind = NAMED if strong else TOWN
    size, done, written = (8.5 if strong else 8), 0, set()
    points = outlines.project(places["longitude"], places["latitude"], territory)
    inches = (points - [drawn.axes.get_xlim()[0], drawn.axes.get_ylim()[0]]) / drawn.metres_per_inch
    for name, point, at in zip(places["name"], points, inches):
        if done >= most:
            break
        wide = sheets.text_width(str(name), size, "bold" if strong and sheets.is_narrow() else "normal")
        box = _room_for((wide, size * 1.25 / 72), at, taken, drawn, apart=0.05 if strong else 0.4)
        if name in written or (box is None and not strong):
            continue
        written.add(name)
        drawn.axes.plot(*point, marker="o", zorder=6, **MARKS[kind])
        if box is not None:
            corner = drawn.axes.get_xlim()[0], drawn.axes.get_ylim()[0]
            spot = np.array(box[:2]) * drawn.metres_per_inch + corner
            weight = "bold" if strong else "normal"
            drawn.axes.text(*spot, name, size=size, weight=weight, zorder=7, va="bottom", path_effects=style.HALO)
            taken.append(box)
        done += 1
    return [kind] if written else []


def _room_for(size: tuple[float, float], at: np.ndarray, taken: list, drawn: Sheet, *, apart: float) -> tuple | None:
    """Find a free box (left, bottom, right, top, in inches) of a size beside a point: right, left, above, below."""
    wide, tall = size
    if any(abs(at[0] - box[4]) < apart and abs(at[1] - box[5]) < apart for box in taken):
        return None
    corners = [
        (at[0] + 0.06, at[1] - tall / 2),
        (at[0] - 0.06 - wide, at[1] - tall / 2),
        (at[0] - wide / 2, at[1] + 0.05),
        (at[0] - wide / 2, at[1] - 0.05 - tall),
    ]
    for left, bottom in corners:
        inside = left > 0 and left + wide < drawn.width and bottom > 0 and bottom + tall < drawn.height
        clear = all(left > box[2] or left + wide < box[0] or bottom > box[3] or bottom + tall < box[1] for box in taken)
        if inside and clear:
            return (left, bottom, left + wide, bottom + tall, at[0], at[1])
    return None


def scale_bar(drawn: Sheet, territory: Territory) -> None:
    """Draw a scale in the lower left corner, of a round length near a fifth of the map."""
    wanted = drawn.metres_per_inch * drawn.width / 5
    lengths = np.array([1, 2, 5, 10, 20, 50, 100, 200]) * 1000.0
    length = float(lengths[np.abs(np.log(lengths / wanted)).argmin()])
    left = drawn.axes.get_xlim()[0] + 0.1 * drawn.metres_per_inch
    bottom = drawn.axes.get_ylim()[0] + 0.1 * drawn.metres_per_inch
    drawn.axes.plot([left, left + length], [bottom, bottom], color=style.INK, linewidth=2, solid_capstyle="butt")
    text = gettext("{value} km", value=words.number(length / 1000))
    if territory.kind == "france":
        text = gettext("{length} (mainland; overseas at other scales)", length=text)
    inch, look = drawn.metres_per_inch, {"size": 7.5, "path_effects": style.HALO}
    if sheets.is_narrow():  # above the bar a long text would lie on the south of the mainland
        drawn.axes.text(left + length + 0.06 * inch, bottom, text, va="center", **look)
    else:
        drawn.axes.text(left, bottom + 0.05 * inch, text, va="bottom", **look)


def is_close(territory: Territory, polygons: int) -> bool:
    """Say whether polygons are few enough for borders between them to help and not to hide."""
    return polygons < 700 and territory != france()
