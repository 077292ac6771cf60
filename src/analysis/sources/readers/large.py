"""Add up files of tens of millions of rows with duckdb, in bounded memory: journeys, moves, establishments."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from analysis.snapshot import among
from analysis.sources.contracts import LARGEST
from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import archives
from analysis.sources.readers.raw import COMMUNE_CODE

# A sum of any of these files holds in far less; beyond it duckdb writes to disk.
MEMORY = "1GB"
SPILL = "8GB"  # beyond it something is wrong: end with an error before the disk is full
THREADS = 2
CITY = """CASE WHEN regexp_matches({0}, '^751\\d\\d$') THEN '75056' WHEN regexp_matches({0}, '^6938\\d$') THEN '69123'
    WHEN regexp_matches({0}, '^132\\d\\d$') THEN '13055' ELSE {0} END"""

# A query for each end of a move: it holds a line a commune, where all pairs of communes would not fit in the memory. A
# condition between the two links would let duckdb join them first: every commune with every other.
MOVED = """WITH pairs AS (SELECT {home} AS home, {before} AS before, CAST("{count}" AS DOUBLE) AS people FROM {table})
    SELECT {end}.commune, sum(people * h.weight * b.weight) FILTER (h.commune <> b.commune) AS people
    FROM pairs JOIN links h ON h.former = home JOIN links b ON b.former = before WHERE home <> before GROUP BY 1"""
# INSEE gives the flows of a census on the communes of 1 January two years later.
YEARS_TO_GEOGRAPHY = 2


@dataclass(frozen=True)
class Flows:
    """A text of flows between communes.

    Attributes
    ----------
    path : Path
        Where it is.
    name : str
        What its producer calls it: a file that was fetched is stored under its checksum.
    census : int
        Year of the census.
    column : str
        The column of people.
    separator : str
        What sets its cells apart.
    communes_of : int
        Year of its communes where its codes were looked at; 0 before.
    """

    path: Path
    name: str
    census: int
    column: str
    separator: str = ";"
    communes_of: int = 0

    @property
    def geography(self) -> int:
        """Year of its communes."""
        return self.communes_of or self.census + YEARS_TO_GEOGRAPHY


@contextmanager
def engine(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open duckdb with a bound on its memory, and a folder of its own for what does not hold in it."""
    with TemporaryDirectory(prefix="territoires-") as spill:
        settings = {
            "memory_limit": memory,
            "threads": THREADS,
            "temp_directory": spill,
            "max_temp_directory_size": SPILL,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


@contextmanager
def unpacked(path: Path, wanted: Callable[[str], bool]) -> Iterator[Path]:
    """Give the file itself, or the one of a ZIP whose name is wanted, unpacked in a folder of its own."""
    if path.suffix.casefold() != ".zip":
        yield path
        return
    with TemporaryDirectory(prefix="territoires-") as folder:
        yield archives.extracted(path, wanted, Path(folder))


def journeys(flows: Flows, urban: set[str], *, memory: str = MEMORY) -> pd.DataFrame:
    """Add up, for each commune, its employed residents and those who work in an urban area.

    Parameters
    ----------
    flows : Flows
        INSEE's file of journeys to work: ``CODGEO`` (home), ``DCLT`` (work).
    urban : set of str
        Communes that belong to an urban area.

    Returns
    -------
    DataFrame
        ``home``, ``employed``, ``employed_in_urban_areas``, one row for each commune of residence.

    Raises
    ------
    SourceError
        If a column is not there once, a commune of residence is no commune code, a count is no number, or two communes
        have two rows.
    """
    with engine(memory) as connection:
        table = _checked(connection, flows, "DCLT")
        connection.register("urban", pd.DataFrame({"commune": sorted(urban)}, dtype="object"))
        people = f'CAST("{flows.column}" AS DOUBLE)'
        query = f"""SELECT {CITY.format("CODGEO")} AS home, sum({people}) AS employed,
            coalesce(sum({people}) FILTER ({CITY.format("DCLT")} IN (SELECT commune FROM urban)), 0)
                AS employed_in_urban_areas
            FROM {table} GROUP BY home ORDER BY home"""
        return connection.sql(query).df().astype({"home": "str"})


def homes(flows: Flows, *, memory: str = MEMORY) -> set[str]:
    """Return the communes of residence of a file of residential moves, cities as one commune."""
    with engine(memory) as connection:
        table = _checked(connection, flows, "DCRAN")
        found = connection.sql(f"SELECT DISTINCT {CITY.format('CODGEO')} AS home FROM {table}")
        return {row[0] for row in found.fetchall()}


def moves(flows: Flows, links: pd.DataFrame, *, memory: str = MEMORY) -> tuple[pd.DataFrame, pd.Series]:
    """Add up the people who moved into and out of each commune of 2025, abroad and origins not told left out.

    Both ends are carried before they are compared: a move inside a commune that merged since is none.

    Parameters
    ----------
    flows : Flows
        INSEE's file of residential moves: ``CODGEO`` (home now), ``DCRAN`` (home one year before).
    links : DataFrame
        A `geography.crosswalk` from the communes of the file.

    Returns
    -------
    DataFrame
        ``commune``, ``entrants``, ``leavers``: one row for each commune of residence, 0 where nobody moved.
    Series of str
        The communes of residence in the file, cities as one commune.

    Raises
    ------
    SourceError
        If a column is not there once, a commune of residence is no commune code, a count is no number, or two communes
        have two rows.
    """
    with engine(memory) as connection:
        table = _checked(connection, flows, "DCRAN")
        connection.register("links", links.astype({"former": "object", "commune": "object"}))
        told = {"table": table, "count": flows.column, "home": CITY.format("CODGEO"), "before": CITY.format("DCRAN")}
        ends = {"entrants": "h", "leavers": "b"}
        sums = {name: connection.sql(MOVED.format(end=end, **told)).df() for name, end in ends.items()}
        homes = connection.sql(f"SELECT DISTINCT {CITY.format('CODGEO')} AS home FROM {table} ORDER BY home")
        codes = homes.df()["home"].astype("str")
    table = links.loc[among(links["former"], codes), ["commune"]].drop_duplicates().sort_values("commune")
    for name, people in sums.items():
        table[name] = table["commune"].map(people.set_index("commune")["people"]).fillna(0.0)
    return table.reset_index(drop=True), codes


def establishments(path: Path, divisions: tuple[str, ...], *, name: str = "", memory: str = MEMORY) -> pd.DataFrame:
    """Count the active establishments of some activities by commune, in SIRENE's stock of establishments (Parquet).

    Parameters
    ----------
    divisions : tuple of str
        First two digits of the activity codes.
    name : str
        What the producer calls the file, for the messages; the name that it has by default.

    Returns
    -------
    DataFrame
        ``code``, ``establishments``: a commune without one has no row.

    Raises
    ------
    SourceError
        If the file is no Parquet file or lacks a column.
    """
    columns = ["codeCommuneEtablissement", "etatAdministratifEtablissement", "activitePrincipaleEtablissement"]
    place, state, activity = columns
    with engine(memory) as connection:
        file = f"read_parquet('{_escaped(path)}')"
        _refuse_columns(connection, file, name or path.name, columns)
        wanted = ", ".join(f"'{division}'" for division in divisions)
        query = f"""SELECT {CITY.format(place)} AS code, count(*)::DOUBLE AS establishments FROM {file}
            WHERE {state} = 'A' AND left({activity}, 2) IN ({wanted}) AND regexp_matches({place}, '{COMMUNE_CODE}')
            GROUP BY 1 ORDER BY 1"""
        return connection.sql(query).df().astype({"code": "str"})


def _checked(connection: duckdb.DuckDBPyConnection, flows: Flows, other_end: str) -> str:
    """Return what to select from, every cell as text, once the columns, the codes and the counts are seen to be right."""
    how = f"delim='{flows.separator}', header=true, all_varchar=true, quote='\"'"
    table = f"read_csv('{_escaped(flows.path)}', {how})"
    wanted = ["CODGEO", other_end, flows.column]
    _refuse_columns(connection, table, flows.name, wanted)
    _refuse_twice_in_header(flows, wanted)
    code = f"regexp_matches(CODGEO, '{COMMUNE_CODE}')"
    # An endless number is over any other, and so is the text NaN in duckdb.
    # So are digits parted by underscores, which is no number in a file.
    number = (
        f'(TRY_CAST("{flows.column}" AS DOUBLE) BETWEEN 0 AND {LARGEST:.0f}) AND NOT contains("{flows.column}", \'_\')'
    )
    expected = "codes of 5 characters (leading zero kept)"
    _refuse_cells(connection, table, flows.name, "CODGEO", code, expected, Exit.CODES)
    _refuse_cells(connection, table, flows.name, flows.column, number, f"numbers from 0 to {LARGEST:g}", Exit.NUMBERS)
    _refuse_line_ends(connection, table, flows)
    _refuse_pairs_twice(connection, table, flows, other_end)
    return table


def _refuse_twice_in_header(flows: Flows, columns: list[str]) -> None:
    """Raise where the header names a column twice: duckdb would call the second by another name, and read the first."""
    with flows.path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        header = next(csv.reader(lines, delimiter=flows.separator), [])
    for column in columns:
        if header.count(column) > 1:
            found = f"it {header.count(column)} times"
            raise SourceError(flows.name, column, "this column once in the header", found, Exit.COLUMNS)


def _refuse_pairs_twice(connection: duckdb.DuckDBPyConnection, table: str, flows: Flows, other_end: str) -> None:
    """Raise where two rows are of the same two communes: their people would be counted twice."""
    query = f"""SELECT CODGEO, "{other_end}" FROM {table} WHERE regexp_matches("{other_end}", '{COMMUNE_CODE}')
        GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1"""
    for home, other in connection.sql(query).fetchall():
        expected = f"one row for each CODGEO and {other_end}"
        raise SourceError(flows.name, "CODGEO", expected, f"two rows of {home} and {other}", Exit.DUPLICATES)


def _refuse_line_ends(connection: duckdb.DuckDBPyConnection, table: str, flows: Flows) -> None:
    """Raise where a cell holds the end of a line: a quote that closes rows later swallows them, and no label has two."""
    cells = connection.sql(f"SELECT * FROM {table}")
    spanning = " OR ".join(f'contains("{column}", chr(10))' for column in cells.columns)
    try:
        found = cells.filter(spanning).limit(1).fetchall()
    except duckdb.Error as error:
        raise SourceError(flows.name, None, "complete rows", str(error).splitlines()[0][:150], Exit.ROWS) from error
    for row in found:  # one at most
        column, cell = next((column, cell) for column, cell in zip(cells.columns, row) if cell and "\n" in cell)
        raise SourceError(flows.name, column, "a row on each line", repr(cell[:80]), Exit.ROWS)


def _refuse_columns(connection: duckdb.DuckDBPyConnection, table: str, name: str, columns: list[str]) -> None:
    try:
        held = [row[0] for row in connection.sql(f"DESCRIBE SELECT * FROM {table}").fetchall()]
    except duckdb.Error as error:
        raise SourceError(name, None, "a file that can be read", str(error).splitlines()[0][:150]) from error
    for column in columns:
        if column not in held:
            found = f"columns {', '.join(held[:30])}"
            raise SourceError(name, column, "this column in the header", found, Exit.COLUMNS)


def _refuse_cells(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, column: str, good: str, expected: str, code: Exit
) -> None:
    """Raise at a cell that does not meet the condition."""
    try:
        wrong = connection.sql(f'SELECT "{column}" FROM {table} WHERE NOT coalesce({good}, false) LIMIT 1').fetchall()
    except duckdb.Error as error:
        raise SourceError(name, None, "complete rows", str(error).splitlines()[0][:150], Exit.ROWS) from error
    if wrong:
        raise SourceError(name, column, expected, repr(wrong[0][0]), code)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
