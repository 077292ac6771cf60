"""What the third notebook shows and says of unemployment by zone d'emploi, by isolation of the zones."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import areas, coverage
from analysis.business.areas import CLASSES
from analysis.business.believed import FEWEST_AREAS
from analysis.business.story.reach import zones_named
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext, ngettext
from analysis.snapshot import years
from analysis.territories import Territory, label_of
from analysis.words import few_isolated, source_line

ZONING = 2020
SHADES = ((2008, 2009, "2008"), (2019.5, 2020.5, "2020"))


def _source() -> str:
    return gettext("{source}; zones d'emploi of {zoning}", source=source_line("unemployment"), zoning=ZONING)


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
    whole = areas.in_crises(areas.unemployment_of_all(territory, definition))
    title = _title(areas.in_crises(data), whole, territory, definition)
    told = {"place": _covered(territory, definition), "first": data["year"].min(), "title": title}
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


def _title(table: pd.DataFrame, whole: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say the last rates of the most and the least isolated zones, and whether their gap is clear by its interval.

    Where either are fewer than an interval is made of, the rate of all zones (`whole`).
    """
    year = years.last("unemployment")
    rate = f"rate_{year}"
    last = table.dropna(subset=[rate])
    if (last["zones"].iloc[[0, -1]] < FEWEST_AREAS).any():
        last = whole.dropna(subset=[rate])
    first, most = last.iloc[0], last.iloc[-1]
    told = {"year": year, "quarters": _quarters_of(year)}
    if first["isolation"] == areas.ALL_ZONES:
        return ngettext(
            "Unemployment in {year}{quarters}: {rate} in the zone d'emploi of {place} (zoning of {zoning})",
            "Unemployment in {year}{quarters}: {rate} in the {count} zones d'emploi of {place} (zoning of {zoning})",
            int(first["zones"]),
            rate=words.percent(first[rate]),
            place=_covered(territory, definition),
            zoning=ZONING,
            **told,
        )
    if len(last) == 1:
        return gettext("Unemployment in {year}{quarters}: {rate}", rate=_zones_with(first, rate), **told)
    told |= {"most": _zones_with(most, rate), "least": _zones_with(first, rate)}
    gap, low, high = coverage.unemployment_gap(territory, definition, year)
    if words.direction(gap, low, high) == 0 or pd.isna(low):
        return gettext("Unemployment in {year}{quarters}: {most} and {least}, no clear gap", **told)
    if words.on_edge(low, high):
        return gettext("Unemployment in {year}{quarters}: {most} against {least}, a clear gap, on the edge", **told)
    return gettext("Unemployment in {year}{quarters}: {most} against {least}, a clear gap", **told)


def _quarters_of(year: int) -> str:
    """Say in brackets of which quarters a rate is, where the year is not whole: they are published from the first on."""
    held = len(years.held("unemployment", "quarter", year=year))
    if held == 4:
        return ""
    return ngettext(" (first quarter)", " (first {few} quarters)", held, few=words.in_words(held))


def _covered(territory: Territory, definition: str) -> Territory:
    """Return the place whose zones are followed: metropolitan France where all those left out of France are overseas."""
    left = coverage.zones_left(territory, definition)
    overseas = territory.kind == "france" and len(left) and left["overseas"].all()
    return Territory.parse("FRM") if overseas else territory


def unemployment_reading(territory: Territory, definition: str) -> str:
    """Say which zones are followed, how they are weighed, and the gap between the most and the least isolated of them."""
    rates = _unemployment(territory, definition)
    if rates.empty:
        return _nothing_held(territory)
    return " ".join(text for text in (_followed(territory, definition), _gap(rates, territory, definition)) if text)


def _followed(territory: Territory, definition: str) -> str:
    followed, left = areas.rates_followed(territory, definition), coverage.zones_left(territory, definition)
    named = zones_named(followed.drop_duplicates("zone"), territory, ZONING)
    if followed["zone"].nunique() == 1:
        rate = gettext("The rate is that of the one zone d'emploi of {place}.", place=territory)
        return f"{rate} {named}".rstrip()
    weighed = gettext(
        "In a mean of several zones, each counts by its people: how many of them work or look for work is not held."
    )
    if left.empty:
        return f"{named} {weighed}".lstrip()
    told = {
        "followed": followed["zone"].nunique(),
        "place": _covered(territory, definition),
        "first": followed["year"].min(),
        "since": left["since"].min(),
    }
    if left["overseas"].all():
        said = ngettext(
            "The {followed} zones of {place} held since {first} are followed; the one zone overseas is held from {since} on "
            "only, and left out.",
            "The {followed} zones of {place} held since {first} are followed; the {count} zones overseas are held from {since} "
            "on only, and left out.",
            len(left),
            **told,
        )
    else:
        said = ngettext(
            "The {followed} zones of {place} held since {first} are followed; one other is held from {since} on only, and left "
            "out.",
            "The {followed} zones of {place} held since {first} are followed; {count} others are held from {since} on only, and "
            "left out.",
            len(left),
            **told,
        )
    return f"{said} {weighed}"


def unemployment_in_brief(territory: Territory, definition: str) -> str:
    """Say the rate of all the zones of a territory in the first and the last year held; nothing where none is held."""
    rates = areas.unemployment_of_all(territory, definition)
    if rates.empty:
        return ""
    first, last = rates.loc[rates["year"].idxmin()], rates.loc[rates["year"].idxmax()]
    return ngettext(
        "Unemployment in the zone d'emploi of {place}: {before} in {start}, {after} in {end}{quarters}.",
        "Unemployment in the {count} zones d'emploi of {place}: {before} in {start}, {after} in {end}{quarters}.",
        int(last["zones"]),
        place=_covered(territory, definition),
        before=words.percent(first["rate_unemployment"]),
        start=int(first["year"]),
        after=words.percent(last["rate_unemployment"]),
        end=int(last["year"]),
        quarters=_quarters_of(int(last["year"])),
    )


def _gap(rates: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say the gap of the last year between the classes of zones at both ends; nothing where either is a handful."""
    year = years.last("unemployment")
    last = rates[rates["year"] == year].reset_index(drop=True)
    if len(last) < 2 or (last["zones"].iloc[[0, -1]] < FEWEST_AREAS).any():
        return ""
    gap, low, high = coverage.unemployment_gap(territory, definition, year)
    if pd.isna(low):
        return ""
    return gettext(
        "In {year}{quarters}, the rate of the zones with {most} less that of the zones with {least} is {gap} (95 % interval "
        "{bounds}, by resampling zones).",
        year=year,
        quarters=_quarters_of(year),
        most=label_of(last["isolation"].iloc[-1]),
        least=label_of(last["isolation"].iloc[0]),
        gap=words.points(gap),
        bounds=words.bounds(territory, low, high, words.points),
    )


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
        title=gettext(
            "Unemployment through the crises, zones d'emploi of {place}", place=_covered(territory, definition)
        ),
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
