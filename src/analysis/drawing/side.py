"""What stands beside a map: where in France it lies, and the key of its colours, lines and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

from analysis.drawing import sheets, style
from analysis.drawing.cartography import MARKS, SIDE, Sheet, add_path
from analysis.geography import outlines
from analysis.language import gettext, gettext_noop
from analysis.territories import Territory

LOCATOR, LOCATOR_WIDTH = 1.45, 1.45  # inches that the map of France takes below a map, with the white around it
ABROAD = 0.45  # inches of the two lines that stand for it overseas, below a map
WHERE = {
    "01": gettext_noop("in the Caribbean Sea"),
    "02": gettext_noop("in the Caribbean Sea"),
    "03": gettext_noop("in South America"),
    "04": gettext_noop("in the Indian Ocean"),
    "06": gettext_noop("in the Mozambique Channel"),
}


@dataclass(frozen=True)
class Key:
    """What the key of a map says: its heading, colours with their words, and whether a hatch, dots and marks need theirs.

    Attributes
    ----------
    heading : str
    entries : list of (str, str)
        Words and colour.
    missing : bool
        Whether something is hatched.
    dots : str
        What the dots are called; none where there are none.
    marks : sequence of str
        Kinds of mark.
    """

    heading: str
    entries: list[tuple[str, str]]
    missing: bool
    dots: str = ""
    marks: Sequence[str] = ()

    def looks(self) -> list[tuple[str, dict | None]]:
        """List the words of each line with how its box looks; a mark has none."""
        looks: list[tuple[str, dict | None]] = [
            (text, {"facecolor": colour, "linewidth": 0}) for text, colour in self.entries
        ]
        if self.missing:
            looks.append((gettext("no data"), style.NO_DATA))
        return looks + [(mark, None) for mark in [*([self.dots] if self.dots else []), *self.marks]]

    def lines(self, width: float) -> tuple[list[str], list[list[str]]]:
        """Break the heading and each line for a side of so many inches."""
        heads = sheets.wrap(self.heading, 8.5, "bold", width - 0.2) if self.heading else []
        return heads, [sheets.wrap(gettext(text), 8.5, width=width - 0.5) for text, _ in self.looks()]


def height_below(territory: Territory, key: Key) -> float:
    """Return the inches that the locator and the key take below a map, with every mark there may be; 0 on a wide sheet."""
    if not sheets.is_narrow():
        return 0.0
    heads, lines = key.lines(_key_width(territory))
    tall = 0.16 + 0.16 * len(heads) + sum(0.2 + 0.14 * (len(each) - 1) for each in lines)
    if outlines.is_overseas(territory):
        return tall + ABROAD
    return max(tall, 0.0 if territory.is_national else LOCATOR)


def _key_left(territory: Territory) -> float:
    """Return where the key starts: beside the locator, below a map."""
    located = not territory.is_national and not outlines.is_overseas(territory)
    return LOCATOR_WIDTH if sheets.is_narrow() and located else 0.0


def _key_width(territory: Territory) -> float:
    return sheets.inside() + 0.1 - _key_left(territory) if sheets.is_narrow() else SIDE


def locator(drawn: Sheet, territory: Territory) -> float:
    """Show where in France the territory lies; return the height left for the key, in inches."""
    if territory.is_national:
        return drawn.side_height - _gap()
    if outlines.is_overseas(territory):
        top = drawn.side_height - _gap()
        drawn.side.text(0, top - 0.02, f"{territory}", size=9, weight="bold", va="top")
        where = "\n".join(sheets.wrap(gettext(WHERE[territory.region]), 8, width=_key_width(territory) - 0.2))
        drawn.side.text(0, top - 0.2, where, size=8, va="top", color=style.MUTED)
        return top - (ABROAD if sheets.is_narrow() else 0.6)
    high = 1.3
    box = drawn.side.get_position()
    per_inch = box.height / drawn.side_height
    room = (box.x0, box.y1 - (high + _gap()) * per_inch, 1.35 * box.width / drawn.side_width, high * per_inch)
    _draw_locator(drawn.figure.add_axes(room), territory)
    return drawn.side_height - _gap() if sheets.is_narrow() else drawn.side_height - high - 0.2


def _gap() -> float:
    """Return the inches between a map and what is below it."""
    return 0.08 if sheets.is_narrow() else 0.0


def _draw_locator(small: Axes, territory: Territory) -> None:
    paths = outlines.paths_of(outlines.layer("regions", territory).geometry.to_numpy(), each=1)
    small.add_collection(PathCollection(paths, facecolors="#dde2e7", edgecolors="white", linewidths=0.4))
    here = outlines.outline(territory)
    add_path(small, here, facecolor=style.TERRITORY_COLOUR, linewidth=0)
    small.update_datalim(here.vertices)
    (left, bottom), (right, top) = here.vertices.min(axis=0), here.vertices.max(axis=0)
    if right - left < 150_000:
        ring = {"marker": "o", "markersize": 13, "fillstyle": "none", "markeredgewidth": 1.3}
        small.plot((left + right) / 2, (bottom + top) / 2, color=style.TERRITORY_COLOUR, **ring)
    small.autoscale_view()
    small.set_aspect("equal", anchor="NW")
    small.set_axis_off()


def legend(drawn: Sheet, territory: Territory, key: Key, top: float) -> None:
    """Write the key below the locator, or beside it: colours and their words, the hatch only where something is missing, dots and marks."""
    at, left = top - 0.02, _key_left(territory)
    heads, texts = key.lines(_key_width(territory))
    for line in heads:
        drawn.side.text(left, at, line, size=8.5, weight="bold", va="top")
        at -= 0.16
    at -= 0.06
    isolated = {"color": style.ISOLATED_COLOUR, "markersize": 4, "markeredgewidth": 0}
    for (text, look), lines in zip(key.looks(), texts):
        if look is None:
            drawn.side.plot(left + 0.12, at - 0.075, marker="o", **MARKS.get(text, isolated))
        else:
            drawn.side.add_patch(Rectangle((left, at - 0.15), 0.24, 0.15, **look))
        for place, line in enumerate(lines):
            drawn.side.text(left + 0.32, at - 0.075 - 0.14 * place, line, size=8.5, va="center")
        at -= 0.2 + 0.14 * (len(lines) - 1)
