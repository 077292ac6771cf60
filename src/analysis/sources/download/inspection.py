"""Look into a downloaded file before it is trusted: is it the file, whole, harmless, and laid out as it should be?"""

from __future__ import annotations

import gzip
import re
import stat
import zipfile
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pa_parquet

from analysis.sources import faults
from analysis.sources.catalogue import Layout
from analysis.sources.faults import Exit, Fault
from analysis.sources.readers import archives
from analysis.sources.readers import layout as layouts

LARGEST_BYTES = archives.LARGEST_ON_DISK
MOST_MEMBERS = 10_000
CHUNK_BYTES = 1 << 20
HEAD_BYTES = 1 << 18
PAGE = re.compile(rb"\A(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
FORMULA = re.compile(rb"<f[ >/]")
BEGINS = {".zip": b"PK", ".xlsx": b"PK", ".xls": b"\xd0\xcf\x11\xe0", ".gz": b"\x1f\x8b", ".parquet": b"PAR1"}


def inspect(file: Path, layout: Layout, where: str) -> None:
    """Refuse a file that is not the one that the catalogue describes.

    Parameters
    ----------
    file : Path
        What was downloaded, with the ending of its address.
    layout : Layout
        What the catalogue expects.
    where : str
        Source and address, for the message.

    Raises
    ------
    Fault
        If it is a web page or another kind of file, an archive that is broken or not safe to unpack, a workbook with
        formulas, or a table without the expected columns. Figures in the names of columns (years) may differ.
    """
    with file.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
    if PAGE.match(head):
        raise Fault(Exit.NOT_THE_FILE, where, f"a file {file.suffix}", "a web page (a login, an error?)")
    if not head.startswith(BEGINS.get(file.suffix, b"")):
        raise Fault(Exit.NOT_THE_FILE, where, f"a file {file.suffix}", f"a file that begins with {head[:8]!r}")
    if not head:
        raise Fault(Exit.NOT_THE_FILE, where, f"a file {file.suffix}", "an empty file")
    if file.suffix in (".zip", ".xlsx"):
        refuse_archive(file, where)
    if file.suffix == ".gz":
        _refuse_gzip(file, where)
    _refuse_formulas(file, where)
    _refuse_layout(file, layout, where)


def refuse_archive(file: Path, where: str) -> None:
    """Refuse a ZIP that is broken, leaves its folder, or unpacks to more than a disk should be asked for.

    Raises
    ------
    Fault
        With what is wrong; nothing is unpacked to find out but into memory, piece by piece.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_unsafe(members, where)
            broken = archive.testzip()
    except archives.BROKEN as error:
        raise Fault(Exit.BROKEN_ARCHIVE, where, "a whole ZIP", f"{error} (cut short?)") from error
    if broken:
        raise Fault(Exit.BROKEN_ARCHIVE, where, "a whole ZIP", f"{broken} is damaged")


def _refuse_unsafe(members: Iterable[zipfile.ZipInfo], where: str) -> None:
    members = list(members)
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        drive = re.match(r"[A-Za-z]:", member.filename)
        if path.is_absolute() or ".." in path.parts or drive or stat.S_ISLNK(member.external_attr >> 16):
            raise Fault(Exit.UNSAFE_ARCHIVE, where, "files inside the ZIP's own folder", f"{member.filename!r}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_BYTES or len(members) > MOST_MEMBERS:
        expected = f"at most {LARGEST_BYTES / 2**30:.0f} GB in {MOST_MEMBERS:,} files once unpacked"
        found = f"{unpacked / 2**30:,.0f} GB in {len(members):,} files"
        raise Fault(Exit.UNSAFE_ARCHIVE, where, expected, found)


def _refuse_gzip(file: Path, where: str) -> None:
    unpacked = 0
    try:
        with gzip.open(file) as opened:
            while piece := opened.read(CHUNK_BYTES):
                unpacked += len(piece)
                if unpacked > LARGEST_BYTES:
                    expected = f"at most {LARGEST_BYTES / 2**30:.0f} GB once unpacked"
                    raise Fault(Exit.UNSAFE_ARCHIVE, where, expected, "more")
    except archives.BROKEN as error:
        raise Fault(Exit.BROKEN_ARCHIVE, where, "a whole gzip file", f"{error} (cut short?)") from error


def _refuse_formulas(file: Path, where: str) -> None:
    """Refuse a workbook that computes: the figures kept beside a formula are those of whoever saved it last."""
    if file.suffix != ".xlsx":
        return
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if fnmatch(name, "xl/worksheets/*.xml") and _holds(archive, name):
                raise Fault(Exit.FORMULAS, where, "figures in every cell", f"formulas in {name}")


def _holds(archive: zipfile.ZipFile, name: str) -> bool:
    """Tell whether a sheet holds a formula, reading it piece by piece; a tag may lie across two of them."""
    end = b""
    with archive.open(name) as opened:
        while piece := opened.read(CHUNK_BYTES):
            if FORMULA.search(end + piece):
                return True
            end = piece[-2:]
    return False


def _refuse_layout(file: Path, layout: Layout, where: str) -> None:
    """Refuse a table without the expected columns, as far as its header tells; years in their names may differ."""
    try:
        header = _header(file, layout)
    except faults.SourceError as error:
        raise Fault(error.code, where, error.expected, error.found) from error
    held = {_without_figures(name) for name in header}
    lacking = [column for column in layout.columns if _without_figures(column) not in held]
    if lacking:
        place = f"column {lacking[0]} on line {layout.header_rows + 1}"
        raise Fault(Exit.ANOTHER_LAYOUT, where, place, f"columns {', '.join(header[:12])}")


def _header(file: Path, layout: Layout) -> list[str]:
    """Return the names of the columns."""
    if layout.format == "parquet":
        try:
            return pa_parquet.read_schema(file).names
        except pa.ArrowException as error:
            raise faults.SourceError(file.name, None, "a Parquet file", str(error).splitlines()[0]) from error
    if layout.format == "excel":
        return _sheet_header(file, layout)
    text = _head(file, layout)
    try:
        decoded = text.decode("utf-8-sig" if layout.encoding == "utf-8" else layout.encoding)
    except UnicodeDecodeError as error:
        raise faults.SourceError(
            file.name, None, f"text in {layout.encoding}", f"byte {error.start} of another encoding", Exit.ENCODING
        ) from error
    return layouts.below_header(decoded, layout.separator, layout.header_rows, '"')[0]


def _head(file: Path, layout: Layout) -> bytes:
    """Return the first whole lines of a text, plain or packed."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive, archive.open(_member(archive, file, layout)) as opened:
            head = opened.read(HEAD_BYTES)
    else:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
    return head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1]


def _member(archive: zipfile.ZipFile, file: Path, layout: Layout) -> str:
    names = [name for name in archive.namelist() if fnmatch(name, layout.member or "*")]
    if len(names) != 1:
        raise faults.SourceError(file.name, None, f"one file like {layout.member or '*'} in the ZIP", f"{names}")
    return names[0]


def _sheet_header(file: Path, layout: Layout) -> list[str]:
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            data = archive.read(_member(archive, file, layout))
    else:
        data = file.read_bytes()
    return layouts.sheet(file.name, data, layout.sheet or 0, layout.header_rows)[0]


def _without_figures(name: str) -> str:
    return re.sub(r"\d\d+", "#", name)
