"""The snapshot of official data in ``data/``: its tables, the files behind them, their years.

Everything that a chapter reads comes through here, so that what it has read is known; what a measure returned is
remembered for as long as the snapshot stays the same. A room above says ``snapshot.load("communes", territory)``.
"""

from analysis.snapshot import years
from analysis.snapshot.integrity import (
    ALLOWED,
    MANIFEST,
    READY,
    AlteredData,
    allowed,
    allowing,
    checksum,
    is_inside,
    newest,
    notice,
)
from analysis.snapshot.membership import among
from analysis.snapshot.memory import private, recall, remembered, shared_in
from analysis.snapshot.tables import (
    PART,
    NoProject,
    altered,
    file,
    folder,
    holds,
    load,
    partial,
    path,
    project,
    recording,
    sources,
    verify,
    version,
)
from analysis.snapshot.years import REPORT_CENSUS

__all__ = [
    "ALLOWED",
    "MANIFEST",
    "PART",
    "READY",
    "REPORT_CENSUS",
    "AlteredData",
    "NoProject",
    "allowed",
    "allowing",
    "altered",
    "among",
    "checksum",
    "file",
    "folder",
    "holds",
    "is_inside",
    "load",
    "newest",
    "notice",
    "partial",
    "path",
    "private",
    "project",
    "recall",
    "recording",
    "remembered",
    "shared_in",
    "sources",
    "verify",
    "version",
    "years",
]
