"""The ledger's own order, the verdicts that are stored, and what is said of them."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from analysis import geography, snapshot
from analysis.claims import judging, ledger, people_and_work, scorecard, story, values
from analysis.claims.judging import MEASURES
from analysis.claims.readings import gap, less_france
from analysis.claims.rules import (
    BLANKS,
    CLOSE,
    FAILS,
    HOLDS,
    IN_PART,
    NONE_ISOLATED,
    NOT_APPLICABLE,
    NOT_HELD,
    NOT_TESTABLE,
    TOLD,
    TOO_FEW,
    UNCLEAR,
    Judged,
    Reading,
)
from analysis.claims.story import ledger as ledgers
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
    empty = story.regions_figure().data.isin(BLANKS).drop(columns="claim")
    assert not empty.all().any(), "a region without any verdict is drawn"
    assert set(story.regions_figure().data["claim"].str[:3]) == set(ledger().dropna(subset=["measure"])["id"])


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
    judged = judging.verdict_of(level, [Reading("now", "2023", 0.9, 0.8, 1.0)])
    assert judged["verdict"] == NOT_TESTABLE and judged["verdict_now"] == TOLD and math.isnan(judged["chance"])
    assert [(one.reading.value, one.verdict) for one in judged["readings"]] == [(0.9, TOLD)]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("11", NONE_ISOLATED, "no commune"),
        ("04", TOO_FEW, "fewer than ten"),
        ("epci:241500230", TOO_FEW, "fewer than ten"),
    ],
)
def test_no_verdict_is_given_from_fewer_than_ten_isolated_communes(text, code, told):
    table = judging.verdicts(Territory.parse(text), "zau")
    judged = table.loc[~table["verdict"].isin(BLANKS), "id"].tolist()
    assert not judged, f"too few isolated communes for a verdict, yet judged: {judged}"
    tested = table[judging.tested(table["id"])]
    assert set(tested["verdict"]) == {code}, "none and few are two things"
    assert tested["reason"].str.startswith(told).all(), "the reason does not tell how many communes are isolated"


def test_an_empty_row_of_the_stored_verdicts_has_its_code_and_its_reason():
    kept = judging.stored()
    empty = kept[kept["verdict"].isin(BLANKS)]
    assert {NONE_ISOLATED, TOO_FEW, NOT_APPLICABLE, NOT_HELD, NOT_TESTABLE} <= set(empty["verdict"])
    assert empty["reason"].str.len().gt(0).all(), "nothing is judged there, and no reason is given"
    assert empty.groupby("verdict")["reason"].nunique().max() <= 3
    judged = kept[~kept["verdict"].isin(BLANKS)]
    assert judged["reason"].eq("").all() and judged["chance"].notna().all(), "a verdict without an interval is given"


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


@pytest.mark.parametrize("measure", ["isolated_communes", "isolated_people", "mean_population"])
@pytest.mark.parametrize("definition", ["zau", "aav", "density", "strict"])
def test_a_count_by_an_official_class_does_not_test_the_count_by_the_rule_of_the_report(measure, definition):
    claim = ledger().set_index("measure").loc[measure]
    judged = judging.verdict_of(claim, MEASURES[measure](france(), definition))
    assert judged["verdict"] == NOT_TESTABLE and judged["verdict_now"] == TOLD and "own rule" in judged["reason"]
    assert {one.verdict for one in judged["readings"]} == {TOLD}


def test_a_claim_of_the_whole_country_does_not_apply_to_a_part_of_it():
    claim = ledger().set_index("measure").loc["isolated_communes"]
    judged = judging.verdict_of(claim, MEASURES["isolated_communes"](Territory.parse("84"), "zau"))
    assert judged["verdict"] == NOT_APPLICABLE and judged["reason"]


@pytest.mark.parametrize("measure", ["share_very_high_speed", "share_fibre"])
def test_a_level_of_2015_is_not_judged_by_a_later_figure(measure):
    claim = ledger().set_index("measure").loc[measure]
    judged = judging.verdict_of(claim, MEASURES[measure](france(), "zau"))
    assert judged["verdict"] == NOT_TESTABLE and judged["verdict_now"] == TOLD and "2015-2016" in judged["reason"]


def test_few_cities_are_no_group_to_compare_with():
    lozere = Territory.parse("dep:48")
    found = {(reading.variant, reading.blank) for reading in MEASURES["job_concentration"](lozere, "zau")}
    assert found == {("poles", NOT_APPLICABLE), ("whole areas", TOO_FEW)}, "no pole is none, three communes are few"
    assert all(math.isnan(reading.value) for reading in MEASURES["job_concentration"](lozere, "zau")), (
        "a département without ten communes in cities is judged on them"
    )
    told = [reading.value for reading in MEASURES["migration_gap"](lozere, "zau") if not math.isnan(reading.value)]
    assert not told, f"compared with fewer than ten communes of cities: {told}"


def test_every_reading_of_a_set_keeps_its_value_and_its_verdict_and_none_stands_for_it():
    fails, holds = Reading("then", "1999-2006", -1.0, -2.0, -0.5), Reading("then", "2006-2011", 2.0, 1.0, 3.0)
    judged = judging.verdict_of(CLAIM, [fails, holds])
    assert judged["verdict"] == IN_PART
    assert [(one.reading.value, one.verdict) for one in judged["readings"]] == [(-1.0, FAILS), (2.0, HOLDS)]
    assert judged["members"] == "1999-2006: does not hold; 2006-2011: holds"
    assert not {"then", "now", "low", "high"} & set(judged), "a value stands for the set"


@pytest.mark.parametrize("text", ["FR", "84", "dep:48"])
def test_every_reading_is_printed_with_its_value_its_interval_and_its_verdict(text):
    place = Territory.parse(text)
    table = story.judged(place, "zau")
    printed = story.readings_table(place, "zau", table)._tbl_data
    assert len(printed) == table["readings"].map(len).sum()
    held = printed[printed["Value"] != "–"]
    without = held.loc[held["Interval of 95 %"].eq("–") | held["Verdict of this reading"].eq(""), "Read in"].tolist()
    assert not without, f"printed without an interval or a verdict: {without}"


@pytest.mark.parametrize("text", ["04", "11", "epci:241500230"])
def test_where_few_are_isolated_the_scorecard_is_a_sentence(text):
    place = Territory.parse(text)
    told = story.scorecard(place, "zau", story.judged(place, "zau"))
    assert isinstance(told, str) and told.endswith("No claim is judged from fewer than ten isolated communes.")


def test_no_verdict_is_given_without_an_interval_but_of_a_full_count():
    alone = Reading("then", "2013", 1.0)
    assert judging.verdict_of(CLAIM, [alone])["verdict"] == TOO_FEW
    assert judging.verdict_of(CLAIM, [replace(alone, full=True)])["verdict"] == HOLDS


def test_a_verdict_that_a_little_more_spread_would_undo_is_on_the_edge():
    near, far = Reading("then", "2013", 1.0, 0.05, 1.95), Reading("then", "2013", 1.0, 0.5, 1.5)
    assert judging.verdict_of(CLAIM, [near])["edge"] == "yes" and judging.verdict_of(CLAIM, [far])["edge"] == ""
    table = story.judged(france(), "zau").assign(edge=["yes", *[""] * 22], verdict=HOLDS)
    assert "intervals of France are rather too narrow" in story.answer_in_figures(france(), table)
    assert "rather too narrow" not in story.answer_in_figures(france(), table.assign(edge=""))


def test_the_headline_of_a_region_counts_what_stays_decided_among_all():
    place = Territory.parse("84")
    table = story.judged(place, "zau")
    held = int(table["verdict"].isin([HOLDS, CLOSE]).sum())
    lost = int((table["verdict"] == judging.AMONG_MANY).sum())
    told = story.answer(place, table)
    more = story.answer_in_figures(place, table)
    assert f"**{held}** are borne out or close once all of them are read together." in told
    assert lost and f"alone {lost} more would be decided" in more


@pytest.mark.parametrize("text", ["84", "94"])
def test_what_counts_the_whole_territory_is_said_to_be_context(text):
    place = Territory.parse(text)
    table = story.propositions_table(place, "zau")._tbl_data.set_index("")["Counted in"]
    assert set(table[["P1", "P4", "P5"]]) == {f"All of {place.name}, isolated or not"}
    assert set(table[["P2", "P6"]]) == {f"The isolated communes of {place.name}"}


def test_a_claim_that_fails_less_often_than_it_is_borne_out_is_not_said_to_fail():
    verdicts = pd.DataFrame([[HOLDS, HOLDS, FAILS], [HOLDS, HOLDS, HOLDS]], index=["C05", "C06"])
    assert "most often not" not in ledgers._regions_title(verdicts)


@pytest.mark.parametrize("code", ["C05", "C07", "C11", "C24", "C25", "C28", "C33"])
def test_a_row_of_the_scorecard_prints_the_rule_that_is_applied(code):
    claim = ledger().set_index("id").loc[code]
    written = values.rule(claim)
    assert written.startswith(values.capital(claim["unit"])) and written.endswith(", interval and all.")
    rule = judging.rule_of(claim)
    if claim["rule"] in ("equals", "weak"):
        middle, size = (0.0, 1.0) if claim["rule"] == "weak" else (rule.figure, rule.figure)
        bounds = [middle + sign * size * near for near in (rule.holds_within, rule.close_within) for sign in (-1, 1)]
        low, high, least, most = (values.value(bound, claim["unit"]) for bound in bounds)
        assert f"holds from {low} to {high}, close from {least} to {most}" in written


def test_a_margin_is_printed_with_its_rule_and_no_rule_that_judged_nothing():
    claim = ledger().set_index("id").loc["C07"].copy()
    claim["margin"] = 0.001
    assert values.rule(claim).endswith("A full count within +0.10 % a year of the line is unclear.")
    table = story.scorecard(france(), "zau", story.judged(france(), "zau"))._tbl_data.set_index("")["Judged by"]
    assert table[["C02", "C03", "C04", "C20", "C21"]].str.startswith("Not judged: ").all(), table.to_dict()


@pytest.mark.parametrize("code", ["C16", "C25"])
def test_a_correlation_is_resampled_by_areas_and_not_by_communes(code):
    measure = ledger().set_index("id").loc[code, "measure"]
    for reading in MEASURES[measure](france(), "zau"):
        pairs = 30_000 if reading.variant == "all communes" else 7_000
        fisher = 2 * 1.96 / math.sqrt(pairs - 3)
        assert reading.high - reading.low > fisher, "as narrow as if each commune were drawn by itself"


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
    assert {(reading.year, reading.on) for reading in then} == {("2013", "communes of 2015")}
    others = [reading for reading in MEASURES[measure](france(), "aav") if reading.when == "then"]
    assert {(reading.year, reading.on) for reading in others} == {("2013", "")}, (
        "the zoning of 2020 has no classes of the communes of 2015"
    )


def test_pensions_are_read_of_declared_income_and_told_of_disposable_income():
    (declared,) = MEASURES["share_pensions"](france(), "zau")
    (disposable,) = people_and_work.share_pensions(france(), "zau", people_and_work.DISPOSABLE)
    assert declared.value < disposable.value, "what is declared is more than what is left: pensions weigh less in it"
    assert declared.value == pytest.approx(0.337, abs=0.001)


def test_it_is_said_that_the_epci_of_the_pensions_hold_a_fifth_of_the_isolated_people():
    assert people_and_work.reach_of_pensions(france(), "zau") == pytest.approx(0.197, abs=0.001)
    told = story.mattering_reading(france(), "zau", story.judged(france(), "zau"))
    assert "Those counted hold 19.7 % of the isolated people of France." in told
    assert "2014: 33.7 %" in told and "Of disposable income, after taxes and benefits, pensions make up 36.6 %" in told


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
    assert values.value(value, ledger().set_index("id").loc[code, "unit"]) == written


def test_where_nothing_can_be_judged_the_chapter_says_why_and_shows_no_empty_score():
    place = Territory.parse("epci:241500230")
    table = story.judged(place, "zau")
    for text in (
        story.answer(place, table),
        story.mattering_reading(place, "zau", table),
        story.growth_reading(place, "zau"),
    ):
        assert "one commune" in text or "fewer than ten communes" in text.lower(), text
    assert isinstance(story.themes_figure(place, table), str)


def test_unclear_is_counted_apart():
    table = pd.DataFrame({"verdict": [HOLDS, UNCLEAR, UNCLEAR, FAILS, NOT_TESTABLE], "reason": ""})
    table = table.assign(edge="", id=["C05", "C07", "C10", "C06", "C02"], readings=[[]] * 5)
    assert story.answer(france(), table).endswith("**1** is rejected as a whole. The others are unclear.")
    assert story.answer(france(), table.assign(verdict=HOLDS)).endswith("together. **None** is rejected as a whole.")
    some = story.answer(france(), table.assign(verdict=[HOLDS, UNCLEAR, IN_PART, IN_PART, NOT_TESTABLE]))
    assert some.endswith("The others are unclear or hold in part only.")
    assert story.answer_in_figures(france(), table).startswith("In part of what was measured: 0; unclear: 2.")


def test_a_claim_that_no_set_rejects_is_named_where_a_reading_rejects_it():
    against = [Judged(Reading("then", "1999-2006", -1.0), FAILS), Judged(Reading("then", "2006-2011", 1.0), HOLDS)]
    table = pd.DataFrame({"verdict": [IN_PART, HOLDS, FAILS, UNCLEAR], "id": ["C10", "C05", "C06", "C07"]})
    table = table.assign(reason="", edge="", readings=[against, [], against, []])
    said = story.answer_in_figures(france(), table)
    assert "One reading at least, by its own interval, goes against “Production jobs held better”." in said
    assert "goes against" not in story.answer_in_figures(france(), table[table["id"] != "C10"])
