"""Measures of work: on hand-made frames, by invariants, and the known facts on the snapshot."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import business, business_areas, business_firms, business_firms_story, business_mix, snapshot
from analysis.isolation import ISOLATED
from analysis.territory import Territory, france

TYPES = pd.CategoricalDtype(["Urban", ISOLATED], ordered=True)
counts = st.integers(0, 10**6).map(float)


@st.composite
def _regions_and_country(draw):
    areas, functions = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rows = [
        (f"area {area}", f"function {function}", draw(counts), draw(counts))
        for area in range(areas)
        for function in range(functions)
    ]
    frame = pd.DataFrame(rows, columns=["area", "function", "jobs_start", "jobs_end"])
    return frame, frame.groupby("function")[["jobs_start", "jobs_end"]].sum().reset_index()


@given(_regions_and_country())
def test_the_three_parts_add_up_to_the_change(drawn):
    frame, reference = drawn
    table = business_mix.shift_share_of(frame, reference, "area")
    change = table["jobs_end"] - table["jobs_start"]
    assert np.allclose(table[list(business_mix.PARTS)].sum(axis=1), change, rtol=1e-9, atol=1e-4)


@given(_regions_and_country())
def test_mix_and_local_parts_vanish_for_the_whole_country(drawn):
    frame, reference = drawn
    table = business_mix.shift_share_of(frame, reference, "area")
    if (reference["jobs_start"] > 0).all():
        assert table["mix"].sum() == pytest.approx(0, abs=1e-3)
        assert table["local"].sum() == pytest.approx(0, abs=1e-3)


def test_shift_share_of_known_numbers():
    frame = pd.DataFrame(
        [["a", "x", 100.0, 90.0], ["a", "y", 100.0, 130.0]], columns=["area", "function", "jobs_start", "jobs_end"]
    )
    reference = pd.DataFrame(
        [["x", 1000.0, 800.0], ["y", 3000.0, 3600.0]], columns=["function", "jobs_start", "jobs_end"]
    )
    row = business_mix.shift_share_of(frame, reference, "area").iloc[0]
    # The country grows by 10 %; x falls by 20 %, y grows by 20 %.
    assert (row["national"], row["mix"], row["local"]) == pytest.approx((20, -20, 20))
    assert row["change"] == pytest.approx(0.1)


@given(_regions_and_country())
def test_location_quotients_average_to_one(drawn):
    frame, _ = drawn
    frame = frame.rename(columns={"jobs_start": "jobs"})
    reference = frame.groupby("function")["jobs"].sum().reset_index()
    table = business_mix.location_quotients_of(frame[["area", "function", "jobs"]], reference, "area")
    known = table.dropna(subset=["location_quotient"])
    weight = known.groupby("area")["jobs"].transform("sum")
    mean = (known["location_quotient"] * weight).groupby(known["function"]).sum() / weight.groupby(
        known["function"]
    ).sum()
    assert np.allclose(mean, 1)


def _communes(rows):
    frame = pd.DataFrame(rows, columns=["commune", "departement", "territory_type", "jobs_start", "jobs_end"])
    return frame.astype({"territory_type": TYPES})


def test_gap_compares_the_two_groups():
    rows = [(f"u{i}", f"{i:02d}", "Urban", 100, 80) for i in range(10)]
    rows += [(f"i{i}", f"{i:02d}", ISOLATED, 10, 9) for i in range(10)]
    row = business.gap_of_changes(_communes(rows)).iloc[0]
    assert (row["change_isolated"], row["change_others"], row["gap"]) == pytest.approx((-0.1, -0.2, 0.1))
    assert (row["low"], row["high"]) == pytest.approx((0.1, 0.1))


def test_gap_interval_widens_with_unequal_departements_and_holds_the_gap():
    rows = [(f"u{i}", f"{i:02d}", "Urban", 100, 60 + 8 * i) for i in range(10)]
    rows += [(f"i{i}", f"{i:02d}", ISOLATED, 10, 5 + i) for i in range(10)]
    row = business.gap_of_changes(_communes(rows)).iloc[0]
    assert row["low"] < row["gap"] < row["high"]


def test_gap_is_missing_without_isolated_jobs():
    row = business.gap_of_changes(_communes([("u", "01", "Urban", 100, 80), ("i", "01", ISOLATED, 0, 0)])).iloc[0]
    assert row["change_others"] == pytest.approx(-0.2)
    assert np.isnan(row["gap"]) and np.isnan(row["low"])
    assert business.gap_of_changes(_communes([])).isna().all(axis=None)


def test_index_follows_the_same_communes():
    rows = [("a", "Urban", 2014, 50), ("a", "Urban", 2015, 60), ("b", "Urban", 2014, 40), ("c", "Urban", 2015, 7)]
    frame = pd.DataFrame(rows, columns=["commune", "territory_type", "year", "employees"])
    table = business_firms.employees_panel(frame.astype({"territory_type": TYPES}))
    assert table["employees"].tolist() == [50, 60]
    assert table["index"].tolist() == pytest.approx([100, 120])
    every = business_firms.employees_panel(frame.astype({"territory_type": TYPES}), complete=False)
    assert every["employees"].tolist() == [90, 67]


def test_leaders_hold_the_change_and_the_rest_goes_without_them():
    frame = pd.DataFrame({"name": list("abc"), "employees_start": [100, 50, 50], "employees_end": [40, 55, 45]})
    row = business_firms.leaders_of(frame, top=1).iloc[0]
    assert (row["change"], row["share_of_change"], row["change_without"]) == pytest.approx((-0.3, 1.0, 0.0))
    assert row["names"] == ("a",)
    assert business_firms.leaders_of(frame.assign(employees_end=frame["employees_start"])).empty


def test_rate_of_establishments_leaves_unpeopled_communes_out():
    frame = pd.DataFrame(
        [["a", "Urban", "small", 3], ["b", "Urban", "small", 5], ["a", "Urban", "large", 2]],
        columns=["commune", "territory_type", "class", "establishments"],
    ).astype({"territory_type": TYPES})
    population = pd.DataFrame({"commune": ["a", "b"], "population": [1000, np.nan]})
    table = business_firms.rate_of_establishments(frame, population).set_index("class")
    assert table.loc["small", "establishments"] == 8
    assert table.loc["small", "rate_per_1000"] == pytest.approx(3)
    assert table["share"].sum() == pytest.approx(1)


def _areas(rows, inside):
    frame = pd.DataFrame(rows, columns=["area", "commune", "isolated", "population"])
    frame = frame.astype({"isolated": "boolean", "population": "float64"})
    return business_areas.isolation_of_areas(frame, frame["commune"].isin(inside))


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
    ).astype({"isolation": pd.CategoricalDtype(business_areas.CLASSES, ordered=True)})
    row = business_areas.by_isolation(table, "share_pensions").iloc[0]
    assert (row["areas"], row["mean"], row["median"]) == pytest.approx((2, 0.25, 0.3))


# Known facts, computed apart from this code.
def test_production_resisted_in_2006_2011_and_not_over_1999_2016():
    short = business.job_change(france(), "zau").set_index("territory_type")["change"]
    assert short[ISOLATED] == pytest.approx(-0.052, abs=0.002)
    assert short["Large urban areas"] == pytest.approx(-0.108, abs=0.002)
    long = business.job_gap(france(), "zau", start=1999, end=2016).iloc[0]
    assert long["change_isolated"] == pytest.approx(-0.172, abs=0.002)
    assert long["change_others"] == pytest.approx(-0.175, abs=0.002)
    assert long["low"] < 0 < long["high"]


def test_production_weighs_more_in_isolated_communes():
    table = business.production_share(france(), "zau")
    table = table[table["year"] == 2011].set_index("territory_type")["share"]
    assert table[ISOLATED] == pytest.approx(0.109, abs=0.001)
    assert table["Large urban areas"] == pytest.approx(0.081, abs=0.001)


def test_shift_share_of_types_adds_up_to_france():
    table = business_mix.shift_share(france(), "zau")
    assert np.allclose(table[list(business_mix.PARTS)].sum(axis=1), table["jobs_end"] - table["jobs_start"])
    assert table["local"].sum() == pytest.approx(0, abs=1)
    part = business_mix.local_part(france(), "zau").set_index("territory_type")
    assert part["share_local"].to_dict() == pytest.approx(table.set_index("territory_type")["share_local"].to_dict())
    assert (part["low"] < part["share_local"]).all() and (part["share_local"] < part["high"]).all()


def test_where_nothing_is_held_the_measures_are_empty():
    mayotte = Territory.parse("06")
    for measure in (
        business.job_change,
        business_mix.shift_share,
        business_firms.employees,
        business_areas.unemployment,
    ):
        assert measure(mayotte, "zau").empty
    assert business_firms.digital_firms(Territory.parse("84"), "zau").empty


def test_an_epci_has_its_zone():
    table = business_areas.industry_by_zone(Territory.parse("epci:241500230"), "zau")
    assert table["name"].tolist() == ["Aurillac"]
    assert table[["jobs_start", "jobs_end"]].iloc[0].tolist() == [3687, 3131]


def test_jobs_of_two_censuses_are_of_the_communes_held_in_both(monkeypatch):
    held = pd.DataFrame({"commune": ["a", "b", "c"], 2006: [10.0, np.nan, 5.0], 2011: [8.0, 4.0, 6.0]})
    kinds = pd.DataFrame({"commune": ["a", "b"], "departement": "01", "territory_type": pd.Categorical([ISOLATED] * 2)})
    monkeypatch.setattr(business, "jobs_of_france", lambda function: held)
    monkeypatch.setattr(business, "classify", lambda territory, definition: kinds)
    frame = business.jobs_of_communes(france(), "zau", 2006, 2011)
    # b has no figure in 2006, and c lies outside the territory.
    assert frame[["commune", "jobs_start", "jobs_end"]].to_numpy().tolist() == [["a", 10.0, 8.0]]
    assert business.jobs_of_communes(france(), "zau", 1975, 2011).empty


def test_digital_firms_are_told_everywhere_where_the_register_is_held(monkeypatch):
    territory, load = Territory.parse("94"), snapshot.load
    places = load("communes", territory, columns=["commune", "region"])
    isolated = (business.typed(places, territory, "zau")["territory_type"] == ISOLATED).to_numpy()
    register = business.typed(places, territory, "zau")[["commune", "region"]].assign(establishments=isolated * 2.0)
    ours = "digital_establishments"
    monkeypatch.setattr(
        snapshot, "load", lambda name, *rest, **told: register if name == ours else load(name, *rest, **told)
    )
    monkeypatch.setattr(snapshot, "holds", lambda name: name == ours)
    monkeypatch.setattr(business_firms_story, "source_line", lambda name: f"Source: {name}")
    said = business_firms_story.digital_reading(territory, "zau")
    assert "INSEE's register, 100.0 % of isolated communes had at least one (digital_establishments) and" in said
    assert said.endswith("they hold 100.0 % of these firms.") and "Occitanie" not in said
    monkeypatch.setattr(snapshot, "holds", lambda name: False)
    assert "for Occitanie only" in business_firms_story.digital_reading(territory, "zau")
