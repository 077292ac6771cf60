"""Shares, ratios with their intervals, ranks and fits: what every chapter needs and no chapter owns.

Tidy frames in, tidy frames out; no table of the snapshot is read here.
"""

from analysis.statistics.associations import correlation_interval
from analysis.statistics.fits import Fit, rank_correlation, weighted_fit
from analysis.statistics.intervals import FEWEST_CLUSTERS, gap_interval, ratio_interval
from analysis.statistics.ranks import Rank, beside_france, own_rows, places, values_of_peers
from analysis.statistics.ratios import impossible, possible, ratio, shares

__all__ = [
    "FEWEST_CLUSTERS",
    "Fit",
    "Rank",
    "beside_france",
    "correlation_interval",
    "gap_interval",
    "impossible",
    "own_rows",
    "places",
    "possible",
    "rank_correlation",
    "ratio",
    "ratio_interval",
    "shares",
    "values_of_peers",
    "weighted_fit",
]
