"""The zonings of revitalisation on made-up communes, then on the snapshot."""

import pandas as pd
import pytest

from analysis.services import revitalisation
from analysis.services.revitalisation import revitalised
from analysis.services.story import revitalisation as story
from analysis.services.story import revitalisation_figure, revitalisation_reading, revitalisation_table
from analysis.services.story.revitalisation import _people_known
from analysis.territories import ALL_COMMUNES, Territory, france, regions

MADE = pd.DataFrame(
    {
        "commune": list("abcdef"),
        "frr_2025": ["base", "plus", "part", "beneficiary", "none", None],
        "zrr_2021": ["C", "NC", "PC", "C", "NC", None],
        "population": [100, 200, 300, 400, 1000, 5000],
    }
)


def test_a_beneficiary_is_not_classed_and_a_commune_in_part_is():
    flags = revitalisation.zoned_of(MADE)
    assert flags["frr"].tolist()[:5] == [True, True, True, False, False]
    assert flags["frr_part"].tolist()[:5] == [False, False, True, False, False]
    assert flags["zrr_part"].tolist()[:5] == [False, False, True, False, False]
    assert flags["frr_plus"].tolist()[:5] == [False, True, False, False, False]
    assert flags["beneficiary"].tolist()[:5] == [False, False, False, True, False]
    assert flags["zrr"].tolist()[:5] == [True, False, True, True, False]


def test_an_unknown_class_is_neither_in_nor_out():
    table = revitalisation.shares_of(revitalisation.zoned_of(MADE), []).set_index("zoning")
    assert table["communes_unknown"].tolist() == [1] * len(revitalisation.ZONINGS)
    assert table.loc["frr", ["communes", "communes_with", "people", "people_with"]].tolist() == [5, 3, 2000, 600]
    assert table.loc["frr", "share_people"] == pytest.approx(0.3)


@pytest.mark.parametrize("place", ["dep:48", "dep:75", "06", "94"])
def test_a_territory_among_its_peers_is_as_alone(place):
    here = Territory.parse(place)
    alone = revitalisation._by_type(here, "zau", [])
    pd.testing.assert_frame_equal(revitalisation.revitalised(here, "zau"), alone)


def test_the_classes_of_france_are_as_many_as_published():
    table = revitalisation.revitalised(france(), "zau")
    whole = table[table["territory_type"] == "all_communes"].set_index("zoning")["communes_with"]
    assert whole["frr"] == 13_313 + 4_456 + 20
    assert whole["frr_plus"] == 4_456
    assert whole["beneficiary"] == 2_134 + 11


def test_both_ways_of_the_overlap_count_the_same_communes():
    table = revitalisation.revitalised_by_definition(france())
    both = table["share_communes"] * table["isolated"]
    assert both.tolist() == pytest.approx((table["share_of_zoning"] * table["zoned"]).tolist())


@pytest.mark.parametrize("code", ["11", "04"])
def test_where_few_are_isolated_all_communes_are_told_of(code):
    place = Territory.parse(code)
    said = revitalisation_reading(place, "zau")
    assert f"The figures are of all the communes of {place}" in said
    assert "Isolated" not in revitalisation_table(place, "zau").as_raw_html()


def test_communes_classed_in_part_are_told_apart_from_those_classed_whole():
    reunion, region = Territory.parse("04"), Territory.parse("84")
    assert "20 of those classed are so in part only" in revitalisation_reading(reunion, "zau")
    picture = revitalisation_figure(reunion, "zau")
    assert picture.title == "2 % of the people live in communes classed FRR, 94 % in communes classed in part"
    assert picture.data["when"].nunique() == 3
    assert "in part" not in revitalisation_figure(region, "zau").title
    assert revitalisation_figure(region, "zau").data["when"].nunique() == 2


def test_without_a_population_no_share_of_people_is_drawn(monkeypatch):
    unknown = revitalised(Territory.parse("11"), "zau").assign(share_people=float("nan"))
    monkeypatch.setattr(story, "revitalised", lambda *_: unknown.copy())
    assert "No population" in revitalisation_figure(Territory.parse("11"), "zau")


@pytest.mark.parametrize(("code", "overseas"), [("02", True), ("06", True), ("dep:972", True), ("dep:75", False)])
def test_where_no_commune_is_classed_that_is_said_and_no_zeros_are_drawn(code, overseas):
    place = Territory.parse(code)
    said = revitalisation_figure(place, "zau")
    assert said.startswith(f"No commune of {place} is classed FRR, nor was any in ZRR")
    assert ("none in Guadeloupe, Martinique and Mayotte" in said) is overseas
    assert "nothing to tabulate" in revitalisation_table(place, "zau")
    assert "none" not in revitalisation_reading(place, "zau").lower()


def test_none_and_all_of_the_zonings_are_words():
    said = revitalisation_reading(Territory.parse("dep:15"), "zau")
    assert (
        "All the isolated communes of Cantal are classed" in said and "None is FRR+" in said and "all were in" in said
    )


def test_where_many_are_classed_in_part_no_people_are_told_and_no_rank():
    said = revitalisation_reading(Territory.parse("04"), "zau")
    assert "wholly or in part: how many people live in the zoning is not known" in said
    assert "FRR+, where" not in said and "By the share classed" not in said
    told = {}
    for code in ("04", "84"):
        shown = _people_known(revitalised(Territory.parse(code), "zau"))
        told[code] = shown.loc[shown["territory_type"].eq(ALL_COMMUNES) & shown["zoning"].eq("frr"), "people_with"]
    assert told["04"].isna().all(), "the people of a commune classed in part stand for those of the zoning"
    assert told["84"].notna().all(), "where few are classed in part the people are told"


def test_a_region_that_has_no_rank_is_no_peer_of_one_that_has():
    said = [story.revitalisation_reading(Territory.parse(code), "zau") for code in ("04", "11")]
    assert "By the share classed" not in said[0], "classed in part: no rank is told of it"
    kept = story._peers(Territory.parse("04"), "zau")
    assert kept.query("territory_type == @ALL_COMMUNES").empty
    assert f"of {len(regions()) - 1} regions" in said[1]
