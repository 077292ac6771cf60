"""Tell which communes of 2025 hold each commune of an earlier year, from INSEE's file of movements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

TARGET_YEAR = 2025
# A change of code (41: another département, 50: another chef-lieu) comes before the mergers of the same day.
CHANGES_OF_CODE = ("41", "50")
STALE_YEARS = 10
# By date and order, each former code with the codes that it led to.
Steps = dict[tuple, dict[str, list[str]]]


def steps_since(movements: pd.DataFrame, year: int) -> Steps:
    """Group the movements between communes after 1 January of `year` by date and order, then by former code."""
    window = movements[
        (movements["TYPECOM_AV"] == "COM")
        & (movements["TYPECOM_AP"] == "COM")
        & (movements["DATE_EFF"] > f"{year}-01-01")
        & (movements["DATE_EFF"] <= f"{TARGET_YEAR}-12-31")
    ]
    ordered = window.assign(later=~window["MOD"].isin(CHANGES_OF_CODE)).sort_values(["DATE_EFF", "later"])
    steps: Steps = defaultdict(lambda: defaultdict(list))
    for date, later, before, after in ordered[["DATE_EFF", "later", "COM_AV", "COM_AP"]].itertuples(index=False):
        if after not in steps[date, later][before]:
            steps[date, later][before].append(after)
    return steps


def _shares(successors: list[str], people: dict[str, float]) -> dict[str, float]:
    total = sum(people.get(code, 0.0) for code in successors)
    if len(successors) == 1 or total == 0:
        return {code: 1 / len(successors) for code in successors}
    return {code: people.get(code, 0.0) / total for code in successors}


def crosswalk(movements: pd.DataFrame, year: int, communes: pd.Index, people: dict[str, float]) -> pd.DataFrame:
    """Tell which communes of 2025 hold each commune of 1 January of `year`, and in what share.

    Parameters
    ----------
    movements : DataFrame
        INSEE's ``v_mvtcommune``: MOD, DATE_EFF (text, ISO), TYPECOM_AV, COM_AV, TYPECOM_AP, COM_AP.
    year : int
        Geography of the figures to carry. A code that had gone in the ten years before is known too: files keep some.
    communes : Index of str
        Codes of the communes of 2025.
    people : dict
        Inhabitants by code: a commune that was split is shared by the people of its successors.

    Returns
    -------
    DataFrame
        ``former``, ``commune``, ``weight`` (adds up to 1 for each former code) and ``kind``
        (same, merger, split; stale: the code had already gone), one row for each pair. Today's code of a commune that
        took another one since `year` is a former code too, as files may hold it before its time: the pair is no merger.
    """
    # Plain texts, and few: columns of text are many times slower, and most communes never moved.
    steps, codes = steps_since(movements, year - STALE_YEARS), communes.tolist()
    since = {when: moves for when, moves in steps.items() if when[0] > f"{year}-01-01"}
    held, present = _held(since, people), set(codes)
    moved = _pairs(held, present)
    reached = {commune for _, commune, _ in moved}
    moved += [(code, code, 1.0) for code in codes if code in reached and code not in held]
    kinds = _kinds(moved, communes_before(since, codes))
    gone = {code: parts for code, parts in _held(steps, people).items() if code not in held and code not in present}
    stale = _pairs(gone, present)
    same = [code for code in codes if code not in reached and code not in held]
    former, commune, weight = ([row[place] for row in (*moved, *stale)] for place in range(3))
    table = pd.DataFrame(
        {
            "former": former + same,
            "commune": commune + same,
            "weight": weight + [1.0] * len(same),
            "kind": kinds + ["stale"] * len(stale) + ["same"] * len(same),
        }
    )
    order = np.lexsort([np.array(codes, dtype="str") for codes in (former + same, commune + same)])
    return table.iloc[order].reset_index(drop=True)


def _kinds(rows: list[tuple[str, str, float]], then: set[str]) -> list[str]:
    """Tell same, merger and split apart; a code born since is no part of the merger of those that came before it."""
    rows = [(former, commune) for former, commune, _ in rows]
    successors = Counter(former for former, _ in rows)
    parts = Counter(commune for former, commune in rows if former in then)
    # A commune parted from another one has no perimeter of its own before: its code is not the same, in any file.
    parted = {commune for former, commune in rows if former in then and successors[former] > 1}
    return [
        "split"
        if successors[former] > 1
        else "merger"
        if parts[commune] > 1 or (former not in then and commune in parted)
        else "same"
        for former, commune in rows
    ]


def communes_before(steps: Steps, communes: Iterable[str]) -> set[str]:
    """Return the codes before some steps: those of today, with each movement undone."""
    codes = set(communes)
    for moves in reversed(steps.values()):
        codes -= {after for successors in moves.values() for after in successors}
        codes |= set(moves)
    return codes


def _pairs(held: dict[str, dict[str, float]], present: set[str]) -> list[tuple[str, str, float]]:
    return [
        (former, code, weight) for former, parts in held.items() for code, weight in parts.items() if code in present
    ]


def _held(steps: Steps, people: dict[str, float]) -> dict[str, dict[str, float]]:
    """Tell for each code that moved in some steps in which communes it ends, and in what shares."""
    held: dict[str, dict[str, float]] = {}
    holders: dict[str, set[str]] = defaultdict(set)  # the codes that have, or had, a part in each
    for moves in steps.values():
        before = dict(moves)
        touched = {former for code in before for former in holders[code]}
        for former in touched:
            if not before.keys().isdisjoint(held[former]):
                held[former] = _advance(held[former], before, people)
        for former in before:
            held.setdefault(former, _advance({former: 1.0}, before, people))
        for former in (*touched, *before):
            for code in held[former]:
                holders[code].add(former)
    return held


def _advance(parts: dict[str, float], moves: dict[str, list[str]], people: dict[str, float]) -> dict[str, float]:
    """Send each part on through the moves of one date."""
    result: dict[str, float] = defaultdict(float)
    for code, weight in parts.items():
        for successor, share in _shares(moves.get(code, [code]), people).items():
            result[successor] += weight * share
    return dict(result)
