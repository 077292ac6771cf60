"""What the second notebook shows and says of where people come from, and of the whole territory over a longer time."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext
from analysis.population import moves
from analysis.territories import KINDS_WITH_PEERS, Territory
from analysis.words import inferred, source_line, vintage_years

SHOWN_ORIGINS = 8


def origins_table(territory: Territory) -> GT | str:
    """Tabulate the départements that send most people, with what they take back."""
    data = moves.origins(territory)
    if data.empty:
        if territory.is_national:
            return gettext(
                "Between the départements of {place}, what one sends another receives: nothing is left to tabulate.",
                place=territory,
            )
        return gettext("The flows between départements are not held for {place}.", place=territory)
    return tables.table(
        data.head(SHOWN_ORIGINS),
        title=_title(territory),
        subtitle=gettext("People in a year; efficiency is the net over arrivals and departures together"),
        columns={
            "name": (gettext("Département"), "text"),
            "arrivals": (gettext("Arrivals"), "integer"),
            "departures": (gettext("Departures"), "integer"),
            "net": (gettext("Net"), "integer"),
            "efficiency": (gettext("Efficiency"), "signed_percent"),
        },
        source=_flows_source(),
    )


def _title(territory: Territory) -> str:
    if territory.kind in KINDS_WITH_PEERS:
        return gettext("Where those who come to {place} come from", place=territory)
    held = sorted(moves.departements_of(territory))
    if len(held) == 1:
        whole = Territory.parse(f"dep:{held[0]}")
        return gettext(
            "Where those who come to {whole}, the département of {place}, come from", whole=whole, place=territory
        )
    return gettext(
        "Where those who come to the départements of {place} ({codes}) come from",
        place=territory,
        codes=words.listing(held),
    )


def origins_reading(territory: Territory) -> str:
    """Say how much of the arrivals the table holds, and that its census is another than that of the moves by age.

    Its total is not said: it would stand against the one of another census, and neither has an interval.
    """
    data = moves.origins(territory)
    if data.empty:
        if territory.is_national:
            return gettext("Those who come from abroad are not in these flows.")
        return gettext("Where those who come to {place} come from is not known.", place=territory)
    shown = data["arrivals"].head(SHOWN_ORIGINS)
    share = gettext(
        "The {count} départements of the table send {share} of those who come from another one.",
        count=words.in_words(len(shown)),
        share=words.percent(shown.sum() / data["arrivals"].sum(), 0),
    )
    years = {"flows": vintage_years("flows"), "moves": moves.last_census()}
    if inferred("flows"):
        dated = gettext(
            "These flows are those of the census of {flows}, a year inferred because their file states none; the moves by age are "
            "those of {moves}: their totals differ.",
            **years,
        )
    else:
        dated = gettext(
            "These flows are those of the census of {flows}, the moves by age those of {moves}: their totals differ.",
            **years,
        )
    return f"{share} {dated}"


def _flows_source() -> str:
    """Name the source of the flows, a sample, and that its year is inferred where the catalogue says so."""
    if inferred("flows"):
        return gettext("{source} (year inferred); a sample", source=source_line("flows"))
    return gettext("{source}; a sample", source=source_line("flows"))


def history_figure(territory: Territory) -> Picture | str:
    """Draw the natural and the migratory balance of the whole territory, as far back as they are held."""
    data = moves.history(territory)
    if data.empty:
        return gettext("No long series of balances is held for {place}.", place=territory)
    last = data[data["period"] == data["period"].iloc[-1]].set_index("part")["rate"]
    title = gettext(
        "{place} as a whole, {period}: {migratory} by moves, {natural} by births less deaths",
        place=territory,
        period=data["period"].iloc[-1],
        migratory=words.per_year(last[moves.MIGRATORY]),
        natural=words.per_year(last[moves.NATURAL]),
    )
    return charts.lines(
        data.assign(part=pd.Categorical(data["part"], categories=[moves.NATURAL, moves.MIGRATORY])),
        x="period",
        y="rate",
        group="part",
        percent=True,
        highlight=moves.MIGRATORY,
        zero=True,
        title=title,
        unit=gettext("share of the mean population a year"),
        source=source_line("migration_history"),
        alt=gettext(
            "Lines of the natural and the migratory balance of {place} by period. {title}.",
            place=territory,
            title=title,
        ),
    )
