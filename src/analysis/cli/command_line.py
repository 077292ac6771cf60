"""The command ``territoires``: run the report, list the regions, build and check the snapshot.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import dataclasses
import math
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import signals, workbooks
from analysis.cli.data import data_app
from analysis.cli.editions import MANY, definition_of, editions_of, tell_list, tell_lists, tell_places
from analysis.cli.export import export
from analysis.cli.notebooks import chosen, notebooks_of, refuse_damaged
from analysis.cli.places import places as look_up
from analysis.cli.renew import renew
from analysis.cli.site import site
from analysis.cli.terminal import (
    BAD_USAGE,
    FAILED,
    INTERRUPTED,
    AlteredOption,
    adapt_to_terminal,
    near,
    of_file,
    plain_console,
    print_table,
    stop,
    use_snapshot,
)
from analysis.snapshot import NoProject

if TYPE_CHECKING:
    from rich.console import Console

    from analysis.report import Edition, Places, Planned

# ClickException is where typer's own usage errors start; its home changed from release to release.
UsageProblem = typer.BadParameter.__mro__[2]

app = typer.Typer(
    help="What digital technology can do for isolated territories: the report, for any French territory.",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Plain help: the boxes and colours of rich cost as long again as all the rest of `--help`.
    rich_markup_mode=None,
)
app.add_typer(data_app, name="data")
app.command()(site)
app.command()(renew)
app.command()(look_up)
app.command()(export)

# What the system can wait for at a time: its milliseconds are a whole number of 32 bits.
LONGEST_SECONDS = 2_000_000


def _checked_seconds(seconds: float | None) -> float | None:
    if seconds is not None and not 1 <= seconds <= LONGEST_SECONDS:  # neither is it a number that is none
        raise typer.BadParameter(f"{seconds:g} seconds; expected 1 to {LONGEST_SECONDS:,}")
    return seconds


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="FOLDER",
        help="Folder that holds notebooks/ and data/: TERRITOIRES_PROJECT, or the clone that this command stands in.",
    ),
]
VersionOption = Annotated[bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)]
RegionOption = Annotated[
    list[str],
    typer.Option(
        "--region",
        "-r",
        metavar="TEXT",
        help="FR, FRM (metropolitan), a region's code, dep:15, epci:241500230, the name of any of them (`territoires "
        "places` looks it up); all (the regions and France), dep:all, epci:all; repeat it or separate by commas. "
        "list:FILE.csv: the communes of a file of one's own.",
    ),
]
NameOption = Annotated[
    str,
    typer.Option(
        "--name", metavar="TITLE", help="Title of the list of communes: `# Title` in its first line, if not given."
    ),
]
DefinitionOption = Annotated[
    str,
    typer.Option(
        "--definition",
        "-d",
        metavar="TEXT",
        help='What counts as "isolated": zau, aav, density, strict; or list:FILE.csv.',
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option("--language", "-l", metavar="TEXT", help="Language of the pages: en or fr; both by a comma."),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="NOTEBOOK",
        help="Run this notebook only: its number or its name; repeat it or separate by commas; 2-4 for some in a row.",
    ),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="NUMBER", help="Run the first territories only, so many.")
]
ContinueOption = Annotated[
    bool, typer.Option("--continue-on-error", help="Go on with the next notebook after a failure.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would run, and why; run nothing.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Run what is up to date too.")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-j", min=1, metavar="NUMBER", help="Notebooks at a time; one for each processor."),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option("--timeout", callback=_checked_seconds, metavar="SECONDS", help="End a notebook that takes longer."),
]
SchedulerOption = Annotated[
    str,
    typer.Option("--scheduler", metavar="ADDRESS", help="Share the work out on a Dask cluster: tcp://host:8786."),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help="Write the data of each figure as .xlsx too, which any Excel opens right.")
]


def main() -> None:
    """Run the command line; one line on stderr and exit code 2 for bad usage, 1 for a failure, 130 or 143 for a signal."""
    signals.heed()
    adapt_to_terminal()
    try:
        code = app(standalone_mode=False, prog_name="territoires")
    except UsageProblem as problem:
        stop(problem.format_message().replace("\n", " "), BAD_USAGE)
    except NoProject as problem:
        stop(str(problem), BAD_USAGE)
    except OSError as problem:
        # A missing table, a full disk, a folder that cannot be written: the message says which.
        stop(of_file(problem), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except signals.AskedToEnd as asked:
        stop(f"ended by {asked}; what was finished is in place, nothing else was written", asked.code)
    if code == INTERRUPTED:
        stop("interrupted; what was finished is in place, nothing else was written", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


@app.callback(invoke_without_command=True)
def common(context: typer.Context, project: ProjectOption = None, version: VersionOption = False) -> None:
    """Take what every command shares."""
    if version:
        from importlib import metadata

        print(f"territoires {metadata.version('territoires-isoles')}")
        raise typer.Exit
    if project is not None:
        os.environ["TERRITOIRES_PROJECT"] = str(project.absolute())
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def run(
    region: RegionOption = ["84"],  # noqa: B006 (typer reads it as the default, nobody changes it)
    definition: DefinitionOption = "zau",
    language: LanguageOption = "en",
    only: OnlyOption = None,
    limit: LimitOption = None,
    continue_on_error: ContinueOption = False,
    dry_run: DryRunOption = False,
    force: ForceOption = False,
    workers: WorkersOption = None,
    timeout: TimeoutOption = None,
    scheduler: SchedulerOption = "",
    excel: ExcelOption = False,
    name: NameOption = "",
    altered_data: AlteredOption = False,
) -> None:
    """Run the notebooks for one or several territories and render them; what is up to date is left as it is."""
    from analysis import report, territories
    from analysis.report import Display

    _refuse_bad_scheduler(scheduler)
    use_snapshot(altered_data)
    editions = editions_of(region, definition, language, name=name.strip())[:limit]
    tell_lists(editions)
    places = report.Places.from_environment()
    notebooks = chosen(notebooks_of(places), only or [])
    refuse_damaged(notebooks)
    console = plain_console()
    if dry_run:
        tell_places(editions)
        for edition in editions:
            territories.refuse_taken(places.figures / edition.folder, *edition.lists)
        _tell_plan(report.plan(report.tasks_of(editions, notebooks), places, force=force), console)
        return
    settings = report.Settings(timeout=timeout, continue_on_error=continue_on_error, force=force, scheduler=scheduler)
    if workers:
        settings = dataclasses.replace(settings, workers=workers)
    books = workbooks.expected(editions, notebooks, places, every=excel)
    with Display(console) as display:
        failures = report.run_report(editions, notebooks, places, display, settings)
    workbooks.write(books, places, console)
    tell_places(editions)
    _tell_where(editions, places, console)
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    if failures:
        raise typer.Exit(FAILED)


def _refuse_bad_scheduler(address: str) -> None:
    """Check the address of a scheduler, and that its library is there, before anything starts."""
    from importlib.util import find_spec

    if address and not re.fullmatch(r"(tcp|tls)://[^\s/:]+:\d+", address):
        stop(f"scheduler: {address!r} is no address; expected tcp://host:port", BAD_USAGE)
    if address and find_spec("distributed") is None:
        stop(
            "scheduler: it needs the package distributed: python -m pip install '.[cluster]' in the project's folder",
            BAD_USAGE,
        )


def _tell_plan(planned: list[Planned], console: Console) -> None:
    """Print what would run, and why."""
    due = [one for one in planned if one.reason]
    for one in due:
        console.print(f"{one.task.name}: {one.reason}", highlight=False, soft_wrap=True)
    console.print(f"{len(due)} to run, {len(planned) - len(due)} up to date", highlight=False)


def _tell_where(editions: list[Edition], places: Places, console: Console) -> None:
    """Print where the results of each edition are, or of all of them together when there are many."""
    for label, folder in (("Notebooks and pages", places.rendered), ("Figures and their data", places.figures)):
        folders = [folder / edition.folder for edition in editions if (folder / edition.folder).is_dir()]
        if len(folders) > MANY:
            folders = [folder]
        for one in folders:
            console.print(f"{label}: {near(one)}/", highlight=False, soft_wrap=True)


@app.command()
def regions(definition: DefinitionOption = "zau") -> None:
    """List the regions, with the isolated communes and the people in each."""
    from analysis import isolation, territories
    from analysis.territories import france
    from analysis.territories import regions as all_regions

    use_snapshot(False)
    key = definition_of(definition)
    tell_list(territories.definition(key).own)
    label = territories.definition(key).label
    formats = {"communes": ",.0f", "share_communes": ".1%", "people": ",.0f", "share_people": ".1%"}
    rows = []
    for place in [*all_regions(), france()]:
        isolated = isolation.size(place, key).set_index("territory_type").loc[territories.ISOLATED]
        shown = [
            f"{isolated[name]:{style}}" if math.isfinite(isolated[name]) else "n/a" for name, style in formats.items()
        ]
        rows.append([place.code, place.name, *shown])
    print_table(f"Isolated: {label}", ["Code", "Name", "Communes", "of all", "People", "of all"], rows, first_number=2)
