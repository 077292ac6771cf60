"""The image that stands for a page where its address is shared: the place on the map and three of its figures."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from analysis import snapshot
from analysis.drawing import sheets, style
from analysis.geography import outlines
from analysis.language import gettext, gettext_noop
from analysis.site.facts import Fact
from analysis.territories import Territory, france

WIDTH, HEIGHT = 1200, 630  # pixels, what the networks ask for
DPI = 100
MARK = gettext_noop("ALTERED DATA: not official figures")
QUESTION = gettext_noop("What can digital technology do for isolated territories?")


def png(territory: Territory, facts: list[Fact]) -> bytes:
    """Draw the preview image of a territory.

    Parameters
    ----------
    territory : Territory
    facts : list of Fact
        The first three are written.
    """
    style.use()
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    if snapshot.altered():
        figure.text(0.05, 0.97, gettext(MARK), size=15, weight="bold", va="top")
    figure.text(0.05, 0.9, gettext(QUESTION), size=15, color=style.MUTED, va="top")
    lines = sheets.wrap(f"{territory}", 34, "bold", width=7.2)
    for place, line in enumerate(lines):
        figure.text(0.05, 0.8 - 0.105 * place, line, size=34, weight="bold", va="top")
    top = 0.8 - 0.105 * len(lines) - 0.03
    for place, fact in enumerate(facts[:3]):
        at = top - 0.155 * place
        figure.text(
            0.05, at, fact.value.replace("\u00a0", " "), size=24, color=style.ISOLATED_COLOUR, va="top", weight="bold"
        )
        figure.text(0.05, at - 0.075, fact.name, size=13, color=style.INK, va="top")
    _place(figure, territory)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _place(figure: Figure, territory: Territory) -> None:
    """Show the regions, and the territory among them."""
    axes = figure.add_axes((0.62, 0.06, 0.35, 0.88))
    paths = outlines.paths_of(outlines.layer("regions", france()).geometry.to_numpy(), each=1)
    axes.add_collection(PathCollection(paths, facecolors="#dde2e7", edgecolors="white", linewidths=0.8))
    if territory.is_national:
        shapes = outlines.layer("regions", territory)
    elif territory.kind == "region":
        regions = outlines.layer("regions", france())
        shapes = regions[regions["region"] == territory.code]
    else:
        everywhere = outlines.layer("communes", france())
        shapes = everywhere[snapshot.among(everywhere["commune"], territory.communes)]
    here = outlines.union_of(shapes.geometry.to_numpy())
    axes.add_patch(PathPatch(here, facecolor=style.TERRITORY_COLOUR, linewidth=0))
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
