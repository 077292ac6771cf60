"""What the sixth notebook says first: how many claims are borne out, what speaks against them, on what they are judged."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis import words
from analysis.claims import judging, values
from analysis.claims.rules import BLANKS, BORNE_OUT, CLOSE, FAILS, FAILS_IN_PART, HOLDS, IN_PART, NOT_TESTABLE, UNCLEAR
from analysis.isolation import REPORT, size
from analysis.language import gettext, gettext_noop, ngettext
from analysis.territories import ISOLATED, Territory, available, france

# What became of the claims that are neither borne out nor rejected: whether some are unclear, hold in part, are rejected so.
LEFT_OPEN = {
    (True, False, False): gettext_noop("The others are unclear."),
    (False, True, False): gettext_noop("The others hold in part only."),
    (False, False, True): gettext_noop("The others are rejected in part only."),
    (True, True, False): gettext_noop("The others are unclear or hold in part only."),
    (True, False, True): gettext_noop("The others are unclear or are rejected in part only."),
    (False, True, True): gettext_noop("The others hold, or are rejected, in part only."),
    (True, True, True): gettext_noop("The others are unclear, or hold or are rejected in part only."),
}
# Claims that the opening names.
MOST_NAMED = 3
NAMED = {
    BORNE_OUT: gettext_noop("Borne out or close: {claims}."),
    (FAILS,): gettext_noop("Rejected as a whole: {claims}."),
}


def answer(territory: Territory, table: pd.DataFrame) -> str:
    """Say how many claims the data bear out when all are read together; `table` comes from `judged`."""
    counts = judging.counts(table)
    tested = int(len(table) - counts[NOT_TESTABLE])
    if not tested:
        none = gettext("None of the claims can be judged for {place}.", place=territory)
        few = table["reason"].iloc[0]
        return f"{none} {values.capital(gettext(few))}."
    held = int(counts[HOLDS] + counts[CLOSE])
    first = ngettext(
        "Of {tested} claims that can be judged for {place}, **{count}** is borne out or close once all of them are read together.",
        "Of {tested} claims that can be judged for {place}, **{count}** are borne out or close once all of them are read together.",
        held,
        tested=words.number(tested),
        place=territory,
    )
    fails = int(counts[FAILS])
    rejected = gettext("**None** is rejected as a whole.")
    if fails:
        rejected = ngettext("**{count}** is rejected as a whole.", "**{count}** are rejected as a whole.", fails)
    return " ".join([first, rejected, *_left_open(counts)])


def _left_open(counts: pd.Series) -> Iterator[str]:
    """Say what became of the claims that are neither borne out nor rejected; nothing where there is none."""
    told = tuple(bool(counts[verdict]) for verdict in (UNCLEAR, IN_PART, FAILS_IN_PART))
    if any(told):
        yield gettext(LEFT_OPEN[told])


def _judged_for_france() -> str:
    """Say how many claims are judged for the country, where a place has none to judge."""
    kept, (key, chosen) = judging.stored(), next(iter(available().items()))
    whole = kept[(kept["territory"] == france().text) & (kept["definition"] == key)]
    judged = int((~whole["verdict"].isin(BLANKS)).sum())
    return gettext(
        "For {place}, {count} are judged ({definition}).",
        place=france(),
        count=words.number(judged),
        definition=gettext(chosen.short),
    )


def answer_in_figures(territory: Territory, table: pd.DataFrame) -> str:
    """Give the other verdicts, what speaks against a claim, what is decided only alone or on the edge, and what was judged."""
    counts = judging.counts(table)
    if len(table) == counts[NOT_TESTABLE]:
        return _judged_for_france()
    rest = gettext(
        "Borne out in part of what was measured: {part}; rejected in part: {against}; unclear: {unclear}.",
        part=words.number(counts[IN_PART]),
        against=words.number(counts[FAILS_IN_PART]),
        unclear=words.number(counts[UNCLEAR]),
    )
    others = gettext(
        "Of the report's {claims} claims, the others are not judged: stories, surveys or intentions, of which no figure of communes "
        "tells; claims whose figure is not held, or is of another time or another rule; or too few communes or areas here.",
        claims=words.number(len(judging.ledger())),
    )
    said = [
        rest,
        *_named(table),
        *_of_what(table),
        *_against(table),
        *_lost(table),
        *_on_edge(territory, table),
        others,
        _on_another_class(),
    ]
    return " ".join(said)


def _named(table: pd.DataFrame) -> Iterator[str]:
    """Name the claims that are borne out, and those that are rejected as a whole, where they are a few."""
    labels = judging.ledger().set_index("id")["label"]
    for verdicts, message in NAMED.items():
        found = table.loc[table["verdict"].isin(verdicts), "id"]
        if 0 < len(found) <= MOST_NAMED:
            named = words.listing(gettext("“{claim}”", claim=gettext(labels[code])) for code in found)
            yield gettext(message, claims=named)


def _of_what(table: pd.DataFrame) -> Iterator[str]:
    """Say how many of the claims borne out stand for what the press reports, and how many only later figures bear out."""
    held = table[table["verdict"].isin(BORNE_OUT)]
    ledger = judging.ledger().set_index("id").reindex(held["id"])
    reworded, late = ledger["reported"].notna().to_numpy(), held["verdict_then"].isin(BLANKS).to_numpy()
    standing, later = reworded.sum(), late.sum()
    if not standing and not later:
        return
    direct = ledger.loc[~reworded & ~late, "label"]
    named = words.listing(gettext("“{claim}”", claim=gettext(label)) for label in direct[:MOST_NAMED])
    neither = words.number(len(direct))
    if 0 < len(direct) <= MOST_NAMED:
        neither = gettext("{count} ({claims})", count=neither, claims=named)
    yield gettext(
        "Of those borne out or close, standing for what the press reports in other words: {standing}; resting on figures later "
        "than the report alone: {later}; neither: {neither}.",
        standing=words.number(standing),
        later=words.number(later),
        neither=neither,
    )


def _on_another_class() -> str:
    """Say that the claims are judged on an official class, which holds more people than the report speaks of."""
    whole = size(france(), next(iter(available()))).set_index("territory_type").loc[ISOLATED]
    return gettext(
        "They are judged on an official class. In France, INSEE's holds {communes} and {people} people, where the report counts "
        "{reported} communes and {reported_people} people.",
        communes=words.communes(whole["communes"]),
        people=words.people(whole["people"]),
        reported=words.number(REPORT["communes"]),
        reported_people=words.people(REPORT["people"]),
    )


def _against(table: pd.DataFrame) -> Iterator[str]:
    """Name the claims that are not rejected as a whole, and of which a reading is, by its own interval."""
    open_ = table[~table["verdict"].isin([FAILS, *BLANKS])]
    some = open_[[any(one.verdict == FAILS for one in readings) for readings in open_["readings"]]]
    if len(some):
        labels = judging.ledger().set_index("id")["label"]
        named = words.listing(gettext("“{claim}”", claim=gettext(labels[code])) for code in some["id"])
        yield gettext("One reading at least, by its own interval, goes against {claims}.", claims=named)


def _lost(table: pd.DataFrame) -> Iterator[str]:
    """Say how many verdicts are decided by their own interval only."""
    lost = int((table["verdict"] == judging.AMONG_MANY).sum())
    if lost:
        yield ngettext(
            "By its own interval alone {count} more would be decided: read among so many it is unclear.",
            "By their own intervals alone {count} more would be decided: read among so many they are unclear.",
            lost,
        )


def _on_edge(territory: Territory, table: pd.DataFrame) -> Iterator[str]:
    """Say how many of the verdicts that stay decided a little more spread would undo."""
    decided = ~table["verdict"].isin([UNCLEAR, judging.AMONG_MANY, *BLANKS])
    count = int((decided & table["edge"].eq("yes")).sum())
    if count and territory.is_national:
        yield ngettext(
            "One of these verdicts rests on the edge: its interval ends close to the line of its rule, and the intervals of "
            "{place} are rather too narrow.",
            "{count} of these verdicts rest on the edge: their intervals end close to the lines of their rules, and the intervals "
            "of {place} are rather too narrow.",
            count,
            place=territory,
        )
    elif count:
        yield ngettext(
            "One of these verdicts rests on the edge: its interval ends close to the line of its rule.",
            "{count} of these verdicts rest on the edge: their intervals end close to the lines of their rules.",
            count,
        )
