"""Tables on work by commune: jobs by function, private employees, establishments, digital firms; business creations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.snapshot import among
from analysis.sources.builders.history import refuse_year_twice
from analysis.sources.builders.zones import A5
from analysis.sources.contracts import SIZES
from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Built, Geography, carry_sums, city_of_arrondissement, is_arrondissement, losses
from analysis.sources.readers import (
    ROUNDING,
    by_year,
    checked_geography_year,
    columns_of_years,
    commune_codes,
    editions,
    geography_year,
    refuse_duplicates,
    refuse_older_columns,
    refuse_wrong_sum,
    to_rows,
    with_numbers,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

FUNCTION_OF_COLUMN = {
    "ADMPUB": "public_administration",
    "AGRICU": "agriculture",
    "BTP": "construction",
    "COMINT": "inter_company_trade",
    "CONREC": "design_research",
    "CULLOI": "culture_leisure",
    "DISTRI": "retail",
    "EDUFOR": "education",
    "ENTREP": "maintenance",
    "FABRIC": "production",
    "GESTIO": "management",
    "LOGIST": "logistics",
    "PREINT": "intellectual_services",
    "SANSOC": "health_social",
    "SERPRO": "local_services",
}
# Censuses of the analyse fonctionnelle: any year of the catalogue.
JOB_EDITIONS = r"insee_analyse_fonctionnelle_(\d{4})"
SIZE_COLUMNS = dict(zip(("0ND", "1", "6", "10", "20", "50", "100", "200", "500"), SIZES))
# Files of establishments by commune, any year of the catalogue: ids, column of the total, columns of the classes.
ESTABLISHMENTS = {
    "sector": (
        r"insee_(?:clap|comparateur)_\d{4}",
        r"ETTOT(\d\d)",
        {f"ET{letters}{{}}": sector for letters, sector in A5.items()},
    ),
    "size": (r"insee_ree_\d{4}", r"E(\d\d)TST", {f"E{{}}TS{size}": label for size, label in SIZE_COLUMNS.items()}),
}
# URSSAF places a few jobs in a city without naming the arrondissement: far fewer than in the arrondissements themselves.
LARGEST_SHARE_WITHOUT_ARRONDISSEMENT = 0.05


def jobs(raw: Raw, geography: Geography) -> Built:
    """Build jobs at the place of work by commune, census year and function."""
    frames, lost = [], []
    for source, match in editions(raw, JOB_EDITIONS).items():
        year, suffix = int(match[1]), match[1][-2:]
        links = geography.links(geography_year(raw, source))
        columns = [f"{name}{suffix}" for name in FUNCTION_OF_COLUMN]
        total = f"ELT{suffix}"
        table = raw.csv(source, ["CODGEO", total, *columns])
        table["CODGEO"] = commune_codes(table["CODGEO"], source)
        refuse_duplicates(table, ["CODGEO"], source)
        table = with_numbers(table, [total, *columns], thousands=",")
        refuse_wrong_sum(table[columns].sum(axis=1, min_count=1), table[total], source, total, ROUNDING)
        carried = carry_sums(table, links, code="CODGEO", values=columns)
        names = dict(zip(columns, FUNCTION_OF_COLUMN.values()))
        frames.append(to_rows(carried, ["commune"], names, "function", "jobs").assign(year=year))
        lost.append(losses(table.loc[table[total].notna(), "CODGEO"], links, source=source, table="jobs"))
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def employees(raw: Raw, geography: Geography) -> Built:
    """Build private employees by commune and year; a merged commune adds the parts that are known."""
    source = "urssaf_effectifs_communes_2014_2024"
    columns = columns_of_years(raw, source, r"effectifs_salaries_(\d{4})")
    table = raw.csv(source, ["code_commune", *columns])
    table["code_commune"] = commune_codes(table["code_commune"], source)
    refuse_duplicates(table, ["code_commune"], source)
    table = with_numbers(table, list(columns))
    table = _cities_whole(table, list(columns), source)
    links = geography.links(geography_year(raw, source))
    carried = carry_sums(table, links, code="code_commune", values=list(columns), missing="skipped")
    frame = to_rows(carried, ["commune"], columns, "year", "employees", "int64")
    lost = losses(table["code_commune"], links, source=source, table="employees")
    return Built(geography.with_region(frame), [lost])


def _cities_whole(table: pd.DataFrame, columns: list[str], source: str) -> pd.DataFrame:
    """Add the arrondissements up, with the few jobs given to the city itself; refuse a city counted twice."""
    codes = table["code_commune"]
    cities = city_of_arrondissement(codes)
    parts = table[is_arrondissement(codes)].groupby(cities)[columns].sum()
    alone = table[among(codes, parts.index)].set_index("code_commune")[columns].reindex(parts.index).fillna(0)
    twice = alone.gt(parts * LARGEST_SHARE_WITHOUT_ARRONDISSEMENT).any(axis=1)
    if twice.any():
        cities_twice = ", ".join(twice[twice].index)
        expected, found = "a city or its arrondissements", f"both for {cities_twice}"
        raise SourceError(source, "code_commune", expected, found, Exit.DOUBLE_COUNT)
    return table.assign(code_commune=cities).groupby("code_commune")[columns].sum(min_count=1).reset_index()


def establishments(raw: Raw, geography: Geography) -> Built:
    """Build establishments by commune: by sector (CLAP, Flores) or by size (REE), each edition with its own year."""
    frames, lost, held = [], [], []
    for dimension, (ids, total, classes) in ESTABLISHMENTS.items():
        for source in editions(raw, ids):
            year, column = max(by_year(raw.header(source), total, source).items())
            refuse_older_columns(raw, source, year)
            held.append((source, (dimension, year)))
            names = {form.format(f"{year % 100:02d}"): label for form, label in classes.items()}
            frame, loss = _counted(raw, geography, source, names, column)
            frames.append(frame.assign(year=year, dimension=dimension))
            lost.append(loss)
    refuse_year_twice("establishments", held)
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _counted(
    raw: Raw, geography: Geography, source: str, classes: dict[str, str], total: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read establishments by class, check that the classes add up, and carry them to the communes of 2025."""
    table = raw.csv(source, ["CODGEO", total, *classes])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO"], source)
    # The comparateur lists the arrondissements after their cities: the cities are enough.
    table = table[~is_arrondissement(table["CODGEO"])]
    table = with_numbers(table, [total, *classes])
    refuse_wrong_sum(table[list(classes)].sum(axis=1, min_count=1), table[total], source, total, 0)
    links = geography.links(checked_geography_year(raw, source, geography, table["CODGEO"]))
    carried = carry_sums(table, links, code="CODGEO", values=list(classes))
    lost = losses(table.loc[table[total].notna(), "CODGEO"], links, source=source, table="establishments")
    return to_rows(carried, ["commune"], classes, "class", "establishments"), lost


def digital_firms(raw: Raw, geography: Geography) -> Built:
    """Build establishments in programming and information services still active in 2017, in Occitanie."""
    source, years = "hackaviz_occitanie_it", [str(year) for year in range(1982, 2018)]
    table = raw.csv(source, ["CODGEO", *years])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO"], source)
    table = with_numbers(table, years)
    table = table.assign(establishments=table[years].sum(axis=1, min_count=len(years)))
    links = geography.links(2017)
    frame = carry_sums(table, links, code="CODGEO", values=["establishments"]).dropna()
    here = geography.communes.loc[geography.communes["region"] == "76", "commune"]
    lost = losses(table["CODGEO"], links[among(links["commune"], here)], source=source, table="digital_firms")
    return Built(geography.with_region(frame), [lost])


def employers_by_activity(raw: Raw, geography: Geography) -> Built:
    """Build establishments with employees by activity code, for the whole country."""
    source = "urssaf_etablissements_ape_2021"
    years = by_year(raw.header(source), r"nombre_d_etablissements_(\d{4})", source)
    refuse_older_columns(raw, source, max(years))
    names = {"code_ape": "activity", years[max(years)]: "establishments"}
    table = raw.csv(source, list(names)).rename(columns=names)
    refuse_duplicates(table, ["activity"], source)
    return Built(with_numbers(table, ["establishments"]))


def creations_epci(raw: Raw, geography: Geography) -> Built:
    """Build the change of business creations and of jobs by EPCI."""
    source = "ptod_economie_epci"
    values = {
        "eco_entrcrea_tot_vevol_1217": "change_creations_2012_2017",
        "eco_entrcrea_tot_vevol_1724": "change_creations_2017_2024",
        "eco_entrcrea_tot_vevol_1924": "change_creations_2019_2024",
        "eco_emp_vtcam_1116": "rate_jobs_2011_2016",
        "eco_emp_vtcam_1622": "rate_jobs_2016_2022",
    }
    names = {"EPCI": "epci", "LIBEPCI": "name", **values}
    table = raw.csv(source, list(names)).rename(columns=names)
    refuse_duplicates(table, ["epci"], source)
    shares = with_numbers(table, list(values.values()))
    return Built(shares.assign(**{name: shares[name] / 100 for name in values.values()}))


BUILDERS = {
    "jobs": jobs,
    "employees": employees,
    "establishments": establishments,
    "digital_firms": digital_firms,
    "employers_by_activity": employers_by_activity,
    "creations_epci": creations_epci,
}
