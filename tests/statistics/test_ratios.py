"""Shares and ratios on small hand-made frames: what is unknown counts nowhere."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import ratio, shares

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
    row = shares(FRAME, "has", "people").iloc[0]
    assert (row["communes"], row["communes_with"], row["communes_unknown"]) == (3, 2, 1)
    assert row["share_communes"] == pytest.approx(2 / 3)
    assert (row["people"], row["people_with"]) == (45, 15)
    assert row["share_people"] == pytest.approx(15 / 45)


def test_a_group_of_which_nothing_is_known_has_no_share():
    table = shares(FRAME[FRAME["commune"] != "c"], "has", "people", by=["kind"]).set_index("kind")
    assert table.loc["x", "share_communes"] == 0.5
    assert np.isnan(table.loc["y", "share_communes"])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1000), st.sampled_from("xyz")), min_size=1, max_size=30))
def test_groups_add_up_to_the_whole(rows):
    frame = pd.DataFrame(rows, columns=["has", "people", "kind"])
    whole = shares(frame, "has", "people").iloc[0]
    parts = shares(frame, "has", "people", by=["kind"])
    for column in ("communes", "communes_with", "people", "people_with"):
        assert parts[column].sum() == whole[column]


def test_ratio_leaves_incomplete_rows_out_of_both_sums():
    frame = pd.DataFrame({"a": [1.0, 5.0, np.nan], "b": [2.0, np.nan, 100.0]})
    row = ratio(frame, "a", "b").iloc[0]
    assert (row["a"], row["b"], row["ratio"]) == (1.0, 2.0, 0.5)
