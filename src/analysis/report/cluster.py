"""Make notebooks on a Dask cluster: each worker has a warm process of its own, the results come back as bytes.

Dask shares the tasks out, and gives those of a worker that dies to another; nothing but the package and the snapshot has
to be on the workers, and both must be the same as here.
"""

from __future__ import annotations

import dataclasses
import io
import multiprocessing
import queue
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import snapshot
from analysis.report import fingerprints, processes
from analysis.report.forks import own_folder
from analysis.report.processes import Ended, Event, Progressed, Started, Workshop
from analysis.report.task import Made, Task

if TYPE_CHECKING:
    from distributed import Client, Future


TOPIC = "territoires"
SECONDS_TO_CONNECT = 10


@dataclass(frozen=True)
class Parcel:
    """What a worker sends back: the account of the task, and two folders of files packed together."""

    made: Made | None
    failure: str
    pages: bytes
    figures: bytes


def make_all(tasks: list[Task], workshop: Workshop, address: str) -> Iterator[Event]:
    """Make tasks on the workers of a scheduler, and tell what happens.

    Parameters
    ----------
    address : str
        Of the scheduler, as ``tcp://host:8786``.

    Raises
    ------
    OSError
        If the scheduler does not answer.
    """
    if not tasks:
        return
    from distributed import Client

    told: queue.SimpleQueue[tuple[int, object]] = queue.SimpleQueue()
    try:
        connected = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise OSError(f"scheduler: no answer from {address} within {SECONDS_TO_CONNECT} s") from error
    with connected as client:
        client.subscribe_topic(TOPIC, lambda event: told.put(event[1]))
        version = fingerprints.everything()
        futures = [_submit(client, number, task, version, workshop.timeout) for number, task in enumerate(tasks)]
        for number, future in enumerate(futures):
            future.add_done_callback(lambda done, number=number: told.put((number, done)))
        yield from _events(tasks, workshop, told)


def _submit(client: Client, number: int, task: Task, version: dict[str, str], timeout: float | None) -> Future:
    content = task.notebook.read_bytes()
    return client.submit(_on_worker, number, task, content, version, timeout, snapshot.allowed(), pure=False, retries=1)


def _events(tasks: list[Task], workshop: Workshop, told: queue.SimpleQueue) -> Iterator[Event]:
    """Turn what the workers tell into events.

    Dask makes again the tasks whose parcels lay on a worker that died, these already unpacked among them if the news
    crossed: each starts once and ends once here, whatever is told of it afterwards.
    """
    started: set[int] = set()
    ended: set[int] = set()
    while len(ended) < len(tasks):
        number, news = told.get()
        if number in ended:
            continue
        task = tasks[number]
        if number not in started:
            started.add(number)
            yield Started(task)
        if isinstance(news, (tuple, list)):
            yield Progressed(task, *news)
        elif news is not None:
            ended.add(number)
            yield _unpacked(task, news, *workshop.folders(number))
            news.release()  # nobody is to make it again, nor to keep it


def _unpacked(task: Task, future: Future, folder: Path, figures: Path) -> Ended:
    try:
        parcel = future.result()  # if it was lost since it was announced, this waits until it is made again
    except Exception as error:  # whatever the cluster says, the other notebooks must go on
        said = f"notebook {task.name}: no worker could make it: {error!r}".replace("\n", " ")
        return Ended(task, folder, figures, None, said)
    for content, place in ((parcel.pages, folder), (parcel.figures, figures)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(place)
    return Ended(task, folder, figures, parcel.made, parcel.failure)


def _on_worker(
    number: int, task: Task, content: bytes, version: dict, timeout: float | None, altered: bool = False
) -> Parcel:
    """Make one task on a worker; `altered`: with data that are not as they were built, as on the machine that asks."""
    from distributed import get_worker

    worker = get_worker()
    mine = _loaded()
    if other := [name for name in version if mine[name] != version[name]]:
        failure = (
            f"notebook {task.name}: the worker {worker.name} has other {' and other '.join(other)} than this machine"
        )
        return Parcel(None, failure, _packed(None), _packed(None))
    own = Path(tempfile.mkdtemp(dir=_scratch()))
    try:
        notebook = own / task.notebook.name
        notebook.write_bytes(content)
        workshop = Workshop(_scratch(), own, _scratch(), timeout)
        # A worker is a daemon, which Python lets start no process; this one ends its own.
        multiprocessing.current_process()._config["daemon"] = False
        with snapshot.allowing(altered):
            for event in processes.make_all([dataclasses.replace(task, notebook=notebook)], workshop, 1, first=number):
                if isinstance(event, Ended):
                    parcel = Parcel(event.made, event.failure, _packed(event.folder), _packed(event.figures))
                    shutil.rmtree(event.folder)
                else:
                    told = (event.section, event.was_code) if isinstance(event, Progressed) else None
                    worker.log_event(TOPIC, (number, told))
        return parcel
    finally:
        shutil.rmtree(own, ignore_errors=True)


@lru_cache(maxsize=1)
def _scratch() -> Path:
    """Return the folder where the tasks of this worker remember measures together."""
    return Path(tempfile.mkdtemp(dir=own_folder()))


@lru_cache(maxsize=1)
def _loaded() -> dict[str, str]:
    """Return the checksums of what this worker works with: its warm process keeps the code of the first task."""
    return fingerprints.everything()


def _packed(folder: Path | None) -> bytes:
    """Return the files of a folder as one archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(folder.rglob("*")) if folder else ():
            if file.is_file():
                archive.write(file, file.relative_to(folder))
    return content.getvalue()
