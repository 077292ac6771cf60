"""The scorecard of the README: ``territoires renew`` writes it from the verdicts for France, in the language of the page."""

from __future__ import annotations

from analysis import words
from analysis.claims import judging, values
from analysis.language import SOURCE_LANGUAGE, gettext, ngettext, speak
from analysis.territories import available, france

MARKS = ("<!-- scorecard -->", "<!-- end of scorecard -->")


def readme_table() -> str:
    """Write the scorecard for France as a Markdown table: id, claim, verdict at the report's time and now."""
    table = judging.stored()
    whole = table[(table["territory"] == france().text) & (table["definition"] == next(iter(available())))]
    whole = judging.controlled(whole)
    edges = set(whole.loc[whole["edge"].eq("yes") & whole["verdict"].ne(judging.AMONG_MANY), "id"])
    ledger = judging.ledger().set_index("id")
    statements, standing = ledger["statement"], ledger["reported"].notna()
    headings = [gettext("Claim"), gettext("Report's time"), gettext("Latest held"), gettext("Verdict")]
    lines = [f"| | {' | '.join(headings)} |", "|---|---|---|---|---|"]
    for row in whole.itertuples(index=False):
        told = (gettext(text) for text in (statements[row.id], row.verdict_then, row.verdict_now))
        mark = " *" if row.id in edges else ""
        claim, *verdicts = told
        claim = f"{claim} †" if standing[row.id] else claim
        lines.append(
            f"| {row.id} | {claim} | {' | '.join(verdicts)} | {values.verdict(row.verdict, row.members)}{mark} |"
        )
    said = words.listing(f"{gettext(verdict)} ({count})" for verdict, count in judging.counts(whole).items() if count)
    under = [
        gettext("In all: {counts}.", counts=said),
        _left(len(ledger) - len(whole)),
        *_caveat(bool(edges)),
        _standing(),
    ]
    return "\n".join([*lines, "", " ".join(under)])


def _left(count: int) -> str:
    """Say how many claims of the ledger have no measure, and are not in the table."""
    return ngettext(
        "{count} more claim of the ledger has no measure here: chapter 6 says why.",
        "{count} more claims of the ledger have no measure here: chapter 6 says why.",
        count,
    )


def _caveat(edge: bool) -> list[str]:
    """Say what the mark of a verdict on the edge means, where one has it."""
    if not edge:
        return []
    return [
        gettext(
            "A verdict with * rests on the edge: its interval ends close to the line of its rule, and the intervals of "
            "{place} are rather too narrow.",
            place=france(),
        )
    ]


def _standing() -> str:
    """Say what the mark of a claim means that stands for another."""
    return gettext("A claim with † stands for what the press reports in words that no figure tests: see chapter 6.")


def with_scorecard(text: str, language: str = SOURCE_LANGUAGE) -> str:
    """Put the scorecard for France between the two marks of a page, in the language of the page.

    Raises
    ------
    ValueError
        If the text has no marks.
    """
    start, end = MARKS
    before, mark, rest = text.partition(start)
    _, closing, after = rest.partition(end)
    if not mark or not closing:
        raise ValueError(f"README: expected the marks {start} and {end}")
    with speak(language):
        return f"{before}{start}\n{readme_table()}\n{end}{after}"
