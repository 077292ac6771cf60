"""The interval of a correlation: by resampling areas, within its bounds, and as wide as the areas are few."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from analysis.statistics import correlation_interval
from analysis.statistics.associations import _weighted


def pairs(areas: int, within: int, shared: float, seed: int = 1) -> pd.DataFrame:
    """Draw pairs that share some of both sides with their area, and nothing else with one another."""
    random = np.random.default_rng(seed)
    area = np.repeat(np.arange(areas), within)
    x, y = (shared * random.normal(size=areas)[area] + random.normal(size=area.size) for _ in range(2))
    return pd.DataFrame({"x": x, "y": y, "cluster": area})


def test_the_value_is_the_rank_correlation_and_stands_in_its_interval():
    frame = pairs(30, 20, 0.5).assign(y=lambda frame: frame["y"] + frame["x"])
    value, low, high = correlation_interval(frame, "x", "y")
    assert value == pytest.approx(spearmanr(frame["x"], frame["y"]).statistic)
    assert -1 <= low < value < high <= 1


def test_what_areas_share_widens_the_interval_and_pairs_by_themselves_do_not():
    alike, apart = pairs(30, 50, 2.0), pairs(30, 50, 0.0)
    widths = [high - low for _, low, high in (correlation_interval(frame, "x", "y") for frame in (alike, apart))]
    fisher = 2 * 1.96 / np.sqrt(30 * 50 - 3)
    assert widths[0] > 3 * fisher, "what communes share with their area is taken for so many proofs"
    assert widths[1] == pytest.approx(fisher, rel=0.5)


def test_the_interval_holds_no_correlation_about_as_often_as_it_says():
    held = 0
    for seed in range(60):
        _, low, high = correlation_interval(pairs(25, 10, 1.0, seed), "x", "y", draws=199)
        held += low <= 0 <= high
    assert held >= 51, f"an interval of 95 % held the truth {held} times in 60"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 3)), min_size=4, max_size=12))
def test_pairs_that_stand_several_times_are_ranked_as_if_written_out(rows):
    x, y, times = (np.array(side) for side in zip(*rows))
    out_x, out_y = np.repeat(x, times), np.repeat(y, times)
    if len(set(x)) > 1 and len(set(y)) > 1:
        sides = [np.unique(side, return_inverse=True)[1] for side in (x, y)]
        assert _weighted(*sides, times.astype(float)) == pytest.approx(spearmanr(out_x, out_y).statistic)


def test_nothing_is_told_of_a_constant_and_no_interval_of_one_area():
    frame = pairs(10, 5, 0.5)
    assert np.isnan(correlation_interval(frame.assign(x=1.0), "x", "y")).sum() == 3
    value, low, high = correlation_interval(frame.assign(cluster=1), "x", "y")
    assert np.isfinite(value) and np.isnan([low, high]).sum() == 2


def test_a_perfect_order_keeps_its_bounds():
    frame = pairs(10, 5, 0.5).assign(y=lambda frame: frame["x"])
    value, low, high = correlation_interval(frame, "x", "y")
    assert value == pytest.approx(1) and low > 0.99 and high <= 1
