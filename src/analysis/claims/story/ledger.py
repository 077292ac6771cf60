"""What the sixth notebook shows of the ledger: what cannot be tested, what to know of the measures, how robust verdicts are."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.claims import judging
from analysis.claims.rules import NOT_TESTABLE, UNCLEAR
from analysis.claims.story.look import COLOURS, SIGNS, SOURCE
from analysis.drawing import Drawn, charts, tables
from analysis.snapshot import remembered
from analysis.territories import available, regions


def untested_table() -> GT:
    """Tabulate the claims that cannot be tested, with the reason."""
    table = judging.ledger()
    return tables.table(
        table[table["measure"].isna()],
        title="Claims that this snapshot cannot test, and why",
        columns={"id": ("", "text"), "statement": ("Claim", "text"), "reason": ("Why", "text")},
        source="Source: the ledger, data/claims.csv",
    )


def notes_table() -> GT:
    """Tabulate what the measures are not."""
    table = judging.ledger()
    return tables.table(
        table[table["note"].notna()],
        title="What a careful reader should know of the measures",
        columns={"id": ("", "text"), "statement": ("Claim", "text"), "note": ("Note", "text")},
        source="Source: the ledger, data/claims.csv",
    )


@remembered
def definitions_figure() -> Drawn:
    """Draw the verdicts for France under each definition, at the report's time and now."""
    matrix = judging.by_definition(judging.stored())
    fragile = int(matrix["fragile"].sum())
    steady = int((matrix["holds_under"] == len(available())).sum())
    statements = judging.ledger().set_index("id")["statement"]
    data = matrix.assign(claim=matrix["id"] + " " + matrix["id"].map(statements).map(_short))
    columns = {f"{key} {when}": f"{key}\n{when}" for key in available() for when in ("then", "now")}
    title = (
        f"{words.number(steady)} claims hold under every definition, {words.number(fragile)} under one only: those "
        "are fragile"
    )
    return charts.matrix(
        data[["claim", *columns]],
        label="claim",
        columns=columns,
        colours=COLOURS,
        signs=SIGNS,
        wide=[f"{key} now" for key in available()],
        title=title,
        unit="France: verdict at the report's time and now, under each definition of isolated",
        source=SOURCE,
        alt=f"Matrix of verdicts, claims by definitions. {title}.",
    ).drawn()


@remembered
def regions_figure() -> Drawn:
    """Draw the verdicts in the 18 regions."""
    matrix = judging.by_region(judging.stored())
    places = {region.code: region.name for region in regions() if region.code in matrix}
    codes = list(places)
    statements = judging.ledger().set_index("id")["statement"]
    data = matrix.assign(claim=matrix["id"] + " " + matrix["id"].map(statements).map(_short))
    held = matrix[codes].isin(judging.BORNE_OUT).sum(axis=1)
    testable = matrix[codes].ne(NOT_TESTABLE).sum(axis=1)
    everywhere = int(((held == testable) & (testable > 1)).sum())
    title = (
        f"{words.number(everywhere)} of {words.number(len(matrix))} claims hold in every region where they can be judged; "
        "elsewhere most verdicts are unclear"
        if _mostly_unclear(matrix[codes])
        else f"{words.number(everywhere)} of {words.number(len(matrix))} claims hold in every region where they can be judged"
    )
    return charts.matrix(
        data[["claim", *codes]],
        label="claim",
        columns=places,
        colours=COLOURS,
        signs=SIGNS,
        title=title,
        unit="verdict by region, urban areas of 2010; no verdict from fewer than ten isolated communes",
        source=SOURCE,
        alt=f"Matrix of verdicts, claims by the regions of France. {title}.",
    ).drawn()


def _mostly_unclear(verdicts: pd.DataFrame) -> bool:
    """Say whether most of what is judged, and does not hold, is unclear."""
    others = verdicts.stack()
    others = others[~others.isin([*judging.BORNE_OUT, NOT_TESTABLE])]
    return bool(len(others) and (others == UNCLEAR).mean() > 0.5)


def _short(statement: str, most: int = 58) -> str:
    return statement if len(statement) <= most else statement[: most - 1].rsplit(" ", 1)[0] + "…"
