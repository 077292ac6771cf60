"""A profile of every commune, EPCI, département and region: one page, and its data in scripts by département.

``book`` gathers the figures, ``former`` leads old codes and names to the communes of today, ``alike`` finds the communes most
like each, ``shards`` writes all of it small, ``sentences`` is what the page says, ``tables`` is for who has scripts off.
"""

from analysis.site.profiles.writing import departements, write

__all__ = ["departements", "write"]
