"""Which places, in which sense: territories as a person types them, and what "isolated" means.

A `Territory` is a country, a region, a département or an EPCI, or a list of communes of one's own; a `Definition` is an official way to say which communes
are isolated. Nothing heavy is imported here: a command checks what was typed before anything starts.
"""

from analysis.territories.definitions import (
    ALL_COMMUNES,
    DEFINITIONS,
    ISOLATED,
    LABELS,
    OWN_TYPES,
    Definition,
    TypeName,
    UnknownDefinition,
    available,
    compared,
    definition,
    every_types,
    has_commuting,
    label_of,
    own_definition,
    type_name,
    types,
)
from analysis.territories.finding import Place
from analysis.territories.folders import FolderTaken, refuse_taken, take
from analysis.territories.lists import CalledOtherwise, Carried, CommuneList, UnusableList, is_list, titled
from analysis.territories.territory import (
    KINDS_WITH_PEERS,
    OVERSEAS_REGIONS,
    Territory,
    UnknownTerritory,
    departements,
    epcis,
    find,
    france,
    named,
    regions,
)

__all__ = [
    "ALL_COMMUNES",
    "DEFINITIONS",
    "ISOLATED",
    "KINDS_WITH_PEERS",
    "LABELS",
    "OVERSEAS_REGIONS",
    "OWN_TYPES",
    "CalledOtherwise",
    "Carried",
    "CommuneList",
    "Definition",
    "FolderTaken",
    "Place",
    "Territory",
    "TypeName",
    "UnknownDefinition",
    "UnknownTerritory",
    "UnusableList",
    "available",
    "compared",
    "definition",
    "departements",
    "epcis",
    "every_types",
    "find",
    "france",
    "has_commuting",
    "is_list",
    "label_of",
    "named",
    "own_definition",
    "refuse_taken",
    "regions",
    "take",
    "titled",
    "type_name",
    "types",
]
