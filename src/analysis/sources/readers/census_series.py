"""The years and columns of INSEE's historical series of censuses, whichever of its editions it is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers.vintages import by_year

if TYPE_CHECKING:
    from analysis.sources.readers.raw import Raw

CENSUS_SERIES = "insee_serie_historique_2019"
# The reports start from the census of 1999; the series goes back to 1968.
FIRST_YEAR = 1999


def census_years(raw: Raw) -> dict[int, str]:
    """Return the census years of the series since 1999, with the column of their population."""
    found = by_year(raw.header(CENSUS_SERIES), r"[DP](\d\d)_POP", CENSUS_SERIES)
    return {year: name for year, name in found.items() if year >= FIRST_YEAR}


def periods_of(raw: Raw) -> dict[str, tuple[str, str, str, str]]:
    """Return the columns of each period of the series: population at its start and end, births, deaths.

    Raises
    ------
    SourceError
        If births or deaths of a period are not there, or there under two names.
    """
    header, years = raw.header(CENSUS_SERIES), list(census_years(raw).items())
    return {
        f"{start}-{end}": (before, after, *(_counted_between(header, stem, start, end) for stem in ("NAIS", "DECE")))
        for (start, before), (end, after) in itertools.pairwise(years)
    }


def _counted_between(header: list[str], stem: str, start: int, end: int) -> str:
    """Return the column of births or deaths of a period, in either way in which INSEE names it.

    Until 2020 by the two censuses (NAIS1319), since by the last year counted (NAIS1621: from 2016 to the end of 2021).
    """
    names = [f"{stem}{start % 100:02d}{last % 100:02d}" for last in (end, end - 1)]
    held = [name for name in names if name in header]
    if len(held) != 1:
        alike = [name for name in header if name.startswith(stem)]
        expected = f"one of {' or '.join(names)} in the header"
        raise SourceError(CENSUS_SERIES, names[0], expected, f"columns {', '.join(alike)}", Exit.COLUMNS)
    return held[0]
