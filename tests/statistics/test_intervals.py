"""Intervals: they hold the value, widen with the spread, and are the same at each call."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.statistics import gap_interval, ratio_interval


def _sample(clusters: int, spread: float) -> pd.DataFrame:
    generator = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "commune": [f"c{i}" for i in range(clusters * 5)],
            "cluster": np.repeat([f"d{i}" for i in range(clusters)], 5),
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


def test_interval_is_the_same_at_each_call():
    first, second = (ratio_interval(_sample(10, 5), "above", "below", by=["kind"]) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["low"].notna().all(), f"ten clusters are enough for an interval of each kind:\n{first}"


@given(st.integers(2, 12), st.integers(0, 30))
def test_the_interval_of_a_group_is_the_same_beside_others_as_alone(clusters, spread):
    frame = _sample(clusters, spread)
    # What stands in other clusters alone, and clusters that hold nothing, must not move it either.
    more = _sample(4, 3).assign(cluster=lambda found: "other " + found["cluster"], kind="z")
    empty = frame.head(5).assign(cluster="empty", above=0.0, below=0.0)
    beside = ratio_interval(pd.concat([frame, more, empty]), "above", "below", ["kind"]).set_index("kind")
    for kind, part in frame.groupby("kind"):
        alone = ratio_interval(part, "above", "below").iloc[0]
        assert beside.loc[kind, ["ratio", "low", "high"]].tolist() == pytest.approx(
            alone[["ratio", "low", "high"]].tolist()
        )


def test_the_scheme_does_not_change_with_the_number_of_clusters_and_one_alone_has_no_interval():
    few, many = (ratio_interval(_sample(number, 5), "above", "below").iloc[0] for number in (7, 8))
    assert few["high"] - few["low"] == pytest.approx(many["high"] - many["low"], rel=0.6)
    lone = ratio_interval(_sample(1, 5), "above", "below").iloc[0]
    assert np.isnan(lone["low"]) and np.isnan(lone["high"])


def test_bounds_of_shares_stay_among_what_a_share_can_be():
    frame = _sample(4, 0).assign(above=[0.0] * 15 + [100.0] * 5, isolated=[True] * 10 + [False] * 10)
    row = ratio_interval(frame, "above", "below").iloc[0]
    assert (row["low"], row["high"]) == (0, 1), f"four unlike clusters leave a share wide open, not {row.to_dict()}"
    grown = ratio_interval(frame.assign(above=frame["above"] * 3), "above", "below").iloc[0]
    assert grown["low"] == 0 and grown["high"] > 1, "what is no share may be over one, and a count not below zero"
    lost = ratio_interval(frame.assign(above=frame["above"] - 1), "above", "below").iloc[0]
    assert lost["low"] < 0, "a balance may be below zero"
    gap, low, high = gap_interval(frame, "above", "below")
    assert (gap, low) == (-0.5, -1) and high <= 1


@pytest.mark.parametrize(("clusters", "unequal"), [(5, False), (12, True), (40, True)])
def test_intervals_hold_the_truth_as_often_as_they_say(clusters, unequal):
    random = np.random.default_rng(7)
    sizes = random.lognormal(0, 0.8, clusters) if unequal else np.ones(clusters)
    below, held, rounds = np.repeat(sizes, 6), 0, 300
    for _ in range(rounds):
        shocks = np.repeat(random.normal(0, 1, clusters), 6) + random.normal(0, 1, 6 * clusters)
        frame = pd.DataFrame({"above": below * shocks, "below": below, "cluster": np.repeat(range(clusters), 6)})
        row = ratio_interval(frame, "above", "below", draws=299).iloc[0]
        held += row["low"] <= 0 <= row["high"]
    assert 0.92 <= held / rounds <= 0.985, f"{clusters} clusters: the truth is inside {held / rounds:.3f} of the time"


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
    alone = frame.assign(kind=frame["kind"].where(frame["cluster"] != "d3", "z"))
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


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 99), st.booleans()), min_size=6, max_size=30))
def test_a_part_less_the_whole_is_the_rest_of_it_times_the_part_less_the_others(rows):
    frame = pd.DataFrame(rows, columns=["above", "below", "isolated"])
    frame = frame.assign(cluster=[place % 5 for place in range(len(frame))])
    assume(frame["isolated"].nunique() == 2)
    rest = frame.loc[~frame["isolated"], "below"].sum() / frame["below"].sum()
    others = gap_interval(frame, "above", "below", draws=20)[0]
    whole = gap_interval(frame, "above", "below", whole=True, draws=20)[0]
    assert whole == pytest.approx(rest * others, abs=1e-12)
