"""Numbers in sentences, and official sources as a reader sees them.

One function for each kind of value (`percent`, `people`, `per_year` ...), with the missing said; `source_line` and
`reference` name the files behind a figure with their vintage.
"""

from analysis.words.change import direction, moved
from analysis.words.citations import editions, partial_line, reference, source_line, vintage_years
from analysis.words.few import few_isolated, in_words, resampled
from analysis.words.numbers import (
    MINUS,
    MISSING,
    communes,
    grew,
    interval,
    keep_units,
    listing,
    month,
    number,
    ordinal,
    people,
    per_year,
    percent,
    points,
    rank,
    signed_number,
    signed_percent,
)

__all__ = [
    "MINUS",
    "MISSING",
    "communes",
    "direction",
    "editions",
    "few_isolated",
    "grew",
    "in_words",
    "interval",
    "keep_units",
    "listing",
    "month",
    "moved",
    "number",
    "ordinal",
    "partial_line",
    "people",
    "per_year",
    "percent",
    "points",
    "rank",
    "reference",
    "resampled",
    "signed_number",
    "signed_percent",
    "source_line",
    "vintage_years",
]
