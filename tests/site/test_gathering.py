"""What a stored report holds, read back as it was written."""

from pathlib import Path

import pytest
from helpers import site_made
from helpers.site_made import HOSTILE

from analysis.site import gathering


def test_a_table_is_read_back_as_it_was_written():
    html = site_made.notebook(HOSTILE, site_made.pixels(1)).cells[5].outputs[0].data["text/html"]
    table = gathering.table_of(html, Path("x.ipynb"))
    assert (table.columns, table.numeric) == (["Place", "People"], [False, True])
    assert table.rows == [[HOSTILE, "10"], ["Ars", "20"]] and table.title == f"People of {HOSTILE}"
    with pytest.raises(gathering.ReportIncomplete, match="not a table"):
        gathering.table_of("<p>text</p>", Path("x.ipynb"))
