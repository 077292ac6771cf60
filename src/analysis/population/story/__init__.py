"""What the second notebook shows and says: whether isolated territories gain people, who comes, from where."""

from analysis.population.story.balances import (
    balance_figure,
    balance_table,
    migration_map,
    types_figure,
)
from analysis.population.story.births import births_reading, births_table
from analysis.population.story.census import diplomas_figure, diplomas_reading, travel_figure, travel_reading
from analysis.population.story.change import gaining_reading, gaining_table, turn_figure, turn_reading
from analysis.population.story.moves import (
    ages_figure,
    ages_reading,
    communes_reading,
    occupations_reading,
    occupations_table,
)
from analysis.population.story.opening import answer, answer_in_figures
from analysis.population.story.origins import history_figure, origins_reading, origins_table
from analysis.population.story.residents import housing_reading, stock_figure, stock_reading
from analysis.population.story.standing import parts_reading, rank_reading
from analysis.population.story.turning import turn_of_growth_reading
from analysis.population.story.yearly import course_reading, yearly_figure

__all__ = [
    "ages_figure",
    "ages_reading",
    "answer",
    "answer_in_figures",
    "balance_figure",
    "balance_table",
    "births_reading",
    "births_table",
    "communes_reading",
    "course_reading",
    "diplomas_figure",
    "diplomas_reading",
    "gaining_reading",
    "gaining_table",
    "history_figure",
    "housing_reading",
    "migration_map",
    "occupations_reading",
    "occupations_table",
    "origins_reading",
    "origins_table",
    "parts_reading",
    "rank_reading",
    "stock_figure",
    "stock_reading",
    "travel_figure",
    "travel_reading",
    "turn_figure",
    "turn_of_growth_reading",
    "turn_reading",
    "types_figure",
    "yearly_figure",
]
