"""Dates of the snapshot in sentences."""

from __future__ import annotations

from datetime import date

from analysis.language import gettext, gettext_noop, speaking

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
    if not rest:
        return year
    called = gettext(MONTHS[int(rest[0]) - 1])
    return gettext("{month} {year}", month=called, year=year)


def day(when: date) -> str:
    """Write a day.

    Examples
    --------
    >>> day(date(2026, 1, 2))
    '2 January 2026'
    """
    number = "1er" if when.day == 1 and speaking() == "fr" else str(when.day)
    called = gettext(MONTHS[when.month - 1])
    return gettext("{day} {month} {year}", day=number, month=called, year=when.year)
