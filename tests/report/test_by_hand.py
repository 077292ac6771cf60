"""A chapter run and saved by hand, as people do it: by papermill's own command, by JupyterLab."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from helpers.small_notebooks import PAPERMILL, PARAMETERS, write_notebook

from analysis.report import STORED, store_outputs, stored, tidy_file

SETUP = """from analysis.chapter import Chapter
chapter = Chapter.open("1_small", region=region, definition=definition)
print(chapter.territory.text, chapter.definition)"""

ROOT = Path(__file__).resolve().parents[2]
TIMES = {"iopub.execute_input": "2026-11-26T14:00:00.000000Z", "shell.execute_reply": "2026-11-26T14:00:01.000000Z"}


@pytest.fixture
def papermill(tmp_path):
    """Return a function that runs a small chapter with the words of a command line."""
    notebook = write_notebook(tmp_path / "notebooks", SETUP)

    def call(*words: str) -> tuple[subprocess.CompletedProcess, str]:
        made = tmp_path / "out.ipynb"
        quiet = ("--no-progress-bar", "--kernel", "python3", "--language", "python")
        command = [sys.executable, "-c", PAPERMILL, str(notebook), str(made), *quiet, *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        cells = nbformat.read(made, as_version=4).cells if made.exists() else []
        said = [output.get("text", "") for cell in cells for output in cell.get("outputs", [])]
        return done, "".join(said).strip()

    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("-p region 06", "06 zau"),
        ("-y region:_01 -p definition aav --engine territoires", "01 aav"),
    ],
)
def test_a_territory_is_given_as_papermill_reads_it(papermill, words, told):
    done, said = papermill(*(word.replace("_", " ") for word in words.split()))
    assert done.returncode == 0, done.stderr
    assert said == told


@pytest.mark.slow
@pytest.mark.parametrize("engine", [(), ("--engine", "territoires")], ids=["papermill", "territoires"])
def test_a_parameter_that_does_not_exist_is_refused(papermill, engine):
    done, said = papermill(*engine, "-p", "regoin", "06")
    assert done.returncode != 0, f"the notebook told of the default region instead: {said}"
    assert done.stderr.strip().splitlines()[-1] == (
        "UnknownParameter: parameter: 'regoin' is none of this notebook; nearest: region"
    )


def save_as_jupyterlab(file: Path) -> None:
    """Give a notebook the metadata that JupyterLab saves with it."""
    content = nbformat.read(file, as_version=4)
    content.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    content.metadata["language_info"] = {"name": "python", "version": "3.13.1", "codemirror_mode": {"version": 3}}
    content.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for cell in content.cells:
        cell.metadata |= {"execution": TIMES, "collapsed": True, "jupyter": {"source_hidden": True}}
        cell.metadata.setdefault("tags", [])
    nbformat.write(content, file)


def test_what_an_editor_notes_is_taken_out_and_all_else_stays(tmp_path):
    notebook = write_notebook(tmp_path, "print(region)")
    store_outputs(notebook)
    before = notebook.read_bytes()
    assert not tidy_file(notebook) and notebook.read_bytes() == before, "a notebook without notes was written"
    save_as_jupyterlab(notebook)
    assert notebook.read_bytes() != before
    assert tidy_file(notebook) and notebook.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [notebook.name], "a draft was left behind"


def test_the_hook_of_a_commit_mends_the_file_and_says_so(tmp_path):
    notebook = write_notebook(tmp_path, "1")
    save_as_jupyterlab(notebook)
    command = [sys.executable, str(ROOT / "tools" / "tidy_notebooks.py"), str(notebook)]
    first, second = (subprocess.run(command, capture_output=True, text=True) for _ in range(2))
    assert (first.returncode, second.returncode) == (1, 0), first.stderr + second.stderr
    assert first.stdout.startswith(f"{notebook}: took out ") and second.stdout == ""
    assert "tools/tidy_notebooks.py" in (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")


def test_renewed_notebooks_hold_nothing_that_the_hook_would_take_out(tmp_path):
    notebook = write_notebook(tmp_path, "1 + 1", "print(region)")
    save_as_jupyterlab(notebook)
    store_outputs(notebook)
    assert not tidy_file(notebook), "the hook would take out what `territoires renew` has just stored"


def test_a_notebook_saved_for_another_region_is_stored_for_the_default_one_again(tmp_path):
    notebook = write_notebook(tmp_path, "print(region, definition)")
    store_outputs(notebook)
    before = notebook.read_bytes()
    other = before.replace(b'region: str = \\"84\\"', b'region: str = \\"94\\"').replace(b"84 zau", b"94 zau")
    assert other != before
    notebook.write_bytes(other)
    assert store_outputs(notebook) and notebook.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (PARAMETERS, PARAMETERS),
        ("region = '06'\ndefinition='aav'  # zau or \"aav\"", 'region = "84"\ndefinition="zau"  # zau or "aav"'),
        ("region: str = 6  # FR\nregions = 2\nyear = 2013", 'region: str = "84"  # FR\nregions = 2\nyear = 2013'),
    ],
)
def test_only_the_values_of_the_parameters_are_set_again(source, wanted):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    other = nbformat.v4.new_code_cell('region = "94"')
    notebook = stored.with_parameters(nbformat.v4.new_notebook(cells=[cell, other]), STORED)
    assert [cell.source for cell in notebook.cells] == [wanted, 'region = "94"']
