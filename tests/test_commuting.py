"""The report's own rule on hand-made journeys to work."""

import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources import commuting, large
from analysis.sources.geography import Geography
from analysis.sources.layout import MissingFile, SourceError

HEADER = "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C13_ACTOCC15P"


class Folder:
    """Stands for a raw folder whose catalogue does not name the file."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, source):
        raise MissingFile(source, "an entry")

    def note(self, source, path):
        pass


def write(folder, lines, name="base-flux-mobilite-domicile-lieu-travail-2013.csv"):
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


PLACES = ("01001", "01002", "75101", "97101")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from([*PLACES, "99138"]), st.floats(0, 1e4)), max_size=30)
)
def test_nobody_is_lost_or_counted_twice(tmp_path_factory, rows):
    lines = [HEADER, *(f"{home};A;{work};B;{people!r}" for home, work, people in rows)]
    flows, census = commuting.read(write(tmp_path_factory.mktemp("flows"), lines), {"01002", "75056"})
    assert census == 2013
    assert flows["employed"].sum() == pytest.approx(sum(row[2] for row in rows))
    urban = sum(people for _, work, people in rows if work in ("01002", "75101"))
    assert flows["employed_in_urban_areas"].sum() == pytest.approx(urban)
    assert "75101" not in set(flows["home"])


def _geography():
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return Geography(communes, movements, {})


def test_the_file_in_the_raw_folder_becomes_a_share(tmp_path):
    lines = [HEADER, "01001;A;01001;A;30", "01001;A;01002;B;10", "01002;B;01002;B;5"]
    folder = tmp_path / "insee"
    folder.mkdir()
    write(folder, lines)
    shares = commuting.share_by_commune(Folder(tmp_path), _geography(), {"01002"})
    assert shares.to_dict() == {"01001": 0.25, "01002": 1.0}


def test_a_zip_is_read_without_being_unpacked_by_hand(tmp_path):
    file = write(tmp_path, [HEADER, "01001;A;01002;A;30"])
    with zipfile.ZipFile(tmp_path / "flows.zip", "w") as archive:
        archive.write(file, file.name)
        archive.writestr("meta_base-flux.csv", "x")
    file.unlink()
    with large.unpacked(tmp_path / "flows.zip", commuting.PATTERN) as inside:
        assert commuting.read(inside, {"01002"})[0]["employed"].tolist() == [30]
    assert not inside.exists()


def test_last_years_flows_under_this_years_name_are_refused(tmp_path):
    path = write(tmp_path, [HEADER, "01001;A;01001;A;30"], "base-flux-mobilite-domicile-lieu-travail-2022.csv")
    with pytest.raises(SourceError, match="flows of 2022, as its name says; found flows of 2013"):
        commuting.read(path, set())


def test_without_the_file_there_is_no_share(tmp_path):
    assert commuting.share_by_commune(Folder(tmp_path), _geography(), set()).empty


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
    with pytest.raises(SourceError, match=named):
        commuting.read(write(tmp_path, lines), set())
