"""The scorecard in short: how many claims hold, and what became of those that matter most."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis import claims
from analysis.claims import VERDICTS, story
from analysis.drawing import style
from analysis.snapshot import recall
from analysis.territories import Territory

WIDTH = 1000


@dataclass(frozen=True)
class Count:
    """The claims of one verdict, and their bar in a drawing of `WIDTH` units."""

    verdict: str
    count: int
    colour: str
    ink: str
    left: int
    width: int


@dataclass(frozen=True)
class Claim:
    """A claim with its verdict at the report's time and now."""

    code: str
    statement: str
    then: str
    now: str


@dataclass(frozen=True)
class Scorecard:
    """What became of the claims in a territory.

    Attributes
    ----------
    counts : list of Count
        Without the claims that cannot be tested there.
    tested : int
        Claims that can be.
    matter : list of Claim
        Those that matter most.
    every : list of Claim
        All that have a measure.
    """

    counts: list[Count]
    tested: int
    matter: list[Claim]
    every: list[Claim]


def scorecard(territory: Territory, definition: str) -> Scorecard:
    """Return the scorecard of a territory: kept with the snapshot, or judged where it is not."""
    kept = claims.stored()
    table = kept[(kept["territory"] == territory.text) & (kept["definition"] == definition)]
    if table.empty:
        table = recall(claims.verdicts, territory, definition)
        table = table[claims.tested(table["id"])]
    return of_verdicts(table)


def of_verdicts(table: pd.DataFrame) -> Scorecard:
    """Count verdicts.

    Parameters
    ----------
    table : DataFrame
        ``id``, ``verdict_then``, ``verdict_now``, ``verdict``: one row for each claim that has a measure.
    """
    statements = claims.ledger().set_index("id")["statement"]
    every = [Claim(row.id, statements[row.id], row.verdict_then, row.verdict_now) for row in table.itertuples()]
    by_code = {claim.code: claim for claim in every}
    held = claims.counts(table)[list(VERDICTS[:-1])]
    return Scorecard(
        _bars(held), int(held.sum()), [by_code[code] for code in story.MATTERING if code in by_code], every
    )


def _bars(held: pd.Series) -> list[Count]:
    """Lay the counts side by side."""
    bars, left, total = [], 0, max(int(held.sum()), 1)
    for verdict, count in held.items():
        colour = story.COLOURS[verdict]
        width = round(WIDTH * int(count) / total)
        bars.append(Count(verdict, int(count), colour, style.ink_on(colour), left, width))
        left += width
    return bars
