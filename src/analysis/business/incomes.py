"""What people live on: the median income of their commune, by type of territory."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.business.jobs import typed
from analysis.geography import FEWEST_ISOLATED, people
from analysis.snapshot import remembered, years
from analysis.statistics import gap_interval, ratio_interval
from analysis.territories import ISOLATED, Territory

MEDIAN = "median_income_eur"


def income_year() -> int:
    """Return the last year whose median income is told by commune."""
    return years.last("income", known=MEDIAN, level="commune")


@remembered
def _medians(territory: Territory, definition: str) -> pd.DataFrame:
    """Return every classed commune with its median income and its people in fiscal households, missing where secret."""
    income = snapshot.load("income")
    held = income[income["level"].eq("commune") & income["year"].eq(income_year())]
    held = held[["code", MEDIAN, "people"]].rename(columns={"code": "commune", "people": "fiscal"})
    every = people(territory).merge(held, on="commune", how="left")
    return typed(every.assign(known=every[MEDIAN].notna() & every["fiscal"].notna()), territory, definition)


def means_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Average the median income of communes by type, weighted by people of fiscal households, with its interval.

    It is no median of the type: a median cannot be added up. It says in what commune its people live.

    Parameters
    ----------
    communes : DataFrame
        ``commune``, ``cluster``, ``territory_type``, `MEDIAN`, ``fiscal``, ``known``, ``population``.

    Returns
    -------
    DataFrame
        ``territory_type``, ``communes`` (whose income is known), ``share_communes`` and ``share_people`` (of all those of
        the type), ``mean_eur``, ``low``, ``high``: missing of fewer than ten communes.
    """
    frame = communes.assign(
        counted=communes["known"].astype("float64"), one=1.0, lived=communes["population"].where(communes["known"], 0.0)
    )
    groups = frame.groupby("territory_type", observed=True)[["counted", "one", "lived", "population"]].sum()
    table = pd.DataFrame(
        {
            "communes": groups["counted"].astype(int),
            "share_communes": groups["counted"] / groups["one"],
            "share_people": groups["lived"] / groups["population"].where(groups["population"] > 0),
        }
    ).reset_index()
    known = frame[frame["known"]]
    known = known.assign(weighted=known[MEDIAN] * known["fiscal"])
    means = ratio_interval(known, "weighted", "fiscal", ["territory_type"]).rename(columns={"ratio": "mean_eur"})
    values = ["mean_eur", "low", "high"]
    table = table.merge(means[["territory_type", *values]], on="territory_type", how="left")
    enough = table["communes"] >= FEWEST_ISOLATED
    return table.assign(**{name: table[name].where(enough) for name in values})


@remembered
def incomes(territory: Territory, definition: str) -> pd.DataFrame:
    """Average the median income of the communes of a territory by type: see `means_of`."""
    return means_of(_medians(territory, definition))


def income_gap(territory: Territory, definition: str) -> tuple[float, float, float]:
    """Give the mean of `incomes` in isolated communes less that of the others, with its 95 % bootstrap interval (euros)."""
    known = _medians(territory, definition).loc[lambda frame: frame["known"]]
    isolated = known["territory_type"] == ISOLATED
    frame = known.assign(isolated=isolated, weighted=known[MEDIAN] * known["fiscal"])
    if min(isolated.sum(), (~isolated).sum()) < FEWEST_ISOLATED:
        return (float("nan"),) * 3
    return gap_interval(frame, "weighted", "fiscal")
