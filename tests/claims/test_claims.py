"""The rules of the ledger on made-up readings, and the ledger's own order."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from analysis import snapshot
from analysis.claims import VERDICTS, judging, ledger, scorecard, story
from analysis.claims.people_and_work import MEASURES
from analysis.claims.rules import Reading, Rule, judge
from analysis.sources.contracts.ledger import LEDGER
from analysis.territories import DEFINITIONS, Territory


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0.70, "reproduced"), (0.73, "reproduced"), (0.62, "close"), (0.5, "not reproduced"), (0.2, "contradicted")],
)
def test_equals_measures_the_relative_distance(value, verdict):
    assert judge(Rule("equals", 0.7, 0.05, 0.15, 0.5), Reading("2013", value)) == verdict


def test_equals_never_contradicts_without_a_bound():
    assert judge(Rule("equals", 3576, 0.05, 0.15), Reading("2015", 7407)) == "not reproduced"


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (1, 0.5, 2, "reproduced"), (1, -0.5, 2, "close"), (-1, -2, 0.5, "not reproduced"), (-1, -2, -0.5, "contradicted"),
        (1, math.nan, math.nan, "reproduced"), (-1, math.nan, math.nan, "contradicted"),
    ],
)  # fmt: skip
def test_sign_looks_at_the_interval(value, low, high, verdict):
    assert judge(Rule("positive"), Reading("2013", value, low, high)) == verdict
    mirrored = judge(Rule("negative"), Reading("2013", -value, -high, -low))
    assert mirrored == verdict


def test_at_least_and_weak():
    assert judge(Rule("at_least", 0.66, 0, 0.05), Reading("2013", 0.84)) == "reproduced"
    assert judge(Rule("at_least", 0.66, 0, 0.05), Reading("2013", 0.62)) == "close"
    assert judge(Rule("at_least", 0.66, 0, 0.05), Reading("2013", 0.5)) == "contradicted"
    assert judge(Rule("weak", math.nan, 0.1, 0.2), Reading("2017", -0.05)) == "reproduced"
    assert judge(Rule("weak", math.nan, 0.1, 0.2), Reading("2017", -0.5)) == "contradicted"


def test_no_reading_is_not_testable():
    assert judge(Rule("positive"), None) == "not testable here"
    assert judge(Rule("positive"), Reading("2013", math.nan)) == "not testable here"


@given(st.sampled_from(["equals", "at_least", "positive", "negative", "weak"]), st.floats(-1e6, 1e6))
def test_every_value_gets_one_of_the_verdicts(kind, value):
    assert judge(Rule(kind, 1.0, 0.1, 0.2, 0.5), Reading("2013", value)) in VERDICTS


def test_each_claim_has_a_rule_or_a_reason():
    table = ledger()
    assert table["id"].tolist() == [f"C{i:02d}" for i in range(1, 41)]
    tested = table["measure"].notna()
    assert (table.loc[tested, "rule"].notna()).all()
    assert (table.loc[~tested, "reason"].notna()).all()
    assert tested.sum() >= 25


def test_each_measure_of_the_ledger_exists_and_is_used():
    table = ledger()
    assert set(table["measure"].dropna()) == set(MEASURES)


def test_stored_verdicts_are_those_the_code_gives():
    kept = judging.stored()
    for text in ("84", "94"):
        table = judging.verdicts(Territory.parse(text), "zau").set_index("id")
        mine = kept[(kept["territory"] == text) & (kept["definition"] == "zau")].set_index("id")
        for name in ("verdict_then", "verdict_now", "verdict"):
            assert table.loc[mine.index, name].tolist() == mine[name].tolist()


def test_at_least_25_claims_get_a_verdict_for_france():
    kept = judging.stored()
    whole = kept[(kept["territory"] == "FR") & (kept["definition"] == "zau")]
    assert (whole["verdict"] != "not testable here").sum() >= 25


def test_fragile_claims_hold_under_one_definition_only():
    rows = [("FR", key, "C99", "close" if key == "aav" else "contradicted") for key in DEFINITIONS]
    table = pd.DataFrame(rows, columns=["territory", "definition", "id", "verdict"])
    table = table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"])
    row = judging.by_definition(table).iloc[0]
    assert row["holds_under"] == 1 and bool(row["fragile"])
    assert row["aav then"] == "close" and row["zau now"] == "contradicted"


def test_the_verdict_is_that_of_the_report_time_where_it_can_be_told():
    claim = pd.Series({"rule": "positive", **dict.fromkeys(judging.NUMBERS, math.nan)})
    both = {"then": Reading("2013", 1.0), "now": Reading("2020", -1.0)}
    assert judging.verdict_of(claim, both)["verdict"] == "reproduced"
    assert judging.verdict_of(claim, {"now": both["now"]})["verdict"] == "contradicted"
    assert judging.verdict_of(claim, {})["reason"]


def test_a_later_figure_does_not_contradict_a_dated_claim():
    claim = pd.Series({"rule": "positive", "dated": "yes", **dict.fromkeys(judging.NUMBERS, math.nan)})
    assert judging.verdict_of(claim, {"now": Reading("2020", -1.0)})["verdict"] == "not reproduced"
    assert judging.verdict_of(claim, {"then": Reading("2015", -1.0)})["verdict"] == "contradicted"


def test_the_readme_shows_the_stored_scorecard():
    text = (snapshot.project() / "README.md").read_text(encoding="utf-8")
    assert scorecard.with_scorecard(text) == text
    with pytest.raises(ValueError, match="marks"):
        scorecard.with_scorecard("no marks")


def test_the_ledger_keeps_its_contract():
    table = ledger()
    kept = LEDGER.conform(table)
    assert len(kept) == 40
    equals = kept[kept["rule"] == "equals"]
    assert equals[["figure", "reproduced_within", "close_within"]].notna().all(axis=None)
    with pytest.raises(SchemaErrors):
        LEDGER.conform(table.assign(rule=table["rule"].fillna("guess")))


def test_consultations_and_correlations_are_not_written_as_shares():
    table = ledger().set_index("id")
    for code in ("C16", "C25", "C33", "C35"):
        assert story._value(-0.691, math.nan, table.loc[code, "unit"]) == "−0.69"
    assert story._value(0.334, 0.33, table.loc["C05", "unit"]) == "33.4 %"
    assert story._value(7407, 3576, table.loc["C02", "unit"]) == "7,407"
