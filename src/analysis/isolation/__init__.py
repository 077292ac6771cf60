"""First chapter, who and where: how many communes and people each definition of "isolated" picks.

``sizes`` counts them, ``comparison`` says how far the definitions agree, ``rule_of_report`` bounds the report's own rule,
``rural`` reads the density grids; ``story`` is what the first notebook shows.
"""

from analysis.isolation.sizes import REPORT, in_2015, size

__all__ = ["REPORT", "in_2015", "size"]
