"""The catalogue keeps its contract, and says which field does not."""

from __future__ import annotations

import json

import pytest
from helpers import mini_build, mini_raw
from helpers.local_server import write_catalogue

from analysis.snapshot import project
from analysis.sources import build, manifest
from analysis.sources.builders import outlines
from analysis.sources.catalogue import entries as catalogue
from analysis.sources.contracts import CONTRACTS
from analysis.sources.download import inspection
from analysis.sources.faults import Exit, Fault


@pytest.fixture(scope="module")
def entries() -> dict[str, catalogue.Entry]:
    return catalogue.read(project() / "data" / catalogue.NAME)


def test_the_catalogue_of_the_project_keeps_its_contract(entries):
    assert len(entries) > 60
    mute = [
        name
        for name, entry in entries.items()
        if not entry.how_to_obtain() and not all(file.url for file in entry.files)
    ]
    assert not mute, f"say in data/sources.toml where these come from, by url or by `obtain`: {mute}"


def test_a_source_feeds_the_tables_whose_contracts_name_it(entries):
    for name, entry in entries.items():
        told = {contract.name for contract in CONTRACTS.values() if name in contract.sources}
        told |= {"outlines"} if name == outlines.SOURCE else set()
        assert set(entry.tables) == told or entry.optional, name
        assert set(entry.tables) <= set(CONTRACTS) | {"outlines"}, name


def test_every_source_of_the_contracts_is_in_the_catalogue(entries):
    unknown = {source for contract in CONTRACTS.values() for source in contract.sources} - set(entries)
    assert not unknown, f"contracts name these, add them to data/sources.toml: {unknown}"


@pytest.mark.raw
@pytest.mark.slow
def test_the_raw_files_have_the_layout_that_the_catalogue_tells(entries, raw_folder):
    for entry in entries.values():
        for file in entry.files:
            if file.copy != "none":
                inspection.inspect(raw_folder / file.name, file.layout, entry.id)


def test_an_entry_of_the_catalogue_gives_its_files_layout_and_host(tmp_path):
    file = write_catalogue(tmp_path / "sources.toml", "https://www.insee.fr/people.csv", b"content", moves=True)
    entry = catalogue.read(file)["people"]
    assert entry.file("people.csv") == entry.file()
    assert entry.file().layout.columns == ("CODGEO", "P19_POP")
    assert entry.moves and not entry.optional and entry.how_to_obtain() == ""
    assert catalogue.hosts({"people": entry}) == {"www.insee.fr"}
    with pytest.raises(KeyError, match=r"source people has no file 'other.csv'"):
        entry.file("other.csv")


def test_a_checksum_is_expected_of_a_fixed_original_served_under_its_name_only(tmp_path):
    def checksum(address: str, **told) -> str:
        entry = catalogue.read(write_catalogue(tmp_path / "sources.toml", address, b"content", **told))["people"]
        return entry.checksum(entry.file(), address)

    assert len(checksum("https://www.insee.fr/people.csv")) == 64
    assert checksum("https://www.insee.fr/people.csv", moves=True) == ""
    assert checksum("https://www.insee.fr/people.csv", copy="extract") == ""
    assert checksum("https://www.insee.fr/all.zip") == ""


def test_a_source_without_address_says_how_to_obtain_it(tmp_path):
    def said(**told) -> str:
        return catalogue.read(write_catalogue(tmp_path / "sources.toml", "", b"content", **told))[
            "people"
        ].how_to_obtain()

    assert said() == "download it from the page"
    assert said(copy="extract") == "write the columns of its layout from what the page offers"
    assert said(page="") == "no address is known: ask the producer, the producer"


SPOILT = {
    "no licence": ('licence = "the licence"\n', "", "field licence: expected this field; found none"),
    "an empty title": ('title = "the title"', 'title = ""', "field title: expected a text that says something"),
    "an unknown field": ("moves = false", "moves = false\nmove = false", "field move: expected a field of the contract"),
    "a word for a flag": ("moves = false", 'moves = "no"', "field moves: expected true or false; found 'no'"),
    "no caveats": ('caveats = ["hand-made"]\n', "", "field caveats: expected this field"),
    "a text for a list": ('tables = ["population"]', 'tables = "population"', "field tables: expected a list of texts"),
    "no layout": ('format = "csv"\n', "", "field files[1].layout.format: expected this field"),
    "another format": ('format = "csv"', 'format = "json"', "field files[1].layout.format: expected one of"),
    "a short checksum": ('sha256 = "', 'sha256 = "0', "field files[1].sha256: expected 64 hexadecimal digits"),
    "a path that leaves": ("people/people.csv", "../people.csv", "field files[1].name: expected folder/file"),
    "an address without lock": ('url = "https', 'url = "http', "field files[1].url: expected an https address"),
    "another kind of copy": ('copy = "original"', 'copy = "mine"', "field files[1].copy: expected one of"),
    "a negative size": ("bytes = 7", "bytes = -7", "field files[1].bytes: expected a number"),
    "a number of columns": ('columns = ["CODGEO", "P19_POP"]', "columns = 2", "field files[1].layout.columns: expected"),
    "a list without end": ('producer = "', f"producer = {'[' * 5000}", "expected a file in TOML"),
    "no file": ("[[source.people.files]]", "[[source.people.others]]", "people"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), SPOILT.values(), ids=list(SPOILT))
def test_a_spoilt_catalogue_is_refused(tmp_path, before, after, said):
    file = write_catalogue(tmp_path / "sources.toml", "https://www.insee.fr/people.csv", b"content")
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Fault) as refused:
        catalogue.read(file)
    assert refused.value.code == Exit.CATALOGUE
    assert "sources.toml" in str(refused.value) and said in str(refused.value)


def test_a_file_described_twice_is_refused(tmp_path):
    file = write_catalogue(tmp_path / "sources.toml", "https://www.insee.fr/people.csv", b"content")
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n" + text.replace("source.people", "source.again"), encoding="utf-8")
    with pytest.raises(Fault, match="source again, field name: expected a file of its own"):
        catalogue.read(file)


def test_no_catalogue_and_no_toml_are_told(tmp_path):
    with pytest.raises(Fault, match="no such file"):
        catalogue.read(tmp_path / "sources.toml")
    (tmp_path / "sources.toml").write_text("[source", encoding="utf-8")
    with pytest.raises(Fault, match="expected a file in TOML"):
        catalogue.read(tmp_path / "sources.toml")


def test_the_catalogue_to_use_is_the_one_named_else_the_folder_s_own_else_the_project_s(tmp_path, monkeypatch):
    assert catalogue.location(tmp_path) == project() / "data" / "sources.toml"
    mini_raw.write(tmp_path, {"table": ("table.csv", b"x", 1)})
    assert catalogue.location(tmp_path) == tmp_path / "sources.toml"
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "other.toml"))
    assert catalogue.location(tmp_path) == tmp_path / "other.toml"


def test_a_build_by_the_snapshot_s_own_catalogue_leaves_it_there(tmp_path, monkeypatch):
    mini_build.install(monkeypatch.setattr)
    raw = mini_build.write(tmp_path / "raw")
    build.build_snapshot(raw, tmp_path / "data")
    kept = (tmp_path / "data" / catalogue.NAME).read_bytes()
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "data" / catalogue.NAME))
    build.build_snapshot(raw, tmp_path / "data")
    assert (tmp_path / "data" / catalogue.NAME).read_bytes() == kept
    assert manifest.check_snapshot(tmp_path / "data") == []


def test_the_check_of_a_snapshot_holds_its_catalogue_to_the_contract(tmp_path, monkeypatch):
    mini_build.install(monkeypatch.setattr)
    build.build_snapshot(mini_build.write(tmp_path / "raw"), tmp_path / "data")
    monkeypatch.setenv(catalogue.VARIABLE, "unused")
    told = json.loads((tmp_path / "data" / manifest.NAME).read_text(encoding="utf-8"))
    told["files"].pop(catalogue.NAME)  # kept by hand, as the project's own is
    (tmp_path / "data" / manifest.NAME).write_text(json.dumps(told), encoding="utf-8")
    file = tmp_path / "data" / catalogue.NAME
    file.write_text(file.read_text(encoding="utf-8").replace("moves = false", "moves = 0", 1), encoding="utf-8")
    (problem,) = manifest.check_snapshot(tmp_path / "data")
    assert "field moves: expected true or false; found 0" in problem
