"""The values of peers, and a territory beside France."""

import pandas as pd

from analysis.statistics import beside_france, values_of_peers
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
