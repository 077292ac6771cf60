"""The papermill engine of the report: papermill's own, which also says which cell is about to run."""

from __future__ import annotations

from collections.abc import Callable

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines

NAME = "territoires"


class ReportEngine(NBClientEngine):
    """papermill's engine, with a report before each cell and a dead kernel treated as an error of its cell."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, on_cell: Callable[[int], None], **kwargs
    ) -> None:
        """Execute the notebook held by papermill's manager.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            papermill's holder of the notebook.
        kernel_name : str
            Kernel to start.
        on_cell : callable
            Called with the index of each cell before it runs.
        """
        started = 0
        start_cell = nb_man.cell_start

        def tell_and_start(cell, cell_index=None, **more):
            nonlocal started
            started = cell_index
            on_cell(cell_index)
            start_cell(cell, cell_index, **more)

        nb_man.cell_start = tell_and_start
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except (DeadKernelError, CellTimeoutError) as error:
            _record_error(nb_man, started, error)


def _record_error(nb_man: NotebookExecutionManager, index: int, error: Exception) -> None:
    """Write the error as the cell's output, where papermill looks for it."""
    cell = nb_man.nb.cells[index]
    cell.outputs.append(
        nbformat.v4.new_output("error", ename=type(error).__name__, evalue=str(error).strip(), traceback=[str(error)])
    )
    nb_man.cell_exception(cell, cell_index=index)


papermill_engines.register(NAME, ReportEngine)
