"""The table of the gap of fibre to the country: which way it moved, and the shares that it is from."""

import pytest

from analysis import words
from analysis.digital.fixed import TYPE, change, gap_change
from analysis.digital.story import fixed, left, mobile, opening, places
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france, label_of

CANTAL, EPCI = Territory.parse("dep:15"), Territory.parse("epci:200042000")


@pytest.mark.parametrize("place, kind", [(CANTAL, ISOLATED), (EPCI, ALL_COMMUNES)])
def test_a_gap_that_changed_sides_is_no_narrowing(place, kind):
    table = fixed.gap_table(place, "zau")._tbl_data.set_index("Type")
    row = gap_change(place, "zau").set_index(TYPE).loc[kind]
    moved = row["gap_after"] - row["gap_before"]
    assert table.loc[str(label_of(kind)), "Change of the gap"] == words.points(moved), table


def test_the_shares_that_a_gap_is_from_are_printed_under_it():
    whole = change(france(), "zau").set_index(TYPE).loc[ALL_COMMUNES]
    subtitle = fixed.gap_table(EPCI, "zau")._heading.subtitle
    assert (
        f"of France too, so without Lyon, Marseille and Paris: {100 * whole['share_before']:.1f} % of premises in 2017"
        in subtitle
    )


def test_fibre_is_told_to_stand_on_two_counts_of_premises():
    reunion = Territory.parse("04")
    row = change(reunion, "zau").set_index(TYPE).loc[ALL_COMMUNES]
    grown = row["premises_after"] / row["premises_before"] - 1
    assert grown > 0.3, "more than building makes in nine years: the test is of a count that was renewed"
    said = fixed.slow_reading(reunion, "zau")
    assert f"({words.signed_percent(grown)})" in said and words.number(row["premises_after"]) in said
    assert "no interval covers this" in said and "are one series" not in said
    assert "counts of premises" not in fixed.slow_reading(Territory.parse("dep:75"), "zau")


def test_the_newest_fibre_is_dated_by_the_day_when_it_was_served():
    for said in (
        opening.answer(CANTAL, "zau"),
        places.rank_reading(CANTAL, "zau"),
        *fixed.gap_table(CANTAL, "zau")._tbl_data.columns,
        *fixed.speeds_table(CANTAL, "zau")._tbl_data["Network"],
    ):
        assert "February 2026" not in said or "erved in February 2026" in said, said
    assert "in the figures served in February 2026" in opening.answer(CANTAL, "zau")


def test_a_place_is_named_once_over_its_own_communes():
    assert left._unit(EPCI, ALL_COMMUNES, left.in_short(EPCI, ALL_COMMUNES)).count(EPCI.name) == 1
    assert left._unit(CANTAL, ISOLATED, left.in_short(CANTAL, ISOLATED)).startswith("Cantal, isolated communes: ")


def test_one_epci_has_no_comparison_between_epci():
    assert "No comparison is possible in" in mobile.mobile_change_reading(EPCI, "zau")
