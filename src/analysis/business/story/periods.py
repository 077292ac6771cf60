"""What the third notebook tabulates and reads of production jobs: in which periods isolated communes held better."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import believed, jobs
from analysis.business.jobs import PERIOD, censuses
from analysis.business.story.jobs import (
    NO_OTHERS,
    NOT_TOLD,
    TOO_FEW_OTHERS,
    TOO_WIDE,
    gap_of,
    jobs_source,
    nothing_isolated,
    said_gap,
    way_of,
    ways_by_period,
    whole_time,
)
from analysis.business.story.wording import bounded, untold
from analysis.drawing import tables
from analysis.language import gettext
from analysis.statistics import beside_france, values_of_peers
from analysis.territories import Territory, france
from analysis.words import few_isolated


def production_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the gap between isolated communes and the others, for each period and the whole time."""
    periods = [*pairwise(censuses()), whole_time()]
    frames = [
        beside_france(believed.gap_told, territory, definition, start=start, end=end).assign(period=f"{start}-{end}")
        for start, end in periods
    ]
    data = pd.concat(frames, ignore_index=True).dropna(subset=["gap"])
    if few_isolated(territory, definition):
        data = data[data["place"] != territory.name]
    data["interval"] = [bounded(row.low, row.high) for row in data.itertuples()]
    data["reading"] = [said_gap(row) for _, row in data.iterrows()]
    # A gap that is not told is not printed either.
    beyond = [believed.beyond_all(row.low, row.high) for row in data.itertuples()]
    data["gap"] = data["gap"].where(data["low"].notna()).mask(beyond)
    order = {territory.name: 0, france().name: 1}
    data = data.sort_values("place", key=lambda column: column.map(order), kind="stable")
    return tables.table(
        data,
        title=gettext("Change of production jobs, isolated communes and others"),
        subtitle=_how_sure(territory, data["place"]),
        columns={
            "place": (gettext("Place"), "text"),
            "period": (gettext("Period"), "text"),
            "change_isolated": (gettext("Isolated communes"), "signed_percent"),
            "change_others": (gettext("Others"), "signed_percent"),
            "gap": (gettext("Gap"), "points"),
            "interval": (gettext("95 % interval"), "text"),
            "reading": (gettext("Reading"), "text"),
        },
        source=jobs_source(),
    )


def _how_sure(territory: Territory, shown: pd.Series) -> str:
    """Say what the intervals resample, of the places that a table shows."""
    held = [place for place in dict.fromkeys([territory, france()]) if place.name in set(shown)]
    told = [gettext("{areas} ({place})", areas=words.resampled(place), place=place) for place in held]
    return gettext("95 % intervals by resampling {areas}", areas=words.listing(told))


def production_reading(territory: Territory, definition: str) -> str:
    """Say in which periods the gap is clear, and of a region where it is, on which side of the median of regions it is."""
    if nothing_isolated(territory, definition):
        return untold(territory, definition, gettext("The table gives the gaps of France alone."))
    text = clear_gaps(territory, definition)
    side = _beside_regions(territory, definition) if territory.kind == "region" else ""
    return f"{text} {side}".strip()


def _beside_regions(territory: Territory, definition: str) -> str:
    """Say on which side of the median of regions the gap is; nothing where the gap itself is not clear: it has no rank."""
    own = gap_of(territory, definition, PERIOD)
    if way_of(own) not in (1, -1):
        return ""
    peers = values_of_peers(jobs.gap_of_enough, territory, definition, "gap", start=PERIOD[0], end=PERIOD[1], draws=0)
    side = words.beside_median(own["gap"], own["low"], own["high"], peers["value"], territory.kind)
    if not side:
        return ""
    return gettext(
        "The gap of {place} from {start} to {end} is {side}.",
        place=territory,
        start=PERIOD[0],
        end=PERIOD[1],
        side=side,
    )


def clear_gaps(territory: Territory, definition: str) -> str:
    """Say in which periods the gap is clear, and whether it is over the whole time where it is in none."""
    ways = ways_by_period(territory, definition)
    if set(ways.values()) == {NO_OTHERS}:
        few = gettext(TOO_FEW_OTHERS)
        return gettext("{few}, in any period.", few=few[0].upper() + few[1:])
    if set(ways.values()) == {NOT_TOLD}:
        return gettext("In no period are there enough areas to tell whether the gap is clear.")
    if set(ways.values()) == {TOO_WIDE}:
        return gettext("In every period the interval of the gap is too wide to tell.")
    better, worse = (words.listing([period for period, way in ways.items() if way == wanted]) for wanted in (1, -1))
    told = {"better": better, "worse": worse}
    depends = [way for way in ways.values() if way == 1] and set(ways.values()) != {1}
    texts = {
        (True, True): gettext(
            "Production in isolated communes held better than elsewhere in {better}, and less well in {worse}.",
            **told,
        ),
        (True, False): gettext("Production in isolated communes held better than elsewhere in {better}.", **told),
        (False, True): gettext("Production in isolated communes held less well than elsewhere in {worse}.", **told),
        (False, False): _of_whole_time(territory, definition),
    }
    text = texts[bool(better), bool(worse)]
    if not depends:
        return text
    warning = gettext("A claim drawn from one period depends on which is taken.")
    return f"{text} {warning}"


def _of_whole_time(territory: Territory, definition: str) -> str:
    """Say that no period has a clear gap, and what the whole time has."""
    start, end = whole_time()
    told = {"start": start, "end": end}
    return {
        1: gettext(
            "In none of the periods between two censuses is the gap clear; from {start} to {end}, the isolated communes held "
            "better.",
            **told,
        ),
        -1: gettext(
            "In none of the periods between two censuses is the gap clear; from {start} to {end}, the isolated communes held "
            "less well.",
            **told,
        ),
    }.get(way_of(gap_of(territory, definition, (start, end))), gettext("In none of the periods is the gap clear."))
