"""Fixed lines and fibre: hand-made communes, invariants, and the published shares on the snapshot."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.digital import fixed
from analysis.digital.fixed import FIBRE_2017, FIBRE_2018, GIGABIT_2019, TYPE, last_fibre, last_gigabit
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france

ROWS = pd.DataFrame(
    {
        "kind": ["a", "a", "a", "b", "b"],
        "share_covered": [0.0, 0.25, 1.0, 0.5, np.nan],
        "weight": [100.0, 200.0, 100.0, 50.0, 70.0],
        "people": [10.0, 20.0, np.nan, 5.0, 7.0],
    }
)


def test_shares_are_of_premises_communes_and_people():
    table = fixed.coverage_of(ROWS, ["kind"]).set_index("kind")
    assert table.loc["a", ["communes", "premises"]].tolist() == [3, 400]
    assert table.loc["a", "share_premises"] == pytest.approx(150 / 400)
    assert table.loc["a", "share_communes_without"] == pytest.approx(1 / 3)
    assert table.loc["a", "share_people_without"] == pytest.approx(10 / 30)
    assert table.loc["a", "share_communes_under_half"] == pytest.approx(2 / 3)
    assert table.loc["a", "share_people_under_half"] == pytest.approx(1)


def test_a_commune_without_a_figure_is_not_a_commune_without_network():
    row = fixed.coverage_of(ROWS, ["kind"]).set_index("kind").loc["b"]
    assert row[["communes", "premises", "share_communes_without"]].tolist() == [1, 50, 0]
    assert row["share_communes_under_half"] == 0  # half is not under half


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(1, 1e5), st.floats(1, 1e5)), min_size=1, max_size=30))
def test_shares_stay_between_their_bounds(rows):
    frame = pd.DataFrame(rows, columns=["share_covered", "weight", "people"]).assign(kind="a")
    row = fixed.coverage_of(frame, ["kind"]).iloc[0]
    assert frame["share_covered"].min() - 1e-9 <= row["share_premises"] <= frame["share_covered"].max() + 1e-9
    for unit in ("communes", "people"):
        assert 0 <= row[f"share_{unit}_without"] <= row[f"share_{unit}_under_half"] <= 1 + 1e-9


def test_a_change_is_over_communes_known_at_both_dates():
    frame = pd.DataFrame(
        {
            "before": [0.0, 0.5, 0.9],
            "after": [0.5, 1.0, np.nan],
            "weight_before": [10.0, 30.0, 1000.0],
            "weight_after": [20.0, 20.0, 1000.0],
            "kind": ["a"] * 3,
        }
    )
    row = fixed.change_of(frame, ["kind"]).iloc[0]
    assert row["communes"] == 2
    assert row["share_before"] == pytest.approx(15 / 40) and row["share_after"] == pytest.approx(30 / 40)
    assert row["change"] == pytest.approx(15 / 40)
    assert row[["premises_before", "premises_after"]].tolist() == [40, 40]


@pytest.mark.parametrize(("before", "after"), [(GIGABIT_2019, last_gigabit()), (FIBRE_2018, last_gigabit())])
def test_figures_counted_in_two_ways_are_not_subtracted(before, after):
    with pytest.raises(ValueError, match="no change"):
        fixed.change(Territory.parse("94"), "zau", before=before, after=after)


def test_all_communes_meet_the_published_shares():
    networks = [GIGABIT_2019, last_gigabit(), ("2019-09-30", "30_mbps")]
    table = fixed.coverage(france(), "zau", networks)
    every = table[table[TYPE] == ALL_COMMUNES].set_index(["date", "class"])["share_premises"]
    assert every[GIGABIT_2019] == pytest.approx(0.421, abs=0.001)
    assert every[last_gigabit()] == pytest.approx(0.778, abs=0.001)
    assert every["2019-09-30", "30_mbps"] == pytest.approx(0.556, abs=0.001)


def test_isolated_communes_were_far_behind_in_2017_and_less_so_in_2026():
    row = fixed.gap_change(france(), "zau").set_index(TYPE).loc[ISOLATED]
    assert row["gap_before"] == pytest.approx(-0.201, abs=0.002)
    assert row["gap_after"] == pytest.approx(-0.043, abs=0.002)
    assert row["narrowed"] == pytest.approx(0.158, abs=0.002)


def test_all_communes_of_france_have_no_gap_to_france():
    table = fixed.gap_to_france(france(), "aav", [last_fibre(), FIBRE_2017])
    apart = table[(table[TYPE] == ALL_COMMUNES) & (table["gap"] != 0)]
    assert apart.empty, f"all communes of France beside all communes of France, and yet a gap:\n{apart}"
    assert set(fixed.gap_change(france(), "aav").set_index(TYPE).loc[ALL_COMMUNES, ["gap_before", "gap_after"]]) == {0}


def test_the_lagging_share_is_the_gap_seen_from_both_sides():
    table = fixed.gap_change(Territory.parse("84"), "zau").dropna()
    assert (table["share_after"] - table["share_before"]).to_numpy() == pytest.approx(table["change"].to_numpy())
    size = table["gap_before"].abs() - table["gap_after"].abs()
    assert table["narrowed"].to_numpy() == pytest.approx(size.to_numpy())


def test_lines_over_time_are_of_the_same_communes():
    places = Territory.parse("11")
    networks = [FIBRE_2017, last_fibre()]
    table = fixed.coverage(places, "zau", networks, same_communes=True)
    every = table[table[TYPE] == ALL_COMMUNES].set_index("date")
    row = fixed.change(places, "zau").set_index(TYPE).loc[ALL_COMMUNES]
    assert every["communes"].nunique() == 1
    assert every.loc[FIBRE_2017[0], "share_premises"] == pytest.approx(row["share_before"])
    free = fixed.coverage(places, "zau", networks)
    assert free[free[TYPE] == ALL_COMMUNES]["communes"].nunique() == 2


@pytest.mark.slow
@pytest.mark.parametrize("code", ["06", "94", "dep:48", "dep:2A"])
def test_a_territory_is_counted_as_it_would_be_alone(code):
    place, networks = Territory.parse(code), [FIBRE_2018, last_fibre()]
    frame = fixed.fixed_by_commune(place, "zau", networks)
    alone = fixed.with_all(fixed.coverage_of, frame, ["date", "class"], "zau")
    pd.testing.assert_frame_equal(fixed.coverage(place, "zau", networks), alone)
