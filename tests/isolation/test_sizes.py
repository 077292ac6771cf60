"""How many communes and people a definition picks: parts that add up, and the published count."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.isolation import sizes
from analysis.territories import available, france, regions


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_types_add_up_to_the_classed_communes(rows):
    frame = pd.DataFrame(rows, columns=["territory_type", "population"])
    frame["territory_type"] = pd.Categorical(frame["territory_type"], categories=["A", "B"])
    table = sizes.size_by_type(frame)
    assert table["communes"].sum() == frame["territory_type"].notna().sum()
    assert table["people"].sum() == frame.loc[frame["territory_type"].notna(), "population"].sum()
    if table["communes"].sum():
        assert table["share_communes"].sum() == pytest.approx(1)


@pytest.mark.parametrize("key", list(available()))
def test_regions_add_up_to_france(key):
    whole = sizes.size(france(), key).set_index("territory_type")
    parts = pd.concat(sizes.size(region, key) for region in regions())
    sums = parts.groupby("territory_type", observed=False)[["communes", "people"]].sum()
    pd.testing.assert_frame_equal(sums, whole[["communes", "people"]], check_dtype=False)


def test_communes_isolated_in_2015_are_as_many_as_published():
    assert sizes.in_2015(france()).set_index("territory_type").loc["isolated", "communes"] == 7407
