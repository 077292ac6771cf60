"""Large files are added up in bounded memory: the sums are right, and the bound is the one that was set."""

import duckdb
import pandas as pd
import pytest

from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import large

MEMORY = "100MB"


def links(**parts):
    """Return a crosswalk: former code, without its first letter -> communes of today and weights."""
    rows = [(code[1:], commune, weight) for code, held in parts.items() for commune, weight in held.items()]
    return pd.DataFrame(rows, columns=["former", "commune", "weight"])


def flows(file):
    return large.Flows(file, file.name, 2022, "NBFLUX_C22_POP01P")


def moved(folder, *lines, **parts):
    file = folder / "base-flux-mobilite-residentielle-2022.csv"
    text = "\n".join(["CODGEO;LIBGEO;DCRAN;L_DCRAN;NBFLUX_C22_POP01P", *lines])
    file.write_text(f"{text}\n", encoding="utf-8")
    table, codes = large.moves(flows(file), links(**parts), memory=MEMORY)
    return table.set_index("commune").T.to_dict("list"), codes.tolist()


SAME = {"c01001": {"01001": 1}, "c01002": {"01002": 1}, "c2A004": {"2A004": 1}, "c75056": {"75056": 1}}


def test_entrants_and_leavers_are_those_who_changed_commune(tmp_path):
    stayed = ["01001;A;01001;A;900", "75101;A;75102;A;50"]
    came = [
        '"01001";A;"2A004";B;10.5',
        "01001;A;01002;B;2",
        "01001;A;75101;B;3",
        "01001;A;75102;B;1",
        "2A004;A;01001;B;4",
    ]
    abroad = ["01002;A;99999;B;7", "01002;A;ZZZZZ;B;1"]
    table, codes = moved(tmp_path, *stayed, *came, *abroad, **SAME)
    assert table == {"01001": [16.5, 4], "01002": [0, 2], "2A004": [4, 10.5], "75056": [0, 4]}
    assert codes == ["01001", "01002", "2A004", "75056"]


def test_a_move_inside_a_commune_that_merged_since_is_none(tmp_path):
    merged = SAME | {"c01002": {"01001": 1}}
    table, _ = moved(tmp_path, "01001;A;01002;B;8", "01002;A;2A004;B;5", **merged)
    assert table == {"01001": [5, 0]}


def test_the_moves_of_a_commune_that_was_split_are_shared_and_none_is_made_up(tmp_path):
    split = SAME | {"c01001": {"01001": 0.75, "01009": 0.25}}
    table, _ = moved(tmp_path, "01001;A;01001;A;900", "01001;A;2A004;B;8", "2A004;A;01001;B;4", **split)
    assert table == {"01001": [6, 3], "01009": [2, 1], "2A004": [4, 8]}


def test_a_code_that_leads_nowhere_is_told(tmp_path):
    _, codes = moved(tmp_path, "01001;A;2A004;B;5", "01999;A;2A004;B;5", **SAME)
    assert "01999" in codes


def test_active_establishments_are_counted_by_commune(tmp_path):
    file = tmp_path / "StockEtablissement_utf8.parquet"
    rows = "('75101', 'A', '62.01Z'), ('75102', 'A', '63.11Z'), ('01001', 'F', '62.01Z'), ('01001', 'A', '47.11A')"
    names = "codeCommuneEtablissement, etatAdministratifEtablissement, activitePrincipaleEtablissement"
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) t({names})) TO '{file}' (FORMAT parquet)")
    table = large.establishments(file, ("62", "63"), memory=MEMORY)
    assert table.to_numpy().tolist() == [["75056", 2.0]]
    with pytest.raises(SourceError, match=r"^StockEtablissement_utf8.parquet: expected a file that can be read"):
        file.write_bytes(b"no parquet")
        large.establishments(file, ("62",), name="StockEtablissement_utf8.parquet")


def test_a_file_larger_than_the_memory_allowed_is_added_up(tmp_path):
    file = tmp_path / "base-flux-mobilite-residentielle-2022.csv"
    rows = 400_000
    duckdb.sql(
        f"COPY (SELECT printf('%05d', 1001 + i % 900) AS CODGEO, printf('%05d', 20000 + i // 900) AS DCRAN, 1 AS NBFLUX_C22_POP01P, "
        f"repeat('x', 200) AS LIBGEO FROM range({rows}) t(i)) TO '{file}' (FORMAT csv, DELIMITER ';', HEADER)"
    )
    assert file.stat().st_size > 80e6
    every = {f"c{code:05d}": {f"{code:05d}": 1} for code in range(1001, 1901)} | SAME
    every |= {f"c{code}": {"2A004": 1} for code in range(20_000, 20_000 + rows // 900 + 1)}
    table, _ = large.moves(flows(file), links(**every), memory=MEMORY)
    assert table["entrants"].sum() == rows


def test_the_reader_of_large_files_keeps_to_its_memory_and_threads():
    with large.engine("123MiB") as connection:
        assert connection.sql("SELECT current_setting('memory_limit')").fetchall()[0][0] == "123.0 MiB"
        assert connection.sql("SELECT current_setting('threads')").fetchall()[0][0] == large.THREADS


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("1001;2A004;5", Exit.CODES, "column CODGEO: expected codes of 5 characters .* found '1001'"),
        *(
            (
                f"01001;2A004;{cell}",
                Exit.NUMBERS,
                f"column NBFLUX_C22_POP01P: expected numbers from 0 .*; found '{cell}'",
            )
            for cell in ("5,5", "inf", "NaN", "1e300", "-4", "1_000")
        ),
        ("01001;01002;3", Exit.DUPLICATES, "one row for each CODGEO and DCRAN; found two rows of 01001 and 01002"),
        ('01001;"2A004;5\n01002;01001";5', Exit.ROWS, "column DCRAN: expected a row on each line; found .*2A004"),
    ],
)
def test_a_spoilt_cell_is_named(tmp_path, row, code, said):
    file = tmp_path / "moves.csv"
    file.write_text(f"CODGEO;DCRAN;NBFLUX_C22_POP01P\n01001;01002;3\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=said) as refused:
        large.moves(flows(file), links(**SAME))
    assert refused.value.code == code


@pytest.mark.parametrize("twice", ["CODGEO", "DCRAN", "NBFLUX_C22_POP01P"])
def test_a_column_there_twice_is_refused_and_never_read(tmp_path, twice):
    file = tmp_path / "moves.csv"
    file.write_text(f"{twice};CODGEO;DCRAN;NBFLUX_C22_POP01P\n01001;01001;01002;3\n", encoding="utf-8")
    with pytest.raises(
        SourceError, match=f"column {twice}: expected this column once in the header; found it 2 times"
    ) as refused:
        large.moves(flows(file), links(**SAME))
    assert refused.value.code == Exit.COLUMNS


def test_rows_from_abroad_may_share_a_code(tmp_path):
    table, _ = moved(tmp_path, "01001;A;01002;B;2", "01001;A;ZZZZZ;B;1", "01001;A;ZZZZZ;C;4", **SAME)
    assert table["01001"] == [2, 0]
