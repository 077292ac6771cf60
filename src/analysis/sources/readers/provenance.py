"""What a file tells of itself: its date and its communes, read from its columns or its name, before what the catalogue says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.sources.faults import Exit, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analysis.sources.catalogue import Entry

YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"


def years(text: str) -> list[int]:
    """Return the years of a text, in its order.

    Examples
    --------
    >>> years("census 2022 (file of 2025)"), years("2022-12-31"), years("2022T4"), years("12022")
    ([2022, 2025], [2022], [2022], [])
    """
    return [int(year) for year in re.findall(YEAR, text)]


def described(entry: Entry, *, vintage: str, geography: str) -> dict[str, str]:
    """Return the fields of an entry that a file contradicts or makes precise.

    Where the years differ, the catalogue's title, citation and page are those of another edition: the years of the first
    two follow, the page is left out.
    """
    told = {"vintage": vintage, "geography": geography}
    before, now = years(entry.described["vintage"])[:1], years(vintage)[:1]
    if before and now and before != now:
        texts = {name: entry.described[name].replace(str(before[0]), str(now[0])) for name in ("title", "citation")}
        told |= texts | {"page": ""}
    return told


def refuse_another_date(name: str, column: str, dates: Iterable[str], expected: str) -> None:
    """Raise where a column of dates holds another date than the one the catalogue tells.

    Raises
    ------
    SourceError
        With both dates.
    """
    held = sorted({str(date).strip()[: len(expected)] for date in dates})
    if held and held != [expected]:
        found = ", ".join(held[:5])
        raise SourceError(name, column, f"the date {expected}, as the catalogue says", found, Exit.VINTAGE)
