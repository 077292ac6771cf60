"""Contract of the ledger of claims, ``data/claims.csv``: written by hand, held to the same rules as a built table."""

from __future__ import annotations

from analysis.sources.contracts.schema import Contract, number, text

RULES = ("equals", "at_least", "at_most", "weak")

LEDGER = Contract(
    "claims",
    "The claims of the report, and the rule that tests each",
    "claim",
    ("id",),
    (
        text("id", "C01 to C40", pattern=r"^C\d{2}$"),
        text("theme", "theme", unit="label"),
        text("statement", "the claim in our words", unit="sentence"),
        text("label", "the claim in a few words, for figures", unit="label"),
        text("gloss_fr", "a French gloss in our words", unit="sentence"),
        text("reported", "what the press reports, where the claim stands for it", unit="sentence", nullable=True),
        number("figure", "as in unit", "the report's figure, where the press gives one", nullable=True),
        text("unit", "what the figure counts", unit="label", nullable=True),
        text("year", "its date, often inferred", unit="label"),
        text("scope", "what it covers", unit="label"),
        text("press", "codes of the pages that carry it", unit="label"),
        text("measure", "the measure that tests it", unit="label", nullable=True),
        text("rule", "when a value bears it out", unit="label", nullable=True, values=RULES),
        number(
            "line", "as in unit", "the line that a value must reach (at_least) or stay under (at_most)", nullable=True
        ),
        number(
            "holds_within", "share of the figure, or size", "distance under which it holds", nullable=True, minimum=0
        ),
        number(
            "close_within", "share of the figure, or size", "distance under which it is close", nullable=True, minimum=0
        ),
        number(
            "margin", "as in unit", "how near the line a value without interval is unclear", nullable=True, minimum=0
        ),
        text(
            "lasting", "a statement that a later figure tests too", unit="yes or empty", nullable=True, values=("yes",)
        ),
        text("declared_set", "periods and codings over which the verdict is read", unit="label", nullable=True),
        text("testability", "fully, partly or narrative", unit="label", values=("fully", "partly", "narrative")),
        text("note", "in what the measure differs from the claim", unit="sentence", nullable=True),
        text("reason", "why it cannot be tested", unit="sentence", nullable=True),
    ),
    (),
    "January 2017",
    "40 claims",
)
