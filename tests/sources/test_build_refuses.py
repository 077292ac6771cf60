"""A spoilt raw file stops the build, which says what is wrong and leaves the former snapshot as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from helpers import mini_raw

from analysis.sources import build, contracts, manifest
from analysis.sources.builders import outlines, places
from analysis.sources.contracts import Contract
from analysis.sources.contracts.schema import COMMUNE, REGION, count
from analysis.sources.geography import Built, Geography, carry_sums, losses, refuse_double_count
from analysis.sources.readers import Raw, commune_codes, refuse_duplicates, to_number

CODES = ["01001", "01002", "69123", "75056"]
TABLE = "CODGEO;LIBGEO;PMUN\n01001;Abbaye;12\n01002;Évry;3\n69123;Lyon;500\n75056;Paris;2000\n"
CONTRACT = Contract(
    "population",
    "Population",
    "commune",
    ("commune",),
    (COMMUNE, REGION, count("population", "inhabitants", "people")),
    ("people",),
    "2020",
    "all",
)
NO_MOVES = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")


def a_geography(_raw: Raw) -> Geography:
    communes = pd.DataFrame({"commune": CODES, "name": CODES, "departement": "01", "region": ["84", "84", "84", "11"]})
    return Geography(communes, NO_MOVES, {})


def population(raw: Raw, geography: Geography) -> Built:
    frame = raw.csv("people", ["CODGEO", "PMUN"], separator=";")
    codes = commune_codes(frame["CODGEO"], "people.csv")
    refuse_duplicates(frame, ["CODGEO"], "people.csv")
    refuse_double_count(codes, "people.csv")
    frame["population"] = to_number(frame["PMUN"])
    links = geography.links(2020)
    carried = carry_sums(frame, links, code="CODGEO", values=["population"])
    return Built(geography.with_region(carried), [losses(codes, links, source="people", table="population")])


@pytest.fixture
def one_table(monkeypatch):
    """Cut the house down to one table and no outlines; readers, contract check and replacement are the real ones."""
    monkeypatch.setattr(contracts, "CONTRACTS", {"population": CONTRACT})
    monkeypatch.setattr(build, "all_builders", lambda: {"population": population})
    monkeypatch.setattr(places, "geography", a_geography)
    monkeypatch.setattr(outlines, "files", lambda _raw: {})
    # The outlines are not read here: let their source be the one that is.
    monkeypatch.setattr(outlines, "SOURCE", "people")


def raw_with(folder: Path, content: bytes = TABLE.encode()) -> Path:
    return mini_raw.write(folder, {"people": ("people.csv", content, 4)})


def fingerprints(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture
def former(tmp_path, one_table) -> Path:
    """Build a good snapshot, beside a file that the build does not own."""
    out = tmp_path / "data"
    build.build_snapshot(raw_with(tmp_path / "good"), out)
    (out / "claims.csv").write_text("claim\n", encoding="utf-8")
    return out


def test_a_good_folder_makes_a_snapshot_that_passes_its_check(former):
    assert manifest.check_snapshot(former) == []
    assert pd.read_parquet(former / "population.parquet")["population"].sum() == 2515
    assert sorted(fingerprints(former)) == [
        "README.md",
        "claims.csv",
        "losses.csv",
        "manifest.json",
        "population.parquet",
        "sources.toml",
    ]


def test_the_same_inputs_give_the_same_bytes(former, tmp_path):
    again = tmp_path / "again"
    build.build_snapshot(raw_with(tmp_path / "good"), again)
    (again / "claims.csv").write_text("claim\n", encoding="utf-8")
    assert fingerprints(again) == fingerprints(former)


LINES = TABLE.splitlines(keepends=True)
SPOILT = {
    "truncated": (TABLE[:-9].encode(), "complete rows of one width"),
    "its last row lost": ("".join(LINES[:4]).encode(), "4 rows or a few more; found 3 rows"),
    "half of it": ("".join(LINES[:3]).encode(), "4 rows or a few more; found 2 rows"),
    "another vintage": (TABLE.replace("PMUN", "PMUN21").encode(), "column PMUN"),
    "another encoding": (TABLE.encode("latin-1"), "text in utf-8"),
    "a lost leading zero": (TABLE.replace("01001", "1001").encode(), "column CODGEO: expected codes of 5 characters"),
    "a missing column": (b"CODGEO;LIBGEO\n01001;a\n01002;b\n69123;c\n75056;d\n", "column PMUN"),
    "duplicated communes": (TABLE.replace("01002", "01001").encode(), "one row for each key"),
    "a city and its arrondissements": (TABLE.replace("01002", "75101").encode(), r"cities \['75056'\]"),
    "a word for a figure": (
        TABLE.replace("500", "five").encode(),
        "column PMUN: expected numbers with a decimal point; found 'five'",
    ),
    "a figure below zero": (TABLE.replace("500", "-500").encode(), "table population, column population"),
}


@pytest.mark.parametrize(("content", "said"), SPOILT.values(), ids=list(SPOILT))
def test_a_spoilt_file_is_refused_and_the_former_snapshot_stays(former, tmp_path, content, said):
    before = fingerprints(former)
    with pytest.raises(ValueError, match=said) as refused:
        build.build_snapshot(raw_with(tmp_path / "bad", content), former)
    assert "\n" not in str(refused.value)
    assert fingerprints(former) == before
    assert [path.name for path in former.iterdir() if path.name.startswith(".")] == []


def test_a_missing_file_is_refused_and_the_former_snapshot_stays(former, tmp_path):
    before = fingerprints(former)
    folder = raw_with(tmp_path / "bad")
    (folder / "people" / "people.csv").unlink()
    with pytest.raises(ValueError, match=r"expected a file of the catalogue, .*; found none"):
        build.build_snapshot(folder, former)
    assert fingerprints(former) == before


def test_a_source_that_no_contract_names_is_refused(former, tmp_path, monkeypatch):
    monkeypatch.setattr(outlines, "SOURCE", "elsewhere")
    with pytest.raises(build.BuildError, match=r"named but never read: \['elsewhere'\]"):
        build.build_snapshot(raw_with(tmp_path / "good"), former)


def test_a_file_that_was_changed_or_lost_since_is_found(former):
    (former / "losses.csv").write_text("source\n", encoding="utf-8")
    (former / "population.parquet").unlink()
    problems = manifest.check_snapshot(former)
    assert problems == [
        "population.parquet: in the manifest, not in the folder",
        "losses.csv: not the file that was built (checksum)",
    ]


def test_a_folder_without_snapshot_is_told(tmp_path):
    assert "no snapshot" in manifest.check_snapshot(tmp_path)[0]
    with pytest.raises(FileNotFoundError, match="no snapshot"):
        manifest.snapshot_status(tmp_path)


def test_a_table_that_is_no_longer_made_goes_away_with_the_next_build(former, tmp_path, monkeypatch):
    renamed = Contract(
        "people",
        *(getattr(CONTRACT, field) for field in ("title", "grain", "key", "columns", "sources")),
        "2020",
        "all",
    )
    monkeypatch.setattr(contracts, "CONTRACTS", {"people": renamed})
    monkeypatch.setattr(build, "all_builders", lambda: {"people": population})
    build.build_snapshot(raw_with(tmp_path / "good"), former)
    assert not (former / "population.parquet").exists()
    assert manifest.snapshot_status(former)["table"].tolist() == ["people"]
    assert (former / "claims.csv").exists()


def test_progress_tells_each_table_and_the_end(tmp_path, one_table):
    told = []
    build.build_snapshot(raw_with(tmp_path / "good"), tmp_path / "data", lambda *step: told.append(step))
    assert told == [(0, 2, "population"), (1, 2, "outlines"), (2, 2, "")]


# --- the real builders, on the raw folder with one file spoilt -------------------------------------------------------


def spoilt_copy(raw_folder: Path, folder: Path, name: str, spoil) -> Path:
    """Link every raw file into a new folder, but for one that is written spoilt."""
    for file in raw_folder.rglob("*"):
        target = folder / file.relative_to(raw_folder)
        if file.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif str(file.relative_to(raw_folder)) == name:
            target.parent.mkdir(parents=True, exist_ok=True)
            content = spoil(file.read_bytes())
            if content is not None:
                target.write_bytes(content)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(file)
    return folder


def without_leading_zeros(data: bytes) -> bytes:
    return data.replace(b"\n0", b"\n")


def with_paris_in_parts(data: bytes) -> bytes:
    return data + b"75101;16000;17000\n"


REAL = {
    "communes missing": ("insee_cog_2026/v_commune_2026.csv", lambda data: None, r"v_commune_2026\.csv.*no such file"),
    "communes truncated": ("insee_cog_2026/v_commune_2026.csv", lambda data: data[:2_000_000], r"v_commune_2026\.csv"),
    "a commune less": (
        "insee_cog_2026/v_commune_2026.csv",
        lambda data: data.replace(b"COM,01001", b"COMA,01001"),
        "34,875 communes .*; found 34,874",
    ),
    "another vintage": (
        "insee_populations_2013/populations_legales_2013.csv",
        lambda data: data.replace(b"PMUN13", b"PMUN12"),
        "column PMUN13",
    ),
    "leading zeros lost": (
        "insee_populations_2013/populations_legales_2013.csv",
        without_leading_zeros,
        "column CODGEO: expected codes of 5 characters",
    ),
    "arrondissements beside Paris": (
        "insee_populations_2013/populations_legales_2013.csv",
        with_paris_in_parts,
        r"cities \['75056'\]",
    ),
    "another encoding": (
        "insee_populations_2023/donnees_communes.csv",
        lambda data: data.decode("utf-8").encode("cp1252"),
        "text in utf-8",
    ),
    "a truncated workbook": (
        "insee_au2010_2020/AU2010_au_01-01-2020.zip",
        lambda data: data[: len(data) // 2],
        "a complete archive",
    ),
}


@pytest.mark.raw
@pytest.mark.slow
@pytest.mark.parametrize(("name", "spoil", "said"), REAL.values(), ids=list(REAL))
def test_the_real_build_refuses_a_spoilt_file(raw_folder, tmp_path, name, spoil, said):
    out = tmp_path / "data"
    out.mkdir()
    (out / "communes.parquet").write_bytes(b"the former one")
    with pytest.raises(ValueError, match=said):
        build.build_snapshot(spoilt_copy(raw_folder, tmp_path / "raw", name, spoil), out)
    assert fingerprints(out) == {"communes.parquet": hashlib.sha256(b"the former one").hexdigest()}
