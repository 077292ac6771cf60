"""Employees and establishments: the same communes, the largest places, rates by people."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import DTYPE

from analysis.business import firms, story
from analysis.business.story import firms as told
from analysis.territories import Territory, france


def test_the_index_of_employees_follows_communes_known_in_every_year():
    rows = [("a", "Urban", 2014, 50), ("a", "Urban", 2015, 60), ("b", "Urban", 2014, 40), ("c", "Urban", 2015, 7)]
    frame = pd.DataFrame(rows, columns=["commune", "territory_type", "year", "employees"])
    table = firms.employees_panel(frame.astype({"territory_type": DTYPE}))
    assert table["employees"].tolist() == [50, 60]
    assert table["index"].tolist() == pytest.approx([100, 120])
    every = firms.employees_panel(frame.astype({"territory_type": DTYPE}), complete=False)
    assert every["employees"].tolist() == [90, 67]


def test_leaders_hold_the_change_and_the_rest_goes_without_them():
    frame = pd.DataFrame({"name": list("abc"), "employees_start": [100, 50, 50], "employees_end": [40, 55, 45]})
    row = firms.leaders_of(frame, top=1).iloc[0]
    # Of the 65 employees lost, not of the 60 that are left when those gained are taken off.
    assert (row["change"], row["share_of_moved"], row["change_without"]) == pytest.approx((-0.3, 60 / 65, -0.1))
    assert row["names"] == ("a",)
    still = firms.leaders_of(frame.assign(employees_end=frame["employees_start"]))
    assert still.empty, f"nothing changed, so no firm holds the change: give no row, not\n{still}"


def test_leaders_hold_no_more_than_all_that_moved_their_way():
    frame = pd.DataFrame({"name": list("abc"), "employees_start": [100] * 3, "employees_end": [140, 75, 95]})
    row = firms.leaders_of(frame, top=1).iloc[0]
    assert row["share_of_moved"] == 1, "a share of the net change would be four times all of it"


def test_communes_that_moved_alike_are_ordered_by_their_code():
    alike = {"a": (100, 110), "b": (40, 50), "c": (60, 70), "d": (80, 79), "e": (70, 69)}
    frame = pd.DataFrame.from_dict(alike, orient="index", columns=["employees_start", "employees_end"])
    frame["name"] = frame.index
    told = {
        (row["names"], round(row["change_without"], 9))
        for order in (list("abcde"), list("edcba"), list("cbead"))
        for _, row in firms.leaders_of(frame.loc[order], top=1).iterrows()
    }
    assert len(told) == 1 and next(iter(told))[0] == ("a",), f"the order of the rows changes what is told: {told}"


def test_establishments_that_no_rate_counts_are_said_to_be_left_out(monkeypatch):
    left = pd.DataFrame({"commune": ["97601", "97602"], "establishments": [1000.0, 10.0]})
    held = {"FR": left, "84": left.iloc[:0], "06": left.iloc[:1]}
    monkeypatch.setattr(firms, "without_people", lambda place, *_, **__: held[place.code])
    for code in ("FR", "84"):
        assert "; rates leave out 1,010 establishments of France, in 2 communes" in told._left_without_people(
            Territory.parse(code), "zau"
        )
    assert "1,000 establishments of Mayotte, in one commune" in told._left_without_people(Territory.parse("06"), "zau")


def test_the_communes_without_people_are_those_that_the_rate_leaves_out():
    left = firms.without_people(france(), "zau", year=firms.sizes_year())
    elsewhere = left[~left["commune"].str.startswith("976")]
    assert elsewhere.empty and len(left), f"only communes of Mayotte have no people of that year: {elsewhere}"
    subtitle = story.size_table(france(), "zau")._heading.subtitle
    assert f"{left['establishments'].sum():,.0f} establishments of France" in subtitle


def test_rate_of_establishments_leaves_unpeopled_communes_out():
    frame = pd.DataFrame(
        [["a", "Urban", "small", 3], ["b", "Urban", "small", 5], ["a", "Urban", "large", 2]],
        columns=["commune", "territory_type", "class", "establishments"],
    ).astype({"territory_type": DTYPE})
    population = pd.DataFrame({"commune": ["a", "b"], "population": [1000, np.nan]})
    table = firms.rate_of_establishments(frame, population).set_index("class")
    assert table.loc["small", "establishments"] == 8
    assert table.loc["small", "rate_per_1000"] == pytest.approx(3)
    assert table["share"].sum() == pytest.approx(1)


def test_mayotte_has_no_employees_of_its_communes():
    table = firms.employees(Territory.parse("06"), "zau")
    assert table.empty, f"no employees of Mayotte are held: give an empty table, not\n{table}"


def test_digital_firms_are_of_the_region_that_holds_them_alone():
    table = firms.digital_firms(Territory.parse("84"), "zau")
    assert table.empty, f"digital firms are held for Occitanie alone: give an empty table, not\n{table}"
