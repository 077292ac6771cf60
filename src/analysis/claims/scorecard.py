"""The scorecard of the README: ``territoires renew`` writes it from the verdicts for France."""

from __future__ import annotations

from analysis.claims import judging
from analysis.territories import available, france


def readme_table() -> str:
    """Write the scorecard for France as a Markdown table: id, claim, verdict at the report's time and now."""
    table = judging.stored()
    whole = table[(table["territory"] == france().text) & (table["definition"] == next(iter(available())))]
    whole = judging.controlled(whole)
    statements = judging.ledger().set_index("id")["statement"]
    lines = ["| | Claim | Then | Now | Verdict |", "|---|---|---|---|---|"]
    for row in whole.itertuples(index=False):
        held = f" ({row.held_in})" if row.held_in else ""
        lines.append(
            f"| {row.id} | {statements[row.id]} | {row.verdict_then} | {row.verdict_now} | {row.verdict}{held} |"
        )
    counts = judging.counts(whole)
    said = "; ".join(f"{verdict}: {count}" for verdict, count in counts.items() if count)
    return "\n".join([*lines, "", f"In all: {said}."])


def with_scorecard(text: str) -> str:
    """Put the scorecard for France between the two marks of the README.

    Raises
    ------
    ValueError
        If the text has no marks.
    """
    start, end = "<!-- scorecard -->", "<!-- end of scorecard -->"
    before, mark, rest = text.partition(start)
    _, closing, after = rest.partition(end)
    if not mark or not closing:
        raise ValueError(f"README: expected the marks {start} and {end}")
    return f"{before}{start}\n{readme_table()}\n{end}{after}"
