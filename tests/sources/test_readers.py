"""The readers take a raw file as its producer lays it out, and refuse one that is not what the catalogue describes."""

from __future__ import annotations

import gzip
import io
import zipfile

import pandas as pd
import pytest
from helpers import mini_raw
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.builders import services
from analysis.sources.download import inspection
from analysis.sources.faults import Exit, Fault, SourceError
from analysis.sources.readers import Raw, archives, commune_codes, large, layout, refuse_duplicates, to_number

TABLE = "CODGEO;LIBGEO;PMUN\n01001;Léaz;12\n2A004;;3\n97101;Bouë;\n"


def raw_of(folder, content: bytes, name: str = "table.csv", rows: int = 3) -> Raw:
    return Raw(mini_raw.write(folder, {"table": (name, content, rows)}))


def read(folder, content: bytes, name: str = "table.csv", **options) -> pd.DataFrame:
    return raw_of(folder, content, name).csv("table", ["CODGEO", "PMUN"], separator=";", **options)


def test_a_table_is_text_and_an_empty_cell_is_missing(tmp_path):
    frame = read(tmp_path, TABLE.encode())
    assert frame["CODGEO"].tolist() == ["01001", "2A004", "97101"]
    assert frame["PMUN"].isna().tolist() == [False, False, True]
    assert frame["PMUN"].iloc[0] == "12"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.csv", b"\xef\xbb\xbf" + TABLE.encode()),
        ("table.csv.gz", gzip.compress(TABLE.encode(), mtime=0)),
    ],
)
def test_a_byte_order_mark_and_gzip_change_nothing(tmp_path, name, content):
    assert read(tmp_path, content, name)["CODGEO"].tolist() == ["01001", "2A004", "97101"]


def test_lines_above_the_header_are_skipped_even_when_a_quoted_cell_spans_two(tmp_path):
    above = 'A title;;\n"two\nlines";;\n'
    frame = read(tmp_path, (above + TABLE).encode(), skiprows=2)
    assert frame["CODGEO"].tolist() == ["01001", "2A004", "97101"]


def test_a_latin_table_is_read_in_its_own_encoding(tmp_path):
    raw = raw_of(tmp_path, TABLE.encode("latin-1"))
    names = raw.csv("table", ["LIBGEO"], separator=";", encoding="latin-1")["LIBGEO"]
    assert names.iloc[0] == "Léaz"


def test_the_checksum_of_the_file_read_is_kept(tmp_path):
    raw = raw_of(tmp_path, TABLE.encode())
    raw.csv("table", ["CODGEO"], separator=";")
    assert raw.used["table"]["table/table.csv"] == raw.entries["table"].files[0].sha256


@pytest.mark.parametrize(
    ("content", "rows", "said"),
    [
        (TABLE.encode("latin-1"), 3, "text in utf-8"),
        (TABLE.replace("PMUN", "PMUN20").encode(), 3, "column PMUN"),
        (TABLE.replace("LIBGEO", "PMUN").encode(), 3, "column PMUN"),
        (TABLE[:-8].encode(), 3, "complete rows"),
        (TABLE.encode(), 30, "30 rows or a few more"),
        (TABLE.encode(), 2, "2 rows or a few more"),
        (b"", 3, "column CODGEO"),
    ],
)
def test_a_spoilt_table_is_refused_in_one_line(tmp_path, content, rows, said):
    raw = raw_of(tmp_path, content, rows=rows)
    with pytest.raises(SourceError, match=said) as refused:
        raw.csv("table", ["CODGEO", "PMUN"], separator=";")
    assert "table.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_utf8_table_taken_for_latin_is_refused(tmp_path):
    with pytest.raises(SourceError, match="text in latin-1; found text in utf-8"):
        read(tmp_path, TABLE.encode(), encoding="latin-1")


def test_a_missing_file_is_refused(tmp_path):
    raw = raw_of(tmp_path, TABLE.encode())
    (tmp_path / "table" / "table.csv").unlink()
    with pytest.raises(SourceError, match=r"table\.csv: expected a file of source table"):
        raw.csv("table", ["CODGEO"], separator=";")


@pytest.mark.parametrize("name", ["table.csv.gz", "table.zip"])
def test_a_truncated_archive_is_refused(tmp_path, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", TABLE)
    content = {"table.csv.gz": gzip.compress(TABLE.encode(), mtime=0), "table.zip": packed.getvalue()}[name]
    with pytest.raises(SourceError, match="a complete archive"):
        read(tmp_path, content[:-12], name)


def zipped(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack the table many times over, so that its content is longer than what stands around it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("table.csv", TABLE * 50)
    return packed.getvalue()


def damaged(method: int) -> bytes:
    data = bytearray(zipped(method))
    data[60:90] = b"\xff" * 30
    return bytes(data)


def under_a_password() -> bytes:
    data = bytearray(zipped())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def packed_in_another_way() -> bytes:
    data = bytearray(zipped())
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(signature) + method] = 97
    return bytes(data)


ARCHIVES = {
    "damaged deflate": damaged(zipfile.ZIP_DEFLATED),
    "damaged bzip2": damaged(zipfile.ZIP_BZIP2),
    "damaged lzma": damaged(zipfile.ZIP_LZMA),
    "a password": under_a_password(),
    "another way of packing": packed_in_another_way(),
}


@pytest.mark.parametrize("content", ARCHIVES.values(), ids=list(ARCHIVES))
def test_an_archive_that_cannot_be_unpacked_is_refused_by_its_name_wherever_it_is_opened(tmp_path, content):
    with pytest.raises(SourceError, match=r"^table\.zip: expected a complete archive; found .+\?\)$") as refused:
        read(tmp_path, content, "table.zip")
    assert refused.value.code == Exit.BROKEN_ARCHIVE
    with (
        pytest.raises(SourceError, match=r"^table\.zip: expected a complete archive"),
        large.unpacked(tmp_path / "table" / "table.zip", lambda name: True),
    ):
        pass
    with pytest.raises(Fault, match=r"^at home: expected a whole ZIP"):
        inspection.refuse_archive(tmp_path / "table" / "table.zip", "at home")


@pytest.mark.parametrize("name", ["table.csv.gz", "table.zip"])
def test_what_swells_beyond_any_official_file_is_not_read(tmp_path, monkeypatch, name):
    content = {"table.csv.gz": gzip.compress(TABLE.encode() * 50), "table.zip": zipped()}[name]
    assert len(read(tmp_path, content, name, rows=None)) > 3
    monkeypatch.setattr(archives, "LARGEST_READ", 1000)
    with pytest.raises(SourceError, match=f"^{name}: expected at most .* once unpacked; found more") as refused:
        read(tmp_path, content, name)
    assert refused.value.code == Exit.UNSAFE_ARCHIVE


def test_a_workbook_that_swells_is_not_opened(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_READ", 1000)
    for opened in (lambda data: layout.sheet("a.xlsx", data, 0, 0), lambda data: layout.sheet_names("a.xlsx", data)):
        with pytest.raises(SourceError, match=r"^a.xlsx: expected at most .* once unpacked; found more"):
            opened(zipped())


def test_a_large_text_that_fills_a_disk_is_not_unpacked(tmp_path, monkeypatch):
    (tmp_path / "table.zip").write_bytes(zipped())
    monkeypatch.setattr(archives, "LARGEST_ON_DISK", 1000)
    with (
        pytest.raises(SourceError, match=r"^table.zip: expected at most .* once unpacked; found more"),
        large.unpacked(tmp_path / "table.zip", lambda name: True),
    ):
        pass


ROWS_OF_THREE = "CODGEO;LIBGEO;PMUN\n01001;Léaz;12\n2A004;Afa;3\n97101;Bouë;4\n01002;Arc;5\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Léaz;12\n2A004;Afa;3\n97101;Bouë", '"Léaz;12\n2A004;Afa;3\n97101;Bouë"'),  # two rows, in a column not read
        ("Léaz;12\n2A004;Afa", '"Léaz;12\n2A004;Afa"'),
        (";4\n01002;Arc;5", ';"4\n01002;Arc;5"'),  # to the end of the file
        (";4\n", ';"4\n'),  # never closed
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quote_that_swallows_rows_is_refused_however_many_rows_may_be_lost(tmp_path, before, after, end):
    spoilt = ROWS_OF_THREE.replace(before, after).replace("\n", end)
    with pytest.raises(
        SourceError, match=r"table\.csv: expected a row on each line; found a quote .*line \d"
    ) as refused:
        read(tmp_path, spoilt.encode(), rows=None)
    assert refused.value.code == Exit.ROWS


def test_an_address_on_two_lines_is_a_cell(tmp_path):
    told = ROWS_OF_THREE.replace("Léaz", '"Léaz;\n\n"').replace("Afa", '"Afa\nen Corse"')
    assert read(tmp_path, told.encode(), rows=None)["PMUN"].tolist() == ["12", "3", "4", "5"]


def test_a_member_of_a_zip_is_picked_by_its_name(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", TABLE)
        archive.writestr("meta.csv", "x")
    raw = raw_of(tmp_path, packed.getvalue(), "table.zip")
    assert len(raw.csv("table", ["CODGEO"], separator=";", member="table*")) == 3
    with pytest.raises(SourceError, match="one member like"):
        raw.csv("table", ["CODGEO"], separator=";")


def test_something_else_than_a_workbook_is_refused(tmp_path):
    raw = raw_of(tmp_path, b"not a workbook", "table.xlsx")
    with pytest.raises(SourceError, match="a workbook with a sheet 'COM'"):
        raw.excel("table", "COM", ["CODGEO"])


def test_words_for_missing_become_missing_and_never_zero():
    found = to_number(pd.Series(["20,772", "nd", "s", "", None, "0"], name="ELT"), thousands=",")
    assert found.iloc[0] == 20772
    assert found.iloc[5] == 0
    assert found.iloc[1:5].isna().all(), f"words for missing were read as numbers: {found.iloc[1:5].tolist()}"


def test_another_word_is_refused_with_its_column():
    with pytest.raises(SourceError, match="column ELT: expected numbers with a decimal point; found 'many'"):
        to_number(pd.Series(["1", "many"], name="ELT"))


ENDLESS = ["inf", "-inf", "Infinity", "NaN", "nan", "1e300", "-1e13"]


@pytest.mark.parametrize("cell", ENDLESS)
def test_a_text_that_only_a_computer_calls_a_number_is_refused_with_its_file_and_line(tmp_path, cell):
    frame = read(tmp_path, TABLE.replace(";3\n", f";{cell}\n").encode())
    with pytest.raises(SourceError, match=rf"table.csv, column PMUN: .*found '{cell}' on line 3") as refused:
        to_number(frame["PMUN"])
    assert refused.value.code == Exit.NUMBERS


@pytest.mark.parametrize("number", [float("inf"), -float("inf"), 1e300])
def test_an_endless_number_of_a_workbook_is_refused_and_an_empty_cell_is_not(number):
    assert to_number(pd.Series([1.5, float("nan")], name="APL")).isna().tolist() == [False, True]
    for kind in ("float64", "object"):
        with pytest.raises(SourceError, match="column APL: expected figures, none over"):
            to_number(pd.Series([1.5, number], name="APL", dtype=kind))


def test_a_number_that_is_read_once_for_many_rows_is_refused_with_its_line(tmp_path):
    cells = read(tmp_path, b"CODGEO;PMUN\n01001;1\n01002;1\n01003;inf\n01004;2\n", rows=None)["PMUN"]
    with pytest.raises(SourceError, match=r"table.csv, column PMUN: .* on line 4"):
        services._few_numbers(cells)
    assert services._few_numbers(cells.replace("inf", "2")).tolist() == [1, 1, 2, 2]


@given(st.lists(st.floats(-(2.0**39), 2.0**39, width=32), max_size=20))
def test_a_number_survives_the_french_decimal_comma(values):
    text = pd.Series([repr(float(value)).replace(".", ",") for value in values], dtype="object")
    assert to_number(text, decimal=",").tolist() == [float(value) for value in values]


@pytest.mark.parametrize("code", ["1001", "01 001", "2C004", "1001.0", None, "010011"])
def test_a_code_of_another_form_is_refused(code):
    with pytest.raises(SourceError, match="leading zero"):
        commune_codes(pd.Series(["15014", code], name="CODGEO", dtype="object"), "table.csv")


def test_a_code_given_as_a_number_is_refused():
    with pytest.raises(SourceError, match="codes of 5 characters"):
        commune_codes(pd.Series([1001, 15014], name="CODGEO"), "table.csv")


def test_codes_of_every_kind_are_kept():
    codes = pd.Series(["01001", "2A004", "97101"])
    assert commune_codes(codes, "table.csv").tolist() == codes.tolist()


def test_a_commune_given_twice_is_refused():
    frame = pd.DataFrame({"code": ["15014", "15014"], "year": ["2013", "2013"]})
    with pytest.raises(SourceError, match=r"code, year: expected one row for each key; found 2 rows"):
        refuse_duplicates(frame, ["code", "year"], "table.csv")
    refuse_duplicates(frame.assign(year=["2013", "2018"]), ["code", "year"], "table.csv")


def test_a_damaged_gzip_is_refused(tmp_path):
    spoilt = gzip.compress(TABLE.encode(), mtime=0)[:10] + b"\xff" * 40
    with pytest.raises(SourceError, match="a complete archive"):
        read(tmp_path, spoilt, "table.csv.gz")
