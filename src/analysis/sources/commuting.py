"""The report's own rule: the share of employed residents who work in an urban area, where INSEE's flows are present.

INSEE's file of journeys to work between communes (``base-flux-mobilite-domicile-lieu-travail-<year>.csv``) is not in the
catalogue. Put it anywhere in the raw folder: the share is then computed, and the definition ``commuting`` becomes available.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.geography import Geography, carry_sums, city_of_arrondissement
from analysis.sources.readers import SourceError, commune_codes, to_number

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

PATTERN = "base-flux-mobilite-domicile-lieu-travail-*.csv"
PEOPLE = r"^NBFLUX_C\d\d_ACTOCC15P$"
# The communes of an aire urbaine: large, medium and small poles and their crowns. Multipolarised communes are in none.
URBAN_AREAS = ("111", "112", "211", "212", "221", "222")


def share_of_flows(flows: pd.DataFrame, urban: set[str]) -> pd.DataFrame:
    """Add up, for each commune, its employed residents and those who work in an urban area.

    Parameters
    ----------
    flows : DataFrame
        ``home``, ``work`` (commune codes), ``people`` (employed residents); those who work at home are rows too.
    urban : set of str
        Communes that belong to an urban area.

    Returns
    -------
    DataFrame
        ``home``, ``employed``, ``employed_in_urban_areas``.
    """
    inside = flows["people"].where(flows["work"].isin(urban), 0.0)
    sums = flows.assign(employed=flows["people"], employed_in_urban_areas=inside).groupby("home")
    return sums[["employed", "employed_in_urban_areas"]].sum().reset_index()


def find(folder: Path) -> Path | None:
    """Return INSEE's file of journeys to work in the raw folder, the last vintage by name; None where there is none."""
    files = sorted(folder.rglob(PATTERN))
    return files[-1] if files else None


def read(path: Path) -> tuple[pd.DataFrame, int]:
    """Read the flows and the census year of INSEE's file.

    Raises
    ------
    SourceError
        If a column is missing, a code has lost its leading zero or a count is no number.
    """
    header = path.open(encoding="utf-8").readline().strip().replace('"', "").split(";")
    counts = [name for name in header if re.match(PEOPLE, name)]
    for column, found in (("CODGEO", "CODGEO" in header), ("DCLT", "DCLT" in header), (PEOPLE, len(counts) == 1)):
        if not found:
            raise SourceError(path.name, column, "this column once in the header", f"columns {', '.join(header)}")
    table = pd.read_csv(path, sep=";", usecols=["CODGEO", "DCLT", *counts], dtype="string")
    flows = pd.DataFrame(
        {
            "home": city_of_arrondissement(commune_codes(table["CODGEO"].astype("str"), path.name)),
            "work": city_of_arrondissement(table["DCLT"].astype("str")),
            "people": to_number(table[counts[0]]),
        }
    )
    return flows, 2000 + int(counts[0][8:10])


def share_by_commune(raw: Raw, geography: Geography, urban: set[str]) -> pd.Series:
    """Return the share of employed residents who work in an urban area, by commune of 2025; empty without the file.

    The file of census Y is on the communes of 1 January Y + 2.
    """
    path = find(raw.folder)
    if path is None:
        return pd.Series(dtype="float64")
    flows, census = read(path)
    values = ["employed", "employed_in_urban_areas"]
    carried = carry_sums(share_of_flows(flows, urban), geography.links(census + 2), code="home", values=values)
    carried = carried.set_index("commune")
    return carried["employed_in_urban_areas"] / carried["employed"].where(carried["employed"] > 0)
