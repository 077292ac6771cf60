"""Read the years of a file from its own columns, and its communes from the catalogue: no year is typed in a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.sources.faults import Exit
from analysis.sources.layout import SourceError

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

# Two digits of a census stand for a year between these two.
FIRST_CENSUS = 1968


def full_year(digits: str) -> int:
    """Return the year that two or four digits stand for.

    Examples
    --------
    >>> full_year("99"), full_year("08"), full_year("2022")
    (1999, 2008, 2022)
    """
    year = int(digits)
    if len(digits) == 4:
        return year
    return 1900 + year if 1900 + year >= FIRST_CENSUS else 2000 + year


def by_year(names: Iterable[str], pattern: str, source: str) -> dict[int, str]:
    """Return the columns (or sheets) that match a pattern, by the year that its one group holds, oldest first.

    Raises
    ------
    SourceError
        If none matches.

    Examples
    --------
    >>> by_year(["P08_POP", "P19_POP", "P19_MEN"], r"P(\\d\\d)_POP", "a.csv")
    {2008: 'P08_POP', 2019: 'P19_POP'}
    """
    names = list(names)
    found = {full_year(match[1]): match[0] for name in names if (match := re.fullmatch(pattern, name))}
    if not found:
        raise SourceError(source, pattern, "a column of this form", ", ".join(names[:30]), Exit.COLUMNS)
    return dict(sorted(found.items()))


def geography_year(raw: Raw, source: str) -> int:
    """Return the year of the communes of a source, from its ``geography`` in the catalogue (``COG 2022``).

    Raises
    ------
    SourceError
        If the catalogue tells none.
    """
    told = raw.entries[source].described["geography"]
    found = re.search(r"COG (\d{4})", told)
    if not found:
        raise SourceError(f"catalogue, source {source}", "geography", "COG and a year", repr(told), Exit.CATALOGUE)
    return int(found[1])


def vintage_year(raw: Raw, source: str) -> int:
    """Return the first year that the ``vintage`` of a source tells in the catalogue.

    Raises
    ------
    SourceError
        If it tells none.
    """
    told = raw.entries[source].described["vintage"]
    found = re.search(r"\b(?:19|20)\d\d\b", told)
    if not found:
        raise SourceError(f"catalogue, source {source}", "vintage", "a year", repr(told), Exit.CATALOGUE)
    return int(found[0])


def editions(raw: Raw, pattern: str) -> dict[str, re.Match]:
    """Return the sources of the catalogue whose id matches a pattern, in the order of their ids.

    A yearly or quarterly file enters by a new entry of the catalogue: no reader changes.
    """
    return {name: match for name in sorted(raw.entries) if (match := re.fullmatch(pattern, name))}


def refuse_older_columns(raw: Raw, source: str, newest: int) -> None:
    """Raise where the file's name tells a later year than its columns: last year's file under this year's name.

    Raises
    ------
    SourceError
        With both years.
    """
    name = raw.entries[source].files[0].name
    told = [int(year) for year in re.findall(r"(?:19|20)\d\d", name.rsplit("/", 1)[-1])]
    if told and max(told) != newest:
        raise SourceError(name, None, f"figures of {max(told)}, as its name says", f"figures of {newest}", Exit.VINTAGE)
