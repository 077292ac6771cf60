"""Any terminal: of few signs, of few columns; and the options that people try first."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.small_notebooks import LIGHT, write_notebook

from analysis.cli import terminal

ROOT = Path(__file__).resolve().parents[2]
# Neither the encoding of the locale nor Python's own remedies against it.
BARE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
HEADINGS = ["Code", "Name", "Communes", "of all", "People"]
ROWS = [["84", "Auvergne-Rhône-Alpes", "1,417", "34.2%", "1,234,567"], ["06", "Mayotte", "n/a", "n/a", "n/a"]]


@pytest.fixture
def bare(tmp_path):
    """Return a function that runs the command under a locale that knows ASCII alone."""
    write_notebook(tmp_path / "notebooks", "print('é')", "raise ValueError('déjà vu → ☃')")

    def call(*words: str, **variables: str) -> subprocess.CompletedProcess:
        folders = {f"TERRITOIRES_{name.upper()}": str(tmp_path / name) for name in ("notebooks", "rendered", "figures")}
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
        return subprocess.run(
            [sys.executable, "-c", LIGHT, *words],
            env=environment | folders | BARE | variables,
            cwd=tmp_path,
            capture_output=True,
            timeout=300,
        )

    return call


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("regions",), 0, "Auvergne-Rhone-Alpes"),
        (("data", "status"), 0, "communes"),
        (("data", "sources"), 0, " sources; "),
        (("run", "--region", "Île-de-France", "--dry-run"), 0, "11 1_small: never run"),
        (("run", "--region", "Réunoin"), 2, "04 (La Reunion)"),
        (("run", "--region", "94"), 1, "ValueError: deja vu -> ?"),
        (("run", "--only", "é"), 2, "'e' is no notebook"),
        (("--help",), 0, "Commands:"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_no_text_breaks_on_a_terminal_of_few_signs(bare, words, code, said):
    done = bare(*words)
    assert b"Traceback" not in done.stderr and b"UnicodeEncodeError" not in done.stderr, done.stderr.decode()
    assert done.returncode == code, done.stderr
    assert said in (done.stdout + done.stderr).decode("ascii")


@pytest.mark.parametrize("name", ["rendered[/b]", "rendered:smile:", "[red]rendered"])
def test_what_looks_like_markup_in_the_name_of_a_folder_is_printed_as_it_is(tmp_path, name):
    write_notebook(tmp_path / "notebooks", "print(region)")
    folders = {f"TERRITOIRES_{one.upper()}": str(tmp_path / one) for one in ("notebooks", "figures")}
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, "run", "--region", "94"],
        env=os.environ | folders | {"TERRITOIRES_RENDERED": str(tmp_path / name)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Notebooks and pages: {name}/94/" in done.stdout


def test_what_looks_like_markup_in_a_table_is_printed_as_it_is(capsys):
    terminal.print_table("A [/b] table", ["Name", "[red]of"], [["[/i] :smile:", "1"]], first_number=1)
    told = capsys.readouterr().out
    for text in ("A [/b] table", "[red]of", "[/i] :smile:"):
        assert text in told


def test_a_stream_gets_the_nearest_signs_that_it_has(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "argv", ["territoires"])
    terminal.adapt_to_terminal()
    print("Île → Œuilly", file=stream, flush=True)
    assert stream.buffer.getvalue().decode("latin-1") == "Île -> OEuilly\n"


@pytest.mark.parametrize("columns", [*range(12, 90, 3), 120, 200])
def test_no_figure_is_cut_however_narrow_the_terminal(monkeypatch, capsys, columns):
    for name, value in {"COLUMNS": str(columns), "FORCE_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    terminal.print_table("Isolated", HEADINGS, ROWS, first_number=2)
    said = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    lost = [figure for figure in ("1,417", "34.2%", "1,234,567") if figure not in said]
    assert not lost and "…" not in said, f"at {columns} columns these figures are cut: {lost}\n{said}"


@pytest.mark.parametrize("word", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("run",), ("data",), ("data", "build")], ids=" ".join)
def test_help_has_its_short_name_everywhere(bare, command, word):
    done = bare(*command, word, COLUMNS="40")
    assert done.returncode == 0 and done.stderr == b""
    assert done.stdout.decode().startswith(f"Usage: {' '.join(('territoires', *command))} ")


def test_the_version_is_that_of_the_project(bare):
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    done = bare("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"territoires {version}\n")


def test_a_fault_of_a_file_is_told_by_its_name_without_the_number_of_the_system():
    with pytest.raises(OSError) as raised:
        Path("/dev/null/x").read_bytes()
    assert terminal.of_file(raised.value) == "/dev/null/x: not a directory"
    assert terminal.of_file(OSError("no table\nat all")) == "no table at all", "a message of our own is kept"
