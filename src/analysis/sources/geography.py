"""Carry figures from the communes of their own time to those of 1 January 2025, with INSEE's file of movements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.sources.faults import Exit, SourceError

TARGET_YEAR = 2025
# A change of code (41: another département, 50: another chef-lieu) comes before the mergers of the same day.
CHANGES_OF_CODE = ("41", "50")
STALE_YEARS = 10
CITIES = ("75056", "69123", "13055")


def city_of_arrondissement(codes: pd.Series) -> pd.Series:
    """Replace the codes of the 45 arrondissements of Paris, Lyon and Marseille by their city's."""
    # Each code once: a table of the country holds millions of rows and thirty-five thousand codes.
    distinct = pd.Series(codes.dropna().unique(), dtype="object").astype("string")
    cities = (
        distinct.str.replace(r"^751\d\d$", "75056", regex=True)
        .str.replace(r"^6938\d$", "69123", regex=True)
        .str.replace(r"^132\d\d$", "13055", regex=True)
    )
    moved = {code: city for code, city in zip(distinct.tolist(), cities.tolist()) if code != city}
    return codes.mask(codes.isin(list(moved)), codes.map(moved)) if moved else codes


def is_arrondissement(codes: pd.Series) -> pd.Series:
    """Tell which codes are arrondissements of Paris, Lyon or Marseille."""
    return codes.ne(city_of_arrondissement(codes))


def refuse_double_count(codes: pd.Series, source: str) -> None:
    """Raise where a city and its arrondissements stand in the same column: their sum would count people twice."""
    cities = set(city_of_arrondissement(codes[is_arrondissement(codes)])) & set(codes)
    if cities:
        found = f"cities {sorted(cities)} beside their own arrondissements"
        raise SourceError(source, str(codes.name), "a city or its arrondissements", found, Exit.DOUBLE_COUNT)


def _steps(movements: pd.DataFrame, year: int) -> dict[tuple, dict[str, list[str]]]:
    """Group the movements between communes after 1 January of `year` by date and order, then by former code."""
    window = movements[
        (movements["TYPECOM_AV"] == "COM")
        & (movements["TYPECOM_AP"] == "COM")
        & (movements["DATE_EFF"] > f"{year}-01-01")
        & (movements["DATE_EFF"] <= f"{TARGET_YEAR}-12-31")
    ]
    ordered = window.assign(later=~window["MOD"].isin(CHANGES_OF_CODE)).sort_values(["DATE_EFF", "later"])
    steps: dict[tuple, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
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
    held = _held(movements, year, people)
    held |= {code: {code: 1.0} for code in communes.tolist() if code not in held}
    table = _pairs(held, communes)
    table["kind"] = _kinds(table, _communes_of(movements, year, communes.tolist()))
    earlier = _held(movements, year - STALE_YEARS, people)
    stale = _pairs({code: parts for code, parts in earlier.items() if code not in held}, communes).assign(kind="stale")
    return pd.concat([table, stale]).sort_values(["commune", "former"], ignore_index=True)


def _kinds(pairs: pd.DataFrame, then: set[str]) -> pd.Series:
    """Tell same, merger and split apart; a code born since is no part of the merger of those that came before it."""
    # Plain lists and counts: grouping columns of text is many times slower.
    rows = list(zip(pairs["former"].tolist(), pairs["commune"].tolist()))
    successors = Counter(former for former, _ in rows)
    parts = Counter(commune for former, commune in rows if former in then)
    # A commune parted from another one has no perimeter of its own before: its code is not the same, in any file.
    parted = {commune for former, commune in rows if former in then and successors[former] > 1}
    kinds = [
        "split"
        if successors[former] > 1
        else "merger"
        if parts[commune] > 1 or (former not in then and commune in parted)
        else "same"
        for former, commune in rows
    ]
    return pd.Series(kinds, index=pairs.index)


def _communes_of(movements: pd.DataFrame, year: int, communes: Iterable[str]) -> set[str]:
    """Return the codes of 1 January of `year`: those of today, with each later movement undone."""
    codes = set(communes)
    for moves in reversed(_steps(movements, year).values()):
        codes -= {after for successors in moves.values() for after in successors}
        codes |= set(moves)
    return codes


def _pairs(held: dict[str, dict[str, float]], communes: pd.Index) -> pd.DataFrame:
    present = set(communes.tolist())
    rows = [
        (former, code, weight) for former, parts in held.items() for code, weight in parts.items() if code in present
    ]
    return pd.DataFrame(rows, columns=["former", "commune", "weight"])


def _held(movements: pd.DataFrame, year: int, people: dict[str, float]) -> dict[str, dict[str, float]]:
    """Tell for each code that moved after `year` in which communes it ends, and in what shares."""
    held: dict[str, dict[str, float]] = {}
    for moves in _steps(movements, year).values():
        before = dict(moves)
        for former, parts in held.items():
            if not before.keys().isdisjoint(parts):
                held[former] = _advance(parts, before, people)
        for former in before:
            held.setdefault(former, _advance({former: 1.0}, before, people))
    return held


def _advance(parts: dict[str, float], moves: dict[str, list[str]], people: dict[str, float]) -> dict[str, float]:
    """Send each part on through the moves of one date."""
    result: dict[str, float] = defaultdict(float)
    for code, weight in parts.items():
        for successor, share in _shares(moves.get(code, [code]), people).items():
            result[successor] += weight * share
    return dict(result)


def carry_sums(
    frame: pd.DataFrame,
    links: pd.DataFrame,
    *,
    code: str,
    values: list[str],
    by: tuple[str, ...] = (),
    missing: str = "spreads",
) -> pd.DataFrame:
    """Add counts up over the communes of 2025.

    Parameters
    ----------
    frame : DataFrame
        One row for each `code` (and each combination of `by`), with the count columns `values`.
    links : DataFrame
        A `crosswalk`.
    missing : {"spreads", "skipped"}
        A merged commune with one part missing is missing (``spreads``) or the sum of the known parts (``skipped``).

    Returns
    -------
    DataFrame
        ``commune``, the columns of `by`, the `values`. Codes that the crosswalk does not know are left out:
        see `losses`.
    """
    taken = {"former", "weight", "kind"} & {*values, *by}
    if taken:
        raise ValueError(f"columns {sorted(taken)} have the name of a column of the crosswalk: rename them first")
    joined = frame.merge(links, left_on=code, right_on="former", how="inner", suffixes=("_raw", ""))
    keys = ["commune", *by]
    if "commune_raw" in joined:
        joined = joined.drop(columns="commune_raw")
    weighted = joined[values].astype("float64").mul(joined["weight"], axis=0)
    groups = pd.concat([joined[keys], weighted], axis=1).groupby(keys, observed=True, sort=True)
    sums = groups.sum(min_count=1)
    if missing == "spreads":
        complete = groups.count().eq(groups.size(), axis=0)
        sums = sums.where(complete)
    return sums.reset_index()


def carry_classes(frame: pd.DataFrame, links: pd.DataFrame, *, code: str, column: str, people: pd.Series) -> pd.Series:
    """Give each commune of 2025 the class that holds most of its people (ties: the first class in order).

    Parameters
    ----------
    people : Series
        Inhabitants by former code; a code without a figure counts for one person.
    """
    joined = frame[[code, column]].dropna().merge(links, left_on=code, right_on="former", suffixes=("_raw", ""))
    joined["people"] = joined["former"].map(people).fillna(1).astype("float64").clip(lower=1) * joined["weight"]
    totals = joined.groupby(["commune", column], observed=True)["people"].sum().reset_index()
    totals = totals.sort_values(["commune", "people", column], ascending=[True, False, True])
    return totals.drop_duplicates("commune").set_index("commune")[column]


def losses(
    codes: pd.Series, links: pd.DataFrame, *, source: str, table: str, people: pd.Series | None = None
) -> pd.DataFrame:
    """Count what a source lost, or had to share out, on the way to the communes of 2025.

    Returns
    -------
    DataFrame
        ``source``, ``table``, ``reason``, ``rows``, ``people`` (missing where `people` is not known), ``codes``
        (the first ten).
    """
    # Plain lists and sets: looking text up in a column of text is a hundred times slower.
    distinct = codes.dropna().unique().tolist()
    given = set(distinct)
    pairs = list(zip(links["former"].tolist(), links["commune"].tolist()))
    former = {code for code, _ in pairs}
    split = set(links.loc[links["kind"] == "split", "former"].tolist())
    reached = {commune for code, commune in pairs if code in given}
    groups = {
        "code unknown to the movements file": [code for code in distinct if code not in former],
        "split commune, shared by population": [code for code in distinct if code in split],
        "commune of 2025 without a figure": sorted({commune for _, commune in pairs} - reached),
    }
    rows = [
        {
            "source": source,
            "table": table,
            "reason": reason,
            "rows": len(found),
            "people": None if people is None else people.reindex(found).sum(min_count=1),
            "codes": " ".join(found[:10]),
        }
        for reason, found in groups.items()
        if len(found)
    ]
    return pd.DataFrame(rows, columns=["source", "table", "reason", "rows", "people", "codes"])


@dataclass
class Geography:
    """The communes of 2025 and the way to them from any earlier year.

    Attributes
    ----------
    communes : DataFrame
        ``commune``, ``name``, ``departement``, ``region``, one row for each commune of 2025.
    movements : DataFrame
        INSEE's ``v_mvtcommune``, all text.
    people : dict
        Inhabitants by code, to share out the communes that were split.
    """

    communes: pd.DataFrame
    movements: pd.DataFrame
    people: dict[str, float]
    _links: dict[int, pd.DataFrame] = field(default_factory=dict)
    _then: dict[int, set[str]] = field(default_factory=dict)

    def links(self, year: int) -> pd.DataFrame:
        """Return the crosswalk from the communes of 1 January of `year` (made once)."""
        if year not in self._links:
            codes = pd.Index(self.communes["commune"])
            self._links[year] = crosswalk(self.movements, year, codes, self.people)
        return self._links[year]

    def communes_of(self, year: int) -> set[str]:
        """Return the codes of the communes on 1 January of `year`: those of today, with each later movement undone."""
        if year not in self._then:
            self._then[year] = _communes_of(self.movements, year, self.communes["commune"])
        return set(self._then[year])

    def with_region(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add the region of each commune of 2025."""
        return frame.merge(self.communes[["commune", "region"]], on="commune", how="left", validate="many_to_one")


@dataclass(frozen=True)
class Built:
    """A table on its way to the snapshot, and what its sources lost on the way."""

    frame: pd.DataFrame
    losses: list[pd.DataFrame] = field(default_factory=list)
