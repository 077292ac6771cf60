"""How residents travel to work, and what diplomas they have, by type of territory: from the census."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.population.balances import TYPE, typed
from analysis.population.residents import held_in_every_year
from analysis.snapshot import remembered, years
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import ISOLATED, Territory

MODES = ("none", "walk", "bicycle", "two_wheels", "car", "public")
SCHOOLING = {"below": "share_below_baccalaureat", "higher": "share_higher_education"}


def travel_year() -> int:
    """Return the census that tells how residents travel to work."""
    return years.last("travel")


def travel_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the share of employed residents by main means of travel to work, by type, with its interval.

    Parameters
    ----------
    frame : DataFrame
        ``commune``, ``cluster``, ``territory_type``, ``mode``, ``employed``.

    Returns
    -------
    DataFrame
        ``territory_type``, ``mode``, ``employed``, ``share``, ``low``, ``high``. The interval resamples places: the
        sample within a commune is part of what differs between them.
    """
    keys = ["commune", "cluster", *TYPE]
    wide = frame.pivot_table(index=keys, columns="mode", values="employed", aggfunc="sum", observed=True)
    wide = wide.reindex(columns=list(MODES)).fillna(0.0)
    wide = wide.assign(all=wide.sum(axis=1)).reset_index()
    tables = []
    for mode in MODES:
        table = ratio_interval(wide, mode, "all", TYPE).rename(columns={"ratio": "share", mode: "employed"})
        tables.append(table.assign(mode=mode))
    return pd.concat(tables, ignore_index=True)[[*TYPE, "mode", "employed", "share", "low", "high"]]


@remembered
def travel(territory: Territory, definition: str) -> pd.DataFrame:
    """Give how residents of a territory travel to work: see `travel_of`."""
    frame = typed("travel", territory, definition, ["mode", "employed"]).dropna(subset=[*TYPE, "employed"])
    return travel_of(frame)


@remembered
def work_without_travel(territory: Territory, definition: str) -> tuple[float, float, float]:
    """Give the share that works without travel in isolated communes less that of the others, with its interval.

    Farmers and shopkeepers who live where they work are in it: it is not telework.
    """
    frame = typed("travel", territory, definition, ["mode", "employed"]).dropna(subset=[*TYPE, "employed"])
    frame = frame.assign(isolated=frame["territory_type"].astype("str").eq(ISOLATED))
    frame = frame.assign(none=frame["employed"].where(frame["mode"] == "none", 0.0))
    sums = frame.groupby(["commune", "cluster", "isolated"])[["none", "employed"]].sum().reset_index()
    return gap_interval(sums, "none", "employed")


def diplomas_of(frame: pd.DataFrame, share: str) -> pd.DataFrame:
    """Give a share of people out of school by type and census, each commune weighed by all its people of that census.

    Parameters
    ----------
    frame : DataFrame
        ``commune``, ``cluster``, ``territory_type``, ``year``, ``population``, the column `share` (0 to 1). Only
        communes held at every census are kept, so that the two are of the same places.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``communes``, ``share``, ``low``, ``high``.
    """
    frame = held_in_every_year(frame.dropna(subset=[share, "population"]))
    frame = frame.assign(above=frame[share] * frame["population"], below=frame["population"].astype("float64"))
    table = ratio_interval(frame, "above", "below", [*TYPE, "year"]).rename(columns={"ratio": "share"})
    sizes = frame.groupby([*TYPE, "year"], observed=True).size().rename("communes").reset_index()
    return table.merge(sizes, on=[*TYPE, "year"])[[*TYPE, "year", "communes", "share", "low", "high"]]


@remembered
def diplomas(territory: Territory, definition: str, *, level: str = "below") -> pd.DataFrame:
    """Give the share without the baccalauréat (``below``) or with higher education (``higher``): see `diplomas_of`."""
    return diplomas_of(_schooling(territory, definition, SCHOOLING[level]), SCHOOLING[level])


@remembered
def diplomas_gap(territory: Territory, definition: str) -> tuple[float, float, float]:
    """Give the share without the baccalauréat, isolated communes less the others, last census, with its interval.

    Of the communes of `diplomas` alone: those held at every census.
    """
    share = SCHOOLING["below"]
    frame = with_diplomas(territory, definition)
    frame = frame[frame["year"] == frame["year"].max()]
    isolated = frame["territory_type"].astype("str").eq(ISOLATED)
    return gap_interval(
        frame.assign(above=frame[share] * frame["population"], isolated=isolated), "above", "population"
    )


def with_diplomas(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the communes that tell the share without the baccalauréat at every census that does: see `diplomas`."""
    share = SCHOOLING["below"]
    return held_in_every_year(_schooling(territory, definition, share).dropna(subset=[share, "population"]))


def _schooling(territory: Territory, definition: str, share: str) -> pd.DataFrame:
    frame = typed("diplomas", territory, definition, ["year", share]).dropna(subset=TYPE)
    people = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    return frame.merge(people[["commune", "year", "population"]], on=["commune", "year"], how="left")
