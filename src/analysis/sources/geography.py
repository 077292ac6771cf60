"""Carry figures from the communes of their own time to those of 1 January 2025, with INSEE's file of movements."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis.snapshot import among
from analysis.sources.crosswalk import communes_before, crosswalk, steps_since
from analysis.sources.faults import Exit, SourceError

CITIES = ("75056", "69123", "13055")
ARRONDISSEMENTS = dict(zip((r"751\d\d", r"6938\d", r"132\d\d"), CITIES))


def city_of_arrondissement(codes: pd.Series) -> pd.Series:
    """Replace the codes of the 45 arrondissements of Paris, Lyon and Marseille by their city's."""
    # Each code once, and few of them: a table of the country holds millions of rows and thirty-five thousand codes.
    distinct = pd.Series(codes.dropna().unique()).astype("string")
    moved = {
        code: city
        for form, city in ARRONDISSEMENTS.items()
        for code in distinct[distinct.str.fullmatch(form).astype(bool)].tolist()
    }
    if not moved:
        return codes
    rows, cities = among(codes, moved), codes.copy()
    cities[rows] = codes[rows].map(moved).to_numpy()
    return cities


def is_arrondissement(codes: pd.Series) -> pd.Series:
    """Tell which codes are arrondissements of Paris, Lyon or Marseille."""
    return codes.ne(city_of_arrondissement(codes))


def refuse_double_count(codes: pd.Series, source: str) -> None:
    """Raise where a city and its arrondissements stand in the same column: their sum would count people twice."""
    parts = codes[is_arrondissement(codes)]
    cities = set(codes[among(codes, city_of_arrondissement(parts))]) if len(parts) else set()
    if cities:
        found = f"cities {sorted(cities)} beside their own arrondissements"
        raise SourceError(source, str(codes.name), "a city or its arrondissements", found, Exit.DOUBLE_COUNT)


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
    distinct = codes.dropna().drop_duplicates()
    split = links.loc[links["kind"] == "split", "former"]
    reached = links.loc[among(links["former"], distinct), "commune"]
    groups = {
        "code unknown to the movements file": distinct[~among(distinct, links["former"])].tolist(),
        "split commune, shared by population": distinct[among(distinct, split)].tolist(),
        "commune of 2025 without a figure": sorted(set(links.loc[~among(links["commune"], reached), "commune"])),
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
            self._then[year] = communes_before(steps_since(self.movements, year), self.communes["commune"])
        return set(self._then[year])

    def with_region(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add the region of each commune of 2025."""
        return frame.merge(self.communes[["commune", "region"]], on="commune", how="left", validate="many_to_one")


@dataclass(frozen=True)
class Built:
    """A table on its way to the snapshot, and what its sources lost on the way."""

    frame: pd.DataFrame
    losses: list[pd.DataFrame] = field(default_factory=list)
