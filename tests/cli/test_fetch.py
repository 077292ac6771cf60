"""``territoires data sources`` and ``territoires data fetch``, from outside: what they say, and their exit codes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from helpers import local_server
from helpers.local_server import write_catalogue
from typer.testing import CliRunner, Result

from analysis.cli.data import data_app
from analysis.sources.catalogue import entries, store
from analysis.sources.faults import Exit

CONTENT = b"CODGEO;P19_POP\n01001;12\n15014;25000\n"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr("pooch.core.time", SimpleNamespace(sleep=lambda _seconds: None))
    server = local_server.Server()
    yield server
    server.close()


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Return a function that runs a command on the catalogue `sources.toml` of `tmp_path`."""
    monkeypatch.setenv(entries.VARIABLE, str(tmp_path / "sources.toml"))
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path / "data"))

    def run(*words: str) -> Result:
        return CliRunner().invoke(data_app, list(words))

    return run


def test_sources_are_listed_with_their_address_or_how_to_obtain_them(call, tmp_path):
    write_catalogue(tmp_path / "sources.toml", "https://www.insee.fr/people.csv", CONTENT, moves=True)
    said = call("sources").stdout
    assert "people: the title" in said and "feeds: population" in said and "replaced in place" in said
    assert "https://www.insee.fr/people.csv" in said and "1 source; 0 without a public address" in said
    write_catalogue(tmp_path / "sources.toml", "", CONTENT)
    said = call("sources", "people").stdout
    assert "no public address" in said and "to obtain it: download it from the page" in said


def test_a_fetch_says_first_what_it_fetches_from_whom_and_how_large(call, tmp_path, server):
    server.behaviours["/people.csv"] = local_server.whole(CONTENT)
    write_catalogue(tmp_path / "sources.toml", server.url("/people.csv"), CONTENT)
    done = call("fetch", "people")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"people/people.csv: the producer, from {server.host}, about 0 kB"
    assert lines[1].startswith("1 file, about 0 kB, into ")
    assert lines[-1] == "people/people.csv: stored (0 kB)"
    assert store.locate(tmp_path / "data" / "raw", "people/people.csv").read_bytes() == CONTENT
    assert call("fetch", "--all").stdout.splitlines()[-1] == "people/people.csv: already here (0 kB)"


def test_a_fault_ends_the_command_with_its_own_code_and_the_other_files_come(call, tmp_path, server):
    server.behaviours |= {"/gone.csv": local_server.status(404), "/more.csv": local_server.whole(CONTENT)}
    file = write_catalogue(tmp_path / "sources.toml", server.url("/gone.csv"), CONTENT)
    text = file.read_text(encoding="utf-8")
    more = text.replace("source.people", "source.more").replace("people/people", "more/more").replace("/gone", "/more")
    file.write_text(f"{text}\n{more}", encoding="utf-8")
    done = call("fetch", "--all")
    assert done.exit_code == Exit.REFUSED_BY_SERVER
    assert done.stderr.splitlines() == [
        f"error: source people, {server.url('/gone.csv')}: expected the file; found 404 Not Found"
    ]
    assert "more/more.csv: stored" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("fetch",), 2, "or --all"),
        (("fetch", "people", "--all"), 2, "or --all"),
        (("fetch", "peple"), 2, "'peple' is none of the catalogue; nearest: people"),
        (("sources", "peple"), 2, "nearest: people"),
        (("fetch", "people"), Exit.NO_ADDRESS, "none of these sources has a public address"),
    ],
)
def test_what_cannot_be_fetched_is_refused_in_one_line(call, tmp_path, words, code, said):
    write_catalogue(tmp_path / "sources.toml", "", CONTENT)
    done = call(*words)
    assert done.exit_code == code
    assert len(done.stderr.splitlines()) == 1 and said in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_spoilt_catalogue_is_told_before_anything_starts(call, tmp_path):
    (tmp_path / "sources.toml").write_text("[source.people]\n", encoding="utf-8")
    done = call("fetch", "people")
    assert done.exit_code == Exit.CATALOGUE and "sources.toml, source people, field" in done.stderr


def test_each_fault_has_a_code_of_its_own_apart_from_those_of_every_command():
    codes = [int(code) for code in Exit]
    assert len(set(codes)) == len(codes)
    assert not {0, 1, 2, 130} & set(codes) and max(codes) < 126
