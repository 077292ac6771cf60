"""Refuse a table that keeps its contract but cannot be right: unknown communes, or figures of another scale."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pandas as pd

from analysis.sources.contracts import Contract
from analysis.sources.faults import Exit, Fault, SourceError

UNKNOWN = "code unknown to the movements file"
# From one vintage to the next the middle figure of a column moves by a few percent; units mistaken for thousands move
# it by a thousand. A class that is new may be far from the others; a year that was held, or a vintage, stays what it was
# but for a correction: a decimal point that slipped moves it by ten.
SCALE, SCALE_OF_THE_SAME = 30, 3
TIMES = ("year", "period", "date")
GROUPS = ("year", "period", "date", "class", "type", "function", "sector", "level", "source", "dimension", "status")

# A list of places has a few without a commune, or with a wrong position: never a tenth of them.
LARGEST_SHARE_UNPLACED, FEWEST_UNPLACED = 0.10, 20
UNPLACED = ("place without a commune", "place without a position", "place far outside its commune")
# From one edition to the next a source may lose a few communes more; beyond this its codes are of another kind.
LOSS_FACTOR, LOSS_MARGIN = 1.25, 50


def refuse_exchanged_positions(source: str, table: pd.DataFrame) -> None:
    """Raise where longitudes and latitudes stand in each other's place: on the mainland none could be the other.

    Parameters
    ----------
    table : DataFrame
        ``longitude``, ``latitude`` in degrees.

    Raises
    ------
    SourceError
        With the first such position.
    """
    known = table[["longitude", "latitude"]].dropna()
    exchanged = known["latitude"].between(-6, 10) & known["longitude"].between(41, 52)
    if exchanged.sum() > len(known) * LARGEST_SHARE_UNPLACED:
        row = known[exchanged].iloc[0]
        found = f"{exchanged.sum():,} of {len(known):,} exchanged, first {row['longitude']:g}, {row['latitude']:g}"
        raise SourceError(source, "longitude, latitude", "longitude, then latitude, in degrees", found, Exit.UNPLACED)


def refuse_unplaced(lost: pd.DataFrame, places: int) -> None:
    """Raise where more places of a list than is possible have no commune of 2025, or stand far from theirs.

    Raises
    ------
    SourceError
        With how many, and the first codes.
    """
    for row in lost[lost["reason"].str.startswith(UNPLACED)].itertuples():
        if row.rows > max(places * LARGEST_SHARE_UNPLACED, FEWEST_UNPLACED):
            expected = f"at most {LARGEST_SHARE_UNPLACED:.0%} of the places so: {row.reason}"
            found = f"{row.rows:,} of {places:,} (postal codes?): {row.codes}"
            raise SourceError(row.source, "commune", expected, found, Exit.UNPLACED)


def refuse_unusual_losses(losses: list[pd.DataFrame], former: pd.DataFrame) -> None:
    """Raise where a source lost many more rows on the way than it, or its table, did in the former snapshot.

    Parameters
    ----------
    losses : list of DataFrame
        ``source``, ``table``, ``reason``, ``rows``, ``codes`` of the table that was just built.
    former : DataFrame
        Those of the same table in the former snapshot.

    Raises
    ------
    SourceError
        With the reason, how many, how many before, and the first codes.
    """
    if former.empty:
        return
    plain = former["reason"].map(_plain)
    for row in (row for table in losses for row in table.itertuples()):
        alike = former[plain == _plain(row.reason)]
        own = alike[alike["source"] == row.source]
        usual = (own if len(own) else alike)["rows"].max() if len(alike) else 0
        if row.rows > usual * LOSS_FACTOR + LOSS_MARGIN:
            expected, found = f"{row.reason}: about {usual:,} rows, as before", f"{row.rows:,}: {row.codes}"
            raise SourceError(row.source, f"table {row.table}", expected, found, Exit.UNPLACED)


def _plain(reason: str) -> str:
    return re.sub(r" \(\d{4}\)$", "", reason)


def refuse_unknown_codes(losses: list[pd.DataFrame]) -> None:
    """Raise where a source holds a commune that no movement leads to: its figures would vanish.

    Raises
    ------
    SourceError
        With the source and the first codes.
    """
    for table in losses:
        unknown = table[table["reason"].astype("str").str.startswith(UNKNOWN)]
        if len(unknown):
            row = unknown.iloc[0]
            found = f"{row['rows']} unknown: {row['codes']}"
            raise SourceError(
                row["source"], "commune", "codes that the file of movements leads to today", found, Exit.UNKNOWN_COMMUNE
            )


def refuse_another_scale(contract: Contract, new: Path, old: Path | None, *, same_vintages: bool = False) -> None:
    """Raise where the middle figure of a column is far from what it was; or where a column went blank.

    Each column is compared group by group (year, class ...); a group that is new is compared with all the former ones. Far
    is three times, or a third, where the figure should be the same: of a year that was held, or of the same vintage; else
    30 times, or a thirtieth.

    Parameters
    ----------
    same_vintages : bool
        The table is made from sources of the vintages that the former one was made from.

    Raises
    ------
    Fault
        With the table, the column, the group, what was expected and what was found.
    """
    if old is None:
        return
    columns = {
        row[0] for row in duckdb.sql("DESCRIBE SELECT * FROM read_parquet($file)", params={"file": str(old)}).fetchall()
    }
    measures = [column.name for column in contract.columns if column.kind == "number" and column.name in columns]
    groups = [column.name for column in contract.columns if column.name in GROUPS and column.name in columns]
    if not measures:
        return
    middles, former = (_middles(file, groups, measures) for file in (new, old))
    overall = _middles(old, [], measures)
    of_the_same = same_vintages or bool({*groups} & {*TIMES})
    for column in measures:
        where = f"table {contract.name}, column {column}"
        if overall[column].notna().all() and middles[column].isna().all():
            raise Fault(Exit.BLANK_COLUMN, where, "figures, as in the former snapshot", "nothing but blanks")
        _refuse_far(where, middles[column], former[column], overall[column].iloc[0], of_the_same)


def _refuse_far(where: str, middles: pd.Series, former: pd.Series, overall: float, of_the_same: bool) -> None:
    """Raise at the first group whose middle figure is far from the former one; `of_the_same`: those held are to be the same."""
    held = former.reindex(middles.index)
    before = held.fillna(overall)
    factor = (middles / before).where(before > 0)
    scale = (held.notna() & of_the_same).map({True: SCALE_OF_THE_SAME, False: SCALE})
    wrong = factor[(factor > scale) | (factor < 1 / scale)]
    if len(wrong):
        group = wrong.index[0]
        told = ", ".join(map(str, group)) if isinstance(group, tuple) else str(group)
        raise Fault(
            Exit.SCALE,
            f"{where} ({told})" if middles.index.names[0] else where,
            f"a middle figure near {before[group]:g}, as in the former snapshot",
            f"{middles[group]:g} (other units?)",
        )


def _middles(file: Path, groups: list[str], measures: list[str]) -> pd.DataFrame:
    """Return the median of the absolute figures above 0 of each column, by group."""
    middles = ", ".join(f'median(abs("{name}")) FILTER (WHERE abs("{name}") > 0) AS "{name}"' for name in measures)
    keys = "".join(f'"{name}"::VARCHAR AS "{name}", ' for name in groups)
    by = " GROUP BY ALL" if groups else ""
    table = duckdb.sql(f"SELECT {keys}{middles} FROM read_parquet($file){by}", params={"file": str(file)}).df()
    return table.set_index(groups) if groups else table
