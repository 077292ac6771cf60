"""Read the years of a file from its own columns, and its communes from the catalogue: no year is typed in a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.sources.crosswalk import TARGET_YEAR
from analysis.sources.faults import Exit, SourceError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sources.geography import Geography
    from analysis.sources.readers.raw import Raw

# Two digits of a census stand for a year between these two.
FIRST_CENSUS = 1968
# A year in the name of a file; that of the zones d'emploi (ze2020) is none of its figures.
YEAR_OF_NAME = r"(?<!ze)(?:19|20)\d\d"
MONTHS = ("january janvier", "february février", "march mars", "april avril", "may mai", "june juin", "july juillet",
          "august août", "september septembre", "october octobre", "november novembre", "december décembre")  # fmt: skip
NUMBER_OF_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
# How many years before the one told a file's communes are looked for.
YEARS_AROUND = 10


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


def date_told(text: str) -> str:
    """Return the first date of a text, as far as it tells it: a day, a month or a year; empty where it tells none.

    Examples
    --------
    >>> date_told("newest quarter on 21 February 2026"), date_told("April 2021"), date_told("2025 or later")
    ('2026-02-21', '2021-04', '2025')
    """
    written = re.search(rf"(?:\b(\d{{1,2}}) )?\b({'|'.join(NUMBER_OF_MONTH)}) ((?:19|20)\d\d)\b", text, re.IGNORECASE)
    if written:
        day, month, year = written.groups()
        return f"{year}-{NUMBER_OF_MONTH[month.lower()]:02d}" + (f"-{int(day):02d}" if day else "")
    found = re.search(r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b", text)
    return found[0] if found else ""


def vintage_date(raw: Raw, source: str, form: str = "day, month or year") -> str:
    """Return the date that the ``vintage`` of a source tells in the catalogue: a list names no date of its own.

    Parameters
    ----------
    form : {"day, month or year", "day"}
        What the vintage must tell.

    Raises
    ------
    SourceError
        If it tells less.
    """
    told = raw.entries[source].described["vintage"]
    date = date_told(told)
    if len(date) < len("2026-02-21" if form == "day" else "2026"):
        raise SourceError(f"catalogue, source {source}", "vintage", f"a {form}", repr(told), Exit.CATALOGUE)
    return date


def files_named(raw: Raw, source: str, pattern: str) -> dict[str, re.Match]:
    """Return the files of a source whose name (without its folder) matches a pattern, in the catalogue's order.

    Raises
    ------
    SourceError
        If none does.
    """
    names = [file.name.rsplit("/", 1)[-1] for file in raw.entries[source].files]
    found = {name: match for name in names if (match := re.fullmatch(pattern, name))}
    if not found:
        where = f"catalogue, source {source}"
        raise SourceError(where, "files.name", f"a file {pattern}", ", ".join(names), Exit.CATALOGUE)
    return found


def file_named(raw: Raw, source: str, pattern: str) -> str:
    """Return the one file of a source whose name matches a pattern; the last one in the order of names if there are more."""
    return max(files_named(raw, source, pattern))


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
    told = [int(year) for year in re.findall(YEAR_OF_NAME, name.rsplit("/", 1)[-1])]
    if told and max(told) != newest:
        raise SourceError(name, None, f"figures of {max(told)}, as its name says", f"figures of {newest}", Exit.VINTAGE)


def checked_geography_year(raw: Raw, source: str, geography: Geography, codes: pd.Series) -> int:
    """Return the year of the communes of a source, as `geography_year`, once its codes are seen to fit.

    They are looked at where the producer replaces the file in place: the catalogue may be behind.

    Parameters
    ----------
    codes : Series of str
        Commune codes of the file, cities as one commune.

    Raises
    ------
    SourceError
        If the codes fit the communes of another year better.
    """
    year = geography_year(raw, source)
    if raw.entries[source].moves:
        _refuse_other_communes(raw, source, geography, set(codes), year)
    return year


def _refuse_other_communes(raw: Raw, source: str, geography: Geography, codes: set[str], year: int) -> None:
    """Raise where fewer codes are strangers to the communes of another year than to those of the year told."""
    years = range(year - YEARS_AROUND, TARGET_YEAR + 1)
    strangers = {other: sorted(codes - geography.communes_of(other)) for other in years}
    best = min(years, key=lambda other: (len(strangers[other]), abs(other - year)))
    many = len(strangers[year])
    if len(strangers[best]) < many:
        expected = f"communes of {year}, as its geography in the catalogue says"
        found = (
            f"{many:,} of {len(codes):,} codes ({many / len(codes):.2%}) that were none then, first "
            f"{' '.join(strangers[year][:10])}: it fits COG {best}"
        )
        raise SourceError(raw.entries[source].files[0].name, "commune codes", expected, found, Exit.UNKNOWN_COMMUNE)
