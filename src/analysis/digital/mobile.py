"""Mobile networks: the area covered by type of territory, and its change by EPCI."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.digital.fixed import TYPE, divide, people_by_commune, with_all
from analysis.geography import classify
from analysis.language import gettext_noop
from analysis.snapshot import remembered
from analysis.statistics import gap_interval
from analysis.territories import Territory

MOBILE = {
    "share_area_4g_best": ("4G", "best"),
    "share_area_4g_worst": ("4G", "worst"),
    "share_area_3g_best": ("3G", "best"),
    "share_area_3g_worst": ("3G", "worst"),
}
POOR_COVERAGE = 0.9
MOST = 0.5
EPCI_GROUPS = (
    gettext_noop("No isolated commune"),
    gettext_noop("Under half of people isolated"),
    gettext_noop("Half of people or more isolated"),
)


def mobile_of(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Give the share of area covered by group, and the communes and people where under 90 % of the area is.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune, network and operator: ``share_area``, ``area_km2``, ``people``, the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``communes``, ``area_km2``, ``share_area``, ``share_communes_poor``, ``share_people_poor``.
    """
    known = frame.dropna(subset=["share_area", "area_km2"])
    poor, people = known["share_area"] < POOR_COVERAGE, known["people"].fillna(0.0)
    parts = known[list(by)].assign(
        communes=1,
        area_km2=known["area_km2"],
        covered=known["share_area"] * known["area_km2"],
        people=people,
        communes_poor=poor,
        people_poor=people.where(poor, 0.0),
    )
    sums = parts.groupby(list(by), observed=True).sum().reset_index()
    return sums[[*by, "communes", "area_km2"]].assign(
        share_area=divide(sums["covered"], sums["area_km2"]),
        share_communes_poor=divide(sums["communes_poor"], sums["communes"]),
        share_people_poor=divide(sums["people_poor"], sums["people"]),
    )


@remembered
def mobile(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the area covered in 3G and 4G by the best and the worst operator (metropolitan France).

    Returns
    -------
    DataFrame
        ``territory_type``, ``network``, ``operator``, then as `mobile_of`.
    """
    areas = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"]).set_index("commune")
    places = classify(territory, definition)[["commune", TYPE]].set_index("commune")
    places = places.assign(area_km2=areas["area_km2"], people=people_by_commune(territory).reindex(places.index))
    table = snapshot.load("mobile", territory)
    long = table.melt(id_vars="commune", value_vars=list(MOBILE), var_name="measure", value_name="share_area")
    for place, name in enumerate(("network", "operator")):
        long[name] = long["measure"].map({measure: said[place] for measure, said in MOBILE.items()})
    return with_all(mobile_of, long.join(places, on="commune"), ["network", "operator"], definition)


@remembered
def mobile_change(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the area covered in 4G by two operators or more at each date, by how isolated the people of the EPCI are.

    An EPCI counts for the area of its communes in the territory; those whose code was given up since are left out.

    Returns
    -------
    DataFrame
        ``group`` (ordered), ``date``, ``epcis``, ``share_area``; EPCI without a figure at each date are left out.
    """
    long = _by_epci(territory, definition)
    long = long.assign(covered=long["share_area"] * long["area_km2"], epcis=1)
    sums = long.groupby(["group", "date"], observed=True)[["epcis", "covered", "area_km2"]].sum().reset_index()
    return sums.assign(share_area=divide(sums["covered"], sums["area_km2"]))[["group", "date", "epcis", "share_area"]]


@remembered
def _by_epci(territory: Territory, definition: str) -> pd.DataFrame:
    """Return ``epci``, ``date``, ``share_area``, ``area_km2`` and ``group`` of the EPCI known at each date."""
    columns = ["commune", "region", "epci", "area_km2"]
    places = snapshot.load("communes", territory, columns=columns).set_index("commune")
    places = places.join(classify(territory, definition).set_index("commune")["isolated"]).dropna(subset=["epci"])
    people = people_by_commune(territory).reindex(places.index)
    places = places.assign(people=people, isolated_people=people.where(places["isolated"].fillna(False), 0.0))
    held = places.groupby("epci")[["area_km2", "people", "isolated_people"]].sum()
    share = divide(held["isolated_people"], held["people"])
    levels = pd.cut(share, [-1, 0, np.nextafter(MOST, 0), 1], labels=list(EPCI_GROUPS))
    held = held.assign(group=levels).dropna(subset=["group"])
    table = snapshot.load("mobile_epci")
    wide = table.pivot(index="epci", columns="date", values="share_area_4g_two_operators").dropna()
    long = wide.rename_axis(columns="date").stack().rename("share_area").reset_index()
    return long.join(held[["area_km2", "group"]], on="epci", how="inner")


def gap_change_of(epcis: pd.DataFrame, group: str) -> tuple[float, float, float]:
    """Give how the gap of a group of EPCI to those without isolated communes moved, first date to last, with its interval.

    Parameters
    ----------
    epcis : DataFrame
        ``epci``, ``date``, ``share_area``, ``area_km2``, ``group``: one row for each EPCI and date.
    group : str
        One of `EPCI_GROUPS`, not the first.

    Returns
    -------
    tuple of float
        Change of the gap (positive: the group gained on the others), low, high (95 % bootstrap, EPCI resampled).
    """
    two = epcis[epcis["group"].isin([EPCI_GROUPS[0], group])]
    wide = two.pivot(index=["epci", "area_km2", "group"], columns="date", values="share_area").dropna()
    frame = wide.index.to_frame(index=False).assign(
        gained=((wide.iloc[:, -1] - wide.iloc[:, 0]) * wide.index.get_level_values("area_km2")).to_numpy()
    )
    frame = frame.assign(inside=frame["group"].astype("object") == group)
    return gap_interval(frame, "gained", "area_km2", inside="inside", cluster="epci")


@remembered
def gap_change(territory: Territory, definition: str, group: str) -> tuple[float, float, float]:
    """Give how the gap between groups of EPCI of a territory moved: see `gap_change_of`."""
    return gap_change_of(_by_epci(territory, definition).astype({"group": "object"}), group)
