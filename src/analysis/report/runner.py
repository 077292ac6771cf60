"""Run notebooks for territories: what is up to date stays, the rest is made in parallel and put in place when whole."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from filelock import FileLock, Timeout

from analysis import snapshot, territories
from analysis.report import fingerprints, freshness, measures, processes, publish
from analysis.report.processes import Ended, Progressed, Started, Workshop
from analysis.report.progress import Display
from analysis.report.task import Edition, NotebookFailed, Places, Task, code_cells, tasks_of
from analysis.swapping import put_back, undisturbed

LIBRARIES = ("papermill", "ipykernel", "pandas", "geopandas", "matplotlib", "nbconvert")
PARTIAL, SITE = ".partial", "site"
DONE, FAILED, UP_TO_DATE, NOT_RUN = "done", "failed", "up to date", "not run"


@dataclass(frozen=True)
class Settings:
    """How to run.

    Attributes
    ----------
    workers : int
        Notebooks at a time; as many as there are processors by default.
    timeout : float or None
        Seconds that one notebook may take.
    continue_on_error : bool
        Go on after a failure instead of stopping at the first.
    force : bool
        Run what is up to date too.
    scheduler : str
        Address of a Dask scheduler that shares the work out; none by default.
    """

    workers: int = field(
        default_factory=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
    )
    timeout: float | None = None
    continue_on_error: bool = False
    force: bool = False
    scheduler: str = ""


@dataclass(frozen=True)
class Planned:
    """A task, why it must run (empty if it need not), and the checksums it would be made from."""

    task: Task
    reason: str
    inputs: dict[str, str]


def plan(tasks: list[Task], places: Places, *, force: bool = False) -> list[Planned]:
    """Say of each task whether it must run, and why.

    Raises
    ------
    AlteredData
        If a file of the snapshot is not the one that was built, unless that is allowed.
    """
    snapshot.verify()

    def planned(task: Task) -> Planned:
        reason = "asked for again" if force else freshness.reason_to_run(task, places)
        return Planned(task, reason, fingerprints.inputs(task))

    with ThreadPoolExecutor(Settings().workers) as readers:  # checksums leave Python's lock alone
        return list(readers.map(planned, tasks))


def run_report(
    editions: list[Edition], notebooks: list[Path], places: Places, display: Display, settings: Settings | None = None
) -> list[NotebookFailed]:
    """Run notebooks for each edition unless they are up to date; return the failures.

    Parameters
    ----------
    editions : list of Edition
        Territories and definitions.
    notebooks : list of Path
        Notebooks, in reading order.
    places : Places
        Folders to write to; one run at a time writes to them, a second one waits.
    display : Display
        Told of every notebook and section.
    settings : Settings, optional
        How to run.

    Raises
    ------
    OSError
        If a folder cannot be written to or is another list's, or the snapshot was altered; what was there is as it was.
    """
    settings = settings or Settings()
    with exclusive(places, display.say):
        for edition in editions:
            territories.take(places.figures / edition.folder, *edition.lists)
        for edition in editions:
            for stem in publish.forget_removed(edition, places):
                display.say(f"{edition.folder} {stem}: removed, its notebook is no longer in {places.notebooks.name}/")
        planned = plan(tasks_of(editions, notebooks), places, force=settings.force)
        due = {one.task: one.inputs for one in planned if one.reason}
        display.plan(len(planned) - len(due), len(due), sum(code_cells(task.notebook) for task in due))
        if not due:  # the account of the former run still holds
            return []
        account = Account(planned, settings)
        failures: list[NotebookFailed] = []
        with account.kept_in(places, failures), _workshop(places, settings) as workshop:
            for ended in _followed(_made(list(due), workshop, settings), display):
                failure = _keep(ended, due[ended.task], places)
                account.note(ended, failure)
                display.ended(ended.task.name, FAILED if failure else DONE)
                if failure:
                    failures.append(failure)
                    if not settings.continue_on_error:
                        break
    return failures


def run_notebook(
    notebook: Path, edition: Edition, places: Places, on_section: Callable[[str, bool], None] = lambda *_: None
) -> Path:
    """Execute and render one notebook in this process, up to date or not; return the executed copy.

    Raises
    ------
    NotebookFailed
        If a cell fails; the notebook is kept with its error as ``<name>.failed.ipynb``, the former outputs stay.
    """
    task = Task(edition, notebook)
    inputs = fingerprints.inputs(task)
    with _workshop(places) as workshop:
        failure = _keep(processes.make_one(task, 0, workshop, on_section), inputs, places)
    if failure:
        raise failure
    return places.rendered / edition.folder / notebook.name


@contextmanager
def exclusive(places: Places, say: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold the folders of the results alone: a second run waits, and says so; what a killed run left is swept away."""
    places.rendered.mkdir(parents=True, exist_ok=True)
    lock = FileLock(places.rendered / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"another run is writing to {places.rendered}: this one starts when it ends")
        lock.acquire()
    try:
        put_back(places.rendered / SITE, (places.rendered / PARTIAL).glob(f"{SITE}-*-former"))
        for folder in (places.rendered, places.figures):
            shutil.rmtree(folder / PARTIAL, ignore_errors=True)
        yield
    finally:
        lock.release()


@contextmanager
def _workshop(places: Places, settings: Settings | None = None) -> Iterator[Workshop]:
    """Give folders of one's own beside the results, so that a rename is enough to move them; remove them after."""
    with ExitStack() as stack:
        own = []
        for place in (places.rendered, places.figures):
            (place / PARTIAL).mkdir(parents=True, exist_ok=True)
            with undisturbed():
                own.append(Path(tempfile.mkdtemp(dir=place / PARTIAL)))
                stack.callback(shutil.rmtree, own[-1], ignore_errors=True)
        if settings is None:
            yield Workshop(*own)
            return
        memory = stack.enter_context(measures.kept(places.rendered, afresh=settings.force))
        yield Workshop(*own, memory, settings.timeout)


def _made(tasks: list[Task], workshop: Workshop, settings: Settings) -> Iterator[processes.Event]:
    """Make tasks on this machine, or on a cluster."""
    if settings.scheduler:
        from analysis.report import cluster

        return cluster.make_all(tasks, workshop, settings.scheduler)
    return processes.make_all(tasks, workshop, settings.workers)


def _followed(events: Iterator[processes.Event], display: Display) -> Iterator[Ended]:
    """Show what happens, and give each task that has ended."""
    with closing(events):
        for event in events:
            match event:
                case Started(task):
                    display.started(task.name, code_cells(task.notebook))
                case Progressed(task, section, was_code):
                    display.cell(task.name, section, was_code)
                case Ended():
                    yield event


def _keep(ended: Ended, inputs: dict[str, str], places: Places) -> NotebookFailed | None:
    """Put what was made in place; return the failure if there is one."""
    said = ended.failure
    if not said:
        try:
            publish.publish(ended, inputs, places)
        except OSError as error:
            said = f"notebook {ended.task.name}: its outputs could not be put in place: {error}"
    if not said:
        return None
    kept = publish.keep_failed(ended, places) if ended.failure else None
    return NotebookFailed(f"{said} (kept: {kept})" if kept else said)


class Account:
    """What became of each notebook of a run, written to ``build.json`` however the run ends."""

    def __init__(self, planned: list[Planned], settings: Settings):
        self._settings, self._began = settings, time.monotonic()
        self._notebooks = {
            one.task: {"outcome": NOT_RUN if one.reason else UP_TO_DATE, "reason": one.reason} for one in planned
        }

    def note(self, ended: Ended, failure: NotebookFailed | None) -> None:
        """Write down how a task ended."""
        outcome = {"outcome": FAILED, "error": str(failure)} if failure else {"outcome": DONE}
        seconds = {"seconds": round(ended.made.seconds, 2)} if ended.made else {}
        self._notebooks[ended.task] |= outcome | seconds

    @contextmanager
    def kept_in(self, places: Places, failures: list[NotebookFailed]) -> Iterator[None]:
        """Write the account at the end."""
        try:
            yield
        finally:
            try:
                publish.write_json(self.content(), places.rendered / publish.ACCOUNT)
            except OSError as error:  # it must not hide what became of the notebooks
                failures.append(NotebookFailed(f"the account of the run could not be written: {error}"))

    def content(self) -> dict:
        """Return versions, checksums of the code and the data (of what was altered on its own too), and the outcome and seconds of each notebook."""
        data = fingerprints.data(fingerprints.every_data_file())
        return {
            "versions": {
                "python": platform.python_version(),
                **{name: metadata.version(name) for name in ("territoires-isoles", *LIBRARIES)},
            },
            "libraries": fingerprints.libraries(),
            "data": data,
            "altered": snapshot.altered(),
            "workers": self._settings.workers,
            "scheduler": self._settings.scheduler,
            "seconds": round(time.monotonic() - self._began, 2),
            "notebooks": {task.name: entry for task, entry in self._notebooks.items()},
        }
