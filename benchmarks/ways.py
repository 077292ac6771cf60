"""Ways to run the notebooks for several regions, each as a program of its own: ``python ways.py WAY FOLDER REGION ...``.

Each leaves ``FOLDER/<region>/<notebook>.ipynb``. All execute the same notebooks with the same parameters; only the last
one renders pages too.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9]_*.ipynb"))
Job = tuple[Path, Path, dict[str, str]]


def jobs(folder: Path, regions: list[str]) -> list[Job]:
    """Return notebook, place of the executed one and parameters, for each notebook of each region."""
    return [
        (notebook, folder / region.replace(":", "-") / notebook.name, {"region": region, "definition": "zau"})
        for region in regions
        for notebook in NOTEBOOKS
    ]


def papermill_command_line(todo: list[Job]) -> None:
    """Start papermill's command for each notebook."""
    for notebook, made, parameters in todo:
        given = [word for name, value in parameters.items() for word in ("-r", name, value)]
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", "--log-level", "ERROR"]
        subprocess.run([*command, *given, str(notebook), str(made)], check=True, stderr=subprocess.DEVNULL)


def _papermill(job: Job) -> None:
    import papermill

    notebook, made, parameters = job
    papermill.execute_notebook(notebook, made, parameters=parameters, progress_bar=False)


def papermill_api(todo: list[Job]) -> None:
    """Call papermill for each notebook, in one process; it starts a kernel for each."""
    for job in todo:
        _papermill(job)


def papermill_api_two_processes(todo: list[Job]) -> None:
    """Call papermill from two processes that share the notebooks out."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(_papermill, todo))


def _parameterized(notebook: Path, parameters: dict[str, str]):
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    return parameterize_notebook(
        load_notebook_node(str(notebook)), parameters, kernel_name="python3", language="python"
    )


def nbclient(todo: list[Job]) -> None:
    """Execute each notebook with the client that papermill itself stands on."""
    import nbformat
    from nbclient import NotebookClient

    for notebook, made, parameters in todo:
        content = _parameterized(notebook, parameters)
        NotebookClient(content, kernel_name="python3").execute()
        nbformat.write(content, made)


def ploomber_engine(todo: list[Job]) -> None:
    """Execute each notebook without a kernel, all in one process."""
    os.environ["PLOOMBER_STATS_ENABLED"] = "false"  # it would tell its makers over the network
    from ploomber_engine import execute_notebook

    for notebook, made, parameters in todo:
        execute_notebook(str(notebook), str(made), parameters=parameters, progress_bar=False)


def jupyter_cache(todo: list[Job]) -> None:
    """Execute each notebook through an empty cache of executed notebooks."""
    import nbformat
    from jupyter_cache import get_cache
    from jupyter_cache.executors import load_executor

    cache = get_cache(todo[0][1].parents[1] / ".jupyter_cache")
    for notebook, made, parameters in todo:
        nbformat.write(_parameterized(notebook, parameters), made)
        cache.add_nb_to_project(str(made))
    load_executor("local-serial", cache=cache).run_and_cache(timeout=600)
    for _, made, _ in todo:
        nbformat.write(cache.merge_match_into_file(str(made))[1], made)


def territoires(todo: list[Job]) -> None:
    """Run this project's own command."""
    regions = list(dict.fromkeys(parameters["region"] for _, _, parameters in todo))
    command = [sys.executable, "-c", "from analysis.cli import main; main()", "run", "--force"]
    folder = todo[0][1].parents[1]
    subprocess.run(
        [*command, "--region", ",".join(regions)],
        env=os.environ | {"TERRITOIRES_RENDERED": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def cells_alone(todo: list[Job]) -> None:
    """Write the CPU seconds of the cells themselves, each notebook in a fork of a process that has imported all."""
    import json
    import time

    import nbformat
    from IPython.core.interactiveshell import InteractiveShell

    from analysis.report import warm  # noqa: F401

    def run_cells(job: Job, pipe) -> None:
        """Execute one notebook and send the CPU seconds of its cells."""
        notebook, _, parameters = job
        shell = InteractiveShell.instance(colors="nocolor")
        shell.display_pub.publish = lambda *_, **__: None
        seconds = 0.0
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "code":
                given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
                source = given if "parameters" in cell.metadata.get("tags", []) else cell.source
                began = time.process_time()
                shell.run_cell(source).raise_error()
                seconds += time.process_time() - began
        pipe.send(seconds)

    context, total = get_context("fork"), 0.0
    for job in todo:
        mine, its = context.Pipe(duplex=False)
        process = context.Process(target=run_cells, args=(job, its))
        process.start()
        total += mine.recv()
        process.join()
    (todo[0][1].parents[1] / "cells.json").write_text(json.dumps(total), encoding="utf-8")


WAYS: dict[str, Callable[[list[Job]], None]] = {
    way.__name__: way
    for way in (
        papermill_command_line,
        papermill_api,
        papermill_api_two_processes,
        nbclient,
        ploomber_engine,
        jupyter_cache,
        territoires,
        cells_alone,
    )
}

if __name__ == "__main__":
    way, folder, *regions = sys.argv[1:]
    todo = jobs(Path(folder), regions)
    for _, made, _ in todo:
        made.parent.mkdir(parents=True, exist_ok=True)
    os.environ["TERRITOIRES_FIGURES"] = str(Path(folder) / "figures")
    WAYS[way](todo)
