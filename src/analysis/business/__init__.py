"""Third chapter, did work hold: jobs, their mix, work by area, firms.

``jobs`` for censuses, ``mix`` for shift-share and location quotients, ``areas`` for zones d'emploi and EPCI, ``firms``
for employees and establishments, ``incomes`` for what people live on; ``believed`` for the intervals that are told, ``zones``
for names in French; ``story`` is what the third notebook shows.
"""

from analysis.business.areas import MOST, creations, industry_by_zone, pensions
from analysis.business.believed import FEWEST_AREAS, gap_told
from analysis.business.firms import BEFORE_SHOCK, employees_change
from analysis.business.jobs import job_change, job_gap, jobs_of_communes, jobs_of_france, production_share

__all__ = [
    "BEFORE_SHOCK",
    "FEWEST_AREAS",
    "MOST",
    "creations",
    "employees_change",
    "gap_told",
    "industry_by_zone",
    "job_change",
    "job_gap",
    "jobs_of_communes",
    "jobs_of_france",
    "pensions",
    "production_share",
]
