"""Which intervals of jobs are told: none of a handful of areas; one that tells nothing is said to be too wide."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.business.jobs import gap_to_enough, job_changes, jobs_of_communes, production_share
from analysis.business.mix import local_part, location_quotients, span
from analysis.territories import ISOLATED, Territory

# Resampling fewer areas than this says how they were drawn, and little of what was measured.
FEWEST_AREAS = 5
# A change known to within 100 points, zero among them, could be a halving or a half more.
WIDEST_CHANGE = 1.0
# Production is nowhere much more than a third of the jobs: a quarter of them spans all there is.
WIDEST_SHARE = 0.25
# Why bounds are not told: two reasons that are not one another.
FEW_AREAS, TOO_WIDE = "few areas", "too wide"


def too_wide(low: float, high: float, widest: float = WIDEST_CHANGE) -> bool:
    """Tell whether an interval spans zero so widely that it says nothing, not even that there is little difference.

    Examples
    --------
    >>> too_wide(-0.38, 0.67), too_wide(-0.2, 0.1), too_wide(0.1, 1.3), too_wide(float("nan"), 0.1)
    (True, False, False, False)
    """
    return bool(low <= 0 <= high and high - low > widest)


def beyond_all(low: float, high: float) -> bool:
    """Tell whether an interval that is `too_wide` reaches further than all the jobs there were: its bounds are not printed.

    Examples
    --------
    >>> beyond_all(-2.5, 1.39), beyond_all(-0.38, 0.67), beyond_all(0.1, 1.3)
    (True, False, False)
    """
    return too_wide(low, high) and max(-low, high) > WIDEST_CHANGE


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
    """Give `gap_to_enough`; the bounds are missing where either side stands in a handful of areas.

    Bounds that are `too_wide` stay: whoever reads them says so.
    """
    row = gap_to_enough(territory, definition, start=start, end=end).iloc[0].copy()
    frame = jobs_of_communes(territory, definition, start, end)
    areas = frame.groupby(frame["territory_type"].eq(ISOLATED))["cluster"].nunique()
    if (areas.reindex([True, False], fill_value=0) < FEWEST_AREAS).any():
        row[["low", "high", "low_isolated", "high_isolated", "low_others", "high_others"]] = np.nan
    return pd.DataFrame([row])


def changes_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `job_changes` with the bounds that can be drawn, by period, and why the others are not: see `_bounded`."""
    return _bounded(job_changes(territory, definition), territory, definition, WIDEST_CHANGE)


def shares_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `production_share` with the bounds that can be believed: none that reaches zero where jobs were counted.

    ``untold`` says why the others are not: see `_bounded`.
    """
    table = production_share(territory, definition)
    impossible = table["low"].le(0) & table["share"].gt(0)
    return _bounded(table, territory, definition, WIDEST_SHARE, impossible)


def local_part_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `local_part`; the bounds are missing of types that stand in a handful of areas. See `too_wide` for the others."""
    return _bounded(local_part(territory, definition), territory, definition, np.inf)


def quotients_told(territory: Territory, definition: str) -> pd.DataFrame:
    """Give `location_quotients`; the bounds are missing of types that stand in a handful of areas."""
    return _bounded(location_quotients(territory, definition), territory, definition, np.inf)


def _bounded(
    table: pd.DataFrame, territory: Territory, definition: str, widest: float, impossible: pd.Series | bool = False
) -> pd.DataFrame:
    """Take the bounds away of types that stand in few areas, and those that are too far apart or impossible.

    Returns
    -------
    DataFrame
        The table with ``untold``: `FEW_AREAS` or `TOO_WIDE` where bounds were taken away, empty elsewhere.
    """
    if table.empty:
        return table.assign(untold=pd.Series(dtype="str"))
    areas = areas_of(territory, definition, *span())
    few = table["territory_type"].astype("object").map(areas).fillna(0) < FEWEST_AREAS
    wide = (table["high"] - table["low"] > widest) | impossible
    untold = np.select([few | table["low"].isna(), wide], [FEW_AREAS, TOO_WIDE], default="")
    kept = untold == ""
    return table.assign(low=table["low"].where(kept), high=table["high"].where(kept), untold=untold)
