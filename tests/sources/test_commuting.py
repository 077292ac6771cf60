"""The report's own rule on hand-made journeys to work."""

import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.builders import commuting
from analysis.sources.catalogue import store
from analysis.sources.faults import Exit, MissingFile, SourceError
from analysis.sources.geography import Geography
from analysis.sources.readers import flow_files, large

STEM = commuting.STEM
HEADER = "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C13_ACTOCC15P"
NAME = "base-flux-mobilite-domicile-lieu-travail-2013.csv"


class Folder:
    """Stands for a raw folder: the catalogue names the file, which was fetched (`held`) or not."""

    def __init__(self, folder, held=None):
        self.folder, self.held, self.read, self.partial, self.told = folder, held, [], False, {}
        self.entries = {commuting.SOURCE: SimpleNamespace(file=lambda: SimpleNamespace(name=f"insee/{NAME}"))}

    def path(self, source):
        if self.held is None:
            raise MissingFile(source, "the file")
        return self.held

    def note(self, source, path):
        self.read.append(path)

    def tell(self, source, **told):
        self.told = told


def write(folder, lines, name=NAME):
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def journeys(path, urban, name=""):
    return large.journeys(flow_files.read_census(path, commuting.PEOPLE, name), urban)


PLACES = ("01001", "01002", "75101", "97101")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from([*PLACES, "99138"]), st.floats(0, 1e4)),
        unique_by=lambda row: row[:2],
        max_size=30,
    )
)
def test_nobody_is_lost_or_counted_twice(tmp_path_factory, rows):
    lines = [HEADER, *(f"{home};A;{work};B;{people!r}" for home, work, people in rows)]
    flows = journeys(write(tmp_path_factory.mktemp("flows"), lines), {"01002", "75056"})
    assert flows["employed"].sum() == pytest.approx(sum(row[2] for row in rows))
    urban = sum(people for _, work, people in rows if work in ("01002", "75101"))
    assert flows["employed_in_urban_areas"].sum() == pytest.approx(urban)
    assert "75101" not in set(flows["home"])


def _geography():
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return Geography(communes, movements, {})


LINES = [HEADER, "01001;A;01001;A;30", "01001;A;01002;B;10", "01002;B;01002;B;5"]
SHARES = {"01001": 0.25, "01002": 1.0}


def pack(folder, name):
    file = write(folder, LINES)
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.write(file, file.name)
        archive.writestr("meta_base-flux.csv", "x")
    file.unlink()
    return folder / name


def test_the_file_anywhere_in_the_raw_folder_becomes_a_share(tmp_path):
    (tmp_path / "insee").mkdir()
    write(tmp_path / "insee", LINES)
    assert commuting.share_by_commune(Folder(tmp_path), _geography(), {"01002"}).to_dict() == SHARES


def test_a_zip_is_read_without_being_unpacked_by_hand(tmp_path):
    (tmp_path / "insee").mkdir()
    file = pack(tmp_path / "insee", "base-flux-mobilite-domicile-lieu-travail-2013_csv.zip")
    raw = Folder(tmp_path)
    assert commuting.share_by_commune(raw, _geography(), {"01002"}).to_dict() == SHARES
    assert raw.read == [file]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_was_fetched_is_read_under_its_checksum(tmp_path, packed):
    """No digits of a checksum are taken for a year: here they would be 2019."""
    (tmp_path / store.FILES).mkdir()
    if packed:
        held = pack(tmp_path / store.FILES, "ab2019cd.zip")
    else:
        held = write(tmp_path / store.FILES, LINES, "ab2019cd.csv")
    shares = commuting.share_by_commune(Folder(tmp_path, held), _geography(), {"01002"})
    assert shares.to_dict() == SHARES


def test_a_spoilt_file_that_was_fetched_is_called_by_its_name(tmp_path):
    (tmp_path / store.FILES).mkdir()
    held = write(tmp_path / store.FILES, [HEADER, "1001;A;01001;A;30"], "ab2019cd.csv")
    with pytest.raises(SourceError, match=f"^{NAME}, column CODGEO"):
        commuting.share_by_commune(Folder(tmp_path, held), _geography(), set())


def test_what_a_fetch_left_unverified_is_not_read(tmp_path):
    (tmp_path / store.INCOMING).mkdir()
    write(tmp_path / store.INCOMING, LINES)
    shares = commuting.share_by_commune(Folder(tmp_path), _geography(), set())
    assert shares.empty, f"a file whose fetch was cut short was read:\n{shares}"


def test_last_years_flows_under_this_years_name_are_refused(tmp_path):
    path = write(tmp_path, LINES, "base-flux-mobilite-domicile-lieu-travail-2022.csv")
    with pytest.raises(SourceError, match="flows of 2022, as its name says; found flows of 2013"):
        journeys(path, set())


def test_without_the_file_there_is_no_share(tmp_path):
    shares = commuting.share_by_commune(Folder(tmp_path), _geography(), set())
    assert shares.empty, f"no file, and yet shares:\n{shares}"


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
        journeys(write(tmp_path, lines), set())


FORMS = {
    "csv": ("base-csv-flux-mobilite-domicile-lieu-travail-2013.csv", ";", "utf-8"),
    "text with tabs": ("base-texte-flux-mobilite-domicile-lieu-travail-2013.txt", "\t", "utf-8"),
    "code page of Windows": ("base-texte-flux-mobilite-domicile-lieu-travail-2013.txt", ";", "cp1252"),
    "with a mark": ("base-flux-mobilite-domicile-lieu-travail-2013.csv", ";", "utf-8-sig"),
}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("name", "separator", "encoding"), FORMS.values(), ids=list(FORMS))
def test_each_form_that_insee_gave_is_read(tmp_path, name, separator, encoding, packed):
    lines = [*LINES, "01002;Évry – l’Œuf;99138;Étranger;0"]
    content = "\n".join(lines).replace(";", separator).encode(encoding)
    if packed:
        with zipfile.ZipFile(tmp_path / f"{name.rsplit('.', 1)[0]}.ZIP", "w") as archive:
            archive.writestr(name, content)
            archive.writestr("varmod.txt", "x")
    else:
        (tmp_path / name).write_bytes(content)
    raw = Folder(tmp_path)
    assert commuting.share_by_commune(raw, _geography(), {"01002"}).to_dict() == SHARES


@pytest.mark.parametrize(("digits", "census"), [("06", 2006), ("13", 2013), ("22", 2022)])
def test_the_census_and_the_communes_are_those_that_the_file_tells(tmp_path, digits, census):
    lines = [line.replace("C13", f"C{digits}") for line in LINES]
    raw = Folder(write(tmp_path, lines, f"base-flux-mobilite-domicile-lieu-travail-{census}.csv").parent)
    commuting.share_by_commune(raw, _geography(), {"01002"})
    assert raw.told == {"vintage": f"census {census}", "geography": f"COG {census + 2}"}


def test_the_communes_are_of_the_year_that_the_codes_fit(tmp_path):
    """Here 01003 went into 01002 in 2015: it was a commune on 1 January 2015, and none in 2016."""
    moved = [("32", "2014-06-01", "COM", "01003", "COM", "01002"), ("32", "2014-06-01", "COM", "01002", "COM", "01002")]
    columns = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"]
    before = Geography(_geography().communes, pd.DataFrame(moved, columns=columns), {"01002": 5.0})
    raw = Folder(write(tmp_path, [*LINES, "01003;C;01002;B;5"]).parent)
    shares = commuting.share_by_commune(raw, before, {"01002"})
    assert raw.told["geography"] == "COG 2014"
    assert shares.to_dict() == {"01001": 0.25, "01002": 1.0}


def test_a_part_of_the_country_is_refused_and_said_where_it_is_wanted(tmp_path):
    raw = Folder(write(tmp_path, LINES[:3]).parent)
    with pytest.raises(
        SourceError, match=r"the whole country, 2 communes .*; found 1 communes of residence"
    ) as refused:
        commuting.share_by_commune(raw, _geography(), {"01002"})
    assert refused.value.code == Exit.PARTIAL
    raw.partial = True
    assert commuting.share_by_commune(raw, _geography(), {"01002"}).to_dict() == {"01001": 0.25}
    assert raw.told["vintage"] == "census 2013 (part of the country: 1 of 2 communes)"


def test_of_several_files_the_last_census_is_read_and_two_of_one_census_are_refused(tmp_path):
    write(tmp_path, LINES, "base-texte-flux-mobilite-domicile-lieu-travail-2013.txt")
    newer = write(tmp_path, LINES, "base-csv-flux-mobilite-domicile-lieu-travail-2015.csv")
    raw = Folder(tmp_path)
    assert flow_files.find(raw, commuting.SOURCE, STEM) == newer
    write(tmp_path, LINES, "base-flux-mobilite-domicile-lieu-travail-2015.csv")
    with pytest.raises(SourceError, match="one file of these flows for 2015"):
        flow_files.find(raw, commuting.SOURCE, STEM)
