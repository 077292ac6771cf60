"""INSEE's files of flows between communes, tens of millions of rows: find one, unpack it, read its census."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from analysis.sources.catalogue import store
from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import large
from analysis.sources.readers.large import Flows
from analysis.sources.readers.vintages import by_year

if TYPE_CHECKING:
    from analysis.sources.readers.raw import Raw

ENDINGS = (".csv", ".zip")


def find(raw: Raw, source: str, stem: str) -> Path | None:
    """Return the catalogue's file of a source, else the last one whose name starts with `stem`; None without any."""
    try:
        return raw.path(source)
    except SourceError:
        files = [file for file in raw.folder.rglob(f"{stem}*") if file.suffix in ENDINGS]
        # What a fetch cut short left is not verified.
        kept = sorted(file for file in files if store.INCOMING not in file.relative_to(raw.folder).parts)
        return kept[-1] if kept else None


@contextmanager
def opened(raw: Raw, source: str, path: Path, stem: str, people: str) -> Iterator[Flows]:
    """Give a file of flows unpacked, and note that it was read.

    Parameters
    ----------
    path : Path
        The text or a ZIP that holds it, as `find` returns it.
    people : str
        Form of the column of people, the two digits of the census in its one group.

    Raises
    ------
    SourceError
        If the ZIP does not hold one such text, no column has the form, or the file's name tells another year.
    """
    with large.unpacked(path, f"{stem}*.csv") as text:
        stored = text == path and path.parent == raw.folder / store.FILES
        name = PurePosixPath(raw.entries[source].file().name).name if stored else text.name
        yield read_census(text, people, name)
    raw.note(source, path)


def read_census(path: Path, people: str, name: str = "") -> Flows:
    """Return a text of flows with its last census, which must be the one that its name tells; see `opened`."""
    name = name or path.name
    census, column = max(by_year(large.columns_of(path), people, name).items())
    told = [int(year) for year in re.findall(r"(?:19|20)\d\d", name)]
    if told and census not in told:
        raise SourceError(name, column, f"flows of {told[-1]}, as its name says", f"flows of {census}", Exit.VINTAGE)
    return Flows(path, name, census, column)
