"""Occupations: the two groups of the report told apart, a nomenclature that breaks a line, a year that is inferred."""

import numpy as np
import pandas as pd
import pytest

from analysis.population import residents, story
from analysis.population.story import moves as moves_story
from analysis.population.story import origins
from analysis.population.story import residents as told
from analysis.territories import ISOLATED, Territory, france

CORSICA = Territory.parse("94")
FEW_HEADS, FEW_RETIRED = "So few craftspeople, traders and heads of firms move", "So few of the retired move"


def groups(retired, heads):
    """Return the arrivals and the departures of the two groups, with their balance."""
    made = pd.DataFrame([retired, heads], index=["7", "2"], columns=["entrants", "leavers"])
    return made.assign(net=made["entrants"] - made["leavers"], rate_net_per_1000=1.0)


@pytest.mark.parametrize(
    ("retired", "heads", "said", "unsaid"),
    [
        ((397, 184), (90, 50), ("of the retired: +213,", FEW_HEADS, "a sample"), ("two groups", FEW_RETIRED)),
        ((90, 50), (397, 184), ("heads of firms: +213,", FEW_RETIRED, "a sample"), ("two groups", FEW_HEADS)),
        ((397, 184), (200, 100), ("of the retired: +213,", "heads of firms: +100,"), ("So few",)),
        ((90, 50), (90, 50), ("So few of these two groups move",), ("Arrivals less",)),
    ],
)
def test_each_of_the_two_groups_has_a_balance_where_enough_of_it_move(retired, heads, said, unsaid):
    sentence = moves_story._two_balances(groups(retired, heads))
    assert all(part in sentence for part in said) and not any(part in sentence for part in unsaid), sentence


@pytest.mark.parametrize("code", ["FR", "94", "dep:48"])
def test_a_balance_that_the_table_gives_is_not_said_to_be_unknown(code):
    place = Territory.parse(code)
    table = story.occupations_table(place, "zau")._tbl_data.set_index("Occupation")["Net"]
    reading = story.occupations_reading(place, "zau")
    assert (str(table["Retired"]) == "n/a") == (FEW_RETIRED in reading or "these two groups" in reading)
    heads = str(table["Craftspeople, traders, heads of firms"])
    assert (heads == "n/a") == (FEW_HEADS in reading or "these two groups" in reading)


def shares(years):
    return pd.DataFrame({"territory_type": ISOLATED, "year": years, "share": 0.05, "low": 0.04, "high": 0.06})


def test_no_line_joins_two_nomenclatures():
    dated = told._dated(shares([2011, 2016, 2022]), broken=True).sort_values("at")
    assert dated["at"].tolist() == [2011, 2016, 2019, 2022] and dated["share"].isna().tolist() == [0, 0, 1, 0]
    assert dated["census"].tolist() == ["2011", "2016", "", "2022"], "no census is named where the line breaks"
    assert len(told._dated(shares([2011, 2016]), broken=True)) == 2, "one nomenclature is one line"
    assert len(told._dated(shares([2011, 2016, 2022]), broken=False)) == 3


@pytest.mark.parametrize(("occupation", "breaks"), [("craft_trade_heads", 1), ("retired", 0)])
def test_a_line_of_occupations_breaks_where_their_nomenclature_changes(occupation, breaks):
    picture = story.stock_figure(CORSICA, "zau", occupation)
    drawn = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) > 2]
    holes = [int(np.isnan(line.get_ydata()).sum()) for line in drawn]
    assert set(holes) == {breaks}, f"places without a value on each line: {holes}"
    unit = " ".join(text.get_text() for text in picture.figure.texts).replace("\n", " ")
    assert ("no line joins" in unit) == bool(breaks) and picture.title.count("%") == 2 - breaks
    assert ("broken where the nomenclature" in picture.alt) == bool(breaks)


def test_the_share_of_the_retired_is_told_with_the_break_that_it_may_hold(monkeypatch):
    assert "a break cannot be ruled out" in story.stock_reading(CORSICA, "zau")
    monkeypatch.setattr(residents, "crosses_nomenclatures", lambda *_: False)
    assert "a break" not in story.stock_reading(CORSICA, "zau")


def test_both_shares_of_housing_are_named_beside_the_most_urban_type():
    said = story.housing_reading(france(), "zau").split(". ")
    assert len(said) == 2 and all("second homes are" in one and "recent movers" in one for one in said), said


@pytest.mark.parametrize("inferred", [True, False])
def test_an_inferred_census_is_said_to_be_so(monkeypatch, inferred):
    monkeypatch.setattr(origins, "inferred", lambda *_: inferred)
    assert ("a year inferred because" in story.origins_reading(CORSICA)) == inferred
    assert ("(year inferred)" in story.origins_table(CORSICA).as_raw_html()) == inferred


def test_the_catalogue_says_which_census_is_inferred():
    assert "a year inferred because its file" not in story.origins_reading(france())
    assert "census of 2014, a year inferred" in story.origins_reading(CORSICA)
    assert "(year inferred); a sample" in story.origins_table(CORSICA).as_raw_html()
