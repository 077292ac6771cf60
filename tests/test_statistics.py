"""Shares, ratios, intervals, ranks and fits on small hand-made frames."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import resampling, statistics
from analysis.territory import Territory, france

FRAME = pd.DataFrame(
    {
        "commune": ["a", "b", "c", "d"],
        "departement": ["1", "1", "2", "2"],
        "kind": ["x", "x", "y", "y"],
        "has": pd.array([True, False, True, pd.NA], dtype="boolean"),
        "people": [10, 30, 5, 100],
    }
)


def test_shares_count_communes_and_people_and_leave_the_unknown_out():
    row = statistics.shares(FRAME, "has", "people").iloc[0]
    assert (row["communes"], row["communes_with"], row["communes_unknown"]) == (3, 2, 1)
    assert row["share_communes"] == pytest.approx(2 / 3)
    assert (row["people"], row["people_with"]) == (45, 15)
    assert row["share_people"] == pytest.approx(15 / 45)


def test_shares_by_group_have_missing_share_where_nothing_is_known():
    table = statistics.shares(FRAME[FRAME["commune"] != "c"], "has", "people", by=["kind"]).set_index("kind")
    assert table.loc["x", "share_communes"] == 0.5
    assert np.isnan(table.loc["y", "share_communes"])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1000), st.sampled_from("xyz")), min_size=1, max_size=30))
def test_groups_add_up_to_the_whole(rows):
    frame = pd.DataFrame(rows, columns=["has", "people", "kind"])
    whole = statistics.shares(frame, "has", "people").iloc[0]
    parts = statistics.shares(frame, "has", "people", by=["kind"])
    for column in ("communes", "communes_with", "people", "people_with"):
        assert parts[column].sum() == whole[column]


def test_ratio_leaves_incomplete_rows_out_of_both_sums():
    frame = pd.DataFrame({"a": [1.0, 5.0, np.nan], "b": [2.0, np.nan, 100.0]})
    row = statistics.ratio(frame, "a", "b").iloc[0]
    assert (row["a"], row["b"], row["ratio"]) == (1.0, 2.0, 0.5)


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
    narrow = statistics.ratio_interval(_sample(20, 1), "above", "below").iloc[0]
    wide = statistics.ratio_interval(_sample(20, 20), "above", "below").iloc[0]
    assert narrow["low"] < narrow["ratio"] < narrow["high"]
    assert wide["high"] - wide["low"] > 5 * (narrow["high"] - narrow["low"])
    assert narrow["resampled"] == "departement"


def test_interval_is_the_same_at_each_call():
    first, second = (statistics.ratio_interval(_sample(10, 5), "above", "below", by=["kind"]) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert first["low"].notna().all()


def test_few_departements_resample_communes_and_a_lone_commune_has_no_interval():
    assert statistics.ratio_interval(_sample(3, 5), "above", "below")["resampled"].iloc[0] == "commune"
    lone = statistics.ratio_interval(_sample(1, 5).head(1), "above", "below").iloc[0]
    assert np.isnan(lone["low"]) and np.isnan(lone["high"])


def test_an_interval_needs_no_other_column_and_leaves_the_incomplete_rows_out():
    frame = _sample(10, 5)
    gap = frame.assign(above=frame["above"].where(frame["commune"] != "c3"), untold=np.nan)
    left_out = statistics.ratio_interval(frame[frame["commune"] != "c3"], "above", "below", by=["kind"])
    pd.testing.assert_frame_equal(statistics.ratio_interval(gap, "above", "below", by=["kind"]), left_out)


def test_each_draw_takes_as_many_clusters_as_there_are_and_the_same_in_each_column():
    sums = np.column_stack([np.ones(12), np.arange(12.0), np.arange(12.0) * 3])
    drawn = resampling.resampled_sums(sums, 450, 1)
    assert drawn.shape == (450, 3) and (drawn[:, 0] == 12).all()
    np.testing.assert_allclose(drawn[:, 2], 3 * drawn[:, 1])
    assert len(np.unique(resampling.resampled_sums(3.0 ** np.arange(12)[:, None], 450, 1))) > 300
    assert not np.array_equal(drawn, resampling.resampled_sums(sums, 450, 2))
    np.testing.assert_array_equal(drawn, resampling.resampled_sums(sums, 450, 1))
    assert resampling.resampled_sums(np.ones((1, 2)), 50, 1).shape == (0, 2)


def test_the_interval_of_a_group_is_that_of_the_group_alone_when_it_is_in_every_cluster():
    frame = _sample(10, 5)
    together = statistics.ratio_interval(frame, "above", "below", by=["kind"])
    for _, row in together.iterrows():
        alone = statistics.ratio_interval(frame[frame["kind"] == row["kind"]], "above", "below").iloc[0]
        assert (row["low"], row["high"]) == pytest.approx((alone["low"], alone["high"]))


def test_a_group_of_a_single_cluster_has_no_interval_and_rows_of_no_group_count_in_none():
    frame = _sample(10, 5)
    alone = frame.assign(kind=frame["kind"].where(frame["departement"] != "d3", "z"))
    table = statistics.ratio_interval(alone, "above", "below", by=["kind"]).set_index("kind")
    assert table.loc["z", ["low", "high"]].isna().all() and table.loc[["x", "y"], ["low", "high"]].notna().all(
        axis=None
    )
    untold = frame.assign(kind=frame["kind"].where(frame["commune"] != "c7"))
    huge = untold.assign(above=untold["above"].where(untold["commune"] != "c7", 1e9))
    tables = [statistics.ratio_interval(each, "above", "below", by=["kind"]) for each in (untold, huge)]
    pd.testing.assert_frame_equal(*tables)


def test_a_gap_is_the_difference_of_two_ratios_and_what_both_share_cancels_out():
    frame = _sample(12, 5)
    twice = pd.concat([frame.assign(isolated=True), frame.assign(isolated=False, above=frame["above"] + 7)])
    gap, low, high = statistics.gap_interval(twice, "above", "below")
    assert (gap, low, high) == pytest.approx((-0.07, -0.07, -0.07))
    assert np.isnan(statistics.gap_interval(twice[twice["isolated"]], "above", "below")).all()
    assert np.isnan(statistics.gap_interval(twice.head(0), "above", "below")).all()


def test_bounds_leave_missing_draws_out_and_need_two():
    drawn = np.arange(101.0)
    assert resampling.bounds_of(np.append(drawn, np.nan)) == pytest.approx((2.5, 97.5))
    assert np.isnan(resampling.bounds_of(np.array([1.0, np.nan]))).all()


def test_rank_correlation_is_one_for_an_increasing_pair_and_missing_for_a_constant():
    x = pd.Series([1.0, 2.0, 3.0, 4.0])
    assert statistics.rank_correlation(x, x**3)[0] == pytest.approx(1)
    assert np.isnan(statistics.rank_correlation(x, x * 0)[0])


def test_weighted_fit_finds_the_slope_and_ignores_points_without_weight():
    x = pd.Series(np.arange(10.0))
    y = 3 * x + 1 + np.tile([0.1, -0.1], 5)
    weight = pd.Series([1.0] * 10)
    fit = statistics.weighted_fit(x, y, weight)
    assert fit.low < 3 < fit.high and fit.slope == pytest.approx(3, abs=0.05)
    y.iloc[0], weight.iloc[0] = 1000, 0
    assert statistics.weighted_fit(x, y, weight).slope == pytest.approx(3, abs=0.1)


def _value(territory: Territory, definition: str) -> pd.DataFrame:
    return pd.DataFrame({"kind": ["x"], "value": [float(territory.code) if territory.code.isdigit() else -1.0]})


def test_rank_among_regions_by_value():
    first = statistics.rank(_value, Territory.parse("94"), "zau", "value")
    assert (first.position, first.of, first.value) == (1, 18, 94.0)
    assert statistics.rank(_value, Territory.parse("94"), "zau", "value", highest_first=False).position == 18
    assert statistics.rank(_value, france(), "zau", "value") is None


def test_beside_france_gives_france_once():
    both = statistics.beside_france(_value, Territory.parse("84"), "zau")
    assert both["place"].tolist() == ["Auvergne-Rhône-Alpes", "France"]
    assert statistics.beside_france(_value, france(), "zau")["place"].tolist() == ["France"]
