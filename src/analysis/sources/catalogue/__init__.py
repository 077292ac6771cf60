"""What official files there are, and where they lie: ``data/sources.toml`` and the folder of downloads."""

from analysis.sources.catalogue import store
from analysis.sources.catalogue.entries import NAME, Entry, File, Layout, hosts, location, read

__all__ = ["NAME", "Entry", "File", "Layout", "hosts", "location", "read", "store"]
