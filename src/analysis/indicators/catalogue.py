"""The catalogue of indicators: one entry an indicator, read by whatever shows figures of places.

To add one, give it an entry in `people`, `work` or `access`: nothing about an indicator stands anywhere else.
"""

from __future__ import annotations

from functools import lru_cache

from analysis import snapshot
from analysis.indicators import access, people, work
from analysis.indicators.entry import THEMES, Indicator


class UnknownIndicator(KeyError):
    """The key names no indicator; the message lists those that exist."""

    def __str__(self) -> str:
        return self.args[0]


def indicators() -> dict[str, Indicator]:
    """Return every indicator by its key, theme by theme.

    Examples
    --------
    >>> indicators()["aged_60_plus"].unit
    '%'
    """
    return _indicators_of(snapshot.version())


def indicator(key: str) -> Indicator:
    """Return an indicator.

    Raises
    ------
    UnknownIndicator
        If there is none of that key.
    """
    known = indicators()
    if key not in known:
        raise UnknownIndicator(f"indicator: {key!r} is not known; one of {', '.join(known)}")
    return known[key]


@lru_cache(maxsize=2)
def _indicators_of(_version: str) -> dict[str, Indicator]:
    found = [*people.entries(), *work.entries(), *access.entries()]
    order = list(THEMES)
    found.sort(key=lambda entry: order.index(entry.theme))
    return {entry.key: entry for entry in found}
