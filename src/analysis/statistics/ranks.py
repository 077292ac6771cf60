"""The places of values among each other, those of a territory's peers, and a measure beside that of France."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.snapshot import recall
from analysis.territories import Territory, france


@dataclass(frozen=True)
class Rank:
    """The place of a territory among its peers: ``position`` of ``of`` (1 is first), its value, and how many share it."""

    position: int
    of: int
    value: float
    kind: str = "region"
    others: int = 0


def places(values: pd.Series, *, highest_first: bool = True) -> pd.DataFrame:
    """Give each value its place, the same everywhere: values that print alike are tied, and a tie takes the better place.

    Parameters
    ----------
    values : Series
        As they are printed, or as they are measured; a missing one has no place.

    Returns
    -------
    DataFrame
        ``rank`` (1 is first), ``ranked`` (values that have a place), ``others`` (values tied with it).

    Examples
    --------
    >>> places(pd.Series([3.0, 1.0, 1.0, 2.0]))["rank"].tolist()
    [1.0, 3.0, 3.0, 2.0]
    """
    position = values.rank(method="min", ascending=not highest_first)
    tied = position.groupby(position).transform("size") - 1
    return pd.DataFrame({"rank": position, "ranked": int(values.notna().sum()), "others": tied})


def beside_france(
    measure: Callable[..., pd.DataFrame], territory: Territory, definition: str, **options
) -> pd.DataFrame:
    """Stack a measure for the territory and for France, with the first column ``place``.

    Parameters
    ----------
    measure : callable
        ``measure(territory, definition, **options)`` that returns a tidy frame; pure, it is remembered.
    """
    places = list(dict.fromkeys([territory, france()]))
    frames = []
    for place in places:
        frame = recall(measure, place, definition, **options)
        frame.insert(0, "place", place.name)
        frames.append(frame)
    kept = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(kept, ignore_index=True)


def own_rows(table: pd.DataFrame, territory: Territory) -> pd.DataFrame:
    """Return the rows of a territory in what was counted of all of its kind at once.

    Parameters
    ----------
    table : DataFrame
        With a column of codes that has the name of the kind of the territory, ``region`` or ``departement``.

    Returns
    -------
    DataFrame
        Without that column.

    Examples
    --------
    >>> table = pd.DataFrame({"region": ["06", "94"], "value": [1, 2]})
    >>> own_rows(table, Territory.parse("94"))["value"].tolist()
    [2]
    """
    rows = table[table[territory.kind] == territory.code]
    return rows.drop(columns=territory.kind).reset_index(drop=True)


def values_of_peers(
    measure: Callable[..., pd.DataFrame],
    territory: Territory,
    definition: str,
    column: str,
    *,
    where: dict | None = None,
    **options,
) -> pd.DataFrame:
    """Return ``code``, ``name``, ``value`` of a measure for the territory and each of its peers (missing where it has none)."""
    rows = []
    for peer in territory.peers():
        frame = recall(measure, peer, definition, **options)
        for name, wanted in (where or {}).items():
            frame = frame[frame[name] == wanted]
        value = float(frame[column].iloc[0]) if len(frame) and pd.notna(frame[column].iloc[0]) else np.nan
        rows.append({"code": peer.code, "name": peer.name, "value": value})
    return pd.DataFrame(rows, columns=["code", "name", "value"])
