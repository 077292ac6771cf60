"""Put what a task has made in its place, all of it by renames, and keep the account of what it was made from.

The account of an edition, ``rendered/<edition>/build.json``, is written last: whatever interrupts the renames, the next
run finds outputs that are not those of the account, and makes the notebook again.
"""

from __future__ import annotations

import json
import os
import shutil
from functools import lru_cache
from pathlib import Path

from analysis import snapshot
from analysis.language import gettext, speak
from analysis.report import fingerprints, index
from analysis.report.processes import Ended
from analysis.report.task import CHAPTER, Edition, Places, cells_of, reading_order, title_of
from analysis.swapping import swap

ACCOUNT = "build.json"
FAILED = ".failed.ipynb"
ROOTS = ("rendered", "figures")


def publish(ended: Ended, inputs: dict[str, str], places: Places) -> None:
    """Move the notebook, its page and its figures into place, then write the account.

    Parameters
    ----------
    ended : Ended
        A task that has made its notebook.
    inputs : dict
        `fingerprints.inputs` of the task before it started: what changed meanwhile must be seen by the next run.
    """
    task = ended.task
    homes, stem = roots(task.edition, places), task.notebook.stem
    _swap_folder(ended.figures / task.edition.folder / stem, homes["figures"] / stem, ended.figures / "former")
    pages = [f"{stem}.html", f"{stem}.ipynb"]
    for name in pages:
        put(ended.folder / name, homes["rendered"] / name)
    (homes["rendered"] / f"{stem}{FAILED}").unlink(missing_ok=True)
    drawn = sorted(file.relative_to(homes["figures"]).as_posix() for file in (homes["figures"] / stem).rglob("*.*"))
    named = {"rendered": pages, "figures": drawn}
    outputs = {f"{root}/{name}": homes[root] / name for root in named for name in named[root]}
    read = fingerprints.every_data_file() if ended.made.files_read is None else ended.made.files_read
    entry = {
        "title": title_of(cells_of(homes["rendered"] / f"{stem}.ipynb")),
        "seconds": round(ended.made.seconds, 2),
        "inputs": inputs,
        "altered": sorted(snapshot.altered()),
        "data": fingerprints.data(read),
        "outputs": {name: fingerprints.digest(file) for name, file in outputs.items()},
        "stamps": {name: fingerprints.stamp(file) for name, file in outputs.items()},
    }
    _write_account(task.edition, {**account_of(task.edition, places), stem: entry}, places)


def keep_failed(ended: Ended, places: Places) -> Path | None:
    """Keep the notebook that stopped on an error, where it got so far, beside the former outputs; return where."""
    notebook = ended.task.notebook
    stopped = ended.folder / notebook.name
    if not stopped.exists():
        return None
    kept = places.rendered / ended.task.edition.folder / f"{notebook.stem}{FAILED}"
    put(stopped, kept)
    return kept


def forget_removed(edition: Edition, places: Places) -> list[str]:
    """Remove the pages and figures of notebooks that are no longer there; return the names of these.

    Only what the account of the edition tells is removed, and what was kept of a failure.
    """
    home, figures = roots(edition, places).values()
    there = {file.stem for file in places.notebook_files()}
    account = account_of(edition, places)
    failed = {file.name.removesuffix(FAILED) for file in home.glob(f"*{FAILED}")}
    # What is removed goes by these names: one that is no chapter's could lead anywhere ("..", a path).
    gone = sorted({stem for stem in {*account, *failed} - there if CHAPTER.fullmatch(stem)}, key=reading_order)
    for stem in gone:
        for suffix in (".html", ".ipynb", FAILED):
            (home / f"{stem}{suffix}").unlink(missing_ok=True)
        shutil.rmtree(figures / stem, ignore_errors=True)
    if not there.issuperset(account):
        _write_account(edition, {stem: entry for stem, entry in account.items() if stem in there}, places)
    return gone


def account_of(edition: Edition, places: Places) -> dict:
    """Return the account of an edition by notebook: what a run has written; anything else is as if it were not there."""
    file = places.rendered / edition.folder / ACCOUNT
    return _read_account(file, file.stat().st_mtime_ns) if file.exists() else {}


@lru_cache(maxsize=4)
def _read_account(file: Path, _modified: int) -> dict:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))["notebooks"]
        return {stem: entry for stem, entry in held.items() if CHAPTER.fullmatch(stem) and _is_entry(entry)}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _is_entry(entry: dict) -> bool:
    """Tell whether a part of an account is of the form of `publish`, and names nothing outside its folders.

    Raises
    ------
    LookupError, TypeError, AttributeError
        If it is of another form altogether.
    """
    texts = [entry["title"], *entry.get("altered", []), *entry["inputs"].values(), *entry["data"].values()]
    files = [*entry["data"], *entry["outputs"], *entry.get("stamps", {}).keys()]
    held = all(isinstance(text, str) for text in [*texts, *entry["outputs"].values()])
    inside = all(map(snapshot.is_inside, files))
    return held and inside and all(name.split("/")[0] in ROOTS and "/" in name for name in entry["outputs"])


def write_json(content: dict, target: Path) -> None:
    """Write an account as a whole."""
    _write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", target)


def _write_text(text: str, target: Path) -> None:
    """Write a file as a whole: beside its place, then by a rename."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        put(draft, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        draft.unlink(missing_ok=True)


def put(file: Path, target: Path) -> None:
    """Move a file where it belongs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, target)


def roots(edition: Edition, places: Places) -> dict[str, Path]:
    """Return where the pages and the figures of an edition stand."""
    return dict(zip(ROOTS, (places.rendered / edition.folder, places.figures / edition.folder)))


def _write_account(edition: Edition, entries: dict[str, dict], places: Places) -> None:
    """Write the list of the chapters that readers see, then the account, in reading order."""
    from analysis.territories import definition

    home = roots(edition, places)["rendered"]
    account = {stem: entries[stem] for stem in sorted(entries, key=reading_order)}
    chapters = [(f"{stem}.html", entry["title"]) for stem, entry in account.items()]
    chosen = definition(edition.definition)
    # Chapters of a former run stay, those made from altered data among them.
    altered = {name for entry in account.values() for name in entry.get("altered", ())}
    with speak(edition.language):
        page = index.index_page(f"{edition.territory}", gettext(chosen.label), chapters, snapshot.notice(altered))
    _write_text(page, home / "index.html")
    write_json({"notebooks": account}, home / ACCOUNT)


def _swap_folder(new: Path, target: Path, former: Path) -> None:
    """Put a folder in place of another; without a new one the former goes too, lest stale figures stay."""
    if new.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        swap(new, target, former)
    elif target.exists():
        os.rename(target, former)
