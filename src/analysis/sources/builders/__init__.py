"""One builder for each table of the snapshot: raw files in, a tidy frame and its losses out.

A module holds the builders of a theme; `BUILDERS` names that of each table. Besides them, ``outlines`` makes the polygons,
``former`` hands over what the snapshot held before, ``sanity`` refuses a table that cannot be right.
"""

from analysis.sources.builders import (
    former,
    history,
    households,
    journeys,
    large,
    networks,
    other_times,
    outlines,
    people,
    places,
    sanity,
    services,
    work,
    yearly,
    zones,
)
from analysis.sources.builders.former import Former

BUILDERS = {
    **places.BUILDERS,
    **other_times.BUILDERS,
    **people.BUILDERS,
    **households.BUILDERS,
    **work.BUILDERS,
    **zones.BUILDERS,
    **services.BUILDERS,
    **networks.BUILDERS,
    **journeys.BUILDERS,
    **large.BUILDERS,
    **yearly.BUILDERS,
}

__all__ = ["BUILDERS", "Former", "former", "history", "outlines", "places", "sanity"]
