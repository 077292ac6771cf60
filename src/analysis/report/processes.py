"""Make notebooks several at a time on this machine: a warm process imports once and forks a clean one for each task.

The warm process is Python's own fork server. It holds no thread and no connection, so its forks are safe; and this
process, which only follows and tidies up, imports nothing heavy.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path

from analysis import snapshot
from analysis.report.forks import (
    NOTHING_FROM_HERE,
    can_fork,
    die_with_parent,
    end_process_tree,
    environment,
    keep_sockets_there,
)
from analysis.report.task import Made, NotebookFailed, Task
from analysis.swapping import undisturbed

WARM = "analysis.report.warm"


@dataclass(frozen=True)
class Started:
    """A task has started."""

    task: Task


@dataclass(frozen=True)
class Progressed:
    """A task is about to run a cell of a section; `was_code` says whether it has just finished a code cell."""

    task: Task
    section: str
    was_code: bool


@dataclass(frozen=True)
class Ended:
    """A task has ended: its pages lie in `folder` and its figures in `figures`, or `failure` says in one line why not."""

    task: Task
    folder: Path
    figures: Path
    made: Made | None
    failure: str = ""


Event = Started | Progressed | Ended


@dataclass(frozen=True)
class Workshop:
    """Where and how tasks are made.

    Attributes
    ----------
    scratch : Path
        Folder for what the tasks make, a folder each.
    figures : Path
        Folder for their figures, on the file system where these will be kept.
    memory : Path or None
        Folder for the measures that the tasks remember together.
    timeout : float or None
        Seconds that a notebook may take.
    """

    scratch: Path
    figures: Path
    memory: Path | None = None
    timeout: float | None = None

    def folders(self, number: int) -> tuple[Path, Path]:
        """Return the folders of the task of this number, its pages' and its figures', made if need be."""
        both = self.scratch / str(number), self.figures / str(number)
        for folder in both:
            folder.mkdir(parents=True, exist_ok=True)
        return both


def make_all(tasks: list[Task], workshop: Workshop, workers: int, *, first: int = 0) -> Iterator[Event]:
    """Make tasks, so many at a time, and tell what happens; without fork, one after another in this process.

    Whoever stops listening ends what still runs. The folders of the tasks are numbered from `first`.
    """
    if not can_fork():
        yield from _make_here(tasks, workshop, first)
        return
    keep_sockets_there()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    waiting, running = list(enumerate(tasks, start=first))[::-1], {}
    with ExitStack() as stack:
        stack.callback(lambda: [_end(process) for _, _, process in running.values()])
        while waiting or running:
            while waiting and len(running) < workers:
                number, task = waiting.pop()
                mine, its = context.Pipe(duplex=False)
                process = context.Process(
                    target=_work, args=(its, task, number, workshop, dict(os.environ)), name=task.name
                )
                with _warm():
                    process.start()
                    running[mine] = (number, task, process)
                its.close()
                yield Started(task)
            for pipe in wait(list(running)):
                number, task, process = running[pipe]
                told = _next_of(pipe)
                if isinstance(told, tuple):
                    yield Progressed(task, *told)
                    continue
                del running[pipe]
                pipe.close()
                _end(process)
                died = f"notebook {task.name}: its process died (exit code {process.exitcode})"
                yield told or Ended(task, *workshop.folders(number), None, died)


@contextmanager
def _warm() -> Iterator[None]:
    """Hold a request to end back while a task starts; the warm process runs before, with no code from the folder it starts in.

    Raises
    ------
    OSError
        If the warm process died: what Python says of that would be taken for an interruption.
    """
    try:
        with environment(**NOTHING_FROM_HERE):
            forkserver.ensure_running()  # what is forked inherits what is held back
            with undisturbed():
                yield
    except (EOFError, ConnectionError) as error:
        raise OSError(
            "the process that notebooks are forked from died as it started; expected Python and the packages as they "
            "were installed: what it said stands above"
        ) from error


def _next_of(pipe: Connection) -> tuple[str, bool] | Ended | None:
    """Return what a task says next; None if it died without a word."""
    try:
        return pipe.recv()
    except (EOFError, ConnectionError):
        return None


def _end(process: multiprocessing.process.BaseProcess) -> None:
    process.join(timeout=0.5)
    if process.is_alive():
        end_process_tree(process.pid)
    process.join()


def _work(pipe: Connection, task: Task, number: int, workshop: Workshop, environment: dict[str, str]) -> None:
    """Make one task, in a process of its own, and tell of it."""
    os.setpgid(0, 0)  # an interrupt from the terminal is the business of whoever started this
    os.environ.clear()  # it is that of the warm process, which may be older than what this run has set
    os.environ.update(environment)
    die_with_parent()
    pipe.send(make_one(task, number, workshop, lambda *told: pipe.send(told)))
    pipe.close()


def make_one(task: Task, number: int, workshop: Workshop, on_section=lambda *_: None) -> Ended:
    """Make one task in this process."""
    from analysis.report.make import make

    folder, figures = workshop.folders(number)
    try:
        with snapshot.shared_in(workshop.memory):
            made = make(task, folder, figures=figures, timeout=workshop.timeout, on_section=on_section)
    except NotebookFailed as failure:
        return Ended(task, folder, figures, None, str(failure))
    except Exception as error:  # whatever else it is, a full disk included, the other notebooks must learn of it
        (folder / task.notebook.name).unlink(missing_ok=True)  # it holds no error of its own to look at
        said = f"notebook {task.name}: {type(error).__name__}: {error}".replace("\n", " ")
        return Ended(task, folder, figures, None, said)
    return Ended(task, folder, figures, made)


def _make_here(tasks: list[Task], workshop: Workshop, first: int) -> Iterator[Event]:
    for number, task in enumerate(tasks, start=first):
        yield Started(task)
        yield make_one(task, number, workshop)
