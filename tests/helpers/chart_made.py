"""Small charts, and what stands on them: bars, texts, boxes of texts."""

import pandas as pd
from matplotlib.patches import Rectangle

from analysis.drawing import charts
from analysis.territories import ISOLATED

SAID = {
    "title": "Isolated communes lost 5 % of their jobs",
    "unit": "change",
    "source": "Source: INSEE",
    "alt": "Bars.",
}


TYPES = ["large_urban_areas", "medium_and_small_areas", "between_several_areas", ISOLATED]


def frame(values, groups=("here",)):
    return pd.DataFrame(
        [(kind, group, value) for kind, value in zip(TYPES, values) for group in groups],
        columns=["kind", "group", "value"],
    )


def widths(picture):
    return [patch.get_width() for axes in picture.figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]


def texts(picture):
    return [text.get_text() for axes in picture.figure.axes for text in axes.texts]


def boxes(picture):
    picture.png()
    renderer = picture.figure.canvas.get_renderer()
    return lambda text: text.get_window_extent(renderer)


def three_panels():
    years = [(year, kind, place, 0.1) for year in (2013, 2019) for kind in TYPES for place in ("here", "there", "afar")]
    table = pd.DataFrame(years, columns=["year", "kind", "place", "value"])
    said = {**SAID, "alt": "Lines."}
    return charts.lines(table, x="year", y="value", group="kind", facet="place", percent=True, **said)
