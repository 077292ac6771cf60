"""How far the nearest service is, as the crow flies, and what the town hall itself offers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import geography, snapshot
from analysis.services.destinations import FRANCE_SERVICES, destinations, latest
from analysis.services.equipment import presence
from analysis.snapshot import remembered, years
from analysis.territories import ALL_COMMUNES, Territory, france

EARTH_RADIUS_KM = 6371.0088
THRESHOLDS_KM = (5, 10, 20)
FEW_HOURS_A_WEEK = 10
# A nearest place as far as that stands on another island or across a forest without roads: nobody's way leads there.
NO_WAY_KM = 100


def nearest_km(origins: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """Measure the great-circle distance from each origin to the nearest place.

    Parameters
    ----------
    origins, places : DataFrame
        ``longitude``, ``latitude`` in degrees (WGS84); a place without a position is left out.

    Returns
    -------
    ndarray of float
        Kilometres on a sphere, missing where the origin has no position, or where there is no place at all.

    Examples
    --------
    >>> paris = pd.DataFrame({"longitude": [2.3522], "latitude": [48.8566]})
    >>> lyon = pd.DataFrame({"longitude": [4.8357], "latitude": [45.764]})
    >>> round(float(nearest_km(paris, lyon)[0]))
    391
    """
    from scipy.spatial import cKDTree

    distances = np.full(len(origins), np.nan)
    there = places[["longitude", "latitude"]].dropna()
    known = origins[["longitude", "latitude"]].notna().all(axis=1).to_numpy()
    if len(there) and known.any():
        # The chord between two points of the unit sphere grows with the arc: the nearest by one is the nearest by the other.
        chord, _ = cKDTree(_on_unit_sphere(there)).query(_on_unit_sphere(origins[known]))
        distances[known] = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    return distances


def _on_unit_sphere(places: pd.DataFrame) -> np.ndarray:
    longitude, latitude = np.radians(places[["longitude", "latitude"]].to_numpy(dtype="float64")).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


@remembered
def _from_every_commune(key: str) -> pd.Series:
    """Measure the distance from every commune of France (a region's border stops nobody)."""
    destination = destinations()[key]
    communes = snapshot.load("communes", columns=["commune", "longitude", "latitude"])
    if destination.points:
        kind, forms = destination.points
        points = snapshot.load("points", columns=["kind", "date", "form", "longitude", "latitude"])
        chosen = (points["kind"] == kind) & (points["date"] == destination.date) & points["form"].isin(list(forms))
        distances = nearest_km(communes, points[chosen])
        return pd.Series(distances, index=pd.Index(communes["commune"]), name="distance_km")
    has = presence(france())[destination.service, int(destination.date)].reindex(communes["commune"])
    distances = nearest_km(communes, communes[has.eq(1).to_numpy()])
    return pd.Series(distances, index=has.index, name="distance_km").mask(has.isna())


def distances(territory: Territory, definition: str, destination: str) -> pd.DataFrame:
    """Return how far each commune of a territory is from the nearest place of a kind, anywhere in France.

    Parameters
    ----------
    destination : str
        A key of `destinations`.

    Returns
    -------
    DataFrame
        ``commune``, ``departement``, ``cluster``, ``territory_type``, ``people`` (the last population held), ``distance_km`` (missing
        where the source does not cover the commune).
    """
    known = _from_every_commune(destination)
    communes = _communes(territory, definition)
    return communes.assign(distance_km=communes["commune"].map(known).astype("float64"))


@remembered
def _communes(territory: Territory, definition: str) -> pd.DataFrame:
    communes = geography.classify(territory, definition)[["commune", "departement", "cluster", "territory_type"]]
    people = geography.people(territory).set_index("commune")["population"]
    return communes.assign(people=communes["commune"].map(people).astype("float64"))


def beyond_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Count the people and communes beyond 5, 10 and 20 km, by type of territory and in all.

    Parameters
    ----------
    communes : DataFrame
        ``territory_type`` (categorical), ``distance_km``, ``people``; rows without a distance are left out.

    Returns
    -------
    DataFrame
        ``territory_type`` (with "All communes"), ``communes``, ``people``, ``median_km`` (half of the people live nearer;
        missing from `NO_WAY_KM` on),
        then for each threshold ``people_beyond_5_km``, ``share_people_beyond_5_km``, ``share_communes_beyond_5_km``.
    """
    known = communes.dropna(subset=["distance_km"])
    names = [*known["territory_type"].cat.categories, ALL_COMMUNES]
    kinds, far_from = known["territory_type"].cat.codes.to_numpy(), known["distance_km"].to_numpy("float64")
    everyone = known["people"].to_numpy("float64")
    rows = []
    for code, name in enumerate(names):
        here = np.ones(len(known), dtype=bool) if name == ALL_COMMUNES else kinds == code
        distance, counted = far_from[here], everyone[here]
        people = np.nansum(counted) if np.isfinite(counted).any() else np.nan
        row = {"territory_type": name, "communes": len(distance), "people": people}
        median = weighted_median(distance, counted)
        row["median_km"] = median if median < NO_WAY_KM else np.nan
        for limit in THRESHOLDS_KM:
            far = distance > limit
            count = np.nansum(counted[far]) if people > 0 else np.nan
            row[f"people_beyond_{limit}_km"] = count
            row[f"share_people_beyond_{limit}_km"] = count / people if people > 0 else np.nan
            row[f"share_communes_beyond_{limit}_km"] = far.mean() if len(far) else np.nan
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.assign(territory_type=pd.Categorical(table["territory_type"], names, ordered=True))


def weighted_median(distance_km: np.ndarray, people: np.ndarray) -> float:
    """Return the distance within which half of the people live; missing where there is nobody.

    Parameters
    ----------
    distance_km, people : ndarray of float
        One value for each commune.
    """
    order = distance_km.argsort()
    reached = np.nan_to_num(people)[order].cumsum()
    if not len(reached) or reached[-1] == 0:
        return np.nan
    return float(distance_km[order][np.argmax(reached >= reached[-1] / 2)])


def beyond(territory: Territory, definition: str, keys: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Count the people and communes of a territory far from each kind of place: see `beyond_of`.

    Parameters
    ----------
    keys : tuple of str, optional
        Keys of `destinations`; `latest` by default.

    Returns
    -------
    DataFrame
        ``destination``, ``label``, ``date``, then the columns of `beyond_of`.
    """
    return pd.concat([_beyond(territory, definition, key) for key in keys or latest()], ignore_index=True)


@remembered
def _beyond(territory: Territory, definition: str, key: str) -> pd.DataFrame:
    destination = destinations()[key]
    table = beyond_of(distances(territory, definition, key))
    for place, name in enumerate(("label", "date")):
        table.insert(place, name, getattr(destination, name))
    table.insert(0, "destination", key)
    return table


def town_halls_of(halls: pd.DataFrame) -> pd.DataFrame:
    """Describe the town halls by type of territory and in all.

    Parameters
    ----------
    halls : DataFrame
        ``territory_type`` (categorical), ``weekly_hours``, ``has_website``, ``people``, one row for each commune.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes``, ``communes_hours_known``, ``median_weekly_hours`` (of town halls that give
        them), ``share_communes_few_hours`` and ``share_people_few_hours`` (under 10 hours a week, of those known),
        ``share_communes_website`` and ``share_people_website`` (the directory gives a site, of those known).
    """
    names = [*halls["territory_type"].cat.categories, ALL_COMMUNES]
    rows = []
    for name in names:
        here = halls if name == ALL_COMMUNES else halls[halls["territory_type"] == name]
        hours = here.dropna(subset=["weekly_hours"])
        sites = here.dropna(subset=["has_website"])
        few, site = hours["weekly_hours"] < FEW_HOURS_A_WEEK, sites["has_website"].astype(bool)
        rows.append(
            {
                "territory_type": name,
                "communes": len(here),
                "communes_hours_known": len(hours),
                "median_weekly_hours": hours["weekly_hours"].median(),
                "share_communes_few_hours": few.mean() if len(hours) else np.nan,
                "share_people_few_hours": _share(few, hours["people"]),
                "share_communes_website": site.mean() if len(sites) else np.nan,
                "share_people_website": _share(site, sites["people"]),
            }
        )
    table = pd.DataFrame(rows)
    return table.assign(territory_type=pd.Categorical(table["territory_type"], names, ordered=True))


def _share(flags: pd.Series, people: pd.Series) -> float:
    total = people.sum()
    return float(people[flags].sum() / total) if total else np.nan


@remembered
def town_halls(territory: Territory, definition: str) -> pd.DataFrame:
    """Describe the town halls of a territory, of the last list held: see `town_halls_of`."""
    columns = ["commune", "region", "kind", "date", "weekly_hours", "has_website"]
    points = snapshot.load("points", territory, columns=columns)
    last = years.last("points", "date", kind="town_hall")
    halls = points[(points["kind"] == "town_hall") & (points["date"] == last)]
    communes = geography.classify(territory, definition)[["commune", "territory_type"]]
    people = geography.people(territory)
    return town_halls_of(
        communes.merge(halls, on="commune", how="left", validate="one_to_one")
        .merge(people.rename(columns={"population": "people"}), on="commune", how="left")
        .astype({"people": "float64"})
    )


def france_services_count(territory: Territory) -> pd.DataFrame:
    """Count the France services of a territory by date and form: ``date``, ``form``, ``places``."""
    points = snapshot.load("points", territory, columns=["commune", "region", "kind", "date", "form"])
    here = points[points["kind"] == FRANCE_SERVICES]
    return here.groupby(["date", "form"]).size().rename("places").reset_index()
