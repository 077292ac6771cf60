"""The snapshot of official data in ``data/``: its tables, the files behind them, their years.

Everything that a chapter reads comes through here, so that what it has read is known; what a measure returned is
remembered for as long as the snapshot stays the same. A room above says ``snapshot.load("communes", territory)``.
"""

from analysis.snapshot import years
from analysis.snapshot.memory import recall, remembered, shared_in
from analysis.snapshot.tables import (
    PART,
    READY,
    NoProject,
    file,
    folder,
    holds,
    load,
    newest,
    partial,
    path,
    project,
    recording,
    sources,
    version,
)
from analysis.snapshot.years import REPORT_CENSUS

__all__ = [
    "PART",
    "READY",
    "REPORT_CENSUS",
    "NoProject",
    "file",
    "folder",
    "holds",
    "load",
    "newest",
    "partial",
    "path",
    "project",
    "recall",
    "recording",
    "remembered",
    "shared_in",
    "sources",
    "version",
    "years",
]
