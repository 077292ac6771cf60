"""Services per 10,000 people: made-up communes, what an edition does not cover, and the sentence."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import typed

from analysis.services import ALL_COMMUNES, per_head
from analysis.services.catalogue import Service
from analysis.services.story import per_head as story
from analysis.territories import ISOLATED, Territory, france

SHOP = Service("post_office", "Shop", "the shop", {2009: ("A101",), 2013: ("A102", "A103")}, breaks=(2013,))


def test_equipments_are_counted_by_commune_and_an_uncovered_one_is_left_out():
    listed = pd.DataFrame(
        [["a", 2009, "A101", 2.0], ["a", 2013, "A102", 1.0], ["a", 2013, "A103", 3.0], ["b", 2013, "A999", 5.0]],
        columns=["commune", "year", "type", "equipments"],
    )
    communes = pd.DataFrame({"commune": ["a", "b", "c"], "region": ["84", "84", "06"]})
    table = per_head.counted_of(listed, communes, [2009, 2013], [SHOP]).set_index(["year", "commune"])["equipments"]
    assert table[2009].to_dict() == {"a": 2, "b": 0}
    assert table[2013].to_dict() == {"a": 4, "b": 0, "c": 0}


def _counted(isolated, others, size=20):
    kinds = typed([ISOLATED] * size + ["Urban"] * size)
    return pd.DataFrame(
        {
            "service": "shop",
            "label": "Shop",
            "year": 2019,
            "commune": [f"{place:05d}" for place in range(2 * size)],
            "cluster": [f"e{place % size}" for place in range(2 * size)],
            "equipments": [isolated] * size + [others] * size,
            "people": [100.0] * size + [1000.0] * size,
            "territory_type": kinds,
        }
    )


def test_a_rate_is_of_people_so_that_small_communes_may_have_more():
    # One commune in two without, in both; and ten times as many shops per head where communes are small.
    frame = _counted(1.0, 1.0)
    frame.loc[frame.index % 2 == 0, "equipments"] = 0.0
    table = per_head.per_head_of(frame).set_index("territory_type")["per_10000"]
    assert table[ISOLATED] == 50 and table["Urban"] == 5
    assert table[ALL_COMMUNES] == pytest.approx(20 / 22_000 * 10_000)


def test_people_that_are_not_known_give_no_rate():
    frame = _counted(1.0, 1.0)
    frame.loc[frame["territory_type"] == ISOLATED, "people"] = np.nan
    table = per_head.per_head_of(frame).set_index("territory_type")["per_10000"]
    assert table.dropna().index.tolist() == ["Urban", ALL_COMMUNES]


@pytest.mark.parametrize(("isolated", "others", "sign"), [(1.0, 1.0, 1), (0.1, 9.0, -1)])
def test_the_isolated_have_more_or_fewer_by_the_interval_of_the_gap(isolated, others, sign):
    row = per_head.beside_others_of(_counted(isolated, others)).iloc[0]
    assert row["gap"] == pytest.approx(isolated * 100 - others * 10)
    assert np.sign([row["low"], row["high"]]).tolist() == [sign, sign]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ([(2, 1, 3), (-2, -3, -1)], "clearly have more of 1 of 2 common services (a) and fewer of 1 of 2"),
        ([(2, -1, 3), (-2, -3, 1)], "For none of 2 common services"),
    ],
)
def test_the_sentence_counts_by_the_intervals(bounds, said):
    gaps = pd.DataFrame(bounds, columns=["gap", "low", "high"]).assign(label=["A (x)", "B"])
    assert said in story._said_others(gaps)


def test_isolated_communes_of_the_country_have_more_shops_per_head_than_all():
    table = per_head.per_head(france(), "zau")
    shops = table[(table["service"] == "food_or_bakery") & (table["year"] == 2019)].set_index("territory_type")
    assert shops["per_10000"][[ISOLATED, ALL_COMMUNES]].tolist() == pytest.approx([29.1, 18.2], abs=0.1)


def test_few_isolated_communes_have_no_rate_of_their_own():
    reunion = Territory.parse("04")
    assert ISOLATED not in " ".join(story.per_head_table(reunion, "zau")._tbl_data)
    assert "isolated" not in story.per_head_reading(reunion, "zau")


def test_a_service_counted_in_another_way_has_no_former_rate():
    table = story.per_head_table(Territory.parse("84"), "zau")._tbl_data.set_index("Service")
    assert table.loc["Job centre (Pôle emploi)", "Isolated, 2013"] == "n/a"
    assert table.loc["Bank", "Isolated, 2013"] != "n/a"
