"""The scorecard in short: how many claims hold, and what became of those that matter most."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis import claims
from analysis.claims import VERDICTS, story
from analysis.drawing import style
from analysis.language import gettext, gettext_noop
from analysis.snapshot import recall
from analysis.territories import Territory

WIDTH = 1000
TIMES = {"then": gettext_noop("at the report's time"), "now": gettext_noop("now")}


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
class Tally:
    """The verdicts on the figures of one time.

    Attributes
    ----------
    key, time : str
        "then" or "now", and its words.
    counts : list of Count
        Without the claims that cannot be judged then.
    tested : int
        Claims that can be.
    """

    key: str
    time: str
    counts: list[Count]
    tested: int

    @property
    def held(self) -> dict[str, int]:
        """Return the number of claims of each verdict."""
        return {bar.verdict: bar.count for bar in self.counts}

    @property
    def told(self) -> dict[str, int]:
        """Return the counts that a sentence names."""
        held = self.held
        return {
            "tested": self.tested,
            "held": held["holds"] + held["close"],
            "part": held["holds in part"],
            "unclear": held["unclear"],
            "against": held["rejected in part"],
            "failed": held["does not hold"],
        }


@dataclass(frozen=True)
class Scorecard:
    """What became of the claims in a territory.

    Attributes
    ----------
    then, now : Tally
        On the figures of the report's time, and on the last ones: never the two in one count.
    matter : list of Claim
        Those that matter most.
    every : list of Claim
        All that have a measure.
    """

    then: Tally
    now: Tally
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
    """Count verdicts, at the report's time and now.

    Parameters
    ----------
    table : DataFrame
        ``id``, ``verdict_then``, ``verdict_now``: one row for each claim that has a measure.
    """
    statements = claims.ledger().set_index("id")["statement"]
    every = [Claim(row.id, statements[row.id], row.verdict_then, row.verdict_now) for row in table.itertuples()]
    by_code = {claim.code: claim for claim in every}
    tallies = [_tally(table, key, time) for key, time in TIMES.items()]
    return Scorecard(*tallies, [by_code[code] for code in story.MATTERING if code in by_code], every)


def _tally(table: pd.DataFrame, key: str, time: str) -> Tally:
    """Count the verdicts of one time; what is told without a verdict is in none."""
    said = gettext(time)
    held = claims.counts(table.assign(verdict=table[f"verdict_{key}"]))[list(VERDICTS[:-1])]
    return Tally(key, said, _bars(held), int(held.sum()))


def _bars(held: pd.Series) -> list[Count]:
    """Lay the counts side by side."""
    bars, left, total = [], 0, max(int(held.sum()), 1)
    for verdict, count in held.items():
        colour = story.COLOURS[verdict]
        width = round(WIDTH * int(count) / total)
        bars.append(Count(verdict, int(count), colour, style.ink_on(colour), left, width))
        left += width
    return bars
