"""README and docs taken literally: each command is typed as it stands, into a shell in a clone that `make` has set up."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from analysis.cli.command_line import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.fr.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# What is not run here, and why; that it exists and takes these options is looked at all the same.
LONG = "runs every chapter of a territory or more, which tests of the runs do"
NETWORK = "asks the network"
CALLS_US = "runs these very tests"
EXCEPTIONS = {
    r"make report REGION=(84|94|dep:48 DEFINITION=aav)": LONG,
    r"make site.*": LONG,
    r"make renew|\.venv/bin/territoires renew": "runs every chapter; tests/cli/test_renew.py holds what it stores",
    r"make test|make lint": CALLS_US,
    r"\.venv/bin/python -m pytest .*": CALLS_US,
    r"make lab": "opens a browser and stays",
    r"make lock|\.venv/bin/territoires data fetch.*": NETWORK,
    r"\.venv/bin/territoires data build": "needs the files that were fetched",
    r"\.venv/bin/territoires data diff .*": "needs a former snapshot",
    r"\.venv/bin/territoires run --region (84|all|94 --region 04)": LONG,
    r"\.venv/bin/territoires run --region epci:all --scheduler .*": "needs several machines",
    r"\.venv/bin/territoires export( --region dep:.*)?": "measures the whole country, as that of a list beside it does",
    r"\.venv/bin/dask .*": "needs several machines, and stays",
    r"\.venv/bin/territoires run --only 7( --language fr)?": "needs the chapter of its page, which tests/test_own_chapter.py writes and runs",
}
# Typed where this project's environment is not yet, or is another one.
ELSEWHERE = {
    "git clone <your fork> && cd <its folder>": "names what is the reader's own",
    "conda env create -f environment.yml": NETWORK,
    "conda activate territoires": "conda",
    "pip install --no-deps --no-build-isolation -e .": "in the environment of conda",
    "territoires run --region 84": "in the environment of conda, where it has its short name",
}
TOOLS = r"make|git|pip|conda|dask|papermill|pre-commit|python|territoires|\.venv/bin/[\w-]+"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def typed(text: str) -> Iterator[str]:
    """Yield the commands of a page: the lines of its blocks without a language, the first cells of its tables."""
    for language, block in BLOCK.findall(text):
        for line in [] if language else block.splitlines():
            command = re.sub(r"\s+# .*", "", line).strip()
            if command:
                yield command
    yield from re.findall(rf"^\| `((?:{TOOLS}) [^`]*)` \|", text, re.MULTILINE)


def named(text: str) -> list[str]:
    """Return the commands that the prose of a page names."""
    prose = BLOCK.sub("", text)
    return re.findall(rf"`((?:{TOOLS})(?: [^`]*)?)`", prose)


def reason(command: str) -> str | None:
    return next((why for pattern, why in EXCEPTIONS.items() if re.fullmatch(pattern, command)), None)


EVERY = list(dict.fromkeys(command for page in PAGES for command in typed(page.read_text(encoding="utf-8"))))
OURS = [command for command in EVERY if command not in ELSEWHERE]


def check_options(words: list[str]) -> None:
    """Read the words of our command without running it; what it would refuse is an error."""
    group = typer.main.get_command(app)
    context = group.make_context("territoires", list(words), resilient_parsing=False)
    rest = [*context._protected_args, *context.args]
    while rest:
        name, command, rest = context.command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
        rest = [*context._protected_args, *context.args] if hasattr(command, "resolve_command") else []


@pytest.fixture(scope="session")
def clone(tmp_path_factory) -> Path:
    """Return a copy of what the repository holds, with an environment that is this one by links."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("this is no clone: git knows no files here")
    folder = tmp_path_factory.mktemp("clone")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    home = Path(sys.executable).parent
    for file in home.iterdir():
        (folder / ".venv" / "bin" / file.name).symlink_to(file)
    for name in ("lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(home.parent / name)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    (folder / ".venv" / ".ready").write_text(f"{folder.resolve()}\n", encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TERRITOIRES_", "MAKE", "MFLAGS"))
    }
    environment = kept | {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=600
    )


def test_the_commands_are_found_and_every_exception_is_of_one():
    assert len(EVERY) > 25, "the commands of the docs were not found: did their blocks change?"
    idle = [pattern for pattern in EXCEPTIONS if not any(re.fullmatch(pattern, command) for command in EVERY)]
    assert not idle, f"no page has these commands any more, take them out of EXCEPTIONS: {idle}"
    assert not set(ELSEWHERE) - set(EVERY), "no page has these commands any more, take them out of ELSEWHERE"


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in OURS if reason(command) is None])
def test_a_command_works_as_it_is_written(clone, command):
    done = run(command, clone)
    assert done.returncode == 0, (
        f"typed in a fresh clone, `{command}` ends with {done.returncode}:\n{done.stderr[-2000:]}"
    )


@pytest.mark.parametrize("command", [command for command in OURS if reason(command)])
def test_a_command_that_is_not_run_here_exists_and_takes_its_options(clone, command):
    tool, *words = shlex.split(command)
    if tool == "make":
        done = run(f"make -n {' '.join(map(shlex.quote, words))}", clone)
        assert done.returncode == 0, done.stderr
        return
    assert (clone / tool).exists(), f"{tool} is not there after make"
    if tool.endswith("/territoires"):
        check_options(words)
    elif tool.endswith("/python"):
        files = [word for word in words if "/" in word]
        assert files and all((clone / file).exists() for file in files), f"no such file: {files}"
    else:
        done = run(f"{tool} {words[0]} --help", clone)
        options = [word for word in words if word.startswith("--")]
        assert done.returncode == 0 and all(option in done.stdout for option in options), done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_prose_calls_a_command_is_one(clone, page):
    """`territoires` has its short name there, as README.md says of an activated shell."""
    for command in named(page.read_text(encoding="utf-8")):
        tool, *words = shlex.split(command.replace("...", ""))
        if tool.endswith("territoires") and words:
            check_options(words)
        elif tool == "make" and words:
            assert run(f"make -n {words[0]}", clone).returncode == 0, f"{page.name}: `{command}` is no target"


def test_a_wrong_option_in_a_page_would_be_found():
    with pytest.raises(Exception, match="--regoin"):
        check_options(["run", "--regoin", "84"])
    with pytest.raises(Exception, match="statsu"):
        check_options(["data", "statsu"])
