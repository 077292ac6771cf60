"""The place of a territory among its peers, and a measure beside that of France."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.snapshot import recall
from analysis.territories import Territory, france


@dataclass(frozen=True)
class Rank:
    """The place of a territory among its peers: ``position`` of ``of`` (1 is first), and its value."""

    position: int
    of: int
    value: float
    kind: str = "region"


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


def rank(
    measure: Callable[..., pd.DataFrame],
    territory: Territory,
    definition: str,
    column: str,
    *,
    where: dict | None = None,
    highest_first: bool = True,
    **options,
) -> Rank | None:
    """Rank a territory among its peers; None where it has no peers or no value.

    Parameters
    ----------
    column : str
        The column of the measure to rank by.
    where : dict, optional
        Column to value: picks the row of the measure.
    """
    table = values_of_peers(measure, territory, definition, column, where=where, **options).dropna(subset=["value"])
    if territory.code not in set(table["code"]):
        return None
    position = table["value"].rank(method="min", ascending=not highest_first)[table["code"] == territory.code]
    value = table.loc[table["code"] == territory.code, "value"].iloc[0]
    return Rank(int(position.iloc[0]), len(table), float(value), territory.kind)
