"""What notebooks remember serves the next run, and only as long as the code, the libraries and the data are the same."""

import hashlib
import io
import os
import pickle
import shutil
from pathlib import Path

import pytest
from helpers.small_notebooks import ARVERNE, write_notebook
from rich.console import Console

from analysis import snapshot
from analysis.report import Display, Edition, Places, fingerprints, measures, runner
from analysis.snapshot import memory
from analysis.territories import Territory

CORSICA = Edition(Territory("region", "94", "Corse", "94"), "zau")
ASK = "from analysis import population, territories; _ = population.balance(territories.france(), 'zau')"
EVERYTHING = {"code": "c", "libraries": "l", "data": "d"}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    """Give each test a cache of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(measures.CACHE, str(folder))
    return folder


@pytest.fixture(autouse=True)
def everything(monkeypatch) -> dict[str, str]:
    """Let the test say what the code, the libraries and the data are."""
    told = dict(EVERYTHING)
    monkeypatch.setattr(fingerprints, "everything", lambda: dict(told))
    return told


def test_without_a_home_nothing_is_remembered_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.delenv(measures.CACHE)
    monkeypatch.setattr(measures.platformdirs, "user_cache_path", lambda _: Path("~/.cache/territoires-isoles"))
    monkeypatch.chdir(tmp_path)
    with measures.kept(tmp_path / "rendered") as memory:
        assert memory.is_dir() and not list(tmp_path.glob("~*"))
    assert not memory.exists()


def held(rendered: Path, *add: str, afresh: bool = False) -> set[str]:
    """Borrow the measures once; return what was there, and leave some more."""
    with measures.kept(rendered, afresh=afresh) as folder:
        assert snapshot.private(folder)
        found = {file.name for file in folder.iterdir()}
        for name in add:
            (folder / name).write_bytes(b"")
    assert not folder.exists()
    return found


def test_what_a_run_remembers_serves_the_next(tmp_path):
    assert held(tmp_path, "a.pickle") == set()
    assert held(tmp_path, "b.pickle") == {"a.pickle"}
    assert held(tmp_path) == {"a.pickle", "b.pickle"}


@pytest.mark.parametrize("part", list(EVERYTHING))
def test_other_code_libraries_or_data_forget_it(tmp_path, everything, part):
    held(tmp_path, "a.pickle")
    everything[part] = "other"
    assert held(tmp_path) == set()
    everything[part] = EVERYTHING[part]
    assert held(tmp_path) == set()


@pytest.mark.parametrize("part", list(EVERYTHING))
def test_a_change_during_the_run_forgets_it(tmp_path, everything, part):
    with measures.kept(tmp_path) as folder:
        (folder / "a.pickle").write_bytes(b"")
        everything[part] = "other"
    everything[part] = EVERYTHING[part]
    assert held(tmp_path) == set()


def test_a_run_that_was_killed_gives_nothing_back(tmp_path):
    held(tmp_path, "a.pickle")
    killed = measures.kept(tmp_path)
    assert (killed.__enter__() / "a.pickle").exists()
    assert held(tmp_path) == set()


def test_a_run_afresh_forgets_it(tmp_path):
    held(tmp_path, "a.pickle")
    assert held(tmp_path, "b.pickle", afresh=True) == set()
    assert held(tmp_path) == {"b.pickle"}


def test_a_failure_keeps_what_is_whole(tmp_path):
    with pytest.raises(ZeroDivisionError), measures.kept(tmp_path) as folder:
        (folder / "a.pickle").write_bytes(b"")
        (folder / "b.4217").write_bytes(b"half")
        raise ZeroDivisionError
    assert held(tmp_path) == {"a.pickle"}


def test_a_folder_that_cannot_be_put_back_is_no_failure(tmp_path):
    with measures.kept(tmp_path) as folder:
        (folder.parent / measures.version()).write_text("a file stands where the folder should", encoding="utf-8")
    assert not folder.exists()


def test_results_elsewhere_remember_their_own(tmp_path):
    held(tmp_path / "one", "a.pickle")
    assert held(tmp_path / "two", "b.pickle") == set()
    assert held(tmp_path / "one") == {"a.pickle"}


def test_what_nobody_asked_for_since_long_is_swept_away(tmp_path, cache, monkeypatch):
    held(tmp_path / "one", "a.pickle")
    monkeypatch.setattr(measures, "SECONDS_KEPT", -1)
    held(tmp_path / "two")
    monkeypatch.undo()
    assert len(list((cache / "measures").iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a system without such owners")
@pytest.mark.parametrize("mode", [0o750, 0o707])
def test_a_cache_that_others_can_reach_is_not_used(tmp_path, cache, mode):
    held(tmp_path, "a.pickle")
    (cache / "measures").chmod(mode)
    assert held(tmp_path) == set()


def test_without_a_cache_a_run_remembers_for_itself_alone(tmp_path, cache):
    cache.write_text("a file stands where the folder should", encoding="utf-8")
    assert held(tmp_path, "a.pickle") == set()
    assert held(tmp_path) == set()


class Crafted:
    """What runs code when its pickle is read."""

    def __init__(self, told: Path):
        self.told = told

    def __reduce__(self):
        return Path.touch, (self.told,)


def test_nothing_that_came_with_the_results_is_ever_read(tmp_path, cache):
    """Rendered folders are zipped and sent: a measure crafted in one must not run its code."""
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    write_notebook(places.notebooks, ASK)
    told = tmp_path / "the code ran"
    content = pickle.dumps((Crafted(told), frozenset()))
    content = hashlib.sha256(content).digest() + content
    names = [file.name for file in run(places, ARVERNE)]
    assert names
    shutil.rmtree(cache)
    for folder in (places.rendered, places.rendered / ".measures" / measures.version()):
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / name).write_bytes(content)
    run(places, CORSICA)
    assert not told.exists(), "a file that lay beside the results was read as a pickle"
    # The same file in the cache would have run it: the test is of the place.
    pickle.loads(content[32:])
    assert told.exists()


def test_the_next_territory_computes_no_measure_of_france_again(tmp_path):
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    write_notebook(places.notebooks, ASK)
    files = run(places, ARVERNE)
    made = [file.stat().st_mtime_ns for file in files]
    assert files and [file.stat().st_mtime_ns for file in run(places, CORSICA)] == made
    for file in files:
        file.write_bytes(file.read_bytes()[:-1])  # an answer cut short is computed again
    again = run(places, Edition(Territory("region", "11", "Île-de-France", "11"), "zau"))
    assert again == files
    kept = [file.name for file, time in zip(files, made) if file.stat().st_mtime_ns <= time]
    assert not kept, f"these answers were cut short and should have been computed again: {kept}"
    assert list((places.rendered / runner.PARTIAL).iterdir()) == []


def run(places: Places, edition: Edition) -> list[Path]:
    """Run the notebooks of an edition and return what is remembered."""
    display = Display(Console(file=io.StringIO()))
    assert runner.run_report([edition], places.notebook_files(), places, display) == []
    return sorted(measures.cache().rglob("*.pickle"))


def test_sharing_ends_with_its_block(tmp_path, monkeypatch):
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    here.mkdir(mode=0o700)
    elsewhere.mkdir(mode=0o700)
    monkeypatch.setenv(memory.FOLDER, str(elsewhere))
    with snapshot.shared_in(here):
        assert memory._file(("a",)).parent == here
    assert memory._file(("a",)).parent == elsewhere
    with snapshot.shared_in(None):
        assert memory._file(("a",)).parent == elsewhere
    monkeypatch.delenv(memory.FOLDER)
    with snapshot.shared_in(here):
        pass
    assert memory._file(("a",)) is None


def test_results_in_links_that_lead_to_each_other_have_a_memory_too(tmp_path):
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / name).symlink_to(tmp_path / other)
    with measures.kept(tmp_path / "one" / "rendered") as memory:
        assert memory is not None
