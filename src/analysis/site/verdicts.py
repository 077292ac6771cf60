"""The scorecard in short: how many claims hold, and what became of those that matter most."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis import claims, geography
from analysis.claims import VERDICTS, story
from analysis.drawing import style
from analysis.language import gettext, gettext_noop, ngettext
from analysis.snapshot import recall
from analysis.territories import Territory, france

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
    isolated : int
        Communes that they are judged on.
    lost : int
        Verdicts that are decided alone, and no more when all are read together: those of all regions, or its own.
    regional : bool
        Whether they are read with those of all regions.
    """

    then: Tally
    now: Tally
    matter: list[Claim]
    every: list[Claim]
    isolated: int = 0
    lost: int = 0
    regional: bool = False

    @property
    def together(self) -> str:
        """Return what becomes of the verdicts when all are read at once; nothing where all stay."""
        if not self.lost:
            return ""
        if self.regional:
            return ngettext(
                "Read together with those of all regions, {count} that is decided alone is unclear: of so many, some are by chance.",
                "Read together with those of all regions, {count} that are decided alone are unclear: of so many, some are by "
                "chance.",
                self.lost,
            )
        return ngettext(
            "Read all together, {count} that is decided alone is unclear: of so many, some are by chance.",
            "Read all together, {count} that are decided alone are unclear: of so many, some are by chance.",
            self.lost,
        )


def scorecard(territory: Territory, definition: str) -> Scorecard:
    """Return the scorecard of a territory: kept with the snapshot, or judged where it is not."""
    kept = claims.stored()
    table = kept[(kept["territory"] == territory.text) & (kept["definition"] == definition)]
    stored = not table.empty
    if not stored:
        table = recall(claims.verdicts, territory, definition)
        table = table[claims.tested(table["id"])].assign(territory=territory.text, definition=definition)
    regional = stored and territory != france()
    beside = kept[(kept["definition"] == definition) & (kept["territory"] != france().text)] if regional else table
    read = claims.controlled(beside)
    lost = int((read["territory"].eq(territory.text) & read["verdict"].eq(claims.AMONG_MANY)).sum())
    _, isolated = geography.classed_and_isolated(territory, definition)
    return replace(of_verdicts(table), isolated=isolated, lost=lost, regional=regional)


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
