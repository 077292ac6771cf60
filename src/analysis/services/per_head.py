"""Services per 10,000 people: what a share of communes without hides, for the smallest communes are the many."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import geography
from analysis.services.catalogue import COMMON, SERVICES, UNCOVERED, Service
from analysis.services.equipment import equipments, people_by_edition, presence, summary_edition
from analysis.snapshot import remembered, years
from analysis.statistics import gap_interval
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

PER = 10_000
THEN = 2013  # the edition that the report could know


def counted_of(equipment: pd.DataFrame, communes: pd.DataFrame, editions: Iterable[int], services: Iterable[Service]):
    """Count the equipments of each commune, service and edition, 0 where the edition lists none.

    Parameters
    ----------
    equipment : DataFrame
        ``commune``, ``year``, ``type``, ``equipments``: only what is there.
    communes : DataFrame
        ``commune``, ``region``: all of them; those that an edition does not cover are left out of it.
    editions : iterable of int

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``year``, ``commune``, ``equipments``; an edition that does not hold a service has no row.
    """
    services, frames = list(services), []
    for year in editions:
        listed = equipment[equipment["year"] == year]
        covered = communes.loc[~communes["region"].isin(UNCOVERED.get(year, ())), "commune"]
        held = set(listed["type"])
        for service in services:
            types = service.types(year, held)
            if types:
                sums = listed[listed["type"].isin(types)].groupby("commune")["equipments"].sum()
                counts = covered.map(sums).astype("float64").fillna(0.0).to_numpy()
                frames.append(
                    pd.DataFrame({"commune": covered.to_numpy(), "equipments": counts}).assign(
                        service=service.key, label=service.label, year=year
                    )
                )
    columns = ["service", "label", "year", "commune", "equipments"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def per_head_of(counted: pd.DataFrame) -> pd.DataFrame:
    """Give the equipments per 10,000 people by service, edition and type of territory.

    Parameters
    ----------
    counted : DataFrame
        `counted_of` with ``territory_type`` (categorical) and ``people``; a commune without people known is left out.

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``year``, ``territory_type`` (with "All communes"), ``equipments``, ``people``,
        ``per_10000`` (missing where there are no people).
    """
    known = counted.dropna(subset=["people"])
    names = [*counted["territory_type"].cat.categories, ALL_COMMUNES]
    by = ["service", "label", "year"]
    parts = [
        (known if name == ALL_COMMUNES else known[known["territory_type"] == name])
        .groupby(by, sort=False)[["equipments", "people"]]
        .sum()
        .reset_index()
        .assign(territory_type=name)
        for name in names
    ]
    table = pd.concat(parts, ignore_index=True)
    table["per_10000"] = PER * table["equipments"] / table["people"].where(table["people"] > 0)
    table["territory_type"] = pd.Categorical(table["territory_type"], names, ordered=True)
    return table[[*by, "territory_type", "equipments", "people", "per_10000"]]


def beside_others_of(counted: pd.DataFrame) -> pd.DataFrame:
    """Set the isolated communes beside the others, per 10,000 people, with the interval of the gap.

    Parameters
    ----------
    counted : DataFrame
        As for `per_head_of`, with ``cluster``.

    Returns
    -------
    DataFrame
        ``service``, ``label``, ``year``, ``gap`` (isolated less others, per 10,000), ``low``, ``high``.
    """
    rows = []
    for (service, label, year), here in counted.dropna(subset=["people", "territory_type"]).groupby(
        ["service", "label", "year"], sort=False
    ):
        frame = here.assign(above=here["equipments"] * PER, isolated=here["territory_type"] == ISOLATED)
        gap = gap_interval(frame, "above", "people") if frame["people"].sum() else (np.nan, np.nan, np.nan)
        rows.append((service, label, year, *gap))
    return pd.DataFrame(rows, columns=["service", "label", "year", "gap", "low", "high"])


def editions_shown() -> list[int]:
    """Return the edition that the report could know and the last whole one: `summary_edition`."""
    return sorted({year for year in years.held("services") if year == THEN} | {summary_edition()})


def comparable(service: str) -> bool:
    """Tell whether the two editions count a service in the same way."""
    first, *_, last = [*editions_shown()[:1], *editions_shown()]
    return SERVICES[service].series(first) == SERVICES[service].series(last)


@remembered
def _counted(territory: Territory, definition: str) -> pd.DataFrame:
    kinds = geography.classify(territory, definition)[["commune", "region", "cluster", "territory_type"]]
    common = [SERVICES[key] for key in COMMON]
    types = tuple(sorted({name for service in common for names in service.codes.values() for name in names}))
    listed = territory.select(equipments(types, tuple(editions_shown())))
    counted = counted_of(listed, kinds, editions_shown(), common)
    people = people_by_edition(territory)[editions_shown()].rename_axis(columns="year").stack().rename("people")
    counted = counted.merge(people.astype("float64").reset_index(), on=["commune", "year"], how="left")
    counted = counted.merge(_held(territory), on=["commune", "service", "year"])
    return counted.merge(kinds.drop(columns="region"), on="commune", how="left")


def _held(territory: Territory) -> pd.DataFrame:
    """Return the communes, services and editions that are held: the others have no rate, not one of zero."""
    known = presence(territory).rename_axis(index="commune").stack(["service", "year"], future_stack=True)
    return known.dropna().index.to_frame(index=False)


@remembered
def per_head(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the common services per 10,000 people of a territory: see `per_head_of`. Editions: `editions_shown`."""
    return per_head_of(_counted(territory, definition))


@remembered
def beside_others(territory: Territory, definition: str) -> pd.DataFrame:
    """Set isolated communes beside the others in the last whole edition: see `beside_others_of`."""
    counted = _counted(territory, definition)
    return beside_others_of(counted[counted["year"] == summary_edition()])
