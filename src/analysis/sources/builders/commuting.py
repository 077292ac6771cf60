"""The report's own rule: the share of employed residents who work in an urban area, where INSEE's flows are present.

INSEE's file of journeys to work between communes (``base-flux-mobilite-domicile-lieu-travail-<year>.csv``) is optional.
Fetch it, or put it anywhere in the raw folder: the share is then computed, and the definition ``commuting`` is available.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.geography import Geography, carry_sums
from analysis.sources.readers import flow_files, large

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

SOURCE = "insee_mobilite_travail"
STEM = "base-flux-mobilite-domicile-lieu-travail-"
PEOPLE = r"NBFLUX_C(\d\d)_ACTOCC15P"
# The communes of an aire urbaine: large, medium and small poles and their crowns. Multipolarised communes are in none.
URBAN_AREAS = ("111", "112", "211", "212", "221", "222")


def share_by_commune(raw: Raw, geography: Geography, urban: set[str]) -> pd.Series:
    """Return the share of employed residents who work in an urban area, by commune of 2025; empty without the file.

    Raises
    ------
    SourceError
        If a column is missing, a code has lost its leading zero, a count is no number, or the file covers a part of the
        country and the build was not told that a part will do.
    """
    path = flow_files.find(raw, SOURCE, STEM)
    if path is None:
        return pd.Series(dtype="float64")
    with flow_files.opened(raw, SOURCE, path, STEM, PEOPLE) as flows:
        sums = large.journeys(flows, urban)
    codes = set(sums["home"])
    flows = flow_files.fitted(flows, geography, codes)
    flow_files.describe(raw, SOURCE, flows, flow_files.coverage(raw, flows, geography, codes))
    values = ["employed", "employed_in_urban_areas"]
    carried = carry_sums(sums, geography.links(flows.geography), code="home", values=values)
    carried = carried.set_index("commune")
    # Several processors add up in any order: the last digits of a sum are not the same twice.
    return (carried["employed_in_urban_areas"] / carried["employed"].where(carried["employed"] > 0)).round(6)
