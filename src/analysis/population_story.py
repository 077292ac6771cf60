"""What the second notebook shows and says of the balance of people: do isolated territories gain them?"""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import charts, maps, population, prose, tables
from analysis.isolation import ISOLATED
from analysis.statistics import beside_france, rank
from analysis.style import Picture
from analysis.territory import Territory, france

BALANCE_SOURCE = "Source: INSEE, séries historiques du recensement 2019, populations de référence 2019 and 2023"
LAST = "2013-2019"
BREAKS = [-0.02, -0.01, -0.005, 0, 0.005, 0.01, 0.02]


def _isolated(territory: Territory, definition: str) -> pd.DataFrame:
    table = population.balance(territory, definition)
    return table[table["territory_type"] == ISOLATED].set_index("period")


def nothing(territory: Territory, definition: str) -> str | None:
    """Return the sentence to print where no balance of isolated communes is held; None where there is one."""
    table = population.balance(territory, definition)
    if table.empty:
        return f"No balance of births, deaths and moves is held for {territory.name}."
    if table.loc[table["territory_type"] == ISOLATED, "population_start"].sum() == 0:
        return f"No isolated commune of {territory.name} has a balance: there is none, or its people are not counted."
    return None


def said_balance(row: pd.Series) -> str:
    """Say in words what a period did: the total, and the two parts where they are held."""
    parts = f"{prose.per_year(row['rate_total'])} in all"
    if pd.isna(row["rate_natural"]):
        return parts
    return f"{parts}, {prose.per_year(row['rate_migratory'])} by moves, {prose.per_year(row['rate_natural'])} by births and deaths"


def answer(territory: Territory, definition: str) -> str:
    """Say in two sentences whether isolated communes gain people, by what, and since when not."""
    missing = nothing(territory, definition)
    if missing:
        whole = _isolated(france(), definition).loc[LAST]
        return f"{missing} In the isolated communes of France, {LAST} brought {said_balance(whole)}."
    table = _isolated(territory, definition)
    first, last, now = table.iloc[0], table.loc[LAST], table.iloc[-1]
    gained = "gained" if first["rate_total"] > 0 else "lost"
    since = "gain" if now["rate_total"] > 0 else "lose"
    moves = "more people came than left" if last["rate_migratory"] > 0 else "more people left than came"
    return (
        f"The isolated communes of {territory.name} **{gained}** people in {table.index[0]} "
        f"({prose.per_year(first['rate_total'])}) and **{since}** them in {table.index[-1]} "
        f"({prose.per_year(now['rate_total'])}). In {LAST}, **{moves}** ({prose.per_year(last['rate_migratory'])}), while "
        f"births less deaths gave {prose.per_year(last['rate_natural'])}."
    )


def balance_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the natural and the migratory balance of isolated communes by period, here and in France."""
    missing = nothing(territory, definition)
    if missing:
        return missing
    data = beside_france(population.balance, territory, definition)
    data = data[(data["territory_type"] == ISOLATED) & data["rate_natural"].notna()]
    long = data.melt(
        id_vars=["place", "period"], value_vars=["rate_migratory", "rate_natural"], var_name="part", value_name="rate"
    )
    long["part"] = long["part"].map({"rate_migratory": "Moves", "rate_natural": "Births less deaths"})
    long["row"] = long["period"] + " " + long["place"]
    row = _isolated(territory, definition).loc[LAST]
    came = "moves bring people" if row["rate_migratory"] > 0 else "moves take people away"
    born = "deaths outnumber births" if row["rate_natural"] < 0 else "births outnumber deaths"
    title = f"In isolated communes {came}, {born}: the sum of {LAST} is {prose.per_year(row['rate_total'])}"
    return charts.stack(
        long,
        label="row",
        value="rate",
        part="part",
        order=[f"{period} {place}" for period in data["period"].unique() for place in data["place"].unique()],
        percent=True,
        title=title,
        unit="isolated communes, share of the population a year",
        source=BALANCE_SOURCE,
        alt=f"Stacked bars of the two balances of isolated communes by period, {territory.name} and France. {title}.",
    )


def types_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the migratory balance of each type of territory over the periods."""
    missing = nothing(territory, definition)
    if missing:
        return missing
    data = population.balance(territory, definition).dropna(subset=["rate_migratory"])
    last = data[data["period"] == LAST].set_index("territory_type")["rate_migratory"]
    place = last.rank(ascending=False)[ISOLATED]
    title = (
        f"Moves gave isolated communes {prose.per_year(last[ISOLATED])} in {LAST}: {prose.ordinal(int(place))} of "
        f"{len(last)} types of territory"
    )
    return charts.lines(
        data,
        x="period",
        y="rate_migratory",
        group="territory_type",
        percent=True,
        highlight=ISOLATED,
        zero=True,
        title=title,
        unit=f"{territory.name}: apparent migratory balance, share of the population a year",
        source=BALANCE_SOURCE,
        alt=f"Lines of the migratory balance by type of territory and period in {territory.name}. {title}.",
    )


def balance_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the rates of every type in the periods, with how many communes have no parts."""
    data = population.balance(territory, definition)
    if data.empty:
        return f"No balance is held for {territory.name}."
    return tables.table(
        data,
        title=f"Population change of {territory.name} by type of territory",
        subtitle="Annual rates; without parts where births and deaths are not held",
        columns={
            "period": ("Period", "text"),
            "territory_type": ("Type", "text"),
            "population_end": ("People at the end", "integer"),
            "rate_total": ("Change", "signed_percent2"),
            "rate_migratory": ("by moves", "signed_percent2"),
            "rate_natural": ("by births and deaths", "signed_percent2"),
        },
        source=BALANCE_SOURCE,
    )


def rank_reading(territory: Territory, definition: str) -> str:
    """Say the place of the territory among its peers for the migratory balance of its isolated communes."""
    if nothing(territory, definition) or not territory.peers():
        return ""
    place = rank(
        population.balance, territory, definition, "rate_migratory", where={"territory_type": ISOLATED, "period": LAST}
    )
    if place is None:
        return ""
    return f"By the migratory balance of its isolated communes in {LAST}, {territory.name} is {prose.rank(place)}."


def migration_map(territory: Territory) -> Picture | str:
    """Map the migratory balance of each commune in the last period that has one."""
    data = population.balance_by_commune(territory, LAST)
    known = data.dropna(subset=["rate_migratory"])
    if known.empty:
        return f"No migratory balance by commune is held for {territory.name}: there is no map."
    gaining = known["rate_migratory"] > 0
    share, people = gaining.mean(), known.loc[gaining, "population_start"].sum() / known["population_start"].sum()
    title = (
        f"{prose.percent(share, 0)} of communes, with {prose.percent(people, 0)} of people, gained by moves in {LAST}"
    )
    return maps.communes(
        territory,
        data,
        value="rate_migratory",
        breaks=BREAKS,
        percent=True,
        diverging=True,
        unit="migratory balance, share of people a year",
        title=title,
        source=BALANCE_SOURCE + "; IGN, Admin Express 2025",
        alt=f"Map of the communes of {territory.name} by their migratory balance in {LAST}. {title}.",
    )


def turn_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the annual change before and after 2016 by type, with intervals."""
    data = population.growth_before_and_after(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED].set_index("period")
    if len(isolated) < 2:
        return f"The population of isolated communes of {territory.name} is not held before and after 2016."
    before, after = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"Isolated communes: {prose.per_year(before['rate_total'])} in {isolated.index[0]}, "
        f"{prose.per_year(after['rate_total'])} in {isolated.index[-1]}"
    )
    return charts.bars(
        data,
        label="territory_type",
        value="rate_total",
        group="period",
        low="low",
        high="high",
        percent=True,
        signed=True,
        title=title,
        unit=f"{territory.name}: change of population a year; lines are 95 % intervals by resampling {data['resampled'].iloc[0]}s",
        source="Source: INSEE, populations 2008, 2016, 2023",
        alt=f"Bars of the annual change of population before and after 2016 by type in {territory.name}. {title}.",
    )


def turn_reading(territory: Territory, definition: str) -> str:
    """Say whether the change after 2016 differs from that before, as far as the intervals allow."""
    data = population.growth_before_and_after(territory, definition)
    isolated = data[data["territory_type"] == ISOLATED].set_index("period")
    if len(isolated) < 2:
        return ""
    before, after = isolated.iloc[0], isolated.iloc[-1]
    if pd.isna(before["low"]) or pd.isna(after["low"]):
        return "Too few communes to give an interval."
    if after["low"] > before["high"]:
        said = "faster after than before: the intervals do not overlap"
    elif after["high"] < before["low"]:
        said = "slower after than before: the intervals do not overlap"
    else:
        said = "not clearly different after from before: the intervals overlap"
    return (
        f"In isolated communes the change was {said} ({prose.interval(before['low'], before['high'], prose.per_year)}, then "
        f"{prose.interval(after['low'], after['high'], prose.per_year)}). The report appeared in the second period: that is "
        "a date, not a cause."
    )
