"""What the second notebook shows and says of those who move: ages, occupations, origins."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.population import moves
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, source_line

SHOWN_ORIGINS = 8
# What this many EPCI or more did is told without their number.
HANDFUL = FEWEST_ISOLATED
# Net moves are of a sample, without interval: less than this for 1,000 people in a year is no change.
LEAST_NET = 0.5


def _migration_source() -> str:
    return f"{source_line('migration')}; here the census of {moves.last_census()}, a sample"


def _most_isolated(territory: Territory, definition: str, dimension: str) -> pd.DataFrame:
    """Keep the most isolated group of EPCI that the territory has; none where too few communes are isolated."""
    table = moves.movers_by_isolation(territory, definition, dimension=dimension)
    if table.empty or few_isolated(territory, definition):
        return table.iloc[:0]
    return table[table["isolation_class"] == table["isolation_class"].max()]


def _how_many(data: pd.DataFrame) -> str:
    """Say of how many EPCI a group is where they are a handful."""
    count = int(data["epcis"].max())
    return "" if count >= HANDFUL else f" ({words.number(count)} EPCI)"


def ages_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the net rate of moves by age in the EPCI grouped by how isolated they are."""
    data = moves.movers_by_isolation(territory, definition, dimension="age")
    if data.empty:
        return f"No EPCI of {territory.name} has known moves in the census of {moves.last_census()}: who arrives cannot be told."
    few = few_isolated(territory, definition)
    if few:
        return few
    most = _most_isolated(territory, definition, "age")
    group = str(data["isolation_class"].max())
    title = f"EPCI {group}{_how_many(most)}: {_span_of_ages(most.set_index('label')['rate_net_per_1000'])}"
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


def _span_of_ages(rates: pd.Series) -> str:
    """Give the lowest and the highest net rate with their ages: the sample has no interval, so that no age is said to gain."""
    return (
        f"net moves by age run from {words.signed_number(rates.min(), 1)} (aged {_age(rates.idxmin())}) to "
        f"{words.signed_number(rates.max(), 1)} (aged {_age(rates.idxmax())}) per 1,000 a year, in a sample"
    )


def _age(label: str) -> str:
    return str(label).lower()


def ages_reading(territory: Territory) -> str:
    """Say which ages the territory as a whole gains and loses by moves."""
    data = moves.movers(territory, "age")
    if data.empty:
        return _no_moves_of(territory)
    gains = [str(label) for label in data.loc[data["rate_net_per_1000"] > LEAST_NET, "label"]]
    every = moves.movers(territory, "all").iloc[0]
    told = (
        f"more came than left aged {words.listing(_age(label) for label in gains)}"
        if gains
        else "at no age more came than left"
    )
    if len(gains) == len(data):
        told = "at every age more came than left"
    return (
        f"{territory.name} as a whole received {words.people(every['entrants'])} people from elsewhere in France in a "
        f"year and lost {words.people(every['leavers'])} to it ({words.signed_number(every['rate_net_per_1000'], 1)} "
        f"per 1,000): {told}. These are counts of a sample, which have no interval here."
    )


def _no_moves_of(territory: Territory) -> str:
    if territory.is_national:
        return (
            f"Moves are told between places of France: of {territory.name} as a whole, who comes from abroad and who "
            "leaves for it is not held."
        )
    return (
        f"Who came to {territory.name} as a whole, and who left it, is not held in the census of {moves.last_census()}."
    )


def communes_reading(territory: Territory, definition: str) -> str:
    """Say who came to and left isolated communes themselves, where the flows between communes are held."""
    data = moves.movers_by_type(territory, definition)
    if data.empty:
        return (
            "Arrivals and departures by commune need INSEE's file of residential moves between communes, which this "
            "snapshot does not hold."
        )
    few = few_isolated(territory, definition)
    if few:
        return few
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
        return (
            few_isolated(territory, definition)
            or f"Who moves by occupation is not known for the EPCI of {territory.name}."
        )
    data = data.assign(share_entrants=data["entrants"] / data["entrants"].sum())
    return tables.table(
        data,
        title=f"Who moves, by occupation, in the EPCI of {territory.name} with {data['isolation_class'].iloc[0]}"
        f"{_how_many(data)}",
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
    """Say which share of the arrivals are retired or run a firm; of France where the place cannot tell it."""
    data = _most_isolated(territory, definition, "occupation")
    if data.empty or not data["entrants"].sum():
        return "" if territory == france() else occupations_reading(france(), definition)
    shares = data.set_index("class")["entrants"] / data["entrants"].sum()
    net = data.set_index("class")["net"]
    return (
        f"Of those who arrive in the EPCI of {territory.name} with {data['isolation_class'].iloc[0]}{_how_many(data)}, "
        f"{words.percent(shares.get('7', 0))} are retired (net "
        f"{words.signed_number(net.get('7', 0))}) and {words.percent(shares.get('2', 0))} are craftspeople, traders "
        f"or heads of firms (net {words.signed_number(net.get('2', 0))}). Small figures are noisy: they come from a "
        "sample."
    )


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
        return f"Where the people of {territory.name} come from is not held."
    arrivals, departures = data["arrivals"].sum(), data["departures"].sum()
    net = arrivals - departures
    gains = int((data["net"] > 0).sum())
    return (
        f"In all, {words.number(arrivals)} people came from other départements in a year and "
        f"{words.number(departures)} left for them: a net of {words.signed_number(net)}, "
        f"{words.signed_percent(net / (arrivals + departures))} of the moves. More came than left with "
        f"{words.number(gains) if gains else 'none'} of {words.number(len(data))} départements."
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
