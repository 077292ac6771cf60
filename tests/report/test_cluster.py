"""The same report from a Dask cluster of two worker processes, one of which is killed in the middle."""

import os
import queue
import subprocess
import sys
from types import SimpleNamespace

import pytest
from helpers.small_notebooks import DRAW, LIGHT, outputs_in, write_notebook

from analysis.report import Edition, Places, fingerprints
from analysis.report import cluster as cluster_of_dask
from analysis.report.processes import Ended, Progressed, Started, Workshop
from analysis.report.task import Task
from analysis.territories import Territory

distributed = pytest.importorskip("distributed", reason="needs the optional dependency distributed")

EVENTS = {"S": Started, "P": Progressed, "E": Ended}


@pytest.fixture
def places(tmp_path) -> Places:
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    text = DRAW + "\nimport time; time.sleep(1); print(region)"
    write_notebook(places.notebooks, text)
    write_notebook(places.notebooks, "1 / 0", name="2_broken.ipynb")
    return places


@pytest.fixture
def cluster():
    settings = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**settings, silence_logs=50) as cluster:
        yield cluster


def environment(places: Places) -> dict[str, str]:
    return os.environ | {
        f"TERRITOIRES_{name.upper()}": str(getattr(places, name)) for name in Places.__dataclass_fields__
    }


def run(places: Places, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-c", LIGHT, "run", "--continue-on-error", *words]
    return subprocess.Popen(command, env=environment(places), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_cluster_that_loses_a_worker_gives_what_one_machine_gives(places, cluster):
    regions = ["--region", "01,02,03,94,84"]
    with run(places, *regions, "--scheduler", cluster.scheduler_address) as shared:
        while not (line := shared.stdout.readline()).startswith("[2/"):
            assert line, shared.stderr.read()
        os.kill(cluster.workers[0].process.pid, 9)
        said, errors = shared.communicate(timeout=240)
    assert shared.returncode == 1 and "[10/10]" in said
    assert len(errors.splitlines()) == 5
    for line in errors.splitlines():
        assert "2_broken, cell [3], section 'Section 1'" in line and "ZeroDivisionError" in line
    from_cluster = readable(places)
    assert len([name for name in from_cluster if name.endswith("1_small.html")]) == 5
    with run(places, *regions, "--only", "1", "--force") as alone:
        assert alone.communicate(timeout=240)[1] == ""
    assert readable(places) == from_cluster


class Parcelled:
    """What Dask gives for a task: its parcel, or the error of the last attempt; it counts how often it is let go."""

    def __init__(self, outcome: cluster_of_dask.Parcel | Exception):
        self.outcome, self.released = outcome, 0

    def result(self) -> cluster_of_dask.Parcel:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def release(self) -> None:
        self.released += 1


def test_what_dask_makes_again_starts_once_and_ends_once(tmp_path):
    """The second attempts that follow the loss of a worker tell of tasks that have ended."""
    territory = Territory.parse("94")
    tasks = [Task(Edition(territory, "zau"), tmp_path / name) for name in ("1_one.ipynb", "2_two.ipynb")]
    empty = cluster_of_dask._packed(None)
    one = Parcelled(cluster_of_dask.Parcel(None, "", empty, empty))
    two = Parcelled(RuntimeError("three workers died\nof it"))
    told: queue.SimpleQueue = queue.SimpleQueue()
    for news in [(0, None), (0, ("A", True)), (0, one), (0, None), (0, ("A", True)), (0, one), (1, None), (1, two)]:
        told.put(news)
    events = list(cluster_of_dask._events(tasks, Workshop(tmp_path / "pages", tmp_path / "figures"), told))
    assert [(type(event), event.task) for event in events] == [
        (kind, task) for task, kinds in zip(tasks, ["SPE", "SE"], strict=True) for kind in map(EVENTS.get, kinds)
    ]
    assert (one.released, two.released) == (1, 1)
    assert events[2].failure == "" and "2_two: no worker could make it" in events[-1].failure
    assert "\n" not in events[-1].failure


def test_a_worker_with_other_code_or_data_is_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(distributed, "get_worker", lambda: SimpleNamespace(name="far"))
    task = Task(Edition(Territory.parse("94"), "zau"), tmp_path / "1_one.ipynb")
    version = fingerprints.everything() | {"code": "another", "data": "another"}
    parcel = cluster_of_dask._on_worker(0, task, b"", version, None)
    assert parcel.made is None
    assert parcel.failure.endswith("the worker far has other code and other data than this machine")


def readable(places: Places) -> dict[str, bytes]:
    return {name: content for name, content in outputs_in(places).items() if "failed" not in name}


def test_what_a_cluster_has_made_is_up_to_date(places, cluster):
    words = ["--region", "94", "--only", "1"]
    with run(places, *words, "--scheduler", cluster.scheduler_address) as first:
        assert first.communicate(timeout=240)[1] == ""
    with run(places, *words) as second:
        assert second.communicate(timeout=60)[0].startswith("up to date: 1 notebook\n")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:8786", "nowhere"])
def test_a_scheduler_that_is_not_there_is_one_clear_line(places, address):
    with run(places, "--scheduler", address) as refused:
        _, errors = refused.communicate(timeout=120)
    assert refused.returncode in (1, 2)
    assert len(errors.splitlines()) == 1 and errors.startswith("error: ") and address in errors
