"""The presidential election of 2017 by type of territory: who voted, and for whom in each round."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis import business, snapshot
from analysis.claims.readings import COUNTRY, OTHERS, Readings, apart, flagged
from analysis.claims.rules import THEN
from analysis.geography import FEWEST_ISOLATED, classify
from analysis.language import gettext_noop
from analysis.snapshot import remembered
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import Territory

FIRST, SECOND = 1, 2
ROUNDS = {FIRST: gettext_noop("First round"), SECOND: gettext_noop("Second round")}
# A measure: what is counted, and of what.
TURNOUT, LE_PEN, MACRON = "turnout", "Marine Le Pen", "Emmanuel Macron"
MEASURES = {TURNOUT: ("voters", "registered"), LE_PEN: ("le_pen", "valid_votes"), MACRON: ("macron", "valid_votes")}
VOTE_THEN = 2017
# Which vote is one of protest, and what it is set against.
PROTEST = {
    ("le_pen", ""): gettext_noop("for Marine Le Pen"),
    ("le_pen", COUNTRY): gettext_noop("for Marine Le Pen, against the country"),
    ("le_pen", OTHERS): gettext_noop("for Marine Le Pen, against the other communes"),
    ("both", ""): gettext_noop("for Marine Le Pen or Jean-Luc Mélenchon"),
    ("both", COUNTRY): gettext_noop("for Marine Le Pen or Jean-Luc Mélenchon, against the country"),
    ("both", OTHERS): gettext_noop("for Marine Le Pen or Jean-Luc Mélenchon, against the other communes"),
}


def counted(votes: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Give turnout and the share of both candidates of the second round by round and type, with intervals.

    Parameters
    ----------
    votes : DataFrame
        ``commune``, ``round``, ``registered``, ``abstentions``, ``valid_votes``, ``le_pen``, ``macron``.
    kinds : DataFrame
        ``commune``, ``cluster``, ``territory_type``; communes without a type are left out.

    Returns
    -------
    DataFrame
        ``territory_type``, ``round``, ``measure``, ``communes``, ``share``, ``low``, ``high`` (95 %, by resampling; missing
        for a type that stands in a handful of areas).
    """
    frame = votes.merge(kinds.dropna(subset=["territory_type"]), on="commune")
    frame = frame.assign(voters=frame["registered"] - frame["abstentions"])
    keys = ["territory_type", "round"]
    counts = (
        frame.groupby(keys, observed=True).agg(communes=("commune", "size"), areas=("cluster", "nunique")).reset_index()
    )
    tables = []
    for measure, (above, below) in MEASURES.items():
        table = ratio_interval(frame, above, below, keys).rename(columns={"ratio": "share"})
        table = table[[*keys, "share", "low", "high"]].assign(measure=measure).merge(counts, on=keys)
        few = table["areas"] < business.FEWEST_AREAS
        tables.append(table.assign(low=table["low"].mask(few), high=table["high"].mask(few)))
    columns = [*keys, "measure", "communes", "share", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns]


@remembered
def votes_by_type(territory: Territory, definition: str) -> pd.DataFrame:
    """Give turnout and votes of 2017 by type of territory: see `counted`; empty where no vote is held."""
    kinds = classify(territory, definition)[["commune", "cluster", "territory_type"]]
    return counted(snapshot.load("votes", territory), kinds)


@remembered
def vote_gap(territory: Territory, definition: str, measure: str, turn: int) -> tuple[float, float, float]:
    """Give a share of `MEASURES` in isolated communes less that of the others, with its 95 % bootstrap interval.

    Missing where fewer than ten communes are isolated, or fewer than ten are not.
    """
    votes = snapshot.load("votes", territory)
    votes = votes[votes["round"] == turn]
    votes = votes.assign(voters=votes["registered"] - votes["abstentions"])
    frame = flagged(votes, territory, definition).dropna(subset=["isolated"])
    isolated = int(frame["isolated"].sum())
    if min(isolated, len(frame) - isolated) < FEWEST_ISOLATED:
        return (float("nan"),) * 3
    return gap_interval(frame, *MEASURES[measure])


def protest_vote_gap(territory: Territory, definition: str) -> Readings:
    """Give the share of a vote of protest in isolated communes less that of France, and of the others, first round.

    Which vote is one of protest is a choice: that for Marine Le Pen alone, or for Jean-Luc Mélenchon too.
    """
    votes = snapshot.load("votes")
    first = votes[votes["round"] == 1]
    first = first.assign(both=first["le_pen"] + first["melenchon"])
    return [
        replace(reading, variant=PROTEST[column, reading.variant])
        for column in ("le_pen", "both")
        for reading in apart(first, territory, definition, (column, "valid_votes"), THEN, str(VOTE_THEN))
    ]
