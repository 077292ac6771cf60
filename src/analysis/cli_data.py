"""The commands ``territoires data``: build and check the snapshot of official data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analysis import cli_fetch
from analysis.terminal import BAD_USAGE, FAILED, near, print_table, stop

data_app = typer.Typer(help="Fetch the official files; build and check the snapshot made from them.", no_args_is_help=True)
data_app.command()(cli_fetch.sources)
data_app.command()(cli_fetch.fetch)

RawOption = Annotated[
    Path, typer.Option("--raw", metavar="FOLDER", help="Folder of the official files and of their catalogue.")
]


@data_app.command()
def build(raw: RawOption) -> None:
    """Build the snapshot from the official files; the former one stays if anything is wrong."""
    from analysis import snapshot
    from analysis.sources.build import build_snapshot

    def tell(done: int, total: int, table: str) -> None:
        if table:
            print(f"[{done + 1}/{total}] {table}", flush=True)

    if not raw.is_dir():
        stop(f"raw: {str(raw)!r} is no folder", BAD_USAGE)
    try:
        report = build_snapshot(raw, snapshot.folder(), tell)
    except ValueError as error:
        stop(str(error).replace("\n", " "), FAILED)
    rows = [[row.table, f"{row.rows:,}", _kilobytes(row.bytes)] for row in report.tables.itertuples()]
    print_table("Snapshot", ["Table", "Rows", "kB"], rows, first_number=1)
    print(f"built in {report.seconds:.0f} s in {near(snapshot.folder())}/; see its README.md and losses.csv")


@data_app.command()
def check() -> None:
    """Check every table of the snapshot against its contract and its checksum."""
    from analysis import snapshot
    from analysis.sources.manifest import check_snapshot

    problems = check_snapshot(snapshot.folder())
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    if problems:
        raise typer.Exit(FAILED)
    print("the snapshot is whole: every table keeps its contract and its checksum")


@data_app.command()
def status() -> None:
    """List the tables of the snapshot: rows, size, vintage."""
    from analysis import snapshot
    from analysis.sources.manifest import snapshot_status

    tables = snapshot_status(snapshot.folder())
    rows = [[row.table, f"{row.rows:,}", _kilobytes(row.bytes), row.vintage] for row in tables.itertuples()]
    print_table("Snapshot", ["Table", "Rows", "kB", "Vintage"], rows, first_number=1, last_number=2)


def _kilobytes(size: int) -> str:
    return f"{size / 1024:,.0f}"
