"""The communes most like each: of its type, nearest in people, age and density."""

from __future__ import annotations

from collections.abc import Container

import numpy as np
import pandas as pd

COUNT = 10
FURTHEST = 0.5  # standard deviations: what is further away is not alike, even where nothing is nearer


def nearest(communes: pd.DataFrame, wanted: Container[str], count: int = COUNT) -> dict[str, list[str]]:
    """Find the communes most like each one.

    The distance is that of three figures, each in standard deviations of all communes: the logarithm of the people, the
    share of people aged 60 and over, the logarithm of the density. Only communes of the same type are compared.

    Parameters
    ----------
    communes : DataFrame
        Indexed by code: ``type``, ``people``, ``aged``, ``density``; a row in which one is missing or nobody lives is left
        out.
    wanted : container of str
        Codes of the communes to find them for.
    count : int
        How many to find.

    Returns
    -------
    dict of str to list of str
        Codes, the most alike first; fewer where the type has no more within `FURTHEST`.
    """
    from scipy.spatial import cKDTree

    known = communes.dropna()
    known = known[(known["people"] > 0) & (known["density"] > 0)]
    scaled = np.column_stack([np.log(known["people"]), known["aged"], np.log(known["density"])]).astype("float64")
    spread = scaled.std(axis=0) if len(scaled) else np.ones(3)
    scaled = scaled / np.where(spread > 0, spread, 1)
    found: dict[str, list[str]] = {}
    for kind in pd.unique(known["type"]):
        rows = np.flatnonzero((known["type"] == kind).to_numpy())
        codes = known.index.to_numpy()[rows].tolist()
        asked = [place for place, code in enumerate(codes) if code in wanted]
        most = range(1, min(count + 1, len(rows)) + 1)
        _, places = cKDTree(scaled[rows]).query(scaled[rows[asked]], k=most, distance_upper_bound=FURTHEST)
        for code, others in zip((codes[place] for place in asked), places):
            # Two communes may be the same in all three: the place itself need not come first.
            # Where there are no more, the tree gives the number of them all.
            near = [codes[other] for other in others.tolist() if other < len(codes)]
            found[code] = [other for other in near if other != code][:count]
    return found
