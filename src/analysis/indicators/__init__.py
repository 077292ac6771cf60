"""Figures by place: the catalogue of indicators, of communes and of any territory, and the key figures under review.

``catalogue`` lists the indicators, whose entries stand in ``people``, ``work`` and ``access``; ``adding`` says how communes
add up; ``places`` gives the figures of communes, with the reason where one is missing, and of territories; ``wording``
puts themes, units and dates into the language spoken, as `label` does names. ``key_figures`` are those of the isolated communes of
each region, read by the site, by what is kept under review and by `data diff`.
"""

from analysis.indicators import key_figures
from analysis.indicators.catalogue import UnknownIndicator, indicator, indicators
from analysis.indicators.entry import DECIMALS, THEMES, Indicator, Theme
from analysis.indicators.exporting import NotAnExport, export, refuse_other
from analysis.indicators.key_sources import SAMPLED, source_of
from analysis.indicators.places import (
    REASONS,
    of_every_commune,
    of_few_jobs,
    series_of_communes,
    series_of_territories,
    share_known,
    tidy,
    value_of,
)
from analysis.indicators.wording import date_in_words, theme_name, unit_name

__all__ = [
    "DECIMALS",
    "REASONS",
    "SAMPLED",
    "THEMES",
    "Indicator",
    "NotAnExport",
    "Theme",
    "UnknownIndicator",
    "date_in_words",
    "export",
    "indicator",
    "indicators",
    "key_figures",
    "of_every_commune",
    "of_few_jobs",
    "refuse_other",
    "series_of_communes",
    "series_of_territories",
    "share_known",
    "source_of",
    "theme_name",
    "tidy",
    "unit_name",
    "value_of",
]
