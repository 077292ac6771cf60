"""The ledger: each claim of the report, the measure that tests it, and the verdict that its stated rule gives."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import snapshot
from analysis.claims.access import ACCESS
from analysis.claims.chance import chance_of_set, stays_decided
from analysis.claims.people_and_work import PEOPLE_AND_WORK
from analysis.claims.readings import Readings
from analysis.claims.rules import (
    CLOSE,
    HOLDS,
    LEVELS,
    NOT_TESTABLE,
    NOW,
    THEN,
    UNCLEAR,
    VERDICTS,
    Rule,
    judge_set,
    shown_of_set,
)
from analysis.geography import classed_and_isolated
from analysis.territories import Territory, available, france, regions
from analysis.words import few_isolated

MEASURES: dict[str, Callable[[Territory, str], Readings]] = {
    measure.__name__: measure for measure in (*PEOPLE_AND_WORK, *ACCESS)
}
NUMBERS = ("figure", "line", "holds_within", "close_within", "margin")
BORNE_OUT = (HOLDS, CLOSE)
AMONG_MANY = "unclear among so many"  # decided by its own interval, not with all that are read at once
TOLD = "told, no verdict"  # what became since of a level of the report's time
STORED = ["territory", "definition", "id", "verdict_then", "verdict_now", "verdict", "held_in", "isolated", "chance"]
NOT_HELD = "the figure is not held for this territory, or for too few of its places"
COLUMNS = ["id", "theme", "statement", "figure", "unit", "then", "year_then", "named_then", "now", "year_now",
           "named_now", "low", "high", "verdict_then", "verdict_now", "verdict", "held_in", "isolated", "chance", "note",
           "reason"]  # fmt: skip


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
    if is_level(claim):
        judged[NOW] = (TOLD if judged[NOW][0] != NOT_TESTABLE else NOT_TESTABLE, "")
    chosen = THEN if judged[THEN][0] != NOT_TESTABLE or is_level(claim) else NOW
    shown = {when: shown_of_set(rule, part) for when, part in parts.items()}
    used = shown[chosen]
    verdict, held_in = judged[chosen]
    return {
        **{when: reading.value if reading else None for when, reading in shown.items()},
        **{f"year_{when}": reading.year if reading else None for when, reading in shown.items()},
        **{f"named_{when}": reading.name if reading else None for when, reading in shown.items()},
        "low": used.low if used else None,
        "high": used.high if used else None,
        "verdict_then": judged[THEN][0],
        "verdict_now": judged[NOW][0],
        "verdict": verdict,
        "held_in": held_in,
        "chance": chance_of_set(rule, parts[chosen]),
        "reason": "" if verdict != NOT_TESTABLE else stated if pd.notna(stated := claim.get("reason")) else NOT_HELD,
    }


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
        One row for each claim: ``id``, ``theme``, ``statement``, ``figure`` (the report's), ``unit``, ``then`` and
        ``now`` (ours, the first of the declared set, or where the claim holds in part the first that bears it out) with their years and, with the variant of the set, their names
        (``named_then``, ``named_now``), ``low`` and ``high`` (95 % interval of the value judged), ``verdict_then``,
        ``verdict_now``, ``verdict``, ``held_in`` (in how many of the set it holds), ``isolated`` (communes behind it),
        ``chance`` (that the verdict is decided by chance: `chance_of_set`), ``note`` (what the measure is not), ``reason``
        (where it cannot be tested).
    """
    few, isolated = few_isolated(territory, definition), classed_and_isolated(territory, definition)[1]
    rows = []
    for _, claim in ledger().iterrows():
        shown = {**claim[["id", "theme", "statement", "figure", "unit", "note"]].to_dict(), "isolated": isolated}
        if pd.isna(claim["measure"]) or few:
            empty = dict.fromkeys(("verdict_then", "verdict_now", "verdict"), NOT_TESTABLE)
            why = claim["reason"] if pd.isna(claim["measure"]) else few
            rows.append({**shown, **empty, "held_in": "", "reason": why})
        else:
            rows.append({**shown, **verdict_of(claim, MEASURES[claim["measure"]](territory, definition))})
    table = pd.DataFrame(rows).reindex(columns=COLUMNS)
    return table.astype(dict.fromkeys(("figure", "then", "now", "low", "high", "chance"), "float64"))


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
    testable = (whole["verdict"] != NOT_TESTABLE).groupby(whole["id"]).sum()
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
        The same rows; where a decision does not stay, ``verdict`` says so and ``held_in`` is empty.
    """
    parts = table.groupby("definition", sort=False)["chance"]
    stays = parts.transform(lambda chances: stays_decided(chances.where(table["verdict"] != NOT_TESTABLE)))
    lost = stays.eq(False).fillna(False) & ~table["verdict"].isin([UNCLEAR, NOT_TESTABLE])
    return table.assign(verdict=table["verdict"].mask(lost, AMONG_MANY), held_in=table["held_in"].where(~lost, ""))


def decided_in_regions(table: pd.DataFrame) -> pd.DataFrame:
    """Tell which verdicts of the regions are decided by an interval, and which stay so when all are read at once.

    Returns
    -------
    DataFrame
        ``id``, ``territory``, ``stays`` (False: decided alone, and no more among so many), one row for each verdict that
        an interval decides.
    """
    local = table[table["territory"] != france().text]
    decided = local["chance"].notna() & ~local["verdict"].isin([UNCLEAR, NOT_TESTABLE])
    stays = controlled(local)["verdict"] != AMONG_MANY
    return local.assign(stays=stays).loc[decided, ["id", "territory", "stays"]].reset_index(drop=True)


def counts(table: pd.DataFrame) -> pd.Series:
    """Count the claims of each verdict, in the order of the verdicts; unclear among so many is unclear."""
    return table["verdict"].replace(AMONG_MANY, UNCLEAR).value_counts().reindex(VERDICTS, fill_value=0)


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
    return table.assign(held_in=table["held_in"].fillna(""), chance=table["chance"].astype("float64"))


def verdicts_text() -> str:
    """Write the verdicts of `everywhere` as the snapshot keeps them."""
    return everywhere().round({"chance": 6}).to_csv(index=False, lineterminator="\n")
