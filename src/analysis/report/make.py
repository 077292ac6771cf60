"""Make one notebook: execute it with papermill, render it, and leave all that it gives in a folder of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from analysis.language import speak
from analysis.report import engine, html
from analysis.report.forks import environment
from analysis.report.task import Edition, Made, NotebookFailed, Task, cells_of, has_parameters

FIGURES, TWINS = "TERRITOIRES_FIGURES", "TERRITOIRES_TWINS"
KERNEL = "python3"
UNTAGGED = (
    "no code cell is tagged `parameters`, so it would tell of one region only; "
    "expected the tag on the cell that sets region and definition"
)
# The log of the kernel would land in the middle of the progress lines; what stands in the folder of the command is none of
# a notebook's modules (as in `shell`).
QUIET = ["--log-level=50", "--InteractiveShellApp.ignore_cwd=True"]
# What runs and editors write into the metadata of cells: times, and how somebody looked at them.
EDITORS_NOTES = (
    "papermill",
    "execution",
    "ExecuteTime",
    "collapsed",
    "scrolled",
    "jupyter",
    "jp-MarkdownHeadingCollapsed",
)
# Saving the failed notebook and reporting the error are this module's business, not the log's.
logging.getLogger("papermill").setLevel(logging.ERROR)
logging.getLogger("traitlets").setLevel(logging.ERROR)


def make(
    task: Task,
    folder: Path,
    *,
    figures: Path | None = None,
    timeout: float | None = None,
    fork: bool | None = None,
    on_section: Callable[[str, bool], None] = lambda *_: None,
) -> Made:
    """Execute and render one notebook in a folder.

    Parameters
    ----------
    task : Task
        Its notebook has a cell tagged ``parameters`` that sets ``region`` and ``definition``.
    folder : Path
        Gets ``<notebook>.ipynb`` and ``<notebook>.html``.
    figures : Path, optional
        Gets ``<edition>/<notebook>/<figure>.png``, its twin for phones ``.narrow.png`` and ``.csv``; the same folder by default.
    timeout : float, optional
        Seconds after which the notebook, and whatever it has started, is ended.
    fork : bool, optional
        See `engine.ReportEngine`.
    on_section : callable, optional
        Called before each cell with the section it is in and whether a code cell was just done.

    Raises
    ------
    NotebookFailed
        If a cell fails; the folder holds the notebook with its error.
    """
    began, executed = time.monotonic(), folder / task.notebook.name
    follow = _Follower(task.notebook, on_section)
    try:
        with environment(**{FIGURES: str(figures or folder), TWINS: "yes"}):
            notebook = execute(
                task.notebook,
                executed,
                parameters=task.edition.parameters,
                on_cell=follow,
                fork=fork,
                timeout_func=_countdown(timeout) if timeout else None,
            )
    except PapermillExecutionError as error:
        where = f"notebook {task.notebook.stem}, cell [{follow.code_cell}], section {follow.section!r}"
        raise NotebookFailed(f"{where}, region {task.edition.territory.text}: {said_of(error)}") from error
    _refuse_figures_of_another_name(task, (figures or folder) / task.edition.folder)
    files_read = notebook.metadata.pop(engine.PROVENANCE, {}).get("files_read")
    _keep(tidy(notebook), executed, task.edition)
    return Made(time.monotonic() - began, files_read)


def _refuse_figures_of_another_name(task: Task, drawn: Path) -> None:
    """Stop where a notebook, copied from another, keeps its figures under that one's name: they would be lost."""
    others = sorted(place.name for place in drawn.glob("*") if place.is_dir() and place.name != task.notebook.stem)
    if others:
        said = f"its figures are those of {others[0]!r}; expected Chapter.open({task.notebook.stem!r}, ...)"
        raise NotebookFailed(f"notebook {task.notebook.stem}: {said}")


def _keep(notebook: nbformat.NotebookNode, executed: Path, edition: Edition) -> None:
    """Write the notebook, and its page beside it."""
    nbformat.write(notebook, executed)
    with speak(edition.language):
        page = html.chapter_page(notebook, f"{edition.territory}")
    executed.with_suffix(".html").write_text(page, encoding="utf-8")


def execute(notebook: Path, executed: Path, **how: object) -> nbformat.NotebookNode:
    """Execute a notebook into a file with the engine of the report, and return it; `how` is papermill's and the engine's."""
    if not has_parameters(cells_of(notebook)):
        raise NotebookFailed(f"notebook {notebook.stem}: {UNTAGGED}")
    papermill.execute_notebook(
        notebook,
        executed,
        kernel_name=KERNEL,
        language="python",
        engine_name=engine.NAME,
        extra_arguments=QUIET,
        progress_bar=False,
        request_save_on_cell_execute=False,
        **how,
    )
    return nbformat.read(executed, as_version=4)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop in place what differs between two runs or two machines: paths, times, versions, a random id."""
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": KERNEL}
    for note in set(notebook.metadata) - {"language_info", "kernelspec", engine.PROVENANCE}:
        del notebook.metadata[note]  # an editor's own: widgets, a table of contents, a signature
    for cell in notebook.cells:
        for note in EDITORS_NOTES:
            cell.metadata.pop(note, None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]  # papermill gives every cell a list of tags
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook


def _countdown(timeout: float) -> Callable[[nbformat.NotebookNode], int]:
    """Return what tells, before each cell, the whole seconds that the notebook still has (at least one)."""
    end = time.monotonic() + timeout
    return lambda _cell: max(1, round(end - time.monotonic()))


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


def said_of(error: PapermillExecutionError) -> str:
    """Return the error in one line."""
    first = next((line.strip() for line in str(error.evalue).splitlines() if line.strip()), "")
    return f"{error.ename}: {first}" if first else error.ename
