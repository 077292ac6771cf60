"""What the third notebook shows and says of production jobs: did they hold better where communes are isolated?"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from analysis import words
from analysis.business import believed, jobs
from analysis.business.jobs import PERIOD, censuses
from analysis.business.story.wording import left_few, untold
from analysis.drawing import Picture, charts
from analysis.language import gettext, gettext_noop
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, left_small, of_enough, source_line

# A type of territory with fewer production jobs than this has a change that one workshop makes.
FEWEST_JOBS = 200
BETTER = gettext_noop("the isolated communes held better")
WORSE = gettext_noop("the isolated communes held less well")
UNCLEAR = gettext_noop("no clear difference")
FEW_AREAS = gettext_noop("too few areas to tell")
WIDE = gettext_noop("the interval is too wide to tell")
TOO_FEW_OTHERS = gettext_noop("there are too few others to compare with")
# Apart from every direction of an interval: none is told, it says nothing, or there are no others.
NOT_TOLD, TOO_WIDE, NO_OTHERS = "not told", "too wide", "no others"


def jobs_source() -> str:
    """Name the censuses of jobs by function."""
    return gettext("{source}; a sample", source=source_line("jobs"))


def whole_time() -> tuple[int, int]:
    """Return the first and the last census of jobs by function."""
    return censuses()[0], censuses()[-1]


def said_gap(row: pd.Series) -> str:
    """Say whether isolated communes did better than the others, as far as the interval allows, and where it hardly does."""
    said = gettext(_gap_words(row))
    return gettext("{reading}, on the edge", reading=said) if words.on_edge(row["low"], row["high"]) else said


def _gap_words(row: pd.Series) -> str:
    told = {1: BETTER, -1: WORSE, 0: UNCLEAR, NOT_TOLD: FEW_AREAS, TOO_WIDE: WIDE, NO_OTHERS: TOO_FEW_OTHERS}
    return told[way_of(row)]


def way_of(row: pd.Series) -> int | str:
    """Return the direction of a gap by its interval; `NOT_TOLD` without one, `TOO_WIDE`, `NO_OTHERS` without a gap."""
    if pd.isna(row["gap"]):
        return NO_OTHERS
    if pd.isna(row["low"]):
        return NOT_TOLD
    if believed.too_wide(row["low"], row["high"]):
        return TOO_WIDE
    return words.direction(row["gap"], row["low"], row["high"])


def gap_of(territory: Territory, definition: str, period: tuple[int, int]) -> pd.Series:
    """Return the gap of a period with the bounds that can be believed."""
    return believed.gap_told(territory, definition, start=period[0], end=period[1]).iloc[0]


def ways_by_period(territory: Territory, definition: str, *, gaps: bool = False) -> dict[str, int | str]:
    """Return how isolated communes held in each period between two censuses, those on the edge marked: see `way_of`.

    Parameters
    ----------
    gaps : bool
        Write the gap of each period beside it, where it has a direction.
    """
    told = {}
    for start, end in pairwise(censuses()):
        row = gap_of(territory, definition, (start, end))
        way, said = way_of(row), {"period": f"{start}-{end}", "gap": words.points(row["gap"])}
        edge, gap = words.on_edge(row["low"], row["high"]), gaps and way in (1, -1)
        if edge and gap:
            label = gettext("{period} ({gap}, on the edge)", **said)
        elif edge:
            label = gettext("{period} (on the edge)", **said)
        else:
            label = gettext("{period} ({gap})", **said) if gap else said["period"]
        told[label] = way
    return told


def nothing_isolated(territory: Territory, definition: str) -> str | None:
    """Return the sentence to print where production jobs cannot be compared; None where they can."""
    changes = jobs.job_change(territory, definition, start=PERIOD[0], end=PERIOD[1])
    if not changes["jobs_start"].sum():
        return _not_followed(territory)
    few = few_isolated(territory, definition)
    if few:
        return few
    isolated = changes.loc[changes["territory_type"] == ISOLATED, "jobs_start"].sum()
    if not isolated:
        return gettext(
            "No production job was counted in isolated communes of {place}: there is nothing to compare.",
            place=territory,
        )
    return None


def _not_followed(territory: Territory) -> str:
    held = [str(year) for year in jobs.censuses_of(territory)]
    told = {"place": territory, "start": PERIOD[0], "end": PERIOD[1]}
    if held:
        return gettext(
            "Jobs by function are held for {place} in {years} alone: their change from {start} to {end} cannot be told.",
            years=words.listing(held),
            **told,
        )
    return gettext(
        "Jobs by function are not held for {place}: their change from {start} to {end} cannot be told.", **told
    )


def census_by_census(territory: Territory, definition: str, *, gaps: bool = False) -> str:
    """Say of each period between two censuses how isolated communes held, by the interval; nothing without others.

    Parameters
    ----------
    gaps : bool
        Give the gap of each period beside it.
    """
    ways = ways_by_period(territory, definition, gaps=gaps)
    if NO_OTHERS in ways.values():
        return ""
    if set(ways.values()) == {0}:
        return gettext("no clear difference in any of {periods}", periods=words.listing(ways))
    if set(ways.values()) == {NOT_TOLD}:
        return gettext("not enough areas to tell in any of {periods}", periods=words.listing(ways))
    if set(ways.values()) == {TOO_WIDE}:
        return gettext("an interval too wide to tell in each of {periods}", periods=words.listing(ways))
    periods: dict[int | str, list[str]] = {}
    for period, way in ways.items():
        periods.setdefault(way, []).append(period)
    return words.listing(_in_period(way, words.listing(held)) for way, held in periods.items())


def _in_period(way: int | str, period: str) -> str:
    return {
        1: gettext("better in {period}", period=period),
        -1: gettext("less well in {period}", period=period),
        0: gettext("no clear difference in {period}", period=period),
        NOT_TOLD: gettext("too few areas to tell in {period}", period=period),
        TOO_WIDE: gettext("an interval too wide to tell in {period}", period=period),
    }[way]


def production_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of production jobs in each period by type of territory."""
    missing = nothing_isolated(territory, definition)
    if missing:
        said = gettext("No change of production jobs is drawn here.")
        return untold(territory, definition, said) if missing == few_isolated(territory, definition) else missing
    data = believed.changes_told(territory, definition)
    enough = of_enough(data, territory, definition)
    least = enough.groupby("territory_type", observed=True)["jobs_start"].transform("min")
    data = enough[(least >= FEWEST_JOBS) | (enough["territory_type"] == ISOLATED)]
    title = _production_title(territory, definition)
    unit = gettext(
        "{place}: change of production jobs between two censuses; lines are 95 % intervals, none where areas are too few "
        "or the interval is wider than {widest}",
        widest=words.points(believed.WIDEST_CHANGE, 0).lstrip("+"),
        place=territory,
    )
    return charts.bars(
        data,
        label="period",
        value="change",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=f"{unit}{left_small(territory, definition)}{left_few(enough, data, territory)}",
        source=jobs_source(),
        alt=gettext(
            "Bars of the change of production jobs of {place} by period and type of territory. {title}.",
            place=territory,
            title=title,
        ),
    )


def _production_title(territory: Territory, definition: str) -> str:
    """Say every period, and the whole time."""
    start, end = whole_time()
    row = gap_of(territory, definition, (start, end))
    periods = census_by_census(territory, definition)
    told = {"start": start, "end": end, "periods": periods, "whole": said_gap(row)}
    if not periods:
        return gettext("Production jobs of isolated communes, {start}-{end}: {whole}", **told)
    ways = {way_of(row), *ways_by_period(territory, definition).values()}
    if ways in ({0}, {NOT_TOLD}):
        return gettext(
            "Production jobs, isolated communes against the others: {periods}, nor over {start}-{end}", **told
        )
    if len(ways) > 1 and not ways & {1, -1}:  # why not, period by period, stands in the text
        return gettext(
            "Production jobs, isolated communes against the others: no period tells them apart, nor does {start}-{end}",
            **told,
        )
    return gettext(
        "Production jobs, isolated communes against the others: {periods}; over {start}-{end}, {whole}", **told
    )
