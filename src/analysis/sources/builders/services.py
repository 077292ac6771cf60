"""Tables on services: equipment by commune (BPE) and access to general practitioners (APL)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.builders.history import refuse_year_twice
from analysis.sources.builders.points import points
from analysis.sources.faults import SourceError
from analysis.sources.geography import Built, Geography, carry_sums, city_of_arrondissement, is_arrondissement, losses
from analysis.sources.readers import (
    by_year,
    commune_codes,
    editions,
    geography_year,
    provenance,
    refuse_duplicates,
    to_number,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

# Editions of the base permanente des équipements with one line for each place and type: any year of the catalogue.
LONG_EDITIONS = r"insee_bpe_(\d{4})"
YEAR = "AN"  # some editions say it on each line
# The edition of 2020 comes by family, one column a type, in the communes of 2021.
WIDE_EDITION, WIDE_GEOGRAPHY = 2020, 2021
WIDE_TYPES = {
    "insee_bpe_2020_sante": "D101 D102 D103 D104 D105 D106 D107 D108 D109 D110 D111 D112 D113 D302 D303 D304 D305 D307",
    "insee_bpe_2020_commerce": "B101 B102 B103 B201 B202 B203 B204 B205 B206 B301 B302 B303 B304 B305 B306 B307 B308 "
    "B309 B310 B311 B312 B313 B315 B316",
    "insee_bpe_2020_enseignement": "C101 C102 C104 C105",
    "insee_bpe_2020_tourisme_transport": "E101 E102 E107 E108 E109 G101 G102 G103 G104",
}
# The first list that names a type has its label; later lists enter by their entry of the catalogue.
LATER_LABELS = r"insee_bpe_typequ_\d{4}"
LABELS = ("insee_bpe_2013_typequ", "insee_bpe_2009_typequ", "insee_bpe_typequ_2021")

APL_FORMER, APL_SOURCE = "drees_apl_2016_2018", "drees_apl_2022_2023"
APL = "APL aux médecins généralistes"
APL_UNDER_65 = "APL aux médecins généralistes de moins de 65 ans"
# One sheet a year; the population of its weights is named in its header, and its communes are those of the next year.
APL_SHEET = r"APL (\d{4})"
APL_WEIGHT = r"Population standardisée (\d{4}) pour la médecine générale"


def services(raw: Raw, geography: Geography) -> Built:
    """Build the number of equipments by commune, edition and type; only counts above 0 are kept."""
    frames, lost = [], []
    refuse_year_twice("services", [*_years_held(raw), *((source, WIDE_EDITION) for source in list(WIDE_TYPES)[:1])])
    for source, match in editions(raw, LONG_EDITIONS).items():
        links = geography.links(geography_year(raw, source))
        frame, loss = _carried(_long_edition(raw, source, match[1]), links, source)
        frames.append(frame.assign(year=int(match[1])))
        lost.append(loss)
    for source, types in WIDE_TYPES.items():
        frame, loss = _carried(_wide_edition(raw, source, types.split()), geography.links(WIDE_GEOGRAPHY), source)
        frames.append(frame.assign(year=WIDE_EDITION))
        lost.append(loss)
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _years_held(raw: Raw) -> list[tuple[str, int]]:
    return [(source, int(match[1])) for source, match in editions(raw, LONG_EDITIONS).items()]


def _long_edition(raw: Raw, source: str, year: str) -> pd.DataFrame:
    """Read lines of commune (or IRIS, in the editions that tell it), type and number."""
    header = raw.header(source)
    place = "DCIRIS" if "DCIRIS" in header else "DEPCOM"
    dated = [YEAR] if YEAR in header else []
    table = raw.csv(source, list(dict.fromkeys(["DEPCOM", place, "TYPEQU", "NB_EQUIP", *dated])))
    if dated:
        provenance.refuse_another_date(raw.entries[source].file().name, YEAR, table[YEAR].dropna().unique(), year)
    commune_codes(table["DEPCOM"].drop_duplicates(), source)
    refuse_duplicates(table, [place, "TYPEQU"], source)
    return table.assign(equipments=_few_numbers(table["NB_EQUIP"]), type=table["TYPEQU"].astype("category"))


def _few_numbers(cells: pd.Series) -> pd.Series:
    """Read numbers each different text once: a million lines hold some hundred numbers."""
    places, _ = pd.factorize(cells, use_na_sentinel=False)
    # The first cell of each text keeps its line of the file, which names it where it is refused.
    return to_number(cells.drop_duplicates()).take(places).set_axis(cells.index)


def _wide_edition(raw: Raw, source: str, types: list[str]) -> pd.DataFrame:
    """Read a family of the edition of 2020, one line a commune, and turn its columns into lines."""
    columns = ["CODGEO", *(f"NB_{name}" for name in types)]
    table = raw.excel(source, "COM", columns) if source == "insee_bpe_2020_sante" else raw.csv(source, columns)
    table = table.assign(CODGEO=commune_codes(table["CODGEO"], source))
    refuse_duplicates(table, ["CODGEO"], source)
    numbers = pd.DataFrame({name: _few_numbers(table[f"NB_{name}"]) for name in types})
    numbers.insert(0, "DEPCOM", table["CODGEO"])
    numbers = _without_arrondissements(numbers, types, source)
    return numbers.melt(id_vars="DEPCOM", var_name="type", value_name="equipments").query("equipments > 0")


def _without_arrondissements(table: pd.DataFrame, columns: list[str], source: str) -> pd.DataFrame:
    """Keep the cities, once it is checked that they are the sum of their arrondissements."""
    parts = table[is_arrondissement(table["DEPCOM"])]
    cities = table[table["DEPCOM"].isin(city_of_arrondissement(parts["DEPCOM"]))].set_index("DEPCOM")[columns]
    sums = parts.groupby(city_of_arrondissement(parts["DEPCOM"]))[columns].sum()
    if not sums.equals(cities.loc[sums.index.intersection(cities.index)]):
        raise SourceError(source, "CODGEO", "cities that are the sum of their arrondissements", "another number")
    return table.drop(index=parts.index)


def _carried(table: pd.DataFrame, links: pd.DataFrame, source: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add equipments up by commune of 2025 and type."""
    lines = pd.DataFrame(
        {
            "place": city_of_arrondissement(table["DEPCOM"]),
            "type": table["type"].astype("category"),
            "equipments": table["equipments"],
        }
    )
    frame = carry_sums(lines, links, code="place", values=["equipments"], by=("type",))
    lost = losses(lines["place"].drop_duplicates(), links, source=source, table="services")
    # A commune that the edition does not list has none of anything: it lacks no figure.
    return frame[frame["equipments"] > 0], lost[lost["reason"] != "commune of 2025 without a figure"]


def service_types(raw: Raw, geography: Geography) -> Built:
    """Build the list of types: their official label, and the editions that hold at least one."""
    held: dict[str, list[str]] = {}
    for source, match in editions(raw, LONG_EDITIONS).items():
        for name in raw.csv(source, ["TYPEQU"])["TYPEQU"].unique():
            held.setdefault(name, []).append(match[1])
    for types in WIDE_TYPES.values():
        for name in types.split():
            held.setdefault(name, []).append(str(WIDE_EDITION))
    labels: dict[str, str] = {}
    later = [source for source in editions(raw, LATER_LABELS) if source not in LABELS]
    for source in (*LABELS, *later):
        table = raw.csv(source, ["TYPEQU", "LIBELLE"])
        refuse_duplicates(table, ["TYPEQU"], source)
        texts = table["LIBELLE"].str.capitalize() if re.fullmatch(LATER_LABELS, source) else table["LIBELLE"]
        labels = dict(zip(table["TYPEQU"], texts)) | labels
    rows = [{"type": name, "label": labels.get(name), "editions": " ".join(years)} for name, years in held.items()]
    return Built(pd.DataFrame(rows))


def health(raw: Raw, geography: Geography) -> Built:
    """Build the access to general practitioners; a merged commune has the mean weighted by standardised population."""
    parts = [
        *(_apl_until_2018(raw, year) for year in by_year(raw.header(APL_FORMER), r"APL_MG_(\d{4})", APL_FORMER)),
        *(_apl_since_2022(raw, year, sheet) for year, sheet in _apl_sheets(raw).items()),
    ]
    frames, lost = [], []
    for source, method, year, cog, table in parts:
        table["code"] = city_of_arrondissement(commune_codes(table["code"], source))
        links = geography.links(cog)
        frames.append(_mean_index(table, links).assign(year=year, method=method))
        known = table.loc[table["apl"].notna(), "code"]
        lost.append(losses(known, links, source=source, table="health"))
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _apl_until_2018(raw: Raw, year: int) -> tuple[str, str, int, int, pd.DataFrame]:
    source = APL_FORMER
    weight = f"POP_STD_{year - 2}"
    names = {"CODGEO": "code", f"APL_MG_{year}": "apl", f"APL_MG_65_{year}": "apl_under_65"}
    table = raw.csv(source, [*names, weight])
    table = table.rename(columns={**names, weight: "population_standardised"})
    refuse_duplicates(table, ["code"], source)
    numbers = {name: to_number(table[name]) for name in ("apl", "apl_under_65", "population_standardised")}
    return source, "2016-2018", year, geography_year(raw, source), table.assign(**numbers)


def _apl_sheets(raw: Raw) -> dict[int, str]:
    return by_year(raw.sheets(APL_SOURCE), APL_SHEET, APL_SOURCE)


def _apl_since_2022(raw: Raw, year: int, sheet: str) -> tuple[str, str, int, int, pd.DataFrame]:
    source = APL_SOURCE
    (census,) = by_year(raw.header(source, sheet, whole=False), APL_WEIGHT, f"{source}, sheet {sheet}")
    names = {
        "Code commune INSEE": "code",
        APL: "apl",
        APL_UNDER_65: "apl_under_65",
        f"Population standardisée {census} pour la médecine générale": "population_standardised",
        f"Population totale {census}": "population",
    }
    # The line under the header holds the units.
    table = raw.excel(source, sheet, list(names)).rename(columns=names).dropna(subset=["code"])
    refuse_duplicates(table, ["code"], source)
    numbers = {name: to_number(table[name]) for name in names.values() if name != "code"}
    return source, "2022-2023", year, year + 1, table.assign(**numbers)


def _mean_index(table: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Carry the index as a mean weighted by standardised population, and the populations as sums."""
    weight = table["population_standardised"]
    table = table.assign(
        weighted=table["apl"] * weight,
        weighted_under_65=table["apl_under_65"] * weight,
        population=table["population"] if "population" in table else float("nan"),
    )
    values = ["weighted", "weighted_under_65", "population_standardised", "population"]
    sums = carry_sums(table, links, code="code", values=values)
    weight = sums["population_standardised"].where(sums["population_standardised"] > 0)
    means = sums.assign(apl=sums["weighted"] / weight, apl_under_65=sums["weighted_under_65"] / weight)
    return means.drop(columns=["weighted", "weighted_under_65"])


BUILDERS = {"services": services, "service_types": service_types, "health": health, "points": points}
