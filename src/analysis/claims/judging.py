"""The ledger: each claim of the report, the measure that tests it, and the verdict that its stated rule gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from analysis import snapshot
from analysis.claims.access import ACCESS
from analysis.claims.chance import chance_of_set, stays_decided
from analysis.claims.people_and_work import PEOPLE_AND_WORK
from analysis.claims.readings import Readings
from analysis.claims.rules import (
    ALL_ALIKE,
    BLANKS,
    BORNE_OUT,
    LEVELS,
    NONE_ISOLATED,
    NOT_APPLICABLE,
    NOT_HELD,
    NOT_TESTABLE,
    NOW,
    THEN,
    TOLD,
    TOO_FEW,
    UNCLEAR,
    VERDICTS,
    Judged,
    Rule,
    judge_set,
    lines,
)
from analysis.claims.votes import protest_vote_gap
from analysis.geography import FEWEST_ISOLATED, classed_and_isolated
from analysis.language import gettext_noop
from analysis.territories import Territory, available, france, regions
from analysis.words import on_edge

MEASURES: dict[str, Callable[[Territory, str], Readings]] = {
    measure.__name__: measure for measure in (*PEOPLE_AND_WORK, protest_vote_gap, *ACCESS)
}
NUMBERS = ("figure", "line", "holds_within", "close_within", "margin")
# Decided by its own interval, not with all that are read at once.
AMONG_MANY = gettext_noop("unclear among so many")
STORED = ["territory", "definition", "id", "verdict_then", "verdict_now", "verdict", "members", "isolated", "chance",
          "edge", "reason"]  # fmt: skip
REASONS = {
    NOT_HELD: gettext_noop("the figure is not held for this territory"),
    NOT_APPLICABLE: gettext_noop("the claim does not apply to this territory"),
    TOO_FEW: gettext_noop("too few communes, others to compare with, or areas for an interval"),
    ALL_ALIKE: gettext_noop("its communes have one and the same value, which goes with nothing"),
}
# Why nothing at all is judged in a territory.
NOT_CLASSED = gettext_noop("its communes are not classed by this definition")
NO_COMMUNE = gettext_noop("no commune is isolated under this definition")
FEW_COMMUNES = gettext_noop("fewer than ten communes are isolated under this definition")
COLUMNS = ["id", "theme", "statement", "figure", "unit", "readings", "verdict_then", "verdict_now", "verdict", "members",
           "isolated", "chance", "edge", "note", "reason"]  # fmt: skip


def ledger() -> pd.DataFrame:
    """Return the claims, one row each: see ``data/claims.csv``."""
    table = pd.read_csv(snapshot.file("claims.csv"), dtype="string")
    return table.astype(dict.fromkeys(NUMBERS, "float64"))


def verdict_of(claim: pd.Series, readings: Readings) -> dict:
    """Judge one claim on the readings of its declared set.

    The verdict is that of the report's time; where no figure of that time is held, that of now. A claim on a level of the
    report's time (``equals``, ``at_least`` with a level) has no verdict now: a later figure tells what became of it.

    Parameters
    ----------
    claim : Series
        A row of the ledger.
    readings : list of Reading
        Empty where nothing is held.
    """
    rule = rule_of(claim)
    parts = {when: [reading for reading in readings if reading.when == when] for when in (THEN, NOW)}
    judged = {when: judge_set(rule, part) for when, part in parts.items()}
    if is_level(claim) and judged[NOW][0] not in BLANKS:
        judged[NOW] = (TOLD, [Judged(one.reading, TOLD) for one in judged[NOW][1]])
    chosen = THEN if _of_its_time(judged, is_level(claim)) else NOW
    verdict, each = judged[chosen]
    told = verdict == TOLD
    # What is told is not judged: the row of the claim says why.
    verdict = NOT_TESTABLE if told else verdict
    reason = str(claim["reason"]) if told and pd.notna(claim.get("reason")) else REASONS.get(verdict, "")
    return {
        "readings": [one for when in (THEN, NOW) for one in judged[when][1]],
        "verdict_then": judged[THEN][0],
        "verdict_now": judged[NOW][0],
        "verdict": verdict,
        "members": members_of(each),
        "chance": float("nan") if told else chance_of_set(rule, parts[chosen]),
        "edge": "yes" if any(is_on_edge(rule, one) for one in each) else "",
        "reason": reason,
    }


def _of_its_time(judged: dict[str, tuple[str, list[Judged]]], level: bool) -> bool:
    """Tell whether a claim is judged at the report's time: something was read then, and now tells no more."""
    (then, read_then), (now, _) = judged[THEN], judged[NOW]
    return then not in BLANKS or (bool(read_then) and (level or now in BLANKS))


def members_of(each: Sequence[Judged]) -> str:
    """Write the verdict of each member of a set that has one, where there are several: empty for a single one.

    Examples
    --------
    >>> from analysis.claims.rules import Reading
    >>> members_of([Judged(Reading("then", "1999-2006", 1.0), "unclear"), Judged(Reading("then", "2006-2011", 1.0), "holds")])
    '1999-2006: unclear; 2006-2011: holds'
    """
    given = [one for one in each if one.verdict not in (*BLANKS, TOLD)]
    alike = len({one.reading.year for one in given}) == 1
    named = [(one.reading.variant if alike else one.reading.name, one.verdict) for one in given]
    return "; ".join(f"{name}: {verdict}" for name, verdict in named) if len(named) > 1 else ""


def is_on_edge(rule: Rule, one: Judged) -> bool:
    """Tell whether a verdict would be lost with intervals a little wider: see `words.on_edge`."""
    decided = one.verdict not in (*BLANKS, TOLD, UNCLEAR)
    return decided and any(on_edge(one.reading.low, one.reading.high, line) for line in lines(rule))


def rule_of(claim: pd.Series) -> Rule:
    """Return the rule that a row of the ledger states."""
    figure = claim["figure"] if pd.isna(claim["line"]) else claim["line"]
    return Rule(str(claim["rule"]), *(float(number) for number in (figure, *claim[list(NUMBERS[2:])])))


def is_level(claim: pd.Series) -> bool:
    """Say whether a claim states a level of its own time, not something that lasts: it has a figure to be met."""
    return claim["rule"] in LEVELS and str(claim.get("lasting")) != "yes"


def verdicts(territory: Territory, definition: str) -> pd.DataFrame:
    """Judge every claim for a territory under a definition.

    Returns
    -------
    DataFrame
        One row for each claim: ``id``, ``theme``, ``statement``, ``figure`` (the report's), ``unit``, ``readings`` (each
        member of the declared set with its own verdict: `Judged`), ``verdict_then``, ``verdict_now``, ``verdict``,
        ``members`` (verdicts of a set of several: `members_of`), ``isolated`` (communes behind it), ``chance`` (that the
        verdict is decided by chance: `chance_of_set`), ``edge`` ("yes" where a little more spread would undo it),
        ``note`` (what the measure is not), ``reason`` (why it is not judged).
    """
    isolated = classed_and_isolated(territory, definition)[1]
    code, why = nothing_judged(territory, definition)
    rows = []
    for _, claim in ledger().iterrows():
        shown = {**claim[["id", "theme", "statement", "figure", "unit", "note"]].to_dict(), "isolated": isolated}
        if pd.isna(claim["measure"]) or code:
            unmeasured = pd.isna(claim["measure"])
            empty = dict.fromkeys(("verdict_then", "verdict_now", "verdict"), NOT_TESTABLE if unmeasured else str(code))
            reason = claim["reason"] if unmeasured else why
            rows.append({**shown, **empty, "readings": [], "members": "", "edge": "", "reason": reason})
        else:
            rows.append({**shown, **verdict_of(claim, MEASURES[claim["measure"]](territory, definition))})
    return pd.DataFrame(rows).reindex(columns=COLUMNS).astype(dict.fromkeys(("figure", "chance"), "float64"))


def nothing_judged(territory: Territory, definition: str) -> tuple[str, str]:
    """Return why no claim is judged in a territory, its code and its words; both empty where enough communes are isolated."""
    classed, isolated = classed_and_isolated(territory, definition)
    if isolated >= FEWEST_ISOLATED:
        return "", ""
    if not classed:
        return NOT_HELD, NOT_CLASSED
    return (TOO_FEW, FEW_COMMUNES) if isolated else (NONE_ISOLATED, NO_COMMUNE)


def by_definition(table: pd.DataFrame) -> pd.DataFrame:
    """Lay the verdicts for France out by definition and by vintage, and say which claims are fragile.

    Parameters
    ----------
    table : DataFrame
        As `everywhere`.

    Returns
    -------
    DataFrame
        ``id``, one column ``<definition> then`` and ``<definition> now`` each, ``holds_under`` (number of definitions
        under which the claim holds or comes close) and ``fragile`` (under one only, of those that can test it).
    """
    whole = controlled(table[table["territory"] == france().text])
    matrix = whole.pivot(index="id", columns="definition", values=["verdict_then", "verdict_now"])
    order = [(f"verdict_{when}", key) for key in available() for when in (THEN, NOW)]
    matrix = matrix[order].set_axis([f"{key} {name.removeprefix('verdict_')}" for name, key in order], axis=1)
    held = whole["verdict"].isin(BORNE_OUT).groupby(whole["id"]).sum()
    testable = (~whole["verdict"].isin(BLANKS)).groupby(whole["id"]).sum()
    return matrix.assign(holds_under=held, fragile=(held == 1) & (testable > 1)).reset_index()


def by_region(table: pd.DataFrame) -> pd.DataFrame:
    """Lay the verdicts in the regions out: ``id``, one column for each region's code.

    A verdict that an interval decides alone, and no more when those of all regions are read at once, is `AMONG_MANY`.
    """
    local = controlled(table[table["territory"] != france().text])
    return local.pivot(index="id", columns="territory", values="verdict").reset_index()


def controlled(table: pd.DataFrame) -> pd.DataFrame:
    """Tell the verdicts that stay decided when they are read together: the others are `AMONG_MANY`.

    Parameters
    ----------
    table : DataFrame
        The columns of `stored`. Read together are the verdicts of all regions, and those of a single
        territory under one definition.

    Returns
    -------
    DataFrame
        The same rows; where a decision does not stay, ``verdict`` says so and ``members`` is empty.
    """
    parts = table.groupby("definition", sort=False)["chance"]
    stays = parts.transform(lambda chances: stays_decided(chances.where(~table["verdict"].isin(BLANKS))))
    lost = stays.eq(False).fillna(False) & ~table["verdict"].isin([UNCLEAR, *BLANKS])
    return table.assign(verdict=table["verdict"].mask(lost, AMONG_MANY), members=table["members"].where(~lost, ""))


def decided_in_regions(table: pd.DataFrame) -> pd.DataFrame:
    """Tell which verdicts of the regions are decided by an interval, and which stay so when all are read at once.

    Returns
    -------
    DataFrame
        ``id``, ``territory``, ``stays`` (False: decided alone, and no more among so many), one row for each verdict that
        an interval decides.
    """
    local = table[table["territory"] != france().text]
    decided = local["chance"].notna() & ~local["verdict"].isin([UNCLEAR, *BLANKS])
    stays = controlled(local)["verdict"] != AMONG_MANY
    return local.assign(stays=stays).loc[decided, ["id", "territory", "stays"]].reset_index(drop=True)


def counts(table: pd.DataFrame) -> pd.Series:
    """Count the claims of each verdict, in the order of the verdicts; unclear among so many is unclear, a blank not testable."""
    alike = {AMONG_MANY: UNCLEAR, **dict.fromkeys(BLANKS, NOT_TESTABLE)}
    return table["verdict"].replace(alike).value_counts().reindex(VERDICTS, fill_value=0)


def everywhere() -> pd.DataFrame:
    """Judge every testable claim for France under every definition, and in the 18 regions under the first one.

    Returns
    -------
    DataFrame
        The columns of `STORED`, one row each.
    """
    first = next(iter(available()))
    editions = [(france(), key) for key in available()] + [(region, first) for region in regions()]
    frames = [
        verdicts(place, key).assign(territory=place.text, definition=key)[STORED].loc[lambda table: tested(table["id"])]
        for place, key in editions
    ]
    return pd.concat(frames, ignore_index=True)


def tested(ids: pd.Series) -> pd.Series:
    """Tell which claims have a measure."""
    table = ledger()
    return ids.isin(table.loc[table["measure"].notna(), "id"])


def stored() -> pd.DataFrame:
    """Return the verdicts of `everywhere` as the snapshot keeps them (``data/verdicts.csv``)."""
    table = pd.read_csv(snapshot.file("verdicts.csv"), dtype="string")
    texts = table[["members", "edge", "reason"]].fillna("")
    return table.assign(**texts, chance=table["chance"].astype("float64"))


def verdicts_text() -> str:
    """Write the verdicts of `everywhere` as the snapshot keeps them."""
    return everywhere().round({"chance": 6}).to_csv(index=False, lineterminator="\n")
