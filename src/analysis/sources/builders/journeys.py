"""Where employed residents work, as far as the held extracts of INSEE's journeys to work tell it.

The complete file of flows is optional (see ``commuting``). Two extracts are held: the whole of France with its flows of 100
and more, and all the flows inside one département. Neither applies the report's rule everywhere; together they bound it.
"""

from __future__ import annotations

import pandas as pd

from analysis.snapshot import among
from analysis.sources.builders.commuting import URBAN_AREAS
from analysis.sources.builders.places import typology_sources
from analysis.sources.geography import (
    Built,
    Geography,
    carry_classes,
    carry_sums,
    city_of_arrondissement,
    losses,
    refuse_double_count,
)
from analysis.sources.readers import (
    Raw,
    by_year,
    commune_codes,
    geography_year,
    refuse_duplicates,
    refuse_wrong_sum,
    to_number,
)

COUNTRY, COUNTRY_FLOWS, DEPARTEMENT = (
    "insee_mobpro_france_2015_actifs",
    "insee_mobpro_france_2015_flux",
    "insee_mobpro_isere_2017",
)
FLOWS_OF_CENSUS = r"NBFLUX_C(\d\d)_ACTOCC15P"
HUNDRED, INSIDE = "flows of 100 or more", "all flows inside the département"
PLACES = ["in_commune", "in_urban_areas", "in_large_urban_areas", "outside_urban_areas"]
# Large poles and their crowns.
LARGE_AREAS = ("111", "112")
VALUES = ["employed", *PLACES]
ROUNDED = 1.5  # own commune and elsewhere are rounded apart from their total


def known_places(flows: pd.DataFrame, classes: pd.Series) -> pd.DataFrame:
    """Add up the workers of each commune by what is known of where they work.

    Parameters
    ----------
    flows : DataFrame
        ``home``, ``work`` (codes of one geography), ``workers``; a commune may be its own place of work.
    classes : Series
        Category of the zoning of urban areas by commune. Of a place of work that is not there (abroad) nothing is known:
        its workers are counted neither in nor outside an urban area.

    Returns
    -------
    DataFrame
        ``home``, ``in_commune`` (those who work where they live), ``in_urban_areas``, ``in_large_urban_areas`` (part of
        the former), ``outside_urban_areas`` (all among all workers, in their own commune or another).
    """
    told = flows[among(flows["work"], classes.index)]
    inside, large = (among(told["work"], classes.index[classes.isin(kinds)]) for kinds in (URBAN_AREAS, LARGE_AREAS))
    parts = {
        "in_commune": told["home"] == told["work"],
        "in_urban_areas": inside,
        "in_large_urban_areas": large,
        "outside_urban_areas": ~inside,
    }
    sums = pd.DataFrame({name: told["workers"].where(kept, 0.0) for name, kept in parts.items()})
    return sums.groupby(told["home"]).sum().rename_axis("home").reset_index()


def _column(raw: Raw, source: str, form: str) -> tuple[int, str]:
    """Return the census of an extract, and its column of this form."""
    return max(by_year(raw.header(source), form, source).items())


def _flows(raw: Raw, source: str, people: str) -> pd.DataFrame:
    """Read flows between communes: ``home``, ``work``, ``workers``; arrondissements as their city."""
    table = raw.csv(source, ["CODGEO", "DCLT", people])
    commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO", "DCLT"], source)
    flows = pd.DataFrame(
        {
            "home": city_of_arrondissement(table["CODGEO"]),
            "work": city_of_arrondissement(table["DCLT"]),
            "workers": to_number(table[people]),
        }
    )
    return flows


def _country(raw: Raw, flows: pd.DataFrame, classes: pd.Series) -> pd.DataFrame:
    """Join the workers of every commune of France, and the flows of 100 and more to other communes."""
    whole = _column(raw, COUNTRY, r"C(\d\d)_ACTOCC15P")[1]
    columns = [whole, f"{whole}_ILT1", f"{whole}_ILTAUT"]
    table = raw.csv(COUNTRY, ["CODGEO", *columns])
    commune_codes(table["CODGEO"], COUNTRY)
    refuse_duplicates(table, ["CODGEO"], COUNTRY)
    refuse_double_count(table["CODGEO"], COUNTRY)
    employed, own, elsewhere = (to_number(table[name]) for name in columns)
    refuse_wrong_sum(own + elsewhere, employed, COUNTRY, columns[0], ROUNDED)
    home = city_of_arrondissement(table["CODGEO"])
    stayed = pd.DataFrame({"home": home, "work": home, "workers": own})
    # A city's flows between its arrondissements have become flows inside it.
    counted = known_places(pd.concat([stayed, flows], ignore_index=True), classes)
    counts = employed.groupby(home).sum().rename("employed").rename_axis("home").reset_index()
    return counts.merge(counted, on="home", how="left", validate="one_to_one")


def commuting(raw: Raw, geography: Geography) -> Built:
    """Build the employed residents of each commune by where they are known to work, one row for each extract."""
    country, inside = geography_year(raw, COUNTRY), geography_year(raw, DEPARTEMENT)
    census_large, workers = _column(raw, COUNTRY_FLOWS, FLOWS_OF_CENSUS)
    large = _flows(raw, COUNTRY_FLOWS, workers)
    census_every, workers = _column(raw, DEPARTEMENT, FLOWS_OF_CENSUS)
    every = _flows(raw, DEPARTEMENT, workers)
    france = _country(raw, large, _classes(raw, geography, country))
    one = known_places(every, _classes(raw, geography, inside))
    one["employed"] = one["in_urban_areas"] + one["outside_urban_areas"]
    parts, lost = [], []
    for source, year, census, flows, table in (
        (COUNTRY, country, census_large, HUNDRED, france),
        (DEPARTEMENT, inside, census_every, INSIDE, one),
    ):
        links = geography.links(year)
        carried = carry_sums(table, links, code="home", values=VALUES)
        parts.append(carried.assign(census=census, flows=flows))
        lost.append(losses(table["home"], _of(links, table, source), source=source, table="commuting"))
    return Built(geography.with_region(pd.concat(parts, ignore_index=True)), lost)


def _of(links: pd.DataFrame, table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Keep the links of the département that an extract covers: the other communes are no loss of it."""
    if source == COUNTRY:
        return links
    held = table["home"].str[:2].unique()
    return links[links["former"].str[:2].isin(held)]


def _classes(raw: Raw, geography: Geography, year: int) -> pd.Series:
    """Return the category of each commune of a year, by the commune of today that holds most of it."""
    links = geography.links(year).sort_values(["former", "weight", "commune"], ascending=[True, False, True])
    main = links.drop_duplicates("former").set_index("former")["commune"]
    return main.map(typology_of(raw, geography, "zau_2010"))


def typology_of(raw: Raw, geography: Geography, column: str) -> pd.Series:
    """Return the class of each commune of 2025 in one typology (a column of ``communes``), by commune."""
    _, year, table = typology_sources(raw)[column]
    return carry_classes(table, geography.links(year), code="code", column="class", people=pd.Series(geography.people))


BUILDERS = {"commuting": commuting}
