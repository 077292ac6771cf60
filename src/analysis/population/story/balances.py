"""What the second notebook shows and says of the balance of people: do isolated territories gain them?"""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import FEWEST_ISOLATED, classify, enough_isolated
from analysis.language import gettext, gettext_noop, ngettext
from analysis.population import balances, moves
from analysis.population.balances import last_balance_period
from analysis.population.story.standing import isolated_rates, nothing
from analysis.population.story.wording import beside, brought, few_areas, left_out_by_period, places_named, way
from analysis.statistics import beside_france
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.territories import definition as define
from analysis.words import left_small, of_enough, source_line

BREAKS = [-0.02, -0.01, -0.005, 0, 0.005, 0.01, 0.02]
PARTS = {"rate_migratory": gettext_noop("Moves"), "rate_natural": gettext_noop("Births less deaths")}


def brought_in(row: pd.Series, *, few: bool) -> str:
    """Say what moves brought in a year, from a row of the balances: hedged by its interval, or that there are few areas."""
    return brought(row["rate_migratory"], row["low_migratory"], row["high_migratory"], few=few)


def balance_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the natural and the migratory balance of isolated communes by period, here and in France."""
    few = gettext("There is no figure of isolated communes here: the table gives the balances of the whole territory.")
    unheld = gettext("So there are no two balances to draw.")
    missing = nothing(territory, definition, few, unheld)
    if missing:
        return missing
    data = beside_france(balances.balance, territory, definition)
    data = data[(data["territory_type"] == ISOLATED) & data["rate_natural"].notna()]
    data = data.assign(row=data["period"] + " " + data["place"].replace(places_named(territory)))
    long = data.melt(id_vars=["place", "period", "row"], value_vars=list(PARTS), var_name="part", value_name="rate")
    long["part"] = pd.Categorical(long["part"].map(PARTS), categories=list(PARTS.values()))
    title = _balance_title(isolated_rates(territory, definition).loc[last_balance_period()], territory, definition)
    return charts.stack(
        long,
        label="row",
        value="rate",
        part="part",
        order=data.sort_values("period", kind="stable")["row"].tolist(),
        percent=True,
        digits=2,
        title=title,
        unit=gettext("isolated communes, share of the population a year"),
        source=source_line("balance"),
        alt=gettext(
            "Stacked bars of the two balances of isolated communes by period, {places}. {title}.",
            places=beside(territory),
            title=title,
        ),
    )


def _balance_title(row: pd.Series, territory: Territory, definition: str) -> str:
    """Say what each of the two balances of isolated communes gave in the last period, and their sum."""
    few = few_areas(territory, definition)
    told = {
        "period": last_balance_period(),
        "moves": brought_in(row, few=few),
        "total": words.per_year(row["rate_total"]),
    }
    born = way(row["rate_natural"], row["low_natural"], row["high_natural"])
    if few or not born:
        return gettext(
            "Isolated communes, {period}: {moves}, births less deaths gave {natural}; {total} in all",
            natural=words.per_year(row["rate_natural"]),
            **told,
        )
    if born > 0:
        return gettext("Isolated communes, {period}: {moves}, births outnumber deaths; {total} in all", **told)
    return gettext("Isolated communes, {period}: {moves}, deaths outnumber births; {total} in all", **told)


def types_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the migratory balance of each type of territory over the periods; that of all communes where few are isolated."""
    period = last_balance_period()
    every = balances.balance_of_all(territory).dropna(subset=["rate_migratory"])
    if every.empty:
        return gettext("The migratory balance of {place} is not held.", place=territory)
    data = balances.balance(territory, definition).dropna(subset=["rate_migratory"])
    data = of_enough(data, territory, definition)
    last = data[data["period"] == period].set_index("territory_type")
    if ISOLATED in last.index:
        bounds = balances.rate_intervals(territory, definition)
        bounds = bounds[bounds["period"] == period].set_index("territory_type").drop(columns="period")
        few = few_areas(territory, definition)
        title, strong = types_title(last.join(bounds), few=few), ISOLATED
    else:
        data = pd.concat([data.astype({"territory_type": "object"}), every])
        title, strong = _total_title(every[every["period"] == period].iloc[0], territory), ALL_COMMUNES
    return charts.lines(
        data,
        x="period",
        y="rate_migratory",
        group="territory_type",
        percent=True,
        highlight=strong,
        zero=True,
        title=title,
        unit=gettext(
            "{place}: apparent migratory balance, share of the population a year{left}",
            place=territory,
            left=left_small(territory, definition),
        ),
        source=source_line("balance"),
        alt=gettext(
            "Lines of the migratory balance by type of territory and period in {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def types_title(last: pd.DataFrame, *, few: bool = False) -> str:
    """Say what moves did in isolated communes; a rank only where it is clear of all other types."""
    own, others = last.loc[ISOLATED], last.drop(index=ISOLATED)
    told = {"period": own["period"], "moves": brought_in(own, few=few)}
    above = 0 if few else words.clear_of_all(own, others, "low_migratory", "high_migratory")
    if above > 0:
        return gettext("Isolated communes, {period}: {moves}, clearly more than in each other type", **told)
    if above < 0:
        return gettext("Isolated communes, {period}: {moves}, clearly less than in each other type", **told)
    return gettext("Isolated communes, {period}: {moves}", **told)


def _total_title(row: pd.Series, territory: Territory) -> str:
    """Say what moves did in the whole territory, where no commune is drawn from others: there is no interval."""
    told = {
        "place": territory,
        "period": row["period"],
        "people": words.people(abs(row["migratory_balance"])),
        "rate": words.per_year(row["rate_migratory"]),
    }
    if row["migratory_balance"] > 0:
        return gettext(
            "{place} as a whole, {period}: +{people} people by moves, births and deaths apart ({rate})", **told
        )
    if row["migratory_balance"] < 0:
        return gettext(
            "{place} as a whole, {period}: −{people} people by moves, births and deaths apart ({rate})", **told
        )
    return gettext(
        "{place} as a whole, {period}: once births and deaths are taken off, as many people as before", **told
    )


def balance_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the rates of every type and of all communes in the periods, and say how many communes have no parts."""
    every = balances.balance_of_all(territory)
    if every.empty:
        return gettext("No balance is held for {place}.", place=territory)
    data = of_enough(balances.balance(territory, definition), territory, definition)
    data = pd.concat([data.astype({"territory_type": "object"}), every], ignore_index=True)
    return tables.table(
        data,
        title=gettext("Population change of {place} by type of territory", place=territory),
        subtitle=gettext(
            "Annual rates; {missing} where births and deaths are not held{unknown}{left}",
            missing=words.missing(),
            unknown=left_out_by_period(every.set_index("period")["communes_unknown"]),
            left=left_small(territory, definition),
        ),
        columns={
            "period": (gettext("Period"), "text"),
            "territory_type": (gettext("Type"), "text"),
            "population_end": (gettext("People at the end"), "integer"),
            "rate_total": (gettext("Change"), "signed_percent2"),
            "rate_migratory": (gettext("by moves"), "signed_percent2"),
            "rate_natural": (gettext("by births and deaths"), "signed_percent2"),
        },
        source=source_line("balance"),
    )


def migration_map(territory: Territory, definition: str) -> Picture | str:
    """Map the migratory balance of each EPCI in the last period that has one, with a dot in each isolated commune."""
    data = balances.balance_by_epci(territory)
    known = data.dropna(subset=["rate_migratory"])
    if known.empty:
        return gettext("No migratory balance by EPCI is held for {place}: there is no map.", place=territory)
    if len(data) == 1 and territory.kind == "epci":
        return gettext(
            "{place} is a single EPCI, with one migratory balance: there is no map to draw of it.", place=territory
        )
    if len(data) == 1:
        return gettext(
            "{place} lies in one EPCI, which has one migratory balance: there is no map to draw of it.", place=territory
        )
    title = _gained_by_moves(known)
    return maps.areas(
        territory,
        value="rate_migratory",
        level="epci",
        code="epci",
        breaks=BREAKS,
        percent=True,
        diverging=True,
        unit=_unit_of_map(territory),
        title=title,
        **_with_isolated(data, title, territory, definition),
    )


def _with_isolated(data: pd.DataFrame, title: str, territory: Territory, definition: str) -> dict[str, object]:
    """Return the data of the map, its alternative text, source and dots: of isolated communes where they are enough."""
    told = {"place": territory, "period": last_balance_period(), "title": title}
    source = source_line("balance", "outlines")
    if not enough_isolated(territory, definition):
        alt = gettext("Map of the EPCI of {place} by their migratory balance in {period}. {title}.", **told)
        return {"data": data, "alt": alt, "source": source}
    kinds = classify(territory, definition)
    isolation = moves.isolation_of_all_epcis(definition)[["epci", "share_isolated"]]
    return {
        "data": data.merge(isolation, on="epci", how="left"),
        "dotted": (gettext("an isolated commune"), kinds.loc[kinds["isolated"].fillna(False), "commune"].tolist()),
        "source": gettext(
            "{source}; isolated communes: INSEE, {zonings}", source=source, zonings=gettext(define(definition).label)
        ),
        "alt": gettext(
            "Map of the EPCI of {place} by their migratory balance in {period}, a dot in each isolated commune. {title}.",
            **told,
        ),
    }


def _unit_of_map(territory: Territory) -> str:
    """Say what is mapped; of EPCI that lie across the border of the territory, that each is counted whole."""
    beyond = balances.epcis_beyond(territory)
    if not beyond:
        return gettext("apparent migratory balance by EPCI, share of the population a year")
    return ngettext(
        "apparent migratory balance by EPCI, share of the population a year; {count} EPCI lies partly outside {place} and is "
        "counted whole, with the people it has there",
        "apparent migratory balance by EPCI, share of the population a year; {count} EPCI lie partly outside {place} and are "
        "counted whole, with the people they have there",
        beyond,
        place=territory,
    )


def _gained_by_moves(known: pd.DataFrame) -> str:
    """Say how many EPCI have more arrivals than departures: a share, or a count where they are few."""
    gaining = known["rate_migratory"] > 0
    told = {"period": last_balance_period(), "all": words.number(len(known))}
    if len(known) > 1 and gaining.all():
        return gettext("In all EPCI ({all}) arrivals exceeded departures in {period}", **told)
    if len(known) >= FEWEST_ISOLATED:
        whole = known["population_start"].sum()
        return gettext(
            "{share} of EPCI, with {people} of their people, gained by moves in {period}",
            share=words.percent(gaining.mean(), 0),
            people=words.percent(known.loc[gaining, "population_start"].sum() / whole, 0),
            **told,
        )
    if not gaining.any():
        return gettext("None of {all} EPCI gained by moves in {period}", **told)
    return gettext("{count} of {all} EPCI gained by moves in {period}", count=words.number(gaining.sum()), **told)
