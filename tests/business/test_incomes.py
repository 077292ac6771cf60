"""Incomes by type: weighed by people, of enough communes, with what is secret counted apart."""

import pandas as pd
import pytest
from helpers import renewed

from analysis.business import incomes, story
from analysis.business.story import incomes as told
from analysis.geography import FEWEST_ISOLATED
from analysis.territories import ISOLATED, Territory, france

TYPES = pd.CategoricalDtype(["Towns", ISOLATED], ordered=True)


def communes(isolated: int, towns: int = 12, secret: int = 0) -> pd.DataFrame:
    kinds = ["Towns"] * towns + [ISOLATED] * (isolated + secret)
    frame = pd.DataFrame(
        {
            "commune": [f"{place:05d}" for place in range(len(kinds))],
            "cluster": [f"e{place % 5}" for place in range(len(kinds))],
        }
    )
    frame["territory_type"] = pd.Series(kinds, dtype=TYPES)
    known = [True] * (towns + isolated) + [False] * secret
    medians = [20_000.0] * towns + [18_000.0] * (isolated + secret)
    return frame.assign(**{incomes.MEDIAN: medians, "fiscal": 100.0, "known": known, "population": 110.0})


def test_a_commune_weighs_what_its_people_weigh():
    frame = communes(isolated=10)
    frame.loc[0, [incomes.MEDIAN, "fiscal"]] = [30_000.0, 1_100.0]
    row = incomes.means_of(frame).set_index("territory_type").loc["Towns"]
    assert row["mean_eur"] == pytest.approx(25_000)  # half of the people in one commune


def test_a_secret_commune_is_counted_apart_and_weighs_nothing():
    row = incomes.means_of(communes(isolated=10, secret=30)).set_index("territory_type").loc[ISOLATED]
    assert (row["communes"], row["share_communes"], row["share_people"]) == (10, 0.25, 0.25)
    assert row["mean_eur"] == 18_000


def test_fewer_than_ten_known_communes_make_no_mean():
    row = incomes.means_of(communes(isolated=FEWEST_ISOLATED - 1, secret=9)).set_index("territory_type").loc[ISOLATED]
    assert row[["mean_eur", "low", "high"]].isna().all(), f"a mean of {row['communes']} communes: {row.to_dict()}"


def test_the_gap_of_france_is_that_of_the_means_and_clear():
    gap, low, high = incomes.income_gap(france(), "zau")
    assert low < gap < high < 0
    assert f"{abs(gap):,.0f} € below the others" in told._title(france(), "zau")


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ((-500.0, -900.0, -100.0), "500 € below"),
        ((-500.0, -900.0, 100.0), "not clearly apart"),
        ((500.0, 1.0, 900.0), "500 € above"),
    ],
)
def test_the_words_follow_the_interval(monkeypatch, gap, said):
    monkeypatch.setattr(incomes, "income_gap", lambda *_: gap)
    assert said in told._title(france(), "zau")


@pytest.mark.parametrize("text", ["01", "04", "06", "dep:75", "epci:241500230"])
def test_where_no_income_of_isolated_communes_can_be_told_it_is_said_why(text):
    place = Territory.parse(text)
    for shown in (story.income_figure, story.income_table, story.income_reading):
        found = shown(place, "zau")
        assert isinstance(found, str) and place.name in found and "€" not in found


def test_incomes_that_are_not_held_are_not_said_to_be_secret(monkeypatch):
    empty = incomes.means_of(communes(isolated=0, secret=20)).assign(communes=0)
    monkeypatch.setattr(incomes, "incomes", lambda *_: empty)
    assert "is held for no commune" in told.income_reading(Territory.parse("dep:15"), "zau")


def test_the_weight_of_the_means_is_named():
    """People of fiscal households, not inhabitants: the two give other means."""
    for shown in (story.income_figure(france(), "zau"), story.income_table(france(), "zau")):
        assert "weighted by people of fiscal households" in " ".join(renewed.said(shown).split())
