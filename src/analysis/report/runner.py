"""Run notebooks for a territory: execute with papermill, render, and put the result in place only when it is whole."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from papermill.exceptions import PapermillExecutionError

from analysis.isolation import definition as definition_of
from analysis.report import engine, html
from analysis.report.progress import Display
from analysis.snapshot import ROOT
from analysis.territory import Territory

FIGURES = "TERRITOIRES_FIGURES"
KERNEL = "python3"
# The log of the kernel would land in the middle of the progress lines.
QUIET = ["--log-level=50"]
__all__ = ["CellExecutionError", "Edition", "NotebookFailed", "Places", "run_notebook", "run_report", "store_outputs"]
# Saving the failed notebook and reporting the error are this module's business, not the log's.
logging.getLogger("papermill").setLevel(logging.ERROR)
logging.getLogger("traitlets").setLevel(logging.ERROR)


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
        """Return the repository's folders, or those of ``TERRITOIRES_NOTEBOOKS``, ``_RENDERED`` and ``_FIGURES``."""
        return cls(
            *(Path(os.environ.get(f"TERRITOIRES_{name.upper()}", ROOT / name)) for name in cls.__dataclass_fields__)
        )

    def notebook_files(self) -> list[Path]:
        """Return the notebooks of the report in reading order."""
        return sorted(self.notebooks.glob("[0-9]_*.ipynb"))


@dataclass(frozen=True)
class Edition:
    """One territory under one definition of "isolated": what a rendered report is about."""

    territory: Territory
    definition: str

    @property
    def folder(self) -> str:
        """Name of its folder under ``rendered/`` and ``figures/``."""
        return self.territory.slug + ("" if self.definition == "zau" else f"-{self.definition}")

    @property
    def parameters(self) -> dict[str, str]:
        return {"region": self.territory.text, "definition": self.definition}


def code_cells(notebook: Path) -> int:
    """Count the cells that a run of this notebook executes, papermill's own parameters cell included."""
    return sum(cell.cell_type == "code" for cell in nbformat.read(notebook, as_version=4).cells) + 1


def run_notebook(
    notebook: Path, edition: Edition, places: Places, on_section: Callable[[str, bool], None] = lambda *_: None
) -> Path:
    """Execute and render one notebook; return the executed copy.

    The notebook, its page and its figures appear together at the end by rename; if anything fails the former ones stay.

    Parameters
    ----------
    notebook : Path
        Notebook with a cell tagged ``parameters`` that sets ``region`` and ``definition``.
    edition : Edition
        Territory and definition.
    places : Places
        Folders to write to.
    on_section : callable, optional
        Called before each cell with the section it is in and whether a code cell was just done.

    Raises
    ------
    NotebookFailed
        If a cell fails; the notebook is kept with its error as ``<name>.failed.ipynb``.
    """
    with _staging(places.rendered) as staging, _staging(places.figures) as drawn:
        executed = staging / notebook.name
        follow = _Follower(notebook, on_section)
        try:
            with _environment(FIGURES, str(drawn)):
                papermill.execute_notebook(
                    notebook,
                    executed,
                    parameters=edition.parameters,
                    kernel_name=KERNEL,
                    language="python",
                    engine_name=engine.NAME,
                    on_cell=follow,
                    extra_arguments=QUIET,
                    progress_bar=False,
                    request_save_on_cell_execute=False,
                )
        except PapermillExecutionError as error:
            kept = places.rendered / edition.folder / f"{notebook.stem}.failed.ipynb"
            _put(executed, kept)
            raise NotebookFailed(
                f"notebook {notebook.stem}, cell [{follow.code_cell}], section {follow.section!r}, "
                f"region {edition.territory.text}: {_said(error)} (kept: {kept})"
            ) from error
        return _publish(executed, drawn, edition, places)


def _publish(executed: Path, drawn: Path, edition: Edition, places: Places) -> Path:
    """Render an executed notebook and move all that it made into place; return where it is now."""
    target = places.rendered / edition.folder
    notebook = _tidy(nbformat.read(executed, as_version=4))
    nbformat.write(notebook, executed)
    page = executed.with_suffix(".html")
    page.write_text(html.chapter_page(notebook, edition.territory.name), encoding="utf-8")
    inside = Path(edition.folder) / executed.stem
    _swap_folder(drawn / inside, places.figures / inside, drawn / "former")
    _put(page, target / page.name)
    _put(executed, target / executed.name)
    (target / f"{executed.stem}.failed.ipynb").unlink(missing_ok=True)
    index = executed.with_name("index.html")
    label = definition_of(edition.definition).label
    index.write_text(html.index_page(edition.territory.name, label, html.chapters_in(target)), encoding="utf-8")
    _put(index, target / index.name)
    return target / executed.name


def store_outputs(notebook: Path) -> None:
    """Execute a notebook in place, with its own parameters, and store its outputs once it is whole.

    Raises
    ------
    CellExecutionError
        If a cell fails; the notebook stays as it was.
    """
    content = nbformat.read(notebook, as_version=4)
    NotebookClient(content, kernel_name=KERNEL, extra_arguments=QUIET).execute()
    draft = notebook.with_name(f".{notebook.name}.{os.getpid()}")
    nbformat.write(_tidy(content), draft)
    os.replace(draft, notebook)


def run_report(
    editions: list[Edition], notebooks: list[Path], places: Places, display: Display, *, continue_on_error: bool = False
) -> list[NotebookFailed]:
    """Run notebooks for each edition, in order; return the failures.

    Parameters
    ----------
    editions : list of Edition
        Territories and definitions.
    notebooks : list of Path
        Notebooks, in reading order.
    places : Places
        Folders to write to.
    display : Display
        Told of every notebook and section.
    continue_on_error : bool
        Go on after a failure instead of stopping at the first.
    """
    failures = []
    tasks = [(edition, notebook) for edition in editions for notebook in notebooks]
    for number, (edition, notebook) in enumerate(tasks, start=1):
        display.notebook(f"[{number}/{len(tasks)}] {edition.folder} {notebook.stem}", code_cells(notebook))
        try:
            run_notebook(notebook, edition, places, display.cell)
            display.finish("done")
        except NotebookFailed as failure:
            display.finish("failed")
            failures.append(failure)
            if not continue_on_error:
                break
    return failures


class _Follower:
    """Follows the cells that papermill runs: knows the section and the number of the current one."""

    def __init__(self, notebook: Path, on_section: Callable[[str, bool], None]):
        self._cells = _with_injected(nbformat.read(notebook, as_version=4).cells)
        self._on_section = on_section
        self.section, self.code_cell = "", 0

    def __call__(self, index: int) -> None:
        cell = self._cells[index]
        was_code = index > 0 and self._cells[index - 1].cell_type == "code"
        if cell.cell_type == "code":
            self.code_cell += 1
        else:
            headings = [line.lstrip("#").strip() for line in cell.source.splitlines() if line.startswith("#")]
            self.section = headings[-1] if headings else self.section
        self._on_section(self.section, was_code)


def _with_injected(cells: list) -> list:
    """Return the cells as papermill runs them: its own parameters after the cell tagged so, or first."""
    tagged = [i for i, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])]
    after = tagged[0] + 1 if tagged else 0
    return [*cells[:after], nbformat.v4.new_code_cell(), *cells[after:]]


def _said(error: PapermillExecutionError) -> str:
    """Return the error in one line."""
    first = next((line.strip() for line in str(error.evalue).splitlines() if line.strip()), "")
    return f"{error.ename}: {first}" if first else error.ename


def _tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop in place what differs between two runs or two machines: paths, times, versions, a random id."""
    for part in (notebook, *notebook.cells):
        for note in ("papermill", "execution"):
            part.metadata.pop(note, None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a folder of one's own beside the results, so that a rename is enough to move them; remove it after."""
    parent = folder / ".partial"
    parent.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable for the kernels started meanwhile."""
    former = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if former is None:
            del os.environ[name]
        else:
            os.environ[name] = former


def _put(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, target)


def _swap_folder(new: Path, target: Path, former: Path) -> None:
    """Put a folder in place of another; without a new one the former goes too, lest stale figures stay."""
    if target.exists():
        os.rename(target, former)
    if new.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(new, target)
