"""Words that the stories of the second notebook share: directions of yearly rates, what is held, what is left out."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.population.balances import LEAST_RATE
from analysis.population.residents import population_years
from analysis.territories import Territory, france
from analysis.words import few_isolated


def none_left(territory: Territory, definition: str) -> str:
    """Say why a figure or a table by type of territory has no row: no type has enough communes, isolated or not."""
    return (
        few_isolated(territory, definition)
        or f"No type of territory of {territory.name} has enough communes to be told."
    )


def beside(territory: Territory) -> str:
    """Name the places of a figure: the territory and France, or France alone."""
    return words.listing(dict.fromkeys([territory.name, france().name]))


def population_held(territory: Territory) -> str:
    """Say for which years the population of a territory is held."""
    held = population_years(territory)
    if not held:
        return f"The population of {territory.name} is not held."
    if len(held) == 1:
        return f"The population of {territory.name} is held for {held[0]} alone."
    return f"The population of {territory.name} is held from {held[0]} to {held[-1]}."


def way(rate: float, low: float | None, high: float | None) -> int | None:
    """Return the direction of a yearly rate by its interval; without one, less than `LEAST_RATE` is none."""
    return words.direction(rate, low, high, margin=LEAST_RATE if pd.isna(low) else 0.0)


def brought(rate: float, low: float | None = None, high: float | None = None) -> str:
    """Say what moves did in a year, with a verb that follows the interval.

    Examples
    --------
    >>> brought(0.0034), brought(-0.0034), brought(0.00001)
    ('moves brought 0.34 % a year', 'moves took away 0.34 % a year', 'about as many came as left')
    """
    clear = way(rate, low, high)
    if not clear and abs(rate) <= LEAST_RATE:
        return "about as many came as left"
    if not clear:
        return f"moves gave {words.per_year(rate)}, not clearly different from none"
    return f"moves {'brought' if clear > 0 else 'took away'} {words.percent(abs(rate), 2)} a year"


def left_out(unknown: int) -> str:
    """Say how many communes are left out; nothing where none is."""
    verb = "is" if unknown == 1 else "are"
    return f"; {words.communes(unknown)} with births or deaths missing {verb} left out" if unknown else ""
