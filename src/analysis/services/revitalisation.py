"""Whom the State calls in need of revitalisation: FRR since 2024, the zones de revitalisation rurale (ZRR) before."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.geography import classify, people
from analysis.language import gettext_noop
from analysis.snapshot import remembered
from analysis.statistics import own_rows, shares
from analysis.territories import ALL_COMMUNES, KINDS_WITH_PEERS, Territory, compared, france

# A commune classed in part is counted with those classed, and again by itself; a mere beneficiary is not classed.
CLASSED = ("base", "plus", "part")
BENEFICIARY = ("beneficiary", "beneficiary in part")
ZONINGS = {
    "frr": gettext_noop("FRR or FRR+"),
    "frr_part": gettext_noop("of which classed in part"),
    "frr_plus": gettext_noop("FRR+"),
    "beneficiary": gettext_noop("beneficiary, not classed"),
    "zrr": gettext_noop("ZRR in 2021"),
    "zrr_part": gettext_noop("of which classed in part in 2021"),
}


def zoned_of(communes: pd.DataFrame) -> pd.DataFrame:
    """Add a flag for each of `ZONINGS`: missing where the file has no class.

    Parameters
    ----------
    communes : DataFrame
        ``frr_2025`` (base, plus, part, beneficiary, beneficiary in part, none) and ``zrr_2021`` (C, PC, NC).
    """
    told, former = communes["frr_2025"], communes["zrr_2021"]
    flags = {
        "frr": told.isin(CLASSED).astype("boolean").mask(told.isna()),
        "frr_part": told.eq("part").astype("boolean").mask(told.isna()),
        "frr_plus": told.eq("plus").astype("boolean").mask(told.isna()),
        "beneficiary": told.isin(BENEFICIARY).astype("boolean").mask(told.isna()),
        "zrr": former.isin(["C", "PC"]).astype("boolean").mask(former.isna()),
        "zrr_part": former.eq("PC").astype("boolean").mask(former.isna()),
    }
    return communes.assign(**flags)


@remembered
def zoned(territory: Territory) -> pd.DataFrame:
    """Return ``commune``, ``population`` (the last held) and the flags of `zoned_of` for the communes of a territory."""
    former = snapshot.load("communes", territory, columns=["commune", "region", "zrr_2021"])
    told = snapshot.load("revitalisation", territory, columns=["commune", "region", "frr_2025"])
    frame = former.merge(told[["commune", "frr_2025"]], on="commune", how="left", validate="one_to_one")
    return zoned_of(frame.merge(people(territory), on="commune", how="left"))


def shares_of(communes: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Give the share of communes and of people in each of `ZONINGS`.

    Parameters
    ----------
    communes : DataFrame
        The columns `by`, ``population`` and the flags of `zoned_of`.

    Returns
    -------
    DataFrame
        The columns `by`, ``zoning`` (key of `ZONINGS`), then those of `statistics.shares`.
    """
    tables = [shares(communes, flag, "population", by).assign(zoning=flag) for flag in ZONINGS]
    return pd.concat(tables, ignore_index=True)


@remembered
def revitalised(territory: Territory, definition: str) -> pd.DataFrame:
    """Give the share of communes and people in each zoning by type of territory and for all communes: see `shares_of`."""
    if territory.kind in KINDS_WITH_PEERS:
        return own_rows(_revitalised_of_every(territory.kind, definition), territory)
    return _by_type(territory, definition, [])


@remembered
def _revitalised_of_every(kind: str, definition: str) -> pd.DataFrame:
    """Give `revitalised` in every region, or département, at once: each is set beside its peers."""
    return _by_type(france(), definition, [kind])


def _by_type(territory: Territory, definition: str, places: list[str]) -> pd.DataFrame:
    kinds = classify(territory, definition)[["commune", "territory_type", *places]]
    by = [*places, "territory_type"]
    frame = zoned(territory).drop(columns=places, errors="ignore").merge(kinds, on="commune")
    typed = frame.dropna(subset=["territory_type"]).astype({"territory_type": "string"})
    every = shares_of(frame.assign(territory_type=ALL_COMMUNES), by)
    return pd.concat([shares_of(typed, by), every], ignore_index=True)


@remembered
def revitalised_by_definition(territory: Territory, also: str = "") -> pd.DataFrame:
    """Say how far each definition of isolated, and a list of one's own if any, and the zonings agree.

    Returns
    -------
    DataFrame
        ``definition``, ``label``, ``zoning``, ``isolated`` (communes), ``share_communes`` and ``share_people`` (of the isolated,
        in the zoning), ``zoned`` (communes of the zoning), ``share_of_zoning`` (of the communes of the zoning, isolated).
    """
    frame, rows = zoned(territory), []
    for key, chosen in compared(also).items():
        kinds = classify(territory, key)[["commune", "isolated"]]
        known = frame.merge(kinds, on="commune").dropna(subset=["isolated"])
        inside = known["isolated"].astype(bool)
        held = shares_of(known[inside], [])
        for row in held.to_dict("records"):
            zone = known[row["zoning"]].fillna(False).astype(bool)
            rows.append(
                {
                    "definition": key,
                    "label": chosen.label,
                    "zoning": row["zoning"],
                    "isolated": int(inside.sum()),
                    "share_communes": row["share_communes"],
                    "share_people": row["share_people"],
                    "zoned": int(zone.sum()),
                    "share_of_zoning": (zone & inside).sum() / zone.sum() if zone.any() else float("nan"),
                }
            )
    return pd.DataFrame(rows)
