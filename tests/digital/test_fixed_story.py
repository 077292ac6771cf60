"""The table of the gap of fibre to the country: which way it moved, and the shares that it is from."""

import pytest

from analysis import words
from analysis.digital.fixed import TYPE, change, gap_change
from analysis.digital.story import fixed, left, mobile
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


def test_a_place_is_named_once_over_its_own_communes():
    assert left._unit(EPCI, ALL_COMMUNES, left.in_short(EPCI, ALL_COMMUNES)).count(EPCI.name) == 1
    assert left._unit(CANTAL, ISOLATED, left.in_short(CANTAL, ISOLATED)).startswith("Cantal, isolated communes: ")


def test_one_epci_has_no_comparison_between_epci():
    assert "No comparison is possible in" in mobile.mobile_change_reading(EPCI, "zau")
