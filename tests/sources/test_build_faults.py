"""Each fault of a raw file is named, ends with a code of its own, and leaves the snapshot as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from helpers import mini_build
from helpers.mini_build import CODES, EMPLOYEES, FLOWS, ROUNDS

from analysis.sources import build, manifest
from analysis.sources.faults import Exit, Fault, exit_code


def fingerprints(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    mini_build.install(monkeypatch.setattr)
    out = tmp_path / "data"
    build.build_snapshot(mini_build.write(tmp_path / "raw"), out)
    assert manifest.check_snapshot(out) == []
    return out


def with_rows(change) -> bytes:
    """Return the file of employees with its cells changed, row by row (the header is row 0)."""
    rows = [line.split(";") for line in mini_build.employees().decode().splitlines()]
    return "".join(";".join(row) + "\n" for row in change(rows)).encode()


def text(before: str, after: str) -> bytes:
    spoilt = mini_build.employees().decode().replace(before, after)
    assert spoilt.encode() != mini_build.employees()
    return spoilt.encode()


def blank(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], *([*row[:2], " ", *row[3:]] for row in rows[1:])]


def swapped_header(rows: list[list[str]]) -> list[list[str]]:
    return [[rows[0][1], rows[0][0], *rows[0][2:]], *rows[1:]]


FAULTS = {
    "another encoding": (mini_build.employees().decode().encode("cp1252"), Exit.ENCODING, ("line 2", "utf-8")),
    "commas for semicolons": (text(";", ","), Exit.SEPARATOR, ("semicolons", "commas")),
    "decimal commas": (text(";100;", ";100,5;"), Exit.NUMBERS, ("effectifs_salaries_2014", "'100,5' on line 2")),
    "a renamed column": (text("salaries_2014", "sal_2014"), Exit.COLUMNS, ("effectifs_salaries_2014",)),
    "a missing column": (with_rows(lambda rows: [row[1:] for row in rows]), Exit.COLUMNS, ("code_commune",)),
    "a header moved without its cells": (with_rows(swapped_header), Exit.CODES, ("code_commune", "line 2")),
    "two header rows": (with_rows(lambda rows: [rows[0], *rows]), Exit.HEADER_ROWS, ("the header twice",)),
    "a title above the header": (b"Title\n" + mini_build.employees(), Exit.HEADER_ROWS, ("line 1", "line 2")),
    "a lost leading zero": (text("\n01001", "\n1001"), Exit.CODES, ("code_commune", "'1001' on line 2")),
    "duplicate communes": (text("01002", "01001"), Exit.DUPLICATES, ("code_commune", "'01001'", "line 3")),
    "arrondissements beside a city": (text("97102", "75101"), Exit.DOUBLE_COUNT, ("code_commune", "75056")),
    "a commune unknown to the movements": (text("97102", "97199"), Exit.UNKNOWN_COMMUNE, (EMPLOYEES, "97199")),
    "a column of blanks": (with_rows(blank), Exit.BLANK_COLUMN, ("effectifs_salaries_2014", "12 blank cells")),
    "a total off by a factor of 1,000": (
        with_rows(lambda rows: [rows[0], *([*row[:2], *(f"{cell}000" for cell in row[2:])] for row in rows[1:])]),
        Exit.SCALE,
        ("table employees, column employees", "other units?"),
    ),
    "rows lost": (with_rows(lambda rows: rows[:-1]), Exit.ROWS, ("12 rows", "11 rows")),
    "a row cut short": (mini_build.employees()[:-30], Exit.ROWS, ("complete rows",)),
    "a word for a number": (text(";100;", ";some;"), Exit.NUMBERS, ("'some' on line 2",)),
    "a figure below zero": (text(";100;", ";-100;"), Exit.CONTRACT, ("table employees", "column employees")),
    "an empty file": (b"", Exit.COLUMNS, ("code_commune",)),
}


@pytest.mark.parametrize(("content", "code", "named"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_named_and_changes_nothing(house, tmp_path, content, code, named):
    files = mini_build.files() | {EMPLOYEES: ("employees.csv", content, len(CODES))}
    before = fingerprints(house)
    with pytest.raises(ValueError) as refused:
        build.build_snapshot(mini_build.write(tmp_path / "bad", files), house)
    message = str(refused.value)
    assert exit_code(refused.value, 1) == code, message
    assert "expected" in message or code == Exit.CONTRACT
    assert ("employees" in message or EMPLOYEES in message) and all(word in message for word in named), message
    assert "\n" not in message
    assert fingerprints(house) == before


def test_a_column_that_moved_with_its_cells_is_read_by_its_name(house, tmp_path):
    content = with_rows(lambda rows: [[row[1], row[0], *row[:1:-1]] for row in rows])
    before = fingerprints(house)
    files = mini_build.files() | {EMPLOYEES: ("employees.csv", content, len(CODES))}
    report = build.build_snapshot(mini_build.write(tmp_path / "moved", files), house)
    assert report.changes.empty, f"the columns moved and no value did, and yet these changed:\n{report.changes}"
    assert fingerprints(house)["employees.parquet"] == before["employees.parquet"]


def test_last_years_file_under_this_years_name_is_refused(house, tmp_path):
    """The very file of the former vintage, catalogued as a newer one."""
    before = fingerprints(house)
    with pytest.raises(Fault, match="the file of vintage 2020") as refused:
        build.build_snapshot(mini_build.write(tmp_path / "raw", vintage="2021"), house)
    assert exit_code(refused.value, 1) == Exit.VINTAGE
    assert fingerprints(house) == before


def test_each_fault_has_a_code_of_its_own():
    codes = [code for _, code, _ in FAULTS.values()]
    assert len(set(Exit)) == len(Exit)
    assert len(set(codes)) >= 13


def test_a_renewed_file_replaces_its_table_and_the_others_stay(house, tmp_path):
    renewed = text(";100;", ";150;")
    raw = mini_build.write(tmp_path / "new", mini_build.files() | {EMPLOYEES: ("employees.csv", renewed, len(CODES))})
    for source in (*ROUNDS, FLOWS):
        for file in (raw / source).iterdir():
            file.unlink()
    before = fingerprints(house)
    report = build.build_snapshot(raw, house)
    after = fingerprints(house)
    assert before["votes.parquet"] == after["votes.parquet"] and before["flows.parquet"] == after["flows.parquet"]
    assert before["employees.parquet"] != after["employees.parquet"]
    kept = report.tables.set_index("table")["kept_for_lack_of"]
    assert kept.to_dict() == {"votes": f"{ROUNDS[0]}.csv", "employees": "", "flows": "flows.csv"}
    assert report.tables["vintage"].tolist() == ["2020"] * 3
    assert manifest.check_snapshot(house) == []
    told = manifest.read(house)["sources"]
    assert set(told) == {EMPLOYEES, *ROUNDS, FLOWS}
    row = report.changes.values.iloc[0]
    assert (row["table"], row["column"], row["values_changed"]) == ("employees", "employees", 1)
    assert row["total_after"] - row["total_before"] == 50


def test_without_a_former_snapshot_every_file_is_needed(tmp_path, monkeypatch):
    mini_build.install(monkeypatch.setattr)
    raw = mini_build.write(tmp_path / "raw")
    (raw / FLOWS / "flows.csv").unlink()
    with pytest.raises(Fault, match=r"flows\.csv") as refused:
        build.build_snapshot(raw, tmp_path / "data")
    assert exit_code(refused.value, 1) == Exit.MISSING_FILE
    assert list((tmp_path / "data").iterdir()) == []


def test_an_empty_raw_folder_is_refused(house, tmp_path):
    raw = mini_build.write(tmp_path / "raw2")
    for file in raw.rglob("*.csv"):
        file.unlink()
    before = fingerprints(house)
    with pytest.raises(Fault, match="a file of the catalogue"):
        build.build_snapshot(raw, house)
    assert fingerprints(house) == before
