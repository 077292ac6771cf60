"""Who moves, and from where: entrants and leavers by age and occupation, flows between départements."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.geography import classify, people
from analysis.language import gettext_noop
from analysis.population.residents import OCCUPATIONS
from analysis.snapshot import remembered, years
from analysis.territories import Territory, france

AGE_LABELS = {
    "< 20 ans": gettext_noop("Under 20"),
    "20-29 ans": gettext_noop("20 to 29"),
    "30-39 ans": gettext_noop("30 to 39"),
    "40-49 ans": gettext_noop("40 to 49"),
    "50-64 ans": gettext_noop("50 to 64"),
    "> 65 ans": gettext_noop("65+"),
}
# Years of age at the middle of each class, the last taken up to 85: where it lies on a scale of ages.
AGE_MIDDLES = {
    "< 20 ans": 10.0,
    "20-29 ans": 25.0,
    "30-39 ans": 35.0,
    "40-49 ans": 45.0,
    "50-64 ans": 57.5,
    "> 65 ans": 75.0,
}
CLASS_LABELS = {
    "all": gettext_noop("All"),
    **AGE_LABELS,
    **{str(code): label for code, label in enumerate(OCCUPATIONS.values(), start=1)},
}
ISOLATION_CLASSES = {
    gettext_noop("under 5 % isolated"): 0.05,
    gettext_noop("5 to 25 % isolated"): 0.25,
    gettext_noop("25 to 50 % isolated"): 0.5,
    gettext_noop("half or more isolated"): np.inf,
}
NATURAL, MIGRATORY = gettext_noop("Natural"), gettext_noop("Migratory")
FLOW_KINDS = ("region", "departement", "epci", "list")


def net_rates(moves: pd.DataFrame) -> pd.DataFrame:
    """Add the net of entrants and leavers and its rate.

    Parameters
    ----------
    moves : DataFrame
        ``entrants``, ``leavers``, ``stayers`` (people in a year).

    Returns
    -------
    DataFrame
        The same with ``net`` and ``rate_net_per_1000``, for 1,000 people who lived there one year before.
    """
    before = moves["stayers"] + moves["leavers"]
    net = moves["entrants"] - moves["leavers"]
    return moves.assign(net=net, rate_net_per_1000=1000 * net / before.where(before > 0))


def last_census() -> int:
    """Return the last census whose moves are held."""
    return years.last("migration", "census")


def movers(territory: Territory, dimension: str) -> pd.DataFrame:
    """Give entrants and leavers of a region, a département or an EPCI by class; empty for the national territories.

    Parameters
    ----------
    dimension : {"all", "age", "occupation"}

    Returns
    -------
    DataFrame
        ``class``, ``label`` (ordered), ``entrants``, ``leavers``, ``stayers``, ``net``, ``rate_net_per_1000``.
    """
    table = snapshot.load("migration")
    mine = (table["level"] == territory.kind) & (table["code"] == territory.code)
    table = table[mine & (table["census"] == last_census()) & (table["dimension"] == dimension)]
    return _labelled(net_rates(table[["class", "entrants", "leavers", "stayers"]]))


def _labelled(table: pd.DataFrame) -> pd.DataFrame:
    labels = pd.Categorical(table["class"].map(CLASS_LABELS), categories=list(CLASS_LABELS.values()), ordered=True)
    return table.assign(label=labels).sort_values("label").reset_index(drop=True)


def isolation_of_epcis(communes: pd.DataFrame) -> pd.DataFrame:
    """Give the share of the people of each EPCI who live in isolated communes.

    Parameters
    ----------
    communes : DataFrame
        ``epci``, ``isolated``, ``population``; rows with one of them missing are left out.

    Returns
    -------
    DataFrame
        ``epci``, ``people``, ``share_isolated``, ``isolation_class`` (ordered).
    """
    known = communes.dropna(subset=["epci", "isolated", "population"])
    known = known.assign(inside=known["population"] * known["isolated"].astype(bool))
    sums = known.groupby("epci")[["population", "inside"]].sum()
    share = sums["inside"] / sums["population"].where(sums["population"] > 0)
    bounds = [-1e-9, *ISOLATION_CLASSES.values()]
    classes = pd.cut(share, bounds, labels=list(ISOLATION_CLASSES), right=False)
    return pd.DataFrame(
        {"people": sums["population"], "share_isolated": share, "isolation_class": classes}
    ).reset_index()


def mostly_inside(communes: pd.DataFrame, inside: pd.Index) -> set[str]:
    """Return the EPCI with at least half of their people in the communes given.

    Parameters
    ----------
    communes : DataFrame
        ``commune``, ``epci``, ``population``.
    """
    held = communes["population"].where(snapshot.among(communes["commune"], inside), 0)
    sums = communes.assign(held=held).groupby("epci")[["held", "population"]].sum()
    return set(sums.index[(sums["population"] > 0) & (sums["held"] >= sums["population"] / 2)])


@remembered
def _peopled(definition: str) -> pd.DataFrame:
    """Return the classed communes of France with their people."""
    return classify(france(), definition).merge(people(france()), on="commune", how="left")


@remembered
def isolation_of_all_epcis(definition: str) -> pd.DataFrame:
    """Give `isolation_of_epcis` for every EPCI of France."""
    return isolation_of_epcis(_peopled(definition))


@remembered
def movers_by_isolation(territory: Territory, definition: str, *, dimension: str) -> pd.DataFrame:
    """Give entrants and leavers of the territory's EPCI, grouped by how isolated their people are.

    An EPCI belongs to the territory that holds at least half of its people. A move from one EPCI to another of the same
    group counts as a departure and an arrival. EPCI that changed code since the census are left out.

    Returns
    -------
    DataFrame
        ``isolation_class``, ``epcis``, ``class``, ``label``, ``entrants``, ``leavers``, ``stayers``, ``net``,
        ``rate_net_per_1000``.
    """
    communes = _peopled(definition)
    groups = isolation_of_all_epcis(definition)[["epci", "isolation_class"]]
    groups = groups[
        snapshot.among(groups["epci"], mostly_inside(communes, pd.Index(territory.select(communes)["commune"])))
    ]
    table = snapshot.load("migration")
    table = table[(table["level"] == "epci") & (table["census"] == last_census()) & (table["dimension"] == dimension)]
    joined = table.merge(groups, left_on="code", right_on="epci")
    sums = joined.groupby(["isolation_class", "class"], observed=True)[["entrants", "leavers", "stayers"]].sum()
    sums["epcis"] = joined.groupby(["isolation_class", "class"], observed=True)["code"].nunique()
    rates = net_rates(sums.reset_index())
    return _labelled(rates).sort_values(["isolation_class", "label"]).reset_index(drop=True)


@remembered
def movers_by_type(territory: Territory, definition: str) -> pd.DataFrame:
    """Give those who moved into and out of communes in a year, by type of territory, where these flows are held.

    A move between two communes of the same type is an arrival and a departure.

    Returns
    -------
    DataFrame
        ``territory_type``, ``year``, ``entrants``, ``leavers``, ``entrants_per_100_leavers``; empty where the snapshot
        does not hold the flows between communes (optional table ``moves``).
    """
    columns = ["territory_type", "year", "entrants", "leavers", "entrants_per_100_leavers"]
    if not snapshot.holds("moves"):
        return pd.DataFrame(columns=columns)
    last = snapshot.load("moves", territory)
    last = last[last["year"] == years.last("moves")]
    typed = last.merge(classify(territory, definition)[["commune", "territory_type"]], on="commune")
    keys = ["territory_type", "year"]
    sums = typed.groupby(keys, observed=True)[["entrants", "leavers"]].sum().reset_index()
    rate = 100 * sums["entrants"] / sums["leavers"].where(sums["leavers"] > 0)
    return sums.assign(entrants_per_100_leavers=rate)[columns]


def flows_with(moves: pd.DataFrame, inside: set[str]) -> pd.DataFrame:
    """Give the moves between a set of départements and each département outside it.

    Parameters
    ----------
    moves : DataFrame
        ``departement_to``, ``departement_from``, ``people``.

    Returns
    -------
    DataFrame
        ``departement``, ``arrivals``, ``departures``, ``net``, ``efficiency`` (net over both, -1 to 1), most arrivals
        first.
    """
    to, origin = moves["departement_to"].isin(inside), moves["departement_from"].isin(inside)
    arrivals = moves[to & ~origin].groupby("departement_from")["people"].sum().rename("arrivals")
    departures = moves[origin & ~to].groupby("departement_to")["people"].sum().rename("departures")
    table = pd.concat([arrivals, departures], axis=1).fillna(0).rename_axis("departement").reset_index()
    table["net"] = table["arrivals"] - table["departures"]
    both = table["arrivals"] + table["departures"]
    table["efficiency"] = table["net"] / both.where(both > 0)
    return table.sort_values(["arrivals", "departement"], ascending=[False, True], ignore_index=True)


def departements_of(territory: Territory) -> set[str]:
    """Return the départements that hold the territory (for an EPCI or a list: those of its communes)."""
    places = snapshot.load("communes", columns=["commune", "departement"])
    return set(places.loc[snapshot.among(places["commune"], territory.communes), "departement"])


@remembered
def origins(territory: Territory) -> pd.DataFrame:
    """Give the flows of the territory's départements with each other one: see `flows_with`.

    Returns
    -------
    DataFrame
        As `flows_with`, with ``name``; empty for the national territories and where the flows are not held.
    """
    if territory.kind not in FLOW_KINDS:
        return flows_with(pd.DataFrame(columns=["departement_to", "departement_from", "people"]), set()).assign(name="")
    moves = snapshot.load("flows")
    table = flows_with(moves[moves["occupation"] == "all"], departements_of(territory))
    names = snapshot.load("territories")
    names = names[names["kind"] == "departement"].set_index("code")["name"]
    return table.assign(name=table["departement"].map(names))


def history(territory: Territory) -> pd.DataFrame:
    """Give the annual natural and migratory rates of the territory as far back as they are held.

    Returns
    -------
    DataFrame
        ``period``, ``part`` (Natural, Migratory), ``rate`` (share of the mean population a year); in order of time.
    """
    table = snapshot.load("migration_history")
    table = table[(table["level"] == territory.kind) & (table["code"] == territory.code)].sort_values("period")
    middle = (table["population_start"] + table["population_end"]) / 2 * table["years"].astype("float64")
    rates = pd.DataFrame(
        {"period": table["period"], NATURAL: table["natural_balance"] / middle,
         MIGRATORY: table["migratory_balance"] / middle}
    )  # fmt: skip
    return rates.melt(id_vars="period", var_name="part", value_name="rate")
