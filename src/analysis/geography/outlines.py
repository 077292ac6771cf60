"""Polygons of the snapshot: which to draw for a territory, in which projection, ready for the canvas."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path as File

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.path import Path

from analysis import snapshot
from analysis.territories import OVERSEAS_REGIONS, Territory

LAMBERT_93 = 2154
LOCAL_PROJECTIONS = {"01": 5490, "02": 5490, "03": 2972, "04": 2975, "06": 4471}
LEVELS = {
    "commune": "commune",
    "departement": "departement",
    "region": "region",
    "epci": "epci",
    "zone_emploi_2010": "zone_emploi_2010",
    "zone_emploi_2020": "zone_emploi_2020",
}


def is_overseas(territory: Territory) -> bool:
    """Say whether a territory lies overseas, and so is drawn in its own projection."""
    return territory.region in OVERSEAS_REGIONS


def projection(territory: Territory) -> int:
    """Return the EPSG code of the official projection of a territory."""
    return LOCAL_PROJECTIONS.get(territory.region or "", LAMBERT_93)


def layer(name: str, territory: Territory) -> gpd.GeoDataFrame:
    """Return the polygons of a layer (communes, departements or regions) that a map of the territory can show.

    Overseas territories are at their true place in their own projection. On a map of France the five overseas regions
    lie beside the mainland, at other scales; metropolitan maps leave them out. Of the communes, those of the region.
    """
    file = f"{name}_overseas" if is_overseas(territory) else name
    region = territory.region if is_overseas(territory) or name == "communes" else None
    shapes = _projected(file, region, projection(territory), _stamp(file))
    whole = territory.kind == "france" or region is not None
    return shapes if whole else shapes[~shapes["region"].isin(OVERSEAS_REGIONS)]


def communes(territory: Territory) -> gpd.GeoDataFrame:
    """Return the polygons of the communes of a territory."""
    shapes = layer("communes", territory)
    whole = territory.is_national or territory.kind == "region"
    return shapes if whole else shapes[snapshot.among(shapes["commune"], territory.communes)]


def outline(territory: Territory) -> Path:
    """Return the outline of a territory, made of its communes."""
    return _outline(territory, snapshot.version())


@lru_cache(maxsize=4)
def _outline(territory: Territory, _version: str) -> Path:
    return union_of(communes(territory).geometry.to_numpy())


def areas(territory: Territory, level: str) -> gpd.GeoDataFrame:
    """Return the polygons of départements, régions, EPCI or zones d'emploi, cut to the communes of the territory.

    Returns
    -------
    GeoDataFrame
        ``area`` (code) and ``geometry``; communes in no area are left out.

    Raises
    ------
    KeyError
        If the communes have no such level.
    """
    if level not in LEVELS:
        raise KeyError(f"no level {level!r}; one of {', '.join(LEVELS)}")
    shapes = communes(territory)
    if level not in shapes:
        shapes = shapes.merge(snapshot.load("communes", columns=["commune", level]), on="commune", how="left")
    merged = shapes.dropna(subset=[level])[[level, "geometry"]].dissolve(level, method="coverage")
    return merged.reset_index().rename(columns={level: "area"})


def paths_of(polygons: np.ndarray, each: int = 50) -> list[Path]:
    """Return paths that draw polygons, holes included, `each` polygons to a path (a canvas is slow with many paths)."""
    parts = shapely.get_parts(np.asarray(polygons, dtype=object))
    hollow = shapely.get_num_interior_rings(parts) > 0
    parts[hollow] = shapely.normalize(parts[hollow])  # a hole must turn the other way, or it is filled
    rings, owners = shapely.get_rings(parts, return_index=True)
    points, counts = shapely.get_coordinates(rings), shapely.get_num_coordinates(rings)
    ends = np.cumsum(counts)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[ends - counts] = Path.MOVETO
    codes[ends - 1] = Path.CLOSEPOLY
    cuts = ends[:-1][np.diff(owners // each) > 0]
    return [Path(some, kinds) for some, kinds in zip(np.split(points, cuts), np.split(codes, cuts))]


def union_of(polygons: np.ndarray) -> Path:
    """Return the outline of polygons that share their edges, holes included."""
    whole = shapely.coverage_union_all(np.asarray(polygons, dtype=object))
    return paths_of(np.array([whole], dtype=object), each=shapely.get_num_geometries(whole))[0]


def project(longitude: pd.Series, latitude: pd.Series, territory: Territory) -> np.ndarray:
    """Return the map coordinates (metres, one row each) of places given in degrees."""
    points = gpd.GeoSeries.from_xy(longitude.astype("float64"), latitude.astype("float64"), crs=4326)
    return points.to_crs(projection(territory)).get_coordinates().to_numpy()


def _file(name: str) -> File:
    return snapshot.file(f"geometry/{name}.parquet")


def _stamp(name: str) -> tuple[str, int]:
    """Name a version of the file, so that a rebuilt snapshot is read again."""
    return str(_file(name)), _file(name).stat().st_mtime_ns


@lru_cache(maxsize=16)
def _projected(_name: str, region: str | None, epsg: int, stamp: tuple[str, int]) -> gpd.GeoDataFrame:
    shapes = gpd.read_parquet(stamp[0], filters=[("region", "==", region)] if region else None)
    # The mainland's layers lie in its projection already; to ask a layer for its code takes longer than to read it.
    return shapes if epsg == LAMBERT_93 else shapes.to_crs(epsg)
