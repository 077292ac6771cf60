"""The folder of downloaded files, ``data/raw/``: stored by their content, and found again by an index."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.sources.catalogue.entries import Entry
from analysis.sources.faults import Exit, Fault

INDEX = "index.json"
FILES = "files"
# What is not verified yet: downloads under way, and parts of files to go on from.
INCOMING = "incoming"


@dataclass(frozen=True)
class Stored:
    """One file of the store.

    Attributes
    ----------
    source : str
        Id of the catalogue.
    stored : str
        Its name in the folder ``files``: its checksum, with the ending of what was downloaded.
    sha256 : str
        Its checksum.
    bytes : int
        Its size.
    url : str
        The address that it came from.
    vintage : str
        What the catalogue said when it was fetched; where the producer replaces the file in place, also the day.
    fetched : str
        The day, as 2026-01-31.
    """

    source: str
    stored: str
    sha256: str
    bytes: int
    url: str
    vintage: str
    fetched: str


def index(folder: Path) -> dict[str, Stored]:
    """Return what the store holds, by the file's name in the catalogue; nothing where there is no store.

    Raises
    ------
    Fault
        If the index cannot be read.
    """
    file = folder / INDEX
    if not file.exists():
        return {}
    try:
        return {name: Stored(**told) for name, told in json.loads(file.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Fault(Exit.CATALOGUE, str(file), "the index that a fetch writes", str(error)) from error


def locate(folder: Path, name: str) -> Path:
    """Return where a file of the catalogue stands in a folder of raw files: by the index, else under its own name.

    Examples
    --------
    >>> locate(Path("raw"), "insee_cog_2026/v_commune_2026.csv").as_posix()
    'raw/insee_cog_2026/v_commune_2026.csv'
    """
    held = index(folder).get(name)
    return folder / FILES / held.stored if held else folder / name


def with_vintages(entries: dict[str, Entry], folder: Path) -> dict[str, Entry]:
    """Return the sources with the vintage that their main file was fetched with, where the store holds it."""
    held = index(folder)
    return {
        name: replace(entry, described=entry.described | {"vintage": held[entry.files[0].name].vintage})
        if entry.files[0].name in held
        else entry
        for name, entry in entries.items()
    }


def put(folder: Path, name: str, file: Path, told: Stored) -> None:
    """Move a verified file into the store, note it in the index, and drop what the index no longer names.

    The file is in place before the index names it, so that the store is whole whenever this is cut short.
    """
    (folder / FILES).mkdir(parents=True, exist_ok=True)
    os.replace(file, folder / FILES / told.stored)
    held = index(folder) | {name: told}
    text = json.dumps({key: asdict(value) for key, value in sorted(held.items())}, ensure_ascii=False, indent=1)
    draft = folder / f".{INDEX}"
    draft.write_text(text + "\n", encoding="utf-8")
    os.replace(draft, folder / INDEX)
    named = {value.stored for value in held.values()}
    for left in (folder / FILES).iterdir():
        if left.name not in named:
            left.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """Keep other fetches out meanwhile; give the folder for what is not verified yet.

    Raises
    ------
    Fault
        If another process fetches into the folder.
    """
    incoming = folder / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Fault(Exit.BUSY, str(folder), "one fetch at a time", "another one at work") from error
    try:
        yield incoming
    finally:
        lock.release()
