"""What stands beside a map: where in France it lies, and the key of its colours, lines and marks."""

from __future__ import annotations

from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

from analysis.drawing import sheets, style
from analysis.drawing.cartography import MARKS, SIDE, Sheet, add_path
from analysis.geography import outlines
from analysis.language import gettext, gettext_noop
from analysis.territories import Territory

WHERE = {
    "01": gettext_noop("in the Caribbean Sea"),
    "02": gettext_noop("in the Caribbean Sea"),
    "03": gettext_noop("in South America"),
    "04": gettext_noop("in the Indian Ocean"),
    "06": gettext_noop("in the Mozambique Channel"),
}


def locator(drawn: Sheet, territory: Territory) -> float:
    """Show where in France the territory lies; return the height left below, in inches."""
    if territory.is_national:
        return drawn.height
    if outlines.is_overseas(territory):
        drawn.side.text(0, drawn.height - 0.02, f"{territory}", size=9, weight="bold", va="top")
        where = "\n".join(sheets.wrap(gettext(WHERE[territory.region]), 8, width=SIDE - 0.2))
        drawn.side.text(0, drawn.height - 0.2, where, size=8, va="top", color=style.MUTED)
        return drawn.height - 0.6
    high = 1.3
    box = drawn.side.get_position()
    per_inch = box.height / drawn.height
    room = (box.x0, box.y1 - high * per_inch, 1.35 * box.width / (SIDE - 0.12), high * per_inch)
    small = drawn.figure.add_axes(room)
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
    return drawn.height - high - 0.2


def legend(
    drawn: Sheet,
    heading: str,
    entries: list[tuple[str, str]],
    top: float,
    *,
    missing: bool,
    marks: list[str] = (),
    dots: str = "",
) -> None:
    """Write the key below the locator: colours and their words, the hatch only where something is missing, dots and marks drawn."""
    at = top - 0.02
    for line in sheets.wrap(heading, 8.5, "bold", SIDE - 0.2) if heading else []:
        drawn.side.text(0, at, line, size=8.5, weight="bold", va="top")
        at -= 0.16
    at -= 0.06
    looks = [(text, {"facecolor": colour, "linewidth": 0}) for text, colour in entries]
    if missing:
        looks.append((gettext("no data"), style.NO_DATA))
    looks += [(mark, None) for mark in [*([dots] if dots else []), *marks]]
    isolated = {"color": style.ISOLATED_COLOUR, "markersize": 4, "markeredgewidth": 0}
    for text, look in looks:
        if look is None:
            drawn.side.plot(0.12, at - 0.075, marker="o", **MARKS.get(text, isolated))
        else:
            drawn.side.add_patch(Rectangle((0, at - 0.15), 0.24, 0.15, **look))
        lines = sheets.wrap(gettext(text), 8.5, width=SIDE - 0.5)
        for place, line in enumerate(lines):
            drawn.side.text(0.32, at - 0.075 - 0.14 * place, line, size=8.5, va="center")
        at -= 0.2 + 0.14 * (len(lines) - 1)
