"""What chapter 6 says and prints of the verdicts: answer, scorecard, matrices, readings, units."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import business, words
from analysis.claims import judging, ledger, people_and_work, scorecard, story, values
from analysis.claims.judging import MEASURES
from analysis.claims.rules import (
    BLANKS,
    CLOSE,
    FAILS,
    FAILS_IN_PART,
    HOLDS,
    IN_PART,
    NOT_TESTABLE,
    UNCLEAR,
    Judged,
    Reading,
    Rule,
    judge,
)
from analysis.claims.story import ledger as ledgers
from analysis.territories import DEFINITIONS, Territory, france


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
    france = story.propositions_table(Territory.parse("FR"), "zau")._tbl_data.set_index("")
    assert france.loc["P1", "Counted in"] == "All of Metropolitan France, isolated or not"
    assert france.loc["P1", "Context since, not an effect"].startswith(
        "The 1,232 EPCI of Metropolitan France: median change"
    )
    assert set(table[["P2", "P6"]]) == {f"The isolated communes of {place.name}"}


def test_a_proposition_is_not_said_to_have_no_figure_where_nobody_is_isolated():
    told = story.propositions_table(Territory.parse("11"), "zau")._tbl_data.set_index("")[
        "Context since, not an effect"
    ]
    assert set(told[["P2", "P6"]]) == {"Not told: no commune, or too few, are isolated"}
    assert "No figure in this snapshot" in set(told), "P3 and P7 have none anywhere"


@pytest.mark.parametrize("text", ["04", "11"])
def test_where_nothing_is_judged_what_is_judged_of_the_country_is_counted(text):
    place, kept = Territory.parse(text), judging.stored()
    whole = kept[kept["territory"].eq("FR") & kept["definition"].eq("zau") & ~kept["verdict"].isin(BLANKS)]
    said = story.answer_in_figures(place, story.judged(place, "zau"))
    assert said.startswith(f"For France, {len(whole)} are judged (")


def test_a_rule_that_is_applied_twice_is_printed_twice():
    table = story.scorecard(Territory.parse("94"), "zau", story.judged(Territory.parse("94"), "zau"))._tbl_data
    table = table.set_index(table.columns[0])["Judged by"]
    assert "against the other communes" in table["C24"] and "against the other communes" not in table["C05"]


def test_creations_are_those_of_the_epci_that_the_source_has():
    row = story.propositions_table(france(), "zau")._tbl_data.set_index("").loc["P1"]
    assert row["Counted in"] == "All of Metropolitan France, isolated or not"
    count = f"{len(business.creations(france(), 'zau')):,}"
    said = f"The {count} EPCI of Metropolitan France: median change of business creations "
    told = row["Context since, not an effect"]
    assert told.startswith(said) and "between the three-year means of 2017 and 2024" in told


def test_a_claim_that_fails_less_often_than_it_is_borne_out_is_not_said_to_fail():
    verdicts = pd.DataFrame([[HOLDS, HOLDS, FAILS], [HOLDS, HOLDS, HOLDS]], index=["C05", "C06"])
    assert "most often not" not in ledgers._regions_title(verdicts)


@pytest.mark.parametrize("code", ["C05", "C07", "C11", "C24", "C25", "C28", "C33"])
def test_a_row_of_the_scorecard_prints_the_rule_that_is_applied(code):
    claim = ledger().set_index("id").loc[code]
    written = values.rule(claim)
    assert written.startswith(values.capital(claim["unit"]))
    rule = judging.rule_of(claim)
    if claim["rule"] in ("equals", "weak"):
        middle, size = (0.0, 1.0) if claim["rule"] == "weak" else (rule.figure, rule.figure)
        bounds = [middle + sign * size * near for near in (rule.holds_within, rule.close_within) for sign in (-1, 1)]
        low, high, least, most = (values.value(bound, claim["unit"]) for bound in bounds)
        assert f"value from {low} to {high}, else close; its whole interval from {least} to {most}." in written
    else:
        assert written.endswith(", interval and all.")


def test_a_margin_is_printed_with_its_rule_and_no_rule_that_judged_nothing():
    claim = ledger().set_index("id").loc["C07"].copy()
    claim["margin"] = 0.001
    assert values.rule(claim).endswith("A full count within +0.10 % a year of the line is unclear.")
    table = story.scorecard(france(), "zau", story.judged(france(), "zau"))._tbl_data.set_index("")["Judged by"]
    assert table[["C02", "C03", "C04", "C20", "C21"]].str.startswith("Not judged: ").all(), table.to_dict()


def test_it_is_said_that_the_epci_of_the_pensions_hold_a_fifth_of_the_isolated_people():
    assert people_and_work.reach_of_pensions(france(), "zau") == pytest.approx(0.197, abs=0.001)
    told = story.mattering_reading(france(), "zau", story.judged(france(), "zau"))
    assert "Those counted hold 19.7 % of the isolated people of France." in told
    assert (
        "2014 (84 EPCI): 33.7 %" in told
        and "Of disposable income, after taxes and benefits, pensions make up 36.6 %" in told
    )


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
    table = table.assign(edge="", verdict_then="", id=["C05", "C07", "C10", "C06", "C02"], readings=[[]] * 5)
    assert story.answer(france(), table).endswith("**1** is rejected as a whole. The others are unclear.")
    assert story.answer(france(), table.assign(verdict=HOLDS)).endswith("together. **None** is rejected as a whole.")
    some = story.answer(france(), table.assign(verdict=[HOLDS, UNCLEAR, IN_PART, IN_PART, NOT_TESTABLE]))
    assert some.endswith("The others are unclear or hold in part only.")
    assert story.answer_in_figures(france(), table).startswith(
        "Borne out in part of what was measured: 0; rejected in part: 0; unclear: 2."
    )


def test_a_claim_that_no_set_rejects_is_named_where_a_reading_rejects_it():
    against = [Judged(Reading("then", "1999-2006", -1.0), FAILS), Judged(Reading("then", "2006-2011", 1.0), HOLDS)]
    table = pd.DataFrame({"verdict": [IN_PART, HOLDS, FAILS, UNCLEAR], "id": ["C10", "C05", "C06", "C07"]})
    table = table.assign(reason="", edge="", verdict_then="", readings=[against, [], against, []])
    said = story.answer_in_figures(france(), table)
    assert "One reading at least, by its own interval, goes against “Production jobs held better”." in said
    assert "goes against" not in story.answer_in_figures(france(), table[table["id"] != "C10"])


def test_a_claim_that_is_rejected_in_part_is_counted_apart_from_those_that_are_unclear():
    table = pd.DataFrame({"verdict": [HOLDS, FAILS_IN_PART, FAILS_IN_PART], "id": ["C05", "C07", "C10"]})
    table = table.assign(reason="", edge="", verdict_then="", readings=[[]] * 3)
    assert story.answer(france(), table).endswith(
        "**None** is rejected as a whole. The others are rejected in part only."
    )
    told = story.answer_in_figures(france(), table)
    assert told.startswith("Borne out in part of what was measured: 0; rejected in part: 2; unclear: 0.")


def test_the_band_of_a_verdict_is_the_one_that_its_row_prints():
    rule, claim = (
        Rule("equals", 0.33, 0.05, 0.15),
        pd.Series({"unit": "share of people", "rule": "equals", "figure": 0.33}),
    )
    claim = claim.reindex(["unit", "rule", *judging.NUMBERS])
    claim["holds_within"], claim["close_within"] = 0.05, 0.15
    assert "holds with a value from 31.4 % to 34.7 %" in values.rule(claim)
    # The interval leaves the first band, the value does not.
    assert judge(rule, Reading("then", "2013", 0.334, 0.317, 0.348)) == HOLDS


def test_an_interval_on_one_side_of_the_figure_of_the_report_says_so():
    under = Judged(Reading("then", "2014", 0.337, 0.313, 0.357), UNCLEAR)
    assert values.said(under, "share of income", figure=0.39).endswith(
        "unclear; all of it is under the report's 39.0 %"
    )
    assert values.said(under, "share of income", figure=0.3).endswith("unclear; all of it is over the report's 30.0 %")
    for plain in (values.said(under, "share of income", figure=0.35), values.said(under, "share of income")):
        assert plain.endswith("], unclear")
    assert values.said(replace(under, verdict=FAILS), "share of income", figure=0.39).endswith("], does not hold")


def test_two_votes_count_as_of_protest_and_neither_stands_for_the_other():
    for text, members in (("FR", 2), ("84", 4)):
        found = MEASURES["protest_vote_gap"](Territory.parse(text), "zau")
        assert len({reading.variant for reading in found}) == members
    alone, both = MEASURES["protest_vote_gap"](france(), "zau")
    assert alone.low > 0 > both.low and both.high > 0


def test_each_reading_and_each_verdict_says_from_how_many_communes_or_epci_it_is_read():
    table = story.judged(france(), "zau")
    printed = story.readings_table(france(), "zau", table)._tbl_data
    without = printed.loc[printed["Value"].ne("–") & printed["Read from"].eq("–"), "Read in"].tolist()
    assert not without, f"nothing tells from how many communes these are read: {without}"
    assert set(printed["Read from"].str.split().str[-1]) == {"communes", "EPCI"}
    card = story.scorecard(france(), "zau", table)._tbl_data.set_index("")["Judged by"]
    silent = [code for code, said in card.items() if "Read from" not in said and "Not judged" not in said]
    assert not silent, f"nothing tells from how many communes these are judged: {silent}"
    assert "Read from 84 EPCI." in card["C11"]


def test_the_change_of_creations_in_isolated_epci_themselves_stands_beside_their_gap():
    told = story.mattering_reading(france(), "zau", story.judged(france(), "zau"))
    table = business.creations(france(), "zau")
    most = table[table["share_isolated"] >= business.MOST].dropna(subset=["change_creations_2012_2017"])
    change = (most["change_creations_2012_2017"] * most["people"]).sum() / most["people"].sum()
    assert f"the mean of the changes, weighted by people, is {words.signed_percent(change)} [" in told


def test_claims_that_one_definition_alone_bears_out_are_named_with_it(monkeypatch):
    rows = [("C05", key, HOLDS) for key in DEFINITIONS] + [
        ("C06", key, HOLDS if key == "aav" else UNCLEAR) for key in DEFINITIONS
    ]
    kept = pd.DataFrame(rows, columns=["id", "definition", "verdict"]).assign(territory="FR", chance=float("nan"))
    kept = kept.assign(members="", edge="", verdict_then=kept["verdict"], verdict_now=kept["verdict"])
    kept = kept[kept["definition"].isin(["zau", "aav", "density", "strict"])]
    monkeypatch.setattr(judging, "stored", lambda: kept)
    told = "Fragile, borne out under one definition only: “Seven in ten without a food shop” (attraction areas 2020)."
    assert story.edge_reading().startswith(told)
    monkeypatch.setattr(judging, "stored", lambda: kept[kept["id"] == "C05"])
    assert "Fragile" not in story.edge_reading()
