"""Private employees, establishments and digital firms in isolated communes."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.business.jobs import typed
from analysis.geography import people
from analysis.snapshot import remembered, years
from analysis.statistics import ratio
from analysis.territories import ISOLATED, Territory
from analysis.words import vintage_years

BEFORE_SHOCK, SHOCK = 2019, 2020
DISTANCE_SELLING = {"4791A": "general", "4791B": "specialised"}
DIGITAL_SERVICES = ("6201Z", "6202A", "6202B", "6203Z", "6209Z", "6311Z", "6312Z", "6391Z", "6399Z")
OCCITANIE = "76"
# The census of Mayotte alone: no other commune has people then.
CENSUS_OF_MAYOTTE = 2017
PER = 1000
TOP = 10
MANY = 100
SIZE_GROUPS = {
    "none": ("0_or_unknown",),
    "1_9": ("1_5", "6_9"),
    "10_49": ("10_19", "20_49"),
    "50_plus": ("50_99", "100_199", "200_499", "500_plus"),
}


def employees_years() -> list[int]:
    """Return the years whose private employees are held, oldest first."""
    return years.held("employees")


def periods() -> dict[str, tuple[int, int]]:
    """Return the periods before, in and after the shock of 2020, by the column of `employees_change` that tells of each."""
    held = employees_years()
    return {
        "change_before": (held[0], BEFORE_SHOCK),
        "change_in_shock": (BEFORE_SHOCK, SHOCK),
        "change_after_shock": (SHOCK, SHOCK + 1),
        "change_since": (BEFORE_SHOCK, held[-1]),
    }


def sizes_year() -> int:
    """Return the last year whose establishments are told by size."""
    return years.last("establishments", dimension="size")


def digital_firms_year() -> int:
    """Return the year of the stock of digital firms: the last that its catalogue names, for the table has none."""
    return int(vintage_years("digital_firms")[-4:])


def employees_panel(frame: pd.DataFrame, *, complete: bool = True) -> pd.DataFrame:
    """Add private employees up by type of territory and year.

    Parameters
    ----------
    frame : DataFrame
        ``commune``, ``territory_type``, ``year``, ``employees``: one row for each figure held.
    complete : bool
        Keep only the communes with a figure in every year, so that each year counts the same places.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``communes``, ``employees``, ``index`` (first year = 100).
    """
    if complete:
        whole = frame["year"].nunique()
        frame = frame[frame.groupby("commune")["year"].transform("size") == whole]
    groups = frame.groupby(["territory_type", "year"], observed=True)["employees"]
    table = groups.agg(communes="size", employees="sum").reset_index().sort_values(["territory_type", "year"])
    first = table.groupby("territory_type", observed=True)["employees"].transform("first")
    return table.assign(index=100 * table["employees"] / first.where(first > 0)).reset_index(drop=True)


@remembered
def employees(territory: Territory, definition: str, *, complete: bool = True) -> pd.DataFrame:
    """Follow private employees by type of territory from year to year: see `employees_panel`."""
    table = typed(snapshot.load("employees", territory), territory, definition)
    return employees_panel(table[["commune", "territory_type", "year", "employees"]], complete=complete)


def employees_change(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the change of private employees by type of territory before, in and after the shock of 2020.

    Returns
    -------
    DataFrame
        ``territory_type``, ``employees`` (last year) and the columns of `periods` (shares).
    """
    held = employees_years()
    wide = employees(territory, definition).pivot(index="territory_type", columns="year", values="employees")
    wide = wide.reindex(columns=held)
    changes = {name: wide[end] / wide[start].where(wide[start] > 0) - 1 for name, (start, end) in periods().items()}
    return pd.DataFrame({"employees": wide[held[-1]], **changes}).reset_index()


def leaders_of(frame: pd.DataFrame, *, top: int = TOP) -> pd.DataFrame:
    """Say how much the few communes that moved most in the direction of a change hold of what moved that way.

    A share of the net change would mean nothing: where others moved the other way, ten communes hold more than all of it.

    Parameters
    ----------
    frame : DataFrame
        ``name``, ``employees_start``, ``employees_end``, one row for each commune; indexed by commune, which orders those
        that moved alike.

    Returns
    -------
    DataFrame
        One row: ``change`` (share), ``share_of_moved`` (that the `top` communes hold of all gains, or of all losses),
        ``change_without`` (share, without the `top` that gained most and the `top` that lost most), ``names`` (the first
        three), ``communes`` (all). No row where nothing changed.
    """
    frame = frame.sort_index()
    moved = (frame["employees_end"] - frame["employees_start"]).astype("float64")
    if not moved.sum() or not frame["employees_start"].sum():
        return pd.DataFrame(columns=["change", "share_of_moved", "change_without", "names", "communes"])
    ahead = moved * (1 if moved.sum() > 0 else -1)
    order = ahead.sort_values(ascending=False, kind="stable").index
    # Leaving out one end alone would turn the change by itself.
    first, others = order[:top], order[top : len(order) - top]
    rest = frame.loc[others, "employees_start"].sum()
    row = {
        "change": moved.sum() / frame["employees_start"].sum(),
        "share_of_moved": ahead[first].clip(lower=0).sum() / ahead.clip(lower=0).sum(),
        "change_without": moved[others].sum() / rest if rest else float("nan"),
        "names": tuple(frame.loc[first[:3], "name"]),
        "communes": len(frame),
    }
    return pd.DataFrame([row])


def leaders(territory: Territory, definition: str, *, start: int, end: int) -> pd.DataFrame:
    """Say which isolated communes hold the change of private employees between two years: see `leaders_of`.

    Of the communes with a figure in every year, as all that is told of employees: the change is the same to the digit.
    """
    table = typed(snapshot.load("employees", territory), territory, definition)
    table = table[table["territory_type"] == ISOLATED]
    wide = table.pivot(index="commune", columns="year", values="employees").reindex(columns=employees_years())
    wide = wide.dropna()[[start, end]].set_axis(["employees_start", "employees_end"], axis=1)
    names = snapshot.load("communes", territory, columns=["commune", "region", "name"]).set_index("commune")["name"]
    return leaders_of(wide.join(names))


def rate_of_establishments(frame: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Give establishments per 1,000 people and the share of each class, by type of territory.

    Parameters
    ----------
    frame : DataFrame
        ``commune``, ``territory_type``, ``class``, ``establishments``.
    population : DataFrame
        ``commune``, ``population``; a commune without people is left out of the rate, not of the shares.

    Returns
    -------
    DataFrame
        ``territory_type``, ``class``, ``establishments``, ``share`` (adds up to 1), ``rate_per_1000``.
    """
    keys = ["territory_type", "class"]
    sized = frame.merge(population.dropna(), on="commune", how="inner")
    rates = ratio(sized, "establishments", "population", by=keys).assign(rate_per_1000=lambda t: t["ratio"] * PER)
    table = frame.groupby(keys, observed=True)["establishments"].sum().reset_index()
    whole = table.groupby("territory_type", observed=True)["establishments"].transform("sum")
    table = table.assign(share=table["establishments"] / whole.where(whole > 0))
    return table.merge(rates[[*keys, "rate_per_1000"]], on=keys, how="left")


def establishments(territory: Territory, definition: str, *, year: int) -> pd.DataFrame:
    """Give establishments by type of territory and class in one year: see `rate_of_establishments`.

    Sectors or sizes, as the year has it. The sources count different things: compare shares, never levels.
    """
    table = snapshot.load("establishments", territory)
    table = typed(table[table["year"] == year], territory, definition)
    return rate_of_establishments(table, people(territory, people_year(year)))


def without_people(territory: Territory, definition: str, *, year: int) -> pd.DataFrame:
    """Return the communes whose establishments of a year are counted, and left out of their rate for want of people.

    Returns
    -------
    DataFrame
        ``commune``, ``establishments``.
    """
    table = snapshot.load("establishments", territory)
    table = typed(table[table["year"] == year], territory, definition)
    peopled = people(territory, people_year(year)).dropna()["commune"]
    left = table[~snapshot.among(table["commune"], set(peopled))]
    sums = left.groupby("commune")["establishments"].sum()
    return sums[sums > 0].reset_index()


def people_year(year: int) -> int:
    """Return the year of the population nearest to a count of establishments; of two as near, the earlier."""
    held = [known for known in years.held("population") if known != CENSUS_OF_MAYOTTE]
    return min(held, key=lambda known: (abs(known - year), known))


def size_profile(territory: Territory, definition: str) -> pd.DataFrame:
    """Give establishments per 1,000 people and their spread over sizes by type of territory, in `sizes_year`.

    Returns
    -------
    DataFrame
        ``territory_type``, ``establishments``, ``rate_per_1000``, and one column ``share_SIZE`` for each of
        `SIZE_GROUPS` (adding up to 1; missing where no size is known).
    """
    table = establishments(territory, definition, year=sizes_year())
    groups = {size: group for group, sizes in SIZE_GROUPS.items() for size in sizes}
    table = table.assign(group="share_" + table["class"].map(groups).astype("str"))
    keys = ["territory_type", "group"]
    shares = table.groupby(keys, observed=True)["share"].sum().unstack("group")
    whole = table.groupby("territory_type", observed=True)[["establishments", "rate_per_1000"]].sum(min_count=1)
    shares = shares.reindex(columns=[f"share_{group}" for group in SIZE_GROUPS])
    # Where not one of many establishments has employees (Mayotte), their number is unknown rather than none.
    unknown = shares["share_none"].eq(1) & whole["establishments"].ge(MANY)
    return whole.join(shares.mask(unknown)).reset_index()


def digital_firms(territory: Territory, definition: str) -> pd.DataFrame:
    """Give establishments in programming and information services per 1,000 people, in Occitanie only.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes``, ``communes_with``, ``share_communes``, ``establishments``, ``share``,
        ``rate_per_1000``; no row where the territory holds no commune of Occitanie.
    """
    return _firms_of("digital_firms", territory, definition, people_year(digital_firms_year()))


def digital_register(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the same of the establishments active in SIRENE's register: see `digital_firms`.

    Returns
    -------
    DataFrame
        As `digital_firms`, everywhere; empty where the snapshot does not hold the register (optional table
        ``digital_establishments``).
    """
    if not snapshot.holds("digital_establishments"):
        return pd.DataFrame()
    return _firms_of("digital_establishments", territory, definition, None)


def _firms_of(name: str, territory: Territory, definition: str, year: int | None) -> pd.DataFrame:
    """Spread the establishments of a table over the types of territory, with the people of a year (the last: None)."""
    table = typed(snapshot.load(name, territory), territory, definition)
    counted = table.assign(has=table["establishments"].gt(0))
    groups = counted.groupby("territory_type", observed=True)
    counts = groups.agg(communes=("has", "size"), communes_with=("has", "sum")).reset_index()
    counts["share_communes"] = counts["communes_with"] / counts["communes"]
    rates = rate_of_establishments(table.assign(**{"class": "all"}), people(territory, year))
    rates["share"] = rates["establishments"] / rates["establishments"].sum()
    return counts.merge(rates.drop(columns="class"), on="territory_type", how="left")


def national_activities() -> pd.DataFrame:
    """Count employers in distance selling and in digital services, in the whole country.

    Returns
    -------
    DataFrame
        ``group``, ``activities`` (codes), ``establishments``, ``share`` (of all private employers).
    """
    table = snapshot.load("employers_by_activity").set_index("activity")["establishments"]
    groups = {"Distance selling": list(DISTANCE_SELLING), "Programming and information services": [*DIGITAL_SERVICES]}
    rows = [
        {
            "group": name,
            "activities": ", ".join(codes),
            "establishments": table.reindex(codes).sum(),
            "share": table.reindex(codes).sum() / table.sum(),
        }
        for name, codes in groups.items()
    ]
    return pd.DataFrame(rows)
