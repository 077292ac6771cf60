"""Verbs of change of the chapter on networks: by the interval of the change, never by its sign alone."""

import numpy as np
import pandas as pd
import pytest

from analysis.digital import growth as measured_growth
from analysis.digital import intervals
from analysis.digital import mobile as measured
from analysis.digital.fixed import TYPE, gap_change
from analysis.digital.story import arrivals, growth, mobile, opening, places
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

UP, DOWN, UNCLEAR = (0.1, 0.05, 0.15), (-0.1, -0.15, -0.05), (0.1, -0.05, 0.25)


@pytest.mark.parametrize(
    ("before", "after", "change", "said"),
    [(-0.2, -0.1, UP, "has narrowed"), (-0.1, -0.2, DOWN, "has widened"), (-0.1, 0.1, UP, "has closed"),
     (0.1, -0.1, DOWN, "now are"), (0.2, 0.1, DOWN, "not behind"), (0.0, 0.0, (0.0, 0.0, 0.0), ""),
     (-0.2, -0.1, (0.1, 0.01, 0.19), "may have narrowed"), (-0.1, 0.1, (0.2, 0.01, 0.39), "may have closed"),
     (0.1, -0.1, (-0.2, -0.39, -0.01), "now may be"), (-0.1, -0.2, (-0.1, -0.19, -0.01), "may have widened"),
     (-0.2, -0.1, UNCLEAR, "did not clearly change"), (-0.05, 0.05, UNCLEAR, "did not clearly change"),
     (0.05, -0.05, (-0.1, -0.25, 0.05), "did not clearly change"), (-0.2, -0.196, (0.004, 0.003, 0.005), "did not clearly"),
     (-0.2, -0.1, (np.nan,) * 3, "no interval can be computed")],
)  # fmt: skip
def test_the_verb_of_the_gap_comes_from_its_interval(before, after, change, said):
    row = pd.Series({"gap_before": before, "gap_after": after, "share_after": 0.8})
    told, figures = (
        opening._which_way(row, change, Territory.parse("84")),
        opening._gap(row, change, Territory.parse("84")),
    )
    assert said in told if said else told == ""
    assert ("95 % interval" in figures) == (pd.notna(change[1]) and bool(said)), "a verb without its interval"
    nothing = row.copy()
    nothing["share_after"] = 0.0
    assert (
        opening._which_way(nothing, change, Territory.parse("84"))
        == opening._gap(nothing, change, Territory.parse("84"))
        == ""
    )


def test_an_interval_too_wide_to_tell_anything_is_no_figure():
    island = Territory.parse("02")
    figures = opening.answer_in_figures(island, "zau")
    assert "varies too much between EPCI to say whether it changed" in opening.answer(island, "zau")
    assert "points in 2017" in figures and "interval" not in figures
    said = places.rank_reading(island, "zau")
    assert "the median of 18 regions" in said and "varies too much between EPCI" in said and "interval" not in said


def _fibre(before, after, size=40):
    codes = [f"{place:05d}" for place in range(size)]
    frame = pd.DataFrame({"commune": codes, "cluster": codes, "before": before, "after": after})
    return frame.assign(weight_before=100.0, weight_after=200.0)


def test_the_interval_of_a_change_of_premises_holds_it():
    noisy = np.random.default_rng(7).uniform(0, 1, 40)
    change, low, high = intervals.change_interval_of(_fibre(0.1, noisy))
    assert change == pytest.approx(noisy.mean() - 0.1) and low < change < high
    assert intervals.change_interval_of(_fibre(0.1, 0.6)) == pytest.approx((0.5, 0.5, 0.5))
    unknown = intervals.change_interval_of(_fibre(np.nan, 0.6))
    assert np.isnan(unknown).tolist() == [True] * 3


@pytest.mark.parametrize("kind", [ISOLATED, ALL_COMMUNES])
def test_the_interval_is_that_of_the_gap_of_the_table(kind):
    place = Territory.parse("84")
    row = gap_change(place, "zau").set_index(TYPE).loc[kind]
    change, low, high = intervals.gap_change_interval(place, "zau", kind)
    assert change == pytest.approx(row["gap_after"] - row["gap_before"]) and low <= change <= high


def _epcis(gained, size=20):
    rows = []
    for group, step in ((measured.EPCI_GROUPS[0], np.full(size, 0.1)), (measured.EPCI_GROUPS[2], gained)):
        for place, value in enumerate(step):
            rows += [
                (f"{group}{place}", "2017-07", 0.5, 10.0, group),
                (f"{group}{place}", "2019-06", 0.5 + value, 10.0, group),
            ]
    return pd.DataFrame(rows, columns=["epci", "date", "share_area", "area_km2", "group"])


@pytest.mark.parametrize(
    ("gained", "sign"), [(np.full(20, 0.3), 1), (np.full(20, 0.0), -1), (np.linspace(-0.4, 0.62, 20), 0)]
)
def test_groups_of_epci_gain_on_each_other_by_the_interval(gained, sign):
    change, low, high = measured.gap_change_of(_epcis(gained), measured.EPCI_GROUPS[2])
    assert change == pytest.approx(gained.mean() - 0.1)
    assert (int(low > 0) - int(high < 0)) == sign


@pytest.mark.parametrize(
    ("change", "said"), [(UP, "gained on"), (DOWN, "fell further behind"), (UNCLEAR, "did not clearly come nearer to")]
)
def test_the_verb_of_the_mobile_gap_comes_from_its_interval(monkeypatch, change, said):
    monkeypatch.setattr(measured, "gap_change", lambda *_: change)
    assert said in mobile.mobile_change_reading(Territory.parse("84"), "zau")


@pytest.mark.parametrize(
    ("before", "said"),
    [((0.002, 0.001, 0.003), "already differed that way"), ((0.002, -0.001, 0.005), "did not clearly differ that way"),
     ((-0.002, -0.003, -0.001), "did not clearly differ that way")],
)  # fmt: skip
def test_what_was_so_already_before_fibre_needs_an_interval_too(before, said):
    ends = [pd.Series(dict(zip(("slope", "low", "high"), values))) for values in ((0.004, 0.002, 0.006), before)]
    assert said in arrivals._said_isolated(*ends, Territory.parse("84"))


@pytest.mark.parametrize(
    ("before", "said"),
    [((-0.002, -0.003, -0.001), "But in 1999-2008, when there was no fibre, it already differed"),
     ((0.002, -0.001, 0.005), "before fibre, it did not clearly differ")],
)  # fmt: skip
def test_all_communes_are_told_what_they_were_before_fibre_whatever_came_after(before, said):
    after, before = (pd.Series(dict(zip(("slope", "low", "high"), values))) for values in ((0.0, -0.1, 0.1), before))
    assert said in arrivals._said_before(after, before, Territory.parse("FR"))
    told = arrivals.association_reading(Territory.parse("FR"), "zau")
    assert (
        "the population change a year of" in told.lower()
        and "(95 % interval" in told
        and "% a year between" not in told
    )


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [((0.001, -0.015, 0.017), (0.0, -0.001, 0.001), "since the report cannot be told."),
     ((0.0, -0.001, 0.001), (0.0, -0.001, 0.001), "no clear association with the fibre of March 2018."),
     ((0.03, 0.01, 0.05), (0.0, -0.02, 0.02), "Whether they differed that way before fibre cannot be told.")],
)  # fmt: skip
def test_an_interval_that_leaves_everything_possible_denies_no_association(after, before, said):
    ends = [pd.Series(dict(zip(("slope", "low", "high"), values))) for values in (after, before)]
    told = arrivals._said_isolated(*ends, Territory.parse("84"))
    assert told.endswith(said)
    assert ("too wide to tell anything" in told) == ("cannot be told" in said)
    wide = pd.Series({"slope": 0.0, "low": -0.02, "high": 0.02})
    assert "did not clearly" not in arrivals._said_before(wide, wide, Territory.parse("84"))
    assert growth._title(pd.DataFrame([wide])).endswith("cannot be told")


def test_a_row_of_the_table_that_leaves_zero_is_named_in_the_text():
    place = Territory.parse("11")
    rows = growth.controlled(place, "zau")
    found = rows[(rows["access"] == "gigabit_2019") & (rows["outcome"] == measured_growth.SINCE_REPORT)].iloc[0]
    assert found["high"] < 0, "the test needs a row that leaves zero"
    said = arrivals.association_reading(place, "zau")
    assert "all communes, 1 Gbit/s, September 2019, population change 2016-2023, −0.24 points" in said
    assert arrivals._others(rows[~rows.index.isin([found.name]) & (rows["low"] < 0) & (rows["high"] > 0)], place) == ""


def test_a_place_beside_its_peers_is_told_by_its_interval(monkeypatch):
    peers = pd.DataFrame({"code": ["84", *"abcdef"], "value": [0.5, 0.7, 0.7, 0.7, 0.8, 0.8, 0.9]})
    monkeypatch.setattr(places, "values_of_peers", lambda *_, **__: peers)
    said = {
        (0.5, 0.4, 0.6): "clearly below the median of 7 regions: 50.0 % (95 % interval 40.0 % to 60.0 %)",
        (0.5, 0.4, 0.8): "not clearly apart from the median",
        (0.5, np.nan, np.nan): "is not ranked",
    }
    for found, told in said.items():
        monkeypatch.setattr(intervals, "share_interval", lambda *_, found=found: found)
        assert told in places.rank_reading(Territory.parse("84"), "zau")


def test_the_share_beside_peers_is_that_of_the_table():
    place = Territory.parse("84")
    share, low, high = intervals.share_interval(place, "zau", ISOLATED)
    row = gap_change(place, "zau").set_index(TYPE).loc[ISOLATED]
    assert low <= share <= high and share == pytest.approx(row["share_after"], abs=0.01)


def test_epci_without_an_interval_have_no_verb(monkeypatch):
    monkeypatch.setattr(measured, "gap_change", lambda *_: (0.1, np.nan, np.nan))
    said = mobile.mobile_change_reading(Territory.parse("84"), "zau")
    assert "no interval can be computed" in said and "gained" not in said
