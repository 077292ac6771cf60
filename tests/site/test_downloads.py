"""What can be taken away of a report."""

import io
import zipfile

import pandas as pd
from helpers.site_made import HOSTILE, MADE_UP


def test_the_archive_of_a_report_holds_each_figure_and_each_table(site):
    with zipfile.ZipFile(site.folder / MADE_UP.folder / f"{MADE_UP.folder}.zip") as packed:
        names = packed.namelist()
        table = packed.read(next(name for name in names if "/tables/1_isolated" in name)).decode()
    astray = [name for name in names if not name.startswith(f"{MADE_UP.folder}/") or ".." in name]
    assert not astray, f"unpacked, these would land outside the folder of the report: {astray}"
    assert sum(name.endswith(".png") for name in names) == 6 and sum("/tables/" in name for name in names) == 6
    assert pd.read_csv(io.StringIO(table)).loc[0, "Place"] == HOSTILE
