"""What the fifth notebook shows and says of networks and arrivals: an association, beside the years before fibre."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import growth
from analysis.digital.fixed import FIBRE_2018
from analysis.digital.growth import (
    ACCESS,
    ACCESS_LABELS,
    BEFORE_FIBRE,
    CONTROLLED,
    MIGRATORY,
    RAW,
    SINCE_REPORT,
    outcomes,
    period_before_fibre,
)
from analysis.digital.story.focus import focus
from analysis.digital.story.networks import source_of
from analysis.drawing import Picture, charts, tables
from analysis.geography import latest_year
from analysis.population import TURN, last_balance_period
from analysis.territories import ISOLATED, Territory
from analysis.words import editions

FIBRE_YEAR = FIBRE_2018[0][:4]
MODELS = {RAW: "As communes are", CONTROLLED: "With controls"}


def _source(*access: str) -> str:
    ages = editions("structure", "insee_evol_struct_pop")
    return source_of([ACCESS[name] for name in access], "balance", *ages)


def _since() -> str:
    return f"{TURN}-{latest_year()}"


def _nothing(territory: Territory) -> str:
    return f"{territory.name} has too few communes with people, arrivals and fibre known to fit anything."


def _held(row: pd.Series) -> str:
    """Say whether an interval lies above zero, below it or around it."""
    return "above zero" if row["low"] > 0 else "below zero" if row["high"] < 0 else "around zero"


def _table(territory: Territory, definition: str, *, only_isolated: bool, access: str = "fibre_2018") -> pd.DataFrame:
    table = growth.associations(territory, definition, access=access, only_isolated=only_isolated)
    return table.assign(said=table["model"].map(MODELS))


def association_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the difference of growth between communes with all and no fibre soon after the report, raw and with controls."""
    data = _table(territory, definition, only_isolated=False)
    if data.empty:
        return _nothing(territory)
    row = data[(data["model"] == CONTROLLED) & (data["outcome"] == SINCE_REPORT)]
    title = f"Communes with fibre in {FIBRE_YEAR}: growth beside that of the others"
    if len(row):
        title = {
            "above zero": f"With controls, communes with fibre in {FIBRE_YEAR} grew more in {_since()}",
            "below zero": f"With controls, communes with fibre in {FIBRE_YEAR} grew less in {_since()}",
            "around zero": f"With controls, growth in {_since()} does not clearly go with fibre in {FIBRE_YEAR}",
        }[_held(row.iloc[0])]
    return charts.bars(
        data,
        label="label",
        value="slope",
        group="said",
        low="low",
        high="high",
        percent=True,
        signed=True,
        order=list(outcomes().values()),
        title=title,
        unit=f"{territory.name}, all communes: difference a year between full and no fibre in {words.month(FIBRE_2018[0])}; lines "
        "are 95 % intervals. An association, not an effect",
        source=_source("fibre_2018"),
        alt=f"Bars of the association of fibre in {FIBRE_YEAR} with three measures of growth in {territory.name}. {title}.",
    )


def association_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the associations for all communes and for isolated ones, with two measures of access."""
    scopes = [False, True] if focus(territory, definition) == ISOLATED else [False]
    data = pd.concat(
        [_table(territory, definition, only_isolated=scope, access=key) for scope in scopes for key in ACCESS]
    )
    data = data[data["model"] == CONTROLLED]
    if data.empty:
        return f"Nothing could be fitted for {territory.name}, so there is no table of associations."
    bounds = [words.interval(low, high, words.signed_percent, 2) for low, high in zip(data["low"], data["high"])]
    return tables.table(
        data.assign(interval=bounds, access=data["access"].map(ACCESS_LABELS)),
        title=f"Growth a year, full against no access, with controls: {territory.name}",
        subtitle="Controls: population, density, people aged 60 and over, type of territory, département",
        columns={
            "scope": ("Communes", "text"),
            "access": ("Access", "text"),
            "label": ("Growth", "text"),
            "slope": ("Difference", "signed_percent2"),
            "interval": ("95 % interval", "text"),
            "communes": ("Number", "integer"),
        },
        source=_source(*ACCESS),
        strong=ISOLATED,
    )


def association_reading(territory: Territory, definition: str) -> str:
    """Say what controls do to the raw association, and what the years before fibre say of it."""
    data = _table(territory, definition, only_isolated=False).set_index(["outcome", "model"])
    if data.empty:
        return f"Whether fibre and arrivals go together in {territory.name} cannot be told."
    parts = []
    if (MIGRATORY, CONTROLLED) in data.index:
        raw, held = data.loc[(MIGRATORY, RAW)], data.loc[(MIGRATORY, CONTROLLED)]
        parts.append(
            f"Over all communes of {territory.name}, the migratory balance of {last_balance_period()} differs between full and no fibre by "
            f"{words.per_year(raw['slope'])} as communes are (interval {_held(raw)}) and by {words.per_year(held['slope'])} with controls "
            f"(interval {_held(held)})."
        )
    isolated = _table(territory, definition, only_isolated=True).set_index(["outcome", "model"])
    if focus(territory, definition) == ISOLATED and {(SINCE_REPORT, CONTROLLED), (BEFORE_FIBRE, CONTROLLED)} <= set(
        isolated.index
    ):
        parts.append(_said_isolated(isolated.loc[(SINCE_REPORT, CONTROLLED)], isolated.loc[(BEFORE_FIBRE, CONTROLLED)]))
    elif focus(territory, definition) == ISOLATED:
        parts.append("Isolated communes alone are too few, or too alike, to be fitted.")
    if not parts:
        return f"With controls, nothing could be fitted for {territory.name}."
    return " ".join([*parts, "**This is an association, not an effect**: operators build where they expect customers."])


def _said_isolated(after: pd.Series, before: pd.Series) -> str:
    bounds = words.interval(after["low"], after["high"], words.signed_percent, 2)
    before_fibre = "-".join(map(str, period_before_fibre()))
    text = (
        f"Among isolated communes, with controls, the change of {_since()} differs by {words.per_year(after['slope'])} "
        f"(95 % interval {bounds})"
    )
    if _held(after) == "around zero":
        return f"{text}: no clear association."
    already = f"the same communes already differed by {words.per_year(before['slope'])} in {before_fibre}, when there was no fibre"
    if _held(before) == _held(after):
        return f"{text}; but {already}."
    return f"{text}; in {before_fibre}, before fibre, they did not clearly differ that way."
