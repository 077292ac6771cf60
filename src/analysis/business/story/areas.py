"""What the third notebook shows and says of work by area: industry, unemployment and pensions against isolation."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import snapshot, words
from analysis.business import areas
from analysis.business.areas import CLASSES, industry_years, pensions_year
from analysis.business.story.wording import LEAST_RATE, beside
from analysis.drawing import Picture, charts, maps, tables
from analysis.snapshot import years
from analysis.statistics import Fit, beside_france
from analysis.territories import Territory, france
from analysis.words import editions, few_isolated, source_line

INDUSTRY_BREAKS = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4)
REPORT_PENSIONS = 0.39
SHADES = ((2008, 2009, "2008"), (2019.5, 2020.5, "2020"))


def _industry_source(*more: str) -> str:
    return f"{source_line(*editions('jobs_zone', 'insee_estel_ze2010_salarie'), *more)}; zones d'emploi 2010"


def _unemployment_source() -> str:
    return f"{source_line('unemployment')}; zones d'emploi 2020"


def _industry_period() -> str:
    start, end = industry_years()
    return f"{start}-{end}"


def _association_words(row: pd.Series) -> str:
    """Say an association with its interval, and nothing of causes."""
    if pd.isna(row["low"]):
        return "too few zones to say whether the two go together"
    if row["low"] <= 0 <= row["high"]:
        return "no clear association with isolation"
    return "a rise with isolation" if row["slope"] > 0 else "a fall with isolation"


def zone_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of industrial jobs of every zone against its isolation, those of the territory named."""
    data = areas.industry_by_zone(france(), definition)
    row = areas.industry_association(france(), definition).iloc[0]
    own = set(areas.industry_by_zone(territory, definition)["area"])
    data = data.assign(here=data["area"].isin(own) & (not territory.is_national))
    title = f"Industry by zone d'emploi, {_industry_period()}: {_association_words(row)} in France"
    return charts.scatter(
        data,
        x="share_isolated",
        y="change",
        size="jobs_start" if territory.is_national else None,
        highlight="here" if data["here"].any() else None,
        label="name",
        names=(f"zones d'emploi of {territory.name}", "other zones of France"),
        size_unit="industrial jobs at the start",
        fit=Fit(row["slope"], row["intercept"], row["low"], row["high"], int(row["areas"])),
        title=title,
        x_unit="share of people in isolated communes",
        y_unit="change of salaried industrial jobs",
        x_percent=True,
        y_percent=True,
        source=_industry_source(),
        alt=f"Scatter of {len(data)} zones d'emploi of France, those of {territory.name} named. {title}.",
    )


def zone_reading(territory: Territory, definition: str) -> str:
    """Say the rank correlation and the slope, for industry and for all salaried jobs, in France and here."""
    told = []
    for sector, name in (("industry", "industrial jobs"), ("all", "all salaried jobs")):
        row = areas.industry_association(france(), definition, sector=sector).iloc[0]
        told.append(
            f"for {name}, {_association_words(row)} (rank correlation {words.number(row['rho'], 2)}; ten points more of "
            f"people isolated go with {words.points(row['slope'] / 10)}, 95 % interval "
            f"{words.bounds(france(), row['low'] / 10, row['high'] / 10, words.points)})"
        )
    text = f"Over the {int(row['areas'])} zones of France, {words.listing(told)}."
    if territory.is_national:
        return text
    here = areas.industry_by_zone(territory, definition)
    if here.empty:
        return f"{text} No zone d'emploi of {territory.name} is held."
    started = here["jobs_start"].sum()
    if not started:
        return f"{text} No industrial job was counted at the start in the zones d'emploi of {territory.name}."
    zones = "one zone" if len(here) == 1 else f"{len(here)} zones"
    change = words.signed_percent(here["jobs_end"].sum() / started - 1)
    return f"{text} In the {zones} counted to {territory.name} (zones d'emploi drawn in 2010), industrial jobs changed by {change}."


def zone_map(territory: Territory, definition: str) -> Picture | str:
    """Map the change of industrial jobs by zone d'emploi."""
    zones = areas.industry_by_zone(france(), definition)[["area", "name", "jobs_start", "jobs_end", "change"]]
    reached = snapshot.load("communes", territory, columns=["commune", "region", "zone_emploi_2010"])[
        "zone_emploi_2010"
    ]
    own = zones[zones["area"].isin(reached)].dropna(subset=["change"])
    if own.empty:
        return f"No zone d'emploi of {territory.name} has industrial jobs in the source: there is nothing to map."
    title = _zones_title(areas.industry_by_zone(territory, definition).dropna(subset=["change"]), own, territory)
    return maps.areas(
        territory,
        own.rename(columns={"area": "zone"}),
        level="zone_emploi_2010",
        code="zone",
        value="change",
        breaks=INDUSTRY_BREAKS,
        unit=f"change of salaried industrial jobs {_industry_period()}, by zone d'emploi",
        title=title,
        source=_industry_source("outlines"),
        alt=f"Map of the change of industrial jobs by zone d'emploi in {territory.name}. {title}.",
        percent=True,
        diverging=True,
    )


def _zones_title(counted: pd.DataFrame, reached: pd.DataFrame, territory: Territory) -> str:
    """Say in how many of the zones that belong to a territory industry grew; of all it reaches where none does."""
    counted = counted if len(counted) else reached
    start, end = industry_years()
    least = LEAST_RATE * (end - start)
    if len(counted) == 1:
        return (
            f"Industrial jobs of the zone of {counted['name'].iloc[0]}, {_industry_period()}: "
            f"{words.signed_percent(counted['change'].iloc[0])}"
        )
    grew = int((counted["change"] > least).sum())
    which = "all" if grew == len(counted) else f"{grew or 'none'} of"
    return f"Industrial jobs grew in {which} the {len(counted)} zones d'emploi of {territory.name}, as drawn in 2010"


def _unemployment(territory: Territory, definition: str) -> pd.DataFrame:
    """Follow the rates by isolation; of all zones together where too few communes are isolated to part them."""
    few = few_isolated(territory, definition)
    return (areas.unemployment_of_all if few else areas.unemployment)(territory, definition)


def unemployment_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the unemployment rate by class of isolation of the zones d'emploi, or of all where few are isolated."""
    data = _unemployment(territory, definition)
    if data.empty:
        return f"No unemployment rate is held for a zone d'emploi of {territory.name}, in any year."
    title = _unemployment_title(areas.in_crises(data), territory)
    parted = data["isolation"].nunique() > 1
    return charts.lines(
        data,
        x="year",
        y="rate_unemployment",
        group="isolation",
        percent=True,
        title=title,
        unit=f"{territory.name}: unemployment rate, yearly mean, zones d'emploi"
        + (" by share of people in isolated communes" if parted else ""),
        source=_unemployment_source(),
        shade=[when for when in SHADES if when[0] >= data["year"].min()],
        highlight=CLASSES[-1] if CLASSES[-1] in set(data["isolation"]) else None,
        alt=f"Lines of the unemployment rate since {data['year'].min()}{' by class of isolation' if parted else ''} in {territory.name}. {title}.",
    )


def _unemployment_title(table: pd.DataFrame, territory: Territory) -> str:
    year = years.last("unemployment")
    rate = f"rate_{year}"
    last = table.dropna(subset=[rate])
    first, most = last.iloc[0], last.iloc[-1]
    if first["isolation"] == areas.ALL_ZONES:
        zones = "the zone d'emploi" if first["zones"] == 1 else f"the {words.number(first['zones'])} zones d'emploi"
        return f"Unemployment: {words.percent(first[rate])} in {year}, in {zones} of {territory.name}, as drawn in 2020"
    # Levels and how many zones they are of: zones have no interval here, so that none is said to be higher.
    told = [
        f"{words.percent(row[rate])} in {_zones_with(row)}" for row in ([most, first] if len(last) > 1 else [first])
    ]
    return f"Unemployment in {year}: {words.listing(told)}"


def _zones_with(row: pd.Series) -> str:
    many = int(row["zones"])
    return f"the {'one zone' if many == 1 else f'{many} zones'} with {row['isolation']}"


def unemployment_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the unemployment rate at the turning points."""
    rates = _unemployment(territory, definition)
    if rates.empty:
        return f"No unemployment rate is held for a zone d'emploi of {territory.name}, in any year."
    data, turns = areas.in_crises(rates), areas.turns_held(rates)
    last = turns[-1]
    return tables.table(
        data,
        title=f"Unemployment through the crises, zones d'emploi of {territory.name}",
        subtitle=_quarters_said(last),
        columns={
            "isolation": ("People in isolated communes", "text"),
            "zones": ("Zones", "integer"),
            **{f"rate_{year}": (str(year), "percent") for year in turns},
            **{f"points_{start}_{end}": (f"{start}-{end}", "points") for start, end in (turns[:2], turns[-2:])},
        },
        source=_unemployment_source(),
    )


def _quarters_said(year: int) -> str:
    """Say that rates are yearly means, and of how many quarters where the last year is not whole."""
    held = len(years.held("unemployment", "quarter", year=year))
    return "Yearly means" if held == 4 else f"Yearly means; {year}: {held} of its quarters"


def _pensions(territory: Territory, definition: str) -> pd.DataFrame:
    return areas.by_isolation(areas.pensions(territory, definition), "share_pensions")


def pensions_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw pensions' share of income by class of isolation of the EPCI."""
    few = few_isolated(territory, definition)
    if few:
        return few
    data = beside_france(_pensions, territory, definition)
    here = data[data["place"] == territory.name]
    if here.empty:
        return (
            f"Pensions' share of income in {pensions_year()} is not held for the EPCI of {territory.name}: it is secret, or "
            "their perimeter has changed."
        )
    title = _pensions_title(here.iloc[-1], territory)
    return charts.bars(
        data,
        label="isolation",
        value="mean",
        group="place",
        percent=True,
        order=[name for name in CLASSES if name in set(data["isolation"])],
        title=title,
        unit=f"pensions, share of disposable income {pensions_year()}, mean of EPCI weighted by people",
        source=f"{source_line(*editions('income', f'insee_filosofi_{pensions_year()}'))}; EPCI whose perimeter has not changed",
        alt=f"Bars of pensions' share of income by class of isolation of EPCI, {beside(territory)}. {title}.",
    )


def _pensions_title(most: pd.Series, territory: Territory) -> str:
    """Set the most isolated EPCI beside the report's figure, where there are some that are isolated."""
    if most["isolation"] != CLASSES[-1]:
        return f"Of {territory.name} no EPCI with {CLASSES[-1]} has a share of pensions that is held"
    held = int(most["areas"])
    return (
        f"Pensions are {words.percent(most['mean'])} of income in the {f'{held} EPCI' if held > 1 else 'one EPCI'} of "
        f"{territory.name} held with {most['isolation']}; the report says {words.percent(REPORT_PENSIONS, 0)}"
    )


def pensions_reading(territory: Territory, definition: str) -> str:
    """Compare with the report's figure, and say the association."""
    table = areas.pensions(france(), definition)
    row = areas.association(table, "share_pensions").iloc[0]
    over = table["share_pensions"].ge(REPORT_PENSIONS)
    declared = areas.by_isolation(table, "share_pensions_declared").iloc[-1]
    text = (
        f"Over {words.number(row['areas'])} EPCI of France, pensions' share shows {_association_words(row)} (rank "
        f"correlation {words.number(row['rho'], 2)}): ten points more of people isolated go with "
        f"{words.points(row['slope'] / 10)} (95 % interval "
        f"{words.bounds(france(), row['low'] / 10, row['high'] / 10, words.points)}). {words.number(over.sum())} of them reach the {words.percent(REPORT_PENSIONS, 0)} that the report gives; "
        f"its figure is of declared incomes, this one of disposable income. Before benefits and taxes, which is near to what "
        f"is declared, pensions are {words.percent(declared['mean'])} in the EPCI of France with {declared['isolation']}."
    )
    if not territory.is_national:
        held = len(areas.pensions(territory, definition))
        verb = "is" if held == 1 else "are"
        text += f" Of {territory.name}, {words.number(held) if held else 'no'} EPCI {verb} held."
    return text
