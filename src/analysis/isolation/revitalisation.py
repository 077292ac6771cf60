"""How far the zoning of revitalisation (FRR) and isolation overlap: communes classed whole and in part, counted apart."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.geography import classify
from analysis.snapshot import remembered
from analysis.territories import Territory, compared

WHOLE, PART = ("base", "plus"), ("part",)


def by_extent_of(communes: pd.DataFrame) -> pd.Series:
    """Count the communes classed, whole and in part, and of these the isolated.

    Parameters
    ----------
    communes : DataFrame
        ``frr_2025`` and ``isolated``; a row without one of the classes counts in no sum of it.

    Returns
    -------
    Series
        ``isolated``, ``whole``, ``part`` (communes classed FRR), ``isolated_whole``, ``isolated_part``,
        ``share_whole``, ``share_part`` (of the isolated communes with a class).
    """
    known = communes.dropna(subset=["isolated"])
    inside = known["isolated"].astype(bool)
    whole, part = known["frr_2025"].isin(WHOLE), known["frr_2025"].isin(PART)
    classed = (inside & known["frr_2025"].notna()).sum()
    counts = {
        "isolated": inside.sum(),
        "whole": communes["frr_2025"].isin(WHOLE).sum(),
        "part": communes["frr_2025"].isin(PART).sum(),
        "isolated_whole": (inside & whole).sum(),
        "isolated_part": (inside & part).sum(),
    }
    shares = {f"share_{name}": counts[f"isolated_{name}"] / classed if classed else None for name in ("whole", "part")}
    return pd.Series(counts | shares, dtype="float64")


@remembered
def by_extent(territory: Territory, also: str = "") -> pd.DataFrame:
    """Count the communes of a territory classed FRR whole and in part, under each definition: see `by_extent_of`.

    Parameters
    ----------
    territory : Territory
    also : str
        Key of a list of one's own, to set beside the official definitions.

    Returns
    -------
    DataFrame
        ``definition``, then as `by_extent_of`.
    """
    told = snapshot.load("revitalisation", territory, columns=["commune", "region", "frr_2025"])
    rows = {
        key: by_extent_of(classify(territory, key)[["commune", "isolated"]].merge(told, on="commune", how="left"))
        for key in compared(also)
    }
    return pd.DataFrame(rows).T.rename_axis("definition").reset_index()
