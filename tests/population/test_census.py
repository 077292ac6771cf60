"""Travel to work and diplomas: shares on hand-made communes."""

import pandas as pd
import pytest

from analysis.geography import FEWEST_ISOLATED
from analysis.population import census
from analysis.population.residents import isolated_held
from analysis.population.story import diplomas_figure
from analysis.territories import ISOLATED, Territory, france

KINDS = ["a", "a", "b"]


def test_shares_of_travel_are_of_all_employed_and_add_up():
    rows = [("01001", "none", 10), ("01001", "car", 90), ("01002", "car", 100), ("01003", "public", 50)]
    frame = pd.DataFrame(rows, columns=["commune", "mode", "employed"])
    kinds = dict(zip(["01001", "01002", "01003"], KINDS))
    frame = frame.assign(cluster="01", territory_type=frame["commune"].map(kinds))
    table = census.travel_of(frame).set_index(["territory_type", "mode"])["share"]
    assert table["a", "none"] == pytest.approx(0.05) and table["b", "public"] == 1
    assert table.groupby("territory_type").sum().tolist() == pytest.approx([1, 1])


def test_diplomas_weigh_communes_by_people_and_keep_those_of_every_census():
    rows = [("01001", 2016, 0.6, 100), ("01002", 2016, 0.4, 300), ("01003", 2016, 0.9, 10),
            ("01001", 2022, 0.5, 100), ("01002", 2022, 0.3, 100)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["commune", "year", "share", "population"])
    frame = frame.assign(cluster="01", territory_type="a")
    table = census.diplomas_of(frame, "share").set_index("year")
    assert table.loc[2016, "share"] == pytest.approx(0.45) and table.loc[2022, "share"] == pytest.approx(0.4)
    assert table["communes"].tolist() == [2, 2]


def test_national_travel_is_the_published_one():
    table = census.travel(france(), "zau").groupby("mode")["employed"].sum()
    assert table.sum() == pytest.approx(26_443_103, rel=0.001)
    assert (table / table.sum()).round(3).to_dict() == pytest.approx(
        {"bicycle": 0.023, "car": 0.701, "none": 0.042, "public": 0.154, "two_wheels": 0.018, "walk": 0.061}, abs=0.001
    )


@pytest.mark.parametrize("text", ["FR", "dep:48"])
def test_a_gap_of_diplomas_is_that_of_the_shares_it_stands_beside(text):
    """Of the same communes: those held at every census, not all that the last one tells of."""
    place = Territory.parse(text)
    table = census.diplomas(place, "zau")
    last = table[table["year"] == table["year"].max()].set_index("territory_type")["share"]
    frame = census._schooling(place, "zau", "share_below_baccalaureat")
    held = census.held_in_every_year(frame.dropna(subset=["share_below_baccalaureat", "population"]))
    others = held[(held["year"] == held["year"].max()) & (held["territory_type"] != ISOLATED)]
    beside = (others["share_below_baccalaureat"] * others["population"]).sum() / others["population"].sum()
    assert census.diplomas_gap(place, "zau")[0] == pytest.approx(last[ISOLATED] - beside)


def test_a_figure_without_isolated_communes_says_nothing_of_those_followed():
    few, enough = Territory.parse("dep:01"), Territory.parse("dep:48")
    frame = census.with_diplomas(few, "zau")
    held, whole, _ = isolated_held(frame, few, "zau")
    assert 0 < held < whole < FEWEST_ISOLATED, "take a place where few are isolated, and not all of them followed"
    written = {
        place: " ".join(text.get_text() for text in diplomas_figure(place, "zau").figure.texts)
        for place in (few, enough)
    }
    assert "followed" not in written[few] and "followed" in written[enough]
