"""What the third notebook shows and says of unemployment by zone d'emploi, by isolation of the zones."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import areas
from analysis.business.areas import CLASSES
from analysis.business.believed import FEWEST_AREAS
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext, ngettext
from analysis.snapshot import years
from analysis.territories import Territory, label_of
from analysis.words import few_isolated, source_line

SHADES = ((2008, 2009, "2008"), (2019.5, 2020.5, "2020"))


def _source() -> str:
    return gettext("{source}; zones d'emploi of 2020", source=source_line("unemployment"))


def _unemployment(territory: Territory, definition: str) -> pd.DataFrame:
    """Follow the rates by isolation; of all zones together where too few communes are isolated to part them."""
    few = few_isolated(territory, definition)
    data = (areas.unemployment_of_all if few else areas.unemployment)(territory, definition)
    # Categories are put into words by charts and tables.
    return data.assign(isolation=data["isolation"].astype("category")) if few else data


def _nothing_held(territory: Territory) -> str:
    return gettext("No unemployment rate is held for a zone d'emploi of {place}, in any year.", place=territory)


def unemployment_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the unemployment rate by class of isolation of the zones d'emploi, or of all where few are isolated."""
    data = _unemployment(territory, definition)
    if data.empty:
        return _nothing_held(territory)
    title = _title(areas.in_crises(data), areas.in_crises(areas.unemployment_of_all(territory, definition)), territory)
    told = {"place": territory, "first": data["year"].min(), "title": title}
    parted = data["isolation"].nunique() > 1
    if parted:
        unit = gettext(
            "{place}: unemployment rate, yearly mean, zones d'emploi by share of people in isolated communes", **told
        )
        alt = gettext("Lines of the unemployment rate since {first} by class of isolation in {place}. {title}.", **told)
    else:
        unit = gettext("{place}: unemployment rate, yearly mean, zones d'emploi", **told)
        alt = gettext("Lines of the unemployment rate since {first} in {place}. {title}.", **told)
    return charts.lines(
        data,
        x="year",
        y="rate_unemployment",
        group="isolation",
        percent=True,
        title=title,
        unit=unit,
        source=_source(),
        shade=[when for when in SHADES if when[0] >= data["year"].min()],
        highlight=CLASSES[-1] if CLASSES[-1] in set(data["isolation"]) else None,
        alt=alt,
    )


def _title(table: pd.DataFrame, whole: pd.DataFrame, territory: Territory) -> str:
    """Say the last rates of the most and the least isolated zones: they have no interval, so that none is said to be higher.

    Where either are fewer than an interval is made of, the rate of all zones (`whole`).
    """
    year = years.last("unemployment")
    rate = f"rate_{year}"
    last = table.dropna(subset=[rate])
    if (last["zones"].iloc[[0, -1]] < FEWEST_AREAS).any():
        last = whole.dropna(subset=[rate])
    first, most = last.iloc[0], last.iloc[-1]
    if first["isolation"] == areas.ALL_ZONES:
        return ngettext(
            "Unemployment in {year}: {rate} in the zone d'emploi of {place}",
            "Unemployment in {year}: {rate} in the {count} zones d'emploi of {place}",
            int(first["zones"]),
            year=year,
            rate=words.percent(first[rate]),
            place=territory,
        )
    told = [_zones_with(row, rate) for row in ([most, first] if len(last) > 1 else [first])]
    return gettext("Unemployment in {year}: {rates}", year=year, rates=words.listing(told))


def _zones_with(row: pd.Series, rate: str) -> str:
    return ngettext(
        "{rate} in the one zone with {isolation}",
        "{rate} in the {count} zones with {isolation}",
        int(row["zones"]),
        rate=words.percent(row[rate]),
        isolation=label_of(row["isolation"]),
    )


def unemployment_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the unemployment rate at the turning points."""
    rates = _unemployment(territory, definition)
    if rates.empty:
        return _nothing_held(territory)
    data, turns = areas.in_crises(rates), areas.turns_held(rates)
    last = turns[-1]
    return tables.table(
        data,
        title=gettext("Unemployment through the crises, zones d'emploi of {place}", place=territory),
        subtitle=_quarters_said(last),
        columns={
            "isolation": (gettext("People in isolated communes"), "text"),
            "zones": (gettext("Zones"), "integer"),
            **{f"rate_{year}": (str(year), "percent") for year in turns},
            **{f"points_{start}_{end}": (f"{start}-{end}", "points") for start, end in (turns[:2], turns[-2:])},
        },
        source=_source(),
    )


def _quarters_said(year: int) -> str:
    """Say that rates are yearly means, and of how many quarters where the last year is not whole."""
    held = len(years.held("unemployment", "quarter", year=year))
    if held == 4:
        return gettext("Yearly means")
    return ngettext(
        "Yearly means; {year}: one quarter", "Yearly means; {year}: {count} of its quarters", held, year=year
    )
