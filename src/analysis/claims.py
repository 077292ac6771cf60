"""The ledger: each claim of the report, the measure that tests it, and the verdict that its stated rule gives."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.claims_measures import MEASURES, NOW, THEN
from analysis.claims_rules import CLOSE, NOT_TESTABLE, REPRODUCED, VERDICTS, Reading, Rule, judge
from analysis.isolation import DEFINITIONS
from analysis.territory import Territory, regions

NUMBERS = ("figure", "reproduced_within", "close_within", "contradicted_beyond")
HOLDS = (REPRODUCED, CLOSE)
NOT_HELD = "the figure is not held for this territory, or it has no isolated commune"
COLUMNS = ["id", "theme", "statement", "figure", "unit", "then", "year_then", "now", "year_now", "low", "high",
           "verdict_then", "verdict_now", "verdict", "note", "reason"]  # fmt: skip


def ledger() -> pd.DataFrame:
    """Return the claims, one row each: see ``data/claims.csv``."""
    table = pd.read_csv(snapshot.folder() / "claims.csv", dtype="string")
    return table.astype(dict.fromkeys(NUMBERS, "float64"))


def verdict_of(claim: pd.Series, readings: dict[str, Reading]) -> dict:
    """Judge one claim on its readings.

    The verdict is that of the report's time; where no figure of that time is held, that of now.

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
        ``verdict_then``, ``verdict_now``, ``verdict``, ``note`` (what the measure is not), ``reason`` (where it cannot be
        tested).
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


def by_definition(territory: Territory) -> pd.DataFrame:
    """Judge every claim under every definition: claims as rows, definitions and both vintages as columns.

    Returns
    -------
    DataFrame
        ``id``, ``statement``, one column ``<definition> then`` and ``<definition> now`` each, ``holds_under`` (definitions
        where it is reproduced or close) and ``fragile`` (under one only, of those that can test it).
    """
    tables = {key: verdicts(territory, key).set_index("id") for key in DEFINITIONS}
    first = next(iter(tables.values()))
    matrix = pd.DataFrame({"statement": first["statement"]})
    for key, table in tables.items():
        matrix[f"{key} then"], matrix[f"{key} now"] = table["verdict_then"], table["verdict_now"]
    held = pd.DataFrame({key: table["verdict"].isin(HOLDS) for key, table in tables.items()}).sum(axis=1)
    tested = pd.DataFrame({key: table["verdict"] != NOT_TESTABLE for key, table in tables.items()}).sum(axis=1)
    return matrix.assign(holds_under=held, fragile=(held == 1) & (tested > 1)).reset_index()


def by_region(definition: str) -> pd.DataFrame:
    """Judge every claim in the 18 regions: ``id``, ``statement``, one column for each region's code."""
    tables = {region.code: verdicts(region, definition).set_index("id") for region in regions()}
    first = next(iter(tables.values()))
    return pd.DataFrame(
        {"statement": first["statement"], **{code: table["verdict"] for code, table in tables.items()}}
    ).reset_index()


def counts(table: pd.DataFrame) -> pd.Series:
    """Count the claims of each verdict, in the order of the verdicts."""
    return table["verdict"].value_counts().reindex(VERDICTS, fill_value=0)
