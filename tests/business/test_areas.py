"""Zones and EPCI: which of them count as isolated, and who belongs to a territory."""

import pandas as pd
import pytest

from analysis.business import areas
from analysis.territories import Territory


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
