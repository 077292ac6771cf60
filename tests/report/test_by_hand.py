"""A chapter run by papermill's own command, as people do it: codes with a leading zero, typing errors, help."""

import subprocess
import sys

import nbformat
import pytest
from helpers.small_notebooks import write_notebook

SETUP = """from analysis.chapter import Chapter
chapter = Chapter.open("1_small", region=region, definition=definition)
print(chapter.territory.text, chapter.definition)"""


pytestmark = pytest.mark.slow


@pytest.fixture
def papermill(tmp_path):
    """Return a function that runs a small chapter with the words of a command line."""
    notebook = write_notebook(tmp_path / "notebooks", SETUP)

    def call(*words: str) -> tuple[subprocess.CompletedProcess, str]:
        made = tmp_path / "out.ipynb"
        quiet = ("--no-progress-bar", "--kernel", "python3", "--language", "python")
        command = [sys.executable, "-m", "papermill", str(notebook), str(made), *quiet, *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        cells = nbformat.read(made, as_version=4).cells if made.exists() else []
        said = [output.get("text", "") for cell in cells for output in cell.get("outputs", [])]
        return done, "".join(said).strip()

    return call


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


@pytest.mark.parametrize("engine", [(), ("--engine", "territoires")], ids=["papermill", "territoires"])
def test_a_parameter_that_does_not_exist_is_refused(papermill, engine):
    done, said = papermill(*engine, "-p", "regoin", "06")
    assert done.returncode != 0, f"the notebook told of the default region instead: {said}"
    assert done.stderr.strip().splitlines()[-1] == (
        "UnknownParameter: parameter: 'regoin' is none of this notebook; nearest: region"
    )
