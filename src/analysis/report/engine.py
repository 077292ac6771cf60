"""The papermill engine of the report: each notebook in a clean process forked from this one, which is warm.

``papermill --engine territoires`` finds it by its entry point. What this process has imported, its forks need not import
again; what one notebook does, the next one never sees. Where a process cannot fork, papermill's own engine runs instead,
with the same outputs.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager

from analysis import language
from analysis.report import shell
from analysis.report.forks import can_fork

NAME = "territoires"
# Where the executed notebook says which files of the snapshot its cells have asked for.
PROVENANCE = "territoires"


class ReportEngine(NBClientEngine):
    """papermill's engine on forked processes, with a report before each cell and a dead process as an error of its cell."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        on_cell: Callable[[int], None] = lambda _: None,
        fork: bool | None = None,
        **kwargs,
    ) -> None:
        """Execute the notebook held by papermill's manager.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            papermill's holder of the notebook.
        kernel_name : str
            Kernel to start where there is no fork.
        on_cell : callable, optional
            Called with the index of each cell before it runs.
        fork : bool, optional
            Fork or start a kernel; by default, fork where it is safe.
        """
        follower = _Follower(nb_man, on_cell)
        _translate_cells(nb_man.nb)
        try:
            if can_fork() if fork is None else fork:
                _execute_in_fork(nb_man, kwargs)
            else:
                super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except (DeadKernelError, CellTimeoutError) as error:
            _record_error(nb_man, follower.started, error)


def _translate_cells(notebook: nbformat.NotebookNode) -> None:
    """Put the Markdown cells into the language that the notebook was asked for, and tell its process that this is done."""
    asked = notebook.metadata.get("papermill", {}).get("parameters", {}).get("language", language.SOURCE_LANGUAGE)
    os.environ[language.CELLS_TRANSLATED] = str(asked)
    if asked not in language.LANGUAGES:
        return  # the notebook itself refuses it, with the nearest
    with language.speak(asked):
        for cell in notebook.cells:
            if cell.cell_type == "markdown" and cell.source.strip():
                cell.source = language.gettext(cell.source)


class _Follower:
    """Stands between the manager and its cells, and remembers which one was started last."""

    def __init__(self, nb_man: NotebookExecutionManager, on_cell: Callable[[int], None]):
        self.started = 0
        start_cell = nb_man.cell_start

        def tell_and_start(cell, cell_index=None, **more):
            self.started = cell_index
            on_cell(cell_index)
            start_cell(cell, cell_index, **more)

        nb_man.cell_start = tell_and_start


def _execute_in_fork(nb_man: NotebookExecutionManager, settings: dict) -> None:
    known = {name: value for name, value in settings.items() if PapermillNotebookClient.class_traits().get(name)}
    timeout = settings.get("execution_timeout")
    client = _ForkClient(nb_man, timeout=timeout, **known)
    client.reset_execution_trackers()
    with shell.Cells() as cells:
        client.cells = cells
        client.papermill_execute_cells()
        if not any(cell.metadata.get("papermill", {}).get("exception") for cell in client.nb.cells):
            client.nb.metadata[PROVENANCE] = {"files_read": cells.files_read()}
    client.nb.metadata["language_info"] = {"name": "python"}
    client.set_widgets_metadata()


class _ForkClient(PapermillNotebookClient):
    """papermill's client, which asks a forked process instead of a kernel and treats its messages alike."""

    cells: shell.Cells

    def execute_cell(self, cell: nbformat.NotebookNode, cell_index: int, **_) -> nbformat.NotebookNode:
        """Run one cell in the fork and take its outputs in, as nbclient does with a kernel."""
        skipped = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or skipped:
            return cell
        self.code_cells_executed += 1
        cell.outputs = []
        self.clear_before_next_output = False
        self.cells.run(cell.source)
        reply = self._follow(cell, cell_index)
        cell["execution_count"] = reply["content"]["execution_count"]
        asyncio.run(self._check_raise_for_error(cell, cell_index, reply))
        return cell

    def _follow(self, cell: nbformat.NotebookNode, cell_index: int) -> dict:
        """Take the outputs of a cell in, and return its reply."""
        seconds = self._get_timeout(cell)
        while True:
            try:
                message = self.cells.message(seconds)
            except EOFError:
                raise DeadKernelError("Kernel died") from None
            if message is None:
                raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", seconds, cell)
            if message["msg_type"] == shell.REPLY:
                return message
            self.process_message(message, cell, cell_index)


def _record_error(nb_man: NotebookExecutionManager, index: int, error: Exception) -> None:
    """Write the error as the cell's output, where papermill looks for it, instead of the interrupt that it caused."""
    cell = nb_man.nb.cells[index]
    said = nbformat.v4.new_output(
        "error", ename=type(error).__name__, evalue=str(error).strip(), traceback=[str(error)]
    )
    cell.outputs = [*(output for output in cell.outputs if output.output_type != "error"), said]
    nb_man.cell_exception(cell, cell_index=index)
