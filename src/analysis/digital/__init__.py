"""Fifth chapter, is the network there: fixed lines and fibre, mobile phones, networks and arrivals.

``fixed``, ``intervals``, ``mobile`` and ``growth`` measure; ``story`` is what the fifth notebook shows.
"""

from analysis.digital.fixed import coverage, fixed_by_commune, last_network

__all__ = ["coverage", "fixed_by_commune", "last_network"]
