"""Where the migratory balance of isolated communes stands: beside the median of the peers, or from region to region."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.language import gettext
from analysis.population import balances
from analysis.population.balances import last_balance_period
from analysis.population.story.wording import few_areas, population_held, spread, untold, with_interval
from analysis.population.story.years import ways_of
from analysis.statistics import values_of_peers
from analysis.territories import ISOLATED, Territory, regions
from analysis.words import few_isolated


def isolated_rates(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the rates of isolated communes by period, with their intervals."""
    table = balances.balance(territory, definition)
    table = table[table["territory_type"] == ISOLATED].set_index("period")
    bounds = balances.rate_intervals(territory, definition)
    bounds = bounds[bounds["territory_type"] == ISOLATED].set_index("period").drop(columns="territory_type")
    return table.join(bounds)


def nothing(territory: Territory, definition: str, few: str, unheld: str = "") -> str | None:
    """Return what to print where no balance of isolated communes is held; None where there is one.

    Parameters
    ----------
    few : str
        The sentence that says what is not shown where too few communes are isolated.
    unheld : str
        What is said where no balance is held at all; by default that, and what is held.
    """
    table = balances.balance(territory, definition)
    if table.empty:
        said = gettext("No balance of births, deaths and moves is held for {place}, in any period.", place=territory)
        return unheld or f"{said} {population_held(territory)}"
    if few_isolated(territory, definition):
        return untold(territory, definition, few)
    if table.loc[table["territory_type"] == ISOLATED, "population_start"].sum() > 0:
        return None
    return gettext("The isolated communes of {place} have no balance: their people are not counted.", place=territory)


def parts_reading(territory: Territory, definition: str) -> str:
    """Say the two parts of the last balance of isolated communes, each with its interval, or why there are none."""
    missing = nothing(territory, definition, "")
    if missing:
        return missing
    period, few = last_balance_period(), few_areas(territory, definition)
    row = isolated_rates(territory, definition).loc[period]
    return gettext(
        "In {period}, the apparent balance of moves of the isolated communes of {place} is {moves}, and births less deaths come "
        "to {births}.",
        period=period,
        place=territory,
        moves=with_interval(territory, row, "migratory", few=few),
        births=with_interval(territory, row, "natural", few=few),
    )


def rank_reading(territory: Territory, definition: str) -> str:
    """Say on which side of the median of its peers the migratory balance of isolated communes is; a rank has no interval."""
    period = last_balance_period()
    where = {"territory_type": ISOLATED, "period": period}
    if territory.is_national:
        return _over_regions(definition, where)
    few = gettext(
        "The isolated communes are compared with no others: that takes {floor} of them.", floor=FEWEST_ISOLATED
    )
    unheld = gettext("Without a balance, {place} is compared with no other territory.", place=territory)
    missing = nothing(territory, definition, few, unheld)
    if missing:
        return missing
    if not territory.peers():
        return gettext(
            "{place} is set beside no other territory: only regions and départements are compared.", place=territory
        )
    own = isolated_rates(territory, definition).loc[period]
    peers = values_of_peers(balances.balance_of_enough, territory, definition, "rate_migratory", where=where)["value"]
    side = words.beside_median(*own[[f"{name}_migratory" for name in ("rate", "low", "high")]], peers, territory.kind)
    if not side or few_areas(territory, definition):
        return gettext(
            "The migratory balance of the isolated communes of {place} in {period} is not compared: too few areas, or too "
            "few peers.",
            place=territory,
            period=period,
        )
    return gettext(
        "The migratory balance of the isolated communes of {place} in {period} is {rate} ({interval}): that is {side} with "
        "{floor} isolated communes or more, which is {median}.",
        period=period,
        place=territory,
        side=side,
        floor=FEWEST_ISOLATED,
        median=words.per_year(peers.median()),
        rate=words.per_year(own["rate_migratory"]),
        interval=_interval(territory, definition, own),
    )


def _interval(territory: Territory, definition: str, row: pd.Series) -> str:
    few = few_areas(territory, definition)
    return spread(territory, row["low_migratory"], row["high_migratory"], words.signed_percent, 2, few=few)


def _over_regions(definition: str, where: dict) -> str:
    """Say the median of the regions, and count those where the balance is clear; none is named first or last from a sample."""
    rows = {}
    for place in regions():
        # Where no balance is held at all there is no table of rates either.
        if enough_isolated(place, definition) and not balances.balance(place, definition).empty:
            held = isolated_rates(place, definition)
            if pd.notna(held["rate_migratory"].get(where["period"])):
                rows[place] = held.loc[where["period"]]
    middle = pd.Series([row["rate_migratory"] for row in rows.values()], dtype="float64").median()
    told = [row for place, row in rows.items() if not few_areas(place, definition)]
    rates = pd.DataFrame(told, columns=[f"{name}_migratory" for name in ("rate", "low", "high")])
    clear, perhaps = ways_of(rates, rates.columns)
    half = gettext(
        "Among the regions with {floor} isolated communes or more, the median of their migratory balances in {period} is {middle}.",
        floor=FEWEST_ISOLATED,
        period=where["period"],
        middle=words.per_year(middle),
    )
    unsure = _perhaps_regions(above=perhaps.count(1), below=perhaps.count(-1))
    return " ".join(part for part in (half, _clear_regions(clear, len(told)), unsure) if part)


def _clear_regions(ways: list[int], among: int) -> str:
    """Count the regions clearly above and clearly below zero."""
    known = {"among": among, "above": ways.count(1), "below": ways.count(-1)}
    if known["above"] and known["below"]:
        return gettext(
            "Of the {among} with enough areas for an interval, it is clearly above zero in {above} and clearly below in {below}.",
            **known,
        )
    if known["above"]:
        return gettext(
            "Of the {among} with enough areas for an interval, it is clearly above zero in {above} and clearly below in none.",
            **known,
        )
    if known["below"]:
        return gettext(
            "Of the {among} with enough areas for an interval, it is clearly above zero in none and clearly below in {below}.",
            **known,
        )
    return gettext(
        "It is clearly apart from zero in none of the {among} with enough areas for an interval.", among=among
    )


def _perhaps_regions(**known: int) -> str:
    """Add the regions whose balance is on the edge; nothing where there is none."""
    if known["above"] and known["below"]:
        return gettext("It is perhaps above zero in {above} and below in {below}.", **known)
    if known["above"]:
        return gettext("It is perhaps above zero in {above}.", **known)
    if known["below"]:
        return gettext("It is perhaps below zero in {below}.", **known)
    return ""
