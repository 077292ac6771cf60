"""Lists of communes of one's own through the commands: refused before any work, named, kept apart, made again when they change."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from helpers.small_notebooks import LIGHT, PAPERMILL, files_in, write_notebook
from rich.console import Console

from analysis.cli.editions import editions_of
from analysis.report import Display, Places, freshness, runner, tasks_of
from analysis.territories import FolderTaken

SAY = "print(region, definition)"
OPEN = """import matplotlib; matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

from analysis.chapter import Chapter
from analysis.drawing import Picture
chapter = Chapter.open("1_small", region=region, definition=definition, language="fr")
chapter.show(Picture(plt.figure(), pd.DataFrame({"a": [1]}), "t", "a", "s"), "empty")
print(chapter.territory.name, len(chapter.territory.communes), chapter.folder.parent.name)"""


@pytest.fixture
def places(tmp_path, monkeypatch) -> Places:
    """One small notebook, in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    write_notebook(places.notebooks, SAY)
    return places


@pytest.fixture
def territoires(places, tmp_path):
    """Return a function that runs the command with its folders in `tmp_path`."""

    def call(*words: str) -> subprocess.CompletedProcess:
        folders = {f"TERRITOIRES_{name.upper()}": str(tmp_path / name) for name in ("notebooks", "rendered", "figures")}
        command = [sys.executable, "-c", LIGHT, *words]
        return subprocess.run(
            command, env=os.environ | folders, cwd=tmp_path, capture_output=True, text=True, timeout=120
        )

    return call


def write(content: str, name: str = "mine.csv") -> str:
    Path(name).write_text(content, encoding="utf-8")
    return f"list:{name}"


def run(places: Places, *typed: str, definition: str = "zau") -> list[str]:
    """Run the report for what was typed; return why each notebook was run."""
    editions = editions_of(list(typed), definition)
    reasons = [freshness.reason_to_run(task, places) for task in tasks_of(editions, places.notebook_files())]
    failures = runner.run_report(editions, places.notebook_files(), places, Display(Console(file=io.StringIO())))
    assert failures == []
    return [reason for reason in reasons if reason]


def test_a_bad_list_is_refused_before_any_work(territoires, tmp_path):
    text = write("# Park\ncommune\n15014\n99999\n")
    before = files_in(tmp_path)
    done = territoires("run", "--region", text)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr
    assert "mine.csv, column 'commune': line 4: '99999' is no commune" in done.stderr
    assert files_in(tmp_path) == before


def test_what_was_carried_or_mended_is_told_before_the_run(territoires):
    done = territoires("run", "--dry-run", "--region", write("commune\n15068\n1001\n"), "--name", "Deux")
    assert done.returncode == 0, done.stderr
    assert "Former codes are carried to the communes of 2025: 15068 (line 2) to 15108." in done.stdout
    assert "1 code had lost its leading zero" in done.stdout
    assert "list-deux 1_small: never run" in done.stdout


def test_the_name_of_a_file_may_hold_commas_and_its_title_too(places):
    text = write("commune\n15014\n", "a, b.csv")
    (edition,) = editions_of([f"{text}#Monts, vaux"], "aav", "fr")
    assert (edition.territory.name, edition.folder) == ("Monts, vaux", "list-monts_vaux-aav-fr")


def test_a_title_ending_in_a_definition_or_a_language_has_a_folder_of_its_own(places):
    text = write("commune\n15014\n")
    kept = {
        edition.folder
        for title in ("park", "park aav", "park-aav", "park fr", "park-aav-fr")
        for definition in ("zau", "aav")
        for edition in editions_of([f"{text}#{title}"], definition, "en,fr")
    }
    assert len(kept) == 4 * 4, "`park aav` and `park-aav` share one: the folder is kept for one of them"


@pytest.mark.parametrize("regions", [["84"], ["list:mine.csv", "list:other.csv"]])
def test_a_title_is_for_one_list(places, regions, capsys):
    for name in ("mine.csv", "other.csv"):
        write("commune\n15014\n", name)
    with pytest.raises(SystemExit) as ended:
        editions_of(regions, "zau", name="Park")
    assert ended.value.code == 2 and "expected one --region list:FILE" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../etc", "84", "<i>", "x" * 90, "Corse"])
def test_a_title_that_is_a_path_a_place_or_markup_does_no_harm(places, name, capsys):
    text = write("commune\n15014\n")
    try:
        (edition,) = editions_of([text], "zau", name=name)
    except SystemExit as ended:
        assert ended.code == 2 and "title" in capsys.readouterr().err
    else:
        assert edition.folder == "list-etc"


@pytest.mark.slow
def test_a_report_is_made_again_when_its_list_changes_and_only_then(places):
    text = write("# Park\ncommune\n15014\n")
    assert run(places, text) == ["never run"]
    write("# Park\ncommune;nom\n15014;Aurillac\n")
    assert run(places, text) == [], "the same communes under the same title"
    write("# Park\ncommune\n15014\n15187\n")
    assert run(places, text, "84") == ["its list of communes changed", "never run"]
    write("# PARK\ncommune\n15014\n15187\n")
    assert run(places, text) == ["its list of communes changed"], "its pages are called by the title"


@pytest.mark.slow
def test_a_report_is_made_again_when_the_list_of_its_definition_changes(places):
    text = write("# High up\ncommune\n15014\n", "My List.csv")
    assert run(places, "84", definition=text) == ["never run"]
    assert run(places, "84", definition=f" {text}") == []
    write("# High up\ncommune\n15014\n15187\n", "My List.csv")
    assert run(places, "84", definition=text) == ["its list of communes changed"]
    assert [file.parent.name for file in places.rendered.rglob("1_small.html")] == ["84-list-high_up"]
    other = write("# High up\ncommune\n15187\n", "other.csv")
    with pytest.raises(FolderTaken, match=r"other\.csv"):
        run(places, "84", definition=other)


@pytest.mark.slow
def test_two_lists_of_one_title_stop_the_run_before_it_writes_a_page(places):
    one, two = write("# Park\ncommune\n15014\n"), write("# Park\ncommune\n15187\n", "other.csv")
    with pytest.raises(FolderTaken, match=r"other\.csv"):
        run(places, one, two)
    assert not list(places.rendered.rglob("*.html"))
    run(places, one, f"{two}#Other park")
    assert sorted(file.parent.name for file in places.rendered.rglob("1_small.html")) == [
        "list-other_park",
        "list-park",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("engine", [(), ("--engine", "territoires")], ids=["papermill", "territoires"])
def test_a_list_is_given_by_hand_and_its_figures_are_kept_from_another(tmp_path, monkeypatch, engine):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TERRITOIRES_FIGURES", raising=False)
    notebook = write_notebook(tmp_path / "notebooks", OPEN)
    write("# Parc\ncommune\n15014\n15068\n")
    write("# Parc\ncommune\n15187\n", "other.csv")
    (tmp_path / "data").mkdir()
    project = {
        "TERRITOIRES_PROJECT": str(tmp_path),
        "TERRITOIRES_DATA": str(Path(__file__).resolve().parents[2] / "data"),
    }

    def call(text: str) -> tuple[subprocess.CompletedProcess, str]:
        quiet = ("--no-progress-bar", "--kernel", "python3", "--language", "python", *engine)
        words = [str(notebook), "out.ipynb", *quiet, "-p", "region", text]
        done = subprocess.run(
            [sys.executable, "-c", PAPERMILL, *words],
            env=os.environ | project,
            capture_output=True,
            text=True,
            timeout=120,
        )
        cells = nbformat.read("out.ipynb", as_version=4).cells
        return done, json.dumps([cell.get("outputs", []) for cell in cells], ensure_ascii=False)

    done, said = call("list:mine.csv")
    assert done.returncode == 0, done.stderr
    assert "Parc 2 list-parc-fr" in said
    assert "Un territoire de votre choix" in said and "15068 (ligne 4) à 15108" in said
    done, said = call("list:other.csv")
    assert done.returncode != 0 and "FolderTaken: list:other.csv" in done.stderr


def test_every_command_tells_what_it_carried_of_a_list(territoires, tmp_path):
    (tmp_path / "mine.csv").write_text("commune\n75101\n15068\n")
    said = "Former codes are carried to the communes of 2025: 15068 (line 3) to 15108."
    exported = territoires("export", "-r", f"list:{tmp_path / 'mine.csv'}", "--folder", str(tmp_path / "out"))
    listed = territoires("regions", "-d", f"list:{tmp_path / 'mine.csv'}")
    for done in (exported, listed):
        assert done.returncode == 0, done.stderr
        assert said in done.stdout and "Arrondissements stand for their city: 75101" in done.stdout
