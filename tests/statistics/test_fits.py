"""Rank correlations and weighted fits on lines whose slope is known."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import rank_correlation, weighted_fit


def test_rank_correlation_is_one_for_an_increasing_pair_and_missing_for_a_constant():
    x = pd.Series([1.0, 2.0, 3.0, 4.0])
    assert rank_correlation(x, x**3)[0] == pytest.approx(1)
    assert np.isnan(rank_correlation(x, x * 0)[0])


def test_weighted_fit_finds_the_slope_and_ignores_points_without_weight():
    x = pd.Series(np.arange(10.0))
    y = 3 * x + 1 + np.tile([0.1, -0.1], 5)
    weight = pd.Series([1.0] * 10)
    fit = weighted_fit(x, y, weight)
    assert fit.low < 3 < fit.high and fit.slope == pytest.approx(3, abs=0.05)
    y.iloc[0], weight.iloc[0] = 1000, 0
    assert weighted_fit(x, y, weight).slope == pytest.approx(3, abs=0.1)
