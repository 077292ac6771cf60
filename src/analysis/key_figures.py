"""The key figures of France and of each region: what a change of the code or of the data must not move unseen.

``python -m analysis.key_figures`` renews ``tests/key_figures.csv``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis import (
    business,
    business_areas,
    business_firms,
    isolation,
    population,
    services,
    services_distance,
    services_health,
    snapshot,
)
from analysis.isolation import ISOLATED
from analysis.statistics import ratio
from analysis.territory import Territory, france, regions

FILE = snapshot.ROOT / "tests" / "key_figures.csv"
DEFINITION = "zau"
DECIMALS = {"communes": 0, "inhabitants": 0, "%": 1, "% a year": 2, "consultations a year": 2, "hours a week": 1}
LINES = (
    ("premises with 30 Mbit/s by wire, 2019", "2019", "30_mbps"),
    ("premises with 30 Mbit/s by any technology, 2022", "2022", "30_mbps"),
    ("premises with 1 Gbit/s, 2019", "2019", "1000_mbps"),
    ("premises with 1 Gbit/s, 2022", "2022", "1000_mbps"),
    ("premises with fibre, March 2018", "2018-03", "fibre"),
    ("premises with fibre, 2026", "2026", "fibre"),
)
Rows = list[tuple[str, str, float | None]]


def _of(table: pd.DataFrame, column: str, factor: float = 1, **where) -> float | None:
    """Return the value of the isolated row that meets the conditions, times a factor; None where there is none."""
    for name, wanted in {"territory_type": ISOLATED, **where}.items():
        table = table[table[name] == wanted]
    return float(table[column].iloc[0]) * factor if len(table) and pd.notna(table[column].iloc[0]) else None


def _places(territory: Territory, definition: str) -> Rows:
    table = isolation.size(territory, definition)
    return [
        ("isolated communes", "communes", _of(table, "communes")),
        ("people of isolated communes, 2023", "inhabitants", _of(table, "people")),
        ("share of communes isolated", "%", _of(table, "share_communes", 100)),
        ("share of people isolated, 2023", "%", _of(table, "share_people", 100)),
        ("mean size of an isolated commune, 2023", "inhabitants", _of(table, "mean_population")),
    ]


def _people(territory: Territory, definition: str) -> Rows:
    ages = population.ages_60_plus(territory, definition)
    balance = population.balance(territory, definition)
    growth = population.growth_before_and_after(territory, definition)
    return [
        ("people aged 60 and over, 2013", "%", _of(ages, "share_aged_60_plus", 100, year=2013)),
        ("people aged 60 and over, 2019", "%", _of(ages, "share_aged_60_plus", 100, year=2019)),
        *(
            (f"{part} rate, 2013-2019", "% a year", _of(balance, f"rate_{part}", 100, period="2013-2019"))
            for part in ("natural", "migratory", "total")
        ),
        ("change of people, 2016-2023", "% a year", _of(growth, "rate_total", 100, period="2016-2023")),
        ("retired, 2022", "%", _census_share(territory, definition, "share_retired", "population_aged_20_plus")),
        ("second homes, 2022", "%", _census_share(territory, definition, "share_second_homes", "dwellings")),
    ]


def _census_share(territory: Territory, definition: str, share: str, weight: str) -> float | None:
    """Return a weighted share of the census of 2022, in percent, without the interval that the measure adds."""
    frame = population.typed("structure", territory, definition, ["year", share, weight])
    frame = frame[frame["year"] == 2022]
    table = ratio(frame.assign(above=frame[share] * frame[weight]), "above", weight, ["territory_type"])
    return _of(table, "ratio", 100)


def _work(territory: Territory, definition: str) -> Rows:
    changes = {
        f"{start}-{end}": business.job_change(territory, definition, start=start, end=end)
        for start, end in ((2006, 2011), (1999, 2016))
    }
    part = business.production_share(territory, definition)
    employees = business_firms.employees_change(territory, definition)
    return [
        *((f"change of production jobs, {when}", "%", _of(table, "change", 100)) for when, table in changes.items()),
        ("production in all jobs, 2016", "%", _of(part, "share", 100, year=2016)),
        ("change of private employees, 2019-2024", "%", _of(employees, "change_2019_2024", 100)),
        ("pensions in disposable income of the most isolated EPCI, 2014", "%", _pensions(territory, definition)),
    ]


def _pensions(territory: Territory, definition: str) -> float | None:
    table = business_areas.pensions(territory, definition)
    most = table[table["share_isolated"] >= business_areas.MOST]
    known = ratio(most.assign(above=most["share_pensions"] * most["people"]), "above", "people")["ratio"]
    return float(known.iloc[0]) * 100 if len(known) and pd.notna(known.iloc[0]) else None


def _services(territory: Territory, definition: str) -> Rows:
    shops = services.without(territory, definition, ["food_shop"])
    access = services_health.access(territory, definition)
    far = services_distance.beyond(territory, definition, ("france_services_2024",))
    halls = services_distance.town_halls(territory, definition)
    return [
        *(
            (f"{unit} without a food shop, {year}", "%", _of(shops, f"share_{unit}", 100, year=year))
            for year in (2013, 2019)
            for unit in ("communes", "people")
        ),
        ("access to general practitioners, 2023", "consultations a year", _of(access, "apl", year=2023)),
        ("people under 2.5 consultations a year, 2023", "%", _of(access, "share_people_low_access", 100, year=2023)),
        ("people beyond 10 km of a France services place, 2024", "%", _of(far, "share_people_beyond_10_km", 100)),
        ("town halls with a web site, 2025", "%", _of(halls, "share_communes_website", 100)),
        ("median opening of a town hall, 2025", "hours a week", _of(halls, "median_weekly_hours")),
    ]


def _networks(territory: Territory, definition: str) -> Rows:
    table = population.typed("broadband", territory, definition)
    later = table[table["date"].str.startswith("2022") & (table["class"] == "30_mbps")]
    premises = later.set_index("commune")["premises"]
    others = table["commune"].map(premises).astype("float64")
    weight = table["premises"].astype("float64").fillna(others)
    table = table.assign(below=weight, above=weight * table["share_covered"])
    rows: Rows = []
    for name, date, kind in LINES:
        held = table[table["date"].str.startswith(date) & (table["class"] == kind)]
        rows.append((name, "%", _of(ratio(held, "above", "below", ["territory_type"]), "ratio", 100)))
    area = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"])[["commune", "area_km2"]]
    mobile = population.typed("mobile", territory, definition).merge(area, on="commune")
    for which in ("best", "worst"):
        counted = mobile.assign(above=mobile[f"share_area_4g_{which}"] * mobile["area_km2"])
        share = _of(ratio(counted, "above", "area_km2", ["territory_type"]), "ratio", 100)
        rows.append((f"area with 4G from the {which} operator", "%", share))
    return rows


PARTS: dict[str, Callable[[Territory, str], Rows]] = {
    "Places": _places,
    "People": _people,
    "Work": _work,
    "Services": _services,
    "Networks": _networks,
}


def by_theme(territory: Territory, definition: str = DEFINITION) -> pd.DataFrame:
    """Return the key figures of the isolated communes of a territory, rounded as printed, with their theme.

    Returns
    -------
    DataFrame
        ``theme``, ``territory`` (code), ``figure``, ``unit``, ``value`` (missing where it is not held).
    """
    rows = [(theme, *row) for theme, part in PARTS.items() for row in part(territory, definition)]
    table = pd.DataFrame(rows, columns=["theme", "figure", "unit", "value"]).astype({"value": "float64"})
    table["value"] = [round(value, DECIMALS[unit]) for value, unit in zip(table["value"], table["unit"])]
    # No minus sign before a zero.
    table["value"] = table["value"] + 0.0
    table.insert(1, "territory", territory.code)
    return table


def figures(territory: Territory) -> pd.DataFrame:
    """Return the key figures of a territory for its communes isolated in the urban areas of 2010, without theme."""
    return by_theme(territory).drop(columns="theme")


def all_figures() -> pd.DataFrame:
    """Stack the key figures of France and of the 18 regions: see `figures`."""
    return pd.concat([figures(place) for place in (france(), *regions())], ignore_index=True)


def read(file: Path = FILE) -> pd.DataFrame:
    """Read the figures that are kept under review."""
    return pd.read_csv(file, dtype={"territory": str})


def main() -> None:
    """Renew the file of key figures."""
    FILE.write_text(text(all_figures()), encoding="utf-8")


def text(table: pd.DataFrame) -> str:
    """Write figures as they are kept: as many decimals as the unit is printed with, nothing where none is held."""
    shown = ["" if pd.isna(v) else f"{v:.{DECIMALS[unit]}f}" for v, unit in zip(table["value"], table["unit"])]
    return table.assign(value=shown).to_csv(index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
