"""What is damaged is told: by `data check`, by `data status`, and in one line."""

import json

import pandas as pd
import pytest
from helpers import mini_build
from typer.testing import CliRunner

from analysis.cli.command_line import app
from analysis.snapshot import integrity
from analysis.sources import build, manifest
from analysis.sources.builders.former import Former
from analysis.sources.catalogue import entries


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A small snapshot, with the texts that chapters read besides the tables."""
    mini_build.install(monkeypatch.setattr)
    folder = tmp_path / "data"
    folder.mkdir()
    for name in manifest.BESIDE:
        (folder / name).write_text("id\nC01\n", encoding="utf-8")
    build.build_snapshot(mini_build.write(tmp_path / "raw"), folder)
    monkeypatch.setenv("TERRITOIRES_DATA", str(folder))
    return folder


def said(command: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["data", command])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def test_a_whole_snapshot_has_no_damage(data):
    assert manifest.check_snapshot(data) == []
    assert "damaged" not in said("status")


@pytest.mark.parametrize("name", manifest.BESIDE)
def test_each_text_that_chapters_read_is_checked(data, name):
    (data / name).write_text("id\nC99\n", encoding="utf-8")
    assert [line.split(":")[0] for line in manifest.check_snapshot(data)] == [name]
    # A catalogue that the raw folder holds is written by the build.
    expected = f"{name}: not the file {'that was built' if name == 'sources.toml' else 'of the manifest'}"
    assert f"damaged: {expected}" in said("status")
    assert expected in said("check", 1)


def test_a_wanted_change_is_noted_by_the_renewal(data):
    (data / "claims.csv").write_text("id\nC02\n", encoding="utf-8")
    (data / manifest.NAME).write_text(manifest.with_texts(data), encoding="utf-8")
    assert manifest.check_snapshot(data) == []


def test_a_catalogue_changed_by_hand_for_a_build_is_no_damage_of_the_former_snapshot(data, tmp_path, monkeypatch):
    """Who renews a file or adds a source changes it first; both snapshots are read to measure the key figures."""
    raw, kept = tmp_path / "raw", data / "sources.toml"
    (raw / "sources.toml").replace(kept)
    monkeypatch.setenv(entries.VARIABLE, str(kept))
    build.build_snapshot(raw, data)
    kept.write_text(kept.read_text(encoding="utf-8").replace('"hand-made"', '"made by hand"'), encoding="utf-8")
    votes = raw / mini_build.ROUNDS[0] / f"{mini_build.ROUNDS[0]}.csv"
    votes.write_text(votes.read_text(encoding="utf-8").replace(";1000;", ";1001;"), encoding="utf-8")
    wrong = []
    measured = pd.DataFrame(columns=build.diff.FIGURES)
    monkeypatch.setattr(build.diff, "_moves", lambda *sides: wrong.extend(map(integrity.altered, sides)) or measured)
    build.build_snapshot(raw, data, figures=True)
    assert wrong == [{}, {}], "a snapshot whose key figures are measured is taken for altered"
    assert manifest.check_snapshot(data) == []


def test_a_damaged_table_is_told_by_the_status(data):
    pd.DataFrame({"a": [1]}).to_parquet(data / "votes.parquet")
    assert "damaged: votes.parquet: not the file that was built (checksum)" in said("status")
    assert manifest.snapshot_status(data).set_index("table").loc["votes", "damage"]


OUTSIDE = '{"tables": {}, "outlines": {}, "files": {"../letters.txt": {"bytes": 1, "sha256": "12"}}}'


@pytest.mark.parametrize("content", ["{", "[]", "{}", "", '{"tables": [], "outlines": {}, "files": {}}', OUTSIDE])
def test_a_broken_manifest_is_one_line(data, content):
    (data / manifest.NAME).write_text(content, encoding="utf-8")
    for command, code in (("check", 1), ("status", 60)):
        told = said(command, code)
        assert "manifest.json: expected the manifest that a build writes" in told and "Traceback" not in told


def test_a_table_that_the_former_snapshot_did_not_know_is_no_damage_of_it(data):
    told = manifest.read(data)
    del told["tables"]["votes"]
    (data / manifest.NAME).write_text(json.dumps(told), encoding="utf-8")
    assert Former(data).damaged == {}, "a new source is told as damage, and nothing is compared"
    lacking = [line for line in manifest.file_problems(data, told) if "votes" in line]
    assert lacking == ["table votes: in the contracts, not in the manifest"]
