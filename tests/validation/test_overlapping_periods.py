"""Two editions of the series hold periods that overlap: a year must not count twice."""

import pandas as pd
import pytest

from analysis.validation import balances

ROW = {
    "area": "84",
    "population_start": 100.0,
    "population_end": 110.0,
    "natural_balance": 4.0,
    "migratory_balance": 6.0,
}


def test_a_year_of_two_editions_counts_once():
    one = pd.DataFrame([{**ROW, "period": "1999-2008"}, {**ROW, "period": "2008-2013"}])
    both = pd.concat([one, pd.DataFrame([{**ROW, "period": "1999-2011"}, {**ROW, "period": "2011-2016"}])])
    expected, found = (balances.balance_between(table, 1999, 2013) for table in (one, both))
    assert found["migratory_balance"].tolist() == pytest.approx(expected["migratory_balance"].tolist()) == [12.0]
