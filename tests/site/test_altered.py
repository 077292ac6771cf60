"""The mark of altered data on what leaves the site without its page: previews, the comparison, the data of figures."""

import io
from datetime import date

import pandas as pd
import pytest
from helpers import site_made
from matplotlib.figure import Figure

from analysis import chapter, snapshot
from analysis.drawing import Picture
from analysis.site import compare, preview
from analysis.territories import Territory

CORSE = Territory.parse("94")


@pytest.fixture
def altered(monkeypatch):
    """Let the snapshot say that a table was altered."""
    monkeypatch.setattr(snapshot, "altered", lambda: {"jobs.parquet": "0"})


def taken() -> dict[str, bytes]:
    """Return what can be taken away, whose bytes must differ where the data were altered."""
    table = site_made.figures()
    picture = Picture(Figure(), pd.DataFrame({"share": [0.5]}), "", "", "")
    return {
        "figure": chapter.csv(picture),
        "compare.csv": compare.csv(table),
        "compare.xlsx": compare.xlsx(table, date(2026, 1, 2)),
        "preview": preview.png(CORSE, []),
    }


def test_what_is_taken_away_of_altered_data_names_them(altered):
    files = taken()
    for name in ("figure", "compare.csv"):
        assert set(pd.read_csv(io.BytesIO(files[name]))["altered_data"]) == {"jobs.parquet"}
    about = pd.read_excel(io.BytesIO(files["compare.xlsx"]), sheet_name="About", header=None, engine="calamine")
    assert about[0].str.contains("altered", case=False).any(), f"no line says so: {about[0].tolist()}"


def test_the_preview_of_altered_data_differs_and_whole_data_have_no_mark(monkeypatch):
    whole = taken()
    assert b"altered" not in whole["figure"] + whole["compare.csv"]
    monkeypatch.setattr(snapshot, "altered", lambda: {"jobs.parquet": "0"})
    assert taken()["preview"] != whole["preview"]
