"""Published values beside ours: the page ``docs/validation.md``.

``territoires renew`` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from analysis import snapshot
from analysis.territories import regions
from analysis.validation.balances import migratory_balances
from analysis.validation.checks import CHECKS

PAGE = "docs/validation.md"
DECIMALS = {"%": 2, "% a year": 3, "consultations a year": 2, "million people": 3}
THEMES = ("places", "people", "balance by category", "work", "industry by zone", "services", "digital")
NOT_HELD = "The year is no longer held."
INTRODUCTION = """# Validation

Published values beside those that the functions of this project find in the snapshot. Written by
`territoires renew` from `data/published.csv`; a test fails when the page and the code part.

Two kinds of published value: *independent* ones were printed by somebody, from a document that this project does not
read; a *total of the source* is the total, or a line, of the very file that feeds the snapshot: it guards against a
loss on the way, and proves nothing more. The tolerance is the rounding of the published value, or 0.1 point for
rates; it is never widened so that a value fits.
"""


def published() -> pd.DataFrame:
    """Read the published values: one row each, see ``data/published.csv``."""
    table = pd.read_csv(snapshot.file("published.csv"), dtype="string")
    return table.astype({"value": "float64", "tolerance": "float64"})


def compare(table: pd.DataFrame, checks: Mapping[str, Callable[[], float]]) -> pd.DataFrame:
    """Set our value beside each published one.

    Parameters
    ----------
    table : DataFrame
        ``id``, ``value``, ``tolerance`` (in the unit of the value), and any other columns.
    checks : mapping
        For each ``id``, a function that finds our value in the same unit.

    Returns
    -------
    DataFrame
        The same rows with ``ours``, ``difference`` (ours less published), ``within`` (not where ours is missing).

    Raises
    ------
    KeyError
        If a published value has no check.
    """
    ours = pd.Series([_ours(checks[name]) for name in table["id"]], index=table.index, dtype="float64")
    difference = ours - table["value"]
    # A tolerance is a decimal number: a billionth lets a value stand at its edge.
    return table.assign(ours=ours, difference=difference, within=difference.abs() <= table["tolerance"] + 1e-9)


def _ours(check: Callable[[], float]) -> float:
    """Return our value, missing where the snapshot no longer holds the year that was published."""
    try:
        return check()
    except LookupError:
        return float("nan")


def _number(value: float, unit: str, *, signed: bool = False) -> str:
    if pd.isna(value):
        return "n/a"
    shown = f"{value:{'+' if signed else ''},.{DECIMALS.get(unit, 0)}f}"
    return shown.lstrip("+-") if not shown.strip("+-0.,") else shown


def _table(rows: list[list[str]], head: list[str], numbers: int) -> str:
    """Write a Markdown table; the columns from `numbers` to the end but one are set to the right."""
    rule = ["---" if place < numbers or place == len(head) - 1 else "---:" for place in range(len(head))]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rows])


def _section(table: pd.DataFrame) -> str:
    rows = [
        [
            row.statement,
            f"{row.publisher}, {row.source}",
            row.kind,
            row.unit,
            _number(row.value, row.unit),
            _number(row.ours, row.unit),
            _number(row.difference, row.unit, signed=True),
            f"{row.tolerance:g}",
            "yes" if row.within else "**no**",
        ]
        for row in table.itertuples(index=False)
    ]
    head = ["What", "Publisher", "Kind", "Unit", "Published", "Ours", "Difference", "Tolerance", "Within"]
    return _table(rows, head, 4)


def _misses(table: pd.DataFrame) -> str:
    return "\n".join(
        f"- **{row.statement}** (published {_number(row.value, row.unit)} {row.unit}, ours"
        f" {_number(row.ours, row.unit)}). {row.reason if pd.notna(row.ours) else NOT_HELD}"
        for row in table[~table["within"]].itertuples(index=False)
    )


def _peers(table: pd.DataFrame) -> str:
    isolated = table[table["id"].str.startswith("rate_400_")]
    industry = table[table["theme"].eq("industry by zone") | table["id"].isin(["industry_change", "industry_lost"])]
    regions = migratory_balances("region")
    unit = "% a year"
    rows = [
        [
            f"{row.name} ({row.code})",
            _number(row.published, unit),
            _number(row.ours, unit),
            _number(row.difference, unit, signed=True),
            "yes" if row.within else "**no**",
        ]
        for row in regions.itertuples(index=False)
    ]
    explained = [f"- **{row.name}**: {row.reason}" for row in regions[~regions["within"]].itertuples(index=False)]
    return "\n\n".join(
        [
            "## Three published results repeated",
            "### The balances of isolated communes, by period",
            "Against the national observatory's report of 2018. Our periods are those of the censuses held (1999, 2008,"
            " 2013, 2019): each balance is spread evenly over its years to meet the published bounds.",
            _section(isolated),
            "### The migratory balances of the regions, 1999-2013",
            "Against the history of balances by region (same producer, another file): its periods end in 2006, 2011 and"
            " 2016, so 2/5 of the last one are taken. % a year.",
            _table(rows, ["Region", "Published", "Ours", "Difference", "Within 0.1"], 1),
            "\n".join(explained) or "Every region is within 0.1 point.",
            _departements(migratory_balances("departement")),
            "### The fall of industrial jobs, by zone d'emploi",
            "Zone by zone the published series is the one that feeds the snapshot; for France, the census is another"
            " source.",
            _section(industry),
        ]
    )


def _departements(table: pd.DataFrame) -> str:
    """Say in a line or two how far the départements are from the history; why, of those that are no region told above."""
    said = (
        f"Of {len(table)} départements, {int(table['within'].sum())} are within 0.1 point a year; half of them are within"
        f" {table['difference'].abs().median():.3f}."
    )
    told = {region.name for region in regions()}
    others = [
        f"{row.name}: {row.reason}" for row in table[~table["within"]].itertuples(index=False) if row.name not in told
    ]
    return " ".join([said, *others])


def page(table: pd.DataFrame) -> str:
    """Write the page from the result of `compare`."""
    alone = table["kind"] == "independent"
    counts = (
        f"{len(table)} values: {int(table['within'].sum())} within the tolerance,"
        f" {int((~table['within']).sum())} not. Independent: {int(alone.sum())}, of which"
        f" {int((alone & table['within']).sum())} within; totals of the source: {int((~alone).sum())}, of which"
        f" {int((~alone & table['within']).sum())} within."
    )
    parts = [INTRODUCTION.rstrip(), counts]
    for theme in THEMES:
        parts += [f"## {theme.capitalize()}", _section(table[table["theme"] == theme])]
    parts += ["## Where a value misses, and why", _misses(table), _peers(table)]
    return "\n\n".join(parts) + "\n"


def current_page() -> str:
    """Write the page from the values and the snapshot of now."""
    return page(compare(published(), CHECKS))
