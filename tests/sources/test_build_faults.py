"""Each fault of a raw file is named, ends with a code of its own, and leaves the snapshot as it was."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest
from helpers import mini_build
from helpers.mini_build import CODES, EMPLOYEES, FLOWS, ROUNDS
from typer.testing import CliRunner

from analysis.cli.command_line import app
from analysis.sources import build, manifest
from analysis.sources.builders import sanity
from analysis.sources.contracts import Contract
from analysis.sources.contracts.schema import COMMUNE, count
from analysis.sources.contracts.schema import text as text_column
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


def ten_times(rows: list[list[str]]) -> list[list[str]]:
    """Move the decimal point of one year."""
    return [rows[0], *([*row[:2], f"{row[2]}0", *row[3:]] for row in rows[1:])]


@pytest.mark.parametrize("vintage", ["2020", "2021"])
def test_a_year_that_was_held_is_of_the_same_size_whatever_the_vintage(house, tmp_path, vintage):
    before = fingerprints(house)
    files = mini_build.files() | {EMPLOYEES: ("employees.csv", with_rows(ten_times), len(CODES))}
    with pytest.raises(
        Fault, match=r"table employees, column employees \(2014\): expected a middle figure near"
    ) as refused:
        build.build_snapshot(mini_build.write(tmp_path / "slipped", files, vintage=vintage), house)
    assert exit_code(refused.value, 1) == Exit.SCALE
    assert fingerprints(house) == before


CLASSES = Contract("t", "t", "g", ("commune", "class"), (COMMUNE, text_column("class", "c"), count("n", "x", "n")), ("s",),
                   "v", "c")  # fmt: skip


@pytest.mark.parametrize(
    ("times", "kind", "same", "refused"),
    [
        (10, "held", True, True),  # another file of the same vintage
        (0.1, "held", True, True),
        (2.9, "held", True, False),
        (10, "held", False, False),  # a new vintage of what tells no year
        (31, "held", False, True),
        (10, "new", True, False),
        (31, "new", True, True),
    ],
)
def test_what_should_be_the_same_may_move_less_than_what_is_new(tmp_path, times, kind, same, refused):
    old = pd.DataFrame({"commune": ["01001", "01002"], "class": "held", "n": [8.0, 10.0]})
    new = old.assign(n=old["n"] * times, **{"class": kind})
    files = [tmp_path / "old.parquet", tmp_path / "new.parquet"]
    for frame, file in zip((old, new), files):
        frame.to_parquet(file)
    with pytest.raises(Fault, match=rf"table t, column n \({kind}\)") if refused else nullcontext():
        sanity.refuse_another_scale(CLASSES, files[1], files[0], same_vintages=same)


def test_a_raw_file_that_is_another_one_is_named(house, tmp_path, monkeypatch):
    assert build.build_snapshot(mini_build.write(tmp_path / "same"), house).other_files == []
    corrected = mini_build.files() | {EMPLOYEES: ("employees.csv", text(";100;", ";150;"), len(CODES))}
    (line,) = build.build_snapshot(mini_build.write(tmp_path / "corrected", corrected), house).other_files
    assert line.startswith(f"{EMPLOYEES}/employees.csv (sha256 ")
    assert "not the file of the former snapshot" in line and line.endswith("of vintage 2020 too")
    # A new vintage is another file, as was wanted.
    renewed = mini_build.files() | {EMPLOYEES: ("employees.csv", text(";100;", ";140;"), len(CODES))}
    later = build_with_vintage(tmp_path / "renewed", renewed, EMPLOYEES, "2021")
    assert build.build_snapshot(later, house).other_files == []
    # The catalogue tells of another file than that of the folder.
    raw = mini_build.write(tmp_path / "first")
    (raw / EMPLOYEES / "employees.csv").write_bytes(text(";100;", ";150;"))
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path / "empty"))
    done = CliRunner().invoke(app, ["data", "build", "--raw", str(raw), "--no-figures"])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert said.count("another file: ") == 1
    assert f"another file: {EMPLOYEES}/employees.csv (sha256 " in said and "not the file that the catalogue" in said


def build_with_vintage(folder: Path, files: dict, source: str, vintage: str) -> Path:
    """Write a raw folder in which one source is of another vintage."""
    raw = mini_build.write(folder, files)
    told = (raw / "sources.toml").read_text(encoding="utf-8")
    before, after = told.split(f"[source.{source}]\n", 1)
    after = after.replace('vintage = "2020"', f'vintage = "{vintage}"', 1)
    (raw / "sources.toml").write_text(f"{before}[source.{source}]\n{after}", encoding="utf-8")
    return raw


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


def test_links_that_lead_to_each_other_are_no_file(house, tmp_path):
    raw = mini_build.write(tmp_path / "raw2")
    for name, other in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        (raw / name).symlink_to(raw / other)
    for file in (raw / EMPLOYEES).glob("*.csv"):
        file.unlink()
        file.symlink_to(raw / "a.csv")
    report = build.build_snapshot(raw, house)
    assert "employees" in set(report.tables.loc[report.tables["kept_for_lack_of"] != "", "table"])


def test_an_empty_raw_folder_is_refused(house, tmp_path):
    raw = mini_build.write(tmp_path / "raw2")
    for file in raw.rglob("*.csv"):
        file.unlink()
    before = fingerprints(house)
    with pytest.raises(Fault, match="a file of the catalogue"):
        build.build_snapshot(raw, house)
    assert fingerprints(house) == before
