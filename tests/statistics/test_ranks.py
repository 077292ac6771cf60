"""The values of peers, and a territory beside France."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import beside_france, places, values_of_peers
from analysis.territories import Territory, france


def _value(territory: Territory, definition: str) -> pd.DataFrame:
    return pd.DataFrame({"kind": ["x"], "value": [float(territory.code) if territory.code.isdigit() else -1.0]})


def test_every_peer_of_a_region_has_its_value_and_france_has_no_peers():
    values = values_of_peers(_value, Territory.parse("94"), "zau", "value").set_index("code")["value"]
    assert len(values) == 18 and values["94"] == 94.0
    assert values_of_peers(_value, france(), "zau", "value").empty


def test_beside_france_gives_france_once():
    both = beside_france(_value, Territory.parse("84"), "zau")
    assert both["place"].tolist() == ["Auvergne-Rhône-Alpes", "France"]
    assert beside_france(_value, france(), "zau")["place"].tolist() == ["France"]


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
