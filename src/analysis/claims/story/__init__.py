"""What the sixth notebook shows and says: what became of the claims."""

from analysis.claims.story.ledger import (
    control_reading,
    definitions_figure,
    edge_reading,
    notes_table,
    regions_figure,
    untested_table,
)
from analysis.claims.story.look import COLOURS, TABLES
from analysis.claims.story.opening import answer, answer_in_figures
from analysis.claims.story.propositions import commuting_reading, propositions_table
from analysis.claims.story.readings import readings_table
from analysis.claims.story.verdicts import (
    MATTERING,
    growth_reading,
    judged,
    mattering_reading,
    scorecard,
    themes_figure,
)
from analysis.claims.story.votes import votes_figure, votes_reading, votes_table

__all__ = [
    "COLOURS",
    "MATTERING",
    "TABLES",
    "answer",
    "answer_in_figures",
    "commuting_reading",
    "control_reading",
    "definitions_figure",
    "edge_reading",
    "growth_reading",
    "judged",
    "mattering_reading",
    "notes_table",
    "propositions_table",
    "readings_table",
    "regions_figure",
    "scorecard",
    "themes_figure",
    "untested_table",
    "votes_figure",
    "votes_reading",
    "votes_table",
]
