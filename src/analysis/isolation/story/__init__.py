"""What the first notebook shows and says: who is isolated, under which definition, where, and how far these agree."""

from analysis.isolation.story.ages import ages_figure, ages_reading
from analysis.isolation.story.comparison import (
    agreement_map,
    definitions_figure,
    definitions_table,
    geography_reading,
)
from analysis.isolation.story.overlap import cases_reading, cases_table, overlap_reading, overlap_table
from analysis.isolation.story.revitalisation import zonings_reading, zonings_table
from analysis.isolation.story.rule import rule_inside_reading, rule_inside_table, rule_reading, rule_table
from analysis.isolation.story.rural import rural_figure, rural_reading, rural_table, sparse_reading, sparse_table
from analysis.isolation.story.sizes import answer, answer_in_figures, size_figure, types_map, unclassed_reading

__all__ = [
    "ages_figure",
    "ages_reading",
    "agreement_map",
    "answer",
    "answer_in_figures",
    "cases_reading",
    "cases_table",
    "definitions_figure",
    "definitions_table",
    "geography_reading",
    "overlap_reading",
    "overlap_table",
    "rule_inside_reading",
    "rule_inside_table",
    "rule_reading",
    "rule_table",
    "rural_figure",
    "rural_reading",
    "rural_table",
    "size_figure",
    "sparse_reading",
    "sparse_table",
    "types_map",
    "unclassed_reading",
    "zonings_reading",
    "zonings_table",
]
