"""The chance that a verdict is decided by chance agrees with its interval, and many verdicts are controlled together."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims import judging
from analysis.claims.chance import FALSE_DISCOVERIES, chance_of, chance_of_set, stays_decided
from analysis.claims.rules import CLOSE, FAILS, HOLDS, UNCLEAR, Reading, Rule, judge

POSITIVE, BAND = Rule("at_least", 0.0), Rule("equals", 1.0, 0.05, 0.15)


def reading(value: float, half: float = math.nan) -> Reading:
    return Reading("then", "2013", value, value - half, value + half)


@given(st.floats(-5, 5), st.floats(0.01, 5), st.sampled_from([POSITIVE, Rule("at_most", 0.5)]))
def test_a_verdict_on_a_line_is_decided_where_its_chance_is_under_a_twentieth(value, half, rule):
    chance = chance_of(rule, reading(value, half))
    if abs(chance - 0.05) > 1e-6:
        assert (judge(rule, reading(value, half)) in (HOLDS, FAILS)) == (chance < 0.05)


@given(st.floats(0.5, 1.5), st.floats(0.001, 0.4))
def test_a_verdict_on_a_band_that_is_decided_has_a_small_chance(value, half):
    chance = chance_of(BAND, reading(value, half))
    assert judge(BAND, reading(value, half)) == UNCLEAR or chance <= 0.05 + 1e-6
    assert judge(BAND, reading(value, half)) in (HOLDS, CLOSE, FAILS, UNCLEAR)


def test_without_an_interval_no_chance_is_known_and_without_width_there_is_none():
    assert math.isnan(chance_of(POSITIVE, reading(1.0)))
    assert chance_of(POSITIVE, reading(1.0, 0.0)) == 0 and chance_of(POSITIVE, reading(0.0, 0.0)) == 1


def test_the_chance_of_a_set_that_agrees_is_that_of_the_weakest_reading():
    sure, weak, unclear = reading(1.0, 0.2), reading(1.0, 0.9), reading(0.1, 1.0)
    assert chance_of_set(POSITIVE, [sure, weak]) == chance_of(POSITIVE, weak)
    assert chance_of_set(POSITIVE, [unclear]) == chance_of(POSITIVE, unclear)
    assert math.isnan(chance_of_set(POSITIVE, [])), "nothing is read, so there is no chance to tell"


def test_what_holds_in_part_had_as_many_chances_as_readings():
    sure, weak, unclear, against = reading(1.0, 0.5), reading(1.0, 0.9), reading(0.1, 1.0), reading(-1.0, 0.9)
    assert chance_of_set(POSITIVE, [sure, unclear]) == 2 * chance_of(POSITIVE, sure)
    assert chance_of_set(POSITIVE, [unclear, weak, sure]) == 3 * chance_of(POSITIVE, sure)
    assert chance_of_set(POSITIVE, [sure, against]) == 2 * chance_of(POSITIVE, sure), "the side that holds is judged"
    assert chance_of_set(POSITIVE, [against, unclear]) == 2 * chance_of(POSITIVE, against), "rejecting has as many"
    assert chance_of_set(POSITIVE, [reading(0.1, 0.099), *[unclear] * 30]) == 1.0, "a chance is no more than sure"


@given(st.lists(st.one_of(st.floats(0, 1), st.just(math.nan)), max_size=40))
def test_what_stays_decided_is_some_of_what_was_and_the_smallest_chances(chances):
    given_chances = pd.Series(chances, dtype="float64")
    stays = stays_decided(given_chances)
    assert stays.isna().equals(given_chances.isna())
    kept, left = given_chances[stays.fillna(False)], given_chances[~stays.fillna(True)]
    assert kept.le(FALSE_DISCOVERIES).all(), f"a chance over the level cannot stay decided: {kept.tolist()}"
    assert kept.empty or left.empty or kept.max() < left.min()


def test_one_verdict_alone_stays_as_it_is_and_one_among_many_by_chance_does_not():
    assert stays_decided(pd.Series([0.04])).tolist() == [True]
    crowd = pd.Series([0.04, *[0.5] * 19])
    assert not stays_decided(crowd).any(), "one verdict in twenty at 4 % is what chance alone would give"


def _stored(rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["territory", "id", "verdict", "chance"])
    return table.assign(definition="zau", members="a: holds; b: unclear")


def test_a_territory_alone_is_controlled_among_its_own_claims_and_each_definition_apart():
    rows = [("dep:15", "C01", HOLDS, 0.04), *[("dep:15", f"C{i:02d}", UNCLEAR, 0.5) for i in range(2, 21)]]
    table = _stored(rows)
    read = judging.controlled(table).iloc[0]
    assert read["verdict"] == judging.AMONG_MANY and read["members"] == "", (
        "a decision that is lost still says where it held"
    )
    alone = judging.controlled(pd.concat([table.assign(definition="aav").tail(19), table.head(1)]))
    assert alone["verdict"].iloc[-1] == HOLDS, "verdicts under another definition were read together with this one"


def test_only_verdicts_of_regions_that_an_interval_decides_are_controlled():
    rows = [
        ("FR", "C01", HOLDS, 0.0), ("84", "C01", HOLDS, 0.0001), ("94", "C01", HOLDS, math.nan),
        ("11", "C01", judging.NOT_TESTABLE, math.nan), ("84", "C02", UNCLEAR, 0.4), ("94", "C02", FAILS, 0.049),
    ]  # fmt: skip
    table = _stored(rows)
    found = judging.decided_in_regions(table).set_index(["territory", "id"])["stays"]
    assert found.to_dict() == {("84", "C01"): True, ("94", "C02"): False}


def test_the_stored_verdicts_say_how_many_stay_decided():
    found = judging.decided_in_regions(judging.stored())
    assert 0 < found["stays"].sum() < len(found), "of many regional verdicts some are lost to the control, and not all"


@pytest.mark.parametrize("rule", [Rule("weak", holds_within=0.1, close_within=0.2)])
def test_a_correlation_is_weighed_against_the_nearer_edge(rule):
    assert chance_of(rule, reading(0.3, 0.1)) == pytest.approx(0.05, abs=1e-4)
    assert chance_of(rule, reading(-0.3, 0.1)) == pytest.approx(0.05, abs=1e-4)


def test_the_matrix_of_regions_marks_what_is_lost_among_many():
    rows = [("FR", "C01", HOLDS, 0.0), ("84", "C01", HOLDS, 0.0001), ("84", "C02", HOLDS, math.nan),
            ("94", "C01", UNCLEAR, 0.4), ("94", "C02", FAILS, 0.049)]  # fmt: skip
    table = _stored(rows)
    matrix = judging.by_region(table).set_index("id")
    assert matrix.loc["C01"].to_dict() == {"84": HOLDS, "94": UNCLEAR}
    assert matrix.loc["C02"].to_dict() == {"84": HOLDS, "94": judging.AMONG_MANY}
