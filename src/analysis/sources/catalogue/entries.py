"""The catalogue of the official files, ``data/sources.toml``: kept by hand, and held to a contract of its own."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from analysis.snapshot import project
from analysis.sources.faults import Exit, Fault

NAME = "sources.toml"
# Another catalogue than the project's own: a mirror of the producers, a local server.
VARIABLE = "TERRITOIRES_CATALOGUE"
FORMATS = ("csv", "excel", "parquet")
COPIES = ("original", "extract", "re-packed", "none")
TEXTS = ("title", "producer", "citation", "cited", "page", "licence", "vintage", "geography")
MAY_BE_EMPTY = ("page", "geography")
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Layout:
    """How a file is laid out where the readers take it.

    Attributes
    ----------
    format : str
        ``csv`` (any delimited text), ``excel`` (xls or xlsx) or ``parquet``.
    columns : tuple of str
        Columns that are read.
    encoding, separator : str
        Of a delimited text.
    header_rows : int
        Rows above the header.
    sheet : str
        Of a workbook; the first one where empty.
    member : str
        Name pattern of the file inside a ZIP; the only one where empty.
    """

    format: str
    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"
    separator: str = ","
    header_rows: int = 0
    sheet: str = ""
    member: str = ""


@dataclass(frozen=True)
class File:
    """One file of a source.

    Attributes
    ----------
    name : str
        Path inside the folder of raw files, with forward slashes.
    copy : str
        What the copy is that the snapshot was first made from: the producer's ``original``, an ``extract`` of it,
        ``re-packed`` into the same layout from another form, or ``none``.
    sha256 : str
        Checksum of that copy; empty where there is none.
    bytes, rows : int
        Its size and its data rows; 0 where not known.
    url, archive : str
        Where the producer serves the file, and a second address; empty where none is known.
    """

    name: str
    layout: Layout
    copy: str
    sha256: str = ""
    bytes: int = 0
    rows: int = 0
    url: str = ""
    archive: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses to try, in this order."""
        return tuple(address for address in (self.url, self.archive) if address)


@dataclass(frozen=True)
class Entry:
    """One source of the catalogue.

    Attributes
    ----------
    described : dict
        Title, producer, citation, how it is cited at the foot of a figure, page, licence, vintage and geography.
    moves : bool
        The producer replaces the file in place: no checksum holds for long.
    optional : bool
        Read where it is there, never missed.
    tables : tuple of str
        The tables of the snapshot that it feeds.
    obtain : str
        How to come by the files that have no public address, where more is known than `how_to_obtain` would say.
    caveats : tuple of str
        What to know before reading the figures.
    files : tuple of File
        The main file first.
    """

    id: str
    described: dict[str, str]
    moves: bool
    optional: bool
    tables: tuple[str, ...]
    obtain: str
    caveats: tuple[str, ...]
    files: tuple[File, ...]

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

    def how_to_obtain(self) -> str:
        """Say how to come by the files that have no public address; nothing where all have one."""
        without = [file for file in self.files if not file.url]
        if not without or self.obtain:
            return self.obtain
        if not self.described["page"]:
            return f"no address is known: ask the producer, {self.described['producer']}"
        if all(file.copy == "original" for file in without):
            return f"download it from {self.described['page']}"
        return f"write the columns of its layout from what {self.described['page']} offers"

    def checksum(self, file: File, address: str) -> str:
        """Return the checksum that a download from an address must have; empty where none can be known.

        It is known for a file that stays as it is, was described from the producer's own, and is served as such.
        """
        served = PurePosixPath(urlsplit(address).path).name == PurePosixPath(file.name).name
        return file.sha256 if served and file.copy == "original" and not self.moves else ""


def location(raw_folder: Path | None = None) -> Path:
    """Return the catalogue to use: ``TERRITOIRES_CATALOGUE``, else the raw folder's own, else ``data/sources.toml``."""
    if VARIABLE in os.environ:
        return Path(os.environ[VARIABLE])
    own = raw_folder / NAME if raw_folder is not None else None
    return own if own is not None and own.exists() else project() / "data" / NAME


def read(file: Path) -> dict[str, Entry]:
    """Read a catalogue and hold it to its contract.

    Returns
    -------
    dict of str to Entry
        Sources by id, in the order of the file.

    Raises
    ------
    Fault
        If the file is not there, is no TOML, or a field is missing, unknown, empty or of another form; the message
        names the source and the field.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Fault(Exit.CATALOGUE, str(file), "the catalogue of the sources", "no such file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Fault(Exit.CATALOGUE, str(file), "a file in TOML", str(error)) from error
    if set(told) != {"source"}:
        raise Fault(Exit.CATALOGUE, str(file), "tables named source.<id> only", f"{sorted(told)}")
    entries = {name: _Reader(file.name, name).entry(field) for name, field in told["source"].items()}
    _refuse_shared_files(file.name, entries)
    return entries


def hosts(entries: dict[str, Entry]) -> set[str]:
    """Return the hosts that the catalogue names: nothing is fetched from another."""
    files = [file for entry in entries.values() for file in entry.files]
    return {urlsplit(address).netloc for file in files for address in file.addresses}


class _Reader:
    """Turn the tables of one source into an entry, and say which field is wrong."""

    def __init__(self, catalogue: str, source: str):
        self.where = f"{catalogue}, source {source}"
        self.source = source

    def entry(self, told: dict) -> Entry:
        """Return the source that a table of the catalogue tells."""
        self._refuse_fields(told, {*TEXTS, "moves", "tables", "caveats", "files"}, {"optional", "obtain"}, "")
        for name in TEXTS:
            self._expect(name, told[name], "a text", isinstance(told[name], str))
            self._expect(name, told[name], "a text that says something", told[name] or name in MAY_BE_EMPTY)
        for name in ("moves", "optional"):
            self._expect(name, told.get(name, False), "true or false", isinstance(told.get(name, False), bool))
        self._expect("files", told["files"], "at least one file", told["files"])
        files = tuple(self.file(file, place) for place, file in enumerate(told["files"], 1))
        self._expect("obtain", told.get("obtain"), "a text", isinstance(told.get("obtain", ""), str))
        return Entry(
            id=self.source,
            described={name: told[name] for name in TEXTS},
            moves=told["moves"],
            optional=told.get("optional", False),
            tables=self._texts("tables", told["tables"]),
            obtain=told.get("obtain", ""),
            caveats=self._texts("caveats", told["caveats"]),
            files=files,
        )

    def file(self, told: dict, place: int) -> File:
        """Return the file that a table tells; `place` counts the files of the source from 1."""
        prefix = f"files[{place}]."
        self._refuse_fields(told, _required(File), _optional(File), prefix)
        self._refuse_fields(told["layout"], _required(Layout), _optional(Layout), f"{prefix}layout.")
        layout = dict(told["layout"])
        self._expect(f"{prefix}layout.format", layout["format"], f"one of {FORMATS}", layout["format"] in FORMATS)
        layout["columns"] = self._texts(f"{prefix}layout.columns", layout.get("columns", []))
        rows = layout.get("header_rows", 0)
        self._expect(f"{prefix}layout.header_rows", rows, "a number of rows", isinstance(rows, int) and rows >= 0)
        file = File(**{**told, "layout": Layout(**layout)})
        inside = PurePosixPath(file.name)
        safe = not inside.is_absolute() and ".." not in inside.parts and len(inside.parts) == 2
        self._expect(f"{prefix}name", file.name, "folder/file", safe)
        self._expect(f"{prefix}copy", file.copy, f"one of {COPIES}", file.copy in COPIES)
        checksum = re.fullmatch(r"[0-9a-f]{64}", file.sha256) or (file.copy == "none" and not file.sha256)
        self._expect(f"{prefix}sha256", file.sha256, "64 hexadecimal digits", checksum)
        for name in ("encoding", "separator", "sheet", "member"):
            value = getattr(file.layout, name)
            self._expect(f"{prefix}layout.{name}", value, "a text", isinstance(value, str))
        for name in ("bytes", "rows"):
            value = getattr(file, name)
            self._expect(f"{prefix}{name}", value, "a number", isinstance(value, int) and value >= 0)
        for name in ("url", "archive"):
            self._expect(f"{prefix}{name}", getattr(file, name), "an https address", _is_address(getattr(file, name)))
        return file

    def _texts(self, field: str, value: list) -> tuple[str, ...]:
        good = isinstance(value, list) and all(isinstance(text, str) and text for text in value)
        self._expect(field, value, "a list of texts", good)
        return tuple(value)

    def _refuse_fields(self, told: dict, required: set[str], optional: set[str], prefix: str) -> None:
        self._expect(prefix.rstrip(".") or "source", told, "a table", isinstance(told, dict))
        for name in sorted(required - set(told)):
            raise Fault(Exit.CATALOGUE, f"{self.where}, field {prefix}{name}", "this field", "none")
        for name in sorted(set(told) - required - optional):
            raise Fault(Exit.CATALOGUE, f"{self.where}, field {prefix}{name}", "a field of the contract", "this one")

    def _expect(self, field: str, value: object, expected: str, good: object) -> None:
        if not good:
            raise Fault(Exit.CATALOGUE, f"{self.where}, field {field}", expected, f"{value!r}")


def _required(kind: type) -> set[str]:
    return {field.name for field in fields(kind) if field.default is MISSING}


def _optional(kind: type) -> set[str]:
    return {field.name for field in fields(kind) if field.default is not MISSING}


def _is_address(text: str) -> bool:
    """Tell whether a text is an https address, or http on this machine (a mirror); empty is none at all."""
    parts = urlsplit(text)
    return (
        not text
        or (parts.scheme == "https" and parts.netloc)
        or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def _refuse_shared_files(catalogue: str, entries: dict[str, Entry]) -> None:
    seen: dict[str, str] = {}
    for entry in entries.values():
        for file in entry.files:
            if file.name in seen:
                where = f"{catalogue}, source {entry.id}, field name"
                raise Fault(Exit.CATALOGUE, where, "a file of its own", f"{file.name}, which {seen[file.name]} has too")
            seen[file.name] = entry.id
