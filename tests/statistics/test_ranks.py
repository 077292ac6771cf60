"""The rank of a region, and a territory beside France."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import beside_france, places, rank
from analysis.territories import Territory, france


def _value(territory: Territory, definition: str) -> pd.DataFrame:
    return pd.DataFrame({"kind": ["x"], "value": [float(territory.code) if territory.code.isdigit() else -1.0]})


def test_a_region_is_ranked_by_its_value_from_either_end_and_france_is_not():
    first = rank(_value, Territory.parse("94"), "zau", "value")
    assert (first.position, first.of, first.value) == (1, 18, 94.0)
    assert rank(_value, Territory.parse("94"), "zau", "value", highest_first=False).position == 18
    assert rank(_value, france(), "zau", "value") is None


def test_beside_france_gives_france_once():
    both = beside_france(_value, Territory.parse("84"), "zau")
    assert both["place"].tolist() == ["Auvergne-Rhône-Alpes", "France"]
    assert beside_france(_value, france(), "zau")["place"].tolist() == ["France"]


def test_values_that_print_alike_are_tied_and_the_tie_takes_the_better_place():
    def near(territory: Territory, definition: str) -> pd.DataFrame:
        return pd.DataFrame({"value": [{"01": 0.0001, "06": 0.0004}.get(territory.code, 0.5)]})

    mayotte = rank(near, Territory.parse("06"), "zau", "value", decimals=3)
    assert (mayotte.position, mayotte.others) == (17, 1)
    assert rank(near, Territory.parse("06"), "zau", "value").others == 0


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=12))
def test_a_place_counts_those_before_it_and_a_tie_is_told_by_all_who_share_it(values):
    held = pd.Series(values, dtype="float64")
    found = places(held)
    for value, row in zip(held, found.itertuples()):
        if pd.isna(value):
            assert pd.isna(row.rank)
        else:
            assert (row.rank, row.others) == ((held > value).sum() + 1, (held == value).sum() - 1)
    assert set(found["ranked"]) == {held.notna().sum()}
