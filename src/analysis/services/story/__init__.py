"""What the fourth notebook shows and says: what is missing, how far it is, what a distant doctor could give."""

from analysis.services.story.change import change_figure, change_reading
from analysis.services.story.counted import counters_reading
from analysis.services.story.counters import counters_figure, counters_table
from analysis.services.story.distance import distance_reading, distance_table, doctor_map
from analysis.services.story.halls import halls_reading, halls_table
from analysis.services.story.health import access_figure, access_reading
from analysis.services.story.lacking import lacking_figure, lacking_reading, lacking_table
from analysis.services.story.need import need_map, need_reading, need_table
from analysis.services.story.opening import answer, answer_in_figures
from analysis.services.story.per_head import per_head_reading, per_head_table
from analysis.services.story.revitalisation import revitalisation_figure, revitalisation_reading, revitalisation_table

__all__ = [
    "access_figure",
    "access_reading",
    "answer",
    "answer_in_figures",
    "change_figure",
    "change_reading",
    "counters_figure",
    "counters_reading",
    "counters_table",
    "distance_reading",
    "distance_table",
    "doctor_map",
    "halls_reading",
    "halls_table",
    "lacking_figure",
    "lacking_reading",
    "lacking_table",
    "need_map",
    "need_reading",
    "need_table",
    "per_head_reading",
    "per_head_table",
    "revitalisation_figure",
    "revitalisation_reading",
    "revitalisation_table",
]
