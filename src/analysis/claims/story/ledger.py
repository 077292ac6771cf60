"""What the sixth notebook shows of the ledger: what cannot be tested, what to know of the measures, how robust verdicts are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.claims import judging
from analysis.claims.chance import FALSE_DISCOVERIES
from analysis.claims.rules import FAILS, NOT_TESTABLE, NOW, THEN
from analysis.claims.story.look import COLOURS, SIGNS, SOURCE
from analysis.drawing import Drawn, charts, tables
from analysis.snapshot import remembered
from analysis.territories import available, france, regions

NAMED = 2  # claims that a title names


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
    named = {f"{key} {when}": f"{chosen.short}, {when}" for key, chosen in available().items() for when in (THEN, NOW)}
    do = "claim holds or comes" if steady == 1 else "claims hold or come"
    title = f"{words.number(steady)} {do} close under every definition, {words.number(fragile)} under one only"
    return _matrix(
        matrix,
        named,
        wide=[named[f"{key} {NOW}"] for key in available()],
        title=title,
        unit="France: verdict at the report's time and now, under each definition of isolated",
        alt=f"Matrix of verdicts, claims by definitions. {title}.",
    )


@remembered
def regions_figure() -> Drawn:
    """Draw the verdicts in the regions that have enough isolated communes for one."""
    matrix = judging.by_region(judging.stored())
    places = {region.code: region.name for region in regions() if region.code in matrix}
    judged = matrix[list(places)].ne(NOT_TESTABLE)
    named = {code: name for code, name in places.items() if judged[code].any()}
    without = [name for code, name in places.items() if code not in named]
    matrix = matrix[judged.any(axis=1)].reset_index(drop=True)
    title = _regions_title(matrix.set_index("id")[list(named)])
    unit = "verdict by region, urban areas of 2010"
    unit += f"; none in {words.listing(without)}, with fewer than ten isolated communes" if without else ""
    return _matrix(
        matrix, named, title=title, unit=unit, alt=f"Matrix of verdicts, claims by the regions of France. {title}."
    )


def control_reading() -> str:
    """Say how many verdicts of the regions stay decided when all are read at once."""
    found = judging.decided_in_regions(judging.stored())
    if found.empty:
        return "No verdict of a region is decided by an interval."
    lost = int((~found["stays"].astype(bool)).sum())
    return (
        f"Each by its own interval, {words.number(len(found))} verdicts of regions are decided. So many read at once are "
        f"some by chance: {words.number(len(found) - lost)} stay decided when one in {words.number(round(1 / FALSE_DISCOVERIES))} "
        f"may be false (Benjamini and Hochberg's control), and {words.number(lost)} are unclear among so many."
    )


def _matrix(matrix: pd.DataFrame, named: dict[str, str], *, title: str, unit: str, alt: str, wide: Sequence[str] = ()):
    """Draw verdicts by claim, under the names of the columns; what is drawn and what is stored have the same names."""
    data = matrix.rename(columns=named).assign(claim=matrix["id"] + " " + matrix["id"].map(_labels()))
    shown = set(data[list(named.values())].stack())
    return (
        charts.matrix(
            data[["claim", *named.values()]],
            label="claim",
            columns={name: name for name in named.values()},
            colours={verdict: colour for verdict, colour in COLOURS.items() if verdict in shown},
            signs=SIGNS,
            wide=wide,
            title=title,
            unit=unit,
            source=SOURCE,
            alt=alt,
        )
        .signed(france().name)
        .drawn()
    )


def _labels() -> pd.Series:
    return judging.ledger().set_index("id")["label"]


def _regions_title(verdicts: pd.DataFrame) -> str:
    """Name the claims that are borne out in most regions and those that fail in most, of those judged in half of them.

    Parameters
    ----------
    verdicts : DataFrame
        One row for each claim (its id), one column for each region.
    """
    judged = verdicts.ne(NOT_TESTABLE).sum(axis=1)
    widely = verdicts[judged * 2 >= verdicts.shape[1]]
    held = widely.isin(judging.BORNE_OUT).sum(axis=1)
    failed = widely.eq(FAILS).sum(axis=1)
    # What fails here and there, and is borne out more often, is no claim that mostly fails.
    failed = failed.where(failed > held, 0)
    said = [
        f"{words_before} {_most(counts, judged)}"
        for words_before, counts in (("Most widely borne out:", held), ("most often not:", failed))
        if counts.max() > 0
    ]
    return "; ".join(said) if said else "No claim is clearly borne out, or clearly not, in any region"


def _most(counts: pd.Series, judged: pd.Series) -> str:
    """Name the claims with the highest count, in how many of the regions where they can be judged."""
    first = counts[counts == counts.max()]
    labels = _labels()
    named = words.listing(f"“{labels[code]}”" for code in first.index[:NAMED])
    more = f" and {words.number(len(first) - NAMED)} more" if len(first) > NAMED else ""
    told = sorted({int(number) for number in judged[first.index]})
    of = f"{told[0]}" if len(told) == 1 else f"{told[0]} to {told[-1]}"
    return f"{named}{more} ({words.number(counts.max())} of {of} regions)"
