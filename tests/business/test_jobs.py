"""Jobs of censuses: the gap between groups on hand-made communes, and what is known of production work."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import DTYPE

from analysis.business import jobs
from analysis.territories import ISOLATED, Territory, france


def _communes(rows):
    frame = pd.DataFrame(rows, columns=["commune", "cluster", "territory_type", "jobs_start", "jobs_end"])
    return frame.astype({"territory_type": DTYPE})


def test_the_gap_is_the_change_of_the_isolated_less_that_of_the_others():
    rows = [(f"u{i}", f"{i:02d}", "Urban", 100, 80) for i in range(10)]
    rows += [(f"i{i}", f"{i:02d}", ISOLATED, 10, 9) for i in range(10)]
    row = jobs.gap_of_changes(_communes(rows)).iloc[0]
    assert (row["change_isolated"], row["change_others"], row["gap"]) == pytest.approx((-0.1, -0.2, 0.1))
    assert (row["low"], row["high"]) == pytest.approx((0.1, 0.1))


def test_gap_interval_widens_with_unequal_clusters_and_holds_the_gap():
    rows = [(f"u{i}", f"{i:02d}", "Urban", 100, 60 + 8 * i) for i in range(10)]
    rows += [(f"i{i}", f"{i:02d}", ISOLATED, 10, 5 + i) for i in range(10)]
    row = jobs.gap_of_changes(_communes(rows)).iloc[0]
    assert row["low"] < row["gap"] < row["high"]


def test_gap_is_missing_without_isolated_jobs():
    row = jobs.gap_of_changes(_communes([("u", "01", "Urban", 100, 80), ("i", "01", ISOLATED, 0, 0)])).iloc[0]
    assert row["change_others"] == pytest.approx(-0.2)
    assert np.isnan(row["gap"]) and np.isnan(row["low"])
    nothing = jobs.gap_of_changes(_communes([]))
    assert nothing.isna().all(axis=None), f"without communes every part of the gap is missing, not\n{nothing}"


# Known facts, computed apart from this code.
def test_production_resisted_in_2006_2011_and_not_over_1999_2016():
    short = jobs.job_change(france(), "zau").set_index("territory_type")["change"]
    assert short[ISOLATED] == pytest.approx(-0.052, abs=0.002)
    assert short["large_urban_areas"] == pytest.approx(-0.108, abs=0.002)
    long = jobs.job_gap(france(), "zau", start=1999, end=2016).iloc[0]
    assert long["change_isolated"] == pytest.approx(-0.172, abs=0.002)
    assert long["change_others"] == pytest.approx(-0.175, abs=0.002)
    assert long["low"] < 0 < long["high"]


def test_production_weighs_more_in_isolated_communes():
    table = jobs.production_share(france(), "zau")
    table = table[table["year"] == 2011].set_index("territory_type")["share"]
    assert table[ISOLATED] == pytest.approx(0.109, abs=0.001)
    assert table["large_urban_areas"] == pytest.approx(0.081, abs=0.001)


def test_mayotte_has_no_jobs_of_two_censuses():
    table = jobs.job_change(Territory.parse("06"), "zau")
    assert table.empty, f"Mayotte is in one census only, so no change can be told of it:\n{table}"


def test_jobs_of_two_censuses_are_of_the_communes_held_in_both(monkeypatch):
    held = pd.DataFrame({"commune": ["a", "b", "c"], 2006: [10.0, np.nan, 5.0], 2011: [8.0, 4.0, 6.0]})
    kinds = pd.DataFrame({"commune": ["a", "b"], "cluster": "01", "territory_type": pd.Categorical([ISOLATED] * 2)})
    monkeypatch.setattr(jobs, "jobs_of_france", lambda function: held)
    monkeypatch.setattr(jobs, "classify", lambda territory, definition: kinds)
    frame = jobs.jobs_of_communes(france(), "zau", 2006, 2011)
    # b has no figure in 2006, and c lies outside the territory.
    assert frame[["commune", "jobs_start", "jobs_end"]].to_numpy().tolist() == [["a", 10.0, 8.0]]
    unheld = jobs.jobs_of_communes(france(), "zau", 1975, 2011)
    assert unheld.empty, f"1975 is not held: no commune can be compared, but these were\n{unheld}"
