"""The report's own rule, as far as the held journeys to work apply it: bounds everywhere, the rule itself in one département.

A commune is isolated when fewer than a quarter of its employed residents work in an urban area. Of most communes the place
of work of some residents is not told; counting them all outside urban areas, then all inside, gives the two bounds.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import COMMUTING_THRESHOLD, people
from analysis.language import gettext_noop
from analysis.snapshot import REPORT_CENSUS, remembered
from analysis.territories import Territory

# Places of work are sampled (`SAMPLED`): what is settled is settled by the counts, for nobody surely.
SURE = gettext_noop("isolated, by the counts")
SURELY_NOT = gettext_noop("not isolated, by the counts")
UNDECIDED = gettext_noop("undecided")
VERDICTS = (SURE, UNDECIDED, SURELY_NOT)
HUNDRED, INSIDE = "flows of 100 or more", "all flows inside the département"
# Whose work counts as urban: areas of every size, or large ones alone. The report does not say.
EVERY, LARGE = gettext_noop("areas of every size"), gettext_noop("large areas only")
AREAS = {EVERY: "in_urban_areas", LARGE: "in_large_urban_areas"}
ISOLATED_CLASS = "400"
SAMPLED = 0.25  # the part of households whose place of work is coded
NORMAL_95 = 1.96


def bounded(workers: pd.DataFrame, column: str = "in_urban_areas") -> pd.DataFrame:
    """Add the bounds of the share who work in an urban area, and what they say under the report's rule.

    Parameters
    ----------
    workers : DataFrame
        ``employed``, ``in_urban_areas``, ``outside_urban_areas`` and the `column`, in employed residents.
    column : str
        Who is counted as working in an urban area.

    Returns
    -------
    DataFrame
        The same rows with ``untold`` (employed whose place of work is not told), ``share_low``, ``share_high`` (shares of
        the employed, 0 to 1) and ``rule`` (one of `VERDICTS`; missing where nobody is employed).
    """
    untold = (workers["employed"] - workers["in_urban_areas"] - workers["outside_urban_areas"]).clip(lower=0.0)
    employed = workers["employed"].where(workers["employed"] > 0)
    low, high = workers[column] / employed, (workers[column] + untold) / employed
    said = np.select([high < COMMUTING_THRESHOLD, low >= COMMUTING_THRESHOLD], [SURE, SURELY_NOT], UNDECIDED)
    rule = pd.Series(pd.Categorical(said, VERDICTS), index=workers.index).where(employed.notna())
    return workers.assign(untold=untold, share_low=low, share_high=high, rule=rule)


def _workers(territory: Territory, flows: str) -> pd.DataFrame:
    """Return the workers of one extract with class and people of each commune (population of the report's census)."""
    held = snapshot.load("commuting", territory)
    classes = snapshot.load("communes", territory, columns=["commune", "region", "zau_2010"])[["commune", "zau_2010"]]
    workers = held[held["flows"] == flows].merge(classes, on="commune", how="left")
    return workers.merge(people(territory, REPORT_CENSUS), on="commune", how="left")


@remembered
def everywhere(territory: Territory) -> pd.DataFrame:
    """Bound the report's rule in each commune of a territory, from the flows of 100 and more: see `bounded`."""
    return bounded(_workers(territory, HUNDRED))


@remembered
def inside(territory: Territory, column: str = "in_urban_areas") -> pd.DataFrame:
    """Apply the report's rule to the communes of a territory whose flows inside their département are all held.

    Those who work beyond the département are estimated: the employed of the earlier census less those told here.

    Returns
    -------
    DataFrame
        See `bounded`, with ``share`` (of those who work inside the département), ``isolated`` (the rule on that share) and
        ``near`` (the 95 % sampling interval of the share holds the line). Empty where no such flows are held.
    """
    workers = _workers(territory, INSIDE).rename(columns={"employed": "told"})
    whole = _workers(territory, HUNDRED)[["commune", "employed"]]
    workers = workers.merge(whole, on="commune", how="left")
    workers["employed"] = workers[["told", "employed"]].max(axis=1)
    told = workers["told"].where(workers["told"] > 0)
    share = workers[column] / told
    return bounded(workers, column).assign(
        share=share,
        isolated=share.lt(COMMUTING_THRESHOLD).astype("boolean").mask(share.isna()),
        near=(share - COMMUTING_THRESHOLD).abs() <= half_interval(told),
    )


def half_interval(workers: pd.Series) -> pd.Series:
    """Return half the 95 % sampling interval of a share of these workers at the rule's line, one household in four coded.

    Examples
    --------
    >>> half_interval(pd.Series([300.0])).round(3).tolist()
    [0.085]
    """
    variance = COMMUTING_THRESHOLD * (1 - COMMUTING_THRESHOLD) / (workers * SAMPLED)
    return NORMAL_95 * np.sqrt(variance * (1 - SAMPLED))


def counted(communes: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count communes, people and those of the official isolated class in each group.

    Parameters
    ----------
    communes : DataFrame
        The column `by`, ``population``, ``zau_2010``; rows where `by` is missing are left out.

    Returns
    -------
    DataFrame
        `by`, ``communes``, ``share_communes``, ``people``, ``share_people``, ``mean_population``, ``in_class`` (communes of
        category 400).
    """
    known = communes.dropna(subset=[by]).assign(official=communes["zau_2010"].eq(ISOLATED_CLASS).fillna(False))
    groups = known.groupby(by, observed=False)
    table = groups["population"].agg(
        communes="size", people=lambda values: values.sum(min_count=1), mean_population="mean"
    )
    table["in_class"] = groups["official"].sum().astype(int)
    table["share_communes"] = table["communes"] / table["communes"].sum()
    table["share_people"] = table["people"] / table["people"].sum()
    return table.reset_index()


@remembered
def bounds(territory: Territory) -> pd.DataFrame:
    """Count the communes of a territory that the counts settle as isolated, as not, or leave undecided: see `counted`."""
    return counted(everywhere(territory), "rule")


@remembered
def by_area(territory: Territory) -> pd.DataFrame:
    """Count the communes that the rule picks where all flows inside the département are held, by meaning of urban area.

    Returns
    -------
    DataFrame
        ``areas``, ``communes``, ``people``, ``mean_population``, ``in_class`` (communes of category 400), ``near`` (communes,
        picked or not, whose interval holds the line), ``fewest``, ``most`` (communes with those who work beyond the
        département all in urban areas, then all outside). Empty where no such flows are held.
    """
    rows = []
    for areas, column in AREAS.items():
        held = inside(territory, column)
        if held.empty:
            continue
        picked = held[held["isolated"].fillna(False).astype(bool)]
        rows.append(
            {
                "areas": areas,
                "communes": len(picked),
                "people": picked["population"].sum(min_count=1),
                "mean_population": picked["population"].mean(),
                "in_class": int(picked["zau_2010"].eq(ISOLATED_CLASS).sum()),
                "near": int(held["near"].sum()),
                "fewest": int(held["rule"].eq(SURE).sum()),
                "most": int(held["rule"].isin([SURE, UNDECIDED]).sum()),
            }
        )
    return pd.DataFrame(rows)


def covered() -> pd.DataFrame:
    """Return the communes of France whose flows inside their département are all held: ``commune``, ``departement``."""
    held = snapshot.load("commuting", columns=["commune", "flows"])
    communes = snapshot.load("communes", columns=["commune", "departement"])
    return communes[snapshot.among(communes["commune"], held.loc[held["flows"] == INSIDE, "commune"])]
