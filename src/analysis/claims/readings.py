"""What the measures of the claims share: communes that are isolated, or urban, and differences that a claim states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis import geography, snapshot
from analysis.claims.rules import NOT_HELD, TOO_FEW, Reading
from analysis.language import gettext_noop
from analysis.statistics import gap_interval, ratio, ratio_interval
from analysis.territories import Territory

Readings = list[Reading]
# What isolated communes are set against.
COUNTRY, OTHERS = gettext_noop("against the country"), gettext_noop("against the other communes")
# Mergers since gave shops, hotels and people to some of the communes that were isolated.
FORMER, TODAY = gettext_noop("communes of 2015"), gettext_noop("communes of today")
# The classes of each typology that make up cities: their poles alone, or with the rings that live on them.
POLES, AREAS = gettext_noop("poles"), gettext_noop("whole areas")
CITIES = {
    "zau": ("zau_2010", {POLES: {"111"}, AREAS: {"111", "112", "120"}}),
    "aav": ("aav_2020", {POLES: {"11", "12", "13"}, AREAS: {"11", "12", "13", "20"}}),
    "density": ("density_2022", {POLES: {1, 2}, AREAS: {1, 2, 3, 4}}),
    "strict": ("zau_2010", {POLES: {"111"}, AREAS: {"111", "112", "120"}}),
    "commuting": ("zau_2010", {POLES: {"111"}, AREAS: {"111", "112", "120"}}),
}


def flagged(frame: pd.DataFrame, territory: Territory, definition: str) -> pd.DataFrame:
    """Add ``cluster`` (of intervals) and ``isolated`` (missing where the typology has no class) to a frame of communes."""
    kinds = geography.classify(territory, definition)[["commune", "cluster", "isolated"]]
    return frame.merge(kinds, on="commune", how="left")


def only_isolated(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the isolated communes of a frame that was `flagged`."""
    return frame[frame["isolated"].fillna(False).astype(bool)]


def isolated_in_2015(territory: Territory) -> pd.DataFrame:
    """Return the communes of 2015 that were isolated (urban areas of 2010) and lie in a territory of today.

    Returns
    -------
    DataFrame
        The columns of the table ``communes_2015`` but ``commune``, and ``cluster``: that of the commune of today.
    """
    former = snapshot.load("communes_2015")
    former = former[snapshot.among(former["commune"], territory.communes) & (former["zau_2010"] == "400")]
    clusters = geography.classify(territory, "zau")[["commune", "cluster"]]
    return former.merge(clusters, on="commune", how="left").drop(columns="commune")


def city_communes(territory: Territory, definition: str, extent: str) -> set[str]:
    """Return the communes of a territory that are in cities: `POLES` or `AREAS`."""
    column, classes = CITIES.get(definition, CITIES["zau"])
    communes = snapshot.load("communes", territory, columns=["commune", "region", column])
    return set(communes.loc[communes[column].isin(classes[extent]), "commune"])


def few(
    count: int,
    when: str,
    year: str,
    variant: str = "",
    *,
    floor: int = geography.FEWEST_ISOLATED,
    none: str = NOT_HELD,
) -> Reading | None:
    """Return a reading without a value where fewer places are held than the floor, `none` where there are none at all."""
    if count >= floor:
        return None
    return Reading(when, year, float("nan"), variant=variant, blank=TOO_FEW if count else none)


def share(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    when: str,
    year: str,
    variant: str = "",
    *,
    floor: int = geography.FEWEST_ISOLATED,
) -> Reading:
    """Read a ratio of sums over all rows of a frame, with its bootstrap interval; nothing from fewer rows than the floor."""
    complete = frame.dropna(subset=[numerator, denominator])
    held = len(complete) if complete[denominator].sum() else 0
    if blank := few(held, when, year, variant, floor=floor):
        return blank
    row = ratio_interval(complete, numerator, denominator).iloc[0]
    return Reading(when, year, float(row["ratio"]), float(row["low"]), float(row["high"]), variant, counted=held)


def gap(frame: pd.DataFrame, numerator: str, denominator: str, when: str, year: str, variant: str = "") -> Reading:
    """Read the ratio of the isolated communes less that of the others; nothing where either are fewer than the floor."""
    communes = frame.dropna(subset=[numerator, denominator]).groupby("isolated")["commune"].nunique()
    communes = communes.reindex([True, False], fill_value=0)
    smaller = int(communes.min())
    # Where one side is there and the other is not, that is few, and no figure that is missing.
    if blank := few(smaller, when, year, variant, none=TOO_FEW if communes.sum() else NOT_HELD):
        return blank
    return Reading(when, year, *gap_interval(frame, numerator, denominator), variant, counted=int(communes[True]))


def less_france(
    frame: pd.DataFrame,
    territory: Territory,
    definition: str,
    columns: Sequence[str],
    when: str,
    year: str,
) -> Reading:
    """Read the ratio of the isolated communes of a territory less that of all France.

    Parameters
    ----------
    frame : DataFrame
        ``commune`` and the `columns` (numerator, denominator) for the whole country. In a part of it, France's ratio is a
        yardstick of tens of millions, whose spread is left out of the interval; the isolated communes of France are
        resampled together with the whole that they are in.
    """
    numerator, denominator = columns
    if territory.is_national:
        whole = flagged(frame, territory, definition).dropna(subset=list(columns))
        whole = whole.assign(isolated=whole["isolated"].fillna(False).astype(bool))
        counted = int(whole["isolated"].sum())
        if blank := few(counted, when, year):
            return blank
        return Reading(when, year, *gap_interval(whole, numerator, denominator, whole=True), counted=counted)
    here = only_isolated(flagged(frame[snapshot.among(frame["commune"], territory.communes)], territory, definition))
    inside = share(here, numerator, denominator, when, year)
    whole = float(ratio(frame, numerator, denominator)["ratio"].iloc[0])
    return replace(inside, value=inside.value - whole, low=inside.low - whole, high=inside.high - whole)


def apart(
    frame: pd.DataFrame,
    territory: Territory,
    definition: str,
    columns: Sequence[str],
    when: str,
    year: str,
) -> Readings:
    """Read how far the isolated communes of a territory are from France and, in a part of it, from its other communes too.

    A region may differ from the country as a whole: what its other communes share says nothing of isolation.

    Parameters
    ----------
    frame : DataFrame
        As for `less_france`.
    """
    country = less_france(frame, territory, definition, columns, when, year)
    if territory.is_national:
        return [country]
    here = flagged(frame[snapshot.among(frame["commune"], territory.communes)], territory, definition)
    return [replace(country, variant=COUNTRY), gap(here, *columns, when, year, OTHERS)]
