"""How a value of a claim, its rule and the members of its set are written: in the unit of the claim, in whole sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from analysis import words
from analysis.claims import judging
from analysis.claims.rules import BORNE_OUT, FAILS, TOLD, UNCLEAR, Judged, Reading
from analysis.language import gettext

PLAIN_UNITS = ("consultations", "posts", "correlation")
COUNTED = ("communes", "people")
DIFFERENCES = (" less ", "change of the share", "change in the share", "points")


def value(number: float, unit: str, *, yearly: bool = True) -> str:
    """Write a value in its unit: a count, a correlation or consultations as a number, a gap in points, a share in per cent.

    `yearly` False leaves out that a rate is of a year: its interval need not say so twice.

    Examples
    --------
    >>> value(-0.691, "consultations a year per inhabitant, isolated less France, at least 0")
    '−0.69'
    >>> value(0.334, "share of people"), value(0.07, "share of second homes less that of the other communes")
    ('33.4 %', '+7.0 points')
    """
    if pd.isna(number):
        return ""
    unit = str(unit)
    if any(word in unit for word in PLAIN_UNITS):
        return words.number(number, 2)
    if unit.startswith(COUNTED):
        return words.number(number)
    if any(word in unit for word in DIFFERENCES):
        if "a year" not in unit:
            return words.points(number)
        rate = words.points(number, 2)
        return gettext("{points} a year", points=rate) if yearly else rate
    if "a year" in unit:
        return words.per_year(number) if yearly else words.signed_percent(number, 2)
    return words.percent(number, 2 if abs(number) < 0.02 else 1)


def bounds(reading: Reading, unit: str) -> str:
    """Write the interval of a reading; that a count is full, where it has none and needs none."""
    if pd.isna(reading.value):
        return ""
    if reading.full:
        return gettext("full count")
    if reading.told and reading.low == reading.high:
        # Every commune has one value: resampling them tells nothing.
        return ""
    return words.interval(reading.low, reading.high, lambda bound: value(bound, unit, yearly=False))


def rule(claim: pd.Series) -> str:
    """Write what is measured for a claim, and when its value bears it out: the rule as it is applied.

    Examples
    --------
    >>> rule(pd.Series({"unit": "share of people", "rule": "equals", "figure": 0.4, "line": math.nan, "holds_within": 0.05,
    ...                 "close_within": 0.15, "margin": math.nan}))
    'Share of people: holds with a value from 38.0 % to 42.0 %, else close; its whole interval from 34.0 % to 46.0 %.'
    """
    unit = str(claim["unit"])
    told = {"unit": capital(gettext(unit))}
    applied = judging.rule_of(claim)
    if applied.kind in ("equals", "weak"):
        middle, size = (0.0, 1.0) if applied.kind == "weak" else (applied.figure, abs(applied.figure))
        near, far = size * applied.holds_within, size * applied.close_within
        return gettext(
            "{unit}: holds with a value from {low} to {high}, else close; its whole interval from {least} to {most}.",
            low=value(middle - near, unit),
            high=value(middle + near, unit),
            least=value(middle - far, unit),
            most=value(middle + far, unit),
            **told,
        )
    line = value(applied.figure, unit)
    if applied.kind == "at_least":
        said = (
            gettext("{unit}: {line} or more, interval and all.", line=line, **told)
            if applied.figure
            else gettext("{unit}: zero or more, interval and all.", **told)
        )
    else:
        said = (
            gettext("{unit}: {line} or less, interval and all.", line=line, **told)
            if applied.figure
            else gettext("{unit}: zero or less, interval and all.", **told)
        )
    if pd.isna(applied.margin):
        return said
    margin = gettext("A full count within {margin} of the line is unclear.", margin=value(applied.margin, unit))
    return f"{said} {margin}"


def capital(text: str) -> str:
    """Open a text with a capital."""
    return text[:1].upper() + text[1:]


def which(year: str, variant: str = "", on: str = "") -> str:
    """Name a member of a set: its year or period, its variant, the communes it counts."""
    return ", ".join(part for part in (year, variant and gettext(variant), on and gettext(on)) if part)


def of(reading: Reading) -> str:
    """Name a reading among those of its set."""
    return which(reading.year, reading.variant, reading.on)


def counted(readings: Iterable[Reading]) -> str:
    """Write of how many communes, or EPCI, readings of one kind are read; empty where nothing was.

    Examples
    --------
    >>> counted([Reading("then", "2014", 0.3, counted=84, areas=True), Reading("now", "2021", 0.2, counted=79, areas=True)])
    '79 to 84 EPCI'
    >>> counted([Reading("now", "2021", 0.2, counted=1234)])
    '1,234 communes'
    """
    held = [reading for reading in readings if reading.counted]
    if not held:
        return ""
    least, most = min(reading.counted for reading in held), max(reading.counted for reading in held)
    if least == most:
        return gettext("{count} EPCI", count=words.number(most)) if held[0].areas else words.communes(most)
    told = {"least": words.number(least), "most": words.number(most)}
    if held[0].areas:
        return gettext("{least} to {most} EPCI", **told)
    return gettext("{least} to {most} communes", **told)


def said(one: Judged, unit: str, *, edge: bool = False, figure: float = math.nan) -> str:
    """Write a reading with its value, interval and verdict; that it rests on the edge, where it does.

    Where the whole interval is on one side of the report's `figure` and the verdict does not say so, that is said.
    """
    reading = one.reading
    if pd.isna(reading.value):
        return gettext("{which}: {verdict}", which=of(reading), verdict=gettext(one.verdict))
    verdict_said = gettext(one.verdict)
    if edge:
        verdict_said = gettext("{verdict}, on the edge", verdict=verdict_said)
    told = {
        "which": _with_count(reading),
        "value": value(reading.value, unit),
        "interval": bounds(reading, unit),
        "verdict": verdict_said,
        "figure": value(figure, unit),
    }
    if one.verdict not in (FAILS, TOLD) and reading.high < figure:
        return gettext("{which}: {value} [{interval}], {verdict}; all of it is under the report's {figure}", **told)
    if one.verdict not in (FAILS, TOLD) and reading.low > figure:
        return gettext("{which}: {value} [{interval}], {verdict}; all of it is over the report's {figure}", **told)
    return gettext("{which}: {value} [{interval}], {verdict}", **told)


def _with_count(reading: Reading) -> str:
    count = counted([reading])
    return gettext("{which} ({count})", which=of(reading), count=count) if count else of(reading)


def held_in(members: str) -> str:
    """Say in which members of its set a verdict is given, or which is that of each where they differ: `members` comes from `judging.members_of`.

    Examples
    --------
    >>> held_in("1999-2006: does not hold; 2006-2011: holds"), held_in("a: unclear; b: unclear"), held_in("a: holds; b: close")
    ('only: 2006-2011; not: 1999-2006', 'in 2 of 2', 'in 2 of 2')
    """
    if not members:
        return ""
    each = [part.rpartition(": ")[::2] for part in members.split("; ")]
    count = words.number(len(each))
    parts = {
        "holding": _named(name for name, verdict in each if verdict in BORNE_OUT),
        "failing": _named(name for name, verdict in each if verdict == FAILS),
        "unclear": _named(name for name, verdict in each if verdict == UNCLEAR),
    }
    given = [key for key, names in parts.items() if names]
    if len(given) == 1:
        return gettext("in {all} of {all}", all=count)
    if "holding" not in given:
        return gettext("not: {failing}; unclear: {unclear}", **parts)
    if given == ["holding", "failing"]:
        return gettext("only: {holding}; not: {failing}", **parts)
    if given == ["holding", "unclear"]:
        return gettext("only: {holding}; unclear: {unclear}", **parts)
    return gettext("only: {holding}; not: {failing}; unclear: {unclear}", **parts)


def _named(names: Iterable[str]) -> str:
    told = []
    for name in names:
        year, _, variant = name.partition(", ") if name[:1].isdigit() else ("", "", name)
        told.append(which(year, variant))
    return words.listing(told) if told else ""


def verdict(code: str, members: str) -> str:
    """Write a verdict, and in which members of its set."""
    held = held_in(members)
    return f"{gettext(code)} ({held})" if held else gettext(code)
