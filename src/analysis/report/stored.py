"""Execute a notebook where it stands, so that its outputs are stored with it: those of the default region."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.report.task import NotebookFailed


def store_outputs(notebook: Path) -> bool:
    """Execute a notebook in place, with its own parameters, and store its outputs if they are not those stored.

    Returns
    -------
    bool
        Whether they were out of date.

    Raises
    ------
    NotebookFailed
        If a cell fails; the notebook stays as it was.
    """
    # Papermill takes a second to import, and each notebook is a fork of this process: what they read first is loaded once.
    import nbformat
    from papermill.exceptions import PapermillExecutionError

    from analysis.report import engine, make, warm  # noqa: F401

    draft = notebook.with_name(f".{notebook.stem}.{os.getpid()}.ipynb")
    try:
        content = make.tidy(make.execute(notebook, draft))
        content.metadata.pop(engine.PROVENANCE, None)
        nbformat.write(content, draft)
        changed = draft.read_bytes() != notebook.read_bytes()
        if changed:
            os.replace(draft, notebook)
        return changed
    except PapermillExecutionError as error:
        raise NotebookFailed(f"notebook {notebook.stem}: {make.said_of(error)}; it stays as it was") from error
    finally:
        draft.unlink(missing_ok=True)
