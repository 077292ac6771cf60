"""What there is to run: notebooks, the territory and definition they are run for, the folders they are kept in.

Nothing heavy is imported here: a command that finds nothing to do ends before a library is loaded.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from analysis.language import SOURCE_LANGUAGE
from analysis.snapshot import project
from analysis.territories import DEFINITIONS, CommuneList, Definition, Territory, definition

# A chapter: its number, its name. What an editor leaves beside it (a copy, a checkpoint) is none.
CHAPTER = re.compile(r"(\d+)_\w+", re.ASCII)


class NotebookFailed(RuntimeError):
    """A notebook stopped on an error; the message is one line: notebook, cell, section, territory, error."""


@dataclass(frozen=True)
class Places:
    """Folders of a run: where the notebooks are, where the rendered ones and the figures go."""

    notebooks: Path
    rendered: Path
    figures: Path

    @classmethod
    def from_environment(cls) -> Places:
        """Return the project's folders, or those of ``TERRITOIRES_NOTEBOOKS``, ``_RENDERED`` and ``_FIGURES``."""
        given = {name: os.environ.get(f"TERRITOIRES_{name.upper()}") for name in cls.__dataclass_fields__}
        return cls(**{name: Path(folder) if folder else project() / name for name, folder in given.items()})

    def notebook_files(self) -> list[Path]:
        """Return the notebooks of the report in reading order: ``<number>_<name>.ipynb``."""
        found = (file for file in self.notebooks.glob("*.ipynb") if CHAPTER.fullmatch(file.stem))
        return sorted(found, key=lambda file: reading_order(file.stem))

    def ignored_files(self) -> list[Path]:
        """Return the notebooks that are no chapter by their name, those that an editor hides aside."""
        found = (file for file in self.notebooks.glob("*.ipynb") if not CHAPTER.fullmatch(file.stem))
        return sorted(file for file in found if not file.name.startswith("."))


@dataclass(frozen=True)
class Edition:
    """One territory under one definition of "isolated", in one language: what a rendered report is."""

    territory: Territory
    definition: str
    language: str = SOURCE_LANGUAGE

    @property
    def folder(self) -> str:
        """Name of its folder under ``rendered/`` and ``figures/``."""
        return self.name + ("" if self.language == SOURCE_LANGUAGE else f"-{self.language}")

    @property
    def name(self) -> str:
        """What it is about, whatever its language."""
        return self.territory.slug + ("" if self.definition == "zau" else f"-{self._definition.slug}")

    @property
    def _definition(self) -> Definition:
        return DEFINITIONS.get(self.definition) or definition(self.definition)

    @property
    def lists(self) -> tuple[CommuneList | None, ...]:
        """The lists of communes of somebody's own that it is about."""
        return self.territory.own, self._definition.own

    @property
    def parameters(self) -> dict[str, str]:
        """What the parameters cell of a notebook is given."""
        return {"region": self.territory.text, "definition": self._definition.text, "language": self.language}


@dataclass(frozen=True)
class Task:
    """One notebook to run for one edition."""

    edition: Edition
    notebook: Path

    @property
    def name(self) -> str:
        """How it is told in messages."""
        return f"{self.edition.folder} {self.notebook.stem}"


def reading_order(stem: str) -> tuple[int, str]:
    """Return what to sort the names of notebooks by, as `10_last` comes after `2_second`.

    Examples
    --------
    >>> sorted(["10_last", "2_second"], key=reading_order)
    ['2_second', '10_last']
    """
    found = CHAPTER.fullmatch(stem)
    return (int(found[1]) if found else 0), stem


def tasks_of(editions: list[Edition], notebooks: list[Path]) -> list[Task]:
    """Return the tasks in the order to run them: the whole country first, since every other edition asks for it too."""
    first = sorted(editions, key=lambda edition: not edition.territory.is_national)
    return [Task(edition, notebook) for edition in first for notebook in notebooks]


def cells_of(notebook: Path) -> list[dict]:
    """Return the cells of a notebook file, the source of each as one text.

    Raises
    ------
    ValueError
        If the file is no notebook.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"notebook {notebook.name}: expected a Jupyter notebook (JSON with cells)") from error


def has_parameters(cells: list[dict]) -> bool:
    """Say whether a cell is tagged for papermill to set the parameters after it."""
    return any("parameters" in cell.get("metadata", {}).get("tags", []) for cell in cells)


def code_cells(notebook: Path) -> int:
    """Count the cells that a run of this notebook executes, papermill's own parameters cell included."""
    return sum(cell["cell_type"] == "code" for cell in cells_of(notebook)) + 1


def title_of(cells: list[dict]) -> str:
    """Return the first heading of level 1 among cells, without its mark."""
    for cell in cells:
        found = re.search(r"^# +(.+)$", cell["source"], flags=re.MULTILINE) if cell["cell_type"] == "markdown" else None
        if found:
            return found[1].strip()
    return "Untitled"


@dataclass(frozen=True)
class Made:
    """What a task has left in its folder: seconds it took, files of the snapshot it asked for (None if not known)."""

    seconds: float
    files_read: list[str] | None
