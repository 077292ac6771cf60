"""Processes that fork: where it is safe, that none outlives the one that made it, and that none leaves a file behind.

What this process keeps in the system's temporary folder goes when it ends; what a killed one left, the next run sweeps.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

PREFIX = "territoires-"
# The name of a socket has 104 signs at most (macOS; 108 on Linux), of which ours and multiprocessing's own take 40.
LONGEST_TEMPORARY = 60
# Held for as long as the process lives, whatever ends it; a folder of that name without it is somebody's own.
IN_USE = ".in_use_by_territoires"
_HELD: list[FileLock] = []
# A Python that is given code (`-c`) imports from the folder it is started in before all else: a file there may be anybody's.
NOTHING_FROM_HERE = {"PYTHONSAFEPATH": "1"}


@contextmanager
def environment(**given: str) -> Iterator[None]:
    """Set variables for the processes started meanwhile."""
    former = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in former.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def can_fork() -> bool:
    """Say whether a process may fork safely: on macOS the system's own libraries do not bear it, Windows has no fork."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def end_process_tree(pid: int) -> None:
    """End a process and whatever it has started."""
    try:
        process = psutil.Process(pid)
        tree = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    for one in tree:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue


def die_with_parent() -> None:
    """End this process, and what it has started, as soon as the one that made it is gone."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        wait([parent.sentinel])
        end_process_tree(os.getpid())

    threading.Thread(target=watch, name="watch over the parent", daemon=True).start()


@lru_cache(maxsize=1)
def own_folder() -> Path:
    """Return the temporary folder of this process, made the first time; sweep those that killed processes left."""
    sweep()
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=_temporary()))
    lock = FileLock(draft / IN_USE)
    lock.acquire()
    # Named only now that it is held: whoever sweeps cannot take it for one that was left.
    folder = draft.rename(draft.with_name(PREFIX + draft.name.removeprefix(".new-")))
    _HELD.append(lock)
    atexit.register(_remove, folder, os.getpid())
    return folder


def _temporary() -> Path:
    """Return the folder for temporary files, or the system's own where a socket in it would have too long a name."""
    given = Path(tempfile.gettempdir())
    return given if len(os.fsencode(given)) <= LONGEST_TEMPORARY else Path("/tmp")


def keep_sockets_there() -> None:
    """Let multiprocessing put its sockets into the folder of this process: in one of its own, a kill would leave them."""
    multiprocessing.current_process()._config.setdefault("tempdir", str(own_folder()))


def sweep() -> None:
    """Remove the folders of processes of this user that ended without doing so."""
    for folder in _temporary().glob(f"{PREFIX}*"):
        if folder.is_symlink() or not (folder / IN_USE).is_file():
            continue
        if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
            continue
        lock = FileLock(folder / IN_USE)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _remove(folder: Path, pid: int) -> None:
    """Remove the folder at the end of the process that made it, and of no fork of it."""
    if os.getpid() == pid:
        shutil.rmtree(folder, ignore_errors=True)
