"""The report's own rule on hand-made journeys to work."""

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources import commuting
from analysis.sources.geography import Geography
from analysis.sources.readers import SourceError

HEADER = "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C13_ACTOCC15P"


def _flows(rows):
    return pd.DataFrame(rows, columns=["home", "work", "people"])


def test_share_counts_those_who_work_in_an_urban_area():
    flows = _flows([("a", "a", 60.0), ("a", "town", 20.0), ("a", "b", 20.0), ("town", "town", 10.0)])
    table = commuting.share_of_flows(flows, {"town"}).set_index("home")
    assert table.loc["a"].tolist() == [100, 20]
    assert table.loc["town"].tolist() == [10, 10]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcx"), st.floats(0, 1e4)), max_size=30))
def test_nobody_is_lost_or_counted_twice(rows):
    table = commuting.share_of_flows(_flows(rows), {"x"})
    assert table["employed"].sum() == pytest.approx(sum(row[2] for row in rows))
    assert (table["employed_in_urban_areas"] <= table["employed"] + 1e-9).all()


def _geography():
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return Geography(communes, movements, {})


def test_the_file_in_the_raw_folder_becomes_a_share(tmp_path):
    lines = [HEADER, "01001;A;01001;A;30", "01001;A;01002;B;10", "01002;B;01002;B;5"]
    folder = tmp_path / "insee"
    folder.mkdir()
    (folder / "base-flux-mobilite-domicile-lieu-travail-2013.csv").write_text("\n".join(lines), encoding="utf-8")
    shares = commuting.share_by_commune(SimpleNamespace(folder=tmp_path), _geography(), {"01002"})
    assert shares.to_dict() == {"01001": 0.25, "01002": 1.0}


def test_without_the_file_there_is_no_share(tmp_path):
    assert commuting.share_by_commune(SimpleNamespace(folder=tmp_path), _geography(), set()).empty


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["CODGEO;LIBGEO;L_DCLT;NBFLUX_C13_ACTOCC15P", "01001;A;B;1"], "DCLT"),
        (["CODGEO;LIBGEO;DCLT;L_DCLT;PEOPLE", "01001;A;01001;A;1"], "NBFLUX"),
        ([HEADER, "1001;A;01001;A;30"], "leading zero"),
        ([HEADER, "01001;A;01001;A;many"], "many"),
    ],
)
def test_another_layout_is_refused_with_the_column(tmp_path, lines, named):
    path = tmp_path / "base-flux-mobilite-domicile-lieu-travail-2013.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SourceError, match=named):
        commuting.read(path)
