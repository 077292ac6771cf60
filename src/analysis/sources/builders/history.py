"""Keep the years that a table held: a newer file adds its own, and none goes because its series no longer tells it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as parquet

from analysis.sources.contracts import Contract
from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import at_hand

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

# Columns of a key that say when, and those that say of which series: a year of one is no year of another.
TIME = ("year", "period", "date", "census")
SERIES = ("source", "zoning", "status", "kind", "level")
# The movements are a register, each edition whole, and the last known people of a code have no date.
WITHOUT_HISTORY = ("movements",)
# Tables whose sources each hold years of their own: one file renews its years, the others stay.
ADDED_UP = ("population", "jobs", "establishments")
# What is told for want of better, until a series covers it: periods without births.
PROVISIONAL = {"balance": "births"}
# Periods may share their first year, and most places of a list stay: only figures of a year are never those of another.
COMPARED, STAY_WHERE_THEY_ARE = ("year", "date", "census"), ("points",)
# Two years are never alike in more communes than this.
LARGEST_SHARE_ALIKE = 0.995
FEWEST_COMPARED = 1000


def keeps(contract: Contract) -> list[str]:
    """Return the columns that tell the editions of a table, none where it has no history."""
    told = [name for name in contract.key if name in TIME]
    if contract.name in WITHOUT_HISTORY or not told:
        return []
    return [name for name in contract.key if name in (*TIME, *SERIES)]


def sources_lacking(contract: Contract, raw: Raw, held: bool) -> list[str]:
    """Return the sources that a table can do without: it keeps the years that it held of them.

    Parameters
    ----------
    held : bool
        The former snapshot holds the table.

    Raises
    ------
    MissingFile
        If a source that the table needs is not there, or none is.
    """
    if contract.optional:  # its builder looks for its files
        return []
    if not held or contract.name not in ADDED_UP:
        raw.refuse_missing(contract.sources)
        return []
    fed = [source for source, entry in raw.entries.items() if contract.name in entry.tables and not entry.optional]
    every = list(dict.fromkeys([*contract.sources, *fed]))
    lacking = at_hand.lacking(raw, every)
    if len(lacking) == len(every):
        raw.refuse_missing(lacking)
    return lacking


def with_former(contract: Contract, frame: pd.DataFrame, old: Path | None) -> tuple[pd.DataFrame, list[str]]:
    """Add the editions that the former table held and this one does not.

    Parameters
    ----------
    frame : DataFrame
        The table as it was just built.
    old : Path or None
        The former table.

    Returns
    -------
    tuple of DataFrame and list of str
        The table, and the years (periods, dates) that were kept.

    Raises
    ------
    SourceError
        If a new year is a former one under another name.
    """
    by = keeps(contract)
    if old is None or not by:
        return frame, []
    if set(_columns(old)) != set(frame.columns):
        return frame, []  # another contract: its rows are of another kind
    now, before = _editions(frame[by], by), _editions(pd.read_parquet(old, columns=by), by)
    if now == before:
        return frame, []
    former = pd.read_parquet(old)
    _refuse_same_figures(contract, frame, former, by)
    kept = _rows_of(former, before - now, by)
    if contract.name in PROVISIONAL and len(kept):
        known = kept[PROVISIONAL[contract.name]].notna().groupby(kept[by[-1]]).transform("any")
        kept = kept[known]
    if kept.empty:
        return frame, []
    when = next(name for name in by if name in TIME)
    both = pd.concat([frame, kept.astype({name: frame[name].dtype for name in by})], ignore_index=True)
    return both, sorted(kept[when].astype("str").unique())


def _columns(file: Path) -> list[str]:
    return parquet.read_schema(file).names


def _rows_of(frame: pd.DataFrame, editions: set[tuple], by: list[str]) -> pd.DataFrame:
    """Return the rows of some editions."""
    wanted = pd.DataFrame(sorted(editions), columns=by, dtype="str")
    found = frame[by].astype("str").merge(wanted, how="left", on=by, indicator=True)["_merge"]
    return frame[found.eq("both").to_numpy()]


def _editions(keys: pd.DataFrame, by: list[str]) -> set[tuple]:
    return set(keys.drop_duplicates()[by].astype("str").itertuples(index=False, name=None))


def _refuse_same_figures(contract: Contract, frame: pd.DataFrame, former: pd.DataFrame, by: list[str]) -> None:
    """Raise where a year that is new holds the figures of a year that was held: a former file under a newer name."""
    when = next(name for name in by if name in TIME)
    if when not in COMPARED or contract.name in STAY_WHERE_THEY_ARE:
        return
    measures = [column.name for column in contract.columns if column.kind == "number"]
    keys = [name for name in contract.key if name != when]
    came = _rows_of(frame, _editions(frame[by], by) - _editions(former[by], by), by)
    for new, part in came.groupby(when, observed=True):
        for old, other in former.groupby(when, observed=True):
            pairs = part[[*keys, *measures]].merge(other[[*keys, *measures]], on=keys, suffixes=("", "_before"))
            alike = _alike(pairs, measures)
            # Some figures may stay, as the dwellings that lines are counted in: not all of them.
            if alike and min(alike.values()) > LARGEST_SHARE_ALIKE:
                measure, share = max(alike.items(), key=lambda pair: pair[1])
                expected, found = f"figures of {new}", f"those of {old}, in {share:.1%} of the rows"
                raise SourceError(f"table {contract.name}", measure, expected, found, Exit.VINTAGE)


def _alike(pairs: pd.DataFrame, measures: list[str]) -> dict[str, float]:
    """Return the share of the rows in which each measure is what it was, where enough rows hold both."""
    shares = {}
    for measure in measures:
        both = pairs[[measure, f"{measure}_before"]].dropna()
        if len(both) >= FEWEST_COMPARED:
            shares[measure] = float(both[measure].eq(both[f"{measure}_before"]).mean())
    return shares


def refuse_year_twice(table: str, held: list[tuple[str, object]]) -> None:
    """Raise where two sources hold the same year of a table.

    Parameters
    ----------
    held : list of (source, year)
        Or (source, (series, year)), where a year of one series is none of another.

    Raises
    ------
    SourceError
        With the year and both sources.
    """
    first: dict[object, str] = {}
    for source, year in held:
        if first.setdefault(year, source) != source:
            when = " ".join(map(str, year)) if isinstance(year, tuple) else year
            found = f"{when} of {source} is already held by {first[year]}"
            raise SourceError(f"table {table}", None, "each year from one source", found, Exit.YEAR_TWICE)


def same_vintages(now: dict[str, str | None], former: dict[str, str]) -> bool:
    """Tell whether a table is made again from sources of the vintages that it was made from; None: not read now.

    Examples
    --------
    >>> same_vintages({"people": "2023", "kept": None}, {"people": "2018; 2023"}), same_vintages({"people": "2024"}, {})
    (True, False)
    """
    return all(when is None or when in former.get(name, "").split("; ") for name, when in now.items())


def vintages(now: dict[str, str], former: dict[str, str], kept: list[str]) -> dict[str, str]:
    """Return the vintage of each source of a table; where former years were kept, that which they were made from too.

    Examples
    --------
    >>> vintages({"people": "2024"}, {"people": "2023", "gone": "2013"}, ["2023"])
    {'people': '2023; 2024'}
    """
    if not kept:
        return now
    return {
        name: "; ".join(dict.fromkeys([*former.get(name, when).split("; "), *when.split("; ")]))
        for name, when in now.items()
    }
