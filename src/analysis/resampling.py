"""The draws of a bootstrap and the bounds they give: arrays in, numbers out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

LEVEL = 0.95


def resampling_weights(clusters: int, draws: int, seed: int) -> np.ndarray:
    """Return how often each cluster is drawn, in each draw (draws x clusters), as float64."""
    return _counts(clusters, draws, seed).astype("float64")


# A chapter resamples the same few numbers of communes again and again; in 16 bits the largest table takes 8 MB.
@lru_cache(maxsize=8)
def _counts(clusters: int, draws: int, seed: int) -> np.ndarray:
    if clusters < 2:
        return np.ones((1, max(clusters, 1)), dtype="uint16")
    generator = np.random.default_rng(seed)  # its `multinomial` follows the same law, in five times the time
    drawn = (generator.integers(0, clusters, clusters) for _ in range(draws))
    return np.stack([np.bincount(one, minlength=clusters).astype("uint16") for one in drawn])


def bounds_of(drawn: np.ndarray) -> tuple[float, float]:
    """Return the bounds that hold 95 % of what was drawn; missing draws are left out, under two there are no bounds."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < 2:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return (float(low), float(high))
