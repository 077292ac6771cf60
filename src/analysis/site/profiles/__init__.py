"""A profile of every commune, EPCI, département and region: one page, and its data in scripts by département.

``book`` gathers the figures, ``former`` leads old codes and names to the communes of today, ``alike`` finds the communes most
like each, ``shards`` writes all of it small, ``sentences`` is what the page says, ``comparing`` what the one with places side by side
says beside it, ``tables`` is for who has scripts off.
"""

from analysis.site.profiles.book import Book, gather
from analysis.site.profiles.sentences import UNLOADED, missing_said, unit_format
from analysis.site.profiles.shards import FEW, based, columns, joined, script
from analysis.site.profiles.writing import departements, write

__all__ = [
    "FEW",
    "UNLOADED",
    "Book",
    "based",
    "columns",
    "departements",
    "gather",
    "joined",
    "missing_said",
    "script",
    "unit_format",
    "write",
]
