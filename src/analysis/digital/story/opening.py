"""The answer of the fifth notebook: what is covered by fibre, and which way the gap to the country went."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.digital import fixed, intervals, untold
from analysis.digital.fixed import FIBRE_2017, last_fibre, last_gigabit
from analysis.digital.story.fixed import first_year, last_year, left_out, row_of
from analysis.digital.story.focus import LEAST, focus, named, no_isolated, part
from analysis.digital.story.networks import served
from analysis.language import gettext, ngettext
from analysis.territories import ALL_COMMUNES, Territory, france


def answer(territory: Territory, definition: str) -> str:
    """Say what is covered, and whether the gap to France narrowed."""
    kind = focus(territory, definition)
    row = row_of(fixed.gap_change(territory, definition), kind)
    if row is None:
        return gettext("No fibre coverage is held for {place}.", place=territory)
    first = gettext(
        "As operators declare it, fibre could be had by **{before}** of the homes and offices of the {communes} in {first} and by "
        "**{after}** in the figures served in {last}.",
        before=part(row["share_before"]),
        after=part(row["share_after"]),
        communes=_compared(territory, kind),
        first=words.month(FIBRE_2017[0]),
        last=served(),
    )
    change = intervals.gap_change_interval(territory, definition, kind)
    return f"{no_isolated(territory, definition)}{first} {_which_way(row, change, territory)}".rstrip()


def _compared(territory: Territory, kind: str) -> str:
    """Name the communes known at both dates, with those that a figure of all of them would have had too."""
    missing = left_out(territory) if kind == ALL_COMMUNES else ""
    named_here = named(territory, kind)
    return gettext("{communes} (without {missing})", communes=named_here, missing=missing) if missing else named_here


def answer_in_figures(territory: Territory, definition: str) -> str:
    """Give what no line is declared for, the gap at both dates with its interval, and the communes without a figure."""
    kind = focus(territory, definition)
    row = row_of(fixed.gap_change(territory, definition), kind)
    if row is None:
        return gettext("So nothing can be said of its lines.")
    gap = _gap(row, intervals.gap_change_interval(territory, definition, kind), territory)
    said = [_undeclared(territory, definition, kind), gap, _without(territory, kind, gap)]
    return " ".join(text for text in said if text)


def _undeclared(territory: Territory, definition: str, kind: str) -> str:
    """Say how many communes are declared with none today, by another file too, and what the share would be at most without them."""
    none, also, share = untold.apart_from_none(territory, definition, kind)
    known = row_of(fixed.coverage(territory, definition, [last_fibre()]), kind)
    told = {
        "none": words.number(none),
        "also": words.number(also),
        "total": words.communes(int(known["communes"])),
        "share": part(share),
        "month": words.month(last_gigabit()[0]),
    }
    if not none:
        return ""
    if pd.isna(share):
        return gettext(
            "No commune is declared with any, and {also} of {total} had no line of 1 Gbit/s in {month} either: whether it is missing "
            "or not declared, the file does not tell.",
            **told,
        )
    return f"{_zeros(none, also, told)} {_at_most(none, told)}"


def _zeros(none: int, also: int, told: dict[str, str]) -> str:
    """Say what another file tells of the zeros, as far as it tells of most."""
    if also > none * fixed.HALF:
        return ngettext(
            "For {none} of these {total}, operators declare no fibre; nor had it a line of 1 Gbit/s in {month}: the zero is probably "
            "real.",
            "For {none} of these {total}, operators declare no fibre; {also} of them had no line of 1 Gbit/s in {month} either: the "
            "zeros are mostly real.",
            none,
            **told,
        )
    return ngettext(
        "For {none} of these {total}, operators declare no fibre: whether it is missing there or not declared, the file does not tell.",
        "For {none} of these {total}, operators declare no fibre, and {also} of them had no line of 1 Gbit/s in {month} either: whether "
        "it is missing in the others or not declared, the file does not tell.",
        none,
        **told,
    )


def _at_most(none: int, told: dict[str, str]) -> str:
    """Give the share of the communes with some, which the true one does not exceed as long as those without are like them."""
    return ngettext(
        "Without it, the share would be {share} at most.",
        "Without these, the share would be {share} at most.",
        none,
        **told,
    )


def _without(territory: Territory, kind: str, gap: str) -> str:
    """Name the communes without a figure: here where all communes are spoken of, and in the country that a gap is set against."""
    here = left_out(territory) if kind == ALL_COMMUNES else ""
    country = left_out(territory if territory.is_national else france()) if gap else ""
    if country and country != here:
        told = {"year": last_year(), "left": here, "country": country}
        if here:
            return gettext("Left out, without a figure in {year}: {left}; in France, {country}.", **told)
        return gettext("Left out of the figures of France, without one in {year}: {country}.", **told)
    return gettext("Left out, without a figure in {year}: {left}.", year=last_year(), left=here) if here else ""


def _which_way(row: pd.Series, change: tuple[float, float, float], territory: Territory) -> str:
    """Say which way the gap to all communes of France went, by the interval of its change.

    Nothing of the country itself, and where nothing is declared today: a gap would be told of what may only be undeclared.
    """
    before, after = row["gap_before"], row["gap_after"]
    if not row["share_after"] or before == after == 0:
        return ""
    if before >= 0 and after >= 0:
        return gettext("They are not behind all communes of France.")
    if pd.isna(change[1]):
        return gettext(
            "Whether their gap to all communes of France changed is not told, for no interval can be computed."
        )
    if intervals.says_nothing(*change[1:]):
        return gettext(
            "Their gap to all communes of France varies too much between {areas} to say whether it changed.",
            areas=words.resampled(territory),
        )
    if not words.direction(*change, margin=LEAST):
        return gettext("The gap to all communes of France did not clearly change.")
    edge = words.on_edge(*change[1:])
    if before >= 0 and edge:
        return gettext("They were not behind all communes of France and now may be.")
    if before >= 0:
        return gettext("They were not behind all communes of France and now are.")
    if after >= 0 and edge:
        return gettext("The gap to all communes of France may have closed.")
    if after >= 0:
        return gettext("The gap to all communes of France has closed.")
    return words.moved(
        *change,
        up=gettext("The gap to all communes of France has narrowed but remains."),
        down=gettext("The gap to all communes of France has widened."),
        maybe_up=gettext("The gap to all communes of France may have narrowed but remains."),
        maybe_down=gettext("The gap to all communes of France may have widened."),
        margin=LEAST,
    )


def _gap(row: pd.Series, change: tuple[float, float, float], territory: Territory) -> str:
    """Give the gap to all communes of France at both dates; nothing where nothing is declared today."""
    if not row["share_after"]:
        return ""
    if row["gap_before"] == row["gap_after"] == 0:
        return gettext("Being the whole country, they have no gap to it.")
    ends = _ends(row["gap_before"], row["gap_after"], change, territory)
    return gettext("Against all communes of France: {ends}.", ends=ends)


def _ends(before: float, after: float, change: tuple[float, float, float], territory: Territory) -> str:
    """Write a gap at both dates, with the interval of its change where there is one."""
    told = {
        "before": words.points(before),
        "first": first_year(),
        "after": words.points(after),
        "last": last_year(),
    }
    if pd.isna(change[1]) or intervals.says_nothing(*change[1:]):
        return gettext("{before} in {first}, {after} in {last}", **told)
    return gettext(
        "{before} in {first}, {after} in {last} (change of {change}, 95 % interval {bounds})",
        change=words.points(change[0]),
        bounds=words.bounds(territory, *change[1:], words.points),
        **told,
    )
