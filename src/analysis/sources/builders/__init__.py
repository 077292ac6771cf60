"""One builder for each table of the snapshot: raw files in, a tidy frame and its losses out.

A module holds the builders of a theme; `BUILDERS` names that of each table. Besides them, ``outlines`` makes the polygons,
``former`` hands over what the snapshot held before, ``sanity`` refuses a table that cannot be right.
"""

from analysis.sources.builders import (
    codes,
    former,
    history,
    households,
    large,
    networks,
    outlines,
    people,
    places,
    sanity,
    services,
    work,
    zones,
)

BUILDERS = {
    **places.BUILDERS,
    **people.BUILDERS,
    **households.BUILDERS,
    **work.BUILDERS,
    **zones.BUILDERS,
    **services.BUILDERS,
    **networks.BUILDERS,
    **codes.BUILDERS,
    **large.BUILDERS,
}

__all__ = ["BUILDERS", "former", "history", "outlines", "places", "sanity"]
