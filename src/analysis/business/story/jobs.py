"""What the third notebook shows and says of production jobs: did they hold better where communes are isolated?"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import jobs
from analysis.business.jobs import PERIOD, censuses
from analysis.business.story.wording import changed
from analysis.drawing import Picture, charts, tables
from analysis.statistics import beside_france, values_of_peers
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, left_small, of_enough, source_line

# A type of territory with fewer production jobs than this has a change that one workshop makes.
FEWEST_JOBS = 200
TOO_FEW_OTHERS = "there are too few others to compare with"


def jobs_source() -> str:
    """Name the censuses of jobs by function."""
    return f"{source_line('jobs')}; a sample"


def whole_time() -> tuple[int, int]:
    """Return the first and the last census of jobs by function."""
    return censuses()[0], censuses()[-1]


def said_gap(row: pd.Series) -> str:
    """Say whether isolated communes did better than the others, as far as the interval allows."""
    if pd.isna(row["gap"]):
        return TOO_FEW_OTHERS
    return {1: "the isolated communes held better", -1: "the isolated communes held less well"}.get(
        _way(row), "no clear difference"
    )


def _way(row: pd.Series) -> int | None:
    """Return the direction of a gap by its interval: none without one."""
    return words.direction(row["gap"], row["low"], row["high"]) if pd.notna(row["low"]) else 0


def _gap(territory: Territory, definition: str, period: tuple[int, int]) -> pd.Series:
    return jobs.gap_to_enough(territory, definition, start=period[0], end=period[1]).iloc[0]


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
        return f"No production job was counted in isolated communes of {territory.name}: there is nothing to compare."
    return None


def _not_followed(territory: Territory) -> str:
    held = [str(year) for year in jobs.censuses_of(territory)]
    told = f"held for {territory.name} in {words.listing(held)} alone" if held else f"not held for {territory.name}"
    return f"Jobs by function are {told}: their change over {PERIOD[0]}-{PERIOD[1]} cannot be told."


def answer(territory: Territory, definition: str) -> str:
    """Say in two sentences whether production held in isolated communes, then and over the whole time held."""
    missing = nothing_isolated(territory, definition)
    if missing:
        return f"{missing} {_headline(france(), definition)}"
    return _headline(territory, definition)


def _headline(territory: Territory, definition: str) -> str:
    """Say the period of the report, the whole time, and every period between: none is picked out."""
    told = [_first(territory, definition), _second(territory, definition)]
    if between := _census_by_census(territory, definition):
        told.append(f"Census by census, the isolated communes against the others: {between}.")
    return " ".join(told)


def _census_by_census(territory: Territory, definition: str) -> str:
    """Say of each period between two censuses how isolated communes held, by the interval; nothing without others."""
    rows = {f"{start}-{end}": _gap(territory, definition, (start, end)) for start, end in pairwise(censuses())}
    if any(pd.isna(row["gap"]) for row in rows.values()):
        return ""
    told = {1: "better", -1: "less well", 0: "no clear difference"}
    ways = {period: _way(row) for period, row in rows.items()}
    if set(ways.values()) == {0}:
        return f"no clear difference in any of {words.listing(ways)}"
    return words.listing(f"{told[way]} in {period}" for period, way in ways.items())


def _first(territory: Territory, definition: str) -> str:
    row = _gap(territory, definition, PERIOD)
    others = f" and those of the others **{_changed(row, 'others')}**" if pd.notna(row["gap"]) else ""
    return (
        f"In {territory.name}, between {PERIOD[0]} and {PERIOD[1]}, production jobs of isolated communes "
        f"**{_changed(row, 'isolated')}**{others}: {said_gap(row)}{_interval(row, territory)}."
    )


def _changed(row: pd.Series, who: str) -> str:
    return changed(row[f"change_{who}"], row[f"low_{who}"], row[f"high_{who}"])


def _second(territory: Territory, definition: str) -> str:
    start, end = whole_time()
    row = _gap(territory, definition, (start, end))
    others = (
        f" against a change of {words.signed_percent(row['change_others'])} in the others"
        if pd.notna(row["gap"])
        else ""
    )
    return (
        f"From {start} to {end} they {_changed(row, 'isolated')}{others}: {said_gap(row)}{_interval(row, territory)}."
    )


def _interval(row: pd.Series, territory: Territory) -> str:
    if pd.isna(row["low"]):
        return ""
    bounds = words.bounds(territory, row["low"], row["high"], words.points)
    return f" (gap {words.points(row['gap'])}, 95 % interval {bounds})"


def production_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of production jobs in each period by type of territory."""
    missing = nothing_isolated(territory, definition)
    if missing:
        return missing
    data = jobs.job_changes(territory, definition)
    enough = data.groupby("territory_type", observed=True)["jobs_start"].transform("min") >= FEWEST_JOBS
    data = of_enough(data[enough | (data["territory_type"] == ISOLATED)], territory, definition)
    start, end = whole_time()
    between = _census_by_census(territory, definition)
    whole = said_gap(_gap(territory, definition, (start, end)))
    joined = f", nor over {start}-{end}" if between.startswith(whole) else f"; over {start}-{end}, {whole}"
    title = f"Production jobs, isolated communes against the others: {between}{joined}"
    if not between:
        title = f"Production jobs of isolated communes: {whole}"
    return charts.bars(
        data,
        label="period",
        value="change",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=f"{territory.name}: change of production jobs between two censuses; lines are 95 % intervals"
        f"{left_small(territory, definition)}",
        source=jobs_source(),
        alt=f"Bars of the change of production jobs of {territory.name} by period and type of territory. {title}.",
    )


def _how_sure(territory: Territory, shown: pd.Series) -> str:
    """Say what the intervals resample, of the places that a table shows."""
    places = {place.name: words.resampled(place) for place in (territory, france()) if place.name in set(shown)}
    return "95 % intervals by resampling " + words.listing([f"{name} ({place})" for place, name in places.items()])


def production_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the gap between isolated communes and the others, for each period and the whole time."""
    periods = [*pairwise(censuses()), whole_time()]
    frames = [
        beside_france(jobs.gap_to_enough, territory, definition, start=start, end=end).assign(period=f"{start}-{end}")
        for start, end in periods
    ]
    data = pd.concat(frames, ignore_index=True).dropna(subset=["gap"])
    if few_isolated(territory, definition):
        data = data[data["place"] != territory.name]
    data["interval"] = [words.interval(row.low, row.high, words.points) for row in data.itertuples()]
    data["reading"] = [said_gap(row) for _, row in data.iterrows()]
    order = {territory.name: 0, france().name: 1}
    data = data.sort_values("place", key=lambda column: column.map(order), kind="stable")
    return tables.table(
        data,
        title="Change of production jobs, isolated communes and others",
        subtitle=_how_sure(territory, data["place"]),
        columns={
            "place": ("Place", "text"),
            "period": ("Period", "text"),
            "change_isolated": ("Isolated", "signed_percent"),
            "change_others": ("Others", "signed_percent"),
            "gap": ("Gap", "points"),
            "interval": ("95 % interval", "text"),
            "reading": ("Reading", "text"),
        },
        source=jobs_source(),
    )


def production_reading(territory: Territory, definition: str) -> str:
    """Say in which periods the gap is clear, and of a region on which side of the median of regions it is."""
    missing = nothing_isolated(territory, definition)
    if missing:
        return missing
    text = _clear_gaps(territory, definition)
    side = _beside_regions(territory, definition) if territory.kind == "region" else ""
    return f"{text} By the gap of {PERIOD[0]}-{PERIOD[1]}, {territory.name} is {side}." if side else text


def _beside_regions(territory: Territory, definition: str) -> str:
    """Say on which side of the median of regions the gap is: a rank would read an order into what is not clear."""
    peers = values_of_peers(jobs.gap_of_enough, territory, definition, "gap", start=PERIOD[0], end=PERIOD[1], draws=0)
    own = _gap(territory, definition, PERIOD)
    return words.beside_median(own["gap"], own["low"], own["high"], peers["value"], territory.kind)


def _clear_gaps(territory: Territory, definition: str) -> str:
    """Say in which periods the gap is clear, and whether it is over the whole time where it is in none."""
    gaps = {f"{start}-{end}": _gap(territory, definition, (start, end)) for start, end in pairwise(censuses())}
    if all(pd.isna(row["gap"]) for row in gaps.values()):
        return f"{TOO_FEW_OTHERS.capitalize()}, in any period."
    ways = {period: _way(row) for period, row in gaps.items()}
    better, worse = ([period for period, way in ways.items() if way == wanted] for wanted in (1, -1))
    told = [
        f"{word} in {words.listing(periods)}" for word, periods in (("better", better), ("less well", worse)) if periods
    ]
    if told:
        text = f"Production in isolated communes held clearly {words.listing(told)}"
        depends = ": a claim drawn from one period depends on which is taken" if 0 < len(better) < len(gaps) else ""
        return f"{text}{depends}."
    start, end = whole_time()
    whole = _gap(territory, definition, (start, end))
    if not _way(whole):
        return "In none of the periods is the gap clear."
    return (
        f"In none of the periods between two censuses is the gap clear; over the whole time, {start}-{end}, "
        f"{said_gap(whole)}."
    )
