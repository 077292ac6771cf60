"""Outlines of communes, départements and regions: one national frame with overseas insets, and overseas in place."""

from __future__ import annotations

import io

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import Raw, file_named, layout, refuse_duplicates

SOURCE = "ign_contours_communes_2025"
LEVELS = {"commune": "communes", "departement": "departements", "region": "regions"}
FRAME, TRUE_PLACE = "EPSG:2154", "EPSG:4326"
# Columns of a file, and what they are called here.
RENAMED = {
    "commune": {"code": "commune", "nom": "name", "dep": "departement", "reg": "region", "surf_km2": "area_km2"},
    "departement": {"code": "departement", "nom": "name", "reg": "region"},
    "region": {"code": "region", "nom": "name"},
}
FARTHEST_DEGREE = 180
METRE_IN_DEGREES = 1e-5
KM_IN_A_DEGREE = 111.2
EXPECTED = {"commune": 34_875, "departement": 101, "region": 18}


def outlines(raw: Raw, level: str, part: str) -> gpd.GeoDataFrame:
    """Read the outlines of one level as the catalogue holds them.

    Parameters
    ----------
    level : {"commune", "departement", "region"}
    part : {"metropole", "drom", "drom_cartons"}
        Mainland, overseas at their true place, overseas moved and scaled to insets.

    Returns
    -------
    GeoDataFrame
        The code (named after the level), ``name``, the codes of the levels above, ``area_km2`` for communes, geometry.
    """
    return raw.once(("outlines", level, part), lambda: _outlines(raw, level, part))


def _outlines(raw: Raw, level: str, part: str) -> gpd.GeoDataFrame:
    name, data = raw.unpacked(SOURCE, file_named(raw, SOURCE, rf"{LEVELS[level]}_{part}_\d{{4}}\.parquet"))
    try:
        frame = gpd.read_parquet(io.BytesIO(data))
    except (OSError, ValueError) as error:
        raise SourceError(name, None, "a GeoParquet file", str(error).splitlines()[0][:150]) from error
    layout.refuse_columns(name, list(frame.columns), RENAMED[level])
    expected = raw.entries[SOURCE].file(name).rows
    if expected and len(frame) != expected:
        raise SourceError(name, None, f"{expected:,} outlines", f"{len(frame):,} rows", Exit.ROWS)
    refuse_duplicates(frame, ["code"], name)
    frame = in_frame(frame, TRUE_PLACE if part == "drom" else FRAME, name)
    return frame.rename(columns=RENAMED[level])


def in_frame(frame: gpd.GeoDataFrame, wanted: str, name: str) -> gpd.GeoDataFrame:
    """Return outlines in the frame of coordinates that they are kept in, whatever theirs; refuse what does not fit it.

    Insets stand where no map projection puts them: they cannot be in degrees.

    Raises
    ------
    SourceError
        If the file does not name its frame, or its coordinates are none of that frame.
    """
    if frame.crs is None:
        raise SourceError(name, "geometry", f"outlines in {wanted}", "no frame of coordinates named")
    if len(frame):
        degrees = bool(np.abs(frame.total_bounds).max() <= FARTHEST_DEGREE)
        if degrees != frame.crs.is_geographic:
            found = f"coordinates in {'degrees' if degrees else 'metres'} said to be {frame.crs.to_string()}"
            raise SourceError(name, "geometry", f"outlines in {wanted}", found)
    return frame if frame.crs == wanted else frame.to_crs(wanted)


def national(raw: Raw, level: str) -> gpd.GeoDataFrame:
    """Return the whole of France in one Lambert-93 frame (metres), the overseas as insets, sorted by region then code.

    Raises
    ------
    SourceError
        If a commune, département or region is missing.
    """
    parts = [outlines(raw, level, part) for part in ("metropole", "drom_cartons")]
    frame = _tidy(pd.concat(parts), level)
    if len(frame) != EXPECTED[level]:
        raise SourceError(SOURCE, level, f"{EXPECTED[level]:,} outlines", f"{len(frame):,}")
    return frame.set_geometry(shapely.set_precision(frame.geometry.values, 1.0)).set_crs(FRAME, allow_override=True)


def overseas(raw: Raw, level: str) -> gpd.GeoDataFrame:
    """Return the overseas at their true place, in degrees (WGS84), rounded to about a metre."""
    frame = _tidy(outlines(raw, level, "drom"), level)
    return frame.set_geometry(shapely.set_precision(frame.geometry.values, METRE_IN_DEGREES)).set_crs(
        TRUE_PLACE, allow_override=True
    )


def _tidy(frame: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    above = [column for column in ("departement", "region") if column in frame and column != level]
    columns = [level, "name", *above, "geometry"]
    order = list(dict.fromkeys([*(["region"] if "region" in columns else []), level]))
    return gpd.GeoDataFrame(frame[columns]).sort_values(order).reset_index(drop=True)


def files(raw: Raw) -> dict[str, gpd.GeoDataFrame]:
    """Return every file of ``data/geometry`` by its name."""
    made = {LEVELS[level]: national(raw, level) for level in LEVELS}
    return made | {f"{LEVELS[level]}_overseas": overseas(raw, level) for level in LEVELS}


def middles(raw: Raw) -> pd.DataFrame:
    """Return a point inside each commune, and its official area.

    Returns
    -------
    DataFrame
        Indexed by commune: ``longitude``, ``latitude`` (WGS84 degrees), ``area_km2``.
    """
    parts = []
    for part in ("metropole", "drom"):
        frame = outlines(raw, "commune", part).set_index("commune")
        points = gpd.GeoSeries(frame.representative_point(), crs=frame.crs).to_crs(TRUE_PLACE)
        parts.append(pd.DataFrame({"longitude": points.x, "latitude": points.y, "area_km2": frame["area_km2"]}))
    return pd.concat(parts).sort_index()


def distance_to_outline(raw: Raw, positions: pd.DataFrame) -> pd.Series:
    """Measure how far each position stands outside its own commune.

    Parameters
    ----------
    positions : DataFrame
        Indexed by commune: ``longitude``, ``latitude`` (WGS84 degrees), none missing.

    Returns
    -------
    Series
        Kilometres by commune, 0 inside; overseas on a local plane of degrees scaled to kilometres.
    """
    parts = []
    for part in ("metropole", "drom"):
        frame = outlines(raw, "commune", part)
        places = pd.Index(frame["commune"].tolist()).get_indexer(pd.Index(positions.index.tolist()))
        here = positions[places >= 0]
        shapes = frame.geometry.values[places[places >= 0]]
        points = gpd.GeoSeries(
            gpd.points_from_xy(here["longitude"], here["latitude"]), index=here.index, crs=TRUE_PLACE
        )
        if part == "metropole":
            far = points.to_crs(FRAME).distance(gpd.GeoSeries(shapes, index=here.index)) / 1000
        else:
            far = pd.Series(shapely.distance(points.values, shapes), here.index) * KM_IN_A_DEGREE
        parts.append(far.replace(np.inf, np.nan))
    return pd.concat(parts)
