"""Sixth chapter, what became of the claims: each claim of the report, its measure, its rule, its verdict.

``people_and_work`` and ``access`` measure, ``rules`` judge, ``judging`` puts both together for a territory;
``votes`` counts the election of 2017;
``scorecard`` writes the README's; ``story`` is what the sixth notebook shows.
"""

from analysis.claims.access import EQUIPMENT_THEN
from analysis.claims.judging import (
    AMONG_MANY,
    MEASURES,
    controlled,
    counts,
    ledger,
    stored,
    tested,
    verdicts,
    verdicts_text,
)
from analysis.claims.people_and_work import PENSIONS_THEN, PRODUCTION_THEN
from analysis.claims.rules import NOT_TESTABLE, VERDICTS
from analysis.claims.scorecard import with_scorecard

__all__ = [
    "AMONG_MANY",
    "EQUIPMENT_THEN",
    "MEASURES",
    "NOT_TESTABLE",
    "PENSIONS_THEN",
    "PRODUCTION_THEN",
    "VERDICTS",
    "controlled",
    "counts",
    "ledger",
    "stored",
    "tested",
    "verdicts",
    "verdicts_text",
    "with_scorecard",
]
