"""Load a table of the snapshot in ``data/``, whole or for one territory."""

from __future__ import annotations

import json
import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.territory import Territory

ROOT = Path(__file__).resolve().parents[2]


def folder() -> Path:
    """Return the folder of the snapshot: ``TERRITOIRES_DATA`` or ``data/`` of the repository."""
    return Path(os.environ.get("TERRITOIRES_DATA", ROOT / "data"))


def path(table: str) -> Path:
    """Return the file of a table.

    Raises
    ------
    FileNotFoundError
        If the snapshot holds no such table.
    """
    file = folder() / f"{table}.parquet"
    if not file.exists():
        raise FileNotFoundError(f"table {table!r} is not in the snapshot ({file}): run `territoires data build`")
    return file


def load(table: str, territory: Territory | None = None, *, columns: list[str] | None = None) -> pd.DataFrame:
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
    >>> from analysis.territory import Territory
    >>> load("communes", Territory.parse("94"))["region"].unique().tolist()
    ['94']
    """
    wanted = tuple(columns) if columns else None
    region = territory.region if territory is not None else None
    frame = _read(path(table), path(table).stat().st_mtime_ns, wanted, region).copy()
    # The rows of a region were picked while reading.
    whole = territory is None or (territory.kind == "region" and "region" in frame)
    return frame if whole else territory.select(frame).reset_index(drop=True)


@lru_cache(maxsize=64)
def _read(file: Path, _modified: int, columns: tuple[str, ...] | None, region: str | None) -> pd.DataFrame:
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


@lru_cache(maxsize=4)
def _manifest(file: Path, _modified: int) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))["tables"]


def sources(*tables: str) -> list[dict]:
    """Return the catalogue entries (title, producer, vintage, licence ...) of the files that feed these tables.

    Examples
    --------
    >>> sources("mobile")[0]["vintage"][:2]
    '4G'
    """
    catalogue, manifest = folder() / "sources.toml", folder() / "manifest.json"
    entries = _catalogue(catalogue, catalogue.stat().st_mtime_ns)
    held = _manifest(manifest, manifest.stat().st_mtime_ns)
    wanted = dict.fromkeys(source for table in tables for source in held[table]["sources"])
    return [{"id": source, **entries[source]} for source in wanted]
