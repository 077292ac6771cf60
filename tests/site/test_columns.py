"""What columns are called: every one of the stored figures, in both languages, in pages and workbooks."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from analysis import territories
from analysis.language import gettext, speak
from analysis.site import columns, workbooks

ROOT = Path(__file__).resolve().parents[2]
# Columns that are names of regions, or a definition and a time: they are said as they are.
NAMED = {place.name for place in territories.regions()}


def columns_of_figures() -> set[str]:
    held: set[str] = set()
    for file in sorted((ROOT / "figures" / "84").rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            held.update(next(csv.reader(lines)))
    return held


def test_every_column_of_the_stored_figures_is_called_something():
    known = {column for column in columns_of_figures() if not column.endswith((", report's time", ", latest held"))}
    unknown = sorted(known - set(columns.COLUMNS) - NAMED)
    assert len(known) > 80 and not unknown, f"give these an entry in site/columns.py, then `make words`: {unknown}"


def test_a_column_is_called_in_the_language_spoken():
    assert columns.heading("share_people") == "share of people"
    with speak("fr"):
        assert columns.heading("share_people") == "part des habitants"
        assert columns.heading("my_own_column") == "my own column"
        assert columns.headings(["isolation", "isolation_class"]) == [
            "classe d’isolement (isolation)",
            "classe d’isolement (isolation_class)",
        ]


@pytest.mark.parametrize(
    ("language", "sheet", "heading"), [("en", "Data", "commune (code)"), ("fr", "Données", "part des habitants")]
)
def test_a_workbook_speaks_the_language(tmp_path, language, sheet, heading):
    data = tmp_path / "figure.csv"
    data.write_text("commune,share_people\n01001,0.5\n", encoding="utf-8")
    with speak(language):
        content = workbooks.workbook(data)
    book = load_workbook(io.BytesIO(content))
    assert book.sheet_names == [sheet]
    first, second = book.get_sheet_by_name(sheet).to_python()
    assert heading in first and second == ["01001", 0.5]


def test_the_dictionary_names_every_column():
    with speak("fr"):
        head, *rows = csv.reader(io.StringIO(columns.dictionary().decode("utf-8")))
    assert head == ["column", "meaning"] and [row[0] for row in rows] == list(columns.COLUMNS)
    with speak("fr"):
        told = {said: gettext(said) for said in columns.COLUMNS.values()}
    same = [said for said, french in told.items() if said == french and " " in said]
    alike = {"commune (code)", "département (code)", "distance (km)"}
    assert set(same) <= alike, f"without a French name: {set(same) - alike}"
