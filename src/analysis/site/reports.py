"""The reports that the site shows: run where they are missing or no longer what the code and the data give."""

from __future__ import annotations

from analysis import report
from analysis.report import Display, Edition, Places


def ensure(editions: list[Edition], places: Places, display: Display) -> None:
    """Run the notebooks of the editions that are not up to date.

    Parameters
    ----------
    editions : list of Edition
    places : Places
    display : Display
        Told of every notebook and section.

    Raises
    ------
    NotebookFailed
        If a notebook fails.
    """
    failures = report.run_report(editions, places.notebook_files(), places, display)
    if failures:
        raise failures[0]
