"""The figures of every place: of each commune with the reason where it is missing, and of territories by adding up."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.indicators import adding
from analysis.indicators.catalogue import indicator, indicators
from analysis.indicators.entry import Indicator
from analysis.indicators.reading import every, people, places
from analysis.snapshot import remembered

# Why a commune has no figure, by code.
REASONS = ("secret", "merged", "not_applicable", "beyond", "not_held")
# A commune that is brought back leaves another smaller, which keeps its code.
BROUGHT_BACK = "21"


def parts(key: str) -> dict[str, pd.DataFrame]:
    """Return what an indicator adds up, by date, for every commune of the snapshot: see `adding`. To be read only."""
    return _parts_of(key, snapshot.version())


# Not `remembered`, which hands out copies: each grouping of the communes reads the same parts again.
@lru_cache(maxsize=128)
def _parts_of(key: str, _version: str) -> dict[str, pd.DataFrame]:
    entry = indicator(key)
    found = entry.parts()
    for frame in found.values():
        adding.refuse_other_parts(key, entry.adds, frame)
    return {date: frame.reindex(every()) for date, frame in found.items()}


def series_of_communes(key: str) -> pd.DataFrame:
    """Return the values of every commune in the printed unit: one row a commune, one column a date, oldest first."""
    return _measured(indicator(key), _read_of_communes(key))


def _read_of_communes(key: str) -> pd.DataFrame:
    entry = indicator(key)
    found = {date: adding.of_communes(entry.adds, frame) * entry.factor for date, frame in parts(key).items()}
    return pd.DataFrame(found)


def _measured(entry: Indicator, values: pd.DataFrame) -> pd.DataFrame:
    """Keep what is a measure: from its limit on, a value only says that there is nothing near."""
    return values.where(values < entry.limit) if entry.limit else values


def series_of_territories(key: str, groups: pd.Series) -> pd.DataFrame:
    """Return the values of groups of communes in the printed unit.

    Parameters
    ----------
    key : str
    groups : Series
        Group of each commune, by commune.

    Returns
    -------
    DataFrame
        One row a group, one column a date; missing where no commune of the group is known.
    """
    entry = indicator(key)
    found = {
        date: adding.of_territories(entry.adds, frame, groups) * entry.factor for date, frame in parts(key).items()
    }
    return _measured(entry, pd.DataFrame(found))


def share_known(key: str, groups: pd.Series) -> pd.Series:
    """Return, by group, the share of its people who live in the communes that its value is made of."""
    last = list(parts(key).values())[-1]
    return adding.share_known(indicator(key).adds, last, groups, people())


def value_of(key: str, communes: pd.Index) -> float:
    """Add an indicator up over communes, in the printed unit; missing where none of them is known.

    Raises
    ------
    UnknownIndicator
        If there is no such indicator.
    """
    table = series_of_territories(key, pd.Series("here", index=communes))
    return float(table.iloc[0, -1]) if len(table) else float("nan")


def reasons(
    entry: Indicator,
    values: pd.Series,
    changed: pd.Series,
    beyond: pd.Series | bool = False,
    nothing: pd.Series | bool = False,
) -> pd.Series:
    """Say why values are missing.

    Parameters
    ----------
    entry : Indicator
    values : Series
        By commune.
    changed : Series
        Last date at which the perimeter or the code of each commune changed; missing where it did not.
    beyond : Series of bool, optional
        Whether the value that was read lies beyond the limit of the indicator.
    nothing : Series of bool, optional
        Whether there is nothing that it could be a share of: the official file tells a zero.

    Returns
    -------
    Series
        One of `REASONS`, missing where the value is not. ``merged`` and ``secret`` are said where the producer gives
        figures to other communes of the same département: elsewhere the place is not covered.
    """
    area, missing = places().reindex(values.index), values.isna()
    covered = values.notna().groupby(area["departement"]).transform("any")
    merged = changed.reindex(values.index).ge(entry.perimeter_since).fillna(False) if entry.perimeter_since else False
    nobody = people().reindex(values.index).eq(0) | (area["epci"].isna() & (entry.grain == "epci"))
    chosen = np.select(
        [beyond, nobody | nothing, covered & merged, covered & entry.secret],
        ["beyond", "not_applicable", "merged", "secret"],
        "not_held",
    )
    return pd.Series(chosen, index=values.index, dtype="object").where(missing)


def of_few_jobs(key: str) -> pd.Series:
    """Say of every commune whether its last value is a share, or a change, of too few jobs to say much."""
    last = list(parts(key).values())[-1]
    fewest = indicator(key).fewest_jobs
    return last["below"].lt(fewest) if fewest else pd.Series(False, index=last.index)


@remembered
def changed_perimeters() -> pd.Series:
    """Return the last date at which the perimeter or the code of a commune of today changed, by its code."""
    table = snapshot.load("movements")
    moved = table[table["code_before"] != table["code_after"]]
    left = moved[moved["modality"] == BROUGHT_BACK]
    ends = [moved.set_index("code_after")["date"], left.set_index("code_before")["date"]]
    both = pd.concat(ends).astype("object")
    return both.groupby(both.index.astype("object")).max()


def tidy() -> pd.DataFrame:
    """Return every indicator of every commune.

    Returns
    -------
    DataFrame
        ``commune``, ``indicator``, ``value`` (last date, in the printed unit), ``reason`` (one of `REASONS`; missing where
        the value is not), ``reliable`` (enough inhabitants, or jobs, for what the figure is).
    """
    return pd.concat([of_every_commune(key) for key in indicators()], ignore_index=True)


def of_every_commune(key: str) -> pd.DataFrame:
    """Return one indicator of every commune: see `tidy`."""
    entry = indicator(key)
    read = _read_of_communes(key)
    values = _measured(entry, read).iloc[:, -1]
    beyond = read.iloc[:, -1].notna() & values.isna()
    return pd.DataFrame(
        {
            "commune": values.index,
            "indicator": key,
            "value": values.to_numpy(dtype="float64"),
            "reason": reasons(entry, values, changed_perimeters(), beyond, _of_nothing(key)).to_numpy(),
            "reliable": (_enough(entry, values.index) & values.notna()).to_numpy(),
        }
    )


def _of_nothing(key: str) -> pd.Series | bool:
    """Tell the communes whose parts are known, and hold nothing to take a share or a change of: a zero, not a gap."""
    last = list(parts(key).values())[-1]
    return last["below"].eq(0) & last["above"].notna() if "below" in last else False


def _enough(entry: Indicator, communes: pd.Index) -> pd.Series:
    """Tell of which communes a figure says something: of enough inhabitants, and of enough jobs where it is a share of jobs."""
    enough = pd.Series(True, index=communes)
    if entry.fewest:
        enough &= people().reindex(communes).ge(entry.fewest)
    return enough & ~of_few_jobs(entry.key).reindex(communes)
