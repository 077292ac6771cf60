"""Numbers in sentences: one way to write each kind, missing values said, the true minus sign."""

from __future__ import annotations

import inspect
import re
from calendar import month_name
from collections.abc import Callable, Iterable

import pandas as pd

from analysis.statistics import Rank

MINUS = "\u2212"
MISSING = "n/a"
MOST_DIGITS = 6  # of a bound near zero; one nearer is zero to any reader
PLURALS = {"region": "regions", "departement": "départements", "epci": "EPCI", "commune": "communes"}


def _written(value: float, digits: int, *, signed: bool = False) -> str:
    """Write with thousands and a true minus; what rounds to zero has no sign."""
    rounded = round(float(value), digits)
    if rounded == 0:
        return f"{0:.{digits}f}"
    sign = MINUS if rounded < 0 else "+" if signed else ""
    return f"{sign}{abs(rounded):,.{digits}f}"


def number(value: float | None, digits: int = 0) -> str:
    """Write a number with thousands.

    Examples
    --------
    >>> number(12345)
    '12,345'
    >>> number(3.14159, 2)
    '3.14'
    >>> number(None)
    'n/a'
    """
    return MISSING if pd.isna(value) else _written(value, digits)


def people(value: float | None) -> str:
    """Write a number of people, rounded to what a reader can hold: hundreds, thousands, then tenths of a million.

    Examples
    --------
    >>> people(1_234_567)
    '1.2 million'
    >>> people(12_345), people(123_456), people(1_234)
    ('12,300', '123,000', '1,234')
    """
    if pd.isna(value):
        return MISSING
    size = abs(value)
    if size >= 999_500:
        return f"{_written(value / 1e6, 1)} million"
    step = 1000 if size >= 99_950 else 100 if size >= 9_950 else 1
    return _written(round(value / step) * step, 0)


def communes(count: float, kind: str = "") -> str:
    """Write a number of communes with its noun.

    Examples
    --------
    >>> communes(1), communes(2, "isolated ")
    ('1 commune', '2 isolated communes')
    """
    return f"{number(count)} {kind}commune{'' if count == 1 else 's'}"


def percent(share: float | None, digits: int = 1) -> str:
    """Write a share (0 to 1) in per cent.

    Examples
    --------
    >>> percent(0.1234)
    '12.3 %'
    >>> percent(0.5, 0)
    '50 %'
    """
    return MISSING if pd.isna(share) else f"{_written(share * 100, digits)} %"


def signed_percent(share: float | None, digits: int = 1) -> str:
    """Write a relative change with its sign.

    Examples
    --------
    >>> signed_percent(0.032)
    '+3.2 %'
    >>> signed_percent(-0.032) == "\u22123.2 %"
    True
    """
    return MISSING if pd.isna(share) else f"{_written(share * 100, digits, signed=True)} %"


def signed_number(value: float | None, digits: int = 0) -> str:
    """Write a change in a count with its sign.

    Examples
    --------
    >>> signed_number(1234)
    '+1,234'
    """
    return MISSING if pd.isna(value) else _written(value, digits, signed=True)


def points(difference: float | None, digits: int = 1) -> str:
    """Write a difference of two shares (each 0 to 1) in percentage points.

    Examples
    --------
    >>> points(0.0123)
    '+1.2 points'
    """
    return MISSING if pd.isna(difference) else f"{_written(difference * 100, digits, signed=True)} points"


def per_year(rate: float | None, digits: int = 2) -> str:
    """Write an annual average rate (0.0034 is 0.34 % a year).

    Examples
    --------
    >>> per_year(0.0034)
    '+0.34 % a year'
    """
    return MISSING if pd.isna(rate) else f"{signed_percent(rate, digits)} a year"


def interval(
    low: float | None, high: float | None, form: Callable[..., str] = percent, digits: int | None = None
) -> str:
    """Write the bounds of an interval, each by the function `form`.

    An interval without zero never reads as if it held it: a bound that would round to zero gets more digits.

    Examples
    --------
    >>> interval(0.012, 0.034)
    '1.2 % to 3.4 %'
    >>> interval(1000, 2000, number)
    '1,000 to 2,000'
    >>> interval(0.00002, 0.0025, signed_percent, 2), interval(-0.00002, 0.0025, signed_percent, 2)
    ('+0.002 % to +0.25 %', '0.00 % to +0.25 %')
    """
    if pd.isna(low) or pd.isna(high):
        return "not computed"
    return f"{_bound(low, low * high > 0, form, digits)} to {_bound(high, low * high > 0, form, digits)}"


def _bound(value: float, clear: bool, form: Callable[..., str], digits: int | None) -> str:
    """Write a bound; that of an interval which excludes zero with as many digits as show it."""
    own = inspect.signature(form).parameters.get("digits")
    digits = digits if digits is not None or own is None else own.default
    if digits is None:
        return form(value)
    said = form(value, digits)
    while clear and digits < MOST_DIGITS and not re.search("[1-9]", said):
        digits += 1
        said = form(value, digits)
    return said


def ordinal(position: int) -> str:
    """Write a rank.

    Examples
    --------
    >>> [ordinal(position) for position in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = "th" if position % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{ending}"


def rank(place: Rank | None) -> str:
    """Write a rank among peers.

    Examples
    --------
    >>> rank(Rank(3, 18, 0.2))
    '3rd of 18 regions'
    >>> rank(Rank(16, 17, 0.0, others=1))
    '16th (with one other) of 17 regions'
    >>> rank(None)
    'not ranked'
    """
    if place is None:
        return "not ranked"
    if place.others == place.of - 1 and place.of > 1:
        return f"level with all {place.of} {PLURALS.get(place.kind, 'territories')}"
    told = {0: "", 1: " (with one other)"}.get(place.others, f" (with {place.others} others)")
    return f"{ordinal(place.position)}{told} of {place.of} {PLURALS.get(place.kind, 'territories')}"


def month(date: str) -> str:
    """Write a date of the snapshot by its month; one that holds the year alone is the year.

    Examples
    --------
    >>> month("2022-12-31"), month("2021-04"), month("2025")
    ('December 2022', 'April 2021', '2025')
    """
    year, *rest = date.split("-")
    return f"{month_name[int(rest[0])]} {year}" if rest else year


def listing(items: Iterable[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listing(["a", "b", "c"])
    'a, b and c'
    >>> listing(["a"])
    'a'
    """
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def grew(change: float | None, digits: int = 1) -> str:
    """Say a relative change with a verb that follows its sign.

    Examples
    --------
    >>> grew(0.032), grew(-0.032), grew(0.00001)
    ('rose by 3.2 %', 'fell by 3.2 %', 'did not change')
    >>> grew(None)
    'is not known'
    """
    if pd.isna(change):
        return "is not known"
    if round(change * 100, digits) == 0:
        return "did not change"
    return f"{'rose' if change > 0 else 'fell'} by {percent(abs(change), digits)}"


def keep_units(text: str) -> str:
    """Put no-break spaces before the signs that must stay with their number."""
    return text.replace(" %", "\u00a0%").replace(" km", "\u00a0km").replace(" million", "\u00a0million")
