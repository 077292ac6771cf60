"""The communes of a territory: their type under a definition, their people, their outlines.

`classify` gives each commune its type of territory, `people` its population; ``outlines`` hands out polygons ready to be
drawn, in the projection that suits the place.
"""

from analysis.geography import outlines
from analysis.geography.classification import (
    COMMUTING_THRESHOLD,
    FEWEST_ISOLATED,
    classed_and_isolated,
    classify,
    classify_communes,
    cluster_of,
    enough_isolated,
    geography_year,
    latest_year,
    people,
    people_isolated,
)

__all__ = [
    "COMMUTING_THRESHOLD",
    "FEWEST_ISOLATED",
    "classed_and_isolated",
    "classify",
    "classify_communes",
    "cluster_of",
    "enough_isolated",
    "geography_year",
    "latest_year",
    "outlines",
    "people",
    "people_isolated",
]
