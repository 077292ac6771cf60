"""Replace the snapshot as a whole: made apart from the former one, put in its place by one rename, finished if cut short."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.snapshot import READY, is_inside
from analysis.sources import manifest
from analysis.sources.catalogue import NAME as CATALOGUE
from analysis.sources.faults import Exit

PREFIX = ".building-"


class BusyError(RuntimeError):
    """Another build is at work on the same snapshot."""

    code = Exit.BUSY


@contextmanager
def staging(out: Path) -> Iterator[tuple[Path, Path]]:
    """Give two empty folders inside the snapshot's: one for the new files, one to keep the former ones meanwhile.

    Nobody else builds there meanwhile; what a build cut short left is finished or swept away first.

    Raises
    ------
    BusyError
        If another process builds into `out`.
    """
    out.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    # Outside the snapshot, and never removed: a lock that goes away lets two in.
    lock = FileLock(Path(tempfile.gettempdir()) / f"territoires-build-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BusyError(f"{out}: another build is at work here; wait for it to end") from error
    try:
        finish(out)
        for left in out.glob(f"{PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        folders = [Path(tempfile.mkdtemp(prefix=PREFIX, dir=out)) for _ in ("new", "former")]
        try:
            yield folders[0], folders[1]
        finally:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.release()


def keep_former(out: Path, folder: Path) -> Path | None:
    """Link the files of the snapshot into a folder of their own, so that it can still be read once it is replaced.

    Returns
    -------
    Path or None
        None where there is no snapshot yet.
    """
    if not (out / manifest.NAME).exists():
        return None
    # What is hidden (a build under way), and the raw files, are no part of the snapshot.
    files = [file for file in [*out.glob("[!.]*.*"), *out.glob("geometry/*.parquet")] if file.is_file()]
    (folder / "geometry").mkdir()
    for file in files:
        try:
            os.link(file, folder / file.relative_to(out))
        except OSError:  # a file system without links
            shutil.copy2(file, folder / file.relative_to(out))
    _take_in_catalogue(folder)
    return folder


def _take_in_catalogue(folder: Path) -> None:
    """Take the checksum of the catalogue anew in a copy of the former snapshot.

    It is kept by hand, and was changed so that this build reads another file: that is no damage of what was built before.
    """
    told = manifest.with_texts(folder, (CATALOGUE,))
    (folder / manifest.NAME).unlink()  # a link: the former file itself stays
    (folder / manifest.NAME).write_text(told, encoding="utf-8")


@contextmanager
def preview(out: Path, folder: Path) -> Iterator[Path]:
    """Give a folder that holds the snapshot as it will be: the finished files, and those that stay as they are."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=out) as place:
        there = Path(place)
        keep_former(out, there)
        for file in (file for file in folder.rglob("*") if file.is_file()):
            target = there / file.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            target.unlink(missing_ok=True)  # a link: the former file itself stays
            shutil.copy2(file, target)
        yield there


def commit(out: Path, folder: Path) -> None:
    """Put a finished folder in the place of the snapshot: once renamed, it is what readers see (`snapshot.file`)."""
    os.rename(folder, out / READY)
    finish(out)


def finish(out: Path) -> None:
    """Move the files of a snapshot that is ready over the former ones, and drop those that are no longer made."""
    ready = out / READY
    if not ready.is_dir():
        return
    told = ready / manifest.NAME
    if told.exists():  # the manifest goes last: without it every other file has moved already
        new, former = (_files(folder / manifest.NAME) for folder in (ready, out))
        for name in [name for name in new if (ready / name).exists()]:
            (out / name).parent.mkdir(exist_ok=True)
            os.replace(ready / name, out / name)
        # A catalogue that stays is in no new manifest: it is kept by hand.
        for name in filter(is_inside, former.keys() - new.keys() - {CATALOGUE}):
            (out / name).unlink(missing_ok=True)
        os.replace(told, out / manifest.NAME)
    shutil.rmtree(ready)


def _files(told: Path) -> dict[str, dict]:
    return manifest.files(json.loads(told.read_text(encoding="utf-8"))) if told.exists() else {}
