"""Words that the stories of the first notebook share."""

from __future__ import annotations

from analysis import population, words
from analysis.geography import latest_year
from analysis.territories import Territory


def population_unheld(territory: Territory) -> str:
    """Say that the population in force is not held for a territory, and of which years one is."""
    held = population.population_years(territory)
    others = f", that of {words.listing(held)} is" if held else ", nor that of another year"
    return f"the population of {territory.name} in {latest_year()} is not held{others}"
