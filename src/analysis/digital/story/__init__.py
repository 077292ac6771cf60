"""What the fifth notebook shows and says: lines, fibre and mobile phones, and whether arrivals go with them."""

from analysis.digital.story.arrivals import association_reading
from analysis.digital.story.fixed import fibre_figure, gap_table, slow_reading, speeds_table
from analysis.digital.story.growth import association_figure, association_table
from analysis.digital.story.left import left_figure, left_table
from analysis.digital.story.mobile import mobile_change_figure, mobile_change_reading, mobile_figure, mobile_reading
from analysis.digital.story.opening import answer, answer_in_figures
from analysis.digital.story.places import fibre_map, gigabit_map, rank_reading

__all__ = [
    "answer",
    "answer_in_figures",
    "association_figure",
    "association_reading",
    "association_table",
    "fibre_figure",
    "fibre_map",
    "gap_table",
    "gigabit_map",
    "left_figure",
    "left_table",
    "mobile_change_figure",
    "mobile_change_reading",
    "mobile_figure",
    "mobile_reading",
    "rank_reading",
    "slow_reading",
    "speeds_table",
]
