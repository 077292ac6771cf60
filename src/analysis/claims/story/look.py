"""How verdicts look in every figure and table of the sixth notebook, and which files they rest on."""

from analysis.claims.judging import AMONG_MANY, TOLD
from analysis.claims.rules import CLOSE, FAILS, HOLDS, IN_PART, NOT_TESTABLE, UNCLEAR

COLOURS = {HOLDS: "#0f5c8a", IN_PART: "#5596bd", CLOSE: "#a9cfe6", UNCLEAR: "#e6dcc3", AMONG_MANY: "#b9a06a", FAILS: "#8a6414",
           NOT_TESTABLE: "#eceef1", TOLD: "#c4c7cc"}  # fmt: skip
SIGNS = {HOLDS: "✓", IN_PART: "◐", CLOSE: "~", UNCLEAR: "?", AMONG_MANY: "¿", FAILS: "✗", NOT_TESTABLE: "·", TOLD: "–"}
SOURCE = "Source: the tables named under each claim in data/README.md; claims as the press of January 2017 gives them"
TABLES = ("population", "population_between", "balance", "structure", "jobs", "income", "services", "health", "points", "broadband", "mobile",
          "votes", "travel", "diplomas")  # fmt: skip
