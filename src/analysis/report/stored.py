"""Execute a notebook where it stands, so that its outputs are stored with it: those of the default region."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.report.task import NotebookFailed

if TYPE_CHECKING:
    import nbformat

# What the outputs that are stored tell of, whatever somebody has set to look at another place.
STORED = {"region": "84", "definition": "zau", "language": "en"}


def store_outputs(notebook: Path) -> bool:
    """Execute a notebook in place, with the parameters of `STORED`, and store its outputs if they are not those stored.

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
        nbformat.write(with_parameters(nbformat.read(notebook, as_version=4), STORED), draft)
        content = make.tidy(make.execute(draft, draft))
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


def tidy_file(notebook: Path) -> bool:
    """Take out of a notebook what its editor has noted in it, times and versions; its cells and outputs stay.

    Returns
    -------
    bool
        Whether there was anything.
    """
    import nbformat

    from analysis.report import make

    held = notebook.read_text(encoding="utf-8")
    wanted = nbformat.writes(make.tidy(nbformat.reads(held, as_version=4))) + "\n"
    if wanted == held:
        return False
    draft = notebook.with_name(f".{notebook.stem}.{os.getpid()}.ipynb")
    try:
        draft.write_text(wanted, encoding="utf-8")
        os.replace(draft, notebook)
    finally:
        draft.unlink(missing_ok=True)
    return True


def with_parameters(notebook: nbformat.NotebookNode, values: dict[str, str]) -> nbformat.NotebookNode:
    """Set in place the texts that the tagged cell of a notebook assigns; its comments and other lines stay."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            for name, value in values.items():
                assigned = re.compile(rf"^({name}\b[^=\n]*=\s*)(?:\"[^\"\n]*\"|'[^'\n]*'|\d+)", re.MULTILINE)
                cell.source = assigned.sub(rf'\g<1>"{value}"', cell.source)
    return notebook
