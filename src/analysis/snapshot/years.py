"""The years that a table of the snapshot holds: chapters name these, so that a newer vintage needs no edit.

The years that the report itself could know (2013, 2017 ...) date its claims: they stay as they are, in the code of the
measure. What is said of today is said of the last year held.
"""

from __future__ import annotations

from typing import Any

from analysis.snapshot import tables
from analysis.snapshot.memory import remembered

# The last census that the report could know, and the one its geography is counted with.
REPORT_CENSUS = 2013


def held(table: str, column: str = "year", *, known: str | None = None, **where: Any) -> list:
    """Return the years (periods, dates) of a table, in order, each once.

    Parameters
    ----------
    table : str
        Name of a table of `data/README.md`.
    column : str
        The column that holds them: ``year``, ``period``, ``date``.
    known : str, optional
        Only the rows where this other column is not missing.
    **where
        Only the rows that hold these values.

    Raises
    ------
    FileNotFoundError
        If the snapshot holds no such table.
    ValueError
        If no row meets the conditions.

    Examples
    --------
    >>> held("income")
    [2014, 2021]
    >>> held("structure", known="share_aged_65_plus")[0]
    2011
    """
    modified = tables.path(table).stat().st_mtime_ns
    found = _held(table, modified, column, known or column, tuple(sorted(where.items())))
    if not found:
        told = [f"{name} is {wanted!r}" for name, wanted in where.items()] + [f"{known} is known"] * bool(known)
        raise ValueError(f"table {table!r} holds no {column} where {' and '.join(told) or 'it is known'}")
    return list(found)


def last(table: str, column: str = "year", *, known: str | None = None, **where: Any) -> Any:
    """Return the last year (period, date) of a table: see `held`.

    Examples
    --------
    >>> last("income")
    2021
    """
    return held(table, column, known=known, **where)[-1]


@remembered
def _held(name: str, _modified: int, column: str, known: str, where: tuple[tuple[str, Any], ...]) -> tuple:
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    table = parquet.read_table(tables.path(name), columns=list({column, known, *(other for other, _ in where)}))
    table = table.filter(table[known].is_valid())
    for other, wanted in where:
        table = table.filter(compute.equal(table[other], wanted))
    return tuple(sorted(compute.unique(table[column].drop_null()).to_pylist()))
