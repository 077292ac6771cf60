"""The values of a territory's peers, and a measure beside that of France."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.snapshot import recall
from analysis.territories import Territory, france


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
