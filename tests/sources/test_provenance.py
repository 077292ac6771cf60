"""What a file tells of itself is recorded, cited and held against the catalogue."""

import json
from types import SimpleNamespace

import pytest
from helpers import mini_raw

from analysis import snapshot
from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import Raw, provenance

ENTRY = SimpleNamespace(
    described={
        "title": "Flux en 2022",
        "citation": "Insee, Flux, census 2022",
        "vintage": "census 2022",
        "page": "https://x.fr",
    }
)


def test_a_file_of_another_year_takes_its_year_into_what_is_cited():
    told = provenance.described(ENTRY, vintage="census 2013", geography="COG 2015")
    assert told == {
        "vintage": "census 2013",
        "geography": "COG 2015",
        "title": "Flux en 2013",
        "citation": "Insee, Flux, census 2013",
        "page": "",
    }


def test_a_file_of_the_year_told_keeps_what_the_catalogue_says():
    assert provenance.described(ENTRY, vintage="census 2022", geography="COG 2024").keys() == {"vintage", "geography"}


def test_the_raw_folder_cites_what_the_file_tells(tmp_path):
    raw = Raw(mini_raw.write(tmp_path, {"people": ("people.csv", b"CODGEO\n01001\n", 1)}, title="Populations 2020"))
    raw.tell("people", vintage="2013", geography="COG 2015")
    assert raw.entries["people"].described["title"] == "Populations 2013"
    assert raw.told["people"]["geography"] == "COG 2015"


def test_a_chapter_cites_what_the_file_told(tmp_path, monkeypatch):
    catalogue = '[source.flux]\ntitle = "Flux en 2022"\nvintage = "census 2022"\ngeography = "COG 2024"\n'
    (tmp_path / "sources.toml").write_text(catalogue, encoding="utf-8")
    told = {"title": "Flux en 2013", "vintage": "census 2013", "geography": "COG 2015"}
    manifest = {
        "tables": {"communes": {"sources": ["flux"], "vintages": {"flux": "census 2013"}, "sha256": ""}},
        "outlines": {},
        "files": {},
        "beside": {"sources.toml": {"sha256": snapshot.checksum(tmp_path / "sources.toml")}},
        "sources": {"flux": {"described": told}},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    assert snapshot.sources("communes") == [{"id": "flux", **told}]


def test_another_date_than_the_catalogue_tells_is_refused():
    provenance.refuse_another_date("speeds.csv", "date", ["2022-12-31", "2022-12-31T00:00"], "2022-12-31")
    with pytest.raises(SourceError, match="the date 2022-12-31, as the catalogue says; found 2026-03-31") as refused:
        provenance.refuse_another_date("speeds.csv", "date", ["2026-03-31"], "2022-12-31")
    assert refused.value.code == Exit.VINTAGE
