"""Second chapter, do they gain people: balances, ages and occupations, moves.

``balances``, ``change`` and ``yearly`` for gains and losses, ``census`` for travel to work and diplomas, ``residents`` for who lives there, ``moves`` for who comes and leaves;
``story`` is what the second notebook shows.
"""

from analysis.population.balances import (
    TURN,
    annual_rates,
    balance,
    balance_period_near,
    growth_before_and_after,
    last_balance_period,
    turn_years,
    typed,
)
from analysis.population.census import diplomas, travel, travel_year
from analysis.population.residents import ages_60_plus, population_years

__all__ = [
    "TURN",
    "ages_60_plus",
    "annual_rates",
    "balance",
    "balance_period_near",
    "diplomas",
    "growth_before_and_after",
    "last_balance_period",
    "population_years",
    "travel",
    "travel_year",
    "turn_years",
    "typed",
]
