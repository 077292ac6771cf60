"""The real notebooks give the same bytes by plain papermill and by the engine of the report, images included."""

import io

import pytest
from helpers.small_notebooks import outputs_in
from rich.console import Console

from analysis.report import Display, Edition, Places, processes, runner, tasks_of
from analysis.report.make import make
from analysis.territories import Territory

# One region with all its data; one with nearly none, in the chapters that tell it in the most ways.
REGIONS = {"94": "123456", "06": "34"}


@pytest.mark.slow
@pytest.mark.skipif(not processes.can_fork(), reason="this platform cannot fork safely: there is plain papermill only")
def test_two_regions_by_plain_papermill_and_by_the_engine(tmp_path, monkeypatch):
    notebooks = Places.from_environment().notebook_files()
    editions = [Edition(Territory.parse(region), "zau") for region in REGIONS]
    ours = Places(notebooks[0].parent, tmp_path / "rendered", tmp_path / "figures")
    wanted = {
        edition: [file for file in notebooks if file.stem[0] in REGIONS[edition.territory.code]] for edition in editions
    }
    for edition in editions:  # the second run finds what the first has remembered
        assert runner.run_report([edition], wanted[edition], ours, Display(Console(file=io.StringIO()))) == []
    given = outputs_in(ours)
    plain: dict[str, bytes] = {}
    for task in [task for edition in editions for task in tasks_of([edition], wanted[edition])]:
        folder = tmp_path / "plain" / task.edition.folder / task.notebook.stem
        folder.mkdir(parents=True)
        figures = tmp_path / "plain_figures" / task.notebook.stem
        make(task, folder, figures=figures, fork=False)
        plain |= {str(file.relative_to(figures)): file.read_bytes() for file in figures.rglob("*.*")}
        for suffix in (".ipynb", ".html"):
            plain[f"{task.edition.folder}/{task.notebook.stem}{suffix}"] = (
                (folder / task.notebook.name).with_suffix(suffix).read_bytes()
            )
    assert {name for name in given if not name.endswith("index.html")} == set(plain)
    assert [name for name, content in plain.items() if given[name] != content] == []
    for edition in editions:  # an edition that drew nothing would be the same in vain
        drawn = [name for name in plain if name.startswith(edition.folder) and name.endswith(".png")]
        assert drawn, f"no figure of {edition.folder} was drawn, so none was compared: do its notebooks still draw?"
