"""Fourth chapter, how far is the doctor, the shop, the counter.

``equipment`` for communes and people without a service, ``per_head`` for services per 10,000 people, ``distance`` for the
way to the nearest, ``counters`` for those of the state over time, ``health`` for doctors and distant consultation,
``revitalisation`` for whom the State classes as fragile;
``catalogue`` and ``destinations`` say what counts as which service; ``story`` is what the fourth notebook shows.
"""

from analysis.services.catalogue import SERVICES, SHOPS
from analysis.services.counters import change_of_counters, communes_compared, compared_counters
from analysis.services.destinations import destinations as known_destinations
from analysis.services.destinations import latest
from analysis.services.distance import (
    NO_WAY_KM,
    beyond,
    distances,
    france_services_count,
    town_halls,
    weighted_median,
)
from analysis.services.equipment import (
    ALL_COMMUNES,
    held_pairs,
    people_by_edition,
    presence,
    summary_edition,
    without,
)
from analysis.services.health import access
from analysis.services.revitalisation import revitalised, revitalised_by_definition, zoned

__all__ = [
    "ALL_COMMUNES",
    "NO_WAY_KM",
    "SERVICES",
    "SHOPS",
    "access",
    "beyond",
    "change_of_counters",
    "communes_compared",
    "compared_counters",
    "distances",
    "france_services_count",
    "held_pairs",
    "known_destinations",
    "latest",
    "people_by_edition",
    "presence",
    "revitalised",
    "revitalised_by_definition",
    "summary_edition",
    "town_halls",
    "weighted_median",
    "without",
    "zoned",
]
