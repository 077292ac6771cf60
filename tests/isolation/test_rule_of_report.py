"""The report's own rule on made-up workers, then on the snapshot."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.isolation import REPORT, story
from analysis.isolation import rule_of_report as rule
from analysis.territories import Territory, france

ISERE, CANTAL, MAYOTTE = (Territory.parse(code) for code in ("dep:38", "dep:15", "06"))


def workers(rows):
    columns = ["employed", "in_urban_areas", "in_large_urban_areas", "outside_urban_areas"]
    return pd.DataFrame(rows, columns=columns, dtype="float64")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((100, 10, 5, 80), rule.SURE),  # at most 20 of 100
        ((100, 10, 5, 75), rule.UNDECIDED),  # at most 25: the line itself is not under it
        ((100, 25, 5, 0), rule.SURELY_NOT),  # at least 25
        ((100, 24, 5, 60), rule.UNDECIDED),
    ],
)
def test_a_commune_is_settled_only_where_both_bounds_agree(row, said):
    assert rule.bounded(workers([row]))["rule"].tolist() == [said]


def test_nobody_employed_is_not_isolated_nor_not():
    assert rule.bounded(workers([(0, 0, 0, 0)]))["rule"].isna().tolist() == [True]


def test_large_areas_alone_leave_the_small_ones_outside():
    row = workers([(100, 60, 10, 40)])
    assert rule.bounded(row)["rule"].tolist() == [rule.SURELY_NOT]
    assert rule.bounded(row, "in_large_urban_areas")["rule"].tolist() == [rule.SURE]


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500))
def test_the_bounds_hold_whatever_the_untold_workers_do(employed, inside, outside):
    inside = min(inside, employed)
    outside = min(outside, employed - inside)
    row = rule.bounded(workers([(employed, inside, 0, outside)])).iloc[0]
    assert 0 <= row["share_low"] <= row["share_high"] <= 1 + 1e-9
    assert row["share_high"] - row["share_low"] == pytest.approx((employed - inside - outside) / employed)


def test_groups_add_up_and_the_unknown_is_left_out():
    frame = pd.DataFrame(
        {"rule": ["a", "a", None], "population": [10, 30, 99], "zau_2010": pd.array(["400", None, "400"], "string")}
    )
    (row,) = rule.counted(frame, "rule").to_dict("records")
    assert (row["communes"], row["people"], row["mean_population"], row["in_class"]) == (2, 40, 20, 1)


def test_fewer_workers_make_a_wider_interval():
    widths = rule.half_interval(pd.Series([20.0, 200.0, 2000.0]))
    assert widths.is_monotonic_decreasing and widths.min() > 0


def test_the_bounds_of_france_add_up_and_settle_few():
    table = rule.bounds(france()).set_index("rule")
    assert table["communes"].sum() == 34_773
    assert 370 < table.loc[rule.SURE, "communes"] < 420


def test_the_rule_picks_about_half_of_the_official_class_in_the_isere():
    table = rule.by_area(ISERE).set_index("areas")
    every = table.loc["areas of every size"]
    assert every[["communes", "in_class"]].tolist() == [29, 24]
    assert every["fewest"] < every["communes"] < every["most"]
    assert table.loc["large areas only", "communes"] > every["communes"]


def test_what_is_held_nowhere_is_said():
    assert "cannot even be bounded" in story.rule_table(MAYOTTE)
    assert "cannot even be bounded" in story.rule_reading(MAYOTTE)
    said = story.rule_inside_table(CANTAL)
    assert "in Isère alone, none of Cantal" in said
    assert story.rule_inside_reading(CANTAL).startswith("The rule picks 29 communes in Isère")


def test_the_count_of_france_is_of_the_communes_held_and_sampling_is_set_apart():
    table, said = rule.bounds(france()), story.rule_reading(france())
    held, missing = table["communes"].sum(), len(france().communes) - table["communes"].sum()
    assert f"The counts of {missing} communes are not held: they are in no share." in said
    assert "sampling apart" in said and f"of the {held:,} communes whose counts are held" in said
    assert "not held" not in story.rule_reading(Territory.parse("53")), (
        "the counts of all communes of Bretagne are held"
    )


def test_a_count_outside_the_bounds_of_a_sample_is_not_contradicted(monkeypatch):
    monkeypatch.setitem(REPORT, "communes", 30_000)
    said = story.rule_reading(france())
    assert "outside these bounds" in said and "contradicted" not in said
