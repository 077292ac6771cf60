"""How sure a share of premises and its change are: the intervals of fibre today, and of the gap to France since the first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.digital.fixed import FIBRE_2017, TYPE, both_dates, change, fixed_by_commune, last_fibre
from analysis.snapshot import remembered
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import ALL_COMMUNES, Territory, france

# An interval of a share half as wide as all that can be, with the line inside, says nothing.
WIDEST = 0.5


def says_nothing(low: float, high: float, line: float = 0.0) -> bool:
    """Tell whether an interval holds the line that it is to be read against and is too wide to be worth a figure.

    Examples
    --------
    >>> says_nothing(-0.49, 0.28), says_nothing(-0.08, 0.04), says_nothing(0.1, 0.9)
    (True, False, False)
    """
    return bool(low <= line <= high and high - low > WIDEST)


def change_interval_of(frame: pd.DataFrame) -> tuple[float, float, float]:
    """Give the change of the share of premises covered, with its 95 % bootstrap interval, both dates resampled together.

    Parameters
    ----------
    frame : DataFrame
        As for `change_of`, with ``commune`` and ``cluster``.

    Returns
    -------
    tuple of float
        Change (after less before), low, high; missing where no commune is known at both dates.
    """
    known = frame.dropna(subset=["before", "after", "weight_before", "weight_after"])
    if known.empty:
        return (np.nan, np.nan, np.nan)
    ends = [
        known[["commune", "cluster"]].assign(
            covered=known[when] * known[f"weight_{when}"], weight=known[f"weight_{when}"], later=when == "after"
        )
        for when in ("before", "after")
    ]
    return gap_interval(pd.concat(ends, ignore_index=True), "covered", "weight", inside="later")


@remembered
def gap_change_interval(territory: Territory, definition: str, kind: str) -> tuple[float, float, float]:
    """Give the change of the gap to all communes of France from the first fibre to today's, with its interval.

    What moves from sample to sample is the share here; that of France, a count of the whole country, is taken as known.

    Parameters
    ----------
    kind : str
        A type of territory, or "All communes".
    """
    before, after = FIBRE_2017, last_fibre()
    frame = both_dates(fixed_by_commune(territory, definition, [before, after]), before, after)
    here = change_interval_of(frame if kind == ALL_COMMUNES else frame[frame[TYPE] == kind])
    whole = change(france(), definition).set_index(TYPE).loc[ALL_COMMUNES, "change"]
    return tuple(float(bound - whole) for bound in here)


def share_interval_of(frame: pd.DataFrame) -> tuple[float, float, float]:
    """Give the share of premises covered with its 95 % bootstrap interval, whole clusters resampled.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune: ``share_covered``, ``weight`` (premises), ``cluster``.

    Returns
    -------
    tuple of float
        Share, low, high; missing where no commune is known.
    """
    known = frame.dropna(subset=["share_covered", "weight"])
    known = known[known["weight"] > 0]
    if known.empty:
        return (np.nan, np.nan, np.nan)
    row = ratio_interval(known.assign(covered=known["share_covered"] * known["weight"]), "covered", "weight").iloc[0]
    return (float(row["ratio"]), float(row["low"]), float(row["high"]))


@remembered
def share_interval(territory: Territory, definition: str, kind: str) -> tuple[float, float, float]:
    """Give the share of premises with fibre today in the communes of a type, with its interval: see `share_interval_of`."""
    frame = fixed_by_commune(territory, definition, [last_fibre()])
    return share_interval_of(frame if kind == ALL_COMMUNES else frame[frame[TYPE] == kind])
