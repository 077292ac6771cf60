"""Never half-written: whatever ends a run, what is in place is whole, and the next run gives what an undisturbed one gives."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from helpers.small_notebooks import DRAW, LIGHT, is_gone, outputs_in, write_notebook

from analysis import snapshot
from analysis.report import Places, processes

pytestmark = pytest.mark.skipif(not processes.can_fork(), reason="this platform cannot fork safely")
KILLS = 20


@pytest.fixture
def places(tmp_path) -> Places:
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    for number in (1, 2):
        text = DRAW.replace("1_small", f"{number}_small") + "\nimport time; time.sleep(0.1)"
        write_notebook(places.notebooks, text, "print(region)", name=f"{number}_small.ipynb")
    return places


@pytest.fixture
def scratch():
    """An empty folder for temporary files, of a name short enough for sockets in it."""
    with tempfile.TemporaryDirectory(prefix="of-a-test-", dir="/tmp") as folder:
        yield Path(folder)


def start(places: Places, *words: str, temporary: Path | None = None, **options) -> subprocess.Popen:
    folders = {f"TERRITOIRES_{name.upper()}": str(getattr(places, name)) for name in Places.__dataclass_fields__}
    folders |= {"TMPDIR": str(temporary)} if temporary else {}
    return subprocess.Popen(
        [sys.executable, "-c", LIGHT, "run", "--region", "94,84", *words],
        env=os.environ | folders,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Under nohup the tests are deaf to SIGHUP, and so is what they start: not what is asked of here.
        **({"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL)} | options),
    )


def complete(places: Places, *words: str, **options) -> tuple[int, str, str]:
    with start(places, *words, **options) as run:
        said, errors = run.communicate(timeout=120)
    return run.returncode, said, errors


def assert_whole(places: Places) -> None:
    """Check that every file in place is one that a run has finished."""
    for name, content in outputs_in(places).items():
        if ".partial" in name:
            continue
        if name.endswith(".ipynb"):
            nbformat.validate(nbformat.reads(content.decode(), as_version=4))
        elif name.endswith(".html"):
            assert content.endswith(b"</html>\n")
        else:
            assert content == b"drawn"
    for account in places.rendered.rglob("build.json"):
        json.loads(account.read_text(encoding="utf-8"))


def test_killed_at_any_moment_the_next_run_completes_and_gives_the_same(places):
    began = time.monotonic()
    assert complete(places)[0] == 0
    lasts, undisturbed = time.monotonic() - began, outputs_in(places)
    chance = random.Random(2017)
    for _ in range(KILLS):
        run = start(places, "--force")
        try:
            time.sleep(chance.uniform(0.2, 1.1 * lasts))
            children = psutil.Process(run.pid).children(recursive=True)
        finally:
            run.send_signal(signal.SIGKILL)
            run.communicate()
        assert_whole(places)
        left = [child for child in children if not is_gone(child.pid)]
        assert not left, f"killed, the run left processes behind: {left}"
    code, _, errors = complete(places)
    assert code == 0, errors
    assert outputs_in(places) == undisturbed
    assert complete(places)[1].startswith("up to date: 4 notebooks")


def test_of_two_runs_at_once_the_second_waits_and_then_finds_nothing_to_do(places):
    with start(places) as first:
        while "started" not in first.stdout.readline():
            assert first.poll() is None
        code, said, errors = complete(places)
        first.communicate(timeout=60)
    assert (code, first.returncode, errors) == (0, 0, "")
    assert said.splitlines()[0].startswith("another run is writing to ")
    assert said.splitlines()[1] == "up to date: 4 notebooks"


def wait_until_started(run: subprocess.Popen) -> None:
    while "started" not in run.stdout.readline():
        assert run.poll() is None, run.stderr.read()


@pytest.mark.parametrize("to_group", [False, True], ids=["to the command", "to its group"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_a_run_says_so_and_leaves_nothing_behind(places, scratch, number, to_group):
    write_notebook(places.notebooks, "from time import sleep; sleep(600)", name="1_small.ipynb")
    run = start(places, temporary=scratch, start_new_session=True)
    wait_until_started(run)
    assert any(scratch.iterdir()), "the run keeps its sockets here: look where it put them, or this shows nothing"
    children = psutil.Process(run.pid).children(recursive=True)
    (os.killpg if to_group else os.kill)(run.pid, number)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert said.startswith(f"error: ended by {number.name}; ") and len(said.splitlines()) == 1, said
    assert not list(scratch.iterdir()), "the temporary folder is to be as it was"
    assert not [child for child in children if not is_gone(child.pid)]
    assert not list(places.rendered.glob(".partial/*")) and not list(places.figures.glob(".partial/*"))


def test_a_temporary_folder_of_a_long_name_is_no_reason_to_fail(places, tmp_path):
    deep = tmp_path / ("a" * 90)
    deep.mkdir()
    code, _, errors = complete(places, temporary=deep)
    assert code == 0, f"a socket's name is limited, and the run should have put its own elsewhere: {errors}"


def test_asked_to_end_at_any_moment_nothing_is_left(places, scratch):
    """A request that comes while a process starts, a folder is made or a result is put in place waits for that."""
    chance = random.Random(12)
    for _ in range(KILLS // 2):
        run = start(places, "--force", temporary=scratch)
        time.sleep(chance.uniform(0.3, 3))
        children = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(signal.SIGTERM)
        _, said = run.communicate(timeout=60)
        assert run.returncode in (0, 143, -signal.SIGTERM), "not yet heeding, ended by the signal, or already done"
        assert run.returncode != 143 or (said.startswith("error: ended by") and len(said.splitlines()) == 1), said
        assert not [child for child in children if not is_gone(child.pid)]
        left = [
            file
            for root in (scratch, places.rendered / ".partial", places.figures / ".partial")
            for file in root.glob("*")
        ]
        assert not left, f"these were left behind: {left}"
        assert_whole(places)


def test_what_nohup_ignores_is_still_ignored(places):
    write_notebook(places.notebooks, "from time import sleep; sleep(1)", name="1_small.ipynb")
    with start(places, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as run:
        wait_until_started(run)
        run.send_signal(signal.SIGHUP)
        _, said = run.communicate(timeout=120)
    assert (run.returncode, said) == (0, "")


def test_what_a_killed_run_left_in_the_temporary_folder_is_swept_by_the_next_and_nothing_else(places, scratch):
    mine = scratch / "territoires-of-mine"
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    run = start(places, temporary=scratch)
    wait_until_started(run)
    run.send_signal(signal.SIGKILL)
    run.communicate(timeout=60)
    assert len(list(scratch.iterdir())) == 2, "a killed run can remove nothing: it left its folder"
    with start(places, temporary=scratch) as living:
        wait_until_started(living)
        in_use = [folder for folder in scratch.iterdir() if folder != mine]
        assert len(in_use) == 1, f"what the killed run left is to go, what a living one uses to stay: {in_use}"
        assert complete(places, "--region", "11", temporary=scratch)[0] == 0
        assert living.communicate(timeout=120)[1] == "" and living.returncode == 0
    assert list(scratch.iterdir()) == [mine] and (mine / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["threading", "colorsys", "papermill", "os"])
def test_nothing_that_stands_where_the_command_was_given_is_run(places, tmp_path, name):
    """As for a command that is installed: Python looks for modules beside it, and not where it was given."""
    here, beside = tmp_path / "here", tmp_path / "beside"
    for folder in (here, beside):
        folder.mkdir()
    (here / f"{name}.py").write_text(f"open({str(here / 'was_run')!r}, 'w')", encoding="utf-8")
    (beside / "command.py").write_text(f"if __name__ == '__main__':\n    {LIGHT}", encoding="utf-8")
    write_notebook(places.notebooks, "import colorsys; colorsys.rgb_to_hsv(0, 0, 0)", name="1_small.ipynb")
    folders = {f"TERRITOIRES_{one.upper()}": str(getattr(places, one)) for one in Places.__dataclass_fields__}
    paths = os.pathsep.join(
        str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one
    )
    done = subprocess.run(
        [sys.executable, str(beside / "command.py"), "run", "--region", "94", "--only", "1"],
        env=os.environ | folders | {"PYTHONPATH": paths, "TERRITOIRES_DATA": str(snapshot.folder().resolve())},
        cwd=here,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not (here / "was_run").exists(), f"{name}.py was run"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_warm_process_that_dies_is_told_as_such_and_not_as_an_interruption(places, tmp_path):
    (tmp_path / "dying.py").write_text("import os; os._exit(3)", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", LIGHT.replace("analysis.report.make", "dying"), "run", "--region", "94"],
        env=os.environ
        | {f"TERRITOIRES_{one.upper()}": str(getattr(places, one)) for one in Places.__dataclass_fields__}
        | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: the process that notebooks are forked from died"), done.stderr
    assert len(done.stderr.splitlines()) == 1


def limit_files() -> None:
    """Let no file grow beyond a few kilobytes, as a full disk would: writing fails in the middle."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))


def test_a_full_disk_is_a_clear_error_and_the_former_outputs_stay(places):
    assert complete(places)[0] == 0
    former = outputs_in(places)
    code, _, errors = complete(places, "--force", "--continue-on-error", preexec_fn=limit_files)
    assert code == 1
    assert "File too large" in errors and "_small" in errors
    other = [line for line in errors.splitlines() if not line.startswith("error: ")]
    assert not other, f"a full disk is told in lines that begin with 'error: ', a traceback slipped through: {other}"
    assert outputs_in(places) == former


@pytest.mark.parametrize("name", ["rendered", "figures"])
def test_a_folder_that_cannot_be_written_to_is_a_clear_error(places, name):
    Path(getattr(places, name)).write_text("a file stands where the folder should", encoding="utf-8")
    code, said, errors = complete(places)
    assert code == 1
    assert len(errors.splitlines()) == 1 and errors.startswith("error: ") and name in errors
    assert "started" not in said


def test_a_notebook_that_hangs_is_ended_and_reported_with_its_cell_and_the_others_run(places):
    hang = "import subprocess; child = subprocess.Popen(['sleep', '600']); print(child.pid, flush=True); child.wait()"
    write_notebook(places.notebooks, "1", hang, name="1_small.ipynb")
    code, _, errors = complete(places, "--timeout", "2", "--continue-on-error")
    assert code == 1
    lines = errors.splitlines()
    assert len(lines) == 2, errors
    for line in lines:
        assert "1_small, cell [4], section 'Section 2'" in line and "CellTimeoutError" in line
    for edition in ("94", "84"):
        assert (places.rendered / edition / "2_small.html").exists()
        kept = nbformat.read(places.rendered / edition / "1_small.failed.ipynb", as_version=4)
        (told,) = [
            output for cell in kept.cells for output in cell.get("outputs", []) if output.get("name") == "stdout"
        ]
        assert is_gone(int(told.text))
