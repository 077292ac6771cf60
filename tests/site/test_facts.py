"""Facts that head a page: ranked among those that have a value."""

import pandas as pd
from helpers import site_made
from helpers.site_made import CORSE

from analysis import words
from analysis.site import facts
from analysis.statistics import Rank
from analysis.territories import Territory


def test_a_region_is_ranked_among_those_that_have_a_value():
    frame = pd.DataFrame(
        {
            "figure": "x",
            "territory": ["FR", "01", "02", "03"],
            "kind": ["france", "region", "region", "region"],
            "value": [9.0, 1.0, 3.0, None],
        }
    )
    told = facts.ranked(frame)
    assert told["rank"].fillna(0).tolist() == [0, 2, 1, 0] and set(told["ranked"]) == {2}


def test_regions_that_print_alike_share_a_rank_and_the_card_tells_it_as_the_text_does():
    frame = pd.DataFrame(
        {
            "figure": "premises with fibre",
            "kind": ["france", "region", "region", "region"],
            "territory": ["FR", "01", "06", "94"],
            "theme": "Networks",
            "when": "2026",
            "unit": "%",
            "value": [50.0, 0.0, 0.0, 80.0],
        }
    )
    mayotte = Territory("region", "06", "Mayotte", "06")
    (told,) = facts.facts(facts.ranked(frame), mayotte)
    assert told.place == "2nd (with one other) of 3 regions"
    assert told.place == words.rank(Rank(2, 3, 0.0, others=1))


def test_a_region_of_few_isolated_communes_is_ranked_by_their_number_and_not_by_what_they_are():
    rows = [(code, name, value) for code, count in (("01", 9), ("02", 10)) for name, value in
            (("isolated communes", count), ("share of communes isolated", count), ("second homes", count))]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["territory", "figure", "value"]).assign(kind="region")
    told = facts.ranked(frame.astype({"value": "float64"})).set_index(["territory", "figure"])
    assert told.loc["01", "rank"].fillna(0).tolist() == [2, 2, 0], "fewer than ten say more of one village"
    assert told.loc["02", "rank"].tolist() == [1, 1, 1] and told.loc[("02", "second homes"), "ranked"] == 1


def test_what_has_an_interval_in_its_chapter_has_no_rank_on_a_card():
    """The limits say so of the chapters; the cards ranked a sample, and changes of some hundred jobs."""
    table = site_made.figures()
    ranked = set(table.loc[table["rank"].notna(), "figure"])
    for name in (
        "retired",
        "production in all jobs",
        "change of people",
        "natural rate",
        "change of private employees",
    ):
        assert name not in ranked, name
        (one,) = facts.facts(table, CORSE.territory, (name,))
        assert one.known and not one.place
    assert {"isolated communes", "second homes", "premises with fibre"} <= ranked


def test_each_figure_that_heads_a_page_is_a_key_figure():
    table = site_made.figures()
    for names in (*facts.HEADLINES.values(), facts.REPORT_HEADLINES):
        assert len(facts.facts(table, CORSE.territory, names)) == len(names)
    one = facts.facts(table, CORSE.territory, ("share of communes isolated",))[0]
    assert one.value == "42.2\u00a0%" and one.france == "20.0\u00a0%" and one.place == "2nd of 18 regions"
