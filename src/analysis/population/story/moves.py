"""What the second notebook shows and says of those who move: ages, occupations, origins."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.population import change, moves, residents
from analysis.territories import ISOLATED, Territory
from analysis.words import editions, source_line

FOLLOWED = {"retired": "the retired", "craft_trade_heads": "craftspeople, traders and heads of firms"}
SHOWN_ORIGINS = 8


def _migration_source() -> str:
    return f"{source_line('migration')}; here the census of {moves.last_census()}, a sample"


def _most_isolated(territory: Territory, definition: str, dimension: str) -> pd.DataFrame:
    """Keep the most isolated group of EPCI that the territory has."""
    table = moves.movers_by_isolation(territory, definition, dimension=dimension)
    if table.empty:
        return table
    return table[table["isolation_class"] == table["isolation_class"].max()]


def ages_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the net rate of moves by age in the EPCI grouped by how isolated they are."""
    data = moves.movers_by_isolation(territory, definition, dimension="age")
    if data.empty:
        return f"No EPCI of {territory.name} has known moves: who arrives cannot be told."
    top = _most_isolated(territory, definition, "age").set_index("label")["rate_net_per_1000"]
    group = str(data["isolation_class"].max())
    title = (
        f"EPCI {group}: the age that gains most is {_age(top.idxmax())} ({words.signed_number(top.max(), 1)} per "
        f"1,000 a year), the one that gains least {_age(top.idxmin())} ({words.signed_number(top.min(), 1)})"
    )
    return charts.lines(
        data.assign(isolation_class=data["isolation_class"].astype(str), label=data["label"].astype(str)),
        x="label",
        y="rate_net_per_1000",
        group="isolation_class",
        highlight=group,
        zero=True,
        title=title,
        unit=f"EPCI of {territory.name} by the share of their people in isolated communes: arrivals less departures "
        "for 1,000 people of the age, in a year",
        source=_migration_source(),
        alt=f"Net rate of moves by age and by how isolated the EPCI of {territory.name} are. {title}.",
    )


def _age(label: str) -> str:
    return str(label).lower()


def ages_reading(territory: Territory) -> str:
    """Say which ages the territory as a whole gains and loses by moves."""
    data = moves.movers(territory, "age")
    if data.empty:
        return ""
    gains = [str(label) for label in data.loc[data["net"] > 0, "label"]]
    every = moves.movers(territory, "all").iloc[0]
    told = f"it gains people aged {words.listing(_age(label) for label in gains)}" if gains else "it gains at no age"
    if len(gains) == len(data):
        told = "it gains at every age"
    return (
        f"{territory.name} as a whole received {words.people(every['entrants'])} people from elsewhere in France in a "
        f"year and lost {words.people(every['leavers'])} to it ({words.signed_number(every['rate_net_per_1000'], 1)} "
        f"per 1,000): {told}."
    )


def communes_reading(territory: Territory, definition: str) -> str:
    """Say who came to and left isolated communes themselves, where the flows between communes are held."""
    data = moves.movers_by_type(territory, definition)
    if data.empty:
        return (
            "Arrivals and departures by commune need INSEE's file of residential moves between communes, which this "
            "snapshot does not hold."
        )
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty:
        return f"No isolated commune of {territory.name} is in INSEE's file of residential moves between communes."
    row = isolated.iloc[0]
    others = data[data["territory_type"] != ISOLATED][["entrants", "leavers"]].sum()
    told = (
        f"By commune, in the census of {row['year']}: {words.people(row['entrants'])} people came in a year to an "
        f"isolated commune of {territory.name} from another commune, and {words.people(row['leavers'])} left one"
    )
    if row["leavers"] and others["leavers"]:
        told += (
            f": {words.number(row['entrants_per_100_leavers'])} arrivals for 100 departures, against "
            f"{words.number(100 * others['entrants'] / others['leavers'])} in the other communes"
        )
    return f"{told}. {source_line('moves')}, a sample."


def occupations_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate who enters and leaves the most isolated EPCI by occupation."""
    data = _most_isolated(territory, definition, "occupation")
    if data.empty:
        return f"Who moves by occupation is not known for the EPCI of {territory.name}."
    data = data.assign(share_entrants=data["entrants"] / data["entrants"].sum())
    return tables.table(
        data,
        title=f"Who moves, by occupation, in the EPCI of {territory.name} with {data['isolation_class'].iloc[0]}",
        subtitle="People in a year, whole EPCI; children are among the others without work",
        columns={
            "label": ("Occupation", "text"),
            "entrants": ("Arrivals", "integer"),
            "leavers": ("Departures", "integer"),
            "net": ("Net", "integer"),
            "rate_net_per_1000": ("Net per 1,000", "decimal1"),
            "share_entrants": ("Of arrivals", "percent"),
        },
        source=_migration_source(),
    )


def occupations_reading(territory: Territory, definition: str) -> str:
    """Say which share of the arrivals are retired, and which are craftspeople, traders and heads of firms."""
    data = _most_isolated(territory, definition, "occupation")
    if data.empty or not data["entrants"].sum():
        return ""
    shares = data.set_index("class")["entrants"] / data["entrants"].sum()
    net = data.set_index("class")["net"]
    return (
        f"Of those who arrive there, {words.percent(shares.get('7', 0))} are retired (net "
        f"{words.signed_number(net.get('7', 0))}) and {words.percent(shares.get('2', 0))} are craftspeople, traders "
        f"or heads of firms (net {words.signed_number(net.get('2', 0))}). Small figures are noisy: they come from a "
        "sample."
    )


def stock_figure(territory: Territory, definition: str, occupation: str) -> Picture | str:
    """Draw the share of one occupation, census after census, in isolated communes and in the other types.

    Parameters
    ----------
    occupation : str
        A key of `FOLLOWED`.
    """
    table = residents.occupations(territory, definition)
    data = table[table["occupation"] == occupation]
    isolated = data[data["territory_type"] == ISOLATED].sort_values("year")
    if isolated.empty:
        return f"Occupations by commune are not held for isolated communes of {territory.name}."
    # A type of one commune has no interval: its line would be noise.
    data = data[data["low"].notna() | (data["territory_type"] == ISOLATED)]
    first, last = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"Isolated communes: {FOLLOWED[occupation]} are {words.percent(last['share'])} of people aged 15 and over in "
        f"{last['year']}, {words.percent(first['share'])} in {first['year']}"
    )
    return charts.lines(
        data,
        x="year",
        y="share",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit=f"{territory.name}: share of people aged 15 and over; bands are 95 % intervals",
        source=f"{source_line(*editions('structure', 'insee_recensement_structure'))}; a sample",
        alt=f"Lines of the share of {FOLLOWED[occupation]} by type of territory in {territory.name}. {title}.",
    )


def stock_reading(territory: Territory, definition: str) -> str:
    """Say whether the two shares changed in isolated communes, as far as the interval of the change allows."""
    data = change.occupation_change(territory, definition)
    data = data[data["territory_type"] == ISOLATED].set_index("occupation")
    said = []
    for occupation, label in FOLLOWED.items():
        if occupation not in data.index:
            continue
        row = data.loc[occupation]
        if pd.isna(row["low"]):
            said.append(f"that of {label} by {words.points(row['change'])} (one commune: no interval)")
            continue
        clear = "" if row["low"] > 0 or row["high"] < 0 else ", not clearly different from none"
        bounds = words.interval(row["low"], row["high"], words.points)
        said.append(f"that of {label} by {words.points(row['change'])} (interval {bounds}{clear})")
    if not said:
        return ""
    censuses = residents.occupation_years()
    return f"From {censuses[0]} to {censuses[-1]}, in isolated communes, these shares changed: {words.listing(said)}."


def housing_reading(territory: Territory, definition: str) -> str:
    """Say how frequent second homes and recent movers are in isolated communes, beside the others."""
    table = residents.housing(territory, definition)
    isolated = table[table["territory_type"] == ISOLATED]
    if isolated.empty:
        return f"Housing by commune is not held for isolated communes of {territory.name}."
    said = []
    for measure, label in (("share_second_homes", "second homes are"), ("share_recent_movers", "recent movers are")):
        rows = table[table["measure"] == measure]
        rows = rows[rows["year"] == rows["year"].max()].set_index("territory_type")["share"]
        urban = rows.index.min()
        weight = "dwellings" if measure == "share_second_homes" else "households"
        said.append(
            f"{label} {words.percent(rows[ISOLATED])} of {weight} in isolated communes"
            + (f" ({words.percent(rows[urban])} in {urban.lower()})" if urban != ISOLATED else "")
        )
    return f"In {int(isolated['year'].max())}, {words.listing(said)}."


def origins_table(territory: Territory) -> GT | str:
    """Tabulate the départements that send most people, with what they take back."""
    data = moves.origins(territory)
    if data.empty:
        return f"The flows between départements are not given for {territory.name}: they are inside it, or not held."
    names = words.listing(sorted(moves.departements_of(territory)))
    here = territory.name if territory.kind != "epci" else f"the département of {territory.name} ({names})"
    return tables.table(
        data.head(SHOWN_ORIGINS),
        title=f"Where those who come to {here} come from",
        subtitle="People in a year; efficiency is the net over arrivals and departures together",
        columns={
            "name": ("Département", "text"),
            "arrivals": ("Arrivals", "integer"),
            "departures": ("Departures", "integer"),
            "net": ("Net", "integer"),
            "efficiency": ("Efficiency", "signed_percent"),
        },
        source=f"{source_line('flows')}; a sample",
    )


def origins_reading(territory: Territory) -> str:
    """Say the net with all other départements, and how efficient the exchange is."""
    data = moves.origins(territory)
    if data.empty:
        return ""
    arrivals, departures = data["arrivals"].sum(), data["departures"].sum()
    net = arrivals - departures
    gains = int((data["net"] > 0).sum())
    return (
        f"In all, {words.number(arrivals)} people came from other départements in a year and "
        f"{words.number(departures)} left for them: a net of {words.signed_number(net)}, "
        f"{words.signed_percent(net / (arrivals + departures))} of the moves. The exchange gains people from "
        f"{words.number(gains)} of {words.number(len(data))} départements."
    )


def history_figure(territory: Territory) -> Picture | str:
    """Draw the natural and the migratory balance of the whole territory, as far back as they are held."""
    data = moves.history(territory)
    if data.empty:
        return f"No long series of balances is held for {territory.name}."
    last = data[data["period"] == data["period"].iloc[-1]].set_index("part")["rate"]
    title = (
        f"{territory.name} as a whole, {data['period'].iloc[-1]}: {words.per_year(last['Migratory'])} by moves, "
        f"{words.per_year(last['Natural'])} by births less deaths"
    )
    return charts.lines(
        data,
        x="period",
        y="rate",
        group="part",
        percent=True,
        highlight="Migratory",
        zero=True,
        title=title,
        unit="share of the mean population a year",
        source=source_line("migration_history"),
        alt=f"Lines of the natural and the migratory balance of {territory.name} by period. {title}.",
    )
