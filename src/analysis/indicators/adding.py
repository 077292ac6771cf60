"""How the figures of communes add up to that of a territory: one rule a kind of figure, the same for one commune and many.

A commune alone is a territory of one: each rule gives for it the value of the commune, unless the indicator has an ``own``
value of communes (a distance, yes or no), which is then what is read of one commune.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.population import annual_rates
from analysis.services import weighted_median

OWN = "own"
_YEARLY = ("population_start", "population_end", "natural_balance", "migratory_balance")
# The columns that the parts of each rule hold.
COLUMNS: dict[str, tuple[str, ...]] = {
    "sum": ("value",),
    "ratio": ("above", "below"),
    "change": ("above", "below"),
    "total_rate": (*_YEARLY[:2], "years"),
    "natural_rate": (*_YEARLY, "years"),
    "migratory_rate": (*_YEARLY, "years"),
    "median_of_people": ("value", "people"),
    "median": ("value",),
    "none": ("value",),
}


def _ratio(sums: pd.DataFrame) -> pd.Series:
    return sums["above"] / sums["below"].where(sums["below"] != 0)


def _yearly(part: str) -> Callable[[pd.DataFrame], pd.Series]:
    def rate(sums: pd.DataFrame) -> pd.Series:
        # A change without its parts is told where births and deaths are not held.
        whole = sums.reindex(columns=[*_YEARLY, "years"])
        return annual_rates(whole)[f"rate_{part}"]

    return rate


_OF_SUMS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "sum": lambda sums: sums["value"],
    "ratio": _ratio,
    "change": lambda sums: _ratio(sums) - 1,
    **{f"{part}_rate": _yearly(part) for part in ("total", "natural", "migratory")},
}


def refuse_other_parts(key: str, rule: str, parts: pd.DataFrame) -> None:
    """Stop where what an indicator reads cannot be added up by its rule.

    Raises
    ------
    ValueError
        If the parts lack a column of the rule, or hold a commune twice; the message names the indicator.
    """
    lacking = [name for name in COLUMNS[rule] if name not in parts]
    if lacking:
        raise ValueError(
            f"indicator {key}: its parts hold the columns {list(parts)}; {rule!r} adds up {list(COLUMNS[rule])}"
        )
    if not parts.index.is_unique:
        twice = parts.index[parts.index.duplicated()][0]
        raise ValueError(
            f"indicator {key}: its parts hold {twice} twice; expected one row a commune, as `reading.rows` gives it for one year"
        )


def of_communes(rule: str, parts: pd.DataFrame) -> pd.Series:
    """Return the value of each commune.

    Parameters
    ----------
    rule : str
        A key of `COLUMNS`.
    parts : DataFrame
        Indexed by commune: the columns of the rule, and ``own`` where communes have a value of their own.

    Returns
    -------
    Series
        Indexed as the parts; missing where a part is.

    Raises
    ------
    KeyError
        If there is no such rule, or the parts lack a column of it.
    """
    if OWN in parts:
        return parts[OWN]
    columns = list(COLUMNS[rule])
    if rule not in _OF_SUMS:
        return parts[columns[0]]
    return _OF_SUMS[rule](parts[columns]).where(parts[columns].notna().all(axis=1))


def of_territories(rule: str, parts: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Add communes up by group: a commune of which a part is missing is left out of all.

    Parameters
    ----------
    rule, parts
        As for `of_communes`.
    groups : Series
        Group of each commune, by commune; those without one are left out.

    Returns
    -------
    Series
        Value by group, for the groups that have a known commune. All are missing where the rule is ``none``: a median of
        people cannot be made of medians.

    Examples
    --------
    >>> parts = pd.DataFrame({"above": [1.0, 3.0], "below": [2.0, 6.0]}, index=["01001", "01002"])
    >>> of_territories("ratio", parts, pd.Series("01", index=parts.index)).tolist()
    [0.5]
    """
    codes, names = _codes(groups, parts.index)
    values = parts[list(COLUMNS[rule])].to_numpy(dtype="float64")
    kept = (codes >= 0) & ~np.isnan(values).any(axis=1)
    codes, values = codes[kept], values[kept]
    there = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    index = names[there]
    if rule in _OF_SUMS:
        sums = {name: np.bincount(codes, values[:, at], len(names))[there] for at, name in enumerate(COLUMNS[rule])}
        if "years" in sums:
            # The length of a period is the same for all.
            sums["years"] = sums["years"] / np.bincount(codes, minlength=len(names))[there]
        return _OF_SUMS[rule](pd.DataFrame(sums, index=index))
    if rule in _OF_GROUPS:
        order = np.argsort(codes, kind="stable")
        parted = np.split(values[order], np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else []
        return pd.Series([_OF_GROUPS[rule](here) for here in parted], index=index, dtype="float64")
    return pd.Series(np.nan, index=index)


def share_known(rule: str, parts: pd.DataFrame, groups: pd.Series, people: pd.Series) -> pd.Series:
    """Return, by group, the share of its people who live in communes that are known; of its communes where nobody is counted.

    A share of communes would call France whole without its overseas: 129 communes of 34,875, and two million people.

    Examples
    --------
    >>> parts = pd.DataFrame({"value": [1.0, None]}, index=["01001", "97601"])
    >>> share_known("sum", parts, pd.Series("FR", index=parts.index), pd.Series([30.0, 10.0], index=parts.index)).tolist()
    [0.75]
    """
    codes, names = _codes(groups, parts.index)
    inside, codes = codes >= 0, codes[codes >= 0]
    known = parts[list(COLUMNS[rule])].notna().to_numpy().all(axis=1)[inside]
    weight = people.reindex(parts.index).to_numpy("float64")[inside]
    # Where a commune has no count of its people, they are as many as in another of its group.
    counted = np.bincount(codes, ~np.isnan(weight), len(names))
    mean = np.bincount(codes, np.nan_to_num(weight), len(names)) / np.where(counted, counted, np.nan)
    weight = np.where(np.isnan(weight), np.where(mean > 0, mean, 1.0)[codes], weight)
    whole = np.bincount(codes, weight, len(names))
    held = np.bincount(codes, weight * known, len(names))
    return pd.Series(held / np.where(whole > 0, whole, np.nan), index=names).dropna()


def _codes(groups: pd.Series, index: pd.Index) -> tuple[np.ndarray, pd.Index]:
    """Return the number of the group of each row, -1 without one, and the names of the groups."""
    # Millions of texts are not compared where the rows are the same already.
    aligned = groups if groups.index is index else groups.reindex(index)
    grouped = aligned.astype("category").cat
    return grouped.codes.to_numpy(), grouped.categories


_OF_GROUPS: dict[str, Callable[[np.ndarray], float]] = {
    "median": lambda values: float(np.median(values[:, 0])),
    "median_of_people": lambda values: weighted_median(values[:, 0], values[:, 1]),
}
