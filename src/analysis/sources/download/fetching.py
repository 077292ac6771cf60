"""Fetch the producers' files into the store: each is looked into before it takes the place of the former one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pooch

from analysis.sources.catalogue import Entry, File, store
from analysis.sources.download.inspection import inspect
from analysis.sources.download.transfer import PART, Downloader, Final, Patience
from analysis.sources.faults import Exit, Fault

PATIENT = Patience()
# Told for each piece that comes: the file, bytes so far, and in all where they are known.
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Wanted:
    """A file to fetch, and the source that it belongs to."""

    entry: Entry
    file: File

    @property
    def host(self) -> str:
        """Where it comes from."""
        return urlsplit(self.file.url).netloc


@dataclass(frozen=True)
class Outcome:
    """What became of a file: ``new``, ``unchanged``, ``held`` (not asked for again), or the fault."""

    name: str
    result: str
    bytes: int = 0
    fault: Fault | None = None


def wanted(entries: Sequence[Entry]) -> list[Wanted]:
    """Return the files of these sources that have an address."""
    return [Wanted(entry, file) for entry in entries for file in entry.files if file.url]


def fetch(
    files: Sequence[Wanted],
    folder: Path,
    hosts: set[str],
    progress: Progress = lambda *_: None,
    patience: Patience = PATIENT,
) -> list[Outcome]:
    """Fetch files into the store; one that fails leaves what the store holds as it is, and the next one is tried.

    Parameters
    ----------
    files : sequence of Wanted
        What to fetch.
    folder : Path
        The store.
    hosts : set of str
        Hosts that a redirection may lead to, see `catalogue.hosts`.
    progress : callable
        Told as each piece comes.
    patience : Patience
        When to give a server up.

    Raises
    ------
    Fault
        If another process fetches into the store, or this machine is off-line.
    """
    # What pooch would say of each file is said by whoever asked for it.
    pooch.get_logger().setLevel(logging.WARNING)
    with store.alone(folder) as incoming:
        for left in incoming.iterdir():
            if left.suffix not in (PART, ".version"):
                left.unlink()
        return [_Fetch(one, folder, incoming, hosts, progress, patience).outcome() for one in files]


class _Fetch:
    """The way of one file into the store."""

    def __init__(
        self, one: Wanted, folder: Path, incoming: Path, hosts: set[str], progress: Progress, patience: Patience
    ):
        self.entry, self.file, self.folder, self.incoming = one.entry, one.file, folder, incoming
        self.hosts, self.progress, self.patience = hosts, progress, patience

    def outcome(self) -> Outcome:
        """Try each address in turn."""
        name = self.file.name
        held = store.index(self.folder).get(name)
        fixed = held is not None and held.sha256 == self.entry.checksum(self.file, self.file.url)
        if fixed and store.locate(self.folder, name).exists():
            return Outcome(name, "held", held.bytes)
        fault = None
        for address in self.file.addresses:
            try:
                return self._from(address, held)
            except Fault as error:
                if error.code == Exit.OFFLINE:
                    raise
                fault = error
        return Outcome(name, "failed", fault=fault)

    def _from(self, address: str, held: store.Stored | None) -> Outcome:
        """Download from one address, look into what came, and store it."""
        path = self._download(address)
        try:
            inspect(path, self.file.layout, f"source {self.entry.id}, {address}")
            checksum, size = pooch.file_hash(str(path), alg="sha256"), path.stat().st_size
            told = store.Stored(
                source=self.entry.id,
                stored=f"{checksum}{path.suffix}",
                sha256=checksum,
                bytes=size,
                url=address,
                vintage=self._vintage(),
                fetched=date.today().isoformat(),
            )
            unchanged = held is not None and held.sha256 == checksum
            # The day that a file first came says more of its vintage than the day it was seen again.
            if not (unchanged and self.entry.moves):
                store.put(self.folder, self.file.name, path, told)
        finally:
            path.unlink(missing_ok=True)
        return Outcome(self.file.name, "unchanged" if unchanged else "new", size)

    def _download(self, address: str) -> Path:
        """Download with pooch: several attempts, a checksum where one can be known."""
        known = self.entry.checksum(self.file, address)
        ending = PurePosixPath(urlsplit(address).path).suffix or PurePosixPath(self.file.name).suffix
        name = f"{PurePosixPath(self.file.name).stem}{ending.lower()}"
        downloader = Downloader(
            folder=self.incoming,
            hosts=self.hosts,
            where=f"source {self.entry.id}",
            size=self.file.bytes if known else 0,
            progress=lambda received, total: self.progress(self.file.name, received, total),
            patience=self.patience,
        )
        keeper = pooch.create(
            path=self.incoming,
            base_url="",
            registry={name: known or None},
            urls={name: address},
            retry_if_failed=self.patience.attempts - 1,
        )
        try:
            return Path(keeper.fetch(name, downloader=downloader))
        except Final as final:
            raise final.args[0] from final
        except Fault:
            raise
        except ValueError as error:
            where = f"source {self.entry.id}, {address}"
            raise Fault(Exit.CHECKSUM, where, f"sha256 {known}", downloader.sha256) from error

    def _vintage(self) -> str:
        told = self.entry.described["vintage"]
        return f"as served on {date.today().isoformat()}" if self.entry.moves else told
