"""Whether the files of the snapshot are those that were built: each is compared with the manifest when it is asked for.

A file is read once for its checksum, and again only when its size or its times change. An analyst who alters the data on
purpose says so (``TERRITOIRES_ALTERED_DATA``): nothing is refused then, and every page is marked.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from analysis.language import ngettext

MANIFEST = "manifest.json"
ALLOWED = "TERRITOIRES_ALTERED_DATA"
# A build puts its files here by one rename before it moves them over the former ones: they count at once.
READY = ".ready"
# The dictionary is for people: no chapter reads it.
NEVER_READ = ("README.md",)


class AlteredData(OSError):
    """A file of the snapshot is not the one that was built; the message is one line: the file, and the cure."""


def newest(home: Path, name: str) -> Path:
    """Return where a file of a snapshot stands, even while a build that is done (or was cut short) moves its files."""
    ready = home / READY / name
    return ready if ready.exists() else home / name


def allowed() -> bool:
    """Tell whether data that were altered may be used: ``TERRITOIRES_ALTERED_DATA`` is set, and not to 0."""
    return os.environ.get(ALLOWED, "0") not in ("", "0")


@contextmanager
def allowing(wanted: bool = True) -> Iterator[None]:
    """Allow altered data meanwhile, or not, to this process and those that it starts."""
    former = os.environ.get(ALLOWED)
    os.environ[ALLOWED] = str(int(wanted))
    try:
        yield
    finally:
        os.environ.pop(ALLOWED)
        if former is not None:
            os.environ[ALLOWED] = former


def told(home: Path) -> dict:
    """Return the manifest of a snapshot.

    Raises
    ------
    FileNotFoundError
        If there is none.
    AlteredData
        If it is damaged.
    """
    return _read(*_version_of(home))


def _version_of(home: Path) -> tuple[Path, int, int]:
    """Return what a manifest is known by, so that it is read again only when it was written again."""
    file = newest(home, MANIFEST)
    try:
        known = file.stat()
    except FileNotFoundError:
        raise FileNotFoundError(f"no snapshot in {home} ({MANIFEST}): run `territoires data build`") from None
    return file, known.st_mtime_ns, known.st_size


@lru_cache(maxsize=8)
def _read(file: Path, _modified: int, _size: int) -> dict:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if not {"tables", "outlines", "files"} <= set(content):
            raise ValueError("no tables, outlines or files in it")
        if outside := [name for name in checksums(content) if not is_inside(name)]:
            raise ValueError(f"a file outside the snapshot: {outside[0]!r}")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        expected = f"the manifest that a build writes ({_cures(file)})"
        raise AlteredData(f"{file}: expected {expected}; found {error}") from error
    return content


def checksums(content: dict) -> dict[str, str]:
    """Return the SHA-256 of each file that a manifest tells of, by its path inside the snapshot.

    Examples
    --------
    >>> checksums({"tables": {"jobs": {"sha256": "12"}}, "outlines": {}, "files": {}, "beside": {}})
    {'jobs.parquet': '12'}
    """
    entries = (
        {f"{name}.parquet": table for name, table in content["tables"].items()}
        | {f"geometry/{name}.parquet": outlines for name, outlines in content["outlines"].items()}
        | content["files"]
        | content.get("beside", {})
    )
    return {name: entry["sha256"] for name, entry in entries.items()}


def is_inside(name: str) -> bool:
    """Tell whether the name of a file, as it was read from one, stays in the folder that it is told of.

    Examples
    --------
    >>> is_inside("geometry/communes.parquet"), is_inside("../../letters.txt"), is_inside("/etc/passwd")
    (True, False, False)
    """
    return {"", ".", ".."}.isdisjoint(name.split("/")) and name.isprintable()


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file, read once as long as its size and its times stay; empty if it is not there."""
    try:
        known = file.stat()
    except FileNotFoundError:
        return ""
    return _checksum_of_version(file, known.st_mtime_ns, known.st_size, known.st_ctime_ns)


@lru_cache(maxsize=4096)
def _checksum_of_version(file: Path, _modified: int, _size: int, _changed: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def altered(home: Path) -> dict[str, str]:
    """Return the checksum of each file that chapters can read and that is not as the manifest tells; empty where it is gone."""
    kept = {name: known for name, known in _kept(*_version_of(home)).items() if name not in NEVER_READ}
    now = {name: checksum(newest(home, name)) for name in kept}
    return {name: now[name] for name in kept if now[name] != kept[name]}


def refuse_altered(home: Path, name: str | None = None) -> None:
    """Raise where a file of the snapshot, or any of them, is not the one that was built, unless that is allowed.

    Raises
    ------
    AlteredData
        With the file, or the first and how many more, and the cure.
    """
    if allowed() or name == MANIFEST:
        return
    # A build that ends meanwhile puts a new manifest beside new files: a second look sees both.
    wrong = _wrong(home, name) and _wrong(home, name)
    if wrong:
        first, more = newest(home, wrong[0]), len(wrong) - 1
        others = f" (and {more} more: `territoires data check`)" if more else ""
        state = "is gone" if not first.exists() else "is not the file that was built (checksum)"
        raise AlteredData(
            f"{first}: {state}{others}; {_cures(first)}, after a wanted change of a text `territoires renew`; "
            f"to go on, with every page marked: --altered-data (or {ALLOWED}=1)"
        )


def notice(names: Iterable[str]) -> str:
    """Say what a reader of figures from altered data must know first; nothing where none was altered.

    Examples
    --------
    >>> notice(["jobs.parquet"])
    'Altered data: jobs.parquet is not as it was built from the official files. No figure here may be cited as theirs.'
    >>> notice([])
    ''
    """
    held = sorted(names)
    if not held:
        return ""
    return ngettext(
        "Altered data: {files} is not as it was built from the official files. No figure here may be cited as theirs.",
        "Altered data: {files} are not as they were built from the official files. No figure here may be cited as theirs.",
        len(held),
        files=", ".join(held),
    )


def _wrong(home: Path, name: str | None) -> list[str]:
    if name is None:
        return list(altered(home))
    if not newest(home, MANIFEST).exists():
        return []  # tables without a manifest are no snapshot: a report of them is refused as a whole
    # A file that the manifest does not name was not built either.
    return [] if _kept(*_version_of(home)).get(name) == checksum(newest(home, name)) else [name]


@lru_cache(maxsize=8)
def _kept(file: Path, modified: int, size: int) -> dict[str, str]:
    return checksums(_read(file, modified, size))


def _cures(file: Path) -> str:
    return f"bring it back (`git checkout -- {file.name}` in its folder) or build it again (`territoires data build`)"
