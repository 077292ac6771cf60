"""Tables on zones d'emploi: jobs from three sources, unemployment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.contracts import SECTORS
from analysis.sources.faults import SourceError
from analysis.sources.geography import Built, Geography
from analysis.sources.readers import (
    ROUNDING,
    columns_of_years,
    refuse_duplicates,
    refuse_wrong_sum,
    to_rows,
    with_numbers,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

A5 = dict(zip(("AZ", "BE", "FZ", "GU", "OQ"), SECTORS))


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


def _estel(raw: Raw, source: str, columns: list[str]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Read an Estel sheet, zone and name apart, years as numbers; return it and its columns of years."""
    years = columns_of_years(raw, source, r"(\d{4})")
    table = raw.csv(source, ["Zone_emploi", *columns, *years])
    table[["zone", "zone_name"]] = table["Zone_emploi"].str.split("_", n=1, expand=True)
    refuse_duplicates(table, ["zone", *columns], source)
    return with_numbers(table, list(years), thousands=","), years


def _estel_by_sector(raw: Raw) -> pd.DataFrame:
    source = "insee_estel_ze2010_salarie"
    table, years = _estel(raw, source, ["Activite"])
    table["sector"] = table["Activite"].str[:2].map({**A5, "TT": "all"})
    wide = table.set_index(["zone", "sector"])[list(years)].unstack("sector")
    total = wide.xs("all", axis=1, level="sector")
    parts = sum(wide.xs(sector, axis=1, level="sector") for sector in SECTORS)
    refuse_wrong_sum(parts.stack(), total.stack(), source, "TT-Total", ROUNDING)
    rows = to_rows(table, ["zone", "zone_name", "sector"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="employees")


def _estel_self_employed(raw: Raw) -> pd.DataFrame:
    table, years = _estel(raw, "insee_estel_ze2010_non_salarie", [])
    rows = to_rows(table, ["zone", "zone_name"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="self_employed", sector="all")


def _estel_total(raw: Raw) -> pd.DataFrame:
    source = "insee_estel_ze2020_1998_2023"
    years = columns_of_years(raw, source, r"(\d{4})")
    table = raw.csv(source, ["ZE2020", *years]).rename(columns={"ZE2020": "zone"})
    refuse_duplicates(table, ["zone"], source)
    rows = to_rows(with_numbers(table, list(years)), ["zone"], years, "year", "jobs", "int64")
    return rows.assign(source="estel", status="employees", sector="all")


def _by_a5(raw: Raw, source: str, years: dict[str, int], label: str) -> pd.DataFrame:
    """Read zone x A5 sector, and add the sum of the sectors that the source covers as ``all``."""
    table = raw.csv(source, ["ZE2020", "A5", *years]).rename(columns={"ZE2020": "zone"})
    refuse_duplicates(table, ["zone", "A5"], source)
    table = with_numbers(table, list(years)).assign(sector=table["A5"].map(A5))
    if table["sector"].isna().any():
        raise SourceError(source, "A5", f"one of {', '.join(A5)}", table.loc[table["sector"].isna(), "A5"].iloc[0])
    whole = table.groupby("zone")[list(years)].sum(min_count=table["A5"].nunique()).reset_index().assign(sector="all")
    rows = to_rows(pd.concat([table, whole], ignore_index=True), ["zone", "sector"], years, "year", "jobs", "int64")
    return rows.assign(source=label, status="employees")


def _flores(raw: Raw) -> pd.DataFrame:
    source = "insee_flores_ze2020_2022_2023"
    return _by_a5(raw, source, columns_of_years(raw, source, r"EFF(\d\d)"), "flores")


def _urssaf_by_sector(raw: Raw) -> pd.DataFrame:
    source = "urssaf_effectifs_ze2020_2019_2024"
    return _by_a5(raw, source, columns_of_years(raw, source, r"effectifs_salaries_(\d{4})"), "urssaf")


def unemployment(raw: Raw, geography: Geography) -> Built:
    """Build the localised unemployment rate by zone d'emploi 2020 and quarter."""
    source = "insee_chomage_ze2020"
    matches = [re.fullmatch(r"(\d{4})-T([1-4])", name) for name in raw.header(source, "txcho_ze")]
    quarters = {match[0]: int(match[1]) * 10 + int(match[2]) for match in matches if match}
    table = raw.excel(source, "txcho_ze", ["ZE2020", "LIBZE2020", *quarters])
    table = table.assign(zone=table["ZE2020"].astype("string"), zone_name=table["LIBZE2020"].astype("string"))
    refuse_duplicates(table, ["zone"], source)
    rows = to_rows(with_numbers(table, list(quarters)), ["zone", "zone_name"], quarters, "period", "percent", "int64")
    frame = rows.assign(year=rows["period"] // 10, quarter=rows["period"] % 10, rate_unemployment=rows["percent"] / 100)
    return Built(frame.drop(columns=["period", "percent"]))


BUILDERS = {"jobs_zone": jobs_zone, "unemployment": unemployment}
