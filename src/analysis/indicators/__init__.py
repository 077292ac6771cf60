"""The key figures of a territory: one list, read by the site, by what is kept under review and by `data diff`."""

from analysis.indicators import key_figures

__all__ = ["key_figures"]
