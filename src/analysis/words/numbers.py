"""Numbers in sentences: one way to write each kind, missing values said, the true minus sign."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable

import pandas as pd

from analysis.language import Counted, gettext, ngettext, speaking, written

MINUS = "\u2212"
MOST_DIGITS = 6  # of a bound near zero; one nearer is zero to any reader


def missing() -> str:
    """Say that a figure is missing.

    Examples
    --------
    >>> missing()
    'n/a'
    """
    return gettext("n/a")


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
    return missing() if pd.isna(value) else written(value, digits)


def people(value: float | None) -> str:
    """Write a number of people, rounded to what a reader can hold: hundreds, thousands, then tenths of a million.

    A translation joins it to its noun: ``{people:habitants}`` is "1,2 million d'habitants" in French.

    Examples
    --------
    >>> people(1_234_567)
    '1.2 million'
    >>> people(12_345), people(123_456), people(1_234)
    ('12,300', '123,000', '1,234')
    """
    if pd.isna(value):
        return missing()
    size = abs(value)
    if size >= 999_500:
        millions = written(value / 1e6, 1)
        return Counted(ngettext("{value} million", "{value} million", value / 1e6, value=millions))
    step = 1000 if size >= 99_950 else 100 if size >= 9_950 else 1
    return Counted(written(round(value / step) * step, 0))


def communes(count: float, kind: str = "") -> str:
    """Write a number of communes with its noun.

    Examples
    --------
    >>> communes(1), communes(2, "isolated ")
    ('1 commune', '2 isolated communes')
    """
    if kind == "isolated ":
        return ngettext("{count} isolated commune", "{count} isolated communes", count)
    return ngettext("{count} commune", "{count} communes", count)


def percent(share: float | None, digits: int = 1) -> str:
    """Write a share (0 to 1) in per cent.

    Examples
    --------
    >>> percent(0.1234)
    '12.3 %'
    >>> percent(0.5, 0)
    '50 %'
    """
    return missing() if pd.isna(share) else gettext("{value} %", value=written(share * 100, digits))


def signed_percent(share: float | None, digits: int = 1) -> str:
    """Write a relative change with its sign.

    Examples
    --------
    >>> signed_percent(0.032)
    '+3.2 %'
    >>> signed_percent(-0.032) == "\u22123.2 %"
    True
    """
    return missing() if pd.isna(share) else gettext("{value} %", value=written(share * 100, digits, signed=True))


def signed_number(value: float | None, digits: int = 0) -> str:
    """Write a change in a count with its sign.

    Examples
    --------
    >>> signed_number(1234)
    '+1,234'
    """
    return missing() if pd.isna(value) else written(value, digits, signed=True)


def points(difference: float | None, digits: int = 1) -> str:
    """Write a difference of two shares (each 0 to 1) in percentage points.

    Examples
    --------
    >>> points(0.0123)
    '+1.2 points'
    """
    if pd.isna(difference):
        return missing()
    said = written(difference * 100, digits, signed=True)
    return ngettext("{value} point", "{value} points", _counted(difference * 100), value=said)


def per_year(rate: float | None, digits: int = 2) -> str:
    """Write an annual average rate (0.0034 is 0.34 % a year).

    Examples
    --------
    >>> per_year(0.0034)
    '+0.34 % a year'
    """
    return missing() if pd.isna(rate) else gettext("{rate} a year", rate=signed_percent(rate, digits))


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
        return gettext("not computed")
    clear = low * high > 0
    return gettext("{low} to {high}", low=_bound(low, clear, form, digits), high=_bound(high, clear, form, digits))


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
    return gettext("{first} and {last}", first=", ".join(first), last=last) if first else last


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
        return gettext("is not known")
    if round(change * 100, digits) == 0:
        return gettext("did not change")
    share = percent(abs(change), digits)
    return gettext("rose by {share}", share=share) if change > 0 else gettext("fell by {share}", share=share)


def _counted(value: float) -> float:
    """Return what the plural of a number with a sign follows: English says "1.0 points"."""
    return value if speaking() == "fr" else 2


def keep_units(text: str) -> str:
    """Put no-break spaces before the signs that must stay with their number."""
    return text.replace(" %", "\u00a0%").replace(" km", "\u00a0km").replace(" million", "\u00a0million")
