"""The key figures of France and of each region: what a change of the code or of the data must not move unseen.

``territoires renew`` writes ``tests/indicators/key_figures.csv`` anew. The names of figures, themes and units are those of
the data in every language, and a measure that is remembered holds them: `name_of` says figures to readers,
`wording.theme_name` and `unit_name` the others.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import business, geography, isolation, population, services, snapshot
from analysis.claims import EQUIPMENT_THEN, PENSIONS_THEN, PRODUCTION_THEN
from analysis.indicators.key_names import (
    AREAS,
    DECIMALS,
    NO_SHOP,
    NO_SHOP_THEN,
    RATES,
    THEN,
    ZONED,
    dated,
    name_of,
)
from analysis.indicators.reading import vintage
from analysis.language import gettext_noop
from analysis.snapshot import REPORT_CENSUS, years
from analysis.statistics import ratio
from analysis.territories import ISOLATED, Territory, france, regions

__all__ = [
    "DECIMALS",
    "DEFINITION",
    "FILE",
    "PARTS",
    "THEN",
    "all_figures",
    "by_theme",
    "current_text",
    "dated",
    "figures",
    "name_of",
    "read",
    "text",
]
FILE = "tests/indicators/key_figures.csv"
DEFINITION = "zau"
FIBRE_THEN = "2018-03-31"
# The first test of lines, the only one of wires alone.
WIRED = "2019-09-30"
Rows = list[tuple[str, str, str, float | None]]


def _of(table: pd.DataFrame, column: str, factor: float = 1, **where) -> float | None:
    """Return the value of the isolated row that meets the conditions, times a factor; None where there is none."""
    for name, wanted in {"territory_type": ISOLATED, **where}.items():
        table = table[table[name] == wanted]
    return float(table[column].iloc[0]) * factor if len(table) and pd.notna(table[column].iloc[0]) else None


def _places(territory: Territory, definition: str) -> Rows:
    table = isolation.size(territory, definition)
    when = str(geography.latest_year())
    return [
        (gettext_noop("isolated communes"), "", "communes", _of(table, "communes")),
        (gettext_noop("people of isolated communes"), when, "inhabitants", _of(table, "people")),
        (gettext_noop("share of communes isolated"), "", "%", _of(table, "share_communes", 100)),
        (gettext_noop("share of people isolated"), when, "%", _of(table, "share_people", 100)),
        (gettext_noop("mean size of an isolated commune"), when, "inhabitants", _of(table, "mean_population")),
    ]


def _people(territory: Territory, definition: str) -> Rows:
    period = population.last_balance_period()
    balance = population.balance(territory, definition)
    _, turn, last = population.turn_years()
    growth = population.growth_before_and_after(territory, definition)
    return [
        *_aged(territory, definition),
        *((name, period, "% a year", _of(balance, f"rate_{part}", 100, period=period)) for part, name in RATES.items()),
        (
            gettext_noop("change of people"),
            f"{turn}-{last}",
            "% a year",
            _of(growth, "rate_total", 100, period=f"{turn}-{last}"),
        ),
        _of_census(territory, definition, gettext_noop("retired"), "share_retired", "population_aged_20_plus"),
        _of_census(territory, definition, gettext_noop("second homes"), "share_second_homes", "dwellings"),
    ]


def _aged(territory: Territory, definition: str) -> Rows:
    ages = population.ages_60_plus(territory, definition)
    last = years.last("structure", known="population_aged_75_plus")
    return [
        (name, str(year), "%", _of(ages, "share_aged_60_plus", 100, year=year))
        for name, year in (
            (gettext_noop("people aged 60 and over near the report's time"), REPORT_CENSUS),
            (gettext_noop("people aged 60 and over"), last),
        )
    ]


def _of_census(territory: Territory, definition: str, name: str, share: str, weight: str) -> tuple:
    """Return a weighted share of the last census that tells it, without the interval that the measure adds."""
    last = years.last("structure", known=share)
    frame = population.typed("structure", territory, definition, ["year", share, weight])
    frame = frame[frame["year"] == last]
    table = ratio(frame.assign(above=frame[share] * frame[weight]), "above", weight, ["territory_type"])
    return name, str(last), "%", _of(table, "ratio", 100)


def _work(territory: Territory, definition: str) -> Rows:
    part = business.production_share(territory, definition)
    employees = business.employees_change(territory, definition)
    censuses, last = years.held("jobs"), years.last("employees")
    changes = {
        gettext_noop("change of production jobs near the report's time"): PRODUCTION_THEN,
        gettext_noop("change of production jobs in the long run"): (censuses[0], censuses[-1]),
    }
    return [
        *(
            (
                name,
                f"{start}-{end}",
                "%",
                _of(business.job_change(territory, definition, start=start, end=end), "change", 100),
            )
            for name, (start, end) in changes.items()
        ),
        (gettext_noop("production in all jobs"), str(censuses[-1]), "%", _of(part, "share", 100, year=censuses[-1])),
        (
            gettext_noop("change of private employees"),
            f"{business.BEFORE_SHOCK}-{last}",
            "%",
            _of(employees, "change_since", 100),
        ),
        (
            gettext_noop("pensions in disposable income of the most isolated EPCI"),
            str(PENSIONS_THEN),
            "%",
            _pensions(territory, definition),
        ),
    ]


def _pensions(territory: Territory, definition: str) -> float | None:
    table = business.pensions(territory, definition, year=PENSIONS_THEN)
    most = table[table["share_isolated"] >= business.MOST]
    known = ratio(most.assign(above=most["share_pensions"] * most["people"]), "above", "people")["ratio"]
    return float(known.iloc[0]) * 100 if len(known) and pd.notna(known.iloc[0]) else None


def _services(territory: Territory, definition: str) -> Rows:
    shops = services.without(territory, definition, ["food_shop"])
    access, last = services.access(territory, definition), years.last("health", known="apl")
    lists, halls_list = (years.last("points", "date", kind=kind)[:4] for kind in ("france_services", "town_hall"))
    far = services.beyond(territory, definition, (f"france_services_{lists}",))
    halls = services.town_halls(territory, definition)
    low = _of(access, "share_people_low_access", 100, year=last)
    return [
        *_zonings(territory, definition),
        *(
            (name, str(year), "%", _of(shops, column, 100, year=year))
            for year, name, column in (
                (EQUIPMENT_THEN, NO_SHOP_THEN["communes"], "share_communes"),
                (EQUIPMENT_THEN, NO_SHOP_THEN["people"], "share_people"),
                (services.summary_edition(), NO_SHOP["communes"], "share_communes"),
                (services.summary_edition(), NO_SHOP["people"], "share_people"),
            )
        ),
        (
            gettext_noop("access to general practitioners"),
            str(last),
            "consultations a year",
            _of(access, "apl", year=last),
        ),
        (gettext_noop("people under 2.5 consultations a year"), str(last), "%", low),
        (
            gettext_noop("people beyond 10 km of a France services place"),
            lists,
            "%",
            _of(far, "share_people_beyond_10_km", 100),
        ),
        (gettext_noop("town halls with a web site"), halls_list, "%", _of(halls, "share_communes_website", 100)),
        (gettext_noop("median opening of a town hall"), halls_list, "hours a week", _of(halls, "median_weekly_hours")),
    ]


def _zonings(territory: Territory, definition: str) -> Rows:
    if not snapshot.holds("revitalisation"):
        return []  # a snapshot of before the zoning was added, when two are compared
    table = services.revitalised(territory, definition)
    when = vintage("revitalisation")
    return [
        (name, when, "%", _of(table, f"share_{unit}", 100, zoning=zoning)) for (zoning, unit), name in ZONED.items()
    ]


def _lines() -> list[tuple[str, str, str]]:
    """Return the name, date and class of the figures on lines."""
    thirty, gigabit, fibre = (
        years.held("broadband", "date", **{"class": kind}) for kind in ("30_mbps", "1000_mbps", "fibre")
    )
    return [
        (gettext_noop("premises with 30 Mbit/s by wire"), WIRED, "30_mbps"),
        (gettext_noop("premises with 30 Mbit/s by any technology"), thirty[-1], "30_mbps"),
        (gettext_noop("premises with 1 Gbit/s when first tested"), gigabit[0], "1000_mbps"),
        (gettext_noop("premises with 1 Gbit/s"), gigabit[-1], "1000_mbps"),
        (gettext_noop("premises with fibre near the report's time"), FIBRE_THEN, "fibre"),
        (gettext_noop("premises with fibre"), fibre[-1], "fibre"),
    ]


def _networks(territory: Territory, definition: str) -> Rows:
    table = population.typed("broadband", territory, definition)
    counted = years.last("broadband", "date", known="premises", **{"class": "30_mbps"})
    later = table[(table["date"] == counted) & (table["class"] == "30_mbps")]
    premises = later.set_index("commune")["premises"]
    others = table["commune"].map(premises).astype("float64")
    weight = table["premises"].astype("float64").fillna(others)
    table = table.assign(below=weight, above=weight * table["share_covered"])
    rows: Rows = []
    for name, date, kind in _lines():
        held = table[(table["date"] == date) & (table["class"] == kind)]
        rows.append((name, date[:4], "%", _of(ratio(held, "above", "below", ["territory_type"]), "ratio", 100)))
    area = snapshot.load("communes", territory, columns=["commune", "region", "area_km2"])[["commune", "area_km2"]]
    mobile = population.typed("mobile", territory, definition).merge(area, on="commune")
    for which, name in AREAS.items():
        counted = mobile.assign(above=mobile[f"share_area_4g_{which}"] * mobile["area_km2"])
        share = _of(ratio(counted, "above", "area_km2", ["territory_type"]), "ratio", 100)
        rows.append((name, vintage("mobile"), "%", share))
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
        ``theme``, ``territory`` (code), ``figure`` (a name that stays from one vintage to the next), ``when`` (year or
        period; empty where there is none), ``unit``, ``value`` (missing where it is not held).
    """
    rows = [(theme, *row) for theme, part in PARTS.items() for row in part(territory, definition)]
    table = pd.DataFrame(rows, columns=["theme", "figure", "when", "unit", "value"]).astype({"value": "float64"})
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


def read() -> pd.DataFrame:
    """Read the figures that are kept under review."""
    file = snapshot.project() / FILE
    return pd.read_csv(file, dtype={"territory": str, "when": str}).fillna({"when": ""})


def current_text() -> str:
    """Write the figures of now as they are kept."""
    return text(all_figures())


def text(table: pd.DataFrame) -> str:
    """Write figures as they are kept: as many decimals as the unit is printed with, nothing where none is held."""
    shown = ["" if pd.isna(v) else f"{v:.{DECIMALS[unit]}f}" for v, unit in zip(table["value"], table["unit"])]
    return table.assign(value=shown).to_csv(index=False, lineterminator="\n")
