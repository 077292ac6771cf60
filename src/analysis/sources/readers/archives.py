"""Unpack what a producer packed; an archive that is damaged, under a password or swollen is named in one line."""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from analysis.sources.faults import Exit, SourceError

# What Python raises at a damaged archive, by its way of packing; RuntimeError: under a password.
BROKEN = (EOFError, OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError)
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
# What is read at once: the largest official file takes 35 MB unpacked, and its next edition will not take thirty times more.
LARGEST_READ = 2**30
# What is unpacked on a disk: more than the largest file that is read so (the stock of establishments, 10 GB).
LARGEST_ON_DISK = 20 * 2**30
PIECE = 1 << 20


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Name the archive in what is raised at a damaged one.

    Raises
    ------
    SourceError
        In the place of what Python raises.
    """
    try:
        yield
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            raise
        found = f"{error} (truncated, damaged or under a password?)"
        raise SourceError(name, None, "a complete archive", found, Exit.BROKEN_ARCHIVE) from error


def gunzipped(name: str, data: bytes) -> bytes:
    """Return the content of a gzip file."""
    with naming(name), gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        content = packed.read(LARGEST_READ + 1)
    _refuse_swollen(name, len(content), LARGEST_READ)
    return content


def member(name: str, data: bytes, pattern: str | None) -> bytes:
    """Return the one file of a ZIP, in a folder or not, whose name matches the pattern."""
    with naming(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = [inside for inside in archive.namelist() if not inside.endswith("/") and not _left_by_a_system(inside)]
        names = [inside for inside in held if pattern is None or fnmatch(PurePosixPath(inside).name, pattern)]
        if len(names) != 1:
            raise SourceError(name, None, f"one member like {pattern or '*'}", f"{archive.namelist()}")
        _refuse_swollen(name, archive.getinfo(names[0]).file_size, LARGEST_READ)
        # No more comes than the size that it gives of itself.
        return archive.read(names[0])


def extracted(path: Path, wanted: Callable[[str], bool], folder: Path) -> Path:
    """Unpack the one file of a ZIP whose name is wanted into a folder, piece by piece, and return where it is."""
    with naming(path.name), zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if wanted(PurePosixPath(name).name)]
        if len(names) != 1:
            raise SourceError(path.name, None, "one text of these flows inside", f"{archive.namelist()}")
        _refuse_swollen(path.name, archive.getinfo(names[0]).file_size, LARGEST_ON_DISK)
        file = folder / PurePosixPath(names[0]).name
        with archive.open(names[0]) as packed, file.open("wb") as target:
            shutil.copyfileobj(packed, target, PIECE)
    return file


def refuse_swollen_workbook(name: str, data: bytes) -> None:
    """Raise where a workbook, which is a ZIP of sheets, is too large to be read at once; another fault is its reader's."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(inside.file_size for inside in archive.infolist())
    except BROKEN:
        return
    _refuse_swollen(name, size, LARGEST_READ)


def _refuse_swollen(name: str, size: int, largest: int) -> None:
    if size > largest:
        expected = f"at most {largest / 2**30:g} GB once unpacked"
        raise SourceError(name, None, expected, "more (a damaged or hostile archive?)", Exit.UNSAFE_ARCHIVE)


def _left_by_a_system(inside: str) -> bool:
    """Tell what a computer adds to an archive from what was put into it."""
    parts = PurePosixPath(inside).parts
    return "__MACOSX" in parts or parts[-1].startswith(".")
