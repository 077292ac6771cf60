"""The optional tables: made by a whole build where their large files are there, left out and said so where not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from helpers import mini_build
from typer.testing import CliRunner

from analysis.cli.command_line import app
from analysis.snapshot import project
from analysis.sources import build, contracts, manifest
from analysis.sources.builders import large
from analysis.sources.builders.large import MOVES, SIRENE
from analysis.sources.catalogue import entries as catalogue
from analysis.sources.faults import Exit

FLOWS = "base-flux-mobilite-residentielle-2022.csv"
REGISTER = "StockEtablissement_utf8.parquet"
LINES = ["01001;A;01001;A;90", "01001;A;75101;P;6.5", "75102;P;01001;A;2", "01002;B;99999;X;4", "2A004;C;01002;B;1.25"]
OPTIONAL = {name: contract for name, contract in contracts.CONTRACTS.items() if contract.optional}


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    """Build the snapshot of the small house, with both optional tables in its contracts and neither of their files."""
    mini_build.install(monkeypatch.setattr)
    made = build.all_builders() | large.BUILDERS
    kept = contracts.CONTRACTS | OPTIONAL
    monkeypatch.setattr(contracts, "CONTRACTS", kept)
    monkeypatch.setattr(build, "all_builders", lambda: made)
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path / "data"))
    mini_build.write(tmp_path / "raw")
    text = (project() / "data" / catalogue.NAME).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\[source\.\w+\]$)", text, flags=re.MULTILINE)
    optional = [entry for entry in entries if entry.startswith((f"[source.{MOVES}]", f"[source.{SIRENE}]"))]
    with (tmp_path / "raw" / catalogue.NAME).open("a", encoding="utf-8") as own:
        own.write("\n".join(["", *optional]))
    return tmp_path


def flows(folder: Path, *lines: str) -> None:
    text = "\n".join(["CODGEO;LIBGEO;DCRAN;L_DCRAN;NBFLUX_C22_POP01P", *(lines or LINES)])
    (folder / "raw" / MOVES).mkdir(exist_ok=True)
    (folder / "raw" / MOVES / FLOWS).write_text(f"{text}\n", encoding="utf-8")


def register(folder: Path, *rows: tuple[str, str, str]) -> None:
    (folder / "raw" / SIRENE).mkdir(exist_ok=True)
    file = folder / "raw" / SIRENE / REGISTER
    names = "codeCommuneEtablissement, etatAdministratifEtablissement, activitePrincipaleEtablissement"
    values = ", ".join(map(str, rows))
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {values}) t({names})) TO '{file}' (FORMAT parquet)")


def built(folder: Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["data", "build", "--raw", str(folder / "raw"), "--no-figures", "--partial"])
    assert done.exit_code == code, done.output
    assert manifest.check_snapshot(folder / "data") == [] or code
    return " ".join(done.output.split())


def told(folder: Path) -> dict:
    return json.loads((folder / "data" / manifest.NAME).read_text(encoding="utf-8"))


def test_without_their_files_the_optional_tables_are_left_out(house):
    said = built(house)
    assert f"moves: left out, optional, no {FLOWS}" in said
    assert f"digital_establishments: left out, optional, no {REGISTER}" in said
    assert not OPTIONAL.keys() & set(told(house)["tables"])
    page = (house / "data" / "README.md").read_text(encoding="utf-8")
    assert "## moves" not in page and "## votes" in page


def test_residential_moves_become_a_table(house):
    flows(house)
    assert "digital_establishments: left out" in built(house)
    table = pd.read_parquet(house / "data" / "moves.parquet").set_index("commune")
    assert table[["entrants", "leavers"]].T.to_dict("list") == {
        "75056": [2, 6.5],
        "01001": [6.5, 2],
        "01002": [0, 1.25],
        "2A004": [1.25, 0],
    }
    assert set(table["year"]) == {2022}
    assert table.loc["75056", "region"] == "11"
    assert told(house)["tables"]["moves"]["vintages"] == {MOVES: "census 2022 (part of the country: 4 of 12 communes)"}
    assert told(house)["sources"][MOVES]["described"]["geography"] == "COG 2024"
    assert "## moves" in (house / "data" / "README.md").read_text(encoding="utf-8")


def test_a_table_whose_file_went_is_kept(house):
    flows(house)
    built(house)
    before = told(house)["tables"]["moves"]
    (house / "raw" / MOVES / FLOWS).unlink()
    assert f"kept: no {FLOWS}" in built(house)
    assert told(house)["tables"]["moves"] == before


def test_the_same_flows_give_the_same_bytes(house):
    lines = [f"{to};A;{origin};B;{(i * 7 + j) / 3!r}" for i, to in enumerate(mini_build.CODES)
             for j, origin in enumerate(mini_build.CODES)]  # fmt: skip
    flows(house, *lines)
    built(house)
    first = told(house)["tables"]["moves"]["sha256"]
    flows(house, *reversed(lines))
    built(house)
    assert told(house)["tables"]["moves"]["sha256"] == first


def test_a_commune_that_leads_nowhere_is_refused_and_the_snapshot_stays(house):
    built(house)
    flows(house, *LINES, "01999;A;01001;A;3")
    assert "1 unknown: 01999" in built(house, Exit.UNKNOWN_COMMUNE)
    assert "moves" not in told(house)["tables"]


def test_the_register_becomes_a_table_and_codes_long_gone_are_counted(house):
    active = [("75101", "A", "62.01Z"), ("75116", "A", "63.11Z"), ("2A004", "A", "62.09Z"), ("01999", "A", "62.02A")]
    register(house, *active, ("01001", "F", "62.01Z"), ("01001", "A", "47.11F"))
    built(house)
    table = pd.read_parquet(house / "data" / "digital_establishments.parquet").set_index("commune")["establishments"]
    assert len(table) == len(mini_build.CODES)
    assert table[table > 0].to_dict() == {"75056": 2, "2A004": 1}
    losses = pd.read_csv(house / "data" / "losses.csv", dtype={"codes": "str"})
    lost = losses[losses["table"] == "digital_establishments"]
    assert lost[["reason", "rows", "codes"]].values.tolist() == [["place without a commune of 2025", 1, "01999"]]


def test_a_catalogue_that_does_not_know_them_leaves_them_out(house):
    mini_build.write(house / "raw")
    assert "moves: left out, optional, no sources.toml" in built(house)
