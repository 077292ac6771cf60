"""A value and its interval beside others: how near the line a verdict stands, which side of the median a place is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from analysis.language import gettext
from analysis.territories import Territory
from analysis.words.change import moved, on_edge
from analysis.words.numbers import interval, number
from analysis.words.ranks import ordinal, plural

# Shares that differ by less than a point are alike to a reader.
LEAST = 0.01
# A median of fewer peers is that of one of them.
FEWEST_PEERS = 5


def edge(territory: Territory, low: float | None, high: float | None) -> str:
    """Say in a clause that a verdict rests on the edge, and of the country that its intervals are rather narrow."""
    if not on_edge(low, high):
        return ""
    if territory.is_national:
        return gettext(
            ", a verdict on the edge: it ends close to zero for its width, and intervals of {place} are rather too narrow",
            place=territory,
        )
    return gettext(", a verdict on the edge: it ends close to zero for its width")


def bounds(
    territory: Territory,
    low: float | None,
    high: float | None,
    form: Callable[..., str],
    digits: int | None = None,
) -> str:
    """Write the interval that a verdict is read from, with what makes it rest on the edge: see `interval` and `edge`."""
    return f"{interval(low, high, form, digits)}{edge(territory, low, high)}"


def beside_median(value: float, low: float | None, high: float | None, peers: Iterable[float], kind: str) -> str:
    """Say on which side of the median of its peers a value is, as far as its interval tells; no rank is read from less.

    Parameters
    ----------
    value, low, high : float
        The value of the territory and its interval.
    peers : iterable of float
        Values of all peers, its own among them.
    kind : str
        Of the territory: see `PLURALS`.

    Returns
    -------
    str
        What follows "is"; empty where there are too few peers, or no interval.

    Examples
    --------
    >>> beside_median(5, 4, 6, [1, 2, 3, 4, 5], "region"), beside_median(5, 2, 8, [1, 2, 3, 4, 5], "region")
    ('clearly above the median of 5 regions', 'not clearly apart from the median of 5 regions')
    >>> beside_median(5, 3.1, 7, [1, 2, 3, 4, 5], "region")
    'perhaps above the median of 5 regions'
    """
    known = pd.Series(list(peers), dtype="float64").dropna()
    if len(known) < FEWEST_PEERS or pd.isna(value) or pd.isna(low) or pd.isna(high):
        return ""
    middle = known.median()
    among = {"among": number(len(known)), "peers": plural(kind)}
    return moved(
        value - middle,
        low - middle,
        high - middle,
        up=gettext("clearly above the median of {among} {peers}", **among),
        down=gettext("clearly below the median of {among} {peers}", **among),
        unclear=gettext("not clearly apart from the median of {among} {peers}", **among),
        maybe_up=gettext("perhaps above the median of {among} {peers}", **among),
        maybe_down=gettext("perhaps below the median of {among} {peers}", **among),
    )


def place_among(value: float, peers: Iterable[float], kind: str, which: str = "", *, least: float = LEAST) -> str:
    """Write the rank of a value that is counted in full, highest first, as far as its neighbours are not as high.

    Parameters
    ----------
    value : float
        The value of the territory.
    peers : iterable of float
        Values of all peers, its own among them.
    kind : str
        Of the territory: see `PLURALS`.
    which : str
        Which peers are ranked, to follow their noun.
    least : float
        Values that differ by less are alike: they share their ranks.

    Examples
    --------
    >>> place_among(0.9, [0.5, 0.9, 0.7], "region")
    '1st of 3 regions'
    >>> place_among(0.7, [0.5, 0.9, 0.7, 0.695, 0.1], "region")
    '2nd to 3rd of 5 regions, counting those within a point as alike'
    """
    known = pd.Series(list(peers), dtype="float64").dropna()
    first, last = int((known >= value + least).sum()) + 1, int((known > value - least).sum())
    among = {"among": number(len(known)), "peers": f"{plural(kind)}{which}"}
    if first == last:
        return gettext("{position} of {among} {peers}", position=ordinal(first, kind), **among)
    return gettext(
        "{first} to {last} of {among} {peers}, counting those within a point as alike",
        first=ordinal(first, kind),
        last=ordinal(last, kind),
        **among,
    )


def clear_of_all(own: pd.Series, others: pd.DataFrame, low: str = "low", high: str = "high") -> int:
    """Tell whether an interval lies above all others (1), below all (-1) or overlaps some (0): what a rank rests on.

    Two intervals apart are more than a difference needs: a rank read from them errs on the side of none.
    """
    known = others.dropna(subset=[low, high])
    if len(known) < len(others) or known.empty or pd.isna(own[low]) or pd.isna(own[high]):
        return 0
    if own[low] > known[high].max():
        return 1
    return -1 if own[high] < known[low].min() else 0
