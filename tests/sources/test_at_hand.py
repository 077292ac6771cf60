"""What a raw folder holds: one file renews one table, and a file that no source claims is named."""

import pandas as pd
import pytest
from helpers import mini_raw
from helpers.mini_build import CODES, geography
from typer.testing import CliRunner

from analysis.cli.command_line import app
from analysis.sources import build, contracts
from analysis.sources.builders import outlines, people, places
from analysis.sources.faults import Exit, Fault
from analysis.sources.readers import Raw, at_hand

NAMES = {people.NEWEST: "donnees_communes.csv", people.YEARLY: "yearly.csv"}
FLOWS = "base-texte-flux-mobilite-domicile-lieu-travail-2013.txt"


def newest(more: int) -> bytes:
    rows = [f"{code};{100 * place + more}" for place, code in enumerate(CODES, 1)]
    return "\n".join(["COM;PMUN", *rows, ""]).encode()


def yearly() -> bytes:
    rows = [f"COG 2024;{code};2022;{100 * place}" for place, code in enumerate(CODES, 1)]
    return "\n".join(["geography;CODGEO;year;PMUN", *rows, ""]).encode()


def raw_with(folder, vintage, **content):
    files = {source: (NAMES[source], data, len(CODES)) for source, data in content.items()}
    folder.mkdir(exist_ok=True)
    return mini_raw.write(folder, files, vintage=vintage, geography="COG 2025")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A snapshot of one table with the populations of 2022 and 2023, each from its file."""
    contract = contracts.CONTRACTS["population"]
    kept = contracts.Contract(**(vars(contract) | {"sources": (people.YEARLY, people.NEWEST)}))
    monkeypatch.setattr(contracts, "CONTRACTS", {"population": kept})
    monkeypatch.setattr(build, "all_builders", lambda: {"population": people.population})
    monkeypatch.setattr(places, "geography", geography)
    monkeypatch.setattr(outlines, "files", lambda _raw: {})
    monkeypatch.setattr(outlines, "SOURCE", people.NEWEST)
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path / "data"))
    made = raw_with(tmp_path / "first", "2023", **{people.YEARLY: yearly(), people.NEWEST: newest(1)})
    build.build_snapshot(made, tmp_path / "data")
    return tmp_path


def test_one_file_renews_its_year_and_the_others_stay(house):
    raw = raw_with(house / "second", "2024", **{people.YEARLY: yearly(), people.NEWEST: newest(2)})
    (raw / people.YEARLY / NAMES[people.YEARLY]).unlink()
    report = build.build_snapshot(raw, house / "data")
    assert report.years_kept == {"population": ["2022", "2023"]}
    table = pd.read_parquet(house / "data" / "population.parquet")
    assert sorted(table["year"].unique()) == [2022, 2023, 2024]
    assert table.set_index(["commune", "year"]).loc["01001", "population"].tolist() == [100, 101, 102]
    told = build.manifest.read(house / "data")["tables"]["population"]
    assert told["vintages"][people.NEWEST] == "2023; 2024" and told["kept"] == ["2022", "2023"]


def test_a_file_that_no_source_claims_is_named_with_the_nearest_source(house):
    raw = raw_with(house / "second", "2024", **{people.NEWEST: newest(2)})
    (raw / "yearly (1).csv").write_bytes(yearly())
    found = at_hand.unclaimed(Raw(raw))
    assert found == {"yearly (1).csv": people.NEWEST}  # the only source of this catalogue


def test_a_folder_that_holds_nothing_for_any_table_says_so(house):
    raw = raw_with(house / "second", "2024", **{people.YEARLY: yearly(), people.NEWEST: newest(2)})
    (raw / people.YEARLY / NAMES[people.YEARLY]).unlink()
    (raw / people.NEWEST / NAMES[people.NEWEST]).rename(raw / "donnees_communes (2).csv")
    done = CliRunner().invoke(app, ["data", "build", "--raw", str(raw), "--no-figures"])
    assert done.exit_code == Exit.MISSING_FILE
    said = " ".join(done.output.split())
    assert "expected a file of the catalogue" in said
    assert f"donnees_communes (2).csv (nearest: source {people.NEWEST})" in said


def test_the_nearest_source_is_that_of_the_same_file_of_another_year(tmp_path):
    raw = mini_raw.write(
        tmp_path,
        {
            "insee_mobilite_travail": ("base-flux-mobilite-domicile-lieu-travail-2022.csv", b"x\n", 1),
            "people": ("donnees_communes.csv", b"x\n", 1),
        },
    )
    (raw / FLOWS).write_bytes(b"x\n")
    assert at_hand.unclaimed(Raw(raw)) == {FLOWS: "insee_mobilite_travail"}
    assert at_hand.unclaimed(Raw(raw), [raw / FLOWS]) == {}


def test_an_unusual_move_leaves_the_former_snapshot(house, monkeypatch):
    columns = {
        "territory": ["FR"],
        "figure": ["people"],
        "unit": ["inhabitants"],
        "when_before": [""],
        "when_after": [""],
    }
    moved = build.diff.moves(pd.DataFrame({**columns, "before": [1.0], "after": [2.0]}))
    monkeypatch.setattr(build.diff, "_moves", lambda before, after: moved)
    raw = raw_with(house / "second", "2024", **{people.YEARLY: yearly(), people.NEWEST: newest(2)})
    (raw / people.YEARLY / NAMES[people.YEARLY]).unlink()
    with pytest.raises(build.diff.Fault, match="'people'"):
        build.build_snapshot(raw, house / "data", figures=True)
    assert sorted(pd.read_parquet(house / "data" / "population.parquet")["year"].unique()) == [2022, 2023]
    assert not list((house / "data").glob(".building-*"))
    report = build.build_snapshot(raw, house / "data", figures=True, accept=["people"])
    assert report.changes.tables["table"].tolist() == ["population"]
    assert sorted(pd.read_parquet(house / "data" / "population.parquet")["year"].unique()) == [2022, 2023, 2024]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[" * 100_000,
        '{"tables": {"jobs": {}}, "outlines": {}, "files": {}}',
        '{"tables": {"jobs": "whole"}, "outlines": {}, "files": {}}',
    ],
)
def test_a_damaged_manifest_is_named_in_one_line(tmp_path, content):
    (tmp_path / build.manifest.NAME).write_text(content, encoding="utf-8")
    with pytest.raises(Fault, match=r"manifest\.json.*expected the manifest that a build writes") as refused:
        build.manifest.read(tmp_path)
    assert "\n" not in str(refused.value)
