"""The commands ``territoires data``: build and check the snapshot of official data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import fetch
from analysis.cli.terminal import BAD_USAGE, FAILED, near, print_table, stop

if TYPE_CHECKING:
    from analysis.cli.verdicts import Verdicts
    from analysis.sources.build import BuildReport
    from analysis.sources.diff import Changes

data_app = typer.Typer(help="Fetch the official files; build and check the snapshot made from them.")
data_app.command()(fetch.sources)
data_app.command()(fetch.fetch)


@data_app.callback(invoke_without_command=True)
def common(context: typer.Context) -> None:
    """Fetch the official files; build and check the snapshot made from them."""
    if context.invoked_subcommand is None:
        print(context.get_help())


RawOption = Annotated[
    Path | None,
    typer.Option("--raw", metavar="FOLDER", help="Folder of the official files; data/raw, where fetch puts them."),
]
FIGURES, MEASURE = "--figures/--no-figures", "Measure the key figures before and after, half a minute"
FiguresOption = Annotated[bool, typer.Option(FIGURES, help=f"{MEASURE}.")]
GuardOption = Annotated[
    bool,
    typer.Option(
        FIGURES, help=f"{MEASURE}, and refuse those that move by more than is usual; without, they are not looked at."
    ),
]
PartialOption = Annotated[
    bool, typer.Option("--partial", help="Use a file of flows that covers a part of the country for what it covers.")
]
AcceptOption = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="NAME",
        help="A key figure, by its name, that may move by more than is usual; or a claim, by its id, whose verdict may change.",
    ),
]
# Longer lists are told by their length: the whole of them is for `territoires data diff`.
FIGURES_SHOWN, FILES_SHOWN = 20, 10


@data_app.command()
def build(
    raw: RawOption = None, figures: GuardOption = True, partial: PartialOption = False, accept: AcceptOption = None
) -> None:
    """Build the tables whose files are there, keep the others, and say what changed.

    The former snapshot stays if anything is wrong.
    """
    from analysis import snapshot
    from analysis.cli.verdicts import Verdicts
    from analysis.sources.build import build_snapshot
    from analysis.sources.faults import exit_code

    def tell(done: int, total: int, table: str) -> None:
        """Say which table comes next."""
        if table:
            print(f"[{done + 1}/{total}] {table}", flush=True)

    folder = raw or snapshot.folder() / "raw"
    if not folder.is_dir():
        stop(
            f"raw: {str(folder)!r} is no folder; fetch the files (`territoires data fetch`) or name theirs: --raw FOLDER, or RAW= with make",
            BAD_USAGE,
        )
    data, verdicts = snapshot.folder(), Verdicts(accept or ())
    asked = {"figures": figures, "partial": partial, "accept": accept or (), "look": verdicts.look}
    try:
        report = build_snapshot(folder, data, tell, **asked)
        _tell_built(report, data)
        _tell_verdicts(verdicts, verdicts.write(data))
    except (ValueError, RuntimeError) as error:
        stop(str(error).replace("\n", " "), exit_code(error, FAILED))
    if report.damaged:
        print(f"the former snapshot was damaged ({', '.join(report.damaged)}): what changed cannot be told")
    if report.changes is not None:
        _tell_changes(report.changes, figures, shown=FIGURES_SHOWN)
    for line in report.other_files:
        print(f"another file: {line}")


def _tell_built(report: BuildReport, data: Path) -> None:
    """Print the tables, and which files were not read, or not there."""
    rows = [
        [
            row.table,
            f"{row.rows:,}",
            "kept: no " + row.kept_for_lack_of if row.kept_for_lack_of else "built",
            row.vintage,
        ]
        for row in report.tables.itertuples()
    ]
    print_table("Snapshot", ["Table", "Rows", "", "Vintage of its sources"], rows, first_number=1, last_number=1)
    for table, file in report.left_out.items():
        print(f"{table}: left out, optional, no {file}")
    for table, years in report.years_kept.items():
        print(f"{table}: kept from the former snapshot, no file read holds them: {', '.join(years)}")
    for file, source in list(report.unclaimed.items())[:FILES_SHOWN]:
        print(f"not read: {file}: no source of the catalogue has this file; nearest: {source}")
    if len(report.unclaimed) > FILES_SHOWN:
        print(f"not read: {len(report.unclaimed) - FILES_SHOWN} more files that no source claims")
    print(f"tables built in {report.seconds:.0f} s in {near(data)}/; see its README.md and losses.csv")


def _tell_verdicts(verdicts: Verdicts, written: bool) -> None:
    """Print whether the verdicts are new, and those that changed."""
    if verdicts.incomparable:
        print("the former verdicts were altered (verdicts.csv): what changed cannot be told")
    if written:
        print("verdicts: renewed")
    for change in verdicts.changes[:FIGURES_SHOWN]:
        print(f"verdict changed: {change}")
    if len(verdicts.changes) > FIGURES_SHOWN:
        print(f"verdicts changed: {len(verdicts.changes) - FIGURES_SHOWN} more")


@data_app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the former snapshot.")],
    new: Annotated[Path, typer.Argument(help="Folder of the new one.")],
    figures: FiguresOption = True,
) -> None:
    """Say what changed between two snapshots: rows, communes, values, key figures of France and of its regions."""
    from analysis.sources.diff import compare

    try:
        changes = compare(old, new, figures=figures)
    except FileNotFoundError as error:
        stop(str(error), BAD_USAGE)
    except RuntimeError as error:
        stop(str(error), FAILED)
    _tell_changes(changes, figures, shown=None)


def _dated(figure: str, *when: str | float) -> str:
    """Write the name of a key figure with its year, or with both where it changed; missing where there is none."""
    known = dict.fromkeys(year for year in when if isinstance(year, str) and year)
    return f"{figure}, {' → '.join(known)}" if known else figure


def _tell_changes(changes: Changes, figures: bool, shown: int | None) -> None:
    """Print what changed, with the key figures where they were measured; `shown`: how many of the figures that moved as usual are listed, all where None."""
    if changes.empty:
        print("no table changed")
        return
    rows = [[str(row[0]), *map(_count, row[1:])] for row in changes.tables.itertuples(index=False)]
    headings = ["Table", "Rows before", "Rows after", "gained", "lost", "Communes gained", "lost"]
    print_table("Tables that changed", headings, rows, first_number=1)
    rows = [[*row[:2], *map(_count, row[2:])] for row in changes.values.itertuples(index=False)]
    if rows:
        headings = ["Table", "Column", "Values changed", "Total before", "Total after"]
        print_table("Values that changed, in the rows of both", headings, rows, first_number=2)
    if not figures:
        return
    unusual = changes.figures["unusual"].sum()
    kept = changes.figures if shown is None else changes.figures.head(max(shown, unusual))
    rows = [
        [
            row.territory,
            _dated(row.figure, row.when_before, row.when_after),
            f"{row.before:g}",
            f"{row.after:g}",
            f"{row.move:+g}",
            row.unit,
            "!" * row.unusual,
        ]
        for row in kept.itertuples()
    ]
    if rows:
        headings = ["", "Key figure", "Before", "After", "Move", "Unit", "Unusual"]
        print_table("Key figures that moved", headings, rows, first_number=2, last_number=4)
    print(f"{len(changes.figures):,} key figures moved, {unusual:,} of them by more than is usual")


def _count(value: float | None) -> str:
    return "" if value is None or value != value else f"{value:,.0f}"


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
    """List the tables of the snapshot: rows, size, vintage, and what is damaged."""
    from analysis import snapshot
    from analysis.sources import manifest
    from analysis.sources.faults import exit_code

    folder = snapshot.folder()
    try:
        tables, told = manifest.snapshot_status(folder), manifest.read(folder)
    except (FileNotFoundError, ValueError) as error:
        stop(str(error), exit_code(error, FAILED))
    rows = [[row.table, f"{row.rows:,}", _kilobytes(row.bytes), row.vintage] for row in tables.itertuples()]
    print_table("Snapshot", ["Table", "Rows", "kB", "Vintage"], rows, first_number=1, last_number=2)
    for problem in [*manifest.file_problems(folder, told), *manifest.beside_problems(folder, told)]:
        print(f"damaged: {problem}")


def _kilobytes(size: int) -> str:
    return f"{size / 1024:,.0f}"
