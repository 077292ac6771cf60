"""The set-up: when `make` makes the environment again, and what installs it. Nothing is installed for real here."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AGAIN = "this folder was moved or copied: setting up its environment again"
VENV, INSTALL = "-m venv --clear .venv", "tools/install.py"
# Stands for every Python of the machine, and for that of the environment: it notes what is asked, and installs a command
# that names its folder, as the real ones do.
PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >> "$NOTES"
case "$*" in
"-m venv --clear .venv") mkdir -p .venv && rm -rf .venv/* .venv/.ready && mkdir .venv/bin && cp "$0" .venv/bin/python ;;
tools/install.py)
    if [ "$CUT_SHORT" ]; then exit 3; fi
    printf "#!/bin/sh\\necho \\"\\$*\\" > \\"\\$NOTES.said\\"\\ncat <<'end'\\ncode of: %s\\nend\\n" "$(pwd -P)" > .venv/bin/territoires
    chmod +x .venv/bin/territoires ;;
esac
"""
# Stands for pip: it notes what is asked, and "installs" a uv that notes too.
PIP = """
import json, os, sys
from pathlib import Path

words = sys.argv[1:]
with open(os.environ["NOTES"], "a") as notes:
    notes.write(" ".join(["pip", *words]) + "\\n")
if words[:2] == ["config", "list"]:
    print(os.environ.get("CONFIGURED", ""))
elif "--target" in words:
    if "NO_UV" in os.environ:
        sys.exit("ERROR: No matching distribution found for uv")
    uv = Path(words[words.index("--target") + 1], "bin", "uv")
    uv.parent.mkdir(parents=True)
    uv.write_text('#!/bin/sh\\necho "uv $*" >> "$NOTES"; env > "$NOTES.env"; echo "$UV_SAYS" "$SAYS" >&2; exit ${FAILS:-0}')
    uv.chmod(0o755)
else:
    print("WARNING: Location 'file:///nowhere/numpy/' is ignored: it is neither a file nor a directory.", file=sys.stderr)
    print("WARNING: a warning of another kind", file=sys.stderr)
    sys.exit(int(os.environ.get("PIP_ENDS_WITH", 0)))
"""
NOTED_VENV = 'import os, sys; open(os.environ["NOTES"], "a").write(" ".join(["venv", *sys.argv[1:]]) + "\\n")'


class Machine:
    """A clone of the project in a folder of its own, and what was asked of the Python there."""

    def __init__(self, folder: Path, scratch: Path):
        self.folder = folder
        self.notes = scratch / "notes"
        self.variables = {
            "PATH": f"{scratch / 'bin'}:/usr/bin:/bin",
            "NOTES": str(self.notes),
            "PYTHONPATH": str(scratch / "modules"),
        }

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess:
        self.notes.write_text("")
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PIP_", "UV_", "MFLAGS"))
        }
        environment = kept | self.variables | variables
        return subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)

    def make(self, *words: str, **variables: str) -> str:
        """Return what `make` printed, having ended well."""
        done = self.run("make", *words, **variables)
        assert done.returncode == 0, f"make {words} must work here: {done.stdout}{done.stderr}"
        return done.stdout

    def install(self, **variables: str) -> subprocess.CompletedProcess:
        return self.run(sys.executable, "tools/install.py", **variables)

    @property
    def asked(self) -> list[str]:
        """The set-up's requests of the last run, the trial of each Python aside."""
        return [line for line in self.notes.read_text().splitlines() if not line.startswith("-c")]

    def tree(self) -> dict[str, tuple[int, int]]:
        """Each file of the environment, and when it was written."""
        files = [file for file in self.folder.joinpath(".venv").rglob("*") if file.is_file()]
        return {str(file): (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


@pytest.fixture
def machine(tmp_path) -> Machine:
    scratch, folder = tmp_path / "scratch", tmp_path / "clone"
    for name in ("bin", "modules/pip", "modules/venv"):
        (scratch / name).mkdir(parents=True)
    (scratch / "bin" / "python3").write_text(PYTHON)
    (scratch / "bin" / "python3").chmod(0o755)
    for module, text in {"pip": PIP, "venv": NOTED_VENV}.items():
        (scratch / "modules" / module / "__init__.py").touch()
        (scratch / "modules" / module / "__main__.py").write_text(text)
    (folder / "tools").mkdir(parents=True)
    for name in ("Makefile", "tools/install.py", "pyproject.toml", "requirements.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, folder / name)
    return Machine(folder, scratch)


def install_module():
    found = importlib.util.spec_from_file_location("install", ROOT / "tools" / "install.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_first_target_sets_the_environment_up(machine):
    said = machine.make("report")
    assert machine.asked == [VENV, INSTALL], "the rule of .venv/.ready makes the environment, then installs"
    assert f"code of: {machine.folder}" in said, "the target runs what was installed"
    assert AGAIN not in said, "a folder that never had an environment was not moved: .ready says so"


@pytest.mark.parametrize("target", ["report", "site"])
def test_the_language_is_that_of_the_command_and_never_the_shell_s(machine, target):
    def asked(*words: str, **shell: str) -> str:
        machine.make(target, *words, **shell)
        return Path(f"{machine.notes}.said").read_text()

    shell = {"LANGUAGE": "fr_FR:fr", "LANG": "fr_FR.UTF-8", "REPORT_LANGUAGE": "fr"}
    assert "--language" not in asked(**shell), "the shell's own LANGUAGE is about its messages"
    assert "--language fr" in asked("LANGUAGE=fr")
    assert "--language $(shell touch broken) fr" in asked("LANGUAGE=$(shell touch broken) fr")
    assert not (machine.folder / "broken").exists(), "what is typed is never expanded by make"


def test_an_unchanged_environment_is_not_touched(machine):
    machine.make("report")
    before = machine.tree()
    said = machine.make("report")
    assert machine.asked == [], "no Python is started where nothing changed: compare the folder in the shell"
    assert machine.tree() == before, "nothing in .venv is written where nothing changed"
    assert said == f"code of: {machine.folder}\n", "nothing is said where nothing changed"


@pytest.mark.parametrize("name", ["moved", "with  two spaces", "it's $HOME & (more), #1"])
@pytest.mark.parametrize("way", [["mv"], ["cp", "-r"], ["cp", "-a"]], ids=" ".join)
def test_a_moved_or_a_copied_folder_gets_an_environment_of_its_own(machine, way, name):
    machine.make("report")
    original, before = machine.folder, machine.tree()
    machine.folder = original.with_name(name)
    subprocess.run([*way, str(original), str(machine.folder)], check=True)
    said = machine.make("report")
    assert said.splitlines() == [AGAIN, f"code of: {machine.folder}"], "say it in one line, then run this folder's code"
    assert machine.asked == [VENV, INSTALL], "what names the original's folder must go: make .venv afresh"
    machine.make("report")
    assert machine.asked == [], "once set up again, the environment is this folder's: write .ready"
    if way[0] == "cp":
        machine.folder = original
        assert machine.tree() == before, "the original's environment is nothing of the copy's"


def test_help_and_clean_of_a_moved_folder_install_nothing(machine):
    machine.make("report")
    machine.folder = machine.folder.rename(machine.folder.with_name("moved"))
    said = machine.make("help")
    rules = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^make (\S+)", said, re.MULTILINE) == rules, "make help lists each target that has a ##"
    assert machine.asked == [], "make help only tells: it needs no environment"
    machine.make("clean")
    assert machine.asked == [] and not (machine.folder / ".venv").exists(), "make clean removes, and installs nothing"


@pytest.mark.parametrize("moved", [False, True], ids=["in place", "moved"])
def test_an_installation_cut_short_starts_again(machine, moved):
    done = machine.run("make", "report", CUT_SHORT="1")
    assert done.returncode != 0, "a failed installation must end make"
    assert "code of" not in done.stdout, "no target runs on half an environment"
    if moved:
        machine.folder = machine.folder.rename(machine.folder.with_name("moved"))
    assert f"code of: {machine.folder}" in machine.make("report"), "the next make must install"
    assert machine.asked == [VENV, INSTALL], "what was half-installed is not built upon: .ready is written last"


def test_an_update_cut_short_starts_again(machine):
    machine.make("report")
    later = (machine.folder / ".venv" / ".ready").stat().st_mtime + 10
    os.utime(machine.folder / "requirements.lock", (later, later))
    machine.run("make", "report", CUT_SHORT="1")
    os.utime(machine.folder / "requirements.lock", (0, 0))
    machine.make("report")
    assert machine.asked == [VENV, INSTALL], "an update that failed leaves no .ready: remove it first"


def test_a_changed_lock_is_installed_in_the_environment_that_is_there(machine):
    machine.make("report")
    later = (machine.folder / ".venv" / ".ready").stat().st_mtime + 10
    os.utime(machine.folder / "requirements.lock", (later, later))
    machine.make("report")
    assert machine.asked == [INSTALL], "a changed lock needs the installer, and no new environment"


def test_an_environment_that_does_not_say_its_folder_is_made_again(machine):
    machine.make("report")
    (machine.folder / ".venv" / ".ready").write_text("")
    said = machine.make("report")
    assert machine.asked == [VENV, INSTALL], (
        "of an empty .ready nobody knows whether its folder was moved: set up again"
    )
    assert AGAIN not in said, "nobody knows whether it was moved: do not say so"


def test_the_environment_of_another_folder_is_not_emptied_through_a_link(machine):
    machine.make("report")
    original, before = machine.folder, machine.tree()
    machine.folder = original.with_name("linked")
    shutil.copytree(original, machine.folder, ignore=shutil.ignore_patterns(".venv"))
    (machine.folder / ".venv").symlink_to(original / ".venv")
    assert f"code of: {machine.folder}" in machine.make("report"), (
        "a linked environment runs the code of another folder"
    )
    assert not (machine.folder / ".venv").is_symlink(), "a .venv that is a link makes way for one of this folder"
    machine.folder = original
    assert machine.tree() == before, "remove the link, never what it leads to"


def test_uv_installs_the_lock_and_the_project(machine):
    done = machine.install()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "an installation that works has nothing to say"
    bootstrap, listed, locked, project = machine.asked
    for word in ("--require-hashes", "--only-binary :all:", "--requirement requirements-uv.lock", ".venv/.uv"):
        assert word in bootstrap, f"uv itself is installed with {word}: pinned, and in the environment's folder"
    assert listed == "pip config list", "pip says which registries it asks"
    for word in (
        "uv pip install",
        "--require-hashes",
        "--no-deps",
        "--no-build",
        "--compile-bytecode",
        f"--python {sys.executable}",
    ):
        assert word in locked, f"install the lock with {word}"
    assert locked.endswith(" --requirement requirements.lock"), "install requirements.lock"
    for word in ("--offline", "--no-deps", "--no-build-isolation", "--compile-bytecode", "--editable ."):
        assert word in project, f"install the project with {word}: all that it needs is there"


def test_uv_asks_the_registries_of_pip(machine):
    configured = "global.index-url='https://first.test/simple'\nglobal.no-index='false'"
    machine.install(CONFIGURED=configured, UV_DEFAULT_INDEX="https://other.test", UV_FIND_LINKS="/other")
    told = Path(f"{machine.notes}.env").read_text()
    assert "UV_DEFAULT_INDEX=https://first.test/simple\n" in told, "uv's index is that of pip's configuration"
    assert "UV_FIND_LINKS" not in told, "where uv looks is said by pip's configuration alone"
    assert "UV_NO_CONFIG=1\n" in told, "a file of uv's settings must not add a registry"
    assert "UV_PYTHON_DOWNLOADS=never\n" in told, "uv must not fetch a Python of its own"
    assert not any("--no-index" in line for line in machine.asked), "no-index='false' is no --no-index"
    machine.folder.joinpath(".venv/.uv/bin/uv").unlink()
    machine.folder.joinpath(".venv/.uv/bin").rmdir()
    machine.install(CONFIGURED=":env:.no-index='1'\n:env:.find-links='/wheels'")
    assert "--no-index" in machine.asked[2], "where pip asks no index, uv asks none either"


@pytest.mark.parametrize(
    ("listed", "name", "value"),
    [
        ("global.index-url='https://a.test/simple'", "UV_DEFAULT_INDEX", "https://a.test/simple"),
        ("global.extra-index-url='\\nhttps://a.test/s\\nfile:///b/s'", "UV_INDEX", "https://a.test/s file:///b/s"),
        ("global.find-links='/wheels https://a.test/more'", "UV_FIND_LINKS", "/wheels,https://a.test/more"),
        ("global.trusted-host='a.test b.test:8080'", "UV_INSECURE_HOST", "a.test b.test:8080"),
        ("global.cert='/there/bundle.crt'", "SSL_CERT_FILE", "/there/bundle.crt"),
        ("global.client-cert='/there/own.pem'", "SSL_CLIENT_CERT", "/there/own.pem"),
        ("global.proxy='http://p.test:3128'", "HTTPS_PROXY", "http://p.test:3128"),
        (":env:.default-timeout='180'", "UV_HTTP_TIMEOUT", "180"),
        ("", "UV_INDEX_STRATEGY", "unsafe-best-match"),
        # The environment wins over the section of the command, which wins over that of all commands.
        ("install.find-links='/c'\n:env:.find-links='/e'\nglobal.find-links='/g'", "UV_FIND_LINKS", "/e"),
        ("install.find-links='/c'\nglobal.find-links='/g'", "UV_FIND_LINKS", "/c"),
        # pip ignores a variable that is empty, and uv what is said to another command.
        (":env:.index-url=''\nglobal.index-url='https://g.test/s'", "UV_DEFAULT_INDEX", "https://g.test/s"),
        ("download.index-url='https://d.test/s'", "UV_DEFAULT_INDEX", None),
    ],
)
def test_a_setting_of_pip_is_said_to_uv_in_its_own_words(listed, name, value):
    module = install_module()
    told = module.uv_environment(
        module.pip_configuration(listed), {"UV_INDEX": "https://uv.test", "UV_CACHE_DIR": "/c"}
    )
    assert told.get(name) == value, f"translate this setting of pip for uv: {listed!r}"
    assert told["UV_CACHE_DIR"] == "/c", "where uv keeps its cache is the user's own business"


def test_pip_installs_where_uv_is_missing(machine):
    done = machine.install(NO_UV="1")
    assert done.returncode == 0, f"without uv, pip installs: {done.stderr}"
    said = done.stderr.splitlines()
    assert said[0].startswith("uv cannot be used here (ERROR: No matching distribution found for uv): pip "), (
        "say in one line why pip installs instead"
    )
    for word in ("--require-hashes", "--no-deps", "--compile", "--requirement requirements.lock"):
        assert word in machine.asked[1], f"pip installs the lock with {word}, as uv does"
    for word in ("--no-build-isolation", "--no-deps", "--compile", "--editable ."):
        assert word in machine.asked[2], f"pip installs the project with {word}, as uv does"
    assert len(machine.asked) == 3, "without uv, no environment was begun: nothing is to be made again"


def test_pip_starts_from_an_empty_environment_where_uv_failed(machine):
    done = machine.install(FAILS="2", SAYS="error: cut\nby a storm")
    assert done.returncode == 0, f"where uv fails, pip installs: {done.stderr}"
    assert done.stderr.startswith("uv cannot be used here (error: cut by a storm): pip "), (
        "say in one line what uv said"
    )
    assert [line.split()[0] for line in machine.asked] == ["pip", "pip", "uv", "venv", "pip", "pip"], (
        "pip would take for installed what uv left half-done: make the environment afresh first"
    )


def test_pip_is_silent_about_folders_without_a_package_but_not_about_the_rest(machine):
    done = machine.install(NO_UV="1")
    assert "is ignored" not in done.stderr, "hundreds of such lines hide the one that matters: leave them out"
    assert done.stderr.count("WARNING: a warning of another kind\n") == 2, (
        "every other word of pip's must reach the user"
    )


def test_a_failure_of_pip_is_a_failure_of_the_installation(machine):
    done = machine.install(NO_UV="1", PIP_ENDS_WITH="7")
    assert done.returncode == 7, "make must see that nothing was installed"
    assert "and 1 such warnings: WARNING: Location 'file:///nowhere/numpy/'" in done.stderr, (
        "in a failure, a folder that pip could not find may be the reason: name one"
    )


def test_uv_is_pinned_by_hash_for_many_platforms_and_no_index_is_named():
    text = (ROOT / "requirements-uv.lock").read_text(encoding="utf-8")
    assert re.match(r"uv==[0-9.]+ \\\n", text), "requirements-uv.lock pins uv: make lock"
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) > 10, "a hash for each platform's wheel: make lock"
    assert not re.search(r"https?:|file:|index|find-links", text), "a lock names no registry: pip's settings do"
