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

from analysis.cli_data import data_app
from analysis.terminal import BAD_USAGE, FAILED, INTERRUPTED, near, print_table, stop

if TYPE_CHECKING:
    from analysis.report.runner import Edition

# ClickException is where typer's own usage errors start; its home changed from release to release.
UsageProblem = typer.BadParameter.__mro__[2]

app = typer.Typer(
    help="What digital technology can do for isolated territories: the report, for any French territory.",
    no_args_is_help=True,
    add_completion=False,
)
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


def main() -> None:
    """Run the command line; one line on stderr and exit code 2 for bad usage, 1 for a failure."""
    try:
        code = app(standalone_mode=False, prog_name="territoires")
    except UsageProblem as problem:
        stop(problem.format_message().replace("\n", " "), BAD_USAGE)
    except OSError as problem:
        # A missing table, a full disk, a folder that cannot be written: the message says which.
        stop(str(problem).replace("\n", " "), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        stop("interrupted; what was finished is in place, nothing else was written", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


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
                console.print(f"{label}: {near(folder / edition.folder)}/", highlight=False, soft_wrap=True)
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
        stop(str(error), BAD_USAGE)
    from analysis.report.runner import Edition

    return [Edition(territory, key) for territory in territories]


def _chosen(notebooks: list[Path], only: list[str]) -> list[Path]:
    """Return the notebooks asked for, all of them by default."""
    if not notebooks:
        stop("no notebook to run: the folder of the notebooks is empty or not there", BAD_USAGE)
    names = {name: notebook for notebook in notebooks for name in (notebook.stem, notebook.name, notebook.stem[0])}
    for text in only:
        if text not in names:
            stems = [notebook.stem for notebook in notebooks]
            near = difflib.get_close_matches(text, stems, n=2, cutoff=0.4) or stems
            stop(f"only: {text!r} is no notebook; nearest: {', '.join(near)}", BAD_USAGE)
    return sorted({names[text] for text in only}) if only else notebooks


@app.command()
def store(only: OnlyOption = None) -> None:
    """Execute the notebooks in place and store their outputs, for whoever changes them."""
    from analysis.report import runner

    for notebook in _chosen(runner.Places.from_environment().notebook_files(), only or []):
        print(f"{notebook.stem}: its outputs are being renewed", flush=True)
        try:
            runner.store_outputs(notebook)
        except runner.CellExecutionError as error:
            stop(f"notebook {notebook.stem}: {error.ename}: {error.evalue}; it stays as it was", FAILED)


@app.command()
def regions(definition: DefinitionOption = "zau") -> None:
    """List the regions, with the isolated communes and the people in each."""
    from analysis import isolation
    from analysis.territory import france
    from analysis.territory import regions as all_regions

    try:
        label = isolation.definition(definition).label
    except isolation.UnknownDefinition as error:
        stop(str(error), BAD_USAGE)
    formats = {"communes": ",.0f", "share_communes": ".1%", "people": ",.0f", "share_people": ".1%"}
    rows = []
    for place in [*all_regions(), france()]:
        isolated = isolation.size(place, definition).set_index("territory_type").loc[isolation.ISOLATED]
        shown = [
            f"{isolated[name]:{style}}" if math.isfinite(isolated[name]) else "n/a" for name, style in formats.items()
        ]
        rows.append([place.code, place.name, *shown])
    print_table(f"Isolated: {label}", ["Code", "Name", "Communes", "of all", "People", "of all"], rows, first_number=2)
