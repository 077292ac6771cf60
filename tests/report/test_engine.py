"""The engine on forked processes gives what a kernel gives, and nothing passes from one notebook to the next."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from helpers.small_notebooks import PAPERMILL, is_gone
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from analysis.report import engine, make, processes

pytestmark = pytest.mark.skipif(not processes.can_fork(), reason="this platform cannot fork safely")
# One cell of each kind of output.
EVERY_OUTPUT = [
    "print('first'); print('second', end='')",
    "import sys; print('to stderr', file=sys.stderr); print('to stdout')",
    "import pandas as pd\npd.DataFrame({'commune': ['15014'], 'share': [0.25]})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('inline')",
    "plt.plot([2, 2]);",
    "%matplotlib inline\nplt.plot([2, 3]);",
    "from IPython.display import HTML, Image, display, clear_output\ndisplay(HTML('<b>1</b>'), metadata={'a': 1})",
    "handle = display('before', display_id='one')",
    "display('after', display_id='one', update=True)",
    "print('gone'); clear_output(); print('stays')",
    "import asyncio\nawait asyncio.sleep(0.001)\n_, Out[3].shape, In[1][:5]",
    "%timeit -n1 -r1 -o -q pass\n!echo shell",
    "import warnings; warnings.warn('careful')",
    "{'nan': float('nan'), 'text': 'é'}",
]


@pytest.fixture
def run(tmp_path):
    """Return a function that runs cells by an engine and returns the executed notebook."""

    def execute(*sources: str, name: str | None = engine.NAME, **options) -> nbformat.NotebookNode:
        cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
        spec = {"name": "python3", "language": "python", "display_name": "Python"}
        file = tmp_path / "in.ipynb"
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), file)
        made = tmp_path / "out.ipynb"
        papermill.execute_notebook(file, made, engine_name=name, progress_bar=False, **options)
        return nbformat.read(made, as_version=4)

    return execute


def shown(notebook: nbformat.NotebookNode) -> list:
    return [(cell.execution_count, [hide_paths(output) for output in cell.outputs]) for cell in notebook.cells]


def hide_paths(output: dict) -> dict:
    """Hide the name that a kernel gives to the file of a cell: it holds the number of its process."""
    if output.get("name") == "stderr":
        output["text"] = output["text"].split(": UserWarning", 1)[-1]
    return output


def test_every_kind_of_output_is_as_a_kernel_gives_it(tmp_path):
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(EVERY_OUTPUT)]
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), tmp_path / "in.ipynb")
    made = []
    # From outside: the test runner's own hold on warnings and streams would reach into a fork of it.
    for number, chosen in enumerate([[], ["--engine", engine.NAME]]):
        out = tmp_path / f"{number}.ipynb"
        command = [sys.executable, "-c", PAPERMILL, str(tmp_path / "in.ipynb"), str(out), *chosen]
        subprocess.run(command, check=True, capture_output=True)
        made.append(shown(nbformat.read(out, as_version=4)))
    assert made[0] == made[1]


def test_what_child_processes_print_stands_where_it_was_printed(run):
    made = run("import os\nprint('first'); _ = os.system('echo second; echo aside >&2'); print('third')")
    told = {output.name: output.text for output in made.cells[0].outputs}
    assert told == {"stdout": "first\nsecond\nthird\n", "stderr": "aside\n"}


def test_the_warm_process_has_no_thread_that_a_fork_would_lose():
    # The allocator's own thread is started again after a fork.
    told = "from pathlib import Path; import analysis.report.warm\n" + (
        "print(*(task.read_text().strip() for task in Path('/proc/self/task').glob('*/comm')))"
    )
    if not Path("/proc/self/task").exists():
        pytest.skip("this system does not list the threads of a process in /proc")
    said = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert len([name for name in said.stdout.split() if not name.startswith("jemalloc")]) == 1


@pytest.mark.parametrize("module", ["report.make", "site"])
def test_nothing_that_makes_notebooks_loads_the_checker_of_addresses(module):
    told = f"import sys, analysis.{module}; print([name for name in sys.modules if name.startswith('rfc3987_syntax.')])"
    said = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert said.stdout == "[]\n", "it takes three seconds of every run: analysis/__init__.py keeps it from being loaded"


@pytest.mark.parametrize("broken", ["notes.txt", "territories.parquet"])
def test_the_warm_process_starts_whatever_the_snapshot_holds(broken, tmp_path):
    (tmp_path / broken).write_text("not a table")
    environment = os.environ | {"TERRITOIRES_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import analysis.report.warm"], check=True, env=environment)


def test_papermill_finds_it_by_its_entry_point():
    from importlib.metadata import entry_points

    (found,) = entry_points(group="papermill.engine", name=engine.NAME)
    assert found.load() is engine.ReportEngine


def test_nothing_passes_from_one_notebook_to_the_next(run):
    change = "import sys, random, os, numpy as np\nsys.left, leaked = 1, 2\nos.environ['LEFT'] = '1'\nimport colorsys"
    run(change)
    seen = run("import sys, os\n[hasattr(sys, 'left'), 'leaked' in globals(), 'LEFT' in os.environ]", "len(In)")
    assert seen.cells[0].outputs[0]["data"]["text/plain"] == "[False, False, False]"
    assert seen.cells[1].outputs[0]["data"]["text/plain"] == "3"
    assert not hasattr(sys, "left") and "LEFT" not in os.environ


def test_two_notebooks_do_not_draw_the_same_random_numbers(run):
    draw = "import random, numpy as np; (random.random(), float(np.random.rand()))"
    first, second = (eval(run(draw).cells[0].outputs[0]["data"]["text/plain"]) for _ in range(2))
    assert first[0] != second[0] and first[1] != second[1]


def test_style_set_before_is_not_the_style_of_the_notebook(run):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 33}):
        seen = run("import matplotlib as mpl; mpl.rcParams['font.size'] == mpl.rcParamsDefault['font.size']")
    assert seen.cells[0].outputs[0]["data"]["text/plain"] == "True"


def test_a_matplotlibrc_of_somebody_is_in_no_figure(tmp_path):
    cells = [new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);", id="cell")]
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), tmp_path / "in.ipynb")
    (tmp_path / "matplotlibrc").write_text("axes.grid: True\nfont.size: 33\nlines.linewidth: 9\n", encoding="utf-8")
    (tmp_path / "here").mkdir()
    made = []
    for folder in (tmp_path, tmp_path / "here"):
        # matplotlib looks for the file where the command stands, before all other places.
        drawn = f"import matplotlib; {PAPERMILL}"
        command = [sys.executable, "-c", drawn, str(tmp_path / "in.ipynb"), "out.ipynb", "--engine", engine.NAME]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        made.append(shown(nbformat.read(folder / "out.ipynb", as_version=4)))
    assert made[0] == made[1]


@pytest.mark.parametrize("fork", [True, False])
def test_what_stands_where_the_command_was_given_is_no_module_of_a_notebook(run, tmp_path, monkeypatch, fork):
    (tmp_path / "of_somebody.py").write_text("print('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PapermillExecutionError, match="No module named 'of_somebody'"):
        run("import of_somebody", fork=fork, extra_arguments=make.QUIET)


def test_an_error_stops_the_notebook_at_its_cell(run, tmp_path):
    with pytest.raises(PapermillExecutionError) as failure:
        run("1", "1 / 0", "print('never')")
    assert failure.value.ename == "ZeroDivisionError" and failure.value.exec_count == 2
    kept = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    (error,) = [output for cell in kept.cells for output in cell.get("outputs", []) if output.output_type == "error"]
    assert re.sub(r"\x1b\[[0-9;]*m", "", error.traceback[2]).startswith("Cell In[2], line 1")
    assert kept.cells[-1].execution_count is None


def test_an_allowed_error_does_not_stop_it(run, tmp_path):
    cells = [new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}), new_code_cell("'reached'")]
    spec = {"name": "python3", "language": "python", "display_name": "Python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), tmp_path / "allowed.ipynb")
    made = tmp_path / "made.ipynb"
    # papermill itself stops at any error output once the notebook is through; the cells after it have run.
    with pytest.raises(PapermillExecutionError):
        papermill.execute_notebook(tmp_path / "allowed.ipynb", made, engine_name=engine.NAME, progress_bar=False)
    assert nbformat.read(made, as_version=4).cells[-1].outputs[0]["data"]["text/plain"] == "'reached'"


@pytest.mark.parametrize("fork", [True, False])
def test_a_notebook_that_hangs_is_ended_with_all_that_it_started(run, tmp_path, fork):
    started = tmp_path / "child"
    hang = f"import subprocess, pathlib, time\nchild = subprocess.Popen(['sleep', '600'])\npathlib.Path({str(started)!r}).write_text(str(child.pid))\ntime.sleep(600)"
    with pytest.raises(PapermillExecutionError) as failure:
        run("1", hang, fork=fork, execution_timeout=2)
    assert failure.value.ename == "CellTimeoutError" and failure.value.cell_index == 1
    if fork:
        assert is_gone(int(started.read_text()))


def test_a_process_that_dies_is_an_error_of_its_cell(run):
    with pytest.raises(PapermillExecutionError) as failure:
        run("1", "import os; os.kill(os.getpid(), 9)")
    assert failure.value.ename == "DeadKernelError" and failure.value.cell_index == 1


def test_the_notebook_says_which_files_of_the_snapshot_it_read(run):
    made = run("from analysis import snapshot", "_ = snapshot.load('mobile_epci')")
    assert made.metadata[engine.PROVENANCE]["files_read"] == ["mobile_epci.parquet"]


def test_the_fallback_without_fork_gives_the_same(run, monkeypatch):
    forked = shown(run(*EVERY_OUTPUT[:6]))
    monkeypatch.setattr(engine, "can_fork", lambda: False)
    assert shown(run(*EVERY_OUTPUT[:6])) == forked


def test_an_input_is_refused_and_not_waited_for(run):
    with pytest.raises(PapermillExecutionError, match="nobody is there to answer"):
        run("input('name?')")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this platform does not list the open files")
def test_no_open_file_is_left(run):
    run("print(1)")
    before = len(os.listdir("/proc/self/fd"))
    run("print(1)")
    assert len(os.listdir("/proc/self/fd")) <= before
