"""The rank of a region, and a territory beside France."""

import pandas as pd

from analysis.statistics import beside_france, rank
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
