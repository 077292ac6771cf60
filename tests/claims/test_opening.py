"""What opens chapter 6: which claims are borne out, in whose words and by figures of which time."""

import pandas as pd

from analysis.claims import ledger, scorecard, story
from analysis.claims.rules import CLOSE, FAILS, HOLDS, UNCLEAR
from analysis.claims.story import opening
from analysis.territories import france


def test_a_claim_that_stands_for_what_the_press_reports_says_so_where_it_is_judged():
    table = story.judged(france(), "zau")
    reported = ledger().set_index("id")["reported"].dropna()
    card = story.scorecard(france(), "zau", table)._tbl_data.set_index("")["The claim, as it is tested"]
    for code, said in reported.items():
        assert f"(stands for what is reported: {said})" in card[code], code
    assert {code for code, text in card.items() if "stands for" in text} == set(reported.index)
    marked = {
        line.split("|")[1].strip() for line in scorecard.readme_table().splitlines() if "†" in line and line[0] == "|"
    }
    assert marked == set(reported.index)


def test_it_is_counted_how_many_borne_out_claims_stand_for_others_or_rest_on_later_figures():
    rows = [("C07", HOLDS, HOLDS), ("C33", HOLDS, HOLDS), ("C25", "no figure", CLOSE), ("C30", UNCLEAR, UNCLEAR)]
    table = pd.DataFrame(rows, columns=["id", "verdict_then", "verdict"])
    (said,) = opening._of_what(table)
    assert said.endswith(
        "in other words: 2; resting on figures later than the report alone: 1; neither: 1 (“They gain people”)."
    )
    assert not list(opening._of_what(table.head(1))), "nothing to count, and counted all the same"


def test_the_opening_names_the_claims_that_are_borne_out_or_rejected_where_they_are_a_few():
    table = pd.DataFrame({"verdict": [HOLDS, CLOSE, FAILS, UNCLEAR], "id": ["C05", "C25", "C07", "C10"]})
    named = list(opening._named(table))
    assert named == [
        "Borne out or close: “A third are over 60” and “Lines hardly go with growth”.",
        "Rejected as a whole: “They gain people”.",
    ]
    assert not list(opening._named(table.assign(verdict=UNCLEAR))), "nothing to name"
    assert not list(opening._named(table.assign(verdict=HOLDS))), "four are no longer a few"
