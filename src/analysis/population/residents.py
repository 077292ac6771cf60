"""Who lives there: ages, occupations and housing by type of territory."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.geography import classify, people
from analysis.language import gettext_noop
from analysis.population.balances import TYPE, typed
from analysis.snapshot import remembered, years
from analysis.statistics import ratio_interval
from analysis.territories import Territory

AGES = ("0_14", "15_29", "30_44", "45_59", "60_74", "75_plus")


OCCUPATIONS = {
    "farmers": gettext_noop("Farmers"),
    "craft_trade_heads": gettext_noop("Craftspeople, traders, heads of firms"),
    "executives": gettext_noop("Executives, intellectual professions"),
    "intermediate": gettext_noop("Intermediate professions"),
    "clerical": gettext_noop("Clerical workers"),
    "manual": gettext_noop("Manual workers"),
    "retired": gettext_noop("Retired"),
    "other_inactive": gettext_noop("Others without work"),
}


_SHARES = [f"share_{name}" for name in OCCUPATIONS]
HOUSING = {"share_second_homes": "dwellings", "share_vacant": "dwellings", "share_recent_movers": "households"}
# The first census whose occupations are those of PCS 2020.
PCS_2020 = 2022


def crosses_nomenclatures(first: int, last: int) -> bool:
    """Tell whether the nomenclature of occupations changed between two censuses: those in work are not counted alike.

    Examples
    --------
    >>> crosses_nomenclatures(2011, 2016), crosses_nomenclatures(2016, 2022)
    (False, True)
    """
    return first < PCS_2020 <= last


def occupation_years() -> list[int]:
    """Return the censuses that tell occupations, oldest first."""
    return years.held("structure", known="share_retired")


def population_years(territory: Territory) -> list[int]:
    """Return the years whose population is held for some commune of a territory, oldest first."""
    held = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    return sorted(int(year) for year in held.loc[held["population"].notna(), "year"].unique())


def ages(territory: Territory, definition: str) -> pd.DataFrame:
    """Count people by age class, type and census.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``age_class``, ``people``, ``share`` (adds up to 1 by type and year).
    """
    columns = {f"population_aged_{age}": age for age in AGES}
    frame = typed("structure", territory, definition, ["year", *columns]).dropna(subset=[*columns, *TYPE])
    sums = frame.groupby([*TYPE, "year"], observed=True)[list(columns)].sum().rename(columns=columns)
    long = sums.rename_axis(columns="age_class").stack().rename("people").reset_index()
    whole = long.groupby([*TYPE, "year"], observed=True)["people"].transform("sum")
    return long.assign(share=long["people"] / whole.where(whole > 0))


@remembered
def ages_60_plus(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the share of people aged 60 and over by type and census.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``people``, ``people_60_plus``, ``share_aged_60_plus``.
    """
    table = ages(territory, definition)
    old = table[table["age_class"].isin(["60_74", "75_plus"])]
    keys = [*TYPE, "year"]
    both = table.groupby(keys, observed=True)["people"].sum().to_frame("people")
    both["people_60_plus"] = old.groupby(keys, observed=True)["people"].sum()
    both["share_aged_60_plus"] = both["people_60_plus"] / both["people"].where(both["people"] > 0)
    return both.reset_index()


def _weighted_shares(frame: pd.DataFrame, weights: dict[str, str]) -> pd.DataFrame:
    """Give each share by type and year with its own weight and a bootstrap interval; all years share the draws."""
    tables = []
    places = frame[["commune", "cluster", "year", *TYPE]]
    for share, weight in weights.items():
        counted = places.assign(above=frame[share] * frame[weight], below=frame[weight])
        table = ratio_interval(counted, "above", "below", ["year", *TYPE]).assign(measure=share)
        tables.append(table.rename(columns={"ratio": "share"}))
    columns = [*TYPE, "year", "measure", "share", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def held_in_every_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the communes that have a row in every year of a frame: two years then describe the same places."""
    held = frame.groupby("commune")["year"].transform("nunique")
    return frame[held == frame["year"].nunique()]


def isolated_held(frame: pd.DataFrame, territory: Territory, definition: str) -> tuple[int, int, float]:
    """Count the isolated communes of a territory that a frame has, all of them, and the share of their people in the former.

    Parameters
    ----------
    frame : DataFrame
        ``commune``, as often as it may be.

    Returns
    -------
    tuple of (int, int, float)
        Communes in the frame, communes in all, share of people (0 to 1; missing where no population is held).
    """
    kinds = classify(territory, definition)
    isolated = kinds.loc[kinds["isolated"].fillna(False).astype(bool), "commune"]
    inhabitants = people(territory).set_index("commune")["population"].reindex(isolated)
    held = snapshot.among(isolated, frame["commune"].unique())
    whole = inhabitants.sum()
    return int(held.sum()), len(isolated), float(inhabitants[held.to_numpy()].sum() / whole) if whole else float("nan")


def with_occupations(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the communes that tell occupations at every census that does, a share for each and their weight."""
    columns = ["year", "population_aged_20_plus", *_SHARES]
    frame = typed("structure", territory, definition, columns).dropna(subset=TYPE)
    return held_in_every_year(frame.dropna(subset=columns))


@remembered
def occupations(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the share of each occupation among people aged 15 and over by census (metropolitan France).

    Sampled: the intervals resample whole areas (`geography.cluster_of`). Weighted by people aged 20 and over, the nearest count that is held,
    in the communes held in all the censuses.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``occupation``, ``label``, ``share``, ``low``, ``high``.
    """
    weights = dict.fromkeys(_SHARES, "population_aged_20_plus")
    table = _weighted_shares(with_occupations(territory, definition), weights)
    table["occupation"] = table.pop("measure").str.removeprefix("share_")
    return table.assign(label=table["occupation"].map(OCCUPATIONS))


def housing(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the shares of second homes, vacant dwellings and recent movers by type (metropolitan France).

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``measure``, ``share``, ``low``, ``high``.
    """
    columns = ["year", *HOUSING, "dwellings", "households"]
    frame = typed("structure", territory, definition, columns).dropna(subset=TYPE)
    return _weighted_shares(frame, HOUSING)
