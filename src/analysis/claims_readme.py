"""The scorecard of the README: ``python -m analysis.claims_readme`` writes it from the verdicts for France."""

from __future__ import annotations

from analysis import claims, snapshot
from analysis.claims_rules import VERDICTS
from analysis.isolation import available
from analysis.territory import france


def readme_table() -> str:
    """Write the scorecard for France as a Markdown table: id, claim, verdict at the report's time and now."""
    table = claims.stored()
    whole = table[(table["territory"] == france().text) & (table["definition"] == next(iter(available())))]
    statements = claims.ledger().set_index("id")["statement"]
    lines = ["| | Claim | Then | Now |", "|---|---|---|---|"]
    for row in whole.itertuples(index=False):
        lines.append(f"| {row.id} | {statements[row.id]} | {row.verdict_then} | {row.verdict_now} |")
    counts = whole["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
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


if __name__ == "__main__":
    readme = snapshot.ROOT / "README.md"
    readme.write_text(with_scorecard(readme.read_text(encoding="utf-8")), encoding="utf-8")
