"""A downloaded file is looked into before it is trusted."""

from __future__ import annotations

import gzip
import io
import zipfile

import pandas as pd
import pytest
import xlsxwriter

from analysis.sources.catalogue import Layout
from analysis.sources.download import inspection
from analysis.sources.faults import Exit, Fault

TABLE = "CODGEO;P19_POP\n01001;12\n15014;25000\n"
TEXT = Layout("csv", ("CODGEO", "P19_POP"), separator=";")
WORKBOOK = Layout("excel", ("CODGEO", "P19_POP"), header_rows=1, sheet="COM")


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(figure: object, sheet: str = "COM") -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, ["A title"])
    page.write_row(1, 0, ["CODGEO", "P19_POP"])
    page.write_row(2, 0, ["01001", figure])
    book.close()
    return buffer.getvalue()


def inspected(folder, name: str, content: bytes, layout: Layout = TEXT) -> None:
    file = folder / name
    file.write_bytes(content)
    inspection.inspect(file, layout, "source people, https://example.org/people")


def refused(folder, name: str, content: bytes, layout: Layout = TEXT) -> Fault:
    with pytest.raises(Fault) as told:
        inspected(folder, name, content, layout)
    assert str(told.value).startswith("source people, https://example.org/people: expected ")
    assert "\n" not in str(told.value)
    return told.value


@pytest.mark.parametrize(
    ("name", "content", "layout"),
    [
        ("a.csv", TABLE.encode(), TEXT),
        ("a.csv", b"\xef\xbb\xbf" + TABLE.encode(), TEXT),
        ("a.csv", TABLE.replace("P19", "P22").encode(), TEXT),
        ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0), TEXT),
        ("a.zip", packed(**{"meta.csv": b"x", "people.csv": TABLE.encode()}), Layout("csv", ("CODGEO",), separator=";", member="p*")),
        ("a.xlsx", workbook(12), WORKBOOK),
        ("a.zip", packed(**{"a.xlsx": workbook(12)}), WORKBOOK),
    ],
    ids=["text", "byte order mark", "a newer vintage", "gzip", "one of a zip", "workbook", "workbook in a zip"],
)  # fmt: skip
def test_a_file_in_the_layout_of_the_catalogue_is_taken(tmp_path, name, content, layout):
    inspected(tmp_path, name, content, layout)


def test_a_parquet_file_is_looked_into(tmp_path):
    pd.DataFrame({"code": ["01001"]}).to_parquet(tmp_path / "made.parquet")
    content = (tmp_path / "made.parquet").read_bytes()
    inspected(tmp_path, "a.parquet", content, Layout("parquet", ("code",)))
    assert refused(tmp_path, "a.parquet", content, Layout("parquet", ("geometry",))).code == Exit.ANOTHER_LAYOUT
    assert refused(tmp_path, "a.parquet", content[:-20], Layout("parquet", ("code",))).code == Exit.ANOTHER_LAYOUT


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.zip", b"<!DOCTYPE html><html>login</html>", Exit.NOT_THE_FILE),
        ("a.csv", b"\n <html lang='fr'>an error</html>", Exit.NOT_THE_FILE),
        ("a.csv", b"<!-- x --><HTML>", Exit.NOT_THE_FILE),
        ("a.zip", TABLE.encode(), Exit.NOT_THE_FILE),
        ("a.csv", b"", Exit.NOT_THE_FILE),
        ("a.zip", packed(**{"a.csv": TABLE.encode()})[:-20], Exit.BROKEN_ARCHIVE),
        ("a.csv.gz", gzip.compress(TABLE.encode() * 100, mtime=0)[:-20], Exit.BROKEN_ARCHIVE),
        ("a.zip", packed(**{"a.csv": b"x", "b.csv": b"x"}), Exit.ANOTHER_LAYOUT),
        ("a.csv", TABLE.replace("CODGEO", "CODE").encode(), Exit.ANOTHER_LAYOUT),
        ("a.csv", TABLE.replace(";", ",").encode(), Exit.ANOTHER_LAYOUT),
        ("a.csv", ("a title\n" + TABLE).encode(), Exit.ANOTHER_LAYOUT),
        ("a.csv", "CODGEO;Région\n".encode("latin-1"), Exit.ENCODING),
    ],
)
def test_another_file_is_refused(tmp_path, name, content, code):
    assert refused(tmp_path, name, content).code == code


def test_a_damaged_member_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", TABLE)
    content = buffer.getvalue().replace(b"25000", b"26000")
    assert refused(tmp_path, "a.zip", content).code == Exit.BROKEN_ARCHIVE


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv"])
def test_an_archive_that_leaves_its_folder_is_refused(tmp_path, name):
    fault = refused(tmp_path, "a.zip", packed(**{name: TABLE.encode()}))
    assert fault.code == Exit.UNSAFE_ARCHIVE and "folder" in str(fault)


def test_an_archive_with_a_symbolic_link_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(tmp_path, "a.zip", buffer.getvalue()).code == Exit.UNSAFE_ARCHIVE


def test_an_archive_that_says_it_unpacks_to_100_gb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", TABLE)
        archive.filelist[0].file_size = 100 * 2**30
    monkeypatch.setattr(zipfile.ZipFile, "testzip", None)  # not reached
    fault = refused(tmp_path, "a.zip", buffer.getvalue())
    assert fault.code == Exit.UNSAFE_ARCHIVE and "100 GB" in str(fault)


def test_an_archive_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inspection, "MOST_MEMBERS", 2)
    content = packed(**{f"{number}.csv": b"x" for number in range(3)})
    assert refused(tmp_path, "a.zip", content).code == Exit.UNSAFE_ARCHIVE


def test_a_gzip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inspection, "LARGEST_BYTES", 1 << 20)
    content = gzip.compress(bytes(1 << 22))
    assert refused(tmp_path, "a.csv.gz", content).code == Exit.UNSAFE_ARCHIVE


def test_a_workbook_that_computes_is_refused(tmp_path):
    fault = refused(tmp_path, "a.xlsx", workbook("=1+1"), WORKBOOK)
    assert fault.code == Exit.FORMULAS and "sheet1.xml" in str(fault)


def test_a_formula_across_two_pieces_is_seen(tmp_path, monkeypatch):
    content = workbook("=1+1")
    for size in (7, 11):
        monkeypatch.setattr(inspection, "CHUNK_BYTES", size)
        assert refused(tmp_path, "a.xlsx", content, WORKBOOK).code == Exit.FORMULAS


def test_a_workbook_without_the_sheet_is_refused(tmp_path):
    assert refused(tmp_path, "a.xlsx", workbook(12, sheet="ARM"), WORKBOOK).code == Exit.ANOTHER_LAYOUT
