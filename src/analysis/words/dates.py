"""Dates of the snapshot in sentences."""

from __future__ import annotations

from analysis.language import gettext, gettext_noop

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)


def month(date: str) -> str:
    """Write a date of the snapshot by its month; one that holds the year alone is the year.

    Examples
    --------
    >>> month("2022-12-31"), month("2021-04"), month("2025")
    ('December 2022', 'April 2021', '2025')
    """
    year, *rest = date.split("-")
    return gettext("{month} {year}", month=gettext(MONTHS[int(rest[0]) - 1]), year=year) if rest else year
