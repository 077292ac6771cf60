"""Which notebooks a command is about: those of the report, or those that were asked for."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.terminal import BAD_USAGE, near, stop

if TYPE_CHECKING:
    from analysis.report import Places


def notebooks_of(places: Places) -> list[Path]:
    """Return the notebooks of the report in reading order, and say which files are none by their name.

    The command stops where there is none.
    """
    found = places.notebook_files()
    for file in places.ignored_files():
        print(
            f"not run: {near(file)}: no chapter by its name; expected a number and a name: {len(found) + 1}_name.ipynb"
        )
    if not found:
        stop("no notebook to run: the folder of the notebooks is empty or not there", BAD_USAGE)
    return found


def refuse_damaged(notebooks: list[Path]) -> None:
    """Stop at a file that is no notebook, before any of them runs."""
    from analysis.report import cells_of

    for notebook in notebooks:
        try:
            cells_of(notebook)
        except ValueError as problem:
            stop(str(problem), BAD_USAGE)


def chosen(notebooks: list[Path], only: list[str]) -> list[Path]:
    """Return the notebooks asked for by number or name, all of them by default.

    Parameters
    ----------
    notebooks : list of Path
    only : list of str
        What was typed, several by commas; ``2-4`` is from number 2 to number 4.

    Examples
    --------
    >>> files = [Path(f"{number}_small.ipynb") for number in (1, 2, 3, 4)]
    >>> [file.stem for file in chosen(files, ["4,1-2"])]
    ['1_small', '2_small', '4_small']
    """
    words = [word.strip() for text in only for word in text.split(",") if word.strip()]
    wanted = {notebook for word in words for notebook in _meant(notebooks, word)}
    return [notebook for notebook in notebooks if notebook in wanted] if words else notebooks


def _meant(notebooks: list[Path], word: str) -> list[Path]:
    """Return the notebooks of a number, a name, or numbers from one to another; stop where there is none."""
    ends = re.fullmatch(r"(\d+) ?[-–] ?(\d+)", word)
    if not ends:
        return [_named(notebooks, word)]
    from analysis.report import reading_order

    first, last = int(ends[1]), int(ends[2])
    numbers = {file: reading_order(file.stem)[0] for file in notebooks}
    found = [file for file in notebooks if first <= numbers[file] <= last]
    if not found:
        known = ", ".join(map(str, numbers.values()))
        stop(f"only: {word!r} is no notebook; expected from one number to a higher one, of {known}", BAD_USAGE)
    return found


def _named(notebooks: list[Path], word: str) -> Path:
    """Return the notebook of a number or a name; stop where there is none, or more than one."""
    stems = [notebook.stem for notebook in notebooks]
    found = [file for file in notebooks if word in (file.stem, file.name, file.stem.split("_")[0])]
    if len(found) > 1:
        stop(f"only: {word!r} is {' and '.join(file.stem for file in found)}; expected one of these names", BAD_USAGE)
    if not found:
        nearest = difflib.get_close_matches(word, stems, n=2, cutoff=0.4) or stems
        stop(f"only: {word!r} is no notebook; nearest: {', '.join(nearest)}", BAD_USAGE)
    return found[0]
