"""Shares of communes and of people, and ratios of sums; what is missing is counted apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def shares(frame: pd.DataFrame, flag: str, people: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Give the share of communes, and of people, for which a flag is true.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune: the boolean `flag`, the count `people`, the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``communes``, ``communes_with``, ``share_communes``, ``people``, ``people_with``,
        ``share_people``, ``communes_unknown``: rows with a missing flag are counted there and nowhere else.
    """
    size = frame[people].astype("float64").fillna(0)
    known = frame[flag].notna()
    true = frame[flag].astype("boolean").fillna(False).astype(bool)
    parts = frame[list(by)].assign(
        communes=known.astype(int),
        communes_with=true.astype(int),
        people=size.where(known, 0.0),
        people_with=size.where(true, 0.0),
        communes_unknown=(~known).astype(int),
    )
    table = parts.groupby(list(by), observed=True).sum().reset_index() if by else parts.sum().to_frame().T
    table.insert(len(by) + 2, "share_communes", _divide(table["communes_with"], table["communes"]))
    table.insert(len(by) + 5, "share_people", _divide(table["people_with"], table["people"]))
    return table


def _divide(above: pd.Series, below: pd.Series) -> pd.Series:
    return above.astype("float64") / below.astype("float64").where(below != 0)


def ratio(frame: pd.DataFrame, numerator: str, denominator: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Divide sums: rows where one of the two is missing are left out of both.

    Returns
    -------
    DataFrame
        The columns of `by`, the two sums, ``ratio`` (missing where the denominator is 0).
    """
    complete = frame.dropna(subset=[numerator, denominator])
    columns = [numerator, denominator]
    if by:
        table = complete.groupby(list(by), observed=True)[columns].sum().reset_index()
    else:
        table = complete[columns].sum().to_frame().T
    return table.assign(ratio=_divide(table[numerator], table[denominator]))


def impossible(low: float | None, high: float | None, least: float, most: float) -> bool:
    """Tell whether an interval reaches beyond what can be: a share of 10 % cannot lose 40 points.

    Examples
    --------
    >>> impossible(-0.395, 0.1, -0.098, 0.902), impossible(-0.02, 0.01, -0.098, 0.902)
    (True, False)
    """
    return bool(pd.notna(low) and pd.notna(high) and (low < least or high > most))


def possible(change: tuple[float, float, float], before: float) -> tuple[float, float, float]:
    """Return the change of a share with its interval, the bounds missing where they reach beyond what can be.

    Resampling a handful of areas may say that a share of 10 % fell by 40 points: that tells of the areas, not of the change.

    Parameters
    ----------
    change : tuple of float
        Change, low, high.
    before : float
        The share that changed (0 to 1).

    Examples
    --------
    >>> possible((-0.09, -0.395, 0.002), 0.098), possible((-0.09, -0.095, -0.01), 0.098)
    ((-0.09, nan, nan), (-0.09, -0.095, -0.01))
    """
    moved, low, high = change
    return (moved, float("nan"), float("nan")) if impossible(low, high, -before, 1 - before) else change
