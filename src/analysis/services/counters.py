"""The state's counters as one series: public-service houses of the equipment files, then the lists of France services."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.services.catalogue import SERVICES
from analysis.services.destinations import FIXED, FRANCE_SERVICES, HOUSE, counters, destinations, whole_counters
from analysis.services.distance import beyond, distances, france_services_count
from analysis.services.equipment import equipments, presence
from analysis.snapshot import among, remembered
from analysis.statistics import gap_interval, possible
from analysis.territories import ALL_COMMUNES, Territory

LIMIT_KM = 10


def series(territory: Territory, definition: str) -> pd.DataFrame:
    """Count the people far from a counter of the state at each date: see `distance.beyond`.

    The people are the same at each date, the last held: what moves is the places.
    """
    return beyond(territory, definition, counters())


def compared_counters() -> tuple[str, str] | None:
    """Return the keys of the last houses before the lists, and of the last list; None where there is no such edition.

    Examples
    --------
    >>> compared_counters()[0]
    'public_service_house_2019'
    """
    houses = [key for key in counters() if key.startswith(HOUSE)]
    lists = [key for key in whole_counters() if key.startswith(FRANCE_SERVICES)]
    return (houses[-1], lists[-1]) if houses and lists else None


def change_of(before: pd.DataFrame, after: pd.DataFrame) -> tuple[float, float, float]:
    """Give the change of the share of people beyond 10 km, with its 95 % bootstrap interval.

    Of the communes known at both dates, which are resampled together, so that what they share cancels out.

    Parameters
    ----------
    before, after : DataFrame
        ``commune``, ``cluster``, ``distance_km``, ``people``: see `distance.distances`.

    Returns
    -------
    tuple of float
        Change (after less before, in shares), low, high; missing where nobody is known, the bounds where they reach beyond
        what can be.
    """
    frames = [frame.assign(later=later) for later, frame in enumerate(_at_both(before, after))]
    both = pd.concat(frames, ignore_index=True)
    far = both["people"].where(both["distance_km"] > LIMIT_KM, 0.0)
    if not both["people"].sum():
        return (np.nan, np.nan, np.nan)
    change = gap_interval(both.assign(far=far, later=both["later"].astype(bool)), "far", "people", inside="later")
    first = ~both["later"].astype(bool)
    return possible(change, far[first].sum() / both.loc[first, "people"].sum())


def _at_both(before: pd.DataFrame, after: pd.DataFrame) -> list[pd.DataFrame]:
    """Keep the communes known at both dates: those of a region that one file does not hold would make a change of their own."""
    known = [frame.dropna(subset=["distance_km", "people"]) for frame in (before, after)]
    both = set(known[0]["commune"]) & set(known[1]["commune"])
    return [frame[among(frame["commune"], both)] for frame in known]


def _compared(territory: Territory, definition: str, kind: str) -> list[pd.DataFrame] | None:
    keys = compared_counters()
    if keys is None:
        return None
    frames = [distances(territory, definition, key) for key in keys]
    return frames if kind == ALL_COMMUNES else [frame[frame["territory_type"] == kind] for frame in frames]


@remembered
def ends_of_counters(territory: Territory, definition: str, kind: str) -> tuple[float, float]:
    """Give the shares of people beyond 10 km that `change_of_counters` compares: of the communes known at both dates."""
    frames = _compared(territory, definition, kind)
    if frames is None:
        return (np.nan, np.nan)
    shares = []
    for frame in _at_both(*frames):
        people = frame["people"].sum()
        shares.append(float(frame.loc[frame["distance_km"] > LIMIT_KM, "people"].sum() / people) if people else np.nan)
    return shares[0], shares[1]


def communes_compared(territory: Territory, definition: str, kind: str) -> int:
    """Count the communes that `change_of_counters` compares: those known at both dates."""
    frames = _compared(territory, definition, kind)
    return _at_both(*frames)[0]["commune"].nunique() if frames else 0


@remembered
def change_of_counters(territory: Territory, definition: str, kind: str) -> tuple[float, float, float]:
    """Give the change of the share of people beyond 10 km between `compared_counters`: see `change_of`.

    Parameters
    ----------
    kind : str
        A type of territory of the definition, or "All communes".
    """
    frames = _compared(territory, definition, kind)
    return change_of(*frames) if frames else (np.nan, np.nan, np.nan)


def places(territory: Territory) -> pd.Series:
    """Count the fixed counters of a territory at each date of the series, by key of `counters`.

    0 where it has none, missing where the file holds none for its whole region: see `equipment.presence_of`.
    """
    listed, known, counts = france_services_count(territory), destinations(), {}
    for key in counters():
        date = known[key].date
        if key.startswith(HOUSE):
            year, house = int(date), SERVICES[HOUSE]
            types = house.codes.get(year) or house.codes[max(first for first in house.codes if first < year)]
            houses = equipments(types, (year,))
            held = presence(territory)[HOUSE, year].notna().any()
            counts[key] = territory.select(houses)["equipments"].sum() if held else np.nan
        else:
            counts[key] = listed.loc[(listed["date"] == date) & listed["form"].isin(FIXED), "places"].sum()
    return pd.Series(counts, dtype="float64", name="places")
