"""What the third notebook shows and says: whether work held, and whether mix or place told."""

from analysis.business.story.areas import unemployment_figure, unemployment_reading, unemployment_table
from analysis.business.story.digital import creations_reading, digital_reading
from analysis.business.story.firms import employees_figure, employees_reading, employees_table, size_table
from analysis.business.story.incomes import income_figure, income_reading, income_table
from analysis.business.story.jobs import production_figure
from analysis.business.story.mix import quotient_figure, share_figure
from analysis.business.story.opening import answer, answer_in_figures
from analysis.business.story.pensions import pensions_figure, pensions_reading
from analysis.business.story.periods import production_reading, production_table
from analysis.business.story.shift import shift_share_figure, shift_share_reading, shift_share_table
from analysis.business.story.zones import zone_figure, zone_map, zone_reading

__all__ = [
    "answer",
    "answer_in_figures",
    "creations_reading",
    "digital_reading",
    "employees_figure",
    "employees_reading",
    "employees_table",
    "income_figure",
    "income_reading",
    "income_table",
    "pensions_figure",
    "pensions_reading",
    "production_figure",
    "production_reading",
    "production_table",
    "quotient_figure",
    "share_figure",
    "shift_share_figure",
    "shift_share_reading",
    "shift_share_table",
    "size_table",
    "unemployment_figure",
    "unemployment_reading",
    "unemployment_table",
    "zone_figure",
    "zone_map",
    "zone_reading",
]
