"""Never stale, never redone: a notebook runs again when, and only when, something that it depends on has changed."""

import io
import json
import os
import shutil
from pathlib import Path

import pytest
from helpers.small_notebooks import ARVERNE, DRAW, write_notebook
from helpers.told import tell
from rich.console import Console

from analysis import snapshot
from analysis.report import Display, Edition, Places, fingerprints, freshness, runner, tasks_of
from analysis.report.task import Task
from analysis.territories import Territory

READ = 'from analysis import snapshot; len(snapshot.load("{}"))'
CORSICA = Edition(Territory("region", "94", "Corse", "94"), "zau")


@pytest.fixture
def places(tmp_path) -> Places:
    """Two notebooks made for a region: the first draws and reads one table, the second reads another."""
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    write_notebook(places.notebooks, DRAW, READ.format("mobile_epci"))
    write_notebook(places.notebooks, READ.format("typologies"), name="2_other.ipynb")
    assert run(places) == ["1_small", "2_other"]
    return places


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """Let the snapshot be a copy that may be changed."""
    copy = tmp_path / "data"
    copy.mkdir()
    for name in ("mobile_epci.parquet", "typologies.parquet", "territories.parquet", "manifest.json"):
        shutil.copy(snapshot.folder() / name, copy / name)
    monkeypatch.setenv("TERRITOIRES_DATA", str(copy))
    return tell(copy)


def run(places: Places, *editions: Edition) -> list[str]:
    """Run the report and return the notebooks that did run."""
    account = places.rendered / "build.json"
    account.unlink(missing_ok=True)  # a run that makes nothing writes none
    display = Display(Console(file=io.StringIO()))
    assert runner.run_report([*editions] or [ARVERNE], places.notebook_files(), places, display) == []
    if not account.exists():
        return []
    made = json.loads(account.read_text(encoding="utf-8"))["notebooks"]
    return [name.split()[1] for name, entry in made.items() if entry["outcome"] == "done"]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_nothing_runs(data, places):
    assert run(places) == []


def test_a_changed_text_runs_its_notebook_again_and_no_other(data, places):
    replace(places.notebooks / "2_other.ipynb", "Section 1", "Part 1")
    assert run(places) == ["2_other"]
    assert run(places) == []


def test_the_stored_outputs_of_a_notebook_are_not_its_text(data, places):
    replace(places.notebooks / "2_other.ipynb", '"outputs": []', '"outputs": [], "execution_count": 3')
    assert run(places) == []


def test_each_territory_and_definition_has_outputs_of_its_own(data, places):
    assert run(places, ARVERNE, CORSICA) == ["1_small", "2_other"]
    assert not freshness.reason_to_run(Task(CORSICA, places.notebooks / "1_small.ipynb"), places)
    other = Edition(CORSICA.territory, "aav")
    assert freshness.reason_to_run(Task(other, places.notebooks / "1_small.ipynb"), places) == "never run"


def test_a_changed_table_runs_the_notebook_that_reads_it_and_no_other(data, places):
    shutil.copy(data / "territories.parquet", data / "mobile_epci.parquet")
    tell(data)
    assert run(places) == ["1_small"]


def test_a_damaged_table_stops_the_run_before_any_work(data, places):
    made = (places.rendered / "84" / "1_small.html").read_bytes()
    shutil.copy(data / "territories.parquet", data / "mobile_epci.parquet")
    with pytest.raises(
        snapshot.AlteredData, match=r"mobile_epci\.parquet: is not the file that was built .*git checkout"
    ):
        run(places)
    assert (places.rendered / "84" / "1_small.html").read_bytes() == made
    assert not (places.rendered / "build.json").exists(), "a run that must not start has written its account"


def test_altered_data_are_marked_on_every_page_and_made_again_once_whole(data, places, monkeypatch):
    whole = (data / "mobile_epci.parquet").read_bytes()
    shutil.copy(data / "territories.parquet", data / "mobile_epci.parquet")
    monkeypatch.setenv(snapshot.ALLOWED, "1")
    # The second notebook reads none of it; its index, and its account, stand beside those of the first.
    assert run(places) == ["1_small", "2_other"]
    index = (places.rendered / "84" / "index.html").read_text(encoding="utf-8")
    assert "Altered data: mobile_epci.parquet is not as it was built" in index
    assert list(json.loads((places.rendered / "build.json").read_text("utf-8"))["altered"]) == ["mobile_epci.parquet"]
    assert run(places) == []
    monkeypatch.delenv(snapshot.ALLOWED)
    (data / "mobile_epci.parquet").write_bytes(whole)
    assert run(places) == ["1_small", "2_other"]
    assert "Altered" not in (places.rendered / "84" / "index.html").read_text(encoding="utf-8")


def test_a_notebook_reads_the_snapshot_that_its_run_reads(places, data, tmp_path, monkeypatch):
    """The warm process is older than the run: what it was told of the snapshot no longer holds."""
    other = tmp_path / "other"
    other.mkdir()
    for file in data.iterdir():
        shutil.copy(file, other / file.name)
    shutil.copy(data / "territories.parquet", other / "typologies.parquet")
    tell(other)
    monkeypatch.setenv("TERRITOIRES_DATA", str(other))
    former = (places.rendered / "84" / "2_other.ipynb").read_text(encoding="utf-8")
    assert run(places) == ["2_other"]
    assert (places.rendered / "84" / "2_other.ipynb").read_text(encoding="utf-8") != former


@pytest.mark.parametrize("name", ["1_small.html", "1_small.ipynb"])
def test_a_page_deleted_or_tampered_with_is_made_again(data, places, name):
    file = places.rendered / "84" / name
    made = file.read_bytes()
    file.unlink()
    assert run(places) == ["1_small"]
    assert file.read_bytes() == made
    file.write_bytes(made + b" ")
    assert run(places) == ["1_small"]
    assert file.read_bytes() == made


def test_a_figure_deleted_or_tampered_with_is_made_again(data, places):
    figure = places.figures / "84" / "1_small" / "map.png"
    figure.write_bytes(b"druwn")
    assert run(places) == ["1_small"]
    figure.unlink()
    assert run(places) == ["1_small"]
    assert figure.read_bytes() == b"drawn"


def test_a_page_of_the_same_size_and_time_is_seen_to_differ(data, places):
    file = places.rendered / "84" / "1_small.html"
    made, known = file.read_text(encoding="utf-8"), file.stat()
    file.write_text(made.replace("<", ">", 1), encoding="utf-8")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert run(places) == ["1_small"]


def test_outputs_are_not_read_again_unless_they_were_touched(data, places, monkeypatch, tmp_path):
    copied = Places(places.notebooks, tmp_path / "copied", tmp_path / "copied figures")
    shutil.copytree(places.rendered, copied.rendered)
    shutil.copytree(places.figures, copied.figures)
    assert run(copied) == []
    read, digest = [], fingerprints.digest
    monkeypatch.setattr(fingerprints, "digest", lambda file: read.append(file.name) or digest(file))
    runner.plan(tasks_of([ARVERNE], places.notebook_files()), places)
    assert read == []
    runner.plan(tasks_of([ARVERNE], copied.notebook_files()), copied)
    assert {"1_small.html", "map.png"} <= set(read)


ENTRY = {"title": "x", "inputs": {}, "data": {}, "outputs": {}}
OTHER_SHAPES = [
    [],
    "a",
    None,
    {},
    {"notebooks": []},
    {"notebooks": None},
    {"notebooks": "1_small"},
    {"notebooks": {"1_small": 5}},
    {"notebooks": {"1_small": {}}},
    {"notebooks": {"1_small": ENTRY | {"title": 5}}},
    {"notebooks": {"1_small": ENTRY | {"inputs": []}}},
    {"notebooks": {"1_small": ENTRY | {"altered": None}}},
]


@pytest.mark.parametrize("content", ["{", "[" * 100_000, *map(json.dumps, OTHER_SHAPES)], ids=lambda text: text[:90])
def test_an_account_that_cannot_be_read_is_none(data, places, content):
    (places.rendered / "84" / "build.json").write_text(content, encoding="utf-8")
    assert run(places) == ["1_small", "2_other"]
    assert run(places) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("outputs", {"elsewhere/1_small.html": ""}),
        ("outputs", {"rendered": ""}),
        ("outputs", {"rendered/../../letters.txt": ""}),
        ("outputs", []),
        ("stamps", []),
        ("data", {"../letters.txt": "", "/etc/letters.txt": ""}),
        ("data", "mobile_epci.parquet"),
    ],
)
def test_a_part_of_an_account_that_no_run_writes_is_none(data, places, part, value):
    file = places.rendered / "84" / "build.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    told["notebooks"]["1_small"][part] = value
    file.write_text(json.dumps(told), encoding="utf-8")
    assert "1_small" in run(places)
    assert run(places) == []


@pytest.mark.parametrize("kind", ["build.json", ".failed.ipynb"])
@pytest.mark.parametrize("name", ["{victim}", "../../victim", "..", ".", "", "letters"])
def test_what_is_no_chapter_is_never_removed_whatever_the_results_name(data, places, tmp_path, name, kind):
    """An account may come from anywhere: results are zipped and sent."""
    for folder in (tmp_path, places.figures, places.figures / "84"):
        (folder / "victim").mkdir()
        (folder / "victim" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "victim.html").write_text("mine", encoding="utf-8")
    before = sorted(file for file in tmp_path.rglob("*") if file.is_file() and file.name not in ("build.json", ".lock"))
    home, stem = places.rendered / "84", name.format(victim=tmp_path / "victim")
    if kind == "build.json":
        told = json.loads((home / kind).read_text(encoding="utf-8"))
        told["notebooks"][stem] = ENTRY
        (home / kind).write_text(json.dumps(told), encoding="utf-8")
    elif "/" in stem:
        pytest.skip("a file has no such name")
    else:
        (home / f"{stem}{kind}").write_text("{}", encoding="utf-8")
    run(places)
    gone = [file for file in before if not file.exists()]
    assert not gone, f"a run removed these: {gone}"


def test_other_libraries_run_everything_again(data, places, monkeypatch):
    monkeypatch.setattr(fingerprints, "libraries", lambda: "others")
    reasons = [one.reason for one in runner.plan(tasks_of([ARVERNE], places.notebook_files()), places)]
    assert reasons == ["the libraries changed"] * 2


def test_code_counts_for_the_notebooks_that_reach_it_only(tmp_path, monkeypatch):
    package = tmp_path / "analysis"
    modules = {
        "__init__": "",
        "report/__init__": "",
        "report/make": "",
        "first_story": "from analysis import (\n    charts,  # drawn with\n)\n",
        "second_story": "def late():\n    from analysis.measures import share as part\n",
        "charts": "import analysis.style\n",
        "style": "",
        "measures": "from analysis.charts import bars\n",
        "unused": "",
    }
    for name, text in modules.items():
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(fingerprints, "PACKAGE", package)

    def reached(*sources: str) -> set[str]:
        return {file.stem for file in fingerprints.reachable(sources)} - {"__init__", "make"}

    assert reached("from analysis import first_story as story") == {"first_story", "charts", "style"}
    assert reached("import analysis.second_story") == {"second_story", "measures", "charts", "style"}
    assert reached("x = 1", "import os\nfrom pandas import DataFrame") == set()
    before = (
        fingerprints.code(["from analysis import first_story"]),
        fingerprints.code(["import analysis.second_story"]),
    )
    (package / "measures.py").write_text("changed = 1\n", encoding="utf-8")
    after = fingerprints.code(["from analysis import first_story"]), fingerprints.code(["import analysis.second_story"])
    assert before[0] == after[0] and before[1] != after[1]


def test_the_code_of_the_real_notebooks_is_what_their_runs_import():
    """What was read from the import statements holds, at least, what importing gives."""
    import subprocess
    import sys

    for notebook in Places.from_environment().notebook_files():
        sources = [cell["source"] for cell in fingerprints.cells_of(notebook) if cell["cell_type"] == "code"]
        imports = "\n".join(
            line for text in sources for line in text.splitlines() if line.startswith(("from ", "import "))
        )
        shown = "import sys; print(*sorted(m.__file__ for n, m in sys.modules.items() if n.startswith('analysis')))"
        done = subprocess.run([sys.executable, "-c", f"{imports}\n{shown}"], capture_output=True, text=True, check=True)
        loaded = {Path(file) for file in done.stdout.split()}
        assert loaded <= fingerprints.reachable(sources) and len(loaded) > 10


def test_a_missing_file_of_the_snapshot_is_a_change(tmp_path, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    (tmp_path / "a.parquet").write_bytes(b"1")
    before = fingerprints.data(["a.parquet"])
    (tmp_path / "a.parquet").unlink()
    assert fingerprints.data(["a.parquet"]) != before


def test_everything_covers_each_module_and_each_file_of_the_snapshot(data, tmp_path, monkeypatch):
    package = tmp_path / "analysis"
    (package / "report").mkdir(parents=True)
    for name in ("population.py", "report/late.py"):
        (package / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "PACKAGE", package)
    before = fingerprints.everything()
    assert fingerprints.everything() == before
    (package / "report" / "late.py").write_text("x = 1", encoding="utf-8")
    after = fingerprints.everything()
    assert after["code"] != before["code"] and after["data"] == before["data"]
    shutil.copy(data / "territories.parquet", data / "mobile_epci.parquet")
    assert fingerprints.everything()["data"] != after["data"]
