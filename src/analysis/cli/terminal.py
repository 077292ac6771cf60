"""What every command needs: exit codes, the one line of an error, a table on the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from analysis import snapshot

AlteredOption = Annotated[
    bool,
    typer.Option("--altered-data", help="Go on with data that are not as they were built; every page is marked so."),
]
BAD_USAGE = 2
FAILED = 1
INTERRUPTED = 130


def use_snapshot(altered: bool) -> None:
    """See that the snapshot is the one that was built, before any work; or allow that it is not, for this command.

    Raises
    ------
    AlteredData
        With the first file that is not, and the cure.
    """
    if altered:
        os.environ[snapshot.ALLOWED] = "1"
    snapshot.verify()


def stop(message: str, code: int) -> NoReturn:
    """End the command: one line on stderr, and the exit code."""
    if message:  # a command without arguments has already shown its help
        print(f"error: {message}", file=sys.stderr)
    sys.exit(code)


def near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def print_table(
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
