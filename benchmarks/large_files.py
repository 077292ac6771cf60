"""Time and memory of the sums over files of 20 million rows: ``python benchmarks/large_files.py [rows]``.

The files are made up in the official layouts; each sum runs in a process of its own, whose peak memory is read at its end.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

ROWS = 20_000_000
COMMUNES = 35_000
CODE = f"printf('%02d%03d', 1 + (hash({{0}}) % {COMMUNES}) // 370, (hash({{0}}) % {COMMUNES}) % 370 + 1)"
FILES = {
    "journeys": (
        "base-flux-mobilite-domicile-lieu-travail-2022.csv",
        f"SELECT {CODE.format('i')} AS CODGEO, 'A' AS LIBGEO, {CODE.format('i * 7')} AS DCLT, 'B' AS L_DCLT, "
        "(i % 97) / 7.0 AS NBFLUX_C22_ACTOCC15P",
        "(FORMAT csv, DELIMITER ';', HEADER)",
    ),
    "moves": (
        "base-flux-mobilite-residentielle-2022.csv",
        f"SELECT {CODE.format('i')} AS CODGEO, 'A' AS LIBGEO, {CODE.format('i * 7')} AS DCRAN, 'B' AS L_DCRAN, "
        "(i % 97) / 7.0 AS NBFLUX_C22_POP01P",
        "(FORMAT csv, DELIMITER ';', HEADER)",
    ),
    "establishments": (
        "StockEtablissement_utf8.parquet",
        f"SELECT printf('%014d', i) AS siret, {CODE.format('i')} AS codeCommuneEtablissement, "
        "CASE WHEN (i // 99) % 3 = 0 THEN 'A' ELSE 'F' END AS etatAdministratifEtablissement, "
        "printf('%02d.01Z', i % 99 + 1) AS activitePrincipaleEtablissement",
        "(FORMAT parquet)",
    ),
}


def main(rows: int) -> None:
    """Make each file, add it up, and print what it took."""
    with TemporaryDirectory() as folder:
        for kind, (name, query, form) in FILES.items():
            file = Path(folder) / name
            duckdb.sql("SET preserve_insertion_order = false")
            duckdb.sql(f"COPY ({query} FROM range({rows}) t(i)) TO '{file}' {form}")
            size = file.stat().st_size / 1e6
            took = json.loads(subprocess.check_output([sys.executable, __file__, "--one", kind, str(file)]))
            print(
                f"{kind:15} {rows:>12,} rows {size:7,.0f} MB: {took['seconds']:5.1f} s, "
                f"processor {took['processor_seconds']:5.1f} s, peak memory {took['peak_mb']:,.0f} MB, "
                f"{took['rows']:,} rows out"
            )
            file.unlink()


def one(kind: str, file: Path) -> None:
    """Add one file up and print the time and the peak memory of this process."""
    import pandas as pd

    from analysis.sources.builders import commuting
    from analysis.sources.builders import large as builders_large
    from analysis.sources.readers import flow_files, large

    codes = [f"{place // 370 + 1:02d}{place % 370 + 1:03d}" for place in range(COMMUNES)]
    links = pd.DataFrame({"former": codes, "commune": codes, "weight": 1.0})
    start = time.perf_counter()
    table = {
        "journeys": lambda: large.journeys(flow_files.read_census(file, commuting.PEOPLE), set(codes[:300])),
        "moves": lambda: large.moves(flow_files.read_census(file, builders_large.MOVERS), links)[0],
        "establishments": lambda: large.establishments(file, builders_large.DIGITAL_DIVISIONS),
    }[kind]()
    told = {
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": len(table),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
