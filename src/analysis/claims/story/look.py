"""How verdicts look in every figure and table of the sixth notebook, and which files they rest on."""

from analysis.claims.judging import AMONG_MANY
from analysis.claims.rules import (
    ALL_ALIKE,
    BLANKS,
    CLOSE,
    FAILS,
    FAILS_IN_PART,
    HOLDS,
    IN_PART,
    NONE_ISOLATED,
    NOT_APPLICABLE,
    NOT_HELD,
    NOT_TESTABLE,
    NOW,
    THEN,
    TOLD,
    TOO_FEW,
    UNCLEAR,
)
from analysis.language import gettext, gettext_noop

COLOURS = {HOLDS: "#0f5c8a", IN_PART: "#5596bd", CLOSE: "#a9cfe6", UNCLEAR: "#e6dcc3", AMONG_MANY: "#cbb98c",
           FAILS_IN_PART: "#b5872f", FAILS: "#7a560c",
           NOT_TESTABLE: "#eceef1", TOLD: "#c4c7cc"}  # fmt: skip
# Where nothing is judged a cell is as pale as any other such one: its sign says why.
CELLS = {**COLOURS, **dict.fromkeys(BLANKS, COLOURS[NOT_TESTABLE])}
SIGNS = {HOLDS: "✓", IN_PART: "◐", CLOSE: "~", UNCLEAR: "?", AMONG_MANY: "¿", FAILS_IN_PART: "◑", FAILS: "✗", TOLD: "–", NOT_TESTABLE: "·",
         NOT_HELD: "…", NOT_APPLICABLE: "/", TOO_FEW: "<", NONE_ISOLATED: "0",
         ALL_ALIKE: "="}  # fmt: skip
# When a reading was taken: what is held last may be years old.
TIMES = {THEN: gettext_noop("report's time"), NOW: gettext_noop("latest held")}
TABLES = ("population", "population_between", "balance", "structure", "jobs", "income", "services", "health", "points", "broadband", "mobile",
          "votes", "travel", "diplomas")  # fmt: skip


def source() -> str:
    """Return the source line of what rests on the whole ledger."""
    return gettext(
        "Source: the tables named under each claim in data/README.md; claims after the press of January 2017, some reworded"
    )
