"""A fetch stores what it has verified, and whatever a server does leaves the store as it was."""

from __future__ import annotations

import hashlib
import io
import random
import socket
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import local_server
from helpers.local_server import write_catalogue

from analysis.sources.catalogue import entries as catalogue
from analysis.sources.catalogue import store
from analysis.sources.download import fetching, transfer
from analysis.sources.download.transfer import Patience
from analysis.sources.faults import Exit
from analysis.sources.readers import Raw

CONTENT = b"CODGEO;P19_POP\n01001;12\n15014;25000\n" + b"15187;600\n" * 20
QUICK = Patience(connect_seconds=2, read_seconds=0.5, grace_seconds=0.3, least_bytes_per_second=1_000, attempts=2)
PAGE = b"<!DOCTYPE html><html><head><title>Connexion</title></head><body>Veuillez vous identifier</body></html>"


@pytest.fixture
def server(monkeypatch):
    # The pause of pooch between two attempts would only make the tests longer.
    monkeypatch.setattr("pooch.core.time", SimpleNamespace(sleep=lambda _seconds: None))
    server = local_server.Server()
    yield server
    server.close()


def packed(content: bytes, name: str = "people.csv") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def run(
    folder: Path, address: str, content: bytes = CONTENT, hosts: set[str] | None = None, **told
) -> fetching.Outcome:
    entries = catalogue.read(write_catalogue(folder / "sources.toml", address, content, **told))
    files = fetching.wanted(list(entries.values()))
    return fetching.fetch(files, folder / "raw", hosts or catalogue.hosts(entries), patience=QUICK)[0]


def stored(folder: Path) -> dict[str, bytes]:
    """Return what the store holds: the index and the files, not what is under way."""
    files = [file for file in (folder / "raw").rglob("*") if file.is_file() and "incoming" not in file.parts]
    return {str(file.relative_to(folder / "raw")): file.read_bytes() for file in files if file.name != ".lock"}


def refused(folder: Path, server, behaviour, **told) -> str:
    """Fetch last year's file, then this year's from a server that misbehaves; return what is said: the store stays."""
    former = CONTENT.replace(b"600", b"500")
    server.behaviours["/good/people.csv"] = local_server.whole(former)
    assert run(folder, server.url("/good/people.csv"), former).result == "new"
    before = stored(folder)
    ending = told.pop("ending", "csv")
    server.behaviours[f"/bad/people.{ending}"] = behaviour
    outcome = run(folder, server.url(f"/bad/people.{ending}"), **told)
    assert outcome.result == "failed"
    assert stored(folder) == before
    assert [file.name for file in (folder / "raw" / "incoming").glob("people*")] == []
    message = str(outcome.fault)
    assert "source people" in message and f"/bad/people.{ending}" in message and "\n" not in message
    return f"{outcome.fault.code.name}: {message}"


# --- a good day -------------------------------------------------------------------------------------------------------


def test_a_file_is_stored_by_its_content_and_found_by_its_name(tmp_path, server):
    server.behaviours["/people.csv"] = local_server.whole(CONTENT)
    assert run(tmp_path, server.url("/people.csv")).result == "new"
    checksum = hashlib.sha256(CONTENT).hexdigest()
    held = store.index(tmp_path / "raw")["people/people.csv"]
    assert held.sha256 == checksum and held.stored == f"{checksum}.csv"
    assert held.url == server.url("/people.csv") and held.vintage == "the vintage"
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == CONTENT


def test_a_file_that_stays_as_it_is_is_not_asked_for_again(tmp_path, server):
    server.behaviours["/people.csv"] = local_server.whole(CONTENT)
    run(tmp_path, server.url("/people.csv"))
    assert run(tmp_path, server.url("/people.csv")).result == "held"
    assert len(server.asked) == 1


def test_a_file_that_its_producer_replaces_is_asked_for_again_and_the_former_content_goes(tmp_path, server):
    newer = CONTENT.replace(b"P19", b"P22")
    server.behaviours["/people.csv"] = local_server.in_turn(local_server.whole(CONTENT), local_server.whole(newer))
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "new"
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "new"
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "unchanged"
    assert [file.name for file in (tmp_path / "raw" / "files").iterdir()] == [
        hashlib.sha256(newer).hexdigest() + ".csv"
    ]
    assert store.index(tmp_path / "raw")["people/people.csv"].vintage.startswith("as served on 20")


def test_a_file_seen_again_unchanged_keeps_the_day_that_it_first_came(tmp_path, server, monkeypatch):
    server.behaviours["/people.csv"] = local_server.whole(CONTENT)
    run(tmp_path, server.url("/people.csv"), moves=True)
    monkeypatch.setattr(fetching, "date", SimpleNamespace(today=lambda: date(2031, 5, 1)))
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "unchanged"
    assert store.index(tmp_path / "raw")["people/people.csv"].fetched == date.today().isoformat()


def test_the_readers_take_the_file_and_its_vintage_from_the_store(tmp_path, server, monkeypatch):
    server.behaviours["/all.zip"] = local_server.whole(packed(CONTENT))
    layout = {"format": "csv", "separator": ";", "columns": ["CODGEO", "P19_POP"], "member": "people.csv"}
    assert run(tmp_path, server.url("/all.zip"), layout=layout, moves=True).result == "new"
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "sources.toml"))
    raw = Raw(tmp_path / "raw")
    table = raw.csv("people", ["CODGEO", "P19_POP"], separator=";", rows=None)
    assert table["P19_POP"].tolist()[:2] == ["12", "25000"]
    assert raw.entries["people"].described["vintage"].startswith("as served on 20")


def test_a_second_address_serves_where_the_first_fails(tmp_path, server):
    server.behaviours |= {"/gone/people.csv": local_server.status(404), "/people.csv": local_server.whole(CONTENT)}
    assert run(tmp_path, server.url("/gone/people.csv"), archive=server.url("/people.csv")).result == "new"


def test_progress_is_told_to_the_end(tmp_path, server):
    server.behaviours["/people.csv"] = local_server.whole(CONTENT)
    entries = catalogue.read(write_catalogue(tmp_path / "sources.toml", server.url("/people.csv"), CONTENT))
    told = []
    fetching.fetch(fetching.wanted(list(entries.values())), tmp_path / "raw", set(), lambda *step: told.append(step))
    assert told[-1] == ("people/people.csv", len(CONTENT), len(CONTENT))


# --- a bad day --------------------------------------------------------------------------------------------------------


def test_a_server_that_fails_once_is_asked_again(tmp_path, server):
    server.behaviours["/people.csv"] = local_server.in_turn(local_server.status(500), local_server.whole(CONTENT))
    assert run(tmp_path, server.url("/people.csv")).result == "new"
    assert len(server.asked) == 2


def test_a_download_goes_on_where_it_was_cut(tmp_path, server):
    server.behaviours["/people.csv"] = local_server.in_turn(
        local_server.reset_after(CONTENT, 100), local_server.whole(CONTENT)
    )
    assert run(tmp_path, server.url("/people.csv")).result == "new"
    assert server.asked[1][1] == "bytes=100-"
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == CONTENT


def test_a_file_that_changed_since_it_was_cut_is_taken_from_its_beginning(tmp_path, server):
    newer = CONTENT.replace(b"25000", b"26000")
    server.behaviours["/people.csv"] = local_server.in_turn(
        local_server.reset_after(CONTENT, 100), local_server.whole(newer)
    )
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "new"
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == newer


def test_a_redirection_inside_the_catalogue_is_followed(tmp_path, server):
    server.behaviours |= {"/people.csv": local_server.redirect("/there"), "/there": local_server.whole(CONTENT)}
    assert run(tmp_path, server.url("/people.csv")).result == "new"


BAD_DAYS = {
    "not found": (local_server.status(404), "REFUSED_BY_SERVER", "404"),
    "always failing": (local_server.status(500), "REFUSED_BY_SERVER", "500"),
    "reset in the middle": (local_server.reset_after(CONTENT, 100), "CUT_SHORT", "expected"),
    "shorter than told": (local_server.shorter_than_told(CONTENT), "LENGTH", "found"),
    "a slow drip": (local_server.drip(CONTENT, 0.02), "TOO_SLOW", "bytes a second"),
    "silence": (local_server.silence(2), "TOO_SLOW", "silence"),
    "a redirection elsewhere": (local_server.redirect("http://127.0.0.1:1/login"), "ELSEWHERE", "127.0.0.1:1/login"),
    "a circle of redirections": (local_server.redirect("/bad/people.csv"), "ELSEWHERE", "circle"),
    "a wrong length": (local_server.whole(CONTENT + b"15188;7\n"), "LENGTH", "found"),
    "a wrong checksum": (local_server.whole(CONTENT.replace(b"12", b"13")), "CHECKSUM", "expected sha256"),
}


@pytest.mark.parametrize(("behaviour", "code", "said"), BAD_DAYS.values(), ids=list(BAD_DAYS))
def test_a_bad_day_is_told_and_the_store_stays(tmp_path, server, behaviour, code, said):
    message = refused(tmp_path, server, behaviour)
    assert message.startswith(code) and said in message


def test_a_connection_that_is_cut_is_told_where_the_length_is_not_known_beforehand(tmp_path, server):
    message = refused(tmp_path, server, local_server.shorter_than_told(CONTENT), moves=True)
    assert message.startswith("CUT_SHORT")


def test_a_server_that_is_not_there_is_told(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/people.csv"
    outcome = run(tmp_path, address)
    assert outcome.fault.code == Exit.NO_ANSWER and address in str(outcome.fault)


def test_off_line_ends_the_fetch_in_one_line(tmp_path, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(fetching.Fault, match=r"^[^\n]*this machine is off-line$") as told:
        run(tmp_path, "https://www.insee.fr/people.csv")
    assert told.value.code == Exit.OFFLINE


def test_only_one_fetch_is_at_work_in_a_store(tmp_path):
    with (
        store.alone(tmp_path),
        pytest.raises(fetching.Fault, match="one fetch at a time") as told,
        store.alone(tmp_path),
    ):
        pass
    assert told.value.code == Exit.BUSY


# --- what came is not the file ----------------------------------------------------------------------------------------


def test_a_login_page_instead_of_the_archive_is_told(tmp_path, server):
    message = refused(tmp_path, server, local_server.whole(PAGE, "text/html"), ending="zip")
    assert message.startswith("NOT_THE_FILE") and "web page" in message


def test_an_archive_cut_short_by_its_producer_is_told(tmp_path, server):
    message = refused(tmp_path, server, local_server.whole(packed(CONTENT)[:-30]), ending="zip")
    assert message.startswith("BROKEN_ARCHIVE")


def test_a_file_of_another_layout_is_told(tmp_path, server):
    message = refused(tmp_path, server, local_server.whole(CONTENT.replace(b"P19_POP", b"POPULATION")), moves=True)
    assert message.startswith("ANOTHER_LAYOUT") and "P19_POP" in message


# --- killed -----------------------------------------------------------------------------------------------------------

FETCH = """
import sys
from pathlib import Path
from analysis.sources import catalogue
from analysis.sources.download import fetch, wanted
entries = catalogue.read(Path(sys.argv[1]))
outcomes = fetch(wanted(list(entries.values())), Path(sys.argv[2]), catalogue.hosts(entries))
sys.exit(outcomes[0].result == "failed")
"""


def test_killed_at_any_moment_the_store_is_usable_and_the_next_fetch_completes(tmp_path, server):
    """The first content or the second is held at each moment, never another one, and the index always names it."""
    large = [CONTENT + b"%05d;%d\n" % (15000 + line, line) * 20_000 for line in (1, 2)]
    command = [sys.executable, "-c", FETCH, str(tmp_path / "sources.toml"), str(tmp_path / "raw")]
    server.behaviours["/people.csv"] = local_server.whole(large[0])
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "new"
    server.behaviours["/people.csv"] = local_server.paced(large[1], pieces=20, pause=0.01)
    moments = random.Random(2017)
    for _ in range(5):
        asked = len(server.asked)
        with subprocess.Popen(command) as process:
            while len(server.asked) == asked and process.poll() is None:
                time.sleep(0.002)
            time.sleep(moments.uniform(0, 0.4))
            process.kill()
        assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() in large
    subprocess.run(command, check=True)
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == large[1]
    assert len(list((tmp_path / "raw" / "files").iterdir())) == 1
    assert [file.name for file in (tmp_path / "raw" / "incoming").iterdir()] == []


def test_a_fetch_killed_between_file_and_index_is_completed_by_the_next(tmp_path, server, monkeypatch):
    newer = CONTENT.replace(b"25000", b"26000")
    server.behaviours["/people.csv"] = local_server.in_turn(local_server.whole(CONTENT), local_server.whole(newer))
    run(tmp_path, server.url("/people.csv"), moves=True)
    with monkeypatch.context() as patched:
        patched.setattr("analysis.sources.catalogue.store.json.dumps", _killed)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, server.url("/people.csv"), moves=True)
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == CONTENT
    assert run(tmp_path, server.url("/people.csv"), moves=True).result == "new"
    assert store.locate(tmp_path / "raw", "people/people.csv").read_bytes() == newer


def _killed(*_, **__):
    raise KeyboardInterrupt


def test_the_patience_of_a_fetch_is_bounded():
    patience = transfer.Patience()
    assert patience.attempts >= 3 and patience.read_seconds <= 60
