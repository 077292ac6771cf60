"""Numbers in sentences, and official sources as a reader sees them.

One function for each kind of value (`percent`, `people`, `per_year` ...), with the missing said; `source_line` and
`reference` name the files behind a figure with their vintage.
"""

from analysis.words.change import direction, moved
from analysis.words.citations import (
    edition_of,
    editions,
    house_style,
    inferred,
    partial_line,
    reference,
    source_line,
    vintage_years,
)
from analysis.words.dates import day, month
from analysis.words.few import enough_others, few_isolated, in_words, left_small, of_enough, once, resampled
from analysis.words.numbers import (
    MINUS,
    communes,
    grew,
    interval,
    keep_units,
    listing,
    missing,
    number,
    people,
    per_year,
    percent,
    points,
    signed_number,
    signed_percent,
)
from analysis.words.own_lists import of_definition, of_territory, told_of
from analysis.words.ranks import ordinal, plural, rank
from analysis.words.standing import beside_median, bounds, clear_of_all, edge, on_edge, place_among

__all__ = [
    "MINUS",
    "beside_median",
    "bounds",
    "clear_of_all",
    "communes",
    "day",
    "direction",
    "edge",
    "edition_of",
    "editions",
    "enough_others",
    "few_isolated",
    "grew",
    "house_style",
    "in_words",
    "inferred",
    "interval",
    "keep_units",
    "left_small",
    "listing",
    "missing",
    "month",
    "moved",
    "number",
    "of_definition",
    "of_enough",
    "of_territory",
    "on_edge",
    "once",
    "ordinal",
    "partial_line",
    "people",
    "per_year",
    "percent",
    "place_among",
    "plural",
    "points",
    "rank",
    "reference",
    "resampled",
    "signed_number",
    "signed_percent",
    "source_line",
    "told_of",
    "vintage_years",
]
