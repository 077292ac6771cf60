"""Which notebooks a command is about: those of the report, or those that were asked for."""

from __future__ import annotations

import difflib
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


def chosen(notebooks: list[Path], only: list[str]) -> list[Path]:
    """Return the notebooks asked for by number or name, all of them by default.

    Parameters
    ----------
    notebooks : list of Path
    only : list of str
        What was typed, several by commas.
    """
    words = [word.strip() for text in only for word in text.split(",") if word.strip()]
    wanted = {_named(notebooks, word) for word in words}
    return [notebook for notebook in notebooks if notebook in wanted] if words else notebooks


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
