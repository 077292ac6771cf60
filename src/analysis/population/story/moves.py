"""What the second notebook shows and says of those who move: ages and occupations."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext, gettext_noop, ngettext
from analysis.population import moves
from analysis.population.story.wording import untold
from analysis.territories import ISOLATED, Territory, france, label_of
from analysis.words import enough_others, few_isolated, source_line

# What this many EPCI or more did is told without their number.
HANDFUL = FEWEST_ISOLATED
# Of fewer people who move, the sample of a census tells no balance: INSEE warns of counts under this.
FEWEST_MOVES = 200
# The classes of the two groups that the report names.
RETIRED, HEADS = "7", "2"
NET_MOVES = {
    RETIRED: gettext_noop("Arrivals less departures of the retired: {net}, or {rate} per 1,000 of them."),
    HEADS: gettext_noop(
        "Arrivals less departures of craftspeople, traders and heads of firms: {net}, or {rate} per 1,000 of them."
    ),
}
TOO_FEW_MOVE = {
    RETIRED: gettext_noop("So few of the retired move that the sample does not tell which way their balance goes."),
    HEADS: gettext_noop(
        "So few craftspeople, traders and heads of firms move that the sample does not tell which way their balance goes."
    ),
}


def _migration_source() -> str:
    return gettext(
        "{source}; here the census of {year}, a sample", source=source_line("migration"), year=moves.last_census()
    )


def _most_isolated(territory: Territory, definition: str, dimension: str) -> pd.DataFrame:
    """Keep the most isolated group of EPCI that the territory has; none where too few communes are isolated."""
    table = moves.movers_by_isolation(territory, definition, dimension=dimension)
    if table.empty or few_isolated(territory, definition):
        return table.iloc[:0]
    return table[table["isolation_class"] == table["isolation_class"].max()]


def _known(data: pd.DataFrame) -> pd.Series:
    """Tell in which rows enough people move for a balance to be told."""
    return data["entrants"] + data["leavers"] >= FEWEST_MOVES


def _how_many(data: pd.DataFrame) -> str:
    """Say of how many EPCI a group is where they are a handful."""
    count = int(data["epcis"].max())
    return "" if count >= HANDFUL else gettext(" ({count} EPCI)", count=words.number(count))


def _group(data: pd.DataFrame) -> str:
    return str(label_of(str(data["isolation_class"].max())))


def ages_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the net rate of moves by age in the EPCI grouped by how isolated they are."""
    data = moves.movers_by_isolation(territory, definition, dimension="age")
    if data.empty:
        return gettext(
            "No EPCI of {place} has known moves in the census of {year}: who arrives cannot be told.",
            place=territory,
            year=moves.last_census(),
        )
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("Those who move are told for the whole territory alone."))
    most = _most_isolated(territory, definition, "age")
    if not _known(most).any():
        return gettext(
            "Too few people move in the most isolated EPCI of {place} to tell their balance by age.", place=territory
        )
    title, shown = _ages_title(most[_known(most)]), _shown(data)
    sizes = shown.groupby("isolation_class", observed=True)["epcis"].max()
    return charts.lines(
        shown,
        x="label",
        at="age_middle",
        y="rate_net_per_1000",
        group="isolation_class",
        highlight=str(data["isolation_class"].max()),
        zero=True,
        title=title,
        unit=gettext(
            "{counts} EPCI of {place} by the share of their people in isolated communes, the least first: arrivals less departures "
            "for 1,000 people of the age, in a year; none under {floor} moves",
            counts=words.listing(words.number(count) for count in sizes),
            place=territory,
            floor=FEWEST_MOVES,
        ),
        source=_migration_source(),
        alt=gettext(
            "Net rate of moves by age and by how isolated the EPCI of {place} are. {title}.",
            place=territory,
            title=title,
        ),
    )


def _shown(data: pd.DataFrame) -> pd.DataFrame:
    """Blank the ages of too few moves, so that a line breaks there; leave out groups that have no other."""
    told = ["entrants", "leavers", "stayers", "net", "rate_net_per_1000"]
    shown = data.assign(age_middle=data["class"].map(moves.AGE_MIDDLES), **data[told].where(_known(data)))
    return shown[_known(data).groupby(data["isolation_class"], observed=True).transform("any")]


def _ages_title(most: pd.DataFrame) -> str:
    """Give the lowest and the highest net rate with their ages: the sample has no interval, so that no age is said to gain.

    Of a handful of EPCI none is picked out.
    """
    if most["epcis"].max() < HANDFUL:
        return ngettext(
            "Net moves by age in the one EPCI {group}: counts of a sample, no age is picked out",
            "Net moves by age in the {count} EPCI {group}: counts of a sample, no age is picked out",
            int(most["epcis"].max()),
            group=_group(most),
        )
    rates = most.set_index("label")["rate_net_per_1000"]
    return gettext(
        "EPCI {group}: net moves by age run from {low} (aged {lowest}) to {high} (aged {highest}) per 1,000 a year, in a sample",
        group=_group(most),
        low=words.signed_number(rates.min(), 1),
        lowest=str(label_of(str(rates.idxmin()))).lower(),
        high=words.signed_number(rates.max(), 1),
        highest=str(label_of(str(rates.idxmax()))).lower(),
    )


def ages_reading(territory: Territory) -> str:
    """Say how many came to the whole territory and left it, and why that is not its balance of moves.

    The counts are of a sample without interval: which ages come or leave is not said.
    """
    data = moves.movers(territory, "all")
    if data.empty:
        return _no_moves_of(territory)
    every = data.iloc[0]
    counted = gettext(
        "In the census of {year}, about {entrants} people had come to {place} from elsewhere in France within a year, and "
        "about {leavers} had left it for elsewhere in France ({rate} per 1,000). These are counts of a sample, without interval.",
        year=moves.last_census(),
        place=territory,
        entrants=_about(every["entrants"]),
        leavers=_about(every["leavers"]),
        rate=words.signed_number(every["rate_net_per_1000"], 1),
    )
    return f"{counted} {_apparent(territory)}".strip()


def _about(sampled: float) -> str:
    """Write a number of people counted in a sample: to the hundred at the nearest."""
    return words.people(round(sampled, -2) if sampled >= 1000 else round(sampled, -1))


def _apparent(territory: Territory) -> str:
    """Say that the balance by difference is another measure than the moves counted; nothing where it is not held."""
    history = moves.history(territory)
    history = history[history["part"] == moves.MIGRATORY].dropna(subset=["rate"])
    if history.empty:
        return ""
    last = history.iloc[-1]
    return gettext(
        "The apparent migratory balance is another measure ({rate} in {period}): it is what remains of the change between two "
        "censuses once births and deaths are taken off. It includes moves from and to abroad, and the errors of both censuses; "
        "the two need not agree.",
        rate=words.per_year(last["rate"]),
        period=last["period"],
    )


def _no_moves_of(territory: Territory) -> str:
    if territory.is_national:
        return gettext(
            "Moves are told between places of France: of {place} as a whole, who comes from abroad and who leaves for it is not "
            "held.",
            place=territory,
        )
    return gettext(
        "Who came to {place} as a whole, and who left it, is not held in the census of {year}.",
        place=territory,
        year=moves.last_census(),
    )


def communes_reading(territory: Territory, definition: str) -> str:
    """Say who came to and left isolated communes themselves, where the flows between communes are held."""
    data = moves.movers_by_type(territory, definition)
    if data.empty:
        return gettext(
            "Arrivals and departures by commune need INSEE's file of residential moves between communes, which this snapshot does "
            "not hold."
        )
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("Arrivals and departures by commune are not told of so few."))
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty:
        return gettext(
            "No isolated commune of {place} is in INSEE's file of residential moves between communes.", place=territory
        )
    row = isolated.iloc[0]
    counted = gettext(
        "By commune, in the census of {year}: {entrants} people came in a year to an isolated commune of {place} from another "
        "commune, and {leavers} left one.",
        year=row["year"],
        entrants=words.people(row["entrants"]),
        leavers=words.people(row["leavers"]),
        place=territory,
    )
    others = data[data["territory_type"] != ISOLATED][["entrants", "leavers"]].sum()
    source = gettext("{source}, a sample.", source=source_line("moves"))
    if not row["leavers"] or not others["leavers"] or not enough_others(territory, definition):
        return f"{counted} {source}"
    beside = gettext(
        "That is {here} arrivals for 100 departures, against {others} in the other communes.",
        here=words.number(row["entrants_per_100_leavers"]),
        others=words.number(100 * others["entrants"] / others["leavers"]),
    )
    return f"{counted} {beside} {source}"


def occupations_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate who enters and leaves the most isolated EPCI by occupation."""
    data = _most_isolated(territory, definition, "occupation")
    if data.empty:
        if few_isolated(territory, definition):
            return untold(territory, definition, gettext("Who moves, by occupation, is told for France alone."))
        return gettext("Who moves by occupation is not known for the EPCI of {place}.", place=territory)
    balance = {name: data[name].where(_known(data)) for name in ("net", "rate_net_per_1000")}
    data = data.assign(share_entrants=data["entrants"] / data["entrants"].sum(), **balance)
    return tables.table(
        data,
        title=gettext(
            "Who moves, by occupation, in the EPCI of {place} with {group}{count}",
            place=territory,
            group=_group(data),
            count=_how_many(data),
        ),
        subtitle=gettext(
            "People in a year, whole EPCI; children are among the others without work; no balance of under {floor} moves",
            floor=FEWEST_MOVES,
        ),
        columns={
            "label": (gettext("Occupation"), "text"),
            "entrants": (gettext("Arrivals"), "integer"),
            "leavers": (gettext("Departures"), "integer"),
            "net": (gettext("Net"), "integer"),
            "rate_net_per_1000": (gettext("Net per 1,000"), "decimal1"),
            "share_entrants": (gettext("Of arrivals"), "percent"),
        },
        source=_migration_source(),
    )


def occupations_reading(territory: Territory, definition: str) -> str:
    """Say which share of the arrivals are retired or run a firm; of France where the place cannot tell it."""
    data = _most_isolated(territory, definition, "occupation")
    if data.empty or data["entrants"].sum() < FEWEST_MOVES:
        return "" if territory == france() else occupations_reading(france(), definition)
    held = data.set_index("class")
    shares = held["entrants"] / held["entrants"].sum()
    told = {
        "place": territory,
        "group": _group(data),
        "count": _how_many(data),
        "retired": words.percent(shares.get(RETIRED, 0)),
        "heads": words.percent(shares.get(HEADS, 0)),
    }
    arrived = gettext(
        "Of those who arrive in the EPCI of {place} with {group}{count}, {retired} are retired and {heads} are craftspeople, "
        "traders or heads of firms.",
        **told,
    )
    return f"{arrived} {_two_balances(held)}"


def _two_balances(held: pd.DataFrame) -> str:
    """Say the balance of each of the two groups that the report names, or that too few of it move."""
    known = _known(held).reindex([RETIRED, HEADS], fill_value=False)
    if not known.any():
        return gettext("So few of these two groups move that the sample does not tell which way their balance goes.")
    told = []
    for name in known.index:
        if known[name]:
            message, row = NET_MOVES[name], held.loc[name]
            net, rate = words.signed_number(row["net"]), words.signed_number(row["rate_net_per_1000"], 1)
            told.append(gettext(message, net=net, rate=rate))
        else:
            message = TOO_FEW_MOVE[name]
            told.append(gettext(message))
    return " ".join([*told, gettext("These counts come from a sample, without interval.")])
