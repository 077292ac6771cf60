"""Draws of clusters: each of the same number, in every column alike."""

import numpy as np
import pytest

from analysis.statistics import resampling


def test_each_draw_takes_as_many_clusters_as_there_are_and_the_same_in_each_column():
    sums = np.column_stack([np.ones(12), np.arange(12.0), np.arange(12.0) * 3])
    drawn = resampling.resampled_sums(sums, 450, 1)
    assert drawn.shape == (450, 3)
    assert set(drawn[:, 0]) == {12}
    np.testing.assert_allclose(drawn[:, 2], 3 * drawn[:, 1])
    assert len(np.unique(resampling.resampled_sums(3.0 ** np.arange(12)[:, None], 450, 1))) > 300
    other = resampling.resampled_sums(sums, 450, 2)
    assert not np.array_equal(drawn, other), "another seed should draw other clusters"
    np.testing.assert_array_equal(drawn, resampling.resampled_sums(sums, 450, 1))
    assert resampling.resampled_sums(np.ones((1, 2)), 50, 1).shape == (0, 2)


def test_bounds_leave_missing_draws_out_and_need_two():
    drawn = np.arange(101.0)
    assert resampling.bounds_of(np.append(drawn, np.nan)) == pytest.approx((2.5, 97.5))
    assert resampling.bounds_of(np.array([1.0, np.nan])) == pytest.approx((np.nan, np.nan), nan_ok=True)
