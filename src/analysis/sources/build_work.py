"""Tables on work: jobs by function, private employees, zones d'emploi, unemployment, establishments, digital firms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.contracts_work import SECTORS, SIZES
from analysis.sources.faults import Exit
from analysis.sources.geography import Built, Geography, carry_sums, city_of_arrondissement, is_arrondissement, losses
from analysis.sources.readers import SourceError, commune_codes, refuse_duplicates, to_number
from analysis.sources.vintages import by_year, geography_year

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
JOB_YEARS = (1999, 2006, 2011, 2016)
ESTEL_YEARS = range(1998, 2018)
A5 = dict(zip(("AZ", "BE", "FZ", "GU", "OQ"), SECTORS))
SIZE_COLUMNS = dict(zip(("0ND", "1", "6", "10", "20", "50", "100", "200", "500"), SIZES))
# URSSAF places a few jobs in a city without naming the arrondissement: far fewer than in the arrondissements themselves.
LARGEST_SHARE_WITHOUT_ARRONDISSEMENT = 0.05
ROUNDING = 8


def _numbers(frame: pd.DataFrame, columns: list[str], *, decimal: str = ".", thousands: str = "") -> pd.DataFrame:
    return frame.assign(**{name: to_number(frame[name], decimal=decimal, thousands=thousands) for name in columns})


def _long(
    frame: pd.DataFrame, keys: list[str], names: dict[str, object], variable: str, value: str, kind: str = "string"
) -> pd.DataFrame:
    """Turn columns into rows, with the name each column stands for; rows without a figure are left out."""
    rows = frame[[*keys, *names]].rename(columns=names).melt(id_vars=keys, var_name=variable, value_name=value)
    rows[variable] = rows[variable].astype(kind)
    return rows.dropna(subset=[value])


def _refuse_wrong_sum(parts: pd.Series, total: pd.Series, source: str, column: str, rounding: float) -> None:
    gap = (parts - total).abs()
    if (gap > rounding).any():
        raise SourceError(
            source, column, f"the sum of its parts (within {rounding:g})", f"a gap of {gap.max():g}", Exit.SUMS
        )


def _years(raw: Raw, source: str, pattern: str) -> dict[str, int]:
    """Return the columns of a file that are a year each, and the year."""
    return {name: year for year, name in by_year(raw.header(source), pattern, source).items()}


def jobs(raw: Raw, geography: Geography) -> Built:
    """Build jobs at the place of work by commune, census year and function."""
    links = geography.links(2019)
    frames, lost = [], []
    for year in JOB_YEARS:
        source, suffix = f"insee_analyse_fonctionnelle_{year}", f"{year % 100:02d}"
        columns = [f"{name}{suffix}" for name in FUNCTION_OF_COLUMN]
        total = f"ELT{suffix}"
        table = raw.csv(source, ["CODGEO", total, *columns])
        table["CODGEO"] = commune_codes(table["CODGEO"], source)
        refuse_duplicates(table, ["CODGEO"], source)
        table = _numbers(table, [total, *columns], thousands=",")
        _refuse_wrong_sum(table[columns].sum(axis=1, min_count=1), table[total], source, total, ROUNDING)
        carried = carry_sums(table, links, code="CODGEO", values=columns)
        names = dict(zip(columns, FUNCTION_OF_COLUMN.values()))
        frames.append(_long(carried, ["commune"], names, "function", "jobs").assign(year=year))
        lost.append(losses(table.loc[table[total].notna(), "CODGEO"], links, source=source, table="jobs"))
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def employees(raw: Raw, geography: Geography) -> Built:
    """Build private employees by commune and year; a merged commune adds the parts that are known."""
    source = "urssaf_effectifs_communes_2014_2024"
    columns = _years(raw, source, r"effectifs_salaries_(\d{4})")
    table = raw.csv(source, ["code_commune", *columns])
    table["code_commune"] = commune_codes(table["code_commune"], source)
    refuse_duplicates(table, ["code_commune"], source)
    table = _numbers(table, list(columns))
    table = _cities_whole(table, list(columns), source)
    links = geography.links(geography_year(raw, source))
    carried = carry_sums(table, links, code="code_commune", values=list(columns), missing="skipped")
    frame = _long(carried, ["commune"], columns, "year", "employees", "int64")
    lost = losses(table["code_commune"], links, source=source, table="employees")
    return Built(geography.with_region(frame), [lost])


def _cities_whole(table: pd.DataFrame, columns: list[str], source: str) -> pd.DataFrame:
    """Add the arrondissements up, with the few jobs given to the city itself; refuse a city counted twice."""
    codes = table["code_commune"]
    cities = city_of_arrondissement(codes)
    parts = table[is_arrondissement(codes)].groupby(cities)[columns].sum()
    alone = table[codes.isin(parts.index)].set_index("code_commune")[columns].reindex(parts.index).fillna(0)
    twice = alone.gt(parts * LARGEST_SHARE_WITHOUT_ARRONDISSEMENT).any(axis=1)
    if twice.any():
        cities_twice = ", ".join(twice[twice].index)
        expected, found = "a city or its arrondissements", f"both for {cities_twice}"
        raise SourceError(source, "code_commune", expected, found, Exit.DOUBLE_COUNT)
    return table.assign(code_commune=cities).groupby("code_commune")[columns].sum(min_count=1).reset_index()


def jobs_zone(raw: Raw, geography: Geography) -> Built:
    """Build jobs by zone d'emploi from three sources that are never to be chained."""
    names = raw.excel("insee_ze2020_composition", "Composition_communale", ["ZE2020", "LIBZE2020"])
    names = names.astype("string").drop_duplicates("ZE2020").set_index("ZE2020")["LIBZE2020"]
    former = pd.concat([_estel_by_sector(raw), _estel_self_employed(raw)], ignore_index=True)
    recent = pd.concat([_estel_total(raw), _flores(raw), _urssaf_by_sector(raw)], ignore_index=True)
    recent["zone_name"] = recent["zone"].map(names)
    if recent["zone_name"].isna().any():
        unknown = recent.loc[recent["zone_name"].isna(), "zone"].iloc[0]
        raise SourceError("zones d'emploi 2020", "ZE2020", "a zone of the official composition", unknown)
    return Built(pd.concat([former.assign(zoning=2010), recent.assign(zoning=2020)], ignore_index=True))


def _estel(raw: Raw, source: str, columns: list[str]) -> pd.DataFrame:
    """Read an Estel sheet: zone and name apart, years as numbers."""
    years = [str(year) for year in ESTEL_YEARS]
    table = raw.csv(source, ["Zone_emploi", *columns, *years])
    table[["zone", "zone_name"]] = table["Zone_emploi"].str.split("_", n=1, expand=True)
    refuse_duplicates(table, ["zone", *columns], source)
    return _numbers(table, years, thousands=",")


def _estel_by_sector(raw: Raw) -> pd.DataFrame:
    source, years = "insee_estel_ze2010_salarie", {str(year): year for year in ESTEL_YEARS}
    table = _estel(raw, source, ["Activite"])
    table["sector"] = table["Activite"].str[:2].map({**A5, "TT": "all"})
    wide = table.set_index(["zone", "sector"])[list(years)].unstack("sector")
    total = wide.xs("all", axis=1, level="sector")
    parts = sum(wide.xs(sector, axis=1, level="sector") for sector in SECTORS)
    _refuse_wrong_sum(parts.stack(), total.stack(), source, "TT-Total", ROUNDING)
    rows = _long(table, ["zone", "zone_name", "sector"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="employees")


def _estel_self_employed(raw: Raw) -> pd.DataFrame:
    table = _estel(raw, "insee_estel_ze2010_non_salarie", [])
    years = {str(year): year for year in ESTEL_YEARS}
    rows = _long(table, ["zone", "zone_name"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="self_employed", sector="all")


def _estel_total(raw: Raw) -> pd.DataFrame:
    source = "insee_estel_ze2020_1998_2023"
    years = _years(raw, source, r"(\d{4})")
    table = raw.csv(source, ["ZE2020", *years]).rename(columns={"ZE2020": "zone"})
    refuse_duplicates(table, ["zone"], source)
    rows = _long(_numbers(table, list(years)), ["zone"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="employees", sector="all")


def _by_a5(raw: Raw, source: str, years: dict[str, int], label: str) -> pd.DataFrame:
    """Read zone x A5 sector, and add the sum of the sectors that the source covers as ``all``."""
    table = raw.csv(source, ["ZE2020", "A5", *years]).rename(columns={"ZE2020": "zone"})
    refuse_duplicates(table, ["zone", "A5"], source)
    table = _numbers(table, list(years)).assign(sector=table["A5"].map(A5))
    if table["sector"].isna().any():
        raise SourceError(source, "A5", f"one of {', '.join(A5)}", table.loc[table["sector"].isna(), "A5"].iloc[0])
    whole = table.groupby("zone")[list(years)].sum(min_count=table["A5"].nunique()).reset_index().assign(sector="all")
    rows = _long(pd.concat([table, whole], ignore_index=True), ["zone", "sector"], years, "year", "jobs", "int64")
    return rows.assign(source=label, status="employees")


def _flores(raw: Raw) -> pd.DataFrame:
    source = "insee_flores_ze2020_2022_2023"
    return _by_a5(raw, source, _years(raw, source, r"EFF(\d\d)"), "flores")


def _urssaf_by_sector(raw: Raw) -> pd.DataFrame:
    source = "urssaf_effectifs_ze2020_2019_2024"
    return _by_a5(raw, source, _years(raw, source, r"effectifs_salaries_(\d{4})"), "urssaf")


def unemployment(raw: Raw, geography: Geography) -> Built:
    """Build the localised unemployment rate by zone d'emploi 2020 and quarter."""
    source = "insee_chomage_ze2020"
    matches = [re.fullmatch(r"(\d{4})-T([1-4])", name) for name in raw.header(source, "txcho_ze")]
    quarters = {match[0]: int(match[1]) * 10 + int(match[2]) for match in matches if match}
    table = raw.excel(source, "txcho_ze", ["ZE2020", "LIBZE2020", *quarters])
    table = table.assign(zone=table["ZE2020"].astype("string"), zone_name=table["LIBZE2020"].astype("string"))
    refuse_duplicates(table, ["zone"], source)
    rows = _long(_numbers(table, list(quarters)), ["zone", "zone_name"], quarters, "period", "percent", "int64")
    frame = rows.assign(year=rows["period"] // 10, quarter=rows["period"] % 10, rate_unemployment=rows["percent"] / 100)
    return Built(frame.drop(columns=["period", "percent"]))


def establishments(raw: Raw, geography: Geography) -> Built:
    """Build establishments by commune: by sector in 2012 and 2018, by size in 2014."""
    letters = ("AZ", "BE", "FZ", "GU", "OQ")
    clap = dict(zip((f"ET{letter}12" for letter in letters), SECTORS))
    flores = dict(zip((f"ET{letter}18" for letter in letters), SECTORS))
    sizes = {f"E14TS{column}": size for column, size in SIZE_COLUMNS.items()}
    parts = [
        _counted(raw, geography, "insee_clap_2012", 2012, clap, "ETTOT12"),
        _counted(raw, geography, "insee_ree_2014", 2014, sizes, "E14TST"),
        _counted(raw, geography, "insee_comparateur_2018", 2021, flores, "ETTOT18"),
    ]
    frames = [
        frame.assign(year=year, dimension="size" if year == 2014 else "sector")
        for (frame, _), year in zip(parts, (2012, 2014, 2018))
    ]
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), [lost for _, lost in parts])


def _counted(
    raw: Raw,
    geography: Geography,
    source: str,
    cog: int,
    classes: dict[str, str],
    total: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read establishments by class, check that the classes add up, and carry them to the communes of 2025."""
    table = raw.csv(source, ["CODGEO", total, *classes])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO"], source)
    # The comparateur lists the arrondissements after their cities: the cities are enough.
    table = table[~is_arrondissement(table["CODGEO"])]
    table = _numbers(table, [total, *classes])
    _refuse_wrong_sum(table[list(classes)].sum(axis=1, min_count=1), table[total], source, total, 0)
    links = geography.links(cog)
    carried = carry_sums(table, links, code="CODGEO", values=list(classes))
    lost = losses(table.loc[table[total].notna(), "CODGEO"], links, source=source, table="establishments")
    return _long(carried, ["commune"], classes, "class", "establishments"), lost


def digital_firms(raw: Raw, geography: Geography) -> Built:
    """Build establishments in programming and information services still active in 2017, in Occitanie."""
    source, years = "hackaviz_occitanie_it", [str(year) for year in range(1982, 2018)]
    table = raw.csv(source, ["CODGEO", *years])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO"], source)
    table = _numbers(table, years)
    table = table.assign(establishments=table[years].sum(axis=1, min_count=len(years)))
    links = geography.links(2017)
    frame = carry_sums(table, links, code="CODGEO", values=["establishments"]).dropna()
    here = geography.communes.loc[geography.communes["region"] == "76", "commune"]
    lost = losses(table["CODGEO"], links[links["commune"].isin(here)], source=source, table="digital_firms")
    return Built(geography.with_region(frame), [lost])


def employers_by_activity(raw: Raw, geography: Geography) -> Built:
    """Build establishments with employees by activity code, for the whole country."""
    source = "urssaf_etablissements_ape_2021"
    names = {"code_ape": "activity", "nombre_d_etablissements_2021": "establishments"}
    table = raw.csv(source, list(names)).rename(columns=names)
    refuse_duplicates(table, ["activity"], source)
    return Built(_numbers(table, ["establishments"]))


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
    numbers = _numbers(table, list(values.values()))
    return Built(numbers.assign(**{name: numbers[name] / 100 for name in values.values()}))


BUILDERS = {
    "jobs": jobs,
    "employees": employees,
    "jobs_zone": jobs_zone,
    "unemployment": unemployment,
    "establishments": establishments,
    "digital_firms": digital_firms,
    "employers_by_activity": employers_by_activity,
    "creations_epci": creations_epci,
}
