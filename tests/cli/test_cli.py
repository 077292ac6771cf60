"""The command line, from outside: what it prints, its exit codes, and that bad input writes nothing."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.small_notebooks import files_in, write_notebook

from analysis.sources.faults import Exit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def territoires(tmp_path):
    """Return a function that runs the command with its folders in `tmp_path`."""

    def call(*words: str, **variables: str) -> subprocess.CompletedProcess:
        folders = {f"TERRITOIRES_{name.upper()}": str(tmp_path / name) for name in ("notebooks", "rendered", "figures")}
        return subprocess.run(
            [sys.executable, "-c", "from analysis.cli import main; main()", *words],
            env=os.environ | folders | variables,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return call


def assert_refused(done: subprocess.CompletedProcess, *said: str) -> None:
    lines = done.stderr.splitlines()
    assert done.returncode == 2, done.stderr
    assert len(lines) == 1 and lines[0].startswith("error: "), done.stderr
    for text in said:
        assert text in lines[0]


@pytest.mark.parametrize("command", [("run",), ("site",)])
@pytest.mark.parametrize("typed", ["de", "", "fr,english", "fr;en"])
def test_an_unknown_language_is_refused_before_anything_starts(territoires, tmp_path, command, typed):
    write_notebook(tmp_path / "notebooks", "1")
    before = files_in(tmp_path)
    done = territoires(*command, "--region", "84", "--language", typed)
    assert_refused(done, "language: ", "one of en, fr")
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    ("region", "nearest"),
    [
        ("99", "93"),
        ("dep:2C", "dep:2"),
        ("Auvergne-Rhone", "84 (Auvergne-Rhône-Alpes)"),
        ("", "nearest: "),
        ("84; rm -rf", "FRM"),
        ("../../etc", "nearest: "),
        ("epci:000000000", "epci:"),
        ("84,99", "93"),
    ],
)
def test_an_unknown_region_is_refused_before_anything_starts(territoires, tmp_path, region, nearest):
    write_notebook(tmp_path / "notebooks", "1")
    before = files_in(tmp_path)
    wrong = re.split("[,;] ?", region)[-1]
    assert_refused(territoires("run", "--region", region), "region", repr(wrong), "nearest: ", nearest)
    assert files_in(tmp_path) == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"notebooks"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "--definition", "zua"), ("definition", "'zua'", "zau")),
        (("run", "--definition", ""), ("definition", "''", "zau", "strict")),
        (("run", "--only", "2_smal"), ("only", "'2_smal'", "1_small")),
        (("run", "--regoin", "84"), ("--regoin", "--region")),
        (("run", "84"), ("84",)),
        (("regions", "--definition", "zua"), ("definition", "'zua'", "zau")),
        (("data", "build"), ("--raw",)),
        (("data", "build", "--raw", "nowhere"), ("raw", "'nowhere'")),
        (("rnu",), ("rnu", "run")),
        *(
            (("run", "--timeout", given), ("--timeout", "1 to 2,000,000"))
            for given in ("inf", "nan", "1e308", "0", "-inf")
        ),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(territoires, tmp_path, words, said):
    write_notebook(tmp_path / "notebooks", "1")
    assert_refused(territoires(*words), *said)
    assert {entry.name for entry in tmp_path.iterdir()} == {"notebooks"}


def test_a_folder_without_notebooks_is_refused(territoires):
    assert_refused(territoires("run"), "notebook")


def test_a_run_by_name_ends_by_telling_where_the_results_are(territoires, tmp_path):
    write_notebook(tmp_path / "notebooks", "print(region)")
    (tmp_path / "figures" / "94" / "2_other").mkdir(parents=True)
    (tmp_path / "figures" / "94" / "2_other" / "map.png").touch()
    done = territoires("run", "--region", "CORSE,dep:15", "--only", "1")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Notebooks and pages: rendered/94/" in done.stdout and "rendered/dep-15/" in done.stdout
    assert "Figures and their data: figures/94/" in done.stdout
    assert "[1/2] " in done.stdout and "94 1_small: done in " in done.stdout
    executed = json.loads((tmp_path / "rendered" / "94" / "1_small.ipynb").read_text(encoding="utf-8"))
    assert executed["cells"][-1]["outputs"][0]["text"] == ["94\n"]


def test_one_chapter_with_its_data_for_excel(territoires, tmp_path):
    draw = "import os, pathlib\nfolder = pathlib.Path(os.environ['TERRITOIRES_FIGURES'], region, '2_small')"
    draw += "\nfolder.mkdir(parents=True)\n_ = (folder / 'map.csv').write_text('commune\\n01001\\n')"
    for name in ("1_small", "2_small", "10_small"):
        write_notebook(tmp_path / "notebooks", draw if name == "2_small" else "1", name=f"{name}.ipynb")
    (tmp_path / "notebooks" / "2_small-Copy1.ipynb").write_text("{}", encoding="utf-8")
    done = territoires("run", "--region", "94", "--only", "2, 10_small", "--excel")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "not run: notebooks/2_small-Copy1.ipynb: no chapter by its name; expected a number and a name: 4_name.ipynb"
    )
    assert {file.stem for file in (tmp_path / "rendered" / "94").glob("*.ipynb")} == {"2_small", "10_small"}
    assert "Excel: 1 workbook beside the CSV of the figures" in lines
    assert (tmp_path / "figures" / "94" / "2_small" / "map.xlsx").read_bytes().startswith(b"PK")
    assert territoires("run", "--region", "94", "--only", "2,10").stdout.startswith("not run: ")
    write_notebook(tmp_path / "notebooks", draw.replace("01001", "2A004"), name="2_small.ipynb")
    again = territoires("run", "--region", "94", "--only", "2,10")
    assert "Excel: 1 workbook" in again.stdout, "a figure that is drawn anew keeps its workbook"
    assert (tmp_path / "figures" / "94" / "2_small" / "map.xlsx").exists()
    write_notebook(tmp_path / "notebooks", "1", name="2_other.ipynb")
    assert_refused(territoires("run", "--only", "2"), "'2' is 2_other and 2_small")


def test_a_dry_run_says_what_would_run_and_why_and_runs_nothing(territoires, tmp_path):
    notebook = write_notebook(tmp_path / "notebooks", "print(region)")
    assert territoires("run", "--region", "94").returncode == 0
    before = files_in(tmp_path)
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("print(region)", "print(2)"), encoding="utf-8")
    done = territoires("run", "--region", "94,84", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[2:] == [
        "94 1_small: its text changed",
        "84 1_small: never run",
        "2 to run, 0 up to date",
    ]
    assert files_in(tmp_path).keys() == before.keys()


@pytest.mark.parametrize(
    ("asked", "tasks", "first"),
    [("all", 19, "FR"), ("dep:all", 101, "dep-01"), ("epci:all --limit 7", 7, "epci-"), ("94,94,corse,84", 2, "94")],
)
def test_a_word_stands_for_every_territory_of_a_kind(territoires, tmp_path, asked, tasks, first):
    write_notebook(tmp_path / "notebooks", "1")
    done = territoires("run", "--dry-run", "--region", *asked.split())
    lines = done.stdout.splitlines()
    planned = [line for line in lines if ": never run" in line]
    assert len(planned) == tasks and planned[0].startswith(first)
    assert lines[-1] == f"{tasks} to run, 0 up to date"


def test_a_failing_notebook_ends_with_exit_code_1_and_one_line(territoires, tmp_path):
    write_notebook(tmp_path / "notebooks", "raise KeyError('no such column')")
    done = territoires("run", "--region", "94")
    assert done.returncode == 1
    assert done.stderr.startswith("error: notebook 1_small, cell [3], section 'Section 1', region 94: KeyError")
    assert len(done.stderr.splitlines()) == 1
    assert [file.name for file in (tmp_path / "rendered" / "94").iterdir()] == ["1_small.failed.ipynb"]


def heed_interrupts() -> None:
    """Undo what a shell does to commands in the background: they, and so these tests, would ignore an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_run_says_so_and_leaves_nothing_half_written(tmp_path):
    write_notebook(tmp_path / "notebooks", "from time import sleep; sleep(60)")
    folders = {f"TERRITOIRES_{name.upper()}": str(tmp_path / name) for name in ("notebooks", "rendered", "figures")}
    command = [sys.executable, "-c", "from analysis.cli import main; main()", "run", "--region", "94"]
    with subprocess.Popen(
        command,
        env=os.environ | folders,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    ) as run:
        while "1_small: started" not in run.stdout.readline():
            assert run.poll() is None, run.stderr.read()
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.startswith("error: interrupted") and len(said.splitlines()) == 1
    assert set(files_in(tmp_path / "rendered")) <= {".lock", "build.json"} and files_in(tmp_path / "figures") == {}


def test_help_explains_every_option_and_imports_nothing_heavy(territoires):
    done = territoires("run", "--help", COLUMNS="200")
    assert done.returncode == 0
    options = "--region --definition --only --limit --continue-on-error --dry-run --force --workers --timeout --scheduler --excel"
    for option in options.split():
        assert option in done.stdout
    heavy = "{'pandas', 'numpy', 'papermill', 'matplotlib', 'nbformat', 'IPython'} & set(sys.modules)"
    code = f"import sys, analysis.cli; print({heavy})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_regions_lists_the_eighteen_and_france_with_their_isolated_communes(territoires):
    done = territoires("regions")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.count("│") == 7]
    assert len(lines) == 19
    corsica = next(line for line in lines if "Corse" in line)
    assert corsica.split("│")[1].strip() == "94"
    assert re.search(r"\d", corsica.split("│")[3]), (
        f"no count of isolated communes stands in the line of Corse: {corsica}"
    )
    mayotte = next(line for line in lines if "Mayotte" in line)
    assert "n/a" in mayotte and "nan" not in done.stdout


def test_a_build_without_files_fails_and_leaves_the_snapshot_alone(territoires, tmp_path):
    raw, held = tmp_path / "raw", tmp_path / "data"
    raw.mkdir()
    held.mkdir()
    (held / "communes.parquet").write_bytes(b"former")
    done = territoires("data", "build", "--raw", str(raw), TERRITOIRES_DATA=str(held))
    assert done.returncode == Exit.MISSING_FILE
    assert len(done.stderr.splitlines()) == 1 and "expected a file of the catalogue" in done.stderr
    assert files_in(held) == {"communes.parquet": b"former"}


def test_the_snapshot_passes_its_check_and_a_changed_table_does_not(territoires, tmp_path):
    assert territoires("data", "check").returncode == 0
    held = tmp_path / "data"
    held.mkdir()
    (held / "geometry").symlink_to(ROOT / "data" / "geometry")
    for file in (ROOT / "data").iterdir():
        if file.is_file():
            (held / file.name).symlink_to(file)
    (held / "territories.parquet").unlink()
    (held / "territories.parquet").write_bytes(b"tampered")
    done = territoires("data", "check", TERRITOIRES_DATA=str(held))
    assert done.returncode == 1 and "territories.parquet" in done.stderr


def test_status_lists_every_table_with_its_rows(territoires):
    done = territoires("data", "status")
    assert done.returncode == 0, done.stderr
    told = json.loads((ROOT / "data" / "manifest.json").read_text(encoding="utf-8"))["tables"]
    for name, table in told.items():
        line = next(line for line in done.stdout.splitlines() if f"│ {name} " in line)
        assert f"{table['rows']:,}" in line


def test_status_without_snapshot_is_one_clear_line(territoires, tmp_path):
    done = territoires("data", "status", TERRITOIRES_DATA=str(tmp_path))
    assert done.returncode == 1 and "territoires data build" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_run_says_which_territory_a_number_is(territoires, tmp_path):
    write_notebook(tmp_path / "notebooks", "1")
    said = territoires("run", "--region", "84,dep:48", "--dry-run").stdout.splitlines()
    assert said[:2] == ["84: Auvergne-Rhône-Alpes (the département Vaucluse is dep:84)", "dep:48: Lozère"]


def test_workbooks_are_those_of_the_chapters_that_were_asked_for(territoires, tmp_path):
    for name in ("1_small", "2_small"):
        write_notebook(tmp_path / "notebooks", "1", name=f"{name}.ipynb")
        folder = tmp_path / "figures" / "94" / name
        folder.mkdir(parents=True)
        (folder / "map.csv").write_text("commune\n01001\n")
    done = territoires("run", "--region", "94", "--only", "2", "--excel")
    assert done.returncode == 0 and "Excel: " in done.stdout, done.stderr
    assert not list((tmp_path / "figures" / "94" / "1_small").glob("*.xlsx"))


def test_the_commands_of_the_data_are_listed_where_none_is_named(territoires):
    done = territoires("data")
    assert done.returncode == 0 and done.stderr == "" and "build" in done.stdout and "\n" in done.stdout


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\ufeff{}", '{"cells": [{"source": 5}]}', "[" * 100_000])
def test_a_file_that_is_no_notebook_is_one_line_before_any_runs(territoires, tmp_path, content):
    write_notebook(tmp_path / "notebooks", "1", name="1_small.ipynb")
    (tmp_path / "notebooks" / "2_small.ipynb").write_text(content, encoding="utf-8")
    for more in ([], ["--dry-run"], ["--continue-on-error"]):
        done = territoires("run", "-r", "94", *more)
        assert_refused(done, "notebook 2_small.ipynb: expected a Jupyter notebook")
    assert not (tmp_path / "rendered").exists()


def test_a_very_long_region_is_refused_at_once_and_not_repeated(territoires):
    assert_refused(territoires("run", "-r", "x" * 100_000, "--dry-run"), "region: a text of 100,000 signs; expected")
