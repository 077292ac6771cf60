"""The command ``territoires``: run the report, list the regions, build and check the snapshot.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import difflib
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.report.runner import Edition

BAD_USAGE = 2
FAILED = 1
INTERRUPTED = 130
# ClickException is where typer's own usage errors start; its home changed from release to release.
UsageProblem = typer.BadParameter.__mro__[2]

app = typer.Typer(
    help="What digital technology can do for isolated territories: the report, for any French territory.",
    no_args_is_help=True,
    add_completion=False,
)
data_app = typer.Typer(help="Build and check the snapshot of official data.", no_args_is_help=True)
app.add_typer(data_app, name="data")

RegionOption = Annotated[
    list[str],
    typer.Option(
        "--region",
        "-r",
        metavar="TEXT",
        help="FR, FRM (metropolitan), a region's code or name, dep:15, epci:241500230; repeat it or separate by commas.",
    ),
]
DefinitionOption = Annotated[
    str,
    typer.Option("--definition", "-d", metavar="TEXT", help='What counts as "isolated": zau, aav, density or strict.'),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="NOTEBOOK", help="Run this notebook only: its number or its name; can be repeated."),
]
ContinueOption = Annotated[
    bool, typer.Option("--continue-on-error", help="Go on with the next notebook after a failure.")
]
RawOption = Annotated[
    Path, typer.Option("--raw", metavar="FOLDER", help="Folder of the official files and of their catalogue.")
]


def main() -> None:
    """Run the command line; one line on stderr and exit code 2 for bad usage, 1 for a failure."""
    try:
        code = app(standalone_mode=False, prog_name="territoires")
    except UsageProblem as problem:
        _stop(problem.format_message().replace("\n", " "), BAD_USAGE)
    except OSError as problem:
        # A missing table, a full disk, a folder that cannot be written: the message says which.
        _stop(str(problem).replace("\n", " "), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        _stop("interrupted; what was finished is in place, nothing else was written", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _stop(message: str, code: int) -> None:
    if message:  # a command without arguments has already shown its help
        print(f"error: {message}", file=sys.stderr)
    sys.exit(code)


@app.command()
def run(
    region: RegionOption = ["84"],  # noqa: B006 (typer reads it as the default, nobody changes it)
    definition: DefinitionOption = "zau",
    only: OnlyOption = None,
    continue_on_error: ContinueOption = False,
) -> None:
    """Run the notebooks for one or several territories and render them."""
    from rich.console import Console

    editions = _editions(region, definition)
    from analysis.report import runner
    from analysis.report.progress import Display

    places = runner.Places.from_environment()
    notebooks = _chosen(places.notebook_files(), only or [])
    console = Console()
    cells = sum(runner.code_cells(notebook) for notebook in notebooks) * len(editions)
    with Display(console, cells) as display:
        failures = runner.run_report(editions, notebooks, places, display, continue_on_error=continue_on_error)
    for edition in editions:
        for label, folder in (("Notebooks and pages", places.rendered), ("Figures and their data", places.figures)):
            if any((folder / edition.folder).glob("*/*.png")) or (folder / edition.folder / "index.html").exists():
                console.print(f"{label}: {_near(folder / edition.folder)}/", highlight=False, soft_wrap=True)
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    if failures:
        raise typer.Exit(FAILED)


def _editions(regions: list[str], definition: str) -> list[Edition]:
    """Read every territory and the definition, before anything starts."""
    from analysis.isolation import UnknownDefinition
    from analysis.isolation import definition as known_definition
    from analysis.territory import Territory, UnknownTerritory

    texts = [part.strip() for text in regions for part in text.split(",")]
    try:
        key = known_definition(definition).key
        territories = dict.fromkeys(Territory.parse(text) for text in texts)
    except (UnknownTerritory, UnknownDefinition) as error:
        _stop(str(error), BAD_USAGE)
    from analysis.report.runner import Edition

    return [Edition(territory, key) for territory in territories]


def _chosen(notebooks: list[Path], only: list[str]) -> list[Path]:
    """Return the notebooks asked for, all of them by default."""
    if not notebooks:
        _stop("no notebook to run: the folder of the notebooks is empty or not there", BAD_USAGE)
    names = {name: notebook for notebook in notebooks for name in (notebook.stem, notebook.name, notebook.stem[0])}
    for text in only:
        if text not in names:
            stems = [notebook.stem for notebook in notebooks]
            near = difflib.get_close_matches(text, stems, n=2, cutoff=0.4) or stems
            _stop(f"only: {text!r} is no notebook; nearest: {', '.join(near)}", BAD_USAGE)
    return sorted({names[text] for text in only}) if only else notebooks


def _near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


@app.command()
def store(only: OnlyOption = None) -> None:
    """Execute the notebooks in place and store their outputs, for whoever changes them."""
    from analysis.report import runner

    for notebook in _chosen(runner.Places.from_environment().notebook_files(), only or []):
        print(f"{notebook.stem}: its outputs are being renewed", flush=True)
        try:
            runner.store_outputs(notebook)
        except runner.CellExecutionError as error:
            _stop(f"notebook {notebook.stem}: {error.ename}: {error.evalue}; it stays as it was", FAILED)


@app.command()
def regions(definition: DefinitionOption = "zau") -> None:
    """List the regions, with the isolated communes and the people in each."""
    from analysis import isolation
    from analysis.territory import france
    from analysis.territory import regions as all_regions

    try:
        label = isolation.definition(definition).label
    except isolation.UnknownDefinition as error:
        _stop(str(error), BAD_USAGE)
    formats = {"communes": ",.0f", "share_communes": ".1%", "people": ",.0f", "share_people": ".1%"}
    rows = []
    for place in [*all_regions(), france()]:
        isolated = isolation.size(place, definition).set_index("territory_type").loc[isolation.ISOLATED]
        shown = [
            f"{isolated[name]:{style}}" if math.isfinite(isolated[name]) else "n/a" for name, style in formats.items()
        ]
        rows.append([place.code, place.name, *shown])
    _print_table(f"Isolated: {label}", ["Code", "Name", "Communes", "of all", "People", "of all"], rows, first_number=2)


@data_app.command()
def build(raw: RawOption) -> None:
    """Build the snapshot from the official files; the former one stays if anything is wrong."""
    from analysis import snapshot
    from analysis.sources.build import build_snapshot

    def tell(done: int, total: int, table: str) -> None:
        if table:
            print(f"[{done + 1}/{total}] {table}", flush=True)

    if not raw.is_dir():
        _stop(f"raw: {str(raw)!r} is no folder", BAD_USAGE)
    try:
        report = build_snapshot(raw, snapshot.folder(), tell)
    except ValueError as error:
        _stop(str(error).replace("\n", " "), FAILED)
    rows = [[row.table, f"{row.rows:,}", _kilobytes(row.bytes)] for row in report.tables.itertuples()]
    _print_table("Snapshot", ["Table", "Rows", "kB"], rows, first_number=1)
    print(f"built in {report.seconds:.0f} s in {_near(snapshot.folder())}/; see its README.md and losses.csv")


@data_app.command()
def check() -> None:
    """Check every table of the snapshot against its contract and its checksum."""
    from analysis import snapshot
    from analysis.sources.build import check_snapshot

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
    from analysis.sources.build import snapshot_status

    tables = snapshot_status(snapshot.folder())
    rows = [[row.table, f"{row.rows:,}", _kilobytes(row.bytes), row.vintage] for row in tables.itertuples()]
    _print_table("Snapshot", ["Table", "Rows", "kB", "Vintage"], rows, first_number=1, last_number=2)


def _kilobytes(size: int) -> str:
    return f"{size / 1024:,.0f}"


def _print_table(
    title: str, headings: list[str], rows: list[list[str]], *, first_number: int, last_number: int | None = None
) -> None:
    """Print a table; the columns from the first number to the last one are set to the right."""
    from rich.console import Console
    from rich.table import Table

    last = len(headings) - 1 if last_number is None else last_number
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if first_number <= place <= last else "left")
    for row in rows:
        table.add_row(*row)
    console = Console()
    # A file or a pipe has no width of its own: nothing is cut there.
    Console(width=console.width if console.is_terminal else 160).print(table)
