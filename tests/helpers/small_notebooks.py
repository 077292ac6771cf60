"""Notebooks made for a test, what a run of them leaves, and a lighter process to run them."""

import time
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.report import Edition, Places
from analysis.territories import Territory

# A lighter warm process: these small notebooks need none of the heavy libraries.
LIGHT = "from analysis.report import processes; processes.WARM = 'analysis.report.make'; from analysis.cli import main; main()"
# papermill's own command; what this package keeps from being loaded takes longer than such a notebook.
PAPERMILL = "import analysis; from papermill.__main__ import papermill; papermill()"
DRAW = """import os, pathlib
folder = pathlib.Path(os.environ["TERRITOIRES_FIGURES"]) / region / "1_small"
folder.mkdir(parents=True)
_ = (folder / "map.png").write_bytes(b"drawn")"""
PARAMETERS = 'region: str = "84"\ndefinition: str = "zau"'
ARVERNE = Edition(Territory("region", "84", "Auvergne-Rhône-Alpes", "84"), "zau")


def write_notebook(folder: Path, *code: str, name: str = "1_small.ipynb") -> Path:
    cells = [new_markdown_cell("# Do they gain people?"), new_code_cell(PARAMETERS)]
    cells[1].metadata["tags"] = ["parameters"]
    for number, source in enumerate(code, start=1):
        cells += [new_markdown_cell(f"## Section {number}"), new_code_cell(source)]
    folder.mkdir(exist_ok=True)
    file = folder / name
    nbformat.write(new_notebook(cells=cells), file)
    return file


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def outputs_in(places: Places) -> dict[str, bytes]:
    """Return all that readers see: the accounts, which hold times, the lock and what is remembered aside."""
    made = files_in(places.rendered) | files_in(places.figures)
    apart = {"build.json", ".lock"}
    return {name: content for name, content in made.items() if apart.isdisjoint(Path(name).parts)}


def is_gone(pid: int) -> bool:
    """Say whether a process has ended, given ten seconds to do so (it may wait for someone to read its exit code)."""
    for _ in range(1000):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.01)
    return False
