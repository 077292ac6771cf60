"""The report's own rule: the share of employed residents who work in an urban area, where INSEE's flows are present.

INSEE's file of journeys to work between communes (``base-flux-mobilite-domicile-lieu-travail-<year>.csv``) is optional.
Fetch it, or put it anywhere in the raw folder: the share is then computed, and the definition ``commuting`` is available.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources import large
from analysis.sources.faults import Exit
from analysis.sources.geography import Geography, carry_sums
from analysis.sources.layout import SourceError
from analysis.sources.vintages import by_year

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

SOURCE = "insee_mobilite_travail"
PATTERN = "base-flux-mobilite-domicile-lieu-travail-*.csv"
PEOPLE = r"NBFLUX_C(\d\d)_ACTOCC15P"
# The communes of an aire urbaine: large, medium and small poles and their crowns. Multipolarised communes are in none.
URBAN_AREAS = ("111", "112", "211", "212", "221", "222")


def find(raw: Raw) -> Path | None:
    """Return INSEE's file of journeys to work: the catalogue's, else any vintage by its name; None where there is none."""
    try:
        return raw.path(SOURCE)
    except SourceError:
        files = sorted(raw.folder.rglob(PATTERN))
        return files[-1] if files else None


def read(path: Path, urban: set[str]) -> tuple[pd.DataFrame, int]:
    """Add up the flows of INSEE's file by commune of residence, see `large.journeys`; return them and the census year.

    Raises
    ------
    SourceError
        If a column is missing, a code has lost its leading zero or a count is no number.
    """
    header = large.columns_of(path)
    counts = by_year(header, PEOPLE, path.name)
    census, column = list(counts.items())[-1]
    told = [int(year) for year in re.findall(r"(?:19|20)\d\d", path.name)]
    if told and census not in told:
        expected, found = f"flows of {told[-1]}, as its name says", f"flows of {census}"
        raise SourceError(path.name, column, expected, found, Exit.VINTAGE)
    return large.journeys(path, column, urban), census


def share_by_commune(raw: Raw, geography: Geography, urban: set[str]) -> pd.Series:
    """Return the share of employed residents who work in an urban area, by commune of 2025; empty without the file.

    The file of census Y is on the communes of 1 January Y + 2.
    """
    path = find(raw)
    if path is None:
        return pd.Series(dtype="float64")
    with large.unpacked(path, PATTERN) as file:
        flows, census = read(file, urban)
    raw.note(SOURCE, path)
    values = ["employed", "employed_in_urban_areas"]
    carried = carry_sums(flows, geography.links(census + 2), code="home", values=values)
    carried = carried.set_index("commune")
    return carried["employed_in_urban_areas"] / carried["employed"].where(carried["employed"] > 0)
