"""What the second notebook shows and says of the balance of people: do isolated territories gain them?"""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import classify
from analysis.population import balances
from analysis.population.balances import last_balance_period
from analysis.statistics import beside_france, rank, values_of_peers
from analysis.territories import ISOLATED, Territory, france, regions
from analysis.territories import definition as described
from analysis.words import source_line

RESAMPLED = {"departement": "départements", "commune": "communes"}
BREAKS = [-0.02, -0.01, -0.005, 0, 0.005, 0.01, 0.02]


def _isolated(territory: Territory, definition: str) -> pd.DataFrame:
    table = balances.balance(territory, definition)
    return table[table["territory_type"] == ISOLATED].set_index("period")


def nothing(territory: Territory, definition: str) -> str | None:
    """Return the sentence to print where no balance of isolated communes is held; None where there is one."""
    table = balances.balance(territory, definition)
    if table.empty:
        return f"No balance of births, deaths and moves is held for {territory.name}."
    if table.loc[table["territory_type"] == ISOLATED, "population_start"].sum() > 0:
        return None
    if not classify(territory, definition)["isolated"].any():
        return f"{territory.name} has no isolated commune by {described(definition).label}."
    return f"The isolated communes of {territory.name} have no balance: their people are not counted."


def brought(rate: float) -> str:
    """Say what moves did in a year, with a verb that follows the sign.

    Examples
    --------
    >>> brought(0.0034), brought(-0.0034), brought(0.00001)
    ('moves brought 0.34 % a year', 'moves took away 0.34 % a year', 'as many came as left')
    """
    if round(rate * 100, 2) == 0:
        return "as many came as left"
    return f"moves {'brought' if rate > 0 else 'took away'} {words.percent(abs(rate), 2)} a year"


def said_balance(row: pd.Series) -> str:
    """Say in words what a period did: the total, and the two parts where they are held."""
    parts = f"{words.per_year(row['rate_total'])} in all"
    if pd.isna(row["rate_natural"]):
        return parts
    return (
        f"{parts}, {words.per_year(row['rate_migratory'])} by moves, {words.per_year(row['rate_natural'])} by births "
        "and deaths"
    )


def answer(territory: Territory, definition: str) -> str:
    """Say in two sentences whether isolated communes gain people, by what, and since when not."""
    period = last_balance_period()
    missing = nothing(territory, definition)
    if missing:
        whole = _isolated(france(), definition).loc[period]
        return f"{missing} In the isolated communes of France, {period} gave {said_balance(whole)}."
    table = _isolated(territory, definition)
    first, last, now = table.iloc[0], table.loc[period], table.iloc[-1]
    gained = "gained" if first["rate_total"] > 0 else "lost"
    signs = (table["rate_total"] > 0).tolist()
    how = "" if signs[0] != signs[-1] else "still " if len(set(signs)) == 1 else "again "
    since = how + ("gained" if signs[-1] else "lost")
    return (
        f"The isolated communes of {territory.name} **{gained}** people in {table.index[0]} "
        f"({words.per_year(first['rate_total'])}) and **{since}** them in {table.index[-1]} "
        f"({words.per_year(now['rate_total'])}). In {period}, **{brought(last['rate_migratory'])}**, while births "
        f"less deaths gave {words.per_year(last['rate_natural'])}."
    )


def balance_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the natural and the migratory balance of isolated communes by period, here and in France."""
    period = last_balance_period()
    missing = nothing(territory, definition)
    if missing:
        return missing
    data = beside_france(balances.balance, territory, definition)
    data = data[(data["territory_type"] == ISOLATED) & data["rate_natural"].notna()]
    long = data.melt(
        id_vars=["place", "period"], value_vars=["rate_migratory", "rate_natural"], var_name="part", value_name="rate"
    )
    long["part"] = long["part"].map({"rate_migratory": "Moves", "rate_natural": "Births less deaths"})
    long["row"] = long["period"] + " " + long["place"]
    row = _isolated(territory, definition).loc[period]
    came = brought(row["rate_migratory"])
    born = "deaths outnumber births" if row["rate_natural"] < 0 else "births outnumber deaths"
    title = f"Isolated communes, {period}: {came}, {born}; the sum is {words.per_year(row['rate_total'])}"
    return charts.stack(
        long,
        label="row",
        value="rate",
        part="part",
        order=[f"{when} {place}" for when in data["period"].unique() for place in data["place"].unique()],
        percent=True,
        title=title,
        unit="isolated communes, share of the population a year",
        source=source_line("balance"),
        alt=f"Stacked bars of the two balances of isolated communes by period, {territory.name} and France. {title}.",
    )


def types_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the migratory balance of each type of territory over the periods."""
    period = last_balance_period()
    data = balances.balance(territory, definition).dropna(subset=["rate_migratory"])
    if data.empty:
        return f"The migratory balance of {territory.name} is not held."
    last = data[data["period"] == period].set_index("territory_type")["rate_migratory"].astype("float64")
    if ISOLATED in last.index:
        place = words.ordinal(int(last.rank(ascending=False)[ISOLATED]))
        title = f"Isolated communes: {brought(last[ISOLATED])} in {period}, {place} of {len(last)} types of territory"
    else:
        title = f"{last.idxmax()}, the first type in {period}: {brought(last.max())}"
    return charts.lines(
        data,
        x="period",
        y="rate_migratory",
        group="territory_type",
        percent=True,
        highlight=ISOLATED if ISOLATED in last.index else None,
        zero=True,
        title=title,
        unit=f"{territory.name}: apparent migratory balance, share of the population a year",
        source=source_line("balance"),
        alt=f"Lines of the migratory balance by type of territory and period in {territory.name}. {title}.",
    )


def left_out(unknown: int) -> str:
    """Say how many communes are left out; nothing where none is."""
    verb = "is" if unknown == 1 else "are"
    return f"; {words.communes(unknown)} with births or deaths missing {verb} left out" if unknown else ""


def balance_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the rates of every type in the periods, and say how many communes have no parts."""
    data = balances.balance(territory, definition)
    if data.empty:
        return f"No balance is held for {territory.name}."
    unknown = int(data.groupby("period")["communes_unknown"].sum().max())
    left = left_out(unknown)
    return tables.table(
        data,
        title=f"Population change of {territory.name} by type of territory",
        subtitle=f"Annual rates; n/a where births and deaths are not held{left}",
        columns={
            "period": ("Period", "text"),
            "territory_type": ("Type", "text"),
            "population_end": ("People at the end", "integer"),
            "rate_total": ("Change", "signed_percent2"),
            "rate_migratory": ("by moves", "signed_percent2"),
            "rate_natural": ("by births and deaths", "signed_percent2"),
        },
        source=source_line("balance"),
    )


def rank_reading(territory: Territory, definition: str) -> str:
    """Say the place of the territory among its peers for the migratory balance of its isolated communes."""
    where = {"territory_type": ISOLATED, "period": last_balance_period()}
    if territory.is_national:
        return _extremes(definition, where)
    if nothing(territory, definition) or not territory.peers():
        return ""
    place = rank(balances.balance, territory, definition, "rate_migratory", where=where)
    if place is None:
        return ""
    return (
        f"By the migratory balance of its isolated communes in {where['period']}, {territory.name} is "
        f"{words.rank(place)}."
    )


def _extremes(definition: str, where: dict) -> str:
    """Name the regions whose isolated communes gain most and least by moves."""
    table = values_of_peers(balances.balance, regions()[0], definition, "rate_migratory", where=where)
    table = table.dropna(subset=["value"]).sort_values("value")
    least, most = table.iloc[0], table.iloc[-1]
    return (
        f"Among regions, isolated communes have the highest migratory balance of {where['period']} in {most['name']} "
        f"({words.per_year(most['value'])}) and the lowest in {least['name']} ({words.per_year(least['value'])}); it "
        f"is above zero in {words.number((table['value'] > 0).sum())} of {words.number(len(table))} regions."
    )


def migration_map(territory: Territory) -> Picture | str:
    """Map the migratory balance of each commune in the last period that has one."""
    period = last_balance_period()
    data = balances.balance_by_commune(territory)
    known = data.dropna(subset=["rate_migratory"])
    if known.empty:
        return f"No migratory balance by commune is held for {territory.name}: there is no map."
    gaining = known["rate_migratory"] > 0
    share, people = gaining.mean(), known.loc[gaining, "population_start"].sum() / known["population_start"].sum()
    title = (
        f"{words.percent(share, 0)} of communes, with {words.percent(people, 0)} of people, gained by moves in {period}"
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
        source=source_line("balance", "outlines"),
        alt=f"Map of the communes of {territory.name} by their migratory balance in {period}. {title}.",
    )
