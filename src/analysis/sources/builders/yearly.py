"""Tables of single years beside INSEE's series: populations between its own, births, travel to work, diplomas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.geography import (
    Built,
    Geography,
    carry_sums,
    city_of_arrondissement,
    is_arrondissement,
    losses,
    refuse_double_count,
)
from analysis.sources.readers import (
    by_year,
    columns_of_years,
    commune_codes,
    geography_year,
    refuse_duplicates,
    to_rows,
    with_numbers,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

SERIES = "insee_populations_2013_2021"
BIRTHS = "insee_naissances_2014_2021"
# The years that the table `population` has from INSEE's own files are left to it: a year has one source.
BETWEEN = (2014, 2015, 2017)
# INSEE gives the population of a year, and a census, on the communes of two years later.
PUBLISHED_AFTER_YEARS = 2
TRAVEL = "insee_rp2018_transport_iris"
MODES = {"PAS": "none", "MAR": "walk", "VELO": "bicycle", "2ROUESMOT": "two_wheels", "VOIT": "car", "TCOM": "public"}
DIPLOMAS = "insee_rp_diplomes_2011_2022"
# The level of higher education of 2011 is another one; both shares start from 2016.
FIRST_COMPARABLE = 2016
OTHER_PERIMETER = "commune that merged or split since: figure of its former perimeter"


def unchanged(links: pd.DataFrame) -> pd.DataFrame:
    """Keep the communes whose perimeter did not change: one code then, one commune today.

    Parameters
    ----------
    links : DataFrame
        A crosswalk: ``former``, ``commune``, ``weight``, ``kind``.
    """
    return links[links["kind"] == "same"]


def other_perimeters(codes: pd.Series, links: pd.DataFrame, source: str, table: str, year: int) -> pd.DataFrame:
    """Count the communes whose figure is left out because it is that of another perimeter, as `losses` does."""
    lost = losses(codes, unchanged(links), source=source, table=table)
    lost = lost[lost["reason"] == "code unknown to the movements file"]
    return lost.assign(reason=f"{OTHER_PERIMETER} ({year})")


def population_between(raw: Raw, geography: Geography) -> Built:
    """Build the population of the years that the table ``population`` has not.

    The file joins every year to today's codes without adding merged communes up: the former figures of a merged commune
    are those of the one that gave it its code. Only communes that kept their perimeter are taken.
    """
    names = {name: year for name, year in columns_of_years(raw, SERIES, r"p(\d\d)_pop").items() if year in BETWEEN}
    table = with_numbers(raw.csv(SERIES, ["codgeo", *names]), list(names))
    table["code"] = commune_codes(_five_characters(table["codgeo"]), SERIES)
    refuse_duplicates(table, ["code"], SERIES)
    refuse_double_count(table["code"], SERIES)
    table = table.assign(code=city_of_arrondissement(table["code"])).groupby("code")[list(names)]
    table = table.sum(min_count=1).reset_index()
    frames, lost = [], []
    for name, year in names.items():
        links = geography.links(year + PUBLISHED_AFTER_YEARS)
        held = table[["code", name]].dropna().set_axis(["code", "population"], axis=1)
        frames.append(carry_sums(held, unchanged(links), code="code", values=["population"]).assign(year=year))
        lost.append(other_perimeters(held["code"], links, SERIES, "population_between", year))
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _five_characters(codes: pd.Series) -> pd.Series:
    """Drop the third figure of a code overseas, which the file writes with the three of the département (973353)."""
    return codes.astype("str").str.replace(r"^(97)\d(\d{3})$", r"\1\2", regex=True)


def births(raw: Raw, geography: Geography) -> Built:
    """Build the births of each year by commune of residence of the mother."""
    names = columns_of_years(raw, BIRTHS, r"NAISD(\d\d)")
    table = with_numbers(raw.csv(BIRTHS, ["CODGEO", *names]), list(names))
    # The whole city and its arrondissements are both there: the city is kept.
    table = table[~is_arrondissement(table["CODGEO"])]
    table = table.assign(CODGEO=commune_codes(table["CODGEO"], BIRTHS))
    refuse_duplicates(table, ["CODGEO"], BIRTHS)
    rows = to_rows(table, ["CODGEO"], names, "year", "births", "int64")
    links = geography.links(geography_year(raw, BIRTHS))
    carried = carry_sums(rows, links, code="CODGEO", values=["births"], by=("year",))
    lost = losses(table["CODGEO"], links, source=BIRTHS, table="births")
    return Built(geography.with_region(carried), [lost])


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


BUILDERS = {"population_between": population_between, "births": births, "travel": travel, "diplomas": diplomas}
