"""The package away from its clone: what it says it needs, and that it works once it is given."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """Return a folder that holds the package alone, as an installed wheel does."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "src" / "analysis", folder / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def territoires(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TERRITOIRES_")}
    command = [sys.executable, "-m", "analysis", *words]
    environment = kept | {"PYTHONPATH": str(folder)} | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "words",
    [
        ("regions",),
        ("run", "--region", "94"),
        ("site",),
        ("renew",),
        ("data", "status"),
        ("data", "check"),
        ("data", "sources"),
    ],
    ids=" ".join,
)
def test_without_a_project_each_command_says_in_one_line_how_to_give_it(elsewhere, words):
    ended = territoires(elsewhere, *words)
    said = ended.stderr.splitlines()
    assert ended.returncode == 2 and len(said) == 1, f"expected one line and exit code 2:\n{ended.stderr}"
    assert "expected a folder with notebooks/ and data/" in said[0]
    assert "--project FOLDER" in said[0] and "TERRITOIRES_PROJECT" in said[0]


def test_a_folder_that_is_no_project_is_named(elsewhere):
    ended = territoires(elsewhere, "--project", str(elsewhere), "regions")
    assert ended.returncode == 2 and f"{elsewhere} is none" in ended.stderr


@pytest.mark.parametrize("by", ["option", "variable"])
def test_with_a_project_it_works(elsewhere, by):
    given = ("--project", str(ROOT)) if by == "option" else ()
    ended = territoires(
        elsewhere, *given, "data", "status", **({"TERRITOIRES_PROJECT": str(ROOT)} if not given else {})
    )
    assert ended.returncode == 0 and "communes" in ended.stdout, ended.stderr


def test_help_and_version_need_no_project(elsewhere):
    for words in (("--help",), ("--version",), ("run", "--help")):
        assert territoires(elsewhere, *words).returncode == 0, f"{words} asked for a project"
