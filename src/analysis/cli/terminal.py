"""What every command needs: exit codes, the one line of an error, a table on the terminal, texts that it can show."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from analysis import snapshot

if TYPE_CHECKING:
    from rich.console import Console

AlteredOption = Annotated[
    bool,
    typer.Option("--altered-data", help="Go on with data that are not as they were built; every page is marked so."),
]
BAD_USAGE = 2
FAILED = 1
INTERRUPTED = 130

# Signs of our texts that no accent makes; the others lose their accents where a terminal knows none.
PLAIN = {
    "→": "->",
    "–": "-",
    "—": "-",
    "−": "-",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
}
PLAIN |= {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "×": "x", "≥": ">=", "≤": "<=", "·": "-", "•": "-"}


def adapt_to_terminal() -> None:
    """Let any text be written to, and read from, a terminal of few signs (``LC_ALL=C``, an old code page)."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="nearest")
    sys.argv[1:] = [_as_typed(word) for word in sys.argv[1:]]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Return plain signs in place of those that an encoding does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(plain(sign) for sign in error.object[error.start : error.end]), error.end


def plain(sign: str) -> str:
    """Return the nearest to a sign in plain ASCII.

    Examples
    --------
    >>> plain("Î"), plain("→"), plain("œ"), plain("☃")
    ('I', '->', 'oe', '?')
    """
    return PLAIN.get(sign) or unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def _as_typed(word: str) -> str:
    """Return a word of the command line as it was typed: under ``LC_ALL=C`` Python does not know it for UTF-8."""
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


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


def of_file(problem: OSError) -> str:
    """Write in one line what went wrong with a file or folder, its name first; without the number that the system gives it.

    Examples
    --------
    >>> of_file(NotADirectoryError(20, "Not a directory", "/dev/null/x"))
    '/dev/null/x: not a directory'
    """
    if problem.filename is None or not problem.strerror:
        return str(problem).replace("\n", " ")
    return f"{problem.filename}: {problem.strerror[:1].lower()}{problem.strerror[1:]}".replace("\n", " ")


def stop(message: str, code: int) -> NoReturn:
    """End the command: one line on stderr, and the exit code."""
    if message:  # a command without arguments has already shown its help
        print(f"error: {message}", file=sys.stderr)
    sys.exit(code)


def near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def plain_console(width: int | None = None) -> Console:
    """Return a console that prints texts as they are: rich would take `[/b]` in the name of a folder for markup."""
    from rich.console import Console

    return Console(width=width, markup=False, emoji=False)


def print_table(
    title: str, headings: list[str], rows: list[list[str]], *, first_number: int, last_number: int | None = None
) -> None:
    """Print a table; the columns from the first number to the last one are set to the right.

    Where the terminal is too narrow for it, each row is printed as lines of its own: no figure is cut.
    """
    from rich.table import Table

    last = len(headings) - 1 if last_number is None else last_number
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(headings):
        is_number = first_number <= place <= last
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = plain_console()
    # A file or a pipe has no width of its own: nothing is cut there.
    width = console.width if console.is_terminal else 160
    if console.measure(table, options=console.options.update(max_width=10_000)).minimum <= width:
        plain_console(width).print(table)
    else:
        print("\n".join([title, *(line for row in rows for line in _as_lines(headings, row))]))


def _as_lines(headings: list[str], row: list[str]) -> list[str]:
    """Write a row as its first cell and a line for each other one."""
    named = [f"  {heading}: {cell}".replace("  : ", "  ") for heading, cell in zip(headings[1:], row[1:])]
    return [row[0], *named]
