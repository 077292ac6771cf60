"""The commands ``territoires data sources`` and ``territoires data fetch``: what the catalogue holds, and its downloads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.terminal import BAD_USAGE, FAILED, near, stop

if TYPE_CHECKING:
    from analysis.sources.catalogue import Entry
    from analysis.sources.download import Outcome, Wanted

IdsArgument = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Ids of the catalogue.")]
AllOption = Annotated[bool, typer.Option("--all", help="Every source that has an address.")]
IntoOption = Annotated[
    Path | None, typer.Option("--into", metavar="FOLDER", help="Where to store them: data/raw by default.")
]
SAID = {"new": "stored", "unchanged": "as before", "held": "already here"}


def sources(ids: IdsArgument = None) -> None:
    """List the sources: producer, vintage, the tables they feed, where to download them or how to obtain them."""
    entries = _chosen(_catalogue(), ids or [])
    for entry in entries:
        told = entry.described
        marks = "".join([", replaced in place" * entry.moves, ", optional" * entry.optional])
        print(f"{entry.id}: {told['title']}")
        print(f"    {told['producer']}, {told['vintage']}{marks}; {told['licence']}")
        print(f"    feeds: {', '.join(entry.tables)}")
        for file in entry.files:
            size = f" ({_size(file.bytes)})" if file.bytes else ""
            print(f"    {file.name}{size}: {' or '.join(file.addresses) or 'no public address'}")
        if entry.how_to_obtain():
            print(f"    to obtain it: {entry.how_to_obtain()}")
    without = sum(bool(entry.how_to_obtain()) for entry in entries)
    print(f"{len(entries)} source{'s' * (len(entries) != 1)}; {without} without a public address for every file")


def fetch(ids: IdsArgument = None, every: AllOption = False, into: IntoOption = None) -> None:
    """Download the producers' files; each is verified before it takes the place of the former one."""
    from analysis import snapshot
    from analysis.sources import catalogue, download, faults

    if every == bool(ids):
        stop("fetch: name the sources to fetch (`territoires data sources` lists them), or --all", BAD_USAGE)
    known = _catalogue()
    entries = _chosen(known, ids or [])
    files = download.wanted(entries)
    _tell_without_address(entries, named=not every)
    if not files:
        stop("none of these sources has a public address", faults.Exit.NO_ADDRESS)
    folder = into or snapshot.folder() / "raw"
    _tell_plan(files, folder)
    try:
        with _bars() as progress:
            outcomes = download.fetch(files, folder, catalogue.hosts(known), progress)
    except faults.Fault as fault:
        stop(str(fault), faults.exit_code(fault, FAILED))
    _tell_outcomes(outcomes, {one.file.name for one in files if one.entry.moves})
    failed = [outcome.fault for outcome in outcomes if outcome.fault]
    if failed:
        raise typer.Exit(faults.exit_code(failed[0], FAILED))


def _catalogue() -> dict[str, Entry]:
    from analysis.sources import catalogue, faults

    try:
        return catalogue.read(catalogue.location())
    except faults.Fault as fault:
        stop(str(fault), faults.exit_code(fault, FAILED))


def _chosen(known: dict[str, Entry], ids: list[str]) -> list[Entry]:
    """Return the sources named, or all of them where none is; end the command at a name that is none."""
    for name in ids:
        if name not in known:
            nearest = get_close_matches(name, known, n=3, cutoff=0.4) or list(known)[:3]
            stop(f"source: {name!r} is none of the catalogue; nearest: {', '.join(nearest)}", BAD_USAGE)
    return [known[name] for name in dict.fromkeys(ids)] or list(known.values())


def _tell_without_address(entries: list[Entry], *, named: bool) -> None:
    """Say how to obtain the sources named that have no address, or how many there are among all of them."""
    without = [entry for entry in entries if entry.how_to_obtain()]
    if named:
        for entry in without:
            print(f"{entry.id}: no public address; to obtain it: {entry.how_to_obtain()}")
    elif without:
        print(f"{len(without)} sources have no public address: `territoires data sources` says how to obtain them")


def _tell_plan(files: list[Wanted], folder: Path) -> None:
    """Say what will be fetched, from whom and how large, before anything starts."""
    for one in files:
        size = f"about {_size(one.file.bytes)}" if one.file.bytes else "size not known"
        print(f"{one.file.name}: {one.entry.described['producer']}, from {one.host}, {size}")
    unknown = " and those of unknown size" if any(not one.file.bytes for one in files) else ""
    total = _size(sum(one.file.bytes for one in files))
    many = "file" if len(files) == 1 else "files"
    print(f"{len(files)} {many}, about {total}{unknown}, into {near(folder)}/", flush=True)


def _tell_outcomes(outcomes: list[Outcome], replaced: set[str]) -> None:
    """Say what became of each file; what is replaced in place may be of another vintage than the catalogue tells."""
    for outcome in outcomes:
        if outcome.fault:
            print(f"error: {outcome.fault}", file=sys.stderr)
            continue
        look = "; replaced in place by its producer: is its geography still the catalogue's?"
        after = look if outcome.name in replaced and outcome.result == "new" else ""
        print(f"{outcome.name}: {SAID[outcome.result]} ({_size(outcome.bytes)}){after}")


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show a bar for each file while it comes, on a terminal only."""
    from rich import progress

    columns = [progress.TextColumn("{task.description}"), progress.BarColumn(), progress.DownloadColumn()]
    with progress.Progress(*columns, progress.TimeRemainingColumn(), transient=True) as bars:
        tasks: dict[str, progress.TaskID] = {}

        def tell(name: str, received: int, total: int | None) -> None:
            """Move the bar of a file on."""
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=received, total=total)

        yield tell


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.0f} kB"
