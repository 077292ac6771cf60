"""The draws of a bootstrap and the bounds they give: arrays in, numbers out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

LEVEL = 0.95


# A measure by type, year and class resamples the same communes each time; one array may take 30 MB, so only one is kept.
@lru_cache(maxsize=1)
def resampling_weights(clusters: int, draws: int, seed: int) -> np.ndarray:
    """Return how often each cluster is drawn, in each draw (draws x clusters; read only)."""
    generator = np.random.default_rng(seed)
    if clusters < 2:
        weights = np.ones((1, max(clusters, 1)))
    else:
        weights = generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype("float64")
    weights.setflags(write=False)
    return weights


def bounds_of(drawn: np.ndarray) -> tuple[float, float]:
    """Return the bounds that hold 95 % of what was drawn; missing draws are left out, under two there are no bounds."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < 2:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return (float(low), float(high))
