"""The comparison of territories, taken away."""

import io
from datetime import date

import pandas as pd
from helpers import site_made
from helpers.site_made import MADE_UP

from analysis.indicators import key_figures
from analysis.site import compare, facts


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


def held(figure: str) -> pd.DataFrame:
    """Return a figure of the comparison by territory."""
    table = compare.places(site_made.figures())
    return table[table["figure"] == figure].set_index("territory")


def test_a_region_of_few_isolated_communes_has_a_mark_and_stays_last_however_the_table_is_sorted():
    """Sorting by a heading ranks: of three communes of Guadeloupe it would say what no rank says."""
    theme = next(theme for theme in compare.themes(site_made.figures()) if theme.key == "people")
    place = next(at for at, heading in enumerate(theme.headings) if heading.startswith("Natural rate"))
    cells = {code: row[place] for code, _, row in theme.rows}
    assert cells["01"].few and not cells["01"].key and cells["01"].text == f"\u22120.39{compare.MARK}"
    assert not cells["03"].few and float(cells["03"].key) == 2.09, "Guyane has thirteen isolated communes"
    places = next(theme for theme in compare.themes(site_made.figures()) if theme.key == "places")
    counted = {code: row[0] for code, _, row in places.rows}
    assert counted["01"].key == "3.0" and not counted["01"].few, "their number is no less sure for being small"


def test_where_there_is_none_isolated_no_figure_is_said_to_be_missing():
    table = held("retired")
    assert table.loc["11", "note"] == facts.NONE_ISOLATED and table.loc["06", "note"] == facts.NOT_HELD
    assert table.loc["84", "note"] == ""
    cells = {code: row for code, _, row in compare.themes(site_made.figures())[1].rows}
    assert {cell.text for cell in cells["11"]} == {"none isolated"}
    assert cells["06"][0].text == "not held", "Mayotte has two"


def test_the_value_of_france_names_the_regions_that_it_leaves_out():
    """A figure of the mainland stood as that of France."""
    retired, isolated = held("retired"), held("isolated communes")
    assert retired.loc["FR", "without"] == "Region 01, Region 02, Region 03, Region 04, Region 06"
    assert isolated.loc["FR", "without"] == "" and retired.loc["84", "without"] == ""
    theme = compare.themes(site_made.figures())[1]
    assert ("Retired, second homes", retired.loc["FR", "without"]) in theme.without
    summed = isolated["value"].drop("FR").sum()
    assert summed == isolated.loc["FR", "value"], "regions add up to France"


def test_each_figure_of_the_comparison_names_its_files_and_tells_whether_it_is_of_a_sample():
    table = compare.places(site_made.figures()).drop_duplicates("figure").set_index("figure")
    assert set(table.index) == set(key_figures.read()["figure"])
    unnamed = table.index[~table["source"].str.startswith("Source: INSEE, zonage en aires urbaines 2010")].tolist()
    assert not unnamed, f"the zoning comes first: {unnamed}"
    assert set(table.index[table["sampled"]]) == {
        "retired",
        "change of production jobs near the report's time",
        "change of production jobs in the long run",
        "production in all jobs",
    }
    others = compare.places(site_made.figures(), "aav").drop_duplicates("figure").set_index("figure")
    assert "aires d'attraction" in others["source"]["retired"] and "aires urbaines" not in others["source"]["retired"]


def test_the_workbook_tells_why_a_value_or_a_rank_is_empty():
    book = pd.read_excel(
        io.BytesIO(compare.xlsx(site_made.figures(), date(2026, 1, 2))), sheet_name=None, engine="calamine"
    )
    notes = book["Notes"].set_index("Figure").loc["natural rate"]
    assert notes["Region 01"] == "fewer than ten isolated communes" and notes["Region 11"] == "none isolated"
    assert notes["Region 06"] == "not held" and notes["Region FR"] == "without Region 06" and pd.isna(notes["Corse"])
    assert pd.isna(book["Ranks"].set_index("Figure").loc["natural rate", "Region 01"])
    assert book["Values"]["Source"].str.startswith("Source: ").all(), "each row names its files"
    assert set(book["Values"]["Of a sample"]) == {"yes", "no"}
