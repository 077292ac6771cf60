"""Fourth chapter, how far is the doctor, the shop, the counter.

``equipment`` for communes and people without a service, ``per_head`` for services per 10,000 people, ``distance`` for the
way to the nearest, ``counters`` for those of the state over time, ``health`` for doctors and distant consultation,
``revitalisation`` for whom the State classes as fragile;
``catalogue`` and ``destinations`` say what counts as which service; ``story`` is what the fourth notebook shows.
"""

from analysis.services.catalogue import SHOPS
from analysis.services.counters import change_of_counters, compared_counters
from analysis.services.distance import beyond, france_services_count, town_halls
from analysis.services.equipment import ALL_COMMUNES, summary_edition, without
from analysis.services.health import access
from analysis.services.revitalisation import revitalised, revitalised_by_definition

__all__ = [
    "ALL_COMMUNES",
    "SHOPS",
    "access",
    "beyond",
    "change_of_counters",
    "compared_counters",
    "france_services_count",
    "revitalised",
    "revitalised_by_definition",
    "summary_edition",
    "town_halls",
    "without",
]
