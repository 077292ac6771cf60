"""Communes classed FRR whole and in part are two things."""

import pandas as pd
from helpers import renewed

from analysis.isolation import revitalisation, story
from analysis.territories import Territory

REUNION = Territory.parse("04")


def test_whole_and_part_are_counted_apart_and_what_has_no_class_is_in_neither():
    frame = pd.DataFrame(
        {
            "frr_2025": ["base", "plus", "part", "none", None, "part"],
            "isolated": pd.array([True, True, True, True, True, False], "boolean"),
        }
    )
    found = revitalisation.by_extent_of(frame)
    assert found[["isolated", "whole", "part", "isolated_whole", "isolated_part"]].tolist() == [5, 2, 2, 2, 1]
    assert (found["share_whole"], found["share_part"]) == (0.5, 0.25)


def test_a_region_classed_in_part_is_not_told_as_classed_whole():
    assert "3 wholly, 20 in part" in story.zonings_reading(REUNION, "zau")
    assert "in part" in renewed.said(story.zonings_table(Territory.parse("84")))


def test_where_nothing_is_classed_that_is_said():
    assert "No commune of Paris is classed FRR" in story.zonings_reading(Territory.parse("dep:75"), "zau")


def test_a_zoning_that_classes_every_commune_tells_none_apart():
    said = story.zonings_reading(Territory.parse("dep:15"), "zau")
    assert "does not tell isolated communes from the others" in said and "other lines" not in said
    assert "other lines" in story.zonings_reading(Territory.parse("dep:63"), "zau")


def test_all_is_a_word():
    said = story.zonings_reading(Territory.parse("dep:48"), "zau")
    assert "100" not in said and "all are classed" in said and "(all were in ZRR in 2021" in said
