"""Correlations and straight lines fitted with weights, with the interval of the slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.resampling import LEVEL


@dataclass(frozen=True)
class Fit:
    """A straight line fitted with weights: the slope, its 95 % interval, the intercept and the number of points."""

    slope: float
    intercept: float
    low: float
    high: float
    n: int


def rank_correlation(x: pd.Series, y: pd.Series) -> tuple[float, float]:
    """Return Spearman's rank correlation and its p-value; missing under 3 complete pairs."""
    from scipy.stats import spearmanr

    pairs = pd.concat([x, y], axis=1).dropna()
    if len(pairs) < 3 or pairs.iloc[:, 0].nunique() < 2 or pairs.iloc[:, 1].nunique() < 2:
        return (np.nan, np.nan)
    result = spearmanr(pairs.iloc[:, 0], pairs.iloc[:, 1])
    return (float(result.statistic), float(result.pvalue))


def weighted_fit(x: pd.Series, y: pd.Series, weight: pd.Series) -> Fit:
    """Fit y on x by weighted least squares, with standard errors robust to unequal variances (HC3).

    Returns
    -------
    Fit
        Missing values where there are fewer than 5 complete points.
    """
    from statsmodels.regression.linear_model import WLS
    from statsmodels.tools import add_constant

    points = pd.concat([x, y, weight], axis=1, keys=["x", "y", "weight"]).dropna().astype("float64")
    points = points[points["weight"] > 0]
    if len(points) < 5 or points["x"].nunique() < 2:
        return Fit(np.nan, np.nan, np.nan, np.nan, len(points))
    model = WLS(points["y"], add_constant(points["x"]), weights=points["weight"]).fit(cov_type="HC3")
    low, high = model.conf_int(1 - LEVEL).loc["x"]
    return Fit(float(model.params["x"]), float(model.params["const"]), float(low), float(high), len(points))
