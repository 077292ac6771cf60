"""Carry a commune code of any year to the communes of the snapshot, by its movements.

pandas is not needed for it: a command checks a list before anything starts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from analysis import snapshot

OVERSEAS_REGIONS = ("01", "02", "03", "04", "06")
# The arrondissements of three cities have codes of their own, and are no communes.
ARRONDISSEMENTS = {
    re.compile(r"751(0[1-9]|1\d|20)"): "75056",
    re.compile(r"6938[1-9]"): "69123",
    re.compile(r"132(0[1-9]|1[0-6])"): "13055",
}
COMMUNE = "COM"


def regions() -> dict[str, str]:
    """Return the region of each commune of the snapshot."""
    file = snapshot.path("communes")
    return _regions(file, file.stat().st_mtime_ns)


def names() -> dict[str, str]:
    """Return the name of each commune of the snapshot."""
    file = snapshot.path("communes")
    return _names(file, file.stat().st_mtime_ns)


def is_arrondissement(code: str) -> bool:
    """Tell whether a code is that of an arrondissement of Paris, Lyon or Marseille."""
    return any(pattern.fullmatch(code) for pattern in ARRONDISSEMENTS)


def successors(code: str) -> tuple[str, ...]:
    """Return the communes of the snapshot that hold the commune of a code: itself if it is one, none if it never was."""
    present = regions()
    if code in present:
        return (code,)
    city = next((city for pattern, city in ARRONDISSEMENTS.items() if pattern.fullmatch(code)), None)
    if city:
        return (city,)
    return tuple(sorted(_followed(code, "", present, frozenset())))


def made_of(code: str) -> tuple[str, tuple[str, ...]]:
    """Return when a code was made, and of which communes of the snapshot: a commune younger than the data."""
    steps = _movements()[1].get(code, [])
    parts = sorted({before for _, before in steps if before in regions()})
    return (max(date for date, _ in steps), tuple(parts)) if parts else ("", ())


def _followed(code: str, since: str, present: dict[str, str], seen: frozenset[str]) -> set[str]:
    """Follow the last move of a code to the communes of the snapshot."""
    if code in present:
        return {code}
    moves = [(date, after) for date, after in _movements()[0].get(code, []) if date >= since and after not in seen]
    if not moves:
        return set()
    last = max(date for date, _ in moves)
    ends = [_followed(after, last, present, seen | {code}) for date, after in moves if date == last]
    return set().union(*ends)


def _movements() -> tuple[dict, dict]:
    """Return the dated moves between communes, by the code before and by the code after."""
    file = snapshot.path("movements")
    return _movements_in(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _movements_in(file: Path, _modified: int) -> tuple[dict, dict]:
    forwards: dict[str, list[tuple[str, str]]] = {}
    backwards: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(file, ["date", "type_before", "code_before", "type_after", "code_after"]):
        if row["type_before"] == row["type_after"] == COMMUNE and row["code_before"] != row["code_after"]:
            date = str(row["date"])
            forwards.setdefault(row["code_before"], []).append((date, row["code_after"]))
            backwards.setdefault(row["code_after"], []).append((date, row["code_before"]))
    return forwards, backwards


@lru_cache(maxsize=2)
def _names(file: Path, _modified: int) -> dict[str, str]:
    return {row["commune"]: row["name"] for row in _rows(file, ["commune", "name"])}


@lru_cache(maxsize=2)
def _regions(file: Path, _modified: int) -> dict[str, str]:
    return {row["commune"]: row["region"] for row in _rows(file, ["commune", "region"])}


def _rows(file: Path, columns: list[str]) -> list[dict]:
    # Without a thread, which a process that is to be forked must not have started.
    from pyarrow.parquet import ParquetFile

    return ParquetFile(file, pre_buffer=False).read(columns, use_threads=False).to_pylist()
