"""INSEE's files of flows between communes, tens of millions of rows, in each form that INSEE gave them since 2006.

``base-flux-...``, ``base-csv-flux-...`` and ``base-texte-flux-...``; semicolons or tabs; UTF-8 or the code page of Windows;
a text or a ZIP of it. The census is read from the columns: a file says itself of what year it is.
"""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from analysis.snapshot import PART
from analysis.sources.catalogue import store
from analysis.sources.crosswalk import TARGET_YEAR
from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import large
from analysis.sources.readers.large import Flows
from analysis.sources.readers.vintages import by_year

if TYPE_CHECKING:
    from analysis.sources.geography import Geography
    from analysis.sources.readers.raw import Raw

ENDINGS = (".csv", ".txt", ".zip")
FORMS = re.compile(r"^base-(csv|texte|txt)-")
YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
SEPARATORS = ("\t", ";", ",")
# Communes without an employed resident exist, a hundredth of the communes does not vanish: fewer is a part of the country.
LEAST_COVERED = 0.98
# INSEE changed between one and three years after the census; the codes tell which.
YEARS_AROUND = (-1, 0, 1)
READ = 1 << 22


def called(name: str, stem: str) -> bool:
    """Tell whether a file has one of INSEE's names for these flows.

    Examples
    --------
    >>> called("base-texte-flux-mobilite-domicile-lieu-travail-2013.txt", "base-flux-mobilite-domicile-lieu-travail-")
    True
    """
    lowered = name.casefold()
    return lowered.endswith(ENDINGS) and FORMS.sub("base-", lowered).startswith(stem)


def find(raw: Raw, source: str, stem: str) -> Path | None:
    """Return the catalogue's file of a source, else the one of the last census by its name; None without any.

    Raises
    ------
    SourceError
        If two files have the same census in their names.
    """
    try:
        return raw.path(source)
    except SourceError:
        files = [file for file in raw.folder.rglob("*") if file.is_file() and called(file.name, stem)]
        # What a fetch cut short left is not verified.
        kept = [file for file in files if store.INCOMING not in file.relative_to(raw.folder).parts]
    if not kept:
        return None
    last = max(_told(file.name) for file in kept)
    of_last = sorted(file for file in kept if _told(file.name) == last)
    if len(of_last) > 1:
        found = ", ".join(file.relative_to(raw.folder).as_posix() for file in of_last)
        raise SourceError(of_last[0].name, None, f"one file of these flows for {last or 'a census'}", found)
    return of_last[0]


@contextmanager
def opened(raw: Raw, source: str, path: Path, stem: str, people: str) -> Iterator[Flows]:
    """Give a file of flows unpacked.

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
    with large.unpacked(path, lambda name: called(name, stem)) as unpacked, _in_utf8(unpacked) as text:
        stored = unpacked == path and path.parent == raw.folder / store.FILES
        name = PurePosixPath(raw.entries[source].file().name).name if stored else unpacked.name
        yield read_census(text, people, name)
    raw.note(source, path)


def read_census(path: Path, people: str, name: str = "") -> Flows:
    """Return a text of flows with its last census, which must be the one that its name tells; see `opened`."""
    name = name or path.name
    header, separator = _header(path)
    census, column = max(by_year(header, people, name).items())
    told = _told(name)
    if told and census != told:
        raise SourceError(name, column, f"flows of {told}, as its name says", f"flows of {census}", Exit.VINTAGE)
    return Flows(path, name, census, column, separator=separator)


def fitted(flows: Flows, geography: Geography, codes: set[str]) -> Flows:
    """Return the flows with the year of the communes that their codes fit best: two years after the census where all do."""
    years = [year for year in (flows.geography + more for more in YEARS_AROUND) if year <= TARGET_YEAR]
    strangers = {year: len(codes - geography.communes_of(year)) for year in years}
    best = min(years, key=lambda year: (strangers[year], abs(year - flows.geography)))
    return replace(flows, communes_of=best)


def coverage(raw: Raw, flows: Flows, geography: Geography, codes: set[str]) -> str:
    """Say of which part of the country a file is; nothing where it is whole.

    Raises
    ------
    SourceError
        If it is of a part, and the build was not told that a part will do.
    """
    every = geography.communes_of(flows.geography)
    held = len(codes & every)
    if held >= LEAST_COVERED * len(every):
        return ""
    told = f"{PART}: {held:,} of {len(every):,} communes"
    if not raw.partial:
        expected = (
            f"flows of the whole country, {len(every):,} communes (or --partial, to use a part for what it covers)"
        )
        raise SourceError(flows.name, "CODGEO", expected, f"{held:,} communes of residence", Exit.PARTIAL)
    return told


def describe(raw: Raw, source: str, flows: Flows, part: str) -> None:
    """Note the census and the communes that the file itself tells: they go where the catalogue's would have gone."""
    vintage = f"census {flows.census}" + (f" ({part})" if part else "")
    raw.tell(source, vintage=vintage, geography=f"COG {flows.geography}")


def _told(name: str) -> int:
    """Return the last year in a name, 0 without one."""
    return max((int(year) for year in re.findall(YEAR, name)), default=0)


@contextmanager
def _in_utf8(path: Path) -> Iterator[Path]:
    """Give the file itself, or a copy of it in UTF-8 where it is in the code page of Windows."""
    if _is_utf8(path):
        yield path
        return
    with TemporaryDirectory(prefix="territoires-") as folder:
        copy = Path(folder) / path.name
        # Only labels go beyond ASCII, and no label is read: any page of 256 signs will do.
        with (
            path.open(encoding="latin-1", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target, READ)
        yield copy


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while data := file.read(READ):
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _header(path: Path) -> tuple[list[str], str]:
    with path.open(encoding="utf-8-sig") as file:
        line = file.readline().strip()
    separator = max(SEPARATORS, key=line.count)
    return [name.strip('"') for name in line.split(separator)], separator
