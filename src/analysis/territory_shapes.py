"""Load the outlines of communes, départements or regions from the snapshot."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import snapshot

if TYPE_CHECKING:
    import geopandas as gpd

FILES = {"commune": "communes", "departement": "departements", "region": "regions"}


def outlines(level: str, *, overseas: bool = False, region: str | None = None) -> gpd.GeoDataFrame:
    """Load the outlines of one level.

    Parameters
    ----------
    level : {"commune", "departement", "region"}
        The column of codes has the same name.
    overseas : bool
        False: all of France in Lambert-93 metres (EPSG:2154), the five overseas départements as insets west of the
        mainland, moved and scaled. True: these five alone, at their true place in degrees (EPSG:4326).
    region : str, optional
        Code of the only region to load.

    Returns
    -------
    GeoDataFrame
        The code, ``name``, the codes of the levels above, ``geometry``; a copy of its own.

    Examples
    --------
    >>> len(outlines("departement", region="84"))
    12
    """
    file = snapshot.folder() / "geometry" / f"{FILES[level]}{'_overseas' if overseas else ''}.parquet"
    if not file.exists():
        raise FileNotFoundError(f"outlines {file.name} are not in the snapshot ({file}): run `territoires data build`")
    return _read(file, file.stat().st_mtime_ns, region).copy()


@lru_cache(maxsize=16)
def _read(file: Path, _modified: int, region: str | None) -> gpd.GeoDataFrame:
    # Imported here: geopandas takes half a second, and the command line asks for help more often than for maps.
    import geopandas as gpd

    return gpd.read_parquet(file, filters=None if region is None else [("region", "==", region)])
