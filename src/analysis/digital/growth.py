"""Does fibre go with arrivals? An association between communes, with controls, and the same before there was fibre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.digital.fixed import FIBRE_2018, GIGABIT_2019, TYPE
from analysis.geography import FEWEST_ISOLATED, classify, latest_year
from analysis.population import TURN, last_balance_period
from analysis.snapshot import REPORT_CENSUS, remembered, years
from analysis.statistics import FEWEST_CLUSTERS
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

ACCESS = {"fibre_2018": FIBRE_2018, "gigabit_2019": GIGABIT_2019}
MIGRATORY, SINCE_REPORT, BEFORE_FIBRE = "migratory", "growth_since_report", "growth_before_fibre"
# A time when no commune had fibre.
NO_FIBRE = (1999, 2008)
CONTROLS = ["log_population", "log_density", "share_aged_60_plus"]
RAW, CONTROLLED = "raw", "controlled"
OUTCOMES = (MIGRATORY, SINCE_REPORT, BEFORE_FIBRE)
FEWEST = 60  # communes under which nothing is fitted


@dataclass(frozen=True)
class Association:
    """A slope with its 95 % interval, and what it was fitted on."""

    slope: float
    low: float
    high: float
    communes: int
    clusters: int
    with_access: int


NOTHING = Association(np.nan, np.nan, np.nan, 0, 0, 0)


def period_before_fibre() -> tuple[int, int]:
    """Return two censuses held of the time when no commune had fibre."""
    return years.nearest_years("population", NO_FIBRE)


def centred(frame: pd.DataFrame, columns: Sequence[str], weight: pd.Series, group: pd.Series) -> pd.DataFrame:
    """Take the weighted mean of its group away from each value: what a constant for each group would do.

    Parameters
    ----------
    weight, group : Series
        On the index of `frame`; weights are positive.
    """
    values = frame[list(columns)].astype("float64")
    sums = values.mul(weight, axis=0).groupby(group).transform("sum")
    return values.sub(sums.div(weight.groupby(group).transform("sum"), axis=0))


def associate(
    frame: pd.DataFrame,
    outcome: str,
    access: str,
    *,
    controls: Sequence[str] = (),
    within: str | None = None,
    cluster: str = "cluster",
) -> Association:
    """Fit the outcome on access by weighted least squares, standard errors clustered as intervals are (`geography.cluster_of`).

    Parameters
    ----------
    frame : DataFrame
        One row for each commune: `outcome`, `access`, ``weight``, `controls`, `within`, `cluster`. A control
        that holds text stands for one constant for each of its values.
    within : str, optional
        Column whose differences are taken out (a constant for each of its values).

    Returns
    -------
    Association
        Slope: difference of the outcome between no access and full access. Missing under 60 complete communes, or where those
        with some access, or those without full access, are under ten or in under 8 clusters.
    """
    from statsmodels.regression.linear_model import WLS

    points = frame.dropna(subset=[outcome, access, "weight", *controls, *([within] if within else [])])
    points = points[points["weight"] > 0].dropna(subset=[cluster])
    if len(points) < FEWEST or not _on_both_sides(points, access, cluster):
        return NOTHING
    design = _design(points, access, controls)
    group = points[within] if within else pd.Series(0, index=points.index)
    weight = points["weight"].astype("float64")
    right = centred(design, design.columns, weight, group)
    right = right.loc[:, right.std() > 1e-9]
    if access not in right:
        return NOTHING
    left = centred(points, [outcome], weight, group)[outcome]
    clusters = pd.factorize(points[cluster])[0]
    fit = WLS(left, right, weights=weight).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    low, high = fit.conf_int().loc[access]
    held = (len(points), int(clusters.max()) + 1, int((points[access] > 0).sum()))
    return Association(float(fit.params[access]), float(low), float(high), *held)


def _on_both_sides(points: pd.DataFrame, access: str, cluster: str) -> bool:
    """Tell whether enough communes have some access, and enough have less than all, in enough clusters each.

    However many communes are fitted, an interval clustered on one that differs is that of this one commune.
    """
    sides = (points[points[access] > 0], points[points[access] < 1])
    return all(len(side) >= FEWEST_ISOLATED and side[cluster].nunique() >= FEWEST_CLUSTERS for side in sides)


def _design(points: pd.DataFrame, access: str, controls: Sequence[str]) -> pd.DataFrame:
    """Return access and the controls as numbers, a text as one column for each value but the first."""
    parts = [points[[access]].astype("float64")]
    for name in controls:
        if pd.api.types.is_numeric_dtype(points[name]):
            parts.append(points[[name]].astype("float64"))
        else:
            parts.append(pd.get_dummies(points[name].astype("object"), prefix=name, drop_first=True, dtype="float64"))
    return pd.concat(parts, axis=1)


@remembered
def growth_by_commune(territory: Territory, definition: str) -> pd.DataFrame:
    """Put access, outcomes and controls side by side, one row for each commune.

    Returns
    -------
    DataFrame
        ``commune``, ``departement``, ``cluster``, ``territory_type``, the keys of `ACCESS` (shares) and `OUTCOMES` (share of
        people a year), ``log_population``, ``log_density``, ``share_aged_60_plus`` and ``weight`` (people), all of the
        last census that the report could know.
    """
    places = classify(territory, definition)[["commune", "departement", "cluster", TYPE]].set_index("commune")
    area = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"]).set_index("commune")[
        "area_km2"
    ]
    people = snapshot.load("population", territory).pivot(index="commune", columns="year", values="population")
    ends = [*period_before_fibre(), REPORT_CENSUS, TURN, latest_year()]
    people = people.reindex(index=places.index, columns=ends).astype("float64")
    start = people[REPORT_CENSUS].where(people[REPORT_CENSUS] > 0)
    frame = places.assign(
        **_access(territory),
        **{MIGRATORY: _migratory(territory)},
        **{SINCE_REPORT: _annual(people, TURN, latest_year())},
        **{BEFORE_FIBRE: _annual(people, *period_before_fibre())},
        log_population=np.log(start),
        log_density=np.log(start / area.reindex(places.index).astype("float64")),
        share_aged_60_plus=_aged(territory),
        weight=start,
    )
    return frame.reset_index()


def _annual(people: pd.DataFrame, start: int, end: int) -> pd.Series:
    ratio = people[end].where(people[end] > 0) / people[start].where(people[start] > 0)
    return ratio ** (1 / (end - start)) - 1


def _access(territory: Territory) -> dict[str, pd.Series]:
    table = snapshot.load("broadband", territory, columns=["commune", "region", "date", "class", "share_covered"])
    return {
        name: table[(table["date"] == date) & (table["class"] == kind)].set_index("commune")["share_covered"]
        for name, (date, kind) in ACCESS.items()
    }


def _migratory(territory: Territory) -> pd.Series:
    """Return the balance a year over the mean population: no part is lost where the population did not change."""
    table = snapshot.load("balance", territory)
    table = table[table["period"] == last_balance_period()].set_index("commune")
    mean = (table["population_start"] + table["population_end"]) / 2
    return table["migratory_balance"] / (table["years"].astype("float64") * mean.where(mean > 0))


def _aged(territory: Territory) -> pd.Series:
    columns = ["commune", "region", "year", "population", "population_aged_60_74", "population_aged_75_plus"]
    table = snapshot.load("structure", territory, columns=columns)
    table = table[table["year"] == REPORT_CENSUS].set_index("commune")
    old = table["population_aged_60_74"] + table["population_aged_75_plus"]
    return old / table["population"].where(table["population"] > 0)


@remembered
def associations(
    territory: Territory, definition: str, *, access: str = "fibre_2018", only_isolated: bool = False
) -> pd.DataFrame:
    """Give the association of access with each outcome, as communes are and with controls.

    The controls are the logarithms of population and density, the share of people aged 60 and over, both of the last census
    that the report could know, the type of territory, and a constant for each département. Weighted by people. The growth
    before fibre cannot come from it: an association with it shows what the places were before.

    Returns
    -------
    DataFrame
        ``outcome`` (of `OUTCOMES`), ``access``, ``scope``, ``model``, ``slope`` (share of people a year, full against no access),
        ``low``, ``high``, ``communes``, ``clusters``, ``with_access`` (communes with some); no row where nothing could be fitted.
    """
    frame = growth_by_commune(territory, definition)
    if only_isolated:
        frame = frame[frame[TYPE] == ISOLATED]
    rows = []
    for outcome in OUTCOMES:
        for model, options in {
            RAW: {},
            CONTROLLED: {"controls": [*CONTROLS, TYPE], "within": "departement"},
        }.items():
            found = associate(frame, outcome, access, **options)
            scope = ISOLATED if only_isolated else ALL_COMMUNES
            rows.append({"outcome": outcome, "access": access, "scope": scope, "model": model, **vars(found)})
    table = pd.DataFrame(rows)
    return table.dropna(subset=["slope"]).reset_index(drop=True)
