"""Zones and EPCI: which of them count as isolated, and who belongs to a territory."""

import numpy as np
import pandas as pd
import pytest

from analysis import words
from analysis.business import areas, coverage, story
from analysis.business.story import pensions, zones
from analysis.territories import Territory, france


def _areas(rows, inside):
    frame = pd.DataFrame(rows, columns=["area", "commune", "isolated", "population"])
    frame = frame.astype({"isolated": "boolean", "population": "float64"})
    return areas.isolation_of_areas(frame, frame["commune"].isin(inside))


def test_isolation_of_areas_counts_people_and_leaves_the_unclassed_out():
    rows = [("z", "a", True, 100), ("z", "b", False, 300), ("z", "c", None, 600), ("y", "d", False, 50)]
    table = _areas(rows, ["a", "b", "c"])
    assert table["area"].tolist() == ["z"]
    assert table["people"].iloc[0] == 400
    assert table["share_isolated"].iloc[0] == pytest.approx(0.25)
    assert table["isolation"].iloc[0] == "at least 20 % of people isolated"


def test_an_area_belongs_by_most_of_its_people_or_a_good_part_of_the_territory():
    rows = [("border", "a", False, 5), ("border", "b", False, 95), ("wide", "c", False, 40), ("wide", "d", False, 60)]
    assert _areas(rows, ["a", "c"])["area"].tolist() == ["border", "wide"]
    assert _areas([*rows, ("own", "e", True, 1000)], ["a", "c", "e"])["area"].tolist() == ["own"]


def test_isolation_classes_hold_their_edges():
    rows = [(f"z{share}", f"{share}i", True, share) for share in (0, 4, 5, 20, 21)]
    rows += [(f"z{share}", f"{share}u", False, 100 - share) for share in (0, 4, 5, 20, 21)]
    table = _areas(rows, [row[1] for row in rows]).set_index("area")["isolation"]
    assert table.loc[["z0", "z4", "z5", "z20", "z21"]].tolist() == [
        "no one isolated",
        "under 5 % of people isolated",
        "between 5 and 20 % of people isolated",
        "at least 20 % of people isolated",
        "at least 20 % of people isolated",
    ]


def test_means_by_isolation_are_weighted_by_people():
    table = pd.DataFrame(
        {"isolation": ["no one isolated"] * 2, "people": [300.0, 100.0], "share_pensions": [0.2, 0.4]}
    ).astype({"isolation": pd.CategoricalDtype(areas.CLASSES, ordered=True)})
    row = areas.by_isolation(table, "share_pensions").iloc[0]
    assert (row["areas"], row["mean"], row["median"]) == pytest.approx((2, 0.25, 0.3))


def test_an_epci_has_its_zone():
    table = areas.industry_by_zone(Territory.parse("epci:241500230"), "zau")
    assert table["name"].tolist() == ["Aurillac"]
    assert table[["jobs_start", "jobs_end"]].iloc[0].tolist() == [3687, 3131]


def test_mayotte_has_no_unemployment_by_zone():
    table = areas.unemployment(Territory.parse("06"), "zau")
    assert table.empty, f"no unemployment of Mayotte is held: give an empty table, not\n{table}"


def _rates(rows):
    frame = pd.DataFrame(rows, columns=["zone", "isolation", "rate_unemployment", "people"])
    return frame.astype({"isolation": pd.CategoricalDtype(areas.CLASSES, ordered=True)})


def test_the_gap_of_unemployment_is_that_of_the_classes_at_both_ends():
    least, under, _, most = areas.CLASSES
    rows = [(f"m{zone}", most, 0.06 + zone / 1000, 100.0) for zone in range(8)]
    rows += [(f"l{zone}", least, 0.08 + zone / 1000, 100.0) for zone in range(8)]
    gap, low, high = coverage.gap_of_rates(_rates([*rows, ("u", under, 0.5, 1e6)]))
    assert gap == pytest.approx(-0.02) and low < gap < high < 0


def test_one_class_of_zones_has_no_gap():
    rows = [(f"z{zone}", areas.CLASSES[0], 0.07, 100.0) for zone in range(8)]
    found = coverage.gap_of_rates(_rates(rows))
    assert pd.Series(found).isna().sum() == 3, f"one class has nothing to be set against, and this was given: {found}"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((90.0, 100.5), "fell from 200 to 190 between 1998 and 2017; they grew in one of them"),
        ((90.0, 99.0), "fell from 200 to 189 between 1998 and 2017; they grew in none of them"),
        ((99.0, 110.0), "rose from 200 to 209 between 1998 and 2017; they grew in one of them"),
        ((101.0, 110.0), "rose from 200 to 211 between 1998 and 2017; they grew in each of them"),
        ((100.0, 100.0), "200 in 1998 and 200 in 2017"),
    ],
)
def test_a_zone_grew_where_it_has_more_jobs_by_however_few(ends, said):
    counted = pd.DataFrame({"name": ["a", "b"], "jobs_start": 100.0, "jobs_end": ends})
    counted["change"] = counted["jobs_end"] / counted["jobs_start"] - 1
    assert said in zones._zones_title(counted, counted, Territory.parse("94"))


def test_zones_are_named_with_their_zoning_and_said_to_reach_beyond_the_place():
    place = Territory.parse("epci:200042000")
    industry = story.zone_reading(place, "zau")
    assert "by the zoning of 2010: Épinal. It reaches beyond" in industry and "in 1998 to" in industry
    rates = story.unemployment_reading(place, "zau")
    assert "by the zoning of 2020: Épinal and Remiremont. They reach beyond" in rates
    assert "(zoning of 2020)" in story.unemployment_figure(place, "zau").title
    assert "beyond" not in story.zone_reading(france(), "zau")


def test_the_figures_of_the_opening_tell_unemployment_where_few_are_isolated():
    rates = areas.unemployment_of_all(Territory.parse("02"), "zau").set_index("year")["rate_unemployment"]
    said = story.answer_in_figures(Territory.parse("02"), "zau")
    for year in (rates.index.min(), rates.index.max()):
        assert f"{words.percent(rates[year])} in {year}" in said, said
    assert "nemployment" not in story.answer_in_figures(Territory.parse("84"), "zau")


def test_the_zones_of_france_that_grew_are_all_those_with_more_jobs():
    table = areas.industry_by_zone(france(), "zau")
    more = int((table["jobs_end"] > table["jobs_start"]).sum())
    assert f"they grew in {more} of them" in story.zone_map(france(), "zau").title


def test_epci_reach_the_share_of_the_report_on_the_income_that_the_report_counts(monkeypatch):
    held = pd.DataFrame(
        {
            "area": list("abcdefgh"),
            "isolation": pd.Categorical([areas.CLASSES[-1]] * 8, areas.CLASSES, ordered=True),
            "share_isolated": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
            "people": 100.0,
            "share_pensions": 0.5,
            "share_pensions_declared": [0.4] * 2 + [0.3] * 6,
        }
    )
    monkeypatch.setattr(areas, "pensions", lambda *_: held)
    assert "On that income, 2 of the 8 EPCI reach the 39 %" in story.pensions_reading(france(), "zau")


def _association(weighed: float, once: float) -> pd.Series:
    """Return an association with each slope and an interval of a half around it."""
    row = {"areas": 9, "slope": weighed, "slope_once": once, "rho": 0.5, "p": 0.0}
    for ending, slope in (("", weighed), ("_once", once)):
        row |= {f"low{ending}": slope - 0.05, f"high{ending}": slope + 0.05}
    return pd.Series(row)


@pytest.mark.parametrize("slope", [1, -1])
def test_an_association_of_a_change_is_not_said_to_rise_or_fall(slope):
    """A change that falls with isolation reads as jobs that fall."""
    row = _association(0.1 * slope, 0.2 * slope)
    for said in (zones._association("jobs", row), zones._association_title(row), pensions._association(row)):
        assert f"{'higher' if slope > 0 else 'lower'} where more people are isolated" in said
        assert "rise" not in said and "fall" not in said


@pytest.mark.parametrize(
    ("weighed", "once", "said"),
    [(-0.1, 0.0, "weights"), (0.0, 0.1, "weights"), (0.1, -0.1, "weights"), (0.01, -0.01, "no clear association")],
)
def test_an_association_has_a_direction_only_where_both_weights_agree(weighed, once, said):
    row = _association(weighed, once)
    for text in (zones._association("jobs", row), zones._association_title(row), pensions._association(row)):
        assert said in text and "higher" not in text and "lower" not in text
    for text in (zones._association("jobs", row), pensions._association(row)):
        assert words.points(weighed / 10) in text and words.points(once / 10) in text


def test_both_weights_of_an_association_are_those_of_plain_regressions():
    """One large area makes the weighted slope; counted once, each tells as much."""
    table = pd.DataFrame(
        {
            "share_isolated": [0.0, 0.1, 0.2, 0.3, 0.4, 0.5],
            "change": [1.0, 0.9, 1.2, 0.8, 1.1, 5.0],
            "people": [1.0, 1.0, 1.0, 1.0, 1.0, 900.0],
        }
    )
    row = areas.association(table, "change").iloc[0]
    for ending, weight in (("", table["people"]), ("_once", table["people"] * 0 + 1)):
        plain = np.polyfit(table["share_isolated"], table["change"], 1, w=np.sqrt(weight))[0]
        assert row[f"slope{ending}"] == pytest.approx(plain)


def test_the_weights_of_zones_decide_what_is_said_of_all_salaried_jobs():
    row = areas.industry_association(france(), "zau", sector="all").iloc[0]
    assert row["high"] < 0 < row["high_once"], "the two agree now: take another definition"
    assert "depends on their weights" in story.zone_reading(france(), "zau")
