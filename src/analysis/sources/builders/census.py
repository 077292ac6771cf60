"""Tables of the census on how residents travel to work and on their diplomas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.builders.yearly import other_perimeters, unchanged
from analysis.sources.geography import Built, Geography, carry_sums, city_of_arrondissement, losses, refuse_double_count
from analysis.sources.readers import by_year, commune_codes, geography_year, refuse_duplicates, to_rows, with_numbers

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

TRAVEL = "insee_rp2018_transport_iris"
MODES = {"PAS": "none", "MAR": "walk", "VELO": "bicycle", "2ROUESMOT": "two_wheels", "VOIT": "car", "TCOM": "public"}
DIPLOMAS = "insee_rp_diplomes_2011_2022"
# The level of higher education of 2011 is another one; both shares start from 2016.
FIRST_COMPARABLE = 2016
# INSEE gives a census by commune on the communes of two years later.
PUBLISHED_AFTER_YEARS = 2


def travel(raw: Raw, geography: Geography) -> Built:
    """Build the employed residents by their main means of travel to work."""
    stems = {stem: by_year(raw.header(TRAVEL), rf"C(\d\d)_ACTOCC15P_{stem}", TRAVEL) for stem in MODES}
    (year,) = set.intersection(*(set(found) for found in stems.values()))
    names = {found[year]: MODES[stem] for stem, found in stems.items()}
    table = with_numbers(raw.csv(TRAVEL, ["CODGEO", *names]), list(names))
    table["CODGEO"] = commune_codes(table["CODGEO"], TRAVEL)
    refuse_duplicates(table, ["CODGEO"], TRAVEL)
    refuse_double_count(table["CODGEO"], TRAVEL)
    table = table.assign(CODGEO=city_of_arrondissement(table["CODGEO"])).groupby("CODGEO").sum(min_count=1)
    rows = to_rows(table.reset_index(), ["CODGEO"], names, "mode", "employed")
    links = geography.links(geography_year(raw, TRAVEL))
    carried = carry_sums(rows, links, code="CODGEO", values=["employed"], by=("mode",)).assign(year=year)
    people = rows.groupby("CODGEO")["employed"].sum()
    lost = losses(rows["CODGEO"], links, source=TRAVEL, table="travel", people=people)
    return Built(geography.with_region(carried), [lost])


def diplomas(raw: Raw, geography: Geography) -> Built:
    """Build the share of people without the baccalauréat and with higher education, by census.

    A census keeps the communes of its own time under today's codes: those that merged since are left out of it. Cities
    given by arrondissement are put together by the people of the last census.
    """
    below = by_year(raw.header(DIPLOMAS), r"P(\d\d)_PCT_INFBAC", DIPLOMAS)
    higher = by_year(raw.header(DIPLOMAS), r"P(\d\d)_PCT_SUP", DIPLOMAS)
    years = [year for year in below if year in higher and year >= FIRST_COMPARABLE]
    people = by_year(raw.header(DIPLOMAS), r"P(\d\d)_POP", DIPLOMAS)
    weight = people[max(people)]
    columns = [weight, *(names[year] for year in years for names in (below, higher))]
    table = with_numbers(raw.csv(DIPLOMAS, ["CODGEO", *columns]), columns)
    table["CODGEO"] = commune_codes(table["CODGEO"], DIPLOMAS)
    refuse_duplicates(table, ["CODGEO"], DIPLOMAS)
    refuse_double_count(table["CODGEO"], DIPLOMAS)
    frames, lost = [], []
    for year in years:
        names = {below[year]: "share_below_baccalaureat", higher[year]: "share_higher_education"}
        shares = _whole_cities(table[["CODGEO", weight, *names]].rename(columns=names), weight, list(names.values()))
        links = geography.links(year + PUBLISHED_AFTER_YEARS)
        kept = unchanged(links)[["former", "commune"]].merge(shares, left_on="former", right_on="CODGEO")
        frames.append(kept[["commune", *names.values()]].assign(year=year))
        lost.append(other_perimeters(shares["CODGEO"], links, DIPLOMAS, "diplomas", year))
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _whole_cities(table: pd.DataFrame, weight: str, shares: list[str]) -> pd.DataFrame:
    """Give each city the mean of its arrondissements, by people; other communes keep their shares. Percent to shares."""
    above = table[shares].mul(table[weight], axis=0).div(100)
    below = table[shares].notna().mul(table[weight], axis=0)
    code = city_of_arrondissement(table["CODGEO"])
    means = above.groupby(code).sum(min_count=1) / below.groupby(code).sum().where(lambda frame: frame > 0)
    return means.round(6).reset_index().dropna(subset=shares, how="all")


BUILDERS = {"travel": travel, "diplomas": diplomas}
