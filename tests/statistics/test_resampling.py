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
    assert resampling.bounds_of(np.append(drawn, np.nan), 50.0) == pytest.approx((2.5, 97.5))
    assert resampling.bounds_of(np.array([1.0, np.nan]), 1.0) == pytest.approx((np.nan, np.nan), nan_ok=True)


def test_bounds_are_moved_away_from_the_value_as_far_as_they_are_widened():
    assert resampling.bounds_of(np.arange(101.0), 40.0, 2.0) == pytest.approx((-35.0, 155.0))
    assert np.isnan(resampling.bounds_of(np.arange(101.0), 40.0, np.nan)).all(), (
        "no widening is known, so no bounds are"
    )


def test_few_or_unequal_clusters_widen_the_bounds_and_one_has_none():
    alike, unlike = resampling.widening(np.ones(10)), resampling.widening(np.array([100.0] + [1.0] * 9))
    assert 1 < resampling.widening(np.ones(500)) < 1.01 < alike < unlike
    # Student's quantile with nine degrees of freedom over the normal one, and the ten of ten clusters.
    assert alike == pytest.approx(2.2622 / 1.9600 * (10 / 9) ** 0.5, rel=1e-4)
    assert np.isnan(resampling.widening(np.array([5.0, 0.0]))), "a cluster that holds nothing does not count"
