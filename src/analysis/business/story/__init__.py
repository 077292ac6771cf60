"""What the third notebook shows and says: whether work held, and whether mix or place told."""

from analysis.business.story.areas import (
    pensions_figure,
    pensions_reading,
    unemployment_figure,
    unemployment_table,
    zone_figure,
    zone_map,
    zone_reading,
)
from analysis.business.story.firms import (
    creations_reading,
    digital_reading,
    employees_figure,
    employees_reading,
    employees_table,
    size_table,
)
from analysis.business.story.incomes import income_figure, income_reading, income_table
from analysis.business.story.jobs import answer, production_figure, production_reading, production_table
from analysis.business.story.mix import (
    quotient_figure,
    share_figure,
    shift_share_figure,
    shift_share_reading,
    shift_share_table,
)

__all__ = [
    "answer",
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
    "unemployment_table",
    "zone_figure",
    "zone_map",
    "zone_reading",
]
