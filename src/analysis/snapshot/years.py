"""The years that a table of the snapshot holds: chapters name these, so that a newer vintage needs no edit.

What is said of today is said of the last year held. The time of the report dates its claims; as the next series of
censuses may leave its years out, it is looked up among the years held: the nearest one stands for it, and is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from analysis.snapshot import tables
from analysis.snapshot.memory import remembered

# The last census that the report could know, and the one its geography is counted with.
REPORT_CENSUS = 2013
# Series hold a census every five years: the nearest one is never further than that from a year asked.
NEAR_YEARS = 3


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


def nearest(table: str, asked: int, **where: Any) -> int:
    """Return the year held that is nearest to the one asked (ties: the earlier), or that one itself where none is near.

    Parameters
    ----------
    table : str
        Name of a table with a column ``year``.
    asked : int
        The year that a claim is about.
    **where
        See `held`.

    Examples
    --------
    >>> nearest("income", 2013), nearest("income", 1999)
    (2014, 1999)
    """
    near = [year for year in held(table, **where) if abs(year - asked) <= NEAR_YEARS]
    return min(near, key=lambda year: (abs(year - asked), year), default=asked)


def nearest_period(bounds: Iterable[tuple[int, int]], asked: tuple[int, int]) -> tuple[int, int]:
    """Return the period nearest to the one asked, each bound by itself, or that one itself where none is near.

    Parameters
    ----------
    bounds : iterable of (int, int)
        First and last year of the periods to choose from; those that do not last are left out.
    asked : (int, int)
        The period that a claim is about.

    Examples
    --------
    >>> nearest_period([(1999, 2011), (2011, 2016)], (2008, 2013))
    (2011, 2016)
    >>> nearest_period([(2016, 2022)], (2008, 2013))
    (2008, 2013)
    """

    def distances(period: tuple[int, int]) -> list[int]:
        return [abs(found - wanted) for found, wanted in zip(period, asked)]

    near = [period for period in bounds if period[0] < period[1] and max(distances(period)) <= NEAR_YEARS]
    return min(near, key=lambda period: (sum(distances(period)), period), default=asked)


def nearest_years(table: str, asked: tuple[int, int], **where: Any) -> tuple[int, int]:
    """Return the two years held that bound the period nearest to the one asked.

    Examples
    --------
    >>> nearest_years("population", (1999, 2008))
    (1999, 2008)
    """
    return nearest_period(combinations(held(table, **where), 2), asked)


@remembered
def _held(name: str, _modified: int, column: str, known: str, where: tuple[tuple[str, Any], ...]) -> tuple:
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    table = parquet.read_table(tables.path(name), columns=list({column, known, *(other for other, _ in where)}))
    table = table.filter(table[known].is_valid())
    for other, wanted in where:
        table = table.filter(compute.equal(table[other], wanted))
    return tuple(sorted(compute.unique(table[column].drop_null()).to_pylist()))
