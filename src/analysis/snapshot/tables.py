"""Load a table of the snapshot in ``data/``, whole or for one territory."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from analysis.snapshot import integrity

if TYPE_CHECKING:
    import pandas as pd

CHECKOUT = Path(__file__).resolve().parents[3]
PROJECT = "TERRITOIRES_PROJECT"
OUTLINES = "outlines"
# How a vintage says that its file covers a part of the country, used for what it covers.
PART = "part of the country"
_recorders: ContextVar[tuple[set[str], ...]] = ContextVar("recorders", default=())


class NoProject(FileNotFoundError):
    """The folder of the project is not known, or holds no notebooks/ and data/; the message says how to give it."""


def project() -> Path:
    """Return the folder that holds ``notebooks/`` and ``data/``: ``TERRITOIRES_PROJECT``, or the checkout of this code.

    Raises
    ------
    NoProject
        If the variable names another kind of folder, or if it is not set and the package was installed elsewhere.
    """
    return _project(os.environ.get(PROJECT))


@lru_cache(maxsize=4)
def _project(given: str | None) -> Path:
    """Look for the folder once: every table that is loaded asks for it."""
    home = Path(given).absolute() if given else CHECKOUT
    if all((home / name).is_dir() for name in ("notebooks", "data")):
        return home
    found = f"{home} is none" if given else "this package was installed without one"
    raise NoProject(
        f"project: expected a folder with notebooks/ and data/ (a clone of the project); {found}: give it by "
        f"`territoires --project FOLDER ...` or the variable {PROJECT}"
    )


class Selection(Protocol):
    """What picks rows of a table: a Territory, which stands on the floor above."""

    kind: str
    region: str | None

    def select(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows that are meant."""


def folder() -> Path:
    """Return the folder of the snapshot: ``TERRITOIRES_DATA`` or ``data/`` of the project."""
    given = os.environ.get("TERRITOIRES_DATA")
    return Path(given) if given else project() / "data"


def path(table: str) -> Path:
    """Return the file of a table.

    Raises
    ------
    FileNotFoundError
        If the snapshot holds no such table.
    """
    return file(f"{table}.parquet")


def file(name: str) -> Path:
    """Return a file of the snapshot by its name: the one way to reach it, so that `recording` sees what is read.

    Raises
    ------
    FileNotFoundError
        If the snapshot holds no such file.
    AlteredData
        If it is not the file that was built, unless that is allowed.
    """
    home = folder()
    found = integrity.newest(home, name)
    if not found.exists():
        table = name.removesuffix(".parquet")
        raise FileNotFoundError(f"table {table!r} is not in the snapshot ({found}): run `territoires data build`")
    integrity.refuse_altered(home, name)
    note([name])
    return found


def holds(table: str) -> bool:
    """Tell whether the snapshot holds a table: an optional one may not be there.

    Examples
    --------
    >>> holds("communes")
    True
    """
    return table in _manifest()["tables"]


def altered() -> dict[str, str]:
    """Return the checksum of each file that is used though it is not the one that was built: none, unless that is allowed.

    Examples
    --------
    >>> altered()
    {}
    """
    return integrity.altered(folder()) if integrity.allowed() else {}


def verify() -> None:
    """Compare every file that chapters can read with the manifest.

    Raises
    ------
    AlteredData
        With the first that is not the one that was built, unless that is allowed.
    """
    integrity.refuse_altered(folder())


def version() -> str:
    """Return a text that changes whenever the snapshot is built again, altered, or another one is used."""
    manifest = integrity.newest(folder(), integrity.MANIFEST)
    return f"{folder()} {manifest.stat().st_mtime_ns if manifest.exists() else ''}{altered() or ''}"


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the names of the files of the snapshot that are asked for meanwhile.

    Examples
    --------
    >>> with recording() as seen:
    ...     _ = path("communes")
    >>> seen
    {'communes.parquet'}
    """
    seen: set[str] = set()
    token = _recorders.set((*_recorders.get(), seen))
    try:
        yield seen
    finally:
        _recorders.reset(token)


def note(names: Iterable[str]) -> None:
    """Tell whoever records that these files of the snapshot were asked for."""
    for seen in _recorders.get():
        seen.update(names)


def load(table: str, territory: Selection | None = None, *, columns: list[str] | None = None) -> pd.DataFrame:
    """Load a table, or the rows of one territory.

    Parameters
    ----------
    table : str
        Name of a table of `data/README.md`.
    territory : Territory, optional
        Keep its communes only; the table must have a ``commune`` column.
    columns : list of str, optional
        Columns to read; all by default.

    Returns
    -------
    DataFrame
        A copy of its own: changing it changes nothing else.

    Examples
    --------
    >>> from analysis.territories import Territory
    >>> load("communes", Territory.parse("94"))["region"].unique().tolist()
    ['94']
    """
    if isinstance(territory, str):
        raise TypeError(f"territory: {territory!r} is a text; expected a Territory: `Territory.parse({territory!r})`")
    # A column asked for twice would come twice, for some territories only.
    wanted = tuple(dict.fromkeys(columns)) if columns else None
    region = territory.region if territory is not None else None
    file = path(table)
    held = _read(file, file.stat().st_mtime_ns, wanted, region)
    # The rows of a region were picked while reading.
    whole = territory is None or (territory.kind == "region" and "region" in held)
    return held.copy() if whole else territory.select(held).reset_index(drop=True)


# The chapters read some 25 selections of the country and 40 of a region: with room for fewer, every one is read again for
# each territory.
@lru_cache(maxsize=96)
def _read(file: Path, _modified: int, columns: tuple[str, ...] | None, region: str | None) -> pd.DataFrame:
    import pandas as pd

    filters = [("region", "==", region)] if region is not None else None
    needed = None
    if columns is not None:
        needed = (
            list(columns) if "commune" not in columns or region is None else list(dict.fromkeys([*columns, "commune"]))
        )
    return pd.read_parquet(file, columns=needed, filters=filters)


@lru_cache(maxsize=4)
def _catalogue(file: Path, _modified: int) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))["source"]


def _manifest() -> dict:
    note([integrity.MANIFEST])
    return integrity.told(folder())


def sources(*names: str) -> list[dict]:
    """Return the catalogue entries (title, producer, vintage, licence ...) of the files behind tables, each once.

    Parameters
    ----------
    *names : str
        Tables of the snapshot, ``outlines`` for the contours of maps, or single sources of the catalogue.

    Raises
    ------
    KeyError
        If one of them is neither.

    Examples
    --------
    >>> sources("mobile")[0]["vintage"][:2]
    '4G'
    """
    catalogue, held = file("sources.toml"), _manifest()
    entries = _catalogue(catalogue, catalogue.stat().st_mtime_ns)
    # A table that was not built since the catalogue changed keeps the vintage that it was made from.
    made_from = {source: when for table in held["tables"].values() for source, when in table["vintages"].items()}
    # What a file told of itself, where the catalogue tells of another edition.
    told = {name: source.get("described", {}) for name, source in held.get("sources", {}).items()}
    wanted: dict[str, None] = {}
    for name in names:
        wanted |= dict.fromkeys(_behind(name, held, entries))
    return [
        {"id": name, **entries[name], **told.get(name, {}), "vintage": made_from.get(name, entries[name]["vintage"])}
        for name in wanted
    ]


def partial() -> list[dict]:
    """Return the catalogue entries of the files that cover only a part of the country: their vintage says which.

    Examples
    --------
    >>> partial()
    []
    """
    tables = _manifest()["tables"]
    wanted = [source for table in tables.values() for source, when in table["vintages"].items() if PART in when]
    return sources(*dict.fromkeys(wanted)) if wanted else []


def _behind(name: str, held: dict, entries: dict) -> list[str]:
    if name in held["tables"]:
        return held["tables"][name]["sources"]
    if name == OUTLINES:
        return [source for outline in held["outlines"].values() for source in outline["sources"]]
    if name in entries:
        return [name]
    raise KeyError(f"{name!r} is neither a table of the snapshot nor a source of its catalogue")
