"""What the second notebook shows and says of the balance of people: do isolated territories gain them?"""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.population import balances
from analysis.population.balances import last_balance_period
from analysis.population.story.wording import beside, brought, left_out, none_left, population_held, way
from analysis.population.story.yearly import course_reading
from analysis.statistics import beside_france, values_of_peers
from analysis.territories import ISOLATED, Territory, france, label_of, regions
from analysis.words import few_isolated, left_small, of_enough, source_line

BREAKS = [-0.02, -0.01, -0.005, 0, 0.005, 0.01, 0.02]


def _isolated(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the rates of isolated communes by period, with their intervals."""
    table = balances.balance(territory, definition)
    table = table[table["territory_type"] == ISOLATED].set_index("period")
    bounds = balances.rate_intervals(territory, definition)
    bounds = bounds[bounds["territory_type"] == ISOLATED].set_index("period").drop(columns="territory_type")
    return table.join(bounds)


def nothing(territory: Territory, definition: str) -> str | None:
    """Return the sentence to print where no balance of isolated communes is held; None where there is one."""
    table = balances.balance(territory, definition)
    if table.empty:
        return (
            f"No balance of births, deaths and moves is held for {territory.name}, in any period. "
            f"{population_held(territory)}"
        )
    few = few_isolated(territory, definition)
    if few or table.loc[table["territory_type"] == ISOLATED, "population_start"].sum() > 0:
        return few or None
    return f"The isolated communes of {territory.name} have no balance: their people are not counted."


def _brought_in(row: pd.Series) -> str:
    return brought(row["rate_migratory"], row["low_migratory"], row["high_migratory"])


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
    """Say in two sentences what the people of isolated communes did since the report's census, and by what."""
    period = last_balance_period()
    missing = nothing(territory, definition)
    if missing:
        whole = _isolated(france(), definition).loc[period]
        return f"{missing} In the isolated communes of France, {period} gave {said_balance(whole)}."
    last = _isolated(territory, definition).loc[period]
    return (
        f"{course_reading(territory, definition)} In {period}, **{_brought_in(last)}**, while births less deaths gave "
        f"{words.per_year(last['rate_natural'])}."
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
    came = _brought_in(row)
    born = {1: "births outnumber deaths", -1: "deaths outnumber births"}.get(
        way(row["rate_natural"], row["low_natural"], row["high_natural"]), "births and deaths are about as many"
    )
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
        alt=f"Stacked bars of the two balances of isolated communes by period, {beside(territory)}. {title}.",
    )


def types_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the migratory balance of each type of territory over the periods."""
    period = last_balance_period()
    data = balances.balance(territory, definition).dropna(subset=["rate_migratory"])
    if data.empty:
        return f"The migratory balance of {territory.name} is not held."
    data = of_enough(data, territory, definition)
    last = data[data["period"] == period]
    if last.empty:
        return none_left(territory, definition)
    title = _types_title(last.merge(balances.rate_intervals(territory, definition), on=["territory_type", "period"]))
    return charts.lines(
        data,
        x="period",
        y="rate_migratory",
        group="territory_type",
        percent=True,
        highlight=ISOLATED if ISOLATED in set(last["territory_type"]) else None,
        zero=True,
        title=title,
        unit=f"{territory.name}: apparent migratory balance, share of the population a year"
        f"{left_small(territory, definition)}",
        source=source_line("balance"),
        alt=f"Lines of the migratory balance by type of territory and period in {territory.name}. {title}.",
    )


def _types_title(last: pd.DataFrame) -> str:
    """Say what moves did in isolated communes, or in the type of most people; a rank only where it is clear of all others."""
    last = last.set_index("territory_type")
    kind = ISOLATED if ISOLATED in last.index else last["population_end"].astype("float64").idxmax()
    own, others = last.loc[kind], last.drop(index=kind)
    bounds = ("low_migratory", "high_migratory")
    place = {1: ", clearly more than in each other type", -1: ", clearly less than in each other type"}.get(
        words.clear_of_all(own, others, *bounds), ""
    )
    whose = "Isolated communes" if kind == ISOLATED else label_of(kind)
    return f"{whose}, {own['period']}: {_brought_in(own)}{place}"


def balance_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the rates of every type in the periods, and say how many communes have no parts."""
    data = balances.balance(territory, definition)
    if data.empty:
        return f"No balance is held for {territory.name}."
    data = of_enough(data, territory, definition)
    if data.empty:
        return none_left(territory, definition)
    unknown = int(data.groupby("period")["communes_unknown"].sum().max())
    left = left_out(unknown)
    return tables.table(
        data,
        title=f"Population change of {territory.name} by type of territory",
        subtitle=f"Annual rates; n/a where births and deaths are not held{left}{left_small(territory, definition)}",
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
    """Say on which side of the median of its peers the migratory balance of isolated communes is; a rank has no interval."""
    where = {"territory_type": ISOLATED, "period": last_balance_period()}
    if territory.is_national:
        return _extremes(definition, where)
    missing = nothing(territory, definition)
    if missing:
        return missing
    if not territory.peers():
        return f"{territory.name} is ranked among no others: only regions and départements are."
    own = _isolated(territory, definition).loc[where["period"]]
    peers = values_of_peers(balances.balance_of_enough, territory, definition, "rate_migratory", where=where)["value"]
    side = words.beside_median(*own[[f"{name}_migratory" for name in ("rate", "low", "high")]], peers, territory.kind)
    if not side:
        return f"The migratory balance of isolated communes of {territory.name} in {where['period']} has too few to stand beside."
    return (
        f"By the migratory balance of its isolated communes in {where['period']}, {territory.name} is {side} with "
        f"{FEWEST_ISOLATED} isolated communes or more ({_with_bounds(own)})."
    )


def _with_bounds(row: pd.Series) -> str:
    bounds = words.interval(row["low_migratory"], row["high_migratory"], words.signed_percent, 2)
    return f"{words.per_year(row['rate_migratory'])}, interval of {bounds}"


def _extremes(definition: str, where: dict) -> str:
    """Name the regions whose isolated communes gain most and least by moves."""
    table = values_of_peers(balances.balance_of_enough, regions()[0], definition, "rate_migratory", where=where)
    table = table.dropna(subset=["value"]).sort_values("value")
    rows = {
        place.name: _isolated(place, definition).loc[where["period"]]
        for place in regions()
        if place.name in set(table["name"])
    }
    least, most = table["name"].iloc[0], table["name"].iloc[-1]
    ways = [way(row["rate_migratory"], row["low_migratory"], row["high_migratory"]) for row in rows.values()]
    told = [f"{name} ({_with_bounds(rows[name])})" for name in (least, most)]
    return (
        f"Among regions, the migratory balance of isolated communes in {where['period']} runs from {told[0]} to {told[1]}; it "
        f"is clearly above zero in {ways.count(1) or 'none'} of {words.number(len(rows))} regions and clearly below it in "
        f"{ways.count(-1) or 'none'}."
    )


def migration_map(territory: Territory) -> Picture | str:
    """Map the migratory balance of each commune in the last period that has one."""
    period = last_balance_period()
    data = balances.balance_by_commune(territory)
    known = data.dropna(subset=["rate_migratory"])
    if known.empty:
        return f"No migratory balance by commune is held for {territory.name}: there is no map."
    title = f"{_gained_by_moves(known)} gained by moves in {period}"
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


def _gained_by_moves(known: pd.DataFrame) -> str:
    """Say how many communes have more arrivals than departures: a share, or a count where they are few."""
    gaining = known["rate_migratory"] > 0
    whole = known["population_start"].sum()
    people = known.loc[gaining, "population_start"].sum() / whole if whole else float("nan")
    if len(known) >= FEWEST_ISOLATED:
        return f"{words.percent(gaining.mean(), 0)} of communes, with {words.percent(people, 0)} of people,"
    which = words.number(gaining.sum()) if gaining.any() else "None"
    return f"{which} of {words.communes(len(known))}"
