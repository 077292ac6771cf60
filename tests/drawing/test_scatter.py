"""Clouds of points and their fit."""

import numpy as np
import pandas as pd
from helpers.chart_made import SAID

from analysis.drawing import charts
from analysis.statistics import Fit


def test_a_fit_that_could_not_be_made_is_not_drawn():
    data = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 2.0]})
    said = {key: SAID[key] for key in ("title", "source", "alt")}
    drawn = [
        len(charts.scatter(data, x="x", y="y", fit=fit, x_unit="x", y_unit="y", **said).figure.axes[0].lines)
        for fit in (Fit(1, 1, 0, 2, 9), Fit(np.nan, np.nan, np.nan, np.nan, 2))
    ]
    assert drawn[0] == drawn[1] + 1


def test_strong_points_the_others_and_the_area_of_a_dot_are_in_the_key():
    data = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 2.0], "jobs": [10, 20], "here": [True, False]})
    said = {**{key: SAID[key] for key in ("title", "source", "alt")}, "x": "x", "y": "y", "x_unit": "x", "y_unit": "y"}
    names = ("zones of Cantal", "other zones")
    picture = charts.scatter(data, size="jobs", size_unit="jobs", highlight="here", names=names, **said)
    written = [text.get_text() for text in picture.figure.texts]
    assert set(names) <= set(written)
    assert "Area of a dot: jobs." in " ".join(written).replace("\u00a0", " ")
    plain = charts.scatter(data, names=names, **said)
    assert not set(names) & {text.get_text() for text in plain.figure.texts}
