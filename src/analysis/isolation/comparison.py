"""How far the definitions of "isolated" agree: with one another, over the years of the map, on the report's places."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import classify, classify_communes, latest_year, people
from analysis.isolation.sizes import size
from analysis.snapshot import remembered
from analysis.territories import ISOLATED, Territory, available, compared


@remembered
def sizes_by_definition(territory: Territory, also: str = "") -> pd.DataFrame:
    """Count the isolated communes and people of a territory under each definition, and a list of one's own if any.

    Returns
    -------
    DataFrame
        ``definition``, ``label``, ``communes``, ``share_communes``, ``people``, ``share_people``, ``mean_population``.
    """
    rows = []
    # The data of figures are taken along: of a list they hold its title, not where its file is.
    for key, chosen in compared(also).items():
        table = size(territory, key).set_index("territory_type").loc[ISOLATED]
        rows.append({"definition": chosen.slug, "label": chosen.label, **table.drop("median_population").to_dict()})
    return pd.DataFrame(rows)


def overlap_of(flags: pd.DataFrame, weight: pd.Series) -> pd.DataFrame:
    """Say how far each pair of definitions agrees.

    Parameters
    ----------
    flags : DataFrame of boolean
        One column for each definition, one row for each commune; rows with a missing flag are left out.
    weight : Series
        People of each commune.

    Returns
    -------
    DataFrame
        ``first``, ``second``, ``communes_first``, ``communes_both``, ``share_of_first`` (of the communes isolated
        under the first, how many are under the second), ``share_people_of_first``.
    """
    known = flags.dropna().astype(bool)
    size_of = weight.reindex(known.index).fillna(0)
    rows = []
    for first in known:
        for second in known:
            both = known[first] & known[second]
            base, base_people = known[first].sum(), size_of[known[first]].sum()
            rows.append(
                {
                    "first": first,
                    "second": second,
                    "communes_first": base,
                    "communes_both": both.sum(),
                    "share_of_first": both.sum() / base if base else np.nan,
                    "share_people_of_first": size_of[both].sum() / base_people if base_people else np.nan,
                }
            )
    return pd.DataFrame(rows)


@remembered
def overlap(territory: Territory, also: str = "") -> pd.DataFrame:
    """Say how far the definitions, and a list of one's own if any, agree in a territory: see `overlap_of`."""
    flags = pd.DataFrame({key: classify(territory, key).set_index("commune")["isolated"] for key in compared(also)})
    return overlap_of(flags, people(territory).set_index("commune")["population"])


def agreement(territory: Territory) -> pd.DataFrame:
    """Count, for each commune, how many of the single official definitions call it isolated.

    Returns
    -------
    DataFrame
        ``commune``, ``definitions`` (0 to 3, missing where one of them has no class): ZAU, AAV and density.
    """
    flags = pd.DataFrame(
        {key: classify(territory, key).set_index("commune")["isolated"] for key in ("zau", "aav", "density")}
    )
    counted = flags.dropna().astype(int).sum(axis=1)
    return counted.reindex(flags.index).astype("Int64").rename("definitions").reset_index()


def by_geography(key: str) -> pd.DataFrame:
    """Count the isolated communes and people of France in each geography that the snapshot holds.

    Returns
    -------
    DataFrame
        ``typology``, ``geography_year``, ``communes``, ``share_communes``, ``population_year``, ``people``.
    """
    isolated = {"zau": ("zau_2010", "400"), "aav": ("aav_2020", "30"), "density": ("density_2022", "7")}
    column, code = isolated[key if key in isolated else "zau"]
    table = snapshot.load("typologies")
    table = table[table["typology"] == column]
    total = table.groupby("geography_year")["communes"].transform("sum")
    table = table.assign(share_communes=table["communes"] / total)
    kept = table[table["class_code"] == code].rename(columns={"population": "people"})
    return kept[["typology", "geography_year", "communes", "share_communes", "population_year", "people"]].reset_index(
        drop=True
    )


@remembered
def cases() -> pd.DataFrame:
    """Return the places that the report names, with their class under each definition.

    Returns
    -------
    DataFrame
        ``case``, ``commune``, ``name``, ``region``, ``longitude``, ``latitude``, ``population``, and one column for
        each definition with the type of territory.
    """
    table = pd.read_csv(snapshot.file("cases.csv"), dtype="string")
    communes = snapshot.load("communes")
    found = table.merge(communes, on="commune", how="left", validate="one_to_one")
    sizes = snapshot.load("population")
    found = found.merge(sizes.loc[sizes["year"] == latest_year(), ["commune", "population"]], on="commune", how="left")
    for key in available():
        found[key] = classify_communes(found, key)["territory_type"].astype("string")
    return found[["case", "commune", "name", "region", "longitude", "latitude", "population", *available()]]
