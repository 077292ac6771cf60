"""The map of the communes of a territory: choose an indicator, read a commune, go to its profile, sort and filter the same as a table.

``topology`` writes the outlines once for both sides of a border, ``layers`` an indicator with its classes, ``writing`` the page.
"""

from analysis.site.explorer.writing import write

__all__ = ["write"]
