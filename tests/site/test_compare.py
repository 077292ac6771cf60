"""The comparison of territories, taken away."""

import io
from datetime import date

import pandas as pd
from helpers import site_made
from helpers.site_made import MADE_UP

from analysis.site import compare


def test_the_comparison_can_be_taken_away_as_csv_and_as_a_workbook():
    table = site_made.figures()
    kept = pd.read_csv(io.BytesIO(compare.csv(table)), dtype={"territory": str})
    assert set(kept["territory"]) == set(table["territory"]) - {MADE_UP.territory.code}
    book = pd.read_excel(io.BytesIO(compare.xlsx(table, date(2026, 1, 2))), sheet_name=None, engine="calamine")
    values = book["Values"].set_index("Figure")
    assert values.loc["share of communes isolated", ["Corse", "Region FR"]].tolist() == [42.2, 20.0]
    assert pd.isna(values.loc["retired", "Region 01"])
    assert book["Ranks"].set_index("Figure").loc["share of communes isolated", "Corse"] == 2
    assert [theme.name for theme in compare.themes(table)] == ["Places", "People", "Work", "Services", "Networks"]
