"""Fetch the producers' files: each is looked into before it takes the place of the former one."""

from analysis.sources.download.fetching import Outcome, Wanted, fetch, wanted

__all__ = ["Outcome", "Wanted", "fetch", "wanted"]
