"""The catalogue of the raw files: what each is, who made it, and the checksum of the copy that was described."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

REQUIRED = ("title", "producer", "licence", "vintage", "file", "sha256", "rows")
# Caveats on how a copy was come by say nothing of the figures.
ON_THE_COPY = re.compile(
    r"pypi|npm|github|gitlab|openpyxl|blob|AGPL|(?<!\w)repository shows|repository renames", re.IGNORECASE
)
# What is said of the place a copy was found in means nothing to a reader: only what it changes is kept.
USUAL = ", the producer's usual licence; this copy states none"
REWORDED = (
    (r"^data: ", ""),
    (r"none stated by the repository; .*(Licence Ouverte 2.0 \(Etalab\))", rf"\1{USUAL}"),
    (r"[, ]+\(?the producer's usual licence; (no licence text|the notice itself)[^;)]*\)?", USUAL),
    (r"; (repository|code of the application): GPL-3", ""),
    (r" \(stated in the repository's README\)", ""),
    (r"; the repository does not state it", ""),
    (r"between 2025 and 2026: the package .*", "2025 or later (the directory gives no date)"),
    (r"MIT \(repository\)", "MIT for this copy"),
    (r"\brepository PTOD\b", "project PTOD"),
    (r"\bthe (repository's|package's) authors?\b", "a third party"),
)
DESCRIBED = ("title", "producer", "page", "url", "licence", "vintage", "geography")


@dataclass(frozen=True)
class File:
    """One raw file: its path inside the folder, and the checksum and row count of the copy that was described."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Entry:
    """One source of the catalogue.

    Attributes
    ----------
    described : dict
        Title, producer, page, url, licence, vintage and geography, as text (empty where not known).
    files : tuple of File
        The main file first.
    caveats : tuple of str
        What to know before reading the figures.
    """

    id: str
    described: dict[str, str]
    files: tuple[File, ...]
    caveats: tuple[str, ...]

    def file(self, name: str | None = None) -> File:
        """Return the main file, or the one whose path ends in `name`.

        Raises
        ------
        KeyError
            If the source has no such file.
        """
        if name is None:
            return self.files[0]
        for file in self.files:
            if file.name == name or file.name.endswith(f"/{name}"):
                return file
        raise KeyError(f"source {self.id} has no file {name!r}; it has {[file.name for file in self.files]}")


def read(folder: Path) -> dict[str, Entry]:
    """Read every ``sources-*.toml`` of the raw folder.

    Parameters
    ----------
    folder : Path
        Folder that holds the raw files and their catalogue.

    Returns
    -------
    dict of str to Entry
        Sources by id.

    Raises
    ------
    FileNotFoundError
        If the folder has no catalogue.
    ValueError
        If an entry lacks a required field, or two catalogues describe one id.
    """
    catalogues = sorted(Path(folder).glob("sources-*.toml"))
    if not catalogues:
        raise FileNotFoundError(f"no catalogue sources-*.toml in {folder}")
    entries: dict[str, Entry] = {}
    for path in catalogues:
        for name, fields in tomllib.loads(path.read_text(encoding="utf-8"))["source"].items():
            if name in entries:
                raise ValueError(f"{path.name}: source {name} is described twice")
            entries[name] = _entry(name, fields, path.name)
    return entries


def _entry(name: str, fields: dict, where: str) -> Entry:
    missing = [field for field in REQUIRED if fields.get(field) in (None, "")]
    if missing:
        raise ValueError(f"{where}: source {name} lacks {missing}")
    files = [fields, *fields.get("other_files", [])]
    return Entry(
        id=name,
        described={field: _reworded(str(fields.get(field, ""))) for field in DESCRIBED},
        files=tuple(File(file["file"], file["sha256"], int(file["rows"])) for file in files),
        caveats=tuple(_reworded(caveat) for caveat in fields.get("caveats", ()) if not ON_THE_COPY.search(caveat)),
    )


def _reworded(text: str) -> str:
    for pattern, replacement in REWORDED:
        text = re.sub(pattern, replacement, text)
    return text


def write(entries: dict[str, Entry], used: dict[str, dict[str, str]]) -> str:
    """Write the snapshot's own catalogue: the sources it was made from, with the checksums of the files read.

    Parameters
    ----------
    entries : dict of str to Entry
        The raw folder's catalogue.
    used : dict of str to dict of str to str
        Checksum by source then file, see `readers.Raw.used`.

    Returns
    -------
    str
        TOML: one table ``source.<id>`` each, sorted by id.
    """
    lines = ["# Where each figure comes from; written by `territoires data build`."]
    for name in sorted(used):
        entry = entries[name]
        checksums = used[name]
        first, *others = [file.name for file in entry.files if file.name in checksums]
        lines += ["", f"[source.{name}]"]
        lines += [f"{field} = {_quoted(entry.described[field])}" for field in DESCRIBED]
        lines += [f"file = {_quoted(first)}", f"sha256 = {_quoted(checksums[first])}"]
        if others:
            lines += ["other_files = ["]
            lines += [f"  {{ file = {_quoted(o)}, sha256 = {_quoted(checksums[o])} }}," for o in others]
            lines += ["]"]
        lines += ["caveats = [", *(f"  {_quoted(caveat)}," for caveat in entry.caveats), "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
