"""Our value for each published one: what the functions of the project find in the snapshot, in the published unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pandas as pd

from analysis import business, isolation, population, services, snapshot, territories
from analysis.statistics import ratio
from analysis.territories import OVERSEAS_REGIONS, france
from analysis.validation.balances import balance_between, balances_of

RURAL = (5, 6, 7)
CATEGORIES = ("111", "112", "120", "211", "212", "221", "222", "300", "400")
AREAS = ("111", "112", "211", "212", "221", "222")
SHOPS = ("B101", "B102", "B103", "B201", "B202", "B203", "B204", "B205", "B206")
LATE_PREMISES = ("2022", "30_mbps")


@cache
def _communes() -> pd.DataFrame:
    """Return the communes with their people, one column for each year."""
    held = snapshot.load("population", columns=["commune", "year", "population"])
    wide = held.pivot(index="commune", columns="year", values="population").astype("float64")
    return snapshot.load("communes").set_index("commune").join(wide)


def _rural() -> pd.Series:
    return _communes()["density_2022"].isin(RURAL)


def _rate(category: str, part: str, start: int, end: int) -> float:
    table = balance_between(balances_of("zau_2010"), start, end).set_index("area")
    return float(table.loc[category, f"rate_{part}"]) * 100


def _class(typology: str, code: str, year: int) -> float:
    table = snapshot.load("typologies")
    row = table["typology"].eq(typology) & table["class_code"].eq(code) & table["geography_year"].eq(year)
    return float(table.loc[row, "communes"].iloc[0])


def _people_share(column: str, codes: tuple, year: int) -> float:
    table = _communes()
    return float(table.loc[table[column].isin(codes), year].sum() / table[year].sum()) * 100


def _people(year: int, factor: float = 1) -> float:
    return float(_communes()[year].sum()) * factor


def _growth(start: int, end: int, rows: pd.Series | None = None) -> float:
    table = _communes() if rows is None else _communes()[rows]
    known = table.dropna(subset=[start, end])
    return float((known[end].sum() / known[start].sum()) ** (1 / (end - start)) - 1) * 100


def _periurban() -> float:
    """Change of the rural communes of the rings, 2008-2016, brought to ten years."""
    yearly = _growth(2008, 2016, _rural() & _communes()["aav_2020"].eq("20")) / 100
    return ((1 + yearly) ** 10 - 1) * 100


def _departements_losing() -> float:
    sums = _communes().groupby("departement")[[2013, 2020]].sum()
    return float((sums[2020] < sums[2013]).sum())


def _aged_60(year: int) -> float:
    table = population.ages_60_plus(france(), "zau")
    table = table[table["year"] == year]
    return float(table["people_60_plus"].sum() / table["people"].sum()) * 100


def _history(year: int) -> float:
    table = snapshot.load("migration_history")
    row = table["level"].eq("france") & table["period"].str.endswith(str(year))
    return float(table.loc[row, "population_end"].iloc[0])


def _total(table: str, column: str, factor: float = 1, **where) -> float:
    """Add a column of a table up over the rows that meet the conditions."""
    frame = snapshot.load(table)
    for name, wanted in where.items():
        frame = frame[frame[name] == wanted]
    return float(frame[column].sum(min_count=1)) * factor


@cache
def industry_of_zones() -> pd.DataFrame:
    """Return salaried industrial jobs by zone d'emploi of 2010, one column for each year."""
    table = snapshot.load("jobs_zone")
    kept = table["source"].eq("estel") & table["zoning"].eq(2010) & table["sector"].eq("industry")
    return table[kept].pivot(index="zone", columns="year", values="jobs").astype("float64")


def _industry(start: int, end: int) -> float:
    sums = industry_of_zones().sum()
    return float(sums[end] / sums[start] - 1) * 100


def _industry_lost(start: int, end: int) -> float:
    sums = industry_of_zones().sum()
    return float(sums[start] - sums[end])


@cache
def _change_of_zones() -> pd.Series:
    return business.industry_by_zone(france(), "zau").set_index("area")["change"]


def _zone(code: str) -> float:
    return float(_change_of_zones()[code]) * 100


def _pensions() -> float:
    table = snapshot.load("income")
    return float(table.loc[table["level"].eq("france") & table["year"].eq(2014), "share_pensions"].iloc[0]) * 100


def _no_food_shop() -> float:
    table = services.without(france(), "zau", ["food_shop"])
    row = table["year"].eq(2020) & table["territory_type"].eq(services.ALL_COMMUNES)
    return float(table.loc[row, "share_communes"].iloc[0]) * 100


def _no_shop_in_rural(weight: int | None = None) -> float:
    """Share of rural communes without a supermarket, grocery or food shop in 2013, or of their people of a year."""
    equipment = snapshot.load("services", columns=["commune", "year", "type"])
    having = equipment.loc[equipment["year"].eq(2013) & equipment["type"].isin(SHOPS), "commune"].unique()
    rural = _communes()[_rural()]
    counted = pd.Series(1.0, index=rural.index) if weight is None else rural[weight].fillna(0)
    return float(counted[~rural.index.isin(having)].sum() / counted.sum()) * 100


def _access(year: int, column: str, factor: float = 1) -> float:
    table = services.access(france(), "zau")
    row = table["year"].eq(year) & table["territory_type"].eq(services.ALL_COMMUNES)
    return float(table.loc[row, column].iloc[0]) * factor


def _access_of_tenth(least: bool) -> float:
    """Mean access of the tenth of people with the least, or the most, in 2022."""
    table = snapshot.load("health")
    table = table[table["year"].eq(2022)].dropna(subset=["apl"]).sort_values("apl", ascending=least)
    first = table[(table["population"].cumsum() / table["population"].sum()).le(0.1).to_numpy()]
    return float(np.average(first["apl"].astype("float64"), weights=first["population_standardised"]))


def _france_services(share_rural: bool) -> float:
    points = snapshot.load("points")
    here = points["kind"].eq("france_services") & points["date"].eq("2024-08")
    places = points.loc[here, "commune"]
    if places.empty:
        return float("nan")
    return float(places.map(_rural()).astype("boolean").mean()) * 100 if share_rural else float(len(places))


def _lines(date: str, kind: str) -> float:
    """Share of premises with a line; a published share without premises is weighted by the premises of 2022."""
    table = snapshot.load("broadband")
    late = table[table["date"].str.startswith(LATE_PREMISES[0]) & table["class"].eq(LATE_PREMISES[1])]
    weight = table["commune"].map(late.set_index("commune")["premises"]).astype("float64")
    table = table.assign(below=table["premises"].astype("float64").fillna(weight))
    held = table[table["date"].str.startswith(date) & table["class"].eq(kind)]
    held = held.assign(above=held["share_covered"] * held["below"])
    return float(ratio(held, "above", "below")["ratio"].iloc[0]) * 100


def _mobile(date: str, by_area: bool) -> float:
    """Area with 4G from two operators in metropolitan France: mean of the EPCI, or their sum by area."""
    places = _communes()[~_communes()["region"].isin(OVERSEAS_REGIONS)]
    area = places.groupby("epci")["area_km2"].sum()
    table = snapshot.load("mobile_epci")
    table = table[table["date"].eq(date)].dropna(subset=["share_area_4g_two_operators"])
    if not by_area:
        return float(table["share_area_4g_two_operators"].mean()) * 100
    shares = table.set_index("epci")["share_area_4g_two_operators"].astype("float64")
    known = area.reindex(shares.index).fillna(0)
    return float((shares * known).sum() / known.sum()) * 100


def _in_2015(column: str, factor: float = 1) -> float:
    table = isolation.in_2015(france()).set_index("territory_type")
    return float(table.loc[territories.ISOLATED, column]) * factor


Check = Callable[[], float]
PLACES: dict[str, Check] = {
    "zau_communes": partial(_in_2015, "communes"),
    "zau_people_share": partial(_in_2015, "share_people", 100),
    "zau_areas_share": partial(_people_share, "zau_2010", AREAS, 2008),
    "zau_poles_people": lambda: _people_share("zau_2010", ("111",), 2008) * _people(2008) / 1e8,
    "zau_poles_share": partial(_people_share, "zau_2010", ("111",), 2008),
    "aav_people_share": lambda: 100 - _people_share("aav_2020", ("30",), 2018),
    "density_communes": lambda: float(_rural().mean()) * 100,
    "density_people": partial(_people_share, "density_2022", RURAL, 2018),
    "class_zau_2010": partial(_class, "zau_2010", "400", 2020),
    "class_aav_2020": partial(_class, "aav_2020", "30", 2022),
    "class_density_2022": partial(_class, "density_2022", "7", 2022),
}
PEOPLE: dict[str, Check] = {
    **{f"people_{year}": partial(_people, year) for year in (1999, 2008, 2013, 2016, 2019, 2020, 2022, 2023)},
    "people_metropole_2013": lambda: float(_communes().loc[lambda t: ~t["region"].isin(OVERSEAS_REGIONS), 2013].sum()),
    "people_2016_focus": partial(_people, 2016, 1e-6),
    "people_2020_focus": partial(_people, 2020, 1e-6),
    "growth_2011_2016": partial(_growth, 2013, 2016),
    "growth_urban": lambda: _growth(2013, 2020, ~_rural()),
    "growth_rural": lambda: _growth(2013, 2020, _rural()),
    "departements_losing": _departements_losing,
    "growth_periurban": _periurban,
    **{f"aged_60_{year}": partial(_aged_60, year) for year in (2008, 2013, 2019)},
    **{f"people_{year}_history": partial(_history, year) for year in (1975, 1982, 1990, 1999)},
    **{
        f"rate_{category}_{part}_{start}_{end}": partial(_rate, category, part, start, end)
        for category in CATEGORIES
        for part in ("natural", "migratory", "total")
        for start, end in ((1999, 2009), (2009, 2014))
    },
}
WORK: dict[str, Check] = {
    **{f"jobs_{year}": partial(_total, "jobs", "jobs", year=year) for year in (1999, 2006, 2011, 2016)},
    **{
        f"production_{year}": partial(_total, "jobs", "jobs", year=year, function="production")
        for year in (1999, 2006, 2011, 2016)
    },
    **{f"employees_{year}": partial(_total, "employees", "employees", year=year) for year in (2014, 2019, 2024)},
    **{f"estel_industry_{year}": lambda year=year: float(industry_of_zones()[year].sum()) for year in (1998, 2017)},
    "industry_change": partial(_industry, 2006, 2011),
    "industry_lost": partial(_industry_lost, 2006, 2011),
    "establishments_2012": partial(_total, "establishments", "establishments", year=2012, dimension="sector"),
    "pensions": _pensions,
    **{
        f"zone_{code}": partial(_zone, code)
        for code in ("8304", "8305", "8306", "8309", "7403", "7304", "2605", "9303")
    },
}
SERVICES: dict[str, Check] = {
    **{
        f"{name}_{year}": partial(_total, "services", "equipments", year=year, type=code)
        for name, code in (("gp", "D201"), ("pharmacy", "D301"), ("post_office", "A206"))
        for year in (2009, 2013, 2018, 2019)
    },
    "no_shop_2021": _no_food_shop,
    "no_shop_rural_2015": _no_shop_in_rural,
    "no_shop_rural_people": partial(_no_shop_in_rural, 2013),
    **{f"apl_{year}": partial(_access, year, "apl") for year in (2016, 2018, 2022, 2023)},
    "apl_2016_revised": partial(_access, 2016, "apl"),
    "apl_low_2023": partial(_access, 2023, "share_people_low_access", 100),
    "apl_low_2015": partial(_access, 2016, "share_people_low_access", 100),
    "apl_bottom": partial(_access_of_tenth, True),
    "apl_top": partial(_access_of_tenth, False),
    "fs_2023": partial(_france_services, False),
    "fs_rural": partial(_france_services, True),
}
DIGITAL: dict[str, Check] = {
    "premises_2019": partial(_total, "broadband", "premises", **{"date": "2019-09-30", "class": "30_mbps"}),
    "speed30_2019": partial(_lines, "2019", "30_mbps"),
    "speed1000_2019": partial(_lines, "2019", "1000_mbps"),
    "speed30_2022": partial(_lines, "2022", "30_mbps"),
    "speed1000_2022": partial(_lines, "2022", "1000_mbps"),
    "fibre_2018": partial(_total, "broadband", "premises_covered", **{"date": "2018-03-31", "class": "fibre"}),
    "thd_2017": partial(_lines, "2017", "very_high_speed"),
    "thd_2015": partial(_lines, "2017", "very_high_speed"),
    "ftth_2024": partial(_lines, "2026", "fibre"),
    "mobile_two_2017": partial(_mobile, "2017-07", False),
    "mobile_two_2019": partial(_mobile, "2019-01", False),
    "mobile_area_2017": partial(_mobile, "2017-07", True),
    "mobile_area_2019": partial(_mobile, "2019-01", True),
}
CHECKS: dict[str, Check] = PLACES | PEOPLE | WORK | SERVICES | DIGITAL
