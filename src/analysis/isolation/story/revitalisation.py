"""What the first notebook shows and says of FRR and ZRR: how far the State's zonings and the definitions of isolated agree."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import services, words
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED, latest_year
from analysis.territories import Territory, definition
from analysis.words import editions, few_isolated, source_line


def _wide(territory: Territory) -> pd.DataFrame:
    """Return one row for each definition, shares left out where too few communes are isolated."""
    table = services.revitalised_by_definition(territory)
    measured = ["share_communes", "share_people", "share_of_zoning"]
    enough = table["isolated"] >= FEWEST_ISOLATED
    table = table.assign(**{name: table[name].where(enough) for name in measured})
    wide = table.pivot(index=["definition", "label", "isolated"], columns="zoning", values=measured)
    wide.columns = [f"{name}_{zoning}" for name, zoning in wide.columns]
    order = table["definition"].drop_duplicates()
    return wide.reset_index().set_index("definition").loc[order].reset_index()


def zonings_table(territory: Territory) -> GT:
    """Tabulate, for each definition, the isolated communes and people in FRR and ZRR, and how much of FRR is isolated."""
    return tables.table(
        _wide(territory),
        title=f"Isolated communes and the zonings of revitalisation: {territory.name}",
        subtitle=f"FRR of July 2025, ZRR of 2021, classed in part counts as classed; population {latest_year()}; no share of "
        f"fewer than {FEWEST_ISOLATED} communes",
        columns={
            "label": ("Definition", "text"),
            "isolated": ("Isolated communes", "integer"),
            "share_communes_frr": ("in FRR or FRR+", "percent"),
            "share_people_frr": ("their people", "percent"),
            "share_communes_frr_plus": ("in FRR+", "percent"),
            "share_communes_zrr": ("in ZRR before", "percent"),
            "share_of_zoning_frr": ("of FRR communes, isolated", "percent"),
        },
        source=source_line("revitalisation", *editions("communes", "anct_zrr"), "communes_2015"),
    )


def zonings_reading(territory: Territory, key: str) -> str:
    """Say how far FRR and the definition in use overlap, both ways."""
    few = few_isolated(territory, key)
    if few:
        return few
    row = _wide(territory).set_index("definition").loc[key]
    if pd.isna(row["share_of_zoning_frr"]):
        return f"No commune of {territory.name} is classed FRR, isolated or not."
    return (
        f"In {territory.name}, {words.percent(row['share_communes_frr'])} of the communes that are {definition(key).meaning} are "
        f"classed FRR or FRR+ ({words.percent(row['share_communes_zrr'])} were in ZRR in 2021); the other way round, "
        f"{words.percent(row['share_of_zoning_frr'])} of the FRR communes are isolated. The zoning looks at density, income and "
        "loss of people, by groups of communes: it follows other lines than isolation does."
    )
