"""Large files are added up in bounded memory: the sums are right, and the bound is the one that was set."""

import duckdb
import pytest

from analysis.sources import large
from analysis.sources.faults import Exit
from analysis.sources.layout import SourceError

MEMORY = "100MB"


def test_moves_are_added_up_by_departement(tmp_path):
    file = tmp_path / "base-flux-mobilite-residentielle-2022.csv"
    file.write_text(
        "CODGEO;LIBGEO;DCRAN;L_DCRAN;NBFLUX_C22_POP01P\n"
        '"01001";A;"2A004";B;10.5\n01002;A;2A004;B;4\n97101;A;75056;B;3\n01001;A;99100;B;7\n01001;A;ZZZZZ;B;1\n',
        encoding="utf-8",
    )
    table = large.moves(file, "NBFLUX_C22_POP01P", memory=MEMORY)
    assert table.to_numpy().tolist() == [["01", "2A", 14.5], ["971", "75", 3.0]]


def test_active_establishments_are_counted_by_commune(tmp_path):
    file = tmp_path / "StockEtablissement_utf8.parquet"
    rows = "('75101', 'A', '62.01Z'), ('75102', 'A', '63.11Z'), ('01001', 'F', '62.01Z'), ('01001', 'A', '47.11A')"
    names = "codeCommuneEtablissement, etatAdministratifEtablissement, activitePrincipaleEtablissement"
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) t({names})) TO '{file}' (FORMAT parquet)")
    table = large.establishments(file, ("62", "63"), memory=MEMORY)
    assert table.to_numpy().tolist() == [["75056", 2.0]]
    with pytest.raises(SourceError, match="a file that can be read"):
        file.write_bytes(b"no parquet")
        large.establishments(file, ("62",))


def test_a_file_larger_than_the_memory_allowed_is_added_up(tmp_path):
    file = tmp_path / "base-flux-mobilite-residentielle-2022.csv"
    rows = 400_000
    duckdb.sql(
        f"COPY (SELECT printf('%05d', 1001 + i % 900) AS CODGEO, '2A004' AS DCRAN, 1 AS NBFLUX_C22_POP01P, "
        f"repeat('x', 200) AS LIBGEO FROM range({rows}) t(i)) TO '{file}' (FORMAT csv, DELIMITER ';', HEADER)"
    )
    assert file.stat().st_size > 80e6
    assert large.moves(file, "NBFLUX_C22_POP01P", memory=MEMORY)["people"].sum() == rows


def test_the_bound_is_the_one_that_was_set():
    with large.engine("123MiB") as connection:
        assert connection.sql("SELECT current_setting('memory_limit')").fetchall()[0][0] == "123.0 MiB"
        assert connection.sql("SELECT current_setting('threads')").fetchall()[0][0] == large.THREADS


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("1001;2A004;5", Exit.CODES, "column CODGEO: expected codes of 5 characters .* found '1001'"),
        ("01001;2A004;5,5", Exit.NUMBERS, "column NBFLUX_C22_POP01P: expected numbers; found '5,5'"),
    ],
)
def test_a_spoilt_cell_is_named(tmp_path, row, code, said):
    file = tmp_path / "moves.csv"
    file.write_text(f"CODGEO;DCRAN;NBFLUX_C22_POP01P\n01001;01002;3\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=said) as refused:
        large.moves(file, "NBFLUX_C22_POP01P")
    assert refused.value.code == code
