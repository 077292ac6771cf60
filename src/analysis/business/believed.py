"""Which intervals of jobs are told: none of a handful of areas, none so wide that it tells nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.business.jobs import gap_to_enough, job_changes, jobs_of_communes, production_share
from analysis.business.mix import local_part, span
from analysis.territories import ISOLATED, Territory

# Resampling fewer areas than this says how they were drawn, and little of what was measured.
FEWEST_AREAS = 5
# A change known to within 100 points could be a halving or a half more.
WIDEST_CHANGE = 1.0
# Production is nowhere much more than a third of the jobs: a quarter of them spans all there is.
WIDEST_SHARE = 0.25


def areas_of(territory: Territory, definition: str, start: int, end: int) -> pd.Series:
    """Count the areas that intervals resample, by type of territory, with jobs at two censuses.

    Returns
    -------
    Series
        Areas, indexed by ``territory_type``.
    """
    frame = jobs_of_communes(territory, definition, start, end)
    return frame.groupby("territory_type", observed=True)["cluster"].nunique()


def gap_told(territory: Territory, definition: str, *, start: int, end: int) -> pd.DataFrame:
    """Give `gap_to_enough` with the bounds that can be believed; the others are missing."""
    row = gap_to_enough(territory, definition, start=start, end=end).iloc[0].copy()
    frame = jobs_of_communes(territory, definition, start, end)
    areas = frame.groupby(frame["territory_type"].eq(ISOLATED))["cluster"].nunique()
    few = bool((areas.reindex([True, False], fill_value=0) < FEWEST_AREAS).any())
    for low, high in (("low", "high"), ("low_isolated", "high_isolated"), ("low_others", "high_others")):
        if few or not row[high] - row[low] <= WIDEST_CHANGE:
            row[[low, high]] = np.nan
    return pd.DataFrame([row])


def changes_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `job_changes` with the bounds that can be believed, by period."""
    return _bounded(job_changes(territory, definition), territory, definition, WIDEST_CHANGE)


def shares_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `production_share` with the bounds that can be believed: none that reaches zero where jobs were counted."""
    table = _bounded(production_share(territory, definition), territory, definition, WIDEST_SHARE)
    impossible = table["low"].le(0) & table["share"].gt(0)
    return table.assign(low=table["low"].mask(impossible), high=table["high"].mask(impossible))


def local_part_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `local_part` with the bounds that can be believed."""
    return _bounded(local_part(territory, definition), territory, definition, WIDEST_CHANGE)


def _bounded(table: pd.DataFrame, territory: Territory, definition: str, widest: float) -> pd.DataFrame:
    """Take the bounds away of types that stand in few areas, and those that are too far apart."""
    if table.empty:
        return table
    areas = areas_of(territory, definition, *span())
    held = table["territory_type"].astype("object").map(areas).fillna(0)
    kept = (held >= FEWEST_AREAS) & (table["high"] - table["low"] <= widest)
    return table.assign(low=table["low"].where(kept), high=table["high"].where(kept))
