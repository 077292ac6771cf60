"""Shift-share and location quotients: parts that add up, known numbers, and the types of France."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.business import mix
from analysis.business.story import mix as mix_told
from analysis.territories import Territory, france

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
    table = mix.shift_share_of(frame, reference, "area")
    change = table["jobs_end"] - table["jobs_start"]
    parts = table[list(mix.PARTS)].sum(axis=1)
    np.testing.assert_allclose(parts, change, rtol=1e-9, atol=1e-4, err_msg="the three parts miss the change")


@given(_regions_and_country())
def test_mix_and_local_parts_vanish_for_the_whole_country(drawn):
    frame, reference = drawn
    table = mix.shift_share_of(frame, reference, "area")
    if (reference["jobs_start"] > 0).all():
        assert table["mix"].sum() == pytest.approx(0, abs=1e-3)
        assert table["local"].sum() == pytest.approx(0, abs=1e-3)


def test_the_change_is_parted_into_country_mix_and_place():
    frame = pd.DataFrame(
        [["a", "x", 100.0, 90.0], ["a", "y", 100.0, 130.0]], columns=["area", "function", "jobs_start", "jobs_end"]
    )
    reference = pd.DataFrame(
        [["x", 1000.0, 800.0], ["y", 3000.0, 3600.0]], columns=["function", "jobs_start", "jobs_end"]
    )
    row = mix.shift_share_of(frame, reference, "area").iloc[0]
    # The country grows by 10 %; x falls by 20 %, y grows by 20 %.
    assert (row["national"], row["mix"], row["local"]) == pytest.approx((20, -20, 20))
    assert row["change"] == pytest.approx(0.1)


@given(_regions_and_country())
def test_location_quotients_average_to_one(drawn):
    frame, _ = drawn
    frame = frame.rename(columns={"jobs_start": "jobs"}).assign(cluster=frame["area"])
    frame["jobs_all"] = frame.groupby("area")["jobs"].transform("sum")
    reference = frame.groupby("function")["jobs"].sum().reset_index()
    table = mix.location_quotients_of(frame, reference, "area")
    known = table.dropna(subset=["location_quotient"])
    weight = known.groupby("area")["jobs"].transform("sum")
    mean = (known["location_quotient"] * weight).groupby(known["function"]).sum() / weight.groupby(
        known["function"]
    ).sum()
    np.testing.assert_allclose(mean, 1, rtol=1e-5, err_msg="quotients weighted by jobs should average to one")


def test_shift_share_of_types_adds_up_to_france():
    table = mix.shift_share(france(), "zau")
    parts, change = table[list(mix.PARTS)].sum(axis=1), table["jobs_end"] - table["jobs_start"]
    np.testing.assert_allclose(parts, change, rtol=1e-5, atol=1e-8, err_msg="the three parts miss the change")
    assert table["local"].sum() == pytest.approx(0, abs=1)
    part = mix.local_part(france(), "zau").set_index("territory_type")
    assert part["share_local"].to_dict() == pytest.approx(table.set_index("territory_type")["share_local"].to_dict())
    outside = part[~((part["low"] < part["share_local"]) & (part["share_local"] < part["high"]))]
    assert outside.empty, f"the interval should hold the local part; it does not for\n{outside}"


def test_mayotte_has_no_shift_share():
    table = mix.shift_share(Territory.parse("06"), "zau")
    assert table.empty, f"Mayotte is in one census only, so no change can be told of it:\n{table}"


def quotients(jobs, low=0.5):
    functions = ["agriculture", "retail", "design_research"][: len(jobs)]
    values = [3.0, 1.0, 0.1][: len(jobs)]
    named = [mix_told.FUNCTIONS[code] for code in functions]
    frame = pd.DataFrame({"function": named, "jobs": jobs, "location_quotient": values})
    return frame.assign(low=low * frame["location_quotient"], high=2 * frame["location_quotient"])


def test_only_functions_with_enough_jobs_of_a_sample_are_named_and_each_with_its_interval():
    title = mix_told._quotient_title(quotients([2000.0, 900.0, 63.0]))
    assert "design" not in title and "agriculture has 3.0 times" in title
    assert "(95 % interval 1.5 to 6.0)" in title and "retail 1.0 times (0.5 to 2.0)" in title
    assert "too few jobs" in mix_told._quotient_title(quotients([2000.0, 150.0, 63.0]))
    assert "too few jobs or areas" in mix_told._quotient_title(quotients([2000.0, 900.0, 630.0], low=float("nan")))


def test_a_quotient_has_the_interval_of_its_share():
    rows = [
        (f"{kind}{place}", f"c{place}", kind, function, jobs)
        for kind in ("here", "there")
        for place in range(8)
        for function, jobs in (("x", 10.0 + place), ("y", 30.0))
    ]
    frame = pd.DataFrame(rows, columns=["commune", "cluster", "area", "function", "jobs"])
    frame["jobs_all"] = frame.groupby("commune")["jobs"].transform("sum")
    reference = pd.DataFrame({"function": ["x", "y"], "jobs": [10.0, 30.0]})
    row = mix.location_quotients_of(frame, reference, "area").set_index(["area", "function"]).loc[("here", "x")]
    assert row["location_quotient"] == pytest.approx(row["share"] / 0.25)
    assert row["low"] < row["location_quotient"] < row["high"]
