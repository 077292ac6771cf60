"""Employees and establishments: the same communes, the largest places, rates by people."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import DTYPE

from analysis.business import firms
from analysis.territories import Territory


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
    assert (row["change"], row["share_of_change"], row["change_without"]) == pytest.approx((-0.3, 1.0, -0.1))
    assert row["names"] == ("a",)
    still = firms.leaders_of(frame.assign(employees_end=frame["employees_start"]))
    assert still.empty, f"nothing changed, so no firm holds the change: give no row, not\n{still}"


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
