"""Which files of the catalogue a raw folder holds, and what it holds that no source claims."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence
from copy import copy
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from analysis.sources import catalogue
from analysis.sources.catalogue import store
from analysis.sources.faults import Exit, SourceError

if TYPE_CHECKING:
    from analysis.sources.readers.raw import Raw

# What a folder may hold besides figures.
BESIDE = (".md", ".toml", ".json", ".pdf", ".html", ".lock")
SHOWN = 5
# As many signs of a checksum as tell two files apart.
SIGNS = 12


def lacking(raw: Raw, sources: Sequence[str]) -> list[str]:
    """Return the sources whose main file is not in the raw folder, or that the catalogue does not hold."""
    return [
        source
        for source in sources
        if source not in raw.entries or not store.locate(raw.folder, raw.entries[source].file().name).is_file()
    ]


def without(raw: Raw, sources: Sequence[str]) -> Raw:
    """Return the same raw folder, with a catalogue that does not hold these sources."""
    other = copy(raw)
    other.entries = {name: entry for name, entry in raw.entries.items() if name not in sources}
    return other


def unclaimed(raw: Raw, read: Sequence[Path] = ()) -> dict[str, str]:
    """Return the files of the folder that no source claims, and for each the source whose file has the nearest name.

    Parameters
    ----------
    read : sequence of Path
        Files that were read under another name than the catalogue's.
    """
    # `Path.resolve` ends in a traceback at links that lead to each other.
    claimed = {os.path.realpath(raw.folder / file.name) for entry in raw.entries.values() for file in entry.files}
    claimed |= {os.path.realpath(path) for path in read}
    named = {PurePosixPath(file.name).name: source for source, entry in raw.entries.items() for file in entry.files}
    found = {}
    for path in sorted(raw.folder.rglob("*")):
        place = path.relative_to(raw.folder)
        own = {store.FILES, store.INCOMING} & set(place.parts) or any(part.startswith(".") for part in place.parts)
        if own or not path.is_file() or path.suffix.casefold() in BESIDE or path.name in (store.INDEX, catalogue.NAME):
            continue
        if os.path.realpath(path) not in claimed:
            alike = difflib.get_close_matches(_plain(path.name), list(map(_plain, named)), n=1, cutoff=0)
            found[place.as_posix()] = next(source for name, source in named.items() if _plain(name) == alike[0])
    return found


def other_files(raw: Raw, former: dict[str, dict]) -> list[str]:
    """Say which files that were read are not those that the former snapshot was made from, or that the catalogue tells.

    Parameters
    ----------
    former : dict of str to dict
        What the manifest of the former snapshot tells of each source: its ``vintage``, the checksums of its ``files``.

    Returns
    -------
    list of str
        One line a file. Of another vintage another file is what was wanted; one that its producer replaces in place is
        compared with the former one only.
    """
    lines = []
    for source, files in raw.used.items():
        entry, held = raw.entries[source], former.get(source, {})
        vintage = entry.described["vintage"]
        for name, checksum in files.items():
            before = held.get("files", {}).get(name) if held.get("vintage") == vintage else None
            told = "" if entry.moves else entry.file(name).sha256
            shown = f"{name} (sha256 {checksum[:SIGNS]})"
            if before and before != checksum:
                lines.append(
                    f"{shown}: not the file of the former snapshot ({before[:SIGNS]}), of vintage {vintage} too"
                )
            elif told and told != checksum:
                lines.append(f"{shown}: not the file that the catalogue describes ({told[:SIGNS]})")
    return lines


def refuse_nothing(raw: Raw) -> None:
    """Raise where the folder holds no file of the catalogue at all.

    Raises
    ------
    SourceError
        With what it holds, and the source whose file has the nearest name.
    """
    if len(lacking(raw, list(raw.entries))) == len(raw.entries):
        held = [f"{name} (nearest: source {source})" for name, source in unclaimed(raw).items()]
        found = f"none, but {', '.join(held[:SHOWN])}" if held else "none"
        expected = "a file of the catalogue, under its name there (territoires data sources)"
        raise SourceError(str(raw.folder), None, expected, found, Exit.MISSING_FILE)


def _plain(name: str) -> str:
    """Return a name without what differs from one copy to the next: years, `` (1)``, the ending.

    Examples
    --------
    >>> _plain("Base-texte-flux-2013 (1).txt")
    'base-texte-flux-'
    """
    return re.sub(r"\(\d+\)|\d{4}|\s", "", name.casefold().split(".")[0])
