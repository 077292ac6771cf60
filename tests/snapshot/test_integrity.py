"""A file of the snapshot is used if it is the one that was built, and refused in one line, or marked, if it is not."""

import os
import shutil

import pandas as pd
import pytest
from helpers.told import tell
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

from analysis import snapshot, words
from analysis.chapter import Chapter
from analysis.snapshot import integrity

NAMES = (
    "territories.parquet",
    "unemployment.parquet",
    "communes.parquet",
    "claims.csv",
    "sources.toml",
    "manifest.json",
)
REAL = snapshot.project() / "data"

BROKEN_MANIFESTS = [
    "[" * 100_000,
    '{"tables": {"jobs": "whole"}, "outlines": {}, "files": {}}',
    "{",
    "[]",
    "{}",
    "",
    '{"tables": [], "outlines": {}, "files": {}}',
    '{"tables": {"votes": 5}, "outlines": {}, "files": {}}',
    '{"tables": {}, "outlines": {}, "files": {"../../letters.txt": {"sha256": "12"}}}',
]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A part of the snapshot, told as a whole one."""
    (tmp_path / "geometry").mkdir()
    for name in (*NAMES, "geometry/regions.parquet"):
        shutil.copy(REAL / name, tmp_path / name)
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    monkeypatch.delenv(snapshot.ALLOWED, raising=False)
    return tell(tmp_path)


def flip(file, place=0.5):
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("name", [*NAMES[:-1], "geometry/regions.parquet"])
def test_one_bit_stops_whoever_asks_for_the_file_and_whoever_starts_a_run(data, name):
    snapshot.file(name)
    snapshot.verify()
    flip(data / name)
    for ask in (lambda: snapshot.file(name), snapshot.verify):
        with pytest.raises(snapshot.AlteredData) as refused:
            ask()
        said = str(refused.value)
        assert said.startswith(f"{data / name}: is not the file that was built") and "\n" not in said
        assert "git checkout" in said and "territoires data build" in said and "--altered-data" in said


def test_the_other_files_can_still_be_used(data):
    flip(data / "communes.parquet")
    assert len(snapshot.load("territories")) > 1000


def test_a_file_that_is_gone_is_told(data):
    (data / "claims.csv").unlink()
    with pytest.raises(snapshot.AlteredData, match=r"claims\.csv: is gone"):
        snapshot.verify()


def test_how_many_more_are_damaged_is_told(data):
    for name in NAMES[:3]:
        flip(data / name)
    with pytest.raises(snapshot.AlteredData, match=r"\(and 2 more: `territoires data check`\)"):
        snapshot.verify()


def test_a_table_that_no_build_told_of_is_refused(data):
    pd.DataFrame({"a": [1]}).to_parquet(data / "votes.parquet")
    with pytest.raises(snapshot.AlteredData, match="votes"):
        snapshot.load("votes")


@pytest.mark.parametrize("content", BROKEN_MANIFESTS)
def test_a_broken_manifest_is_one_line(data, content):
    (data / snapshot.MANIFEST).write_text(content, encoding="utf-8")
    for ask in (snapshot.verify, lambda: snapshot.file("territories.parquet"), lambda: snapshot.sources("territories")):
        with pytest.raises(
            snapshot.AlteredData, match=r"manifest\.json: expected the manifest that a build writes"
        ) as said:
            ask()
        assert "\n" not in str(said.value)


def test_a_file_is_read_again_only_when_it_was_touched(data, monkeypatch):
    snapshot.verify()
    monkeypatch.setattr(integrity.hashlib, "file_digest", lambda *_: pytest.fail("an unchanged file was read again"))
    snapshot.verify()
    monkeypatch.undo()


def test_a_file_changed_behind_its_time_and_size_is_seen(data, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_DATA", str(data))
    snapshot.verify()
    file = data / "communes.parquet"
    known = file.stat()
    flip(file)
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    with pytest.raises(snapshot.AlteredData, match="communes"):
        snapshot.verify()


@pytest.mark.parametrize(("value", "allowed"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_altered_data_are_allowed_by_the_variable(data, monkeypatch, value, allowed):
    flip(data / "claims.csv")
    monkeypatch.setenv(snapshot.ALLOWED, value)
    assert list(snapshot.altered()) == ["claims.csv"] * allowed
    if allowed:
        snapshot.verify()
        assert snapshot.file("claims.csv") == data / "claims.csv"
    else:
        with pytest.raises(snapshot.AlteredData):
            snapshot.verify()


def test_what_was_allowed_is_so_for_the_block_alone(monkeypatch):
    monkeypatch.delenv(snapshot.ALLOWED, raising=False)
    with snapshot.allowing():
        assert snapshot.allowed()
        with snapshot.allowing(False):
            assert not snapshot.allowed()
    assert snapshot.ALLOWED not in os.environ


def test_a_chapter_and_its_figures_say_that_the_data_were_altered(data, monkeypatch):
    """A notebook that is run by hand is marked as one of the command."""
    flip(data / "claims.csv")
    monkeypatch.setenv(snapshot.ALLOWED, "1")
    shell = InteractiveShell.instance()
    published = CapturingDisplayPublisher()
    monkeypatch.setattr(shell, "display_pub", published)
    Chapter.open("2_population_flows", region="94", definition="zau")
    (output,) = published.outputs
    assert output["data"]["text/markdown"].startswith("**Altered data: claims.csv is not as it was built")
    assert output["metadata"] == {"notice": True}
    assert words.source_line("unemployment").startswith("ALTERED DATA. Source: INSEE")
    monkeypatch.delenv(snapshot.ALLOWED)
    shutil.copy(REAL / "claims.csv", data / "claims.csv")
    assert words.source_line("unemployment").startswith("Source: INSEE")


def test_measures_of_altered_data_are_remembered_apart(data, monkeypatch):
    whole = snapshot.version()
    flip(data / "claims.csv")
    monkeypatch.setenv(snapshot.ALLOWED, "1")
    once = snapshot.version()
    flip(data / "claims.csv", 0.7)
    assert len({whole, once, snapshot.version()}) == 3


def test_the_dictionary_that_no_chapter_reads_stops_nothing(data):
    shutil.copy(REAL / "README.md", data / "README.md")
    shutil.copy(REAL / "manifest.json", data / "manifest.json")
    tell(data)
    (data / "README.md").write_text("edited", encoding="utf-8")
    snapshot.verify()


DAMAGES = {
    "cut in half": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "emptied": lambda file: file.write_bytes(b""),
    "one bit changed": flip,
    "gone": lambda file: file.unlink(),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The whole snapshot, each file a link to the stored one."""
    home = tmp_path_factory.mktemp("whole")
    for file in (file for file in REAL.rglob("*") if file.is_file()):
        target = home / file.relative_to(REAL)
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(file)
    return home


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_to_any_file_that_chapters_read_is_named(whole, monkeypatch, damage):
    monkeypatch.setenv("TERRITOIRES_DATA", str(whole))
    monkeypatch.delenv(snapshot.ALLOWED, raising=False)
    snapshot.verify()
    missed = []
    for name in integrity.checksums(integrity.told(whole)):
        if name in integrity.NEVER_READ:
            continue
        link = whole / name
        stored = link.readlink()
        link.unlink()
        shutil.copy(stored, link)
        DAMAGES[damage](link)
        try:
            snapshot.verify()
        except snapshot.AlteredData as refused:
            if not str(refused).startswith(f"{link}: "):
                missed.append(f"{name}: {refused}")
        else:
            missed.append(f"{name}: passed as whole")
        link.unlink(missing_ok=True)
        link.symlink_to(stored)
    assert not missed, f"{damage}: these files of the snapshot are damaged and not named:\n" + "\n".join(missed)
    snapshot.verify()
