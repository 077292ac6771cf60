"""What the outputs of a notebook depend on, as checksums: its text, its parameters, code, libraries, data, themselves.

Nothing is imported to know what code a notebook reaches: the import statements are read, in functions too, so that the
answer takes milliseconds and covers what a run happened not to reach.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sysconfig
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from analysis import language, snapshot
from analysis.report.task import Task, cells_of

PACKAGE = Path(__file__).resolve().parents[1]
# What turns a notebook into its outputs, whatever its own imports.
MAKER = "from analysis.report import make"
IMPORT = re.compile(
    rf"^\s*(?:from\s+({PACKAGE.name}[\w.]*)\s+import\s+(\([^)]*\)|[^\n#]+)|import\s+({PACKAGE.name}[\w.]*))",
    re.MULTILINE,
)


def inputs(task: Task) -> dict[str, str]:
    """Return the checksum of each thing that a task depends on, the data apart.

    Returns
    -------
    dict
        ``text`` (the notebook's cells, outputs aside), ``parameters``, ``code`` (the modules of the package that it can
        reach), ``libraries`` (the pinned and the installed ones, and Python), ``altered`` (which files of the snapshot
        are used though they are not those that were built), ``words`` (the translations of its language); where it is about
        lists of communes of one's own, ``lists``.
    """
    text, modules = _of_notebook(task.notebook, task.notebook.stat().st_mtime_ns)
    return {
        "text": text,
        "parameters": _of_text(json.dumps(task.edition.parameters, sort_keys=True)),
        "code": modules,
        "libraries": libraries(),
        "altered": _of_text(json.dumps(snapshot.altered(), sort_keys=True)),
        "words": words(task.edition.language),
        **_of_lists(task),
    }


def _of_lists(task: Task) -> dict[str, str]:
    """Return the checksum of the lists of communes that an edition is about: nothing where there is none."""
    own = [(one.title, one.communes, one.carried, one.mended) for one in task.edition.lists if one]
    return {"lists": _of_text(repr(own))} if own else {}


@lru_cache(maxsize=64)
def _of_notebook(notebook: Path, _modified: int) -> tuple[str, str]:
    cells = cells_of(notebook)
    told = [[cell["cell_type"], cell["source"], cell.get("metadata", {}).get("tags", [])] for cell in cells]
    return _of_text(json.dumps(told)), code(cell["source"] for cell in cells if cell["cell_type"] == "code")


def code(sources: Iterable[str]) -> str:
    """Return the checksum of the modules that some code reaches, by name and content."""
    return _of_modules(reachable(sources))


def _of_modules(files: Iterable[Path]) -> str:
    return _of_text("\n".join(f"{file.relative_to(PACKAGE)} {snapshot.checksum(file)}" for file in sorted(files)))


def words(spoken: str) -> str:
    """Return the checksum of the catalogues of a language; the language of the code has none."""
    return _of_text("\n".join(f"{file.name} {snapshot.checksum(file)}" for file in language.catalogues(spoken)))


def everything() -> dict[str, str]:
    """Return the checksums of all the modules of the package, of the libraries and of the snapshot."""
    held = data(every_data_file())
    return {
        "code": _of_modules(PACKAGE.rglob("*.py")),
        "libraries": libraries(),
        "data": _of_text(json.dumps(held)),
    }


def data(names: Iterable[str]) -> dict[str, str]:
    """Return the checksum of files of the snapshot; empty for one that is not there."""
    folder = snapshot.folder()
    return {name: snapshot.checksum(folder / name) for name in sorted(names)}


def every_data_file() -> list[str]:
    """Return the names of all the files of the snapshot."""
    folder = snapshot.folder()
    found = [*folder.glob("*.*"), *folder.glob("geometry/*.*")]
    return sorted(str(file.relative_to(folder)) for file in found if not file.name.startswith("."))


@lru_cache(maxsize=1)
def libraries() -> str:
    """Return the checksum of Python's version, of the pinned libraries and of the names and versions of the installed."""
    pinned = snapshot.project() / "requirements.lock"
    installed = sorted(item.name for item in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return _of_text("\n".join([platform.python_version(), digest(pinned) if pinned.exists() else "", *installed]))


def reachable(sources: Iterable[str]) -> set[Path]:
    """Return the modules of this package that some code imports, and those that these import, and so on."""
    found: set[Path] = set()
    waiting = [file for source in [*sources, MAKER] for file in _imported(source)]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting.extend(_imports_of(file, file.stat().st_mtime_ns))
    return found


@lru_cache(maxsize=1024)
def _imports_of(file: Path, _modified: int) -> frozenset[Path]:
    return frozenset(_imported(file.read_text(encoding="utf-8")))


def _imported(source: str) -> set[Path]:
    """Return the modules that a text imports: ``from a import b`` may mean the module b of a, or a name in it."""
    files: set[Path] = set()
    for module, names, plain in IMPORT.findall(source):
        files |= _files(plain or module)
        for name in re.findall(r"(\w+)(?:\s+as\s+\w+)?", re.sub(r"#[^\n]*", "", names)):
            files |= _files(f"{module}.{name}")
    return files


def _files(module: str) -> set[Path]:
    """Return the file of a module and those of the packages that hold it; none if there is no such module."""
    parts = module.split(".")[1:]
    parents = [PACKAGE.joinpath(*parts[:depth], "__init__.py") for depth in range(len(parts) + 1)]
    own = PACKAGE.joinpath(*parts).with_suffix(".py") if parts else parents[0]
    return {file for file in [*parents, own] if file.exists()}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stamp(file: Path) -> list[int]:
    """Return what changes whenever a file is written: its bytes, when it was modified, when its entry changed (ns).

    The last cannot be set back, so that a file of the same stamp need not be read again to know that it is the same.
    """
    known = file.stat()
    return [known.st_size, known.st_mtime_ns, known.st_ctime_ns]


def _of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
