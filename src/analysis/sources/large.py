"""Add up files of tens of millions of rows with duckdb, in bounded memory: journeys, moves, establishments."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from analysis.sources.faults import Exit
from analysis.sources.layout import SourceError
from analysis.sources.readers import COMMUNE_CODE

# A sum of any of these files holds in far less; beyond it duckdb writes to disk.
MEMORY = "1GB"
THREADS = 2
CITY = """CASE WHEN regexp_matches({0}, '^751\\d\\d$') THEN '75056' WHEN regexp_matches({0}, '^6938\\d$') THEN '69123'
    WHEN regexp_matches({0}, '^132\\d\\d$') THEN '13055' ELSE {0} END"""


@contextmanager
def engine(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open duckdb with a bound on its memory, and a folder of its own for what does not hold in it."""
    with TemporaryDirectory(prefix="territoires-") as spill:
        settings = {
            "memory_limit": memory,
            "threads": THREADS,
            "temp_directory": spill,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


@contextmanager
def unpacked(path: Path, pattern: str) -> Iterator[Path]:
    """Give the file itself, or the one of a ZIP whose name matches the pattern, unpacked beside nothing else."""
    if path.suffix != ".zip":
        yield path
        return
    with TemporaryDirectory(prefix="territoires-") as folder, zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if fnmatch(PurePosixPath(name).name, pattern)]
        if len(names) != 1:
            raise SourceError(path.name, None, f"one member like {pattern}", f"{archive.namelist()}")
        file = Path(folder) / PurePosixPath(names[0]).name
        with archive.open(names[0]) as packed, file.open("wb") as target:
            shutil.copyfileobj(packed, target, 1 << 20)
        yield file


def journeys(path: Path, count: str, urban: set[str], *, memory: str = MEMORY) -> pd.DataFrame:
    """Add up, for each commune, its employed residents and those who work in an urban area.

    Parameters
    ----------
    path : Path
        INSEE's file of journeys to work: ``CODGEO``, ``DCLT`` and the column `count`, set apart by semicolons.
    urban : set of str
        Communes that belong to an urban area.

    Returns
    -------
    DataFrame
        ``home``, ``employed``, ``employed_in_urban_areas``, one row for each commune of residence.

    Raises
    ------
    SourceError
        If a commune of residence is no commune code or a count is no number.
    """
    with engine(memory) as connection:
        table = _text(connection, path, ["CODGEO", "DCLT", count])
        _refuse_cells(connection, table, path, "CODGEO", f"regexp_matches(CODGEO, '{COMMUNE_CODE}')", Exit.CODES)
        _refuse_cells(connection, table, path, count, f'TRY_CAST("{count}" AS DOUBLE) IS NOT NULL', Exit.NUMBERS)
        connection.register("urban", pd.DataFrame({"commune": sorted(urban)}, dtype="object"))
        people = f'CAST("{count}" AS DOUBLE)'
        query = f"""SELECT {CITY.format("CODGEO")} AS home, sum({people}) AS employed,
            coalesce(sum({people}) FILTER ({CITY.format("DCLT")} IN (SELECT commune FROM urban)), 0)
                AS employed_in_urban_areas
            FROM {table} GROUP BY home ORDER BY home"""
        return connection.sql(query).df().astype({"home": "str"})


def moves(path: Path, count: str, *, memory: str = MEMORY) -> pd.DataFrame:
    """Add residential moves between communes up by département.

    Parameters
    ----------
    path : Path
        INSEE's file of residential moves: ``CODGEO`` (now), ``DCRAN`` (one year before) and the column `count`.

    Returns
    -------
    DataFrame
        ``departement_to``, ``departement_from``, ``people``; moves from abroad are left out, as are those of people
        whose former commune is not told.

    Raises
    ------
    SourceError
        If a commune of residence is no commune code or a count is no number.
    """
    departement = "regexp_extract({0}, '^(97\\d|2[AB]|\\d\\d)')"
    with engine(memory) as connection:
        table = _text(connection, path, ["CODGEO", "DCRAN", count])
        _refuse_cells(connection, table, path, "CODGEO", f"regexp_matches(CODGEO, '{COMMUNE_CODE}')", Exit.CODES)
        _refuse_cells(connection, table, path, count, f'TRY_CAST("{count}" AS DOUBLE) IS NOT NULL', Exit.NUMBERS)
        query = f"""SELECT {departement.format("CODGEO")} AS departement_to, {departement.format("DCRAN")}
                AS departement_from, sum(CAST("{count}" AS DOUBLE)) AS people
            FROM {table} WHERE regexp_matches(DCRAN, '{COMMUNE_CODE}') AND DCRAN < '99' GROUP BY ALL ORDER BY ALL"""
        return connection.sql(query).df().astype({"departement_to": "str", "departement_from": "str"})


def establishments(path: Path, divisions: tuple[str, ...], *, memory: str = MEMORY) -> pd.DataFrame:
    """Count the active establishments of some activities by commune, in SIRENE's stock of establishments (Parquet).

    Parameters
    ----------
    divisions : tuple of str
        First two digits of the activity codes.

    Returns
    -------
    DataFrame
        ``code``, ``establishments``.

    Raises
    ------
    SourceError
        If the file is no Parquet file or lacks a column.
    """
    columns = ["codeCommuneEtablissement", "etatAdministratifEtablissement", "activitePrincipaleEtablissement"]
    place, state, activity = columns
    with engine(memory) as connection:
        file = f"read_parquet('{_escaped(path)}')"
        _refuse_columns(connection, file, path, columns)
        wanted = ", ".join(f"'{division}'" for division in divisions)
        query = f"""SELECT {CITY.format(place)} AS code, count(*)::DOUBLE AS establishments FROM {file}
            WHERE {state} = 'A' AND left({activity}, 2) IN ({wanted}) AND regexp_matches({place}, '{COMMUNE_CODE}')
            GROUP BY 1 ORDER BY 1"""
        return connection.sql(query).df().astype({"code": "str"})


def columns_of(path: Path) -> list[str]:
    """Return the columns of a text set apart by semicolons."""
    with path.open(encoding="utf-8-sig") as file:
        return [name.strip('"') for name in file.readline().strip().split(";")]


def _text(connection: duckdb.DuckDBPyConnection, path: Path, columns: list[str]) -> str:
    """Return what to select from: every cell as text, once the columns are known to be there."""
    table = f"read_csv('{_escaped(path)}', delim=';', header=true, all_varchar=true, quote='\"')"
    _refuse_columns(connection, table, path, columns)
    return table


def _refuse_columns(connection: duckdb.DuckDBPyConnection, table: str, path: Path, columns: list[str]) -> None:
    try:
        held = [row[0] for row in connection.sql(f"DESCRIBE SELECT * FROM {table}").fetchall()]
    except duckdb.Error as error:
        raise SourceError(path.name, None, "a file that can be read", str(error).splitlines()[0][:150]) from error
    for column in columns:
        if column not in held:
            found = f"columns {', '.join(held[:30])}"
            raise SourceError(path.name, column, "this column in the header", found, Exit.COLUMNS)


def _refuse_cells(
    connection: duckdb.DuckDBPyConnection, table: str, path: Path, column: str, good: str, code: Exit
) -> None:
    """Raise at a cell that does not meet the condition."""
    expected = {Exit.CODES: "codes of 5 characters (leading zero kept)", Exit.NUMBERS: "numbers"}[code]
    try:
        wrong = connection.sql(f'SELECT "{column}" FROM {table} WHERE NOT coalesce({good}, false) LIMIT 1').fetchall()
    except duckdb.Error as error:
        raise SourceError(path.name, None, "complete rows", str(error).splitlines()[0][:150], Exit.ROWS) from error
    if wrong:
        raise SourceError(path.name, column, expected, repr(wrong[0][0]), code)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
