"""The ledger's own order, the verdicts that are stored, and what is said of them."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from analysis import geography, snapshot
from analysis.claims import judging, ledger, people_and_work, scorecard, story
from analysis.claims.judging import MEASURES, TOLD
from analysis.claims.readings import gap, less_france
from analysis.claims.rules import CLOSE, FAILS, HOLDS, IN_PART, NOT_TESTABLE, UNCLEAR, Reading
from analysis.claims.story import ledger as ledgers
from analysis.claims.story import verdicts as said
from analysis.sources.contracts.ledger import LEDGER
from analysis.territories import DEFINITIONS, Territory, france

CLAIM = pd.Series({"rule": "at_least", "line": 0.0, "lasting": "yes"}).reindex(
    ["rule", "lasting", *judging.NUMBERS], fill_value=math.nan
)


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


def test_the_title_of_the_regions_names_the_claims_that_travel_best_and_worst():
    verdicts = pd.DataFrame(
        [[HOLDS, CLOSE, FAILS], [HOLDS, UNCLEAR, FAILS], [FAILS, FAILS, HOLDS], [HOLDS, NOT_TESTABLE, NOT_TESTABLE]],
        index=["C05", "C06", "C07", "C08"],
        columns=["84", "94", "76"],
    )
    assert ledgers._regions_title(verdicts) == (
        "Most widely borne out: “A third are over 60” (2 of 3 regions); "
        "most often not: “They gain people” (2 of 3 regions)"
    )
    assert "No claim" in ledgers._regions_title(verdicts.replace({HOLDS: UNCLEAR, CLOSE: UNCLEAR, FAILS: UNCLEAR}))


def test_the_matrices_name_regions_and_definitions_and_leave_out_what_nothing_is_judged_of():
    for drawn in (story.regions_figure(), story.definitions_figure()):
        names = [name for name in drawn.data.columns if name != "claim"]
        codes = [name for name in names if name in {*DEFINITIONS, *map(str, range(100))} or name[:2].isdigit()]
        assert not codes, f"codes where names are expected: {codes}"
        assert not drawn.data["claim"].str.contains("…").any(), "a label is cut: write a shorter one in data/claims.csv"
    empty = story.regions_figure().data.eq(NOT_TESTABLE).drop(columns="claim")
    assert not (empty.all().any() or empty.all(axis=1).any()), "a region or a claim without any verdict is drawn"


def test_the_ledger_keeps_its_contract():
    table = ledger()
    assert len(LEDGER.conform(table)) == 40
    with pytest.raises(SchemaErrors):
        LEDGER.conform(table.assign(rule=table["rule"].fillna("guess")))


def test_the_verdict_is_that_of_the_report_time_where_it_can_be_told():
    then, now = Reading("then", "2013", 1.0, 0.5, 1.5), Reading("now", "2020", -1.0, -1.5, -0.5)
    assert judging.verdict_of(CLAIM, [then, now])["verdict"] == HOLDS
    assert judging.verdict_of(CLAIM, [now])["verdict"] == FAILS
    assert judging.verdict_of(CLAIM, [])["reason"]


def test_a_level_of_the_report_time_has_no_verdict_now():
    level = CLAIM.copy()
    level[["rule", "figure", "line", "holds_within", "close_within", "lasting"]] = [
        "equals",
        0.2,
        math.nan,
        0.1,
        0.2,
        math.nan,
    ]
    judged = judging.verdict_of(level, [Reading("now", "2023", 0.9)])
    assert judged["verdict"] == NOT_TESTABLE and judged["verdict_now"] == TOLD and judged["now"] == 0.9


@pytest.mark.parametrize("text", ["11", "04", "epci:241500230"])
def test_no_verdict_is_given_from_fewer_than_ten_isolated_communes(text):
    table = judging.verdicts(Territory.parse(text), "zau")
    judged = table.loc[table["verdict"] != NOT_TESTABLE, "id"].tolist()
    assert not judged, f"too few isolated communes for a verdict, yet judged: {judged}"
    tested = table[judging.tested(table["id"])]
    assert tested["reason"].str.contains("isolated").all(), "the reason does not tell how many communes are isolated"


def test_an_isolated_place_is_compared_with_the_whole_country_where_the_claim_says_so():
    votes = snapshot.load("votes")
    first = votes[votes["round"] == 1]
    cantal = Territory.parse("dep:15")
    found = less_france(first, cantal, "zau", ("le_pen", "valid_votes"), "then", "2017")
    country, others = judging.MEASURES["protest_vote_gap"](cantal, "zau")
    assert replace(found, variant=country.variant) == country and found.low < found.value < found.high
    assert (country.variant, others.variant) == ("against the country", "against the other communes")
    here = first.merge(geography.classify(cantal, "zau")[["commune", "isolated"]], on="commune")
    shares = here.groupby("isolated")[["le_pen", "valid_votes"]].sum()
    shares = shares["le_pen"] / shares["valid_votes"]
    assert others.value == pytest.approx(shares[True] - shares[False])
    assert [reading.variant for reading in judging.MEASURES["protest_vote_gap"](france(), "zau")] == [""]


@given(st.integers(0, 14), st.integers(0, 14))
def test_a_gap_is_read_only_where_both_sides_have_ten_communes(isolated, others):
    kinds = [True] * isolated + [False] * others
    frame = pd.DataFrame({"isolated": pd.array(kinds, dtype="boolean")}).assign(
        commune=[f"{place:05d}" for place in range(len(kinds))], cluster=[str(place % 5) for place in range(len(kinds))]
    )
    frame = frame.assign(above=[1.0 if kind else 0.5 for kind in kinds], below=1.0)
    found = gap(frame, "above", "below", "then", "2013")
    assert math.isnan(found.value) == (min(isolated, others) < 10)


@pytest.mark.parametrize("measure", ["isolated_communes", "isolated_people"])
@pytest.mark.parametrize("definition", ["zau", "aav", "density", "strict"])
def test_a_count_by_an_official_class_does_not_test_the_count_by_the_rule_of_the_report(measure, definition):
    claim = ledger().set_index("measure").loc[measure]
    judged = judging.verdict_of(claim, MEASURES[measure](france(), definition))
    assert judged["verdict"] == NOT_TESTABLE and judged["now"] > 0 and "own rule" in judged["reason"]


@pytest.mark.parametrize("measure", ["share_very_high_speed", "share_fibre"])
def test_a_level_of_2015_is_not_judged_by_a_later_figure(measure):
    claim = ledger().set_index("measure").loc[measure]
    judged = judging.verdict_of(claim, MEASURES[measure](france(), "zau"))
    assert judged["verdict"] == NOT_TESTABLE and judged["verdict_now"] == TOLD and "2015-2016" in judged["reason"]


def test_few_cities_are_no_group_to_compare_with():
    lozere = Territory.parse("dep:48")
    assert not MEASURES["job_concentration"](lozere, "zau"), (
        "a département without ten communes in cities is judged on them"
    )
    told = [reading.value for reading in MEASURES["migration_gap"](lozere, "zau") if not math.isnan(reading.value)]
    assert not told, f"compared with fewer than ten communes of cities: {told}"


def test_the_value_shown_of_a_claim_in_part_is_one_that_bears_it_out():
    fails, holds = Reading("then", "1999-2006", -1.0, -2.0, -0.5), Reading("then", "2006-2011", 2.0, 1.0, 3.0)
    judged = judging.verdict_of(CLAIM, [fails, holds])
    assert judged["verdict"] == IN_PART and judged["then"] == 2.0 and judged["named_then"] == "2006-2011"


def test_a_claim_that_fails_less_often_than_it_is_borne_out_is_not_said_to_fail():
    verdicts = pd.DataFrame([[HOLDS, HOLDS, FAILS], [HOLDS, HOLDS, HOLDS]], index=["C05", "C06"])
    assert "most often not" not in ledgers._regions_title(verdicts)


@pytest.mark.parametrize("code", ["C04", "C07", "C11", "C24", "C25", "C28", "C33"])
def test_a_row_of_the_scorecard_prints_its_rule_with_its_bands(code):
    claim = ledger().set_index("id").loc[code]
    written = said._test(claim)
    assert written.startswith(claim["unit"])
    if claim["rule"] in ("equals", "weak"):
        assert "close within" in written
    else:
        assert written.endswith(", interval and all")


def test_a_region_is_read_with_all_the_others_and_its_chapter_agrees_with_the_matrix():
    matrix = judging.by_region(judging.stored()).set_index("id")["84"]
    table = story.judged(Territory.parse("84"), "zau").set_index("id")["verdict"]
    assert table.to_dict() == matrix.reindex(table.index).to_dict()


@pytest.mark.parametrize("code", ["C04", "C05", "C06", "C07", "C08", "C10", "C12", "C13", "C24", "C28", "C40"])
def test_a_sampled_or_local_figure_has_its_interval(code):
    measure = ledger().set_index("id").loc[code, "measure"]
    for reading in MEASURES[measure](Territory.parse("94"), "zau"):
        assert math.isnan(reading.value) or reading.bounds, f"{code}, {reading.name}: a verdict needs an interval"


@pytest.mark.parametrize(
    ("measure", "shares"), [("share_without_food_shop", [0.706, 0.637]), ("share_without_hotel", [0.842])]
)
def test_the_report_time_is_read_on_the_communes_of_2015_where_the_definition_existed_then(measure, shares):
    then = [reading for reading in MEASURES[measure](france(), "zau") if reading.when == "then"]
    assert [round(reading.value, 3) for reading in then] == shares
    assert {reading.year for reading in then} == {"2013, communes of 2015"}
    others = [reading for reading in MEASURES[measure](france(), "aav") if reading.when == "then"]
    assert {reading.year for reading in others} == {"2013"}, "the zoning of 2020 has no classes of the communes of 2015"


def test_pensions_are_read_of_declared_income_and_told_of_disposable_income():
    (declared,) = MEASURES["share_pensions"](france(), "zau")
    (disposable,) = people_and_work.share_pensions(france(), "zau", people_and_work.DISPOSABLE)
    assert declared.value < disposable.value, "what is declared is more than what is left: pensions weigh less in it"
    assert declared.value == pytest.approx(0.337, abs=0.001)


def test_it_is_said_that_the_epci_of_the_pensions_hold_a_fifth_of_the_isolated_people():
    assert people_and_work.reach_of_pensions(france(), "zau") == pytest.approx(0.197, abs=0.001)
    told = story.mattering_reading(france(), "zau", story.judged(france(), "zau"))
    assert "Those counted hold 19.7 % of the isolated people of France." in told
    assert (
        "33.7 % in 2014" in told and "Of disposable income, after taxes and benefits, pensions make up 36.6 %" in told
    )


def test_a_stored_verdict_of_the_country_has_its_set_and_its_communes():
    kept = judging.stored()
    whole = kept[(kept["territory"] == "FR") & (kept["definition"] == "zau")]
    assert whole["isolated"].astype(int).min() > 1000
    in_part = whole[whole["verdict"] == IN_PART]
    assert in_part["held_in"].str.len().gt(0).all(), "a verdict in part does not say of what"


def test_fragile_claims_hold_under_one_definition_only():
    rows = [("FR", key, "C99", CLOSE if key == "aav" else FAILS) for key in DEFINITIONS]
    table = pd.DataFrame(rows, columns=["territory", "definition", "id", "verdict"])
    table = table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"], chance=math.nan, held_in="")
    row = judging.by_definition(table).iloc[0]
    assert row["holds_under"] == 1 and bool(row["fragile"])
    assert row["aav then"] == CLOSE and row["zau now"] == FAILS


def test_the_scorecard_goes_between_its_marks_only():
    text = "before\n<!-- scorecard -->\nformer text\n<!-- end of scorecard -->\nafter"
    written = scorecard.with_scorecard(text)
    assert written.startswith("before") and written.endswith("after") and "former text" not in written
    with pytest.raises(ValueError, match="marks"):
        scorecard.with_scorecard("no marks")


@pytest.mark.parametrize(
    ("code", "value", "written"),
    [
        ("C33", -0.691, "−0.69"),
        ("C16", 0.034, "0.03"),
        ("C05", 0.334, "33.4 %"),
        ("C02", 7407, "7,407"),
        ("C28", 0.07, "+7.0 points"),
        ("C08", 0.0021, "+0.21 points a year"),
        ("C07", -0.0012, "−0.12 % a year"),
    ],
)
def test_a_value_is_written_in_the_unit_of_its_claim(code, value, written):
    assert said._value(value, ledger().set_index("id").loc[code, "unit"]) == written


def test_where_nothing_can_be_judged_the_chapter_says_why_and_shows_no_empty_score():
    place = Territory.parse("epci:241500230")
    table = story.judged(place, "zau")
    for text in (
        story.answer(place, table),
        story.mattering_reading(place, "zau", table),
        story.growth_reading(place, "zau"),
    ):
        assert "Only one commune" in text, text
    assert isinstance(story.themes_figure(place, table), str)


def test_unclear_is_counted_apart():
    table = pd.DataFrame({"verdict": [HOLDS, UNCLEAR, UNCLEAR, FAILS, NOT_TESTABLE], "reason": ""})
    assert "unclear: 2; not borne out: **1**." in story.answer(france(), table)
