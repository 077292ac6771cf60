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
