"""Say what changed between two snapshots: rows, communes and values of each table, and the key figures that moved."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import duckdb
import pandas as pd

from analysis.sources import contracts, manifest
from analysis.sources.contracts import Contract
from analysis.sources.faults import Exit, Fault

# The usual size of a move from one vintage to the next, by unit: set by judgement, wider than what a year of the census
# moves in a region. More is a new method, another list of communes, or a fault: look before it is published.
USUAL_MOVE = {
    "communes": ("of its value", 0.05),
    "inhabitants": ("of its value", 0.05),
    "%": ("points", 2.0),
    "% a year": ("points", 0.3),
    "consultations a year": ("consultations", 0.3),
    "hours a week": ("hours", 2.0),
}
FIGURES_TOLD = 8
TABLES = ["table", "rows_before", "rows_after", "rows_gained", "rows_lost", "communes_gained", "communes_lost"]
VALUES = ["table", "column", "values_changed", "total_before", "total_after"]
FIGURES = ["territory", "figure", "when_before", "when_after", "unit", "before", "after", "move", "unusual"]
# In a process of its own: what is measured is remembered per process, and the folder of the snapshot comes from outside.
MEASURE = "from analysis.indicators import key_figures; print(key_figures.text(key_figures.all_figures()), end='')"


@dataclass(frozen=True)
class Changes:
    """What changed; tables, columns and figures that did not are left out.

    Attributes
    ----------
    tables : DataFrame
        ``table``, ``rows_before``, ``rows_after``, ``rows_gained``, ``rows_lost`` (rows whose key is in one snapshot
        only), ``communes_gained``, ``communes_lost`` (missing where the table has no communes).
    values : DataFrame
        ``table``, ``column``, ``values_changed`` (in rows that both hold), ``total_before``, ``total_after`` (sum of
        the column over all rows; missing for texts).
    figures : DataFrame
        ``territory``, ``figure``, ``when_before``, ``when_after`` (its year in each), ``unit``, ``before``, ``after``,
        ``move``, ``unusual`` (see `USUAL_MOVE`).
    """

    tables: pd.DataFrame
    values: pd.DataFrame
    figures: pd.DataFrame

    @property
    def empty(self) -> bool:
        """Tell whether the two snapshots hold the same tables."""
        return self.tables.empty


def compare(before: Path | str, after: Path | str, *, figures: bool = True) -> Changes:
    """Compare two snapshots.

    Parameters
    ----------
    before, after : path
        Folders of snapshots.
    figures : bool
        Measure the key figures of France and of its regions in both, about half a minute; not done where no table
        changed.

    Raises
    ------
    FileNotFoundError
        If a folder holds no snapshot.
    RuntimeError
        If the key figures of a snapshot cannot be measured.
    """
    before, after = Path(before), Path(after)
    old, new = (manifest.read(folder)["tables"] for folder in (before, after))
    tables, values = [], []
    for name in dict.fromkeys([*new, *old]):
        if name in old and name in new and old[name]["sha256"] == new[name]["sha256"]:
            continue
        row, changed = _compared(name, *(_file(folder, name, told) for folder, told in ((before, old), (after, new))))
        if any(row[column] for column in TABLES[3:] if pd.notna(row[column])) or changed or name not in old:
            tables.append(row)
            values += changed
    return Changes(
        pd.DataFrame(tables, columns=TABLES),
        pd.DataFrame(values, columns=VALUES),
        _moves(before, after) if figures and tables else pd.DataFrame(columns=FIGURES),
    )


def _file(folder: Path, name: str, told: dict) -> Path | None:
    return folder / f"{name}.parquet" if name in told else None


def _compared(name: str, before: Path | None, after: Path | None) -> tuple[dict, list[dict]]:
    """Compare one table: the row of the tables, and the columns whose values changed."""
    kept = [file for file in (before, after) if file is not None]
    columns = [set(_columns(file)) for file in kept]
    shared = columns[0] & columns[-1]
    row: dict = {"table": name, "communes_gained": None, "communes_lost": None}
    row["rows_before"], row["rows_after"] = (
        0 if file is None else _one(f"count(*) FROM {_table(file)}") for file in (before, after)
    )
    contract = contracts.CONTRACTS.get(name)
    key = [column for column in contract.key if column in shared] if contract else []
    sides = [_table(file) if file else f"(SELECT * FROM {_table(kept[0])} LIMIT 0)" for file in (before, after)]
    if contract is None or len(key) < len(contract.key):
        return row | {"rows_gained": row["rows_after"], "rows_lost": row["rows_before"]}, []
    row["rows_gained"], row["rows_lost"] = (_missing_from(there, here, key) for here, there in (sides[::-1], sides))
    if "commune" in shared:
        places = [f"(SELECT DISTINCT commune FROM {side})" for side in sides]
        both = (places[::-1], places)
        row["communes_gained"], row["communes_lost"] = (_missing_from(there, here, ["commune"]) for here, there in both)
    return row, [] if len(kept) < 2 else _changed_values(contract, sides, key, shared)


def _missing_from(there: str, here: str, key: list[str]) -> int:
    """Count the keys of `here` that `there` does not hold."""
    return _one(f"count(*) FROM {here} ANTI JOIN {there} USING ({', '.join(map(_quoted, key))})")


def _changed_values(contract: Contract, sides: list[str], key: list[str], shared: set[str]) -> list[dict]:
    """Count the values that differ in the rows that both hold, with the total of each column."""
    measures = [column for column in contract.columns if column.name in shared and column.name not in key]
    if not measures:
        return []
    counts = ", ".join(
        f"count(*) FILTER (o.{_quoted(column.name)} IS DISTINCT FROM n.{_quoted(column.name)})" for column in measures
    )
    joined = f"FROM {sides[0]} o JOIN {sides[1]} n USING ({', '.join(map(_quoted, key))})"
    differing = duckdb.sql(f"SELECT {counts} {joined}").fetchall()[0]
    rows = []
    for column, number in zip(measures, differing):
        if number:
            counted = column.kind in ("number", "integer")
            totals = [_one(f"sum({_quoted(column.name)}) FROM {side}") if counted else None for side in sides]
            rows.append(dict(zip(VALUES, (contract.name, column.name, number, *totals))))
    return rows


def _quoted(name: str) -> str:
    return f'"{name}"'


def _table(file: Path) -> str:
    escaped = str(file).replace("'", "''")
    return f"read_parquet('{escaped}')"


def _columns(file: Path) -> list[str]:
    return [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM {_table(file)}").fetchall()]


def _one(expression: str) -> float:
    return duckdb.sql(f"SELECT {expression}").fetchall()[0][0]


def _moves(before: Path, after: Path) -> pd.DataFrame:
    """Measure the key figures of both snapshots, and keep those that moved, became known or were lost."""
    running = [_measuring(folder) for folder in (before, after)]
    old, new = (_measured(process) for process in running)
    return moves(paired(old, new))


def paired(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Put the key figures of two snapshots side by side by their names: the year of each may have changed.

    Parameters
    ----------
    before, after : DataFrame
        ``territory``, ``figure``, ``when``, ``unit``, ``value``.

    Returns
    -------
    DataFrame
        ``territory``, ``figure``, ``when_before``, ``when_after``, ``unit``, ``before``, ``after``; missing where one
        of the two has no such figure.
    """
    old, new = (
        table.rename(columns={"value": side, "when": f"when_{side}"})
        for table, side in ((before, "before"), (after, "after"))
    )
    return old.merge(new, how="outer", on=["territory", "figure", "unit"])[FIGURES[:-2]]


def moves(table: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that moved, and whether by more than is usual.

    A value lost or found is unusual; a figure whose table the former snapshot did not hold is only new.

    Parameters
    ----------
    table : DataFrame
        ``territory``, ``figure``, ``when_before`` (missing where the former snapshot has no such figure), ``unit``,
        ``before``, ``after``.

    Returns
    -------
    DataFrame
        The same, with ``move`` and ``unusual``; the unusual ones first.

    Examples
    --------
    >>> row = {"territory": "FR", "figure": "retired", "when_before": "", "unit": "%", "before": 30.0, "after": 33.0}
    >>> moves(pd.DataFrame([row]))[["move", "unusual"]].values.tolist()
    [[3.0, True]]
    """
    moved = table[(table["before"] != table["after"]) & table[["before", "after"]].notna().any(axis=1)].copy()
    moved["move"] = (moved["after"] - moved["before"]).round(6)
    # Where nothing moved, the units are texts still: numbers have to be said.
    usual = moved["unit"].map({unit: size for unit, (_, size) in USUAL_MOVE.items()}).astype("float64")
    relative = moved["unit"].map({unit: kind == "of its value" for unit, (kind, _) in USUAL_MOVE.items()}).astype(bool)
    limit = usual.where(~relative, usual * moved["before"].abs())
    moved["unusual"] = ~(moved["move"].abs() <= limit) & moved["when_before"].notna()
    return moved.sort_values("unusual", ascending=False, kind="stable", ignore_index=True)


def refuse_unusual(changes: Changes, accept: Collection[str]) -> None:
    """Raise where a key figure moved by more than is usual, came or went, and is not accepted by its name.

    Parameters
    ----------
    accept : collection of str
        Names of key figures, wherever they moved.

    Raises
    ------
    Fault
        With the figures, and how far the first of each moved.
    """
    table = changes.figures
    unusual = table[table["unusual"].astype(bool) & ~table["figure"].isin(list(accept))] if len(table) else table
    if unusual.empty:
        return
    first = unusual.drop_duplicates("figure")
    told = [
        f"{row.figure!r} ({row.territory}: {row.before:g} to {row.after:g} {row.unit})"
        for row in first.head(FIGURES_TOLD).itertuples()
    ]
    more = f" and {len(first) - FIGURES_TOLD} more figures" if len(first) > FIGURES_TOLD else ""
    expected = "key figures that move as is usual (look; then --accept each by its name)"
    raise Fault(Exit.UNUSUAL, "the new snapshot", expected, ", ".join(told) + more)


def _measuring(folder: Path) -> subprocess.Popen:
    # What stands in the folder of the command is none of Python's modules.
    environment = os.environ | {"TERRITOIRES_DATA": str(folder.resolve()), "PYTHONSAFEPATH": "1"}
    environment.pop("TERRITOIRES_MEMORY", None)
    return subprocess.Popen(
        [sys.executable, "-c", MEASURE], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _measured(process: subprocess.Popen) -> pd.DataFrame:
    told, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(
            f"the key figures cannot be measured: {(errors.strip().splitlines() or ['no reason given'])[-1]}"
        )
    texts = dict.fromkeys(("territory", "when"), "str")
    return pd.read_csv(StringIO(told), dtype=texts).fillna({"when": ""})
