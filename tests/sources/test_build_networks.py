"""The builders of networks: counts read, and classes that do not hold together refused."""

import pandas as pd
import pytest

from analysis.sources.builders.networks import SPEEDS_2019, SPEEDS_2022, _padded, _refuse_other_classes
from analysis.sources.faults import SourceError


def test_counts_padded_with_spaces_and_dashes_are_numbers():
    assert _padded(pd.Series([" 12\xa0218 ", " -    ", "7"])).tolist() == [12218, 0, 7]


def test_exclusive_classes_must_add_up_and_cumulative_ones_nest():
    classes = dict.fromkeys([*SPEEDS_2019], 10.0)
    good = pd.DataFrame([{"code": "01001", "nbr": 50.0, "inel_hd": 0.0, "elig_hd05": 0.0, **classes}])
    _refuse_other_classes(good, list(SPEEDS_2019), "x", exclusive=True)
    with pytest.raises(SourceError, match="exclusive classes that add up"):
        _refuse_other_classes(good.assign(nbr=60.0), list(SPEEDS_2019), "x", exclusive=True)
    nested = pd.DataFrame([{"code": "01001", "nbr": 50.0, **dict(zip(SPEEDS_2022, (50.0, 40.0, 30.0, 20.0, 10.0)))}])
    _refuse_other_classes(nested, list(SPEEDS_2022), "x", exclusive=False)
    with pytest.raises(SourceError, match="each inside the slower"):
        _refuse_other_classes(nested.assign(elig_thd1g=45.0), list(SPEEDS_2022), "x", exclusive=False)
