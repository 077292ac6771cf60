"""Tables on who lives there and on what: ages, occupations, housing, income."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.builders.places import members_of_epci
from analysis.sources.geography import Built, Geography, carry_sums, is_arrondissement, losses
from analysis.sources.readers import (
    by_year,
    commune_codes,
    geography_year,
    refuse_duplicates,
    refuse_older_columns,
    to_number,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

AGES_SOURCE = "insee_evol_struct_pop_2019"
AGES = {"0_14": ["POP0014"], "15_29": ["POP1529"], "30_44": ["POP3044"], "45_59": ["POP4559"], "60_74": ["POP6074"],
        "75_plus": ["POP7589", "POP90P"]}  # fmt: skip
CENSUS_SOURCE = "insee_recensement_structure_2011_2016_2022"
OCCUPATIONS = ("farmers", "craft_trade_heads", "executives", "intermediate", "clerical", "manual", "retired",
               "other_inactive")  # fmt: skip
HOUSING = {"PCT_RSECOCC": "second_homes", "PCT_LOGVAC": "vacant"}
INCOME = {"households": "NBMENFISC", "people": "NBPERSMENFISC", "median_income_eur": "MED", "share_pensions": "PPEN",
          "poverty_rate": "TP60"}  # fmt: skip
# What households declare, before benefits and taxes: activity, pensions, property. Work has another name in 2014.
ACTIVITY, FORMER_ACTIVITY, PENSIONS, PROPERTY = "PACT", "PRA", "PPEN", "PPAT"
MEASURES = [*INCOME, "share_pensions_declared"]
# An EPCI of 2015 is today's of the same code when the people counted then match those of today's communes this closely:
# small communes are secret, and the census population that stands in for them is not quite the fiscal one.
SAME_PERIMETER = 0.05


def structure(raw: Raw, geography: Geography) -> Built:
    """Build ages, and occupations and housing, by commune and census; a census that both files hold is one row."""
    ages, ages_lost = _ages(raw, geography)
    census, census_lost = _census(raw, geography)
    both = pd.concat([ages, census], ignore_index=True).groupby(["commune", "year"], as_index=False).first()
    return Built(geography.with_region(both), [ages_lost, census_lost])


def _ages(raw: Raw, geography: Geography) -> tuple[pd.DataFrame, pd.DataFrame]:
    header = raw.header(AGES_SOURCE)
    years = list(by_year(header, r"P(\d\d)_POP0014", AGES_SOURCE))
    refuse_older_columns(raw, AGES_SOURCE, years[-1])
    wanted = {
        year: {"population": [f"P{year % 100:02d}_POP"], **{
            f"population_aged_{age}": [f"P{year % 100:02d}_{part}" for part in parts] for age, parts in AGES.items()}}
        for year in years
    }  # fmt: skip
    for year in years:
        whole = f"P{year % 100:02d}_POP75P"  # one class of 75 and over in the oldest census
        if whole in header:
            wanted[year]["population_aged_75_plus"] = [whole]
    columns = list(dict.fromkeys(name for year in wanted.values() for parts in year.values() for name in parts))
    table = _read(raw, AGES_SOURCE, columns)
    links = geography.links(geography_year(raw, AGES_SOURCE))
    frames = []
    for year, names in wanted.items():
        counts = pd.DataFrame({name: table[parts].sum(axis=1, min_count=len(parts)) for name, parts in names.items()})
        carried = carry_sums(counts.assign(code=table["CODGEO"]), links, code="code", values=list(names))
        frames.append(carried.assign(year=year).round(2))
    people = table.set_index("CODGEO")[f"P{years[-1] % 100:02d}_POP"]
    lost = losses(table["CODGEO"], links, source=AGES_SOURCE, table="structure", people=people)
    return pd.concat(frames, ignore_index=True).dropna(subset=["population"]), lost


def _read(raw: Raw, source: str, columns: list[str]) -> pd.DataFrame:
    table = raw.csv(source, ["CODGEO", *columns])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO"], source)
    return table.assign(**{name: to_number(table[name]) for name in columns})


def _census(raw: Raw, geography: Geography) -> tuple[pd.DataFrame, pd.DataFrame]:
    header = raw.header(CENSUS_SOURCE)
    years = list(by_year(header, r"P(\d\d)_PCT_POP65P", CENSUS_SOURCE))
    parts = {year: _census_columns(year, header) for year in years}
    table = _read(raw, CENSUS_SOURCE, list(dict.fromkeys(name for names in parts.values() for name in names)))
    links = geography.links(geography_year(raw, CENSUS_SOURCE))
    frames = [_carry_census(_census_counts(table, year), links).assign(year=year) for year in parts]
    people = table.set_index("CODGEO")[f"P{years[-1] % 100:02d}_POP"]
    lost = losses(table["CODGEO"], links, source=CENSUS_SOURCE, table="structure", people=people)
    return pd.concat(frames, ignore_index=True).dropna(subset=["population"]), lost


def _census_columns(year: int, header: list[str]) -> list[str]:
    """Return the columns of a census; recent movers are not in every one."""
    y = f"{year % 100:02d}"
    names = [
        f"P{y}_POP",
        f"P{y}_MEN",
        f"P{y}_PCT_POP65P",
        f"P{y}_PCT_POP75P",
        f"P{y}_IND_VIEILLISSEMENT",
        f"P{y}_PCT_RP",
    ]
    names += [f"P{y}_{name}" for name in HOUSING] + [f"C{y}_PCT_POP15P_CS{n}" for n in range(1, 9)]
    return names + [name for name in [f"P{y}_PCT_MEN_ANEM0004"] if name in header]


def _census_counts(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Give each share its weight: people, people aged 20 and over, dwellings or households."""
    y = f"{year % 100:02d}"
    people, households = table[f"P{y}_POP"], table[f"P{y}_MEN"]
    ageing, aged = table[f"P{y}_IND_VIEILLISSEMENT"], people * table[f"P{y}_PCT_POP65P"] / 100
    young = (aged / ageing * 100).where(ageing > 0)
    adults = (people - young).clip(lower=0)
    dwellings = (households / table[f"P{y}_PCT_RP"] * 100).where(table[f"P{y}_PCT_RP"] > 0)
    weights = {
        "population": people,
        "population_aged_20_plus": adults,
        "households": households,
        "dwellings": dwellings,
    }
    shares = {
        ("aged_65_plus", "population"): table[f"P{y}_PCT_POP65P"],
        ("aged_75_plus", "population"): table[f"P{y}_PCT_POP75P"],
        **{(name, "population_aged_20_plus"): table[f"C{y}_PCT_POP15P_CS{n}"] for n, name in enumerate(OCCUPATIONS, 1)},
        **{(name, "dwellings"): table[f"P{y}_{column}"] for column, name in HOUSING.items()},
    }
    if f"P{y}_PCT_MEN_ANEM0004" in table:
        shares["recent_movers", "households"] = table[f"P{y}_PCT_MEN_ANEM0004"]
    counts = pd.DataFrame({"code": table["CODGEO"], **weights})
    for (name, weight), share in shares.items():
        counts[f"share_{name}"] = share / 100
        counts.attrs[f"share_{name}"] = weight
    return counts


def _carry_census(counts: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Carry counts by their sums, and each share by its numerator and its own weight."""
    weights = dict(counts.attrs)
    work = counts[["code", "population", "population_aged_20_plus", "households", "dwellings"]].copy()
    for name, weight in weights.items():
        work[f"{name}_above"] = counts[name] * counts[weight]
        work[f"{name}_below"] = counts[weight].where(counts[name].notna())
    carried = carry_sums(work, links, code="code", values=[name for name in work if name != "code"])
    for name in weights:
        below = carried.pop(f"{name}_below")
        share = carried.pop(f"{name}_above") / below.where(below > 0)
        # A commune that did not merge keeps its published share, even where its weight is not known.
        alone = links.loc[links["kind"] == "same"].merge(counts[["code", name]], left_on="former", right_on="code")
        published = carried["commune"].map(alone.set_index("commune")[name])
        carried[name] = published.where(published.notna(), share).clip(0, 1).round(6)
    return carried.round({"population_aged_20_plus": 3, "dwellings": 3, "households": 3})


def income(raw: Raw, geography: Geography) -> Built:
    """Build the median income and the share of pensions by commune, EPCI, département and region."""
    communes_2014 = _incomes_2014(raw, "COM")
    source = "insee_filosofi_2021"
    (year_of_communes,) = by_year(raw.header(source), r"MED(\d\d)", source)
    digits = f"{year_of_communes % 100:02d}"
    names = {f"{column}{digits}": name for name, column in INCOME.items()}
    parts = [f"{part}{digits}" for part in (ACTIVITY, PENSIONS, PROPERTY)]
    table = raw.csv(source, ["CODGEO", *dict.fromkeys([*names, *parts])])
    table = table[~is_arrondissement(table["CODGEO"])]
    table = table.assign(code=commune_codes(table["CODGEO"], source))
    refuse_duplicates(table, ["code"], source)
    table = table.assign(**{name: to_number(table[name], decimal=",") for name in (*names, *parts)})
    table = table.assign(share_pensions_declared=_of_declared(table[parts])).rename(columns=names)
    frames, lost = [], []
    for year, frame, name in (
        (2014, communes_2014, "insee_filosofi_2014"),
        (year_of_communes, table, source),
    ):
        carried, missing = _unmerged(frame, geography.links(geography_year(raw, name)), name)
        frames.append(geography.with_region(carried).assign(level="commune", year=year))
        lost.append(missing)
    frames += [_epcis(raw, geography, communes_2014), *_larger(raw)]
    every = pd.concat(frames, ignore_index=True)
    every[["share_pensions", "poverty_rate"]] = every[["share_pensions", "poverty_rate"]] / 100
    return Built(every.rename(columns={"commune": "code"})[["level", "code", "region", "year", *MEASURES]], lost)


def _incomes_2014(raw: Raw, sheet: str) -> pd.DataFrame:
    names = {f"{column}14": name for name, column in INCOME.items()}
    parts = [f"{part}14" for part in (FORMER_ACTIVITY, PENSIONS, PROPERTY)]
    wanted = list(dict.fromkeys([*names, *parts]))
    rows = -1 if sheet == "COM" else None
    table = raw.excel("insee_filosofi_2014", sheet, ["CODGEO", *wanted], rows=rows)
    table = table.assign(code=table["CODGEO"].astype("string"), **{name: to_number(table[name]) for name in wanted})
    table = table.assign(share_pensions_declared=_of_declared(table[parts]))
    return table.rename(columns=names)[["code", *MEASURES]]


def _of_declared(parts: pd.DataFrame) -> pd.Series:
    """Return the share of pensions in what is declared: activity, pensions and property, before benefits and taxes.

    Parameters
    ----------
    parts : DataFrame
        The three parts in this order, each in per cent of disposable income; the result is missing where one is.
    """
    whole = parts.sum(axis=1, min_count=3)
    return (parts.iloc[:, 1] / whole.where(whole > 0)).round(6)


def _unmerged(table: pd.DataFrame, links: pd.DataFrame, source: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keep the communes whose perimeter did not change: a median cannot be added up."""
    same = links[links["kind"] == "same"]
    kept = same.merge(table, left_on="former", right_on="code")[["commune", *MEASURES]]
    lost = losses(table["code"], same, source=source, table="income", people=table.set_index("code")["people"])
    reasons = {"code unknown to the movements file": "commune that merged or split: a median cannot be added up"}
    return kept, lost.assign(reason=lost["reason"].replace(reasons))


def _epcis(raw: Raw, geography: Geography, communes: pd.DataFrame) -> pd.DataFrame:
    """Keep the EPCI of 2015 whose people match those of today's communes of the same EPCI."""
    table = _incomes_2014(raw, "EPCI")
    members = members_of_epci(raw)
    census = raw.csv("insee_populations_2013", ["CODGEO", "PMUN13"])
    people = to_number(census.set_index("CODGEO")["PMUN13"])
    fiscal = communes.set_index("code")["people"].reindex(people.index)
    counts = fiscal.fillna(people).rename("today").rename_axis("code").reset_index()
    carried = carry_sums(counts, geography.links(2015), code="code", values=["today"])
    joined = members.merge(carried, left_on="code", right_on="commune")
    today = joined.merge(geography.communes[["commune", "region"]], on="commune").groupby("epci")
    sizes = today.agg(today=("today", "sum"), region=("region", "first"), regions=("region", "nunique")).reset_index()
    both = table.merge(sizes, left_on="code", right_on="epci")
    same = (both["people"] / both["today"] - 1).abs() <= SAME_PERIMETER
    kept = both[same].assign(region=lambda frame: frame["region"].where(frame["regions"] == 1), level="epci", year=2014)
    return kept.rename(columns={"code": "commune"})[["commune", "region", "level", "year", *MEASURES]]


def _larger(raw: Raw) -> list[pd.DataFrame]:
    """Départements, regions (the file has those of 2016) and metropolitan France."""
    departements = _incomes_2014(raw, "DEP").assign(level="departement", region=pd.NA)
    regions = _incomes_2014(raw, "REG").assign(level="region", region=lambda frame: frame["code"])
    whole = _incomes_2014(raw, "METRO").assign(level="france", code="FRM", region=pd.NA)
    return [frame.assign(year=2014).rename(columns={"code": "commune"}) for frame in (departements, regions, whole)]


BUILDERS = {"structure": structure, "income": income}
