"""What the sixth notebook shows and says of the election of 2017: turnout and both rounds, by type of territory."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import business, words
from analysis.claims import votes
from analysis.claims.votes import FIRST, LE_PEN, MACRON, ROUNDS, SECOND, TURNOUT
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, source_line


def _without(territory: Territory, definition: str) -> str:
    """Say why there is no vote of isolated communes; nothing where there is one."""
    few = few_isolated(territory, definition)
    if few or (votes.votes_by_type(territory, definition)["territory_type"] == ISOLATED).any():
        return few
    return gettext("The votes of 2017 are not held for {place}.", place=territory)


def _told(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the votes of the types with enough communes for a share."""
    table = votes.votes_by_type(territory, definition)
    return table[table["communes"] >= FEWEST_ISOLATED]


def votes_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of the votes for Marine Le Pen in both rounds, by type."""
    missing = _without(territory, definition)
    if missing:
        return missing
    data = _told(territory, definition)
    data = data[data["measure"] == LE_PEN].assign(round=lambda frame: frame["round"].map(ROUNDS))
    title = _title(territory, definition)
    return charts.bars(
        data,
        label="territory_type",
        value="share",
        group="round",
        low="low",
        high="high",
        percent=True,
        title=title,
        unit=gettext(
            "{place}: share of the valid votes for {candidate}, presidential election of 2017; lines are 95 % intervals, none for a "
            "type in fewer than {floor} areas",
            place=territory,
            candidate=LE_PEN,
            floor=words.in_words(business.FEWEST_AREAS),
        ),
        source=source_line("votes"),
        alt=gettext(
            "Bars of the share of votes for {candidate} in both rounds by type of territory, {place}. {title}.",
            candidate=LE_PEN,
            place=territory,
            title=title,
        ),
    )


def _share(territory: Territory, definition: str, measure: str, turn: int) -> float:
    table = votes.votes_by_type(territory, definition).set_index(["territory_type", "measure", "round"])
    return float(table.loc[(ISOLATED, measure, turn), "share"])


def _gap(territory: Territory, definition: str, measure: str, turn: int) -> tuple[int | None, dict[str, str]]:
    """Return which way isolated communes stand apart from the others, and the gap and its interval as they are written."""
    gap, low, high = votes.vote_gap(territory, definition, measure, turn)
    told = {"gap": words.points(abs(gap)).lstrip("+"), "interval": words.interval(low, high, words.points)}
    return words.direction(gap, low, high), told


def _title(territory: Territory, definition: str) -> str:
    """Say the share of the second round, and how far it is from that of the others, by the interval of the gap."""
    way, told = _gap(territory, definition, LE_PEN, SECOND)
    said = {"share": words.percent(_share(territory, definition, LE_PEN, SECOND)), "candidate": LE_PEN, **told}
    if way is None:
        return gettext("In the second round, isolated communes gave {candidate} {share} of the valid votes", **said)
    if way > 0:
        return gettext(
            "In the second round, isolated communes gave {candidate} {share} of the valid votes, {gap} above the others",
            **said,
        )
    if way < 0:
        return gettext(
            "In the second round, isolated communes gave {candidate} {share} of the valid votes, {gap} below the others",
            **said,
        )
    return gettext(
        "In the second round, isolated communes gave {candidate} {share} of the valid votes, not clearly apart from the others",
        **said,
    )


def votes_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate turnout and the votes of both rounds by type."""
    missing = _without(territory, definition)
    if missing:
        return missing
    table = _told(territory, definition)
    wide = table.pivot(index="territory_type", columns=["measure", "round"], values="share")
    wide.columns = [f"{measure} {turn}" for measure, turn in wide.columns]
    return tables.table(
        wide.reset_index(),
        title=gettext("The presidential election of 2017 by type of territory, {place}", place=territory),
        subtitle=gettext(
            "Turnout of the registered; candidates in shares of the valid votes; types of {floor} communes or more",
            floor=FEWEST_ISOLATED,
        ),
        columns={"territory_type": (gettext("Type"), "text"), **_headings()},
        source=source_line("votes"),
        strong=ISOLATED,
    )


def _headings() -> dict[str, tuple[str, str]]:
    """Return the heading and the format of each measure and round."""
    said = {}
    for measure in (TURNOUT, LE_PEN, MACRON):
        who = gettext("Turnout") if measure == TURNOUT else measure
        said[f"{measure} {FIRST}"] = (gettext("{who}, first round", who=who), "percent")
        said[f"{measure} {SECOND}"] = (gettext("{who}, second round", who=who), "percent")
    return said


def votes_reading(territory: Territory, definition: str) -> str:
    """Say turnout and both rounds in isolated communes, against the others, each by the interval of its gap."""
    missing = _without(territory, definition)
    if missing:
        return missing
    first = gettext("In the isolated communes of {place}, set against the other communes:", place=territory)
    lines = [
        _line(heading, _share(territory, definition, measure, turn), *_gap(territory, definition, measure, turn))
        for measure in (TURNOUT, LE_PEN)
        for turn, heading in zip((FIRST, SECOND), _names(measure))
    ]
    last = gettext("How a commune votes is not how any one of its people does.")
    return "\n".join([first, "", *lines, "", last])


def _names(measure: str) -> list[str]:
    return [heading for name, (heading, _) in _headings().items() if name.startswith(measure)]


def _line(measure: str, share: float, way: int | None, told: dict[str, str]) -> str:
    said = {"measure": measure, "share": words.percent(share), **told}
    if way is None:
        return gettext("- {measure}: **{share}**; too few others to compare with.", **said)
    if way > 0:
        return gettext("- {measure}: **{share}**, a gap of {gap} above the others [{interval}].", **said)
    if way < 0:
        return gettext("- {measure}: **{share}**, a gap of {gap} below the others [{interval}].", **said)
    return gettext("- {measure}: **{share}**, not clearly apart from the others [gap of {interval}].", **said)
