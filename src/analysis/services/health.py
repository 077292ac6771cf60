"""Access to a general practitioner, and where low access, an older population and fast lines meet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import geography, snapshot
from analysis.language import gettext_noop
from analysis.snapshot import remembered, years
from analysis.statistics import gap_interval, possible
from analysis.territories import ALL_COMMUNES, Territory

LOW_ACCESS = 2.5  # consultations a year and standardised inhabitant: the threshold that DREES uses
# Since the figures of 2022 a speed counts by any technology, satellite and 4G boxes included: nearly every premises has
# 30 Mbit/s. From 100 Mbit/s on it is in effect a wired line. The first test, a beta, does not say which lines count.
SPEEDS = {"wired": "100_mbps", "any": "30_mbps", "beta": "30_mbps"}
LEAST_COVERED = 0.8
NEED_CLASSES = (
    gettext_noop("Access not low"),
    gettext_noop("Low access, not older than France"),
    gettext_noop("Low access, older, lines fast enough"),
    gettext_noop("Low access, older, lines too slow"),
)


def age_year() -> int:
    """Return the last census that tells ages by commune."""
    return years.last("structure", known="population_aged_75_plus")


def need_year() -> int:
    """Return the last year whose access to doctors is held."""
    return years.last("health", known="apl")


def line_tested(line: str) -> tuple[str, str]:
    """Return the date and the class of the table ``broadband`` that tell of a line: the last test, or the beta.

    Parameters
    ----------
    line : {"wired", "any", "beta"}
        See `need`.
    """
    tests = years.held("broadband", "date", **{"class": SPEEDS[line]})
    return tests[0 if line == "beta" else -1], SPEEDS[line]


def access_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Average the access to general practitioners, by year and type of territory.

    Parameters
    ----------
    communes : DataFrame
        ``year``, ``method``, ``territory_type`` (categorical), ``apl``, ``population_standardised`` (the weight of the
        mean), ``people`` (counts the people under the threshold).

    Returns
    -------
    DataFrame
        ``year``, ``method``, ``territory_type`` (with "All communes"), ``communes``, ``apl`` (consultations a year and
        standardised inhabitant), ``people``, ``people_low_access``, ``share_people_low_access``,
        ``share_communes_low_access`` (under 2.5). Figures compare inside one method only.
    """
    known = communes.dropna(subset=["apl", "population_standardised"])
    names = [*communes["territory_type"].cat.categories, ALL_COMMUNES]
    rows = []
    for (year, method), edition in known.groupby(["year", "method"]):
        for name in names:
            here = edition if name == ALL_COMMUNES else edition[edition["territory_type"] == name]
            weight, people = here["population_standardised"].sum(), here["people"].sum()
            low = here["apl"] < LOW_ACCESS
            few = here.loc[low, "people"].sum()
            rows.append(
                {
                    "year": year,
                    "method": method,
                    "territory_type": name,
                    "communes": len(here),
                    "apl": (here["apl"] * here["population_standardised"]).sum() / weight if weight else np.nan,
                    "people": people,
                    "people_low_access": few,
                    "share_people_low_access": few / people if people else np.nan,
                    "share_communes_low_access": low.mean() if len(here) else np.nan,
                }
            )
    columns = ["year", "method", "territory_type", "communes", "apl", "people", "people_low_access"]
    columns += ["share_people_low_access", "share_communes_low_access"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(territory_type=pd.Categorical(table["territory_type"], names, ordered=True))


@remembered
def access(territory: Territory, definition: str) -> pd.DataFrame:
    """Average the access to general practitioners of a territory: see `access_of`.

    People are the total population that comes with the index; for the years that come without, the population of the
    nearest year held.
    """
    return access_of(_access_by_commune(territory, definition))


@remembered
def _access_by_commune(territory: Territory, definition: str) -> pd.DataFrame:
    index = snapshot.load("health", territory)
    kinds = geography.classify(territory, definition)[["commune", "departement", "cluster", "territory_type"]]
    kept = [name for name in index if name not in ("departement", "territory_type")]
    frame = index[kept].merge(kinds, on="commune", how="left")
    held = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    wide = held.pivot(index="commune", columns="year", values="population")
    people = frame["population"].copy()
    for year in frame.loc[people.isna(), "year"].unique():
        nearest = min(wide.columns, key=lambda known: (abs(known - year), known))
        rows = people.isna() & (frame["year"] == year)
        people[rows] = frame.loc[rows, "commune"].map(wide[nearest]).astype("float64")
    return frame.assign(people=people)


def change_of(communes: pd.DataFrame) -> tuple[float, float, float]:
    """Give the change of the share of people under the threshold over the years of the last method, with its interval.

    Parameters
    ----------
    communes : DataFrame
        As for `access_of`, with ``commune`` and ``departement``.

    Returns
    -------
    tuple of float
        Change (in shares) from the first to the last year of the last method, low, high; missing where it has one year.
    """
    known = communes.dropna(subset=["apl", "population_standardised", "people"])
    known = known[known["method"] == known.loc[known["year"] == known["year"].max(), "method"].min()]
    first, last = known["year"].min(), known["year"].max()
    ends = known[known["year"].isin([first, last])]
    if pd.isna(first) or first == last or not ends["people"].sum():
        return (np.nan, np.nan, np.nan)
    low = ends["people"].where(ends["apl"] < LOW_ACCESS, 0.0)
    change = gap_interval(ends.assign(low=low, later=ends["year"] == last), "low", "people", inside="later")
    before = ends["year"] == first
    return (
        possible(change, low[before].sum() / ends.loc[before, "people"].sum())
        if ends.loc[before, "people"].sum()
        else change
    )


@remembered
def access_change(territory: Territory, definition: str, kind: str) -> tuple[float, float, float]:
    """Give the change of the share of people under the threshold in a type of territory, or in all: see `change_of`."""
    communes = _access_by_commune(territory, definition)
    return change_of(communes if kind == ALL_COMMUNES else communes[communes["territory_type"] == kind])


def need_of(communes: pd.DataFrame, national_share_aged_75_plus: float, least_covered: float) -> pd.Series:
    """Put each commune in a class by three thresholds and nothing else: low access, an older population, lines.

    Parameters
    ----------
    communes : DataFrame
        ``apl`` (consultations a year), ``share_aged_75_plus``, ``share_covered`` (premises with the line asked for).
    national_share_aged_75_plus : float
        A commune is older when its share is above.
    least_covered : float
        Lines are fast enough when the share of premises is at least that.

    Returns
    -------
    Series
        Ordered categorical, one of `NEED_CLASSES`; missing where a figure that would decide is missing.
    """
    low = communes["apl"] < LOW_ACCESS
    older = communes["share_aged_75_plus"] > national_share_aged_75_plus
    fast = communes["share_covered"] >= least_covered
    known = communes["apl"].notna(), communes["share_aged_75_plus"].notna(), communes["share_covered"].notna()
    chosen = np.select(
        [
            known[0] & ~low,
            known[0] & known[1] & low & ~older,
            known[0] & known[1] & known[2] & low & older & fast,
            known[0] & known[1] & known[2] & low & older & ~fast,
        ],
        range(len(NEED_CLASSES)),
        default=-1,
    )
    return pd.Series(pd.Categorical.from_codes(chosen, NEED_CLASSES, ordered=True), index=communes.index)


@remembered
def national_share_aged_75_plus() -> float:
    """Return the share of people aged 75 or more in France, census of the year of the ages."""
    ages = snapshot.load("structure", columns=["year", "population", "population_aged_75_plus"])
    ages = ages[ages["year"] == age_year()].dropna()
    return float(ages["population_aged_75_plus"].sum() / ages["population"].sum())


def need(
    territory: Territory, definition: str, *, line: str = "wired", least_covered: float = LEAST_COVERED
) -> pd.DataFrame:
    """Return the class of need of each commune of a territory: see `need_of`.

    Parameters
    ----------
    line : {"wired", "any", "beta"}
        100 Mbit/s at the last test (in effect fibre or cable), 30 Mbit/s by any technology at that date, or 30 Mbit/s at
        the first test, a beta.
    least_covered : float
        Share of premises that must have the line.

    Returns
    -------
    DataFrame
        ``commune``, ``territory_type``, ``people``, ``apl``, ``share_aged_75_plus``, ``share_covered``, ``need``.
    """
    index = snapshot.load("health", territory, columns=["commune", "region", "year", "apl"])
    apl = index[index["year"] == need_year()].set_index("commune")["apl"]
    columns = ["commune", "region", "year", "population", "population_aged_75_plus"]
    ages = snapshot.load("structure", territory, columns=columns)
    ages = ages[ages["year"] == age_year()].set_index("commune")
    lines = snapshot.load("broadband", territory, columns=["commune", "region", "date", "class", "share_covered"])
    date, speed = line_tested(line)
    lines = lines[(lines["date"] == date) & (lines["class"] == speed)].set_index("commune")
    older = ages["population_aged_75_plus"] / ages["population"].where(ages["population"] > 0)
    frame = geography.classify(territory, definition)[["commune", "territory_type"]]
    people = geography.people(territory).set_index("commune")["population"]
    frame = frame.assign(
        people=frame["commune"].map(people).astype("float64"),
        apl=frame["commune"].map(apl),
        share_aged_75_plus=frame["commune"].map(older),
        share_covered=frame["commune"].map(lines["share_covered"]),
    )
    return frame.assign(need=need_of(frame, national_share_aged_75_plus(), least_covered))


def need_by_type_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Count communes and people by type of territory and class of need.

    Parameters
    ----------
    communes : DataFrame
        ``territory_type`` and ``need`` (categoricals), ``people``; rows without a class are left out.

    Returns
    -------
    DataFrame
        ``territory_type`` (with "All communes"), ``need``, ``communes``, ``people``, ``share_communes``,
        ``share_people``: shares of a type add up to 1, and are missing where it has no commune.
    """
    known = communes.dropna(subset=["need"])
    names = [*communes["territory_type"].cat.categories, ALL_COMMUNES]
    frames = []
    for name in names:
        here = known if name == ALL_COMMUNES else known[known["territory_type"] == name]
        table = here.groupby("need", observed=False)["people"].agg(communes="size", people="sum").reset_index()
        for unit in ("communes", "people"):
            table[f"share_{unit}"] = table[unit] / table[unit].sum() if table[unit].sum() else np.nan
        frames.append(table.assign(territory_type=name))
    table = pd.concat(frames, ignore_index=True)
    table["territory_type"] = pd.Categorical(table["territory_type"], names, ordered=True)
    columns = ["territory_type", "need", "communes", "people", "share_communes", "share_people"]
    return table[columns]


@remembered
def need_by_type(
    territory: Territory, definition: str, *, line: str = "wired", least_covered: float = LEAST_COVERED
) -> pd.DataFrame:
    """Count the communes and people of a territory by class of need: see `need` and `need_by_type_of`."""
    return need_by_type_of(need(territory, definition, line=line, least_covered=least_covered))
