"""Intervals: they hold the value, widen with the spread, and are the same at each call."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import gap_interval, ratio_interval


def _sample(clusters: int, spread: float) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "commune": [f"c{i}" for i in range(clusters * 5)],
            "departement": np.repeat([f"d{i}" for i in range(clusters)], 5),
            "kind": ["x", "y", "x", "y", "x"] * clusters,
            "above": 50 + spread * generator.normal(size=clusters * 5),
            "below": 100.0,
        }
    )


def test_interval_holds_the_ratio_and_widens_with_the_spread():
    narrow = ratio_interval(_sample(20, 1), "above", "below").iloc[0]
    wide = ratio_interval(_sample(20, 20), "above", "below").iloc[0]
    assert narrow["low"] < narrow["ratio"] < narrow["high"]
    assert wide["high"] - wide["low"] > 5 * (narrow["high"] - narrow["low"])
    assert narrow["resampled"] == "departement"


def test_interval_is_the_same_at_each_call():
    first, second = (ratio_interval(_sample(10, 5), "above", "below", by=["kind"]) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["low"].notna().all(), f"ten départements are enough for an interval of each kind:\n{first}"


def test_few_departements_resample_communes_and_a_lone_commune_has_no_interval():
    assert ratio_interval(_sample(3, 5), "above", "below")["resampled"].iloc[0] == "commune"
    lone = ratio_interval(_sample(1, 5).head(1), "above", "below").iloc[0]
    assert np.isnan(lone["low"]) and np.isnan(lone["high"])


def test_an_interval_needs_no_other_column_and_leaves_the_incomplete_rows_out():
    frame = _sample(10, 5)
    gap = frame.assign(above=frame["above"].where(frame["commune"] != "c3"), untold=np.nan)
    left_out = ratio_interval(frame[frame["commune"] != "c3"], "above", "below", by=["kind"])
    pd.testing.assert_frame_equal(ratio_interval(gap, "above", "below", by=["kind"]), left_out)


def test_the_interval_of_a_group_is_that_of_the_group_alone_when_it_is_in_every_cluster():
    frame = _sample(10, 5)
    together = ratio_interval(frame, "above", "below", by=["kind"])
    for _, row in together.iterrows():
        alone = ratio_interval(frame[frame["kind"] == row["kind"]], "above", "below").iloc[0]
        assert (row["low"], row["high"]) == pytest.approx((alone["low"], alone["high"]))


def test_a_group_of_a_single_cluster_has_no_interval_and_rows_of_no_group_count_in_none():
    frame = _sample(10, 5)
    alone = frame.assign(kind=frame["kind"].where(frame["departement"] != "d3", "z"))
    table = ratio_interval(alone, "above", "below", by=["kind"]).set_index("kind")
    bounds = table[["low", "high"]].isna().all(axis=1).to_dict()
    assert bounds == {"x": False, "y": False, "z": True}
    untold = frame.assign(kind=frame["kind"].where(frame["commune"] != "c7"))
    huge = untold.assign(above=untold["above"].where(untold["commune"] != "c7", 1e9))
    tables = [ratio_interval(each, "above", "below", by=["kind"]) for each in (untold, huge)]
    pd.testing.assert_frame_equal(*tables)


def test_a_gap_is_the_difference_of_two_ratios_and_what_both_share_cancels_out():
    frame = _sample(12, 5)
    twice = pd.concat([frame.assign(isolated=True), frame.assign(isolated=False, above=frame["above"] + 7)])
    gap, low, high = gap_interval(twice, "above", "below")
    assert (gap, low, high) == pytest.approx((-0.07, -0.07, -0.07))
    for one_sided in (twice[twice["isolated"]], twice.head(0)):
        unknown = gap_interval(one_sided, "above", "below")
        assert np.isnan(unknown).all(), f"one group alone has no gap, but {unknown} was told"
