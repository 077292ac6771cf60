"""Put a finished folder in the place of a former one: whatever comes between, one of the two is there."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a request to end wait for a moment: between making something and noting it, it would be left behind."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def swap(new: Path, target: Path, former: Path) -> None:
    """Put a folder in the place of another, which is kept as `former` meanwhile, and back if that fails.

    All three are of one file system. Killed between the two renames, it leaves `former` to `put_back`.
    """
    try:
        # A library's own thread may take the signal all the same: hence the way back, too.
        with undisturbed():
            if target.exists():
                os.rename(target, former)
            os.rename(new, target)
    except BaseException:
        put_back(target, [former])
        raise
    finally:
        if target.exists():
            shutil.rmtree(former, ignore_errors=True)


def put_back(target: Path, formers: Iterable[Path]) -> None:
    """Put the first of the former folders that there is back in its place, where nothing stands there."""
    for former in formers:
        if former.is_dir() and not target.exists():
            os.rename(former, target)
