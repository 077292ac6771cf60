"""How a claim is judged: over its set, with an interval, from ten communes on, each in its own time and among all regions."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import geography, snapshot
from analysis.claims import judging, ledger, people_and_work, readings, story
from analysis.claims.judging import MEASURES
from analysis.claims.readings import gap, less_france
from analysis.claims.rules import (
    ALL_ALIKE,
    BLANKS,
    FAILS,
    HOLDS,
    IN_PART,
    NONE_ISOLATED,
    NOT_APPLICABLE,
    NOT_TESTABLE,
    TOLD,
    TOO_FEW,
    Reading,
)
from analysis.statistics import FEWEST_CLUSTERS, gap_interval
from analysis.territories import Territory, france

CLAIM = pd.Series({"rule": "at_least", "line": 0.0, "lasting": "yes"}).reindex(
    ["rule", "lasting", *judging.NUMBERS], fill_value=math.nan
)


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


def test_an_isolated_place_is_compared_with_the_whole_country_where_the_claim_says_so():
    votes = snapshot.load("votes")
    first = votes[votes["round"] == 1]
    cantal = Territory.parse("dep:15")
    found = less_france(first, cantal, "zau", ("le_pen", "valid_votes"), "then", "2017")
    country, others = judging.MEASURES["protest_vote_gap"](cantal, "zau")[:2]
    assert replace(found, variant=country.variant) == country and found.low < found.value < found.high
    assert (country.variant, others.variant) == (
        "for Marine Le Pen, against the country",
        "for Marine Le Pen, against the other communes",
    )
    here = first.merge(geography.classify(cantal, "zau")[["commune", "isolated"]], on="commune")
    shares = here.groupby("isolated")[["le_pen", "valid_votes"]].sum()
    shares = shares["le_pen"] / shares["valid_votes"]
    assert others.value == pytest.approx(shares[True] - shares[False])
    nobody_else = [reading.variant for reading in judging.MEASURES["protest_vote_gap"](france(), "zau")]
    assert nobody_else == ["for Marine Le Pen", "for Marine Le Pen or Jean-Luc Mélenchon"]


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
    read = [reading for reading in MEASURES[measure](france(), "zau") if reading.when == "then"]
    then = [reading for reading in read if reading.on == "communes of 2015"]
    assert [round(reading.value, 3) for reading in then] == shares
    assert {(reading.year, reading.told) for reading in read if reading not in then} == {("2013", True)}
    others = [reading for reading in MEASURES[measure](france(), "aav") if reading.when == "then"]
    assert {(reading.year, reading.on) for reading in others} == {("2013", "")}, (
        "the zoning of 2020 has no classes of the communes of 2015"
    )


def test_pensions_are_read_of_declared_income_and_told_of_disposable_income():
    (declared,) = MEASURES["share_pensions"](france(), "zau")
    (disposable,) = people_and_work.share_pensions(france(), "zau", people_and_work.DISPOSABLE)
    assert declared.value < disposable.value, "what is declared is more than what is left: pensions weigh less in it"
    assert declared.value == pytest.approx(0.337, abs=0.001)


@pytest.mark.parametrize("definition", ["zau", "density"])
def test_isolated_communes_are_set_against_a_country_that_holds_them(definition):
    """Isolated less all of France is the part of the others times isolated less the others: so are its bounds."""
    votes = snapshot.load("votes")
    frame = readings.flagged(votes[votes["round"] == 1], france(), definition)
    frame = frame.assign(isolated=frame["isolated"].fillna(False).astype(bool))
    part = frame.loc[~frame["isolated"], "valid_votes"].sum() / frame["valid_votes"].sum()
    beside = gap_interval(frame, "le_pen", "valid_votes")
    told = next(one for one in MEASURES["protest_vote_gap"](france(), definition) if "Mélenchon" not in one.variant)
    assert told.value == pytest.approx(part * beside[0])
    assert (told.low, told.high) == pytest.approx([part * bound for bound in beside[1:]], abs=0.003)


@pytest.mark.parametrize("code", ["03", "94"])
def test_an_access_that_is_the_same_everywhere_is_no_missing_figure(code):
    (reading,) = MEASURES["access_and_jobs"](Territory.parse(code), "zau")
    assert math.isnan(reading.value) and reading.blank == ALL_ALIKE
    verdict = judging.verdict_of(ledger().set_index("id").loc["C16"], [reading])
    assert verdict["verdict"] == ALL_ALIKE and "one and the same value" in verdict["reason"]


def test_pensions_of_epci_that_are_not_mostly_isolated_are_too_few_and_not_missing():
    (reading,) = MEASURES["share_pensions"](Territory.parse("dep:48"), "zau")
    assert reading.blank == TOO_FEW, "chapter 3 tells of an EPCI of Lozère: its figure is held"


def test_what_all_communes_lack_does_not_judge_a_claim_of_those_with_a_listing():
    row = ledger().set_index("id").loc["C26"]
    verdict = judging.verdict_of(row, MEASURES[row["measure"]](france(), "zau"))
    assert verdict["verdict"] == NOT_TESTABLE and "listing" in verdict["reason"]
    judging_ones = [one.reading.name for one in verdict["readings"] if not one.reading.told]
    assert verdict["readings"] and not judging_ones, f"these judge: {judging_ones}"


@pytest.mark.parametrize("text", ["FR", "84", "76", "dep:48"])
def test_what_is_judged_is_read_from_enough_communes_and_says_from_how_many(text):
    place = Territory.parse(text)
    table = judging.verdicts(place, "zau")
    isolated = int(table["isolated"].iloc[0])
    judged = [
        (row["id"], one.reading) for _, row in table.iterrows() for one in row["readings"] if one.verdict not in BLANKS
    ]
    assert judged
    few = [
        (code, reading.name, reading.counted)
        for code, reading in judged
        if reading.counted < (FEWEST_CLUSTERS if reading.areas else geography.FEWEST_ISOLATED)
    ]
    assert not few, f"{text}: judged from too few, or from nobody knows how many: {few}"
    # Cities, and all communes, are more than the isolated ones; those of 2015 were more than they are.
    others = {"C13", "C25"}
    more = [
        (code, reading.name, reading.counted)
        for code, reading in judged
        if code not in others and not reading.on and reading.counted > isolated
    ]
    assert not more, f"{text}: read from more communes than are isolated: {more}"


def test_what_became_of_food_shops_is_told_on_the_communes_of_today_at_both_dates():
    read = read_of("C06")
    then = [one for one in read if one.when == "then"]
    assert [(one.on, one.told) for one in then] == 2 * [("communes of 2015", False), ("communes of today", True)]
    now = [one for one in read if one.when == "now"]
    assert then[1].counted == then[3].counted == now[0].counted == now[1].counted < then[0].counted


def read_of(code: str) -> list[Reading]:
    """Return what is read of a claim for France."""
    return MEASURES[ledger().set_index("id").loc[code, "measure"]](france(), "zau")


def test_what_no_operator_decides_alone_is_read_of_the_worst_and_of_the_best():
    worst, best = read_of("C24")
    assert (worst.variant, best.variant) == (
        "operator that covers least in each commune",
        "operator that covers most in each commune",
    )
    assert worst.value < best.value < 0, "the best operator covers more, and still less than in the country"
    assert len(MEASURES["gap_4g"](Territory.parse("84"), "zau")) == 4
