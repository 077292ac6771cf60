"""Themes, units and dates of the catalogue as readers see them, in the language spoken: data and memories hold them as codes."""

from __future__ import annotations

import re

from analysis import words
from analysis.language import gettext, pgettext

MONTH = re.compile(r"\d{4}-\d{2}")
SERVED = " (served)"
QUARTER = re.compile(r"(\d{4})-Q(\d)")


def theme_name(theme: str) -> str:
    """Return the name of a theme: of indicators, or of key figures.

    Examples
    --------
    >>> theme_name("Networks")
    'Networks'
    """
    # One word alone is something else at the head of a column: these have a context of their own.
    told = {
        "Who and where": pgettext("theme", "Who and where"),
        "People": pgettext("theme", "People"),
        "Work and income": pgettext("theme", "Work and income"),
        "Services": pgettext("theme", "Services"),
        "Networks": pgettext("theme", "Networks"),
        "Places": pgettext("theme", "Places"),
        "Work": pgettext("theme", "Work"),
    }
    return told[theme]


def unit_name(unit: str) -> str:
    """Return the name of a unit: of an indicator, or of a key figure.

    Examples
    --------
    >>> unit_name("hours a week"), unit_name("%")
    ('hours a week', '%')
    """
    return gettext(unit)


def served(month: str) -> str:
    """Return the date of figures of which only the month they were served in is known.

    Examples
    --------
    >>> served("2026-02")
    '2026-02 (served)'
    """
    return month + SERVED


def date_in_words(date: str) -> str:
    """Write a date of the catalogue; a year and a period are the same in every language.

    Examples
    --------
    >>> [date_in_words(date) for date in ("2019", "2013-2019", "2018-03", "2023-Q3", "")]
    ['2019', '2013-2019', 'March 2018', '3rd quarter of 2023', '']
    >>> date_in_words("2026-02 (served)")
    'figures served in February 2026'
    """
    if date.endswith(SERVED):
        return gettext("figures served in {month}", month=words.month(date.removesuffix(SERVED)))
    if found := QUARTER.fullmatch(date):
        year, quarter = found.groups()
        return gettext("{quarter} quarter of {year}", quarter=words.ordinal(int(quarter)), year=year)
    return words.month(date) if MONTH.fullmatch(date) else date
