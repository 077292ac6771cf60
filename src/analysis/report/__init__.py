"""Run the notebooks for a territory and render them; this room knows no statistic.

`plan` says what is not up to date and why, `run_report` runs it in parallel and puts the results in place when whole,
`store_outputs` executes a notebook where it stands. Inside, ``fingerprints`` makes checksums, ``freshness`` decides by them
what must run, ``runner`` runs it with ``processes`` or ``cluster``, ``make`` makes one notebook, ``publish`` puts it in place. What runs it is loaded when it is needed, since a command that finds
nothing to do must end at once.
"""

from analysis.report.progress import Display
from analysis.report.runner import PARTIAL, SITE, Planned, Settings, exclusive, plan, run_report
from analysis.report.stored import STORED, store_outputs, tidy_file
from analysis.report.task import Edition, NotebookFailed, Places, cells_of, reading_order, tasks_of

__all__ = [
    "PARTIAL",
    "SITE",
    "STORED",
    "Display",
    "Edition",
    "NotebookFailed",
    "Places",
    "Planned",
    "Settings",
    "cells_of",
    "exclusive",
    "plan",
    "reading_order",
    "run_report",
    "store_outputs",
    "tasks_of",
    "tidy_file",
]
