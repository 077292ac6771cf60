"""What the second notebook shows and says of people year by year, and of their course since the report."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.geography import classed_and_isolated
from analysis.language import gettext
from analysis.population import yearly
from analysis.population.story.cuts import cut_reading, steady_cut
from analysis.population.story.wording import few_areas, population_held, spread, untold
from analysis.population.story.years import on_edge_note, yearly_title
from analysis.population.yearly import GROUP, INSIDE, OUTSIDE
from analysis.territories import Territory, france
from analysis.words import enough_others, few_isolated, source_line

POPULATIONS = ("population", "population_between")


def without_course(territory: Territory, definition: str) -> str:
    """Return what to say where there is no course of isolated communes; nothing where there is one."""
    few = few_isolated(territory, definition)
    if few or (yearly.yearly_change(territory, definition)[GROUP] == INSIDE).any():
        return few
    missing = gettext("The people of isolated communes of {place} are not held year by year.", place=territory)
    return f"{missing} {population_held(territory)}"


def course_reading(territory: Territory, definition: str, *, plain: bool = False) -> str:
    """Say what the people of isolated communes did since the report's census, and what the others did.

    The one place where their course is worded: every verb follows its interval, and the two spans part by convention; what
    other cuts would give is said beside it.

    Parameters
    ----------
    plain : bool
        Say which way it went, and no more: without rates and intervals, without the others.
    """
    missing = without_course(territory, definition)
    if missing:
        whole = "" if territory == france() else course_reading(france(), definition, plain=plain)
        return f"{missing} {whole}".rstrip()
    before, since = _course(territory, definition)
    few = few_areas(territory, definition)
    told = [
        _before(before.loc[INSIDE], territory, few=few, plain=plain),
        _since(since.loc[INSIDE], territory, few=few, plain=plain),
    ]
    told += [] if few else [cut_reading(before.loc[INSIDE], since.loc[INSIDE], territory, definition)]
    told += [] if plain else _beside_the_course(before, since, territory, definition)
    return " ".join(text for text in told if text)


def course_in_figures(territory: Territory, definition: str) -> str:
    """Give the rates of the course with their intervals, and what the other communes did."""
    before, since = _course(territory, definition)
    told = [] if few_areas(territory, definition) else [_rates(before.loc[INSIDE], since.loc[INSIDE], territory)]
    return " ".join([*told, *_beside_the_course(before, since, territory, definition)])


def _course(territory: Territory, definition: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the two spans of the course, a row for the isolated communes and one for the others."""
    before, since = (part.set_index(GROUP) for _, part in yearly.course(territory, definition).groupby("start"))
    return before, since


def _rates(before: pd.Series, since: pd.Series, territory: Territory) -> str:
    first, last = _values(before, territory, plain=False), _values(since, territory, plain=False)
    return gettext(
        "The number of people in isolated communes changed by {before} from {start} to {middle} ({first}), by {since} from {since_when} to "
        "{end} ({last}).",
        before=first["rate"],
        start=first["start"],
        middle=first["end"],
        first=first["interval"],
        since=last["rate"],
        since_when=last["start"],
        end=last["end"],
        last=last["interval"],
    )


def _beside_the_course(before: pd.DataFrame, since: pd.DataFrame, territory: Territory, definition: str) -> list[str]:
    """Say that no direction hangs on the cut, where none does, of how many communes the course is, what the others did."""
    few = few_areas(territory, definition)
    told = [] if few else [steady_cut(before.loc[INSIDE], since.loc[INSIDE], territory, definition)]
    told.append(_followed(since.loc[INSIDE, "communes"], territory, definition))
    if enough_others(territory, definition) and not few_areas(territory, definition, others=True):
        told += _others(before, since, territory)
    return [text for text in told if text]


def _followed(communes: float, territory: Territory, definition: str) -> str:
    """Say how many of the isolated communes are followed where some merged or split; nothing where all are."""
    isolated = classed_and_isolated(territory, definition)[1]
    if communes >= isolated:
        return ""
    return gettext(
        "These are the {followed} of {isolated} isolated communes whose people are held at both ends of a span.",
        followed=words.number(communes),
        isolated=words.number(isolated),
    )


def _values(row: pd.Series, territory: Territory, *, plain: bool) -> dict[str, object]:
    rate = words.per_year(row["change"])
    interval = spread(territory, row["low"], row["high"], words.signed_percent, 2)
    return {
        "place": territory,
        "start": f"{row['start']:.0f}",
        "end": f"{row['end']:.0f}",
        "rate": rate,
        "interval": interval,
        "figures": "" if plain else gettext(" ({rate}; {interval})", rate=rate, interval=interval),
    }


def _before(row: pd.Series, territory: Territory, *, few: bool, plain: bool) -> str:
    """Say which way the people of isolated communes went in the first span."""
    told = _values(row, territory, plain=plain)
    if few:
        return gettext(
            "The number of people in isolated communes of {place} changed by {rate} from {start} to {end}, in too few areas to say "
            "more.",
            **told,
        )
    if words.on_edge(row["low"], row["high"]):
        return _perhaps_before(row["change"], told)
    return words.moved(
        *row[["change", "low", "high"]],
        up=gettext(
            "The number of people in isolated communes of {place} **rose** from {start} to {end}{figures}.",
            **told,
        ),
        down=gettext(
            "The number of people in isolated communes of {place} **fell** from {start} to {end}{figures}.",
            **told,
        ),
        unclear=gettext(
            "The number of people in isolated communes of {place} **shows no clear change** from {start} to {end}{figures}.",
            **told,
        ),
    )


def _perhaps_before(change: float, told: dict[str, object]) -> str:
    """Say of a change on the edge which way it may have gone."""
    if change > 0:
        return gettext(
            "The number of people in isolated communes of {place} **may have risen** from {start} to {end}{figures}.",
            **told,
        )
    return gettext(
        "The number of people in isolated communes of {place} **may have fallen** from {start} to {end}{figures}.",
        **told,
    )


def _since(row: pd.Series, territory: Territory, *, few: bool, plain: bool) -> str:
    """Say which way it went in the second span."""
    told = _values(row, territory, plain=plain)
    if few:
        return gettext("From {start} to {end} it changed by {rate}.", **told)
    if words.on_edge(row["low"], row["high"]):
        if row["change"] > 0:
            return gettext("It **may have risen** from {start} to {end}{figures}.", **told)
        return gettext("It **may have fallen** from {start} to {end}{figures}.", **told)
    return words.moved(
        *row[["change", "low", "high"]],
        up=gettext("It **rose** from {start} to {end}{figures}.", **told),
        down=gettext("It **fell** from {start} to {end}{figures}.", **told),
        unclear=gettext("It **shows no clear change** from {start} to {end}{figures}.", **told),
    )


def _others(first: pd.DataFrame, last: pd.DataFrame, territory: Territory) -> list[str]:
    """Say what the other communes did beside: better or worse, in one span or in both, by the interval of the gap."""
    if OUTSIDE not in first.index:
        return []
    ways = [words.direction(*part.loc[INSIDE, ["gap", "gap_low", "gap_high"]]) for part in (first, last)]
    if None in ways:
        return []
    rates = [_other_rate(part, territory) for part in (first, last)]
    told = {"before": rates[0], "since": rates[1]}
    same = {
        -1: gettext("The other communes did better in both spans: {before}, then {since}.", **told),
        1: gettext("The other communes did worse in both spans: {before}, then {since}.", **told),
        0: gettext("The other communes were not clearly apart in either span: {before}, then {since}.", **told),
    }
    if ways[0] == ways[1]:
        return [same[ways[0]]]
    before = {
        -1: gettext("The other communes did better in the first span: {rate}.", rate=rates[0]),
        1: gettext("The other communes did worse in the first span: {rate}.", rate=rates[0]),
        0: gettext("The other communes were not clearly apart in the first span: {rate}.", rate=rates[0]),
    }
    since = {
        -1: gettext("They did better in the second: {rate}.", rate=rates[1]),
        1: gettext("They did worse in the second: {rate}.", rate=rates[1]),
        0: gettext("They were not clearly apart in the second: {rate}.", rate=rates[1]),
    }
    return [before[ways[0]], since[ways[1]]]


def _other_rate(span: pd.DataFrame, territory: Territory) -> str:
    """Write the change of the other communes in a span, and the gap of the isolated ones to it with its interval."""
    gap = span.loc[INSIDE]
    return gettext(
        "{rate} (gap of the isolated ones {gap}, 95 % interval {bounds})",
        rate=words.per_year(span.loc[OUTSIDE, "change"]),
        gap=words.points(gap["gap"], 2),
        bounds=words.bounds(territory, gap["gap_low"], gap["gap_high"], words.points, 2),
    )


def yearly_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of each year, isolated communes and the others, with intervals."""
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("The years of isolated communes are told for France alone."))
    missing = without_course(territory, definition)
    if missing:
        return missing
    data = yearly.yearly_change(territory, definition)
    if not enough_others(territory, definition):
        data = data[data[GROUP] == INSIDE]
    few = few_areas(territory, definition)
    data = data.assign(year=data["start"].astype(str) + "-" + data["end"].astype(str).str[-2:])
    if few:
        data = data.assign(low=float("nan"), high=float("nan"))
    data[GROUP] = pd.Categorical(data[GROUP], categories=[INSIDE, OUTSIDE])
    inside = data[data[GROUP] == INSIDE]
    title, edge = yearly_title(inside, few=few), "" if few else on_edge_note(inside)
    return charts.bars(
        data,
        label="year",
        value="change",
        group=GROUP,
        low="low",
        high="high",
        percent=True,
        signed=True,
        title=title,
        unit=f"{_yearly_unit(territory, few=few)}{edge}",
        source=source_line(*POPULATIONS),
        alt=gettext(
            "Bars of the change of population of isolated and other communes in each year, {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def _yearly_unit(territory: Territory, *, few: bool) -> str:
    if few:
        return gettext("{place}: change of population in the year; too few areas for intervals", place=territory)
    return gettext(
        "{place}: change of population in the year (two years in a row share four of five surveys); lines are 95 % intervals by "
        "resampling {areas}",
        place=territory,
        areas=words.resampled(territory),
    )
