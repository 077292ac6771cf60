"""The ledger: each claim has a rule, a measure, a label and a set, and keeps its contract; the stored verdicts keep theirs."""

import math

import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from analysis.claims import judging, ledger
from analysis.claims.judging import MEASURES
from analysis.claims.rules import (
    BLANKS,
    CLOSE,
    FAILS,
    IN_PART,
    NONE_ISOLATED,
    NOT_APPLICABLE,
    NOT_HELD,
    NOT_TESTABLE,
    TOO_FEW,
)
from analysis.sources.contracts.ledger import LEDGER
from analysis.territories import DEFINITIONS


def test_each_claim_has_a_rule_and_its_set_or_a_reason():
    table = ledger()
    assert table["id"].tolist() == [f"C{i:02d}" for i in range(1, 41)]
    tested = table["measure"].notna()
    lacking = table.loc[tested & (table["rule"].isna() | table["declared_set"].isna()), "id"].tolist()
    assert not lacking, f"data/claims.csv: give these a rule and the set their verdict is read over: {lacking}"
    unexplained = table.loc[~tested & table["reason"].isna(), "id"].tolist()
    assert not unexplained, f"data/claims.csv: say why these cannot be tested: {unexplained}"


def test_each_measure_of_the_ledger_exists_and_is_used():
    assert set(ledger()["measure"].dropna()) == set(MEASURES)


def test_a_rule_has_the_numbers_that_it_needs():
    table = ledger()
    equals = table[table["rule"] == "equals"]
    assert equals[["figure", "holds_within", "close_within"]].notna().all(axis=None), "an `equals` lacks a number"
    lines = table[table["rule"].isin(["at_least", "at_most"])]
    assert lines["line"].notna().all(), f"a line is missing: {lines.loc[lines['line'].isna(), 'id'].tolist()}"


def test_each_claim_has_a_label_of_its_own_that_fits_beside_a_matrix():
    labels = ledger()["label"]
    assert labels.is_unique
    long = labels[labels.str.len() > 34].tolist()
    assert not long, f"data/claims.csv: labels are written for figures, 34 letters at most: {long}"


def test_the_ledger_keeps_its_contract():
    table = ledger()
    assert len(LEDGER.conform(table)) == 40
    with pytest.raises(SchemaErrors):
        LEDGER.conform(table.assign(rule=table["rule"].fillna("guess")))


def test_an_empty_row_of_the_stored_verdicts_has_its_code_and_its_reason():
    kept = judging.stored()
    empty = kept[kept["verdict"].isin(BLANKS)]
    assert {NONE_ISOLATED, TOO_FEW, NOT_APPLICABLE, NOT_HELD, NOT_TESTABLE} <= set(empty["verdict"])
    assert empty["reason"].str.len().gt(0).all(), "nothing is judged there, and no reason is given"
    assert empty.groupby("verdict")["reason"].nunique().max() <= 4, "a blank is one kind of absence"
    judged = kept[~kept["verdict"].isin(BLANKS)]
    assert judged["reason"].eq("").all() and judged["chance"].notna().all(), "a verdict without an interval is given"


def test_a_stored_verdict_of_the_country_has_its_set_and_its_communes():
    kept = judging.stored()
    whole = kept[(kept["territory"] == "FR") & (kept["definition"] == "zau")]
    assert whole["isolated"].astype(int).min() > 1000
    in_part = whole[whole["verdict"] == IN_PART]
    assert in_part["members"].str.len().gt(0).all(), "a verdict in part does not say of what"


def test_fragile_claims_hold_under_one_definition_only():
    rows = [("FR", key, "C99", CLOSE if key == "aav" else FAILS) for key in DEFINITIONS]
    table = pd.DataFrame(rows, columns=["territory", "definition", "id", "verdict"])
    table = table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"], chance=math.nan, members="")
    row = judging.by_definition(table).iloc[0]
    assert row["holds_under"] == 1 and bool(row["fragile"])
    assert row["aav then"] == CLOSE and row["zau now"] == FAILS
