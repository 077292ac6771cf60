"""The ledger: each claim of the report, the measure that tests it, and the verdict that its stated rule gives."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.claims.people_and_work import MEASURES
from analysis.claims.readings import NOW, THEN
from analysis.claims.rules import (
    CLOSE,
    CONTRADICTED,
    NOT_REPRODUCED,
    NOT_TESTABLE,
    REPRODUCED,
    VERDICTS,
    Reading,
    Rule,
    judge,
)
from analysis.territories import Territory, available, france, regions

NUMBERS = ("figure", "reproduced_within", "close_within", "contradicted_beyond")
HOLDS = (REPRODUCED, CLOSE)
STORED = ["territory", "definition", "id", "verdict_then", "verdict_now", "verdict"]
NOT_HELD = "the figure is not held for this territory, or it has no isolated commune"
COLUMNS = ["id", "theme", "statement", "figure", "unit", "then", "year_then", "now", "year_now", "low", "high",
           "verdict_then", "verdict_now", "verdict", "note", "reason"]  # fmt: skip


def ledger() -> pd.DataFrame:
    """Return the claims, one row each: see ``data/claims.csv``."""
    table = pd.read_csv(snapshot.file("claims.csv"), dtype="string")
    return table.astype(dict.fromkeys(NUMBERS, "float64"))


def verdict_of(claim: pd.Series, readings: dict[str, Reading]) -> dict:
    """Judge one claim on its readings.

    The verdict is that of the report's time; where no figure of that time is held, that of now. A claim on the state of
    its own time (``dated``) cannot be contradicted by a later figure: it is then not reproduced.

    Parameters
    ----------
    claim : Series
        A row of the ledger.
    readings : dict
        ``then`` and ``now``, one or both missing where nothing is held.
    """
    rule = Rule(str(claim["rule"]), *(float(claim[name]) for name in NUMBERS))
    then, now = readings.get(THEN), readings.get(NOW)
    verdicts = {THEN: judge(rule, then), NOW: judge(rule, now)}
    chosen = THEN if verdicts[THEN] != NOT_TESTABLE else NOW
    used = readings.get(chosen)
    verdict = verdicts[chosen]
    if chosen == NOW and verdict == CONTRADICTED and pd.notna(claim.get("dated")):
        verdict = verdicts[NOW] = NOT_REPRODUCED
    return {
        "then": then.value if then else None,
        "year_then": then.year if then else None,
        "now": now.value if now else None,
        "year_now": now.year if now else None,
        "low": used.low if used else None,
        "high": used.high if used else None,
        "verdict_then": verdicts[THEN],
        "verdict_now": verdicts[NOW],
        "verdict": verdict,
        "reason": NOT_HELD if verdict == NOT_TESTABLE else "",
    }


def verdicts(territory: Territory, definition: str) -> pd.DataFrame:
    """Judge every claim for a territory under a definition.

    Returns
    -------
    DataFrame
        One row for each claim: ``id``, ``theme``, ``statement``, ``figure`` (the report's), ``unit``, ``then`` and
        ``now`` (ours) with their years, ``low`` and ``high`` (95 % interval of the value judged, where it has one),
        ``verdict_then``, ``verdict_now``, ``verdict``, ``note`` (what the measure is not), ``reason`` (where it cannot
        be tested).
    """
    rows = []
    for _, claim in ledger().iterrows():
        shown = claim[["id", "theme", "statement", "figure", "unit", "note"]].to_dict()
        if pd.isna(claim["measure"]):
            empty = dict.fromkeys(("verdict_then", "verdict_now", "verdict"), NOT_TESTABLE)
            rows.append({**shown, **empty, "reason": claim["reason"]})
        else:
            rows.append({**shown, **verdict_of(claim, MEASURES[claim["measure"]](territory, definition))})
    table = pd.DataFrame(rows).reindex(columns=COLUMNS)
    return table.astype(dict.fromkeys(("figure", "then", "now", "low", "high"), "float64"))


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
        under which the claim is reproduced or close) and ``fragile`` (under one only, of those that can test it).
    """
    whole = table[table["territory"] == france().text]
    matrix = whole.pivot(index="id", columns="definition", values=["verdict_then", "verdict_now"])
    order = [(f"verdict_{when}", key) for key in available() for when in (THEN, NOW)]
    matrix = matrix[order].set_axis([f"{key} {name.removeprefix('verdict_')}" for name, key in order], axis=1)
    held = whole["verdict"].isin(HOLDS).groupby(whole["id"]).sum()
    testable = (whole["verdict"] != NOT_TESTABLE).groupby(whole["id"]).sum()
    return matrix.assign(holds_under=held, fragile=(held == 1) & (testable > 1)).reset_index()


def by_region(table: pd.DataFrame) -> pd.DataFrame:
    """Lay the verdicts in the regions out: ``id``, one column for each region's code."""
    local = table[table["territory"] != france().text]
    return local.pivot(index="id", columns="territory", values="verdict").reset_index()


def counts(table: pd.DataFrame) -> pd.Series:
    """Count the claims of each verdict, in the order of the verdicts."""
    return table["verdict"].value_counts().reindex(VERDICTS, fill_value=0)


def everywhere() -> pd.DataFrame:
    """Judge every testable claim for France under every definition, and in the 18 regions under the first one.

    Returns
    -------
    DataFrame
        ``territory``, ``definition``, ``id``, ``verdict_then``, ``verdict_now``, ``verdict``: one row each.
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
    return pd.read_csv(snapshot.file("verdicts.csv"), dtype="string")


def verdicts_text() -> str:
    """Write the verdicts of `everywhere` as the snapshot keeps them."""
    return everywhere().to_csv(index=False, lineterminator="\n")
