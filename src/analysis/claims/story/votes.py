"""What the sixth notebook shows and says of the election of 2017: turnout and both rounds, by type of territory."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.claims import votes
from analysis.claims.votes import FIRST, LE_PEN, MACRON, ROUNDS, SECOND, TURNOUT
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, source_line


def _without(territory: Territory, definition: str) -> str:
    """Say why there is no vote of isolated communes; nothing where there is one."""
    few = few_isolated(territory, definition)
    if few or (votes.votes_by_type(territory, definition)["territory_type"] == ISOLATED).any():
        return few
    return f"The votes of 2017 are not held for {territory.name}."


def _told(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the votes of the types with enough communes for a share, the rounds named."""
    table = votes.votes_by_type(territory, definition)
    return table[table["communes"] >= FEWEST_ISOLATED].assign(turn=lambda frame: frame["round"].map(ROUNDS))


def votes_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of the votes for Marine Le Pen in both rounds, by type."""
    missing = _without(territory, definition)
    if missing:
        return missing
    data = _told(territory, definition)
    data = data[data["measure"] == LE_PEN]
    title = _title(territory, definition)
    return charts.bars(
        data,
        label="territory_type",
        value="share",
        group="turn",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=f"{territory.name}: share of the valid votes for {LE_PEN}, presidential election of 2017; lines are 95 % intervals",
        source=source_line("votes"),
        alt=f"Bars of the share of votes for {LE_PEN} in both rounds by type of territory in {territory.name}. {title}.",
    )


def _share(territory: Territory, definition: str, measure: str, turn: int) -> float:
    table = votes.votes_by_type(territory, definition).set_index(["territory_type", "measure", "round"])
    return float(table.loc[(ISOLATED, measure, turn), "share"])


def _apart(territory: Territory, definition: str, measure: str, turn: int) -> str:
    """Say by how many points isolated communes stand apart from the others, by the interval of the gap."""
    gap, low, high = votes.vote_gap(territory, definition, measure, turn)
    way = words.direction(gap, low, high)
    if way is None:
        return "too few others to compare with"
    if not way:
        return f"not clearly apart from the others, {words.points(gap)}"
    return f"{words.points(abs(gap)).lstrip('+')} {'above' if way > 0 else 'below'} the others"


def _title(territory: Territory, definition: str) -> str:
    share = _share(territory, definition, LE_PEN, SECOND)
    return (
        f"In the second round isolated communes gave {LE_PEN} {words.percent(share)} of the votes, "
        f"{_apart(territory, definition, LE_PEN, SECOND)}"
    )


def votes_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate turnout and the votes of both rounds by type."""
    missing = _without(territory, definition)
    if missing:
        return missing
    table = _told(territory, definition)
    wide = table.pivot(index="territory_type", columns=["measure", "round"], values="share")
    columns = {
        f"{measure} {turn}": (f"{named}, {ROUNDS[turn].lower()}", "percent")
        for measure, named in ((TURNOUT, "Turnout"), (LE_PEN, LE_PEN), (MACRON, MACRON))
        for turn in (FIRST, SECOND)
    }
    wide.columns = [f"{measure} {turn}" for measure, turn in wide.columns]
    return tables.table(
        wide.reset_index(),
        title=f"The presidential election of 2017 in {territory.name}, by type of territory",
        subtitle=f"Turnout of the registered; candidates in shares of the valid votes; types of {FEWEST_ISOLATED} communes or more",
        columns={"territory_type": ("Type", "text"), **columns},
        source=source_line("votes"),
        strong=ISOLATED,
    )


def votes_reading(territory: Territory, definition: str) -> str:
    """Say turnout and both rounds in isolated communes, against the others, each by the interval of its gap."""
    missing = _without(territory, definition)
    if missing:
        return missing
    turnout = [_share(territory, definition, TURNOUT, turn) for turn in ROUNDS]
    return (
        f"In the isolated communes of {territory.name}, **{words.percent(turnout[0])}** of the registered voted in the first "
        f"round ({_apart(territory, definition, TURNOUT, FIRST)}) and {words.percent(turnout[1])} in the second "
        f"({_apart(territory, definition, TURNOUT, SECOND)}). {LE_PEN} had {words.percent(_share(territory, definition, LE_PEN, FIRST))} "
        f"of the valid votes in the first ({_apart(territory, definition, LE_PEN, FIRST)}) and "
        f"**{words.percent(_share(territory, definition, LE_PEN, SECOND))}** in the second "
        f"({_apart(territory, definition, LE_PEN, SECOND)}). How a commune votes is not how any one of its people does."
    )
