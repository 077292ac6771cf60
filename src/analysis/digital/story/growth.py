"""What the fifth notebook shows of networks and arrivals: an association, beside the years before fibre."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import growth
from analysis.digital.fixed import FIBRE_2018, GIGABIT_2019
from analysis.digital.growth import (
    ACCESS,
    BEFORE_FIBRE,
    CONTROLLED,
    MIGRATORY,
    RAW,
    SINCE_REPORT,
    period_before_fibre,
)
from analysis.digital.story.focus import focus
from analysis.digital.story.networks import source_of
from analysis.drawing import Picture, charts, tables
from analysis.geography import latest_year
from analysis.language import gettext, gettext_noop
from analysis.population import TURN, last_balance_period
from analysis.territories import ISOLATED, Territory
from analysis.words import editions

FIBRE_YEAR = FIBRE_2018[0][:4]
FIRST = "fibre_2018"  # the measure of access that sentences and the figure read
# Growth of communes seldom differs by as much: an interval wider than this, with zero inside, leaves everything possible.
WIDEST = 0.02  # share of people a year
MODELS = {RAW: gettext_noop("As communes are"), CONTROLLED: gettext_noop("With controls")}


def access_names() -> dict[str, str]:
    """Name the two measures of access."""
    return {
        "fibre_2018": gettext("fibre, {month}", month=words.month(FIBRE_2018[0])),
        "gigabit_2019": gettext("1 Gbit/s, {month}", month=words.month(GIGABIT_2019[0])),
    }


def _outcomes() -> dict[str, str]:
    """Name the measures of growth set beside access."""
    return {
        MIGRATORY: gettext("Migratory balance {period}", period=last_balance_period()),
        SINCE_REPORT: gettext("Population change {period}", period=years_since()),
        BEFORE_FIBRE: gettext("Population change {period}, before fibre", period=years_before()),
    }


def _source(*access: str) -> str:
    ages = editions("structure", "insee_evol_struct_pop")
    return source_of([ACCESS[name] for name in access], "balance", *ages)


def years_since() -> str:
    """Write the years since the report that growth is told of."""
    return f"{TURN}-{latest_year()}"


def years_before() -> str:
    """Write the years when no commune had fibre."""
    return "-".join(map(str, period_before_fibre()))


def side(row: pd.Series) -> int:
    """Tell whether an interval lies above zero (1), below it (-1) or around it (0)."""
    return 1 if row["low"] > 0 else -1 if row["high"] < 0 else 0


def too_wide(row: pd.Series) -> bool:
    """Tell whether an interval holds zero and so much else that not even the absence of a difference is read from it."""
    return bool(not side(row) and row["high"] - row["low"] > WIDEST)


def written(row: pd.Series, territory: Territory) -> dict[str, str]:
    """Write a difference of two rates a year, in points, with its interval."""
    bounds = words.bounds(territory, row["low"], row["high"], words.points, 2)
    return {
        "slope": words.points(row["slope"], 2),
        "bounds": gettext("{bounds}, too wide to tell anything", bounds=bounds) if too_wide(row) else bounds,
    }


def table_of(territory: Territory, definition: str, *, only_isolated: bool, access: str = FIRST) -> pd.DataFrame:
    """Return the fits by one measure of access, with the labels of what grew and of the model."""
    table = growth.associations(territory, definition, access=access, only_isolated=only_isolated)
    names = _outcomes()
    return table.assign(
        label=pd.Categorical(table["outcome"].map(names), list(names.values()), ordered=True),
        said=pd.Categorical(table["model"].map(MODELS), list(MODELS.values()), ordered=True),
    )


def association_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the difference of growth between communes with all and no fibre soon after the report, raw and with controls."""
    data = table_of(territory, definition, only_isolated=False)
    if data.empty:
        return gettext(
            "{place} has too few communes known, or too few with some fibre in {month}, to fit anything.",
            place=territory,
            month=words.month(FIBRE_2018[0]),
        )
    row = data[(data["model"] == CONTROLLED) & (data["outcome"] == SINCE_REPORT)]
    title, most = _title(row), data.loc[data["communes"].idxmax()]
    return charts.bars(
        data,
        label="label",
        value="slope",
        group="said",
        low="low",
        high="high",
        percent=True,
        signed=True,
        order=list(_outcomes().values()),
        title=title,
        unit=gettext(
            "{place}, all communes: difference a year between full and no fibre in {month}, when {some} of {count} had some; lines "
            "are 95 % intervals. An association, not an effect",
            place=territory,
            month=words.month(FIBRE_2018[0]),
            some=words.number(most["with_access"]),
            count=words.communes(int(most["communes"])),
        ),
        source=_source(FIRST),
        alt=gettext(
            "Bars of the association of fibre in {year} with three measures of growth in {place}. {title}.",
            year=FIBRE_YEAR,
            place=territory,
            title=title,
        ),
    )


def _title(row: pd.DataFrame) -> str:
    """Say by the interval whether communes with fibre grew otherwise, with controls."""
    told = {"year": FIBRE_YEAR, "period": years_since()}
    if row.empty:
        return gettext("Communes with fibre in {year}: growth beside that of the others", **told)
    if too_wide(row.iloc[0]):
        return gettext("With controls, whether growth in {period} goes with fibre in {year} cannot be told", **told)
    return {
        1: gettext("With controls, communes with fibre in {year} grew more in {period}", **told),
        -1: gettext("With controls, communes with fibre in {year} grew less in {period}", **told),
        0: gettext("With controls, growth in {period} does not clearly go with fibre in {year}", **told),
    }[side(row.iloc[0])]


def controlled(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the rows of the table: the fits with controls, of all communes and of isolated ones, by each measure of access."""
    scopes = [False, True] if focus(territory, definition) == ISOLATED else [False]
    data = pd.concat(
        [table_of(territory, definition, only_isolated=scope, access=key) for scope in scopes for key in ACCESS]
    )
    return data[data["model"] == CONTROLLED]


def association_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the associations for all communes and for isolated ones, with two measures of access."""
    data = controlled(territory, definition)
    if data.empty:
        return gettext("Nothing could be fitted for {place}, so there is no table of associations.", place=territory)
    bounds = [words.interval(low, high, words.points, 2) for low, high in zip(data["low"], data["high"])]
    return tables.table(
        data.assign(interval=bounds, access=data["access"].map(access_names())),
        title=gettext("Growth a year, full against no access, with controls: {place}", place=territory),
        subtitle=gettext("Controls: population, density, people aged 60 and over, type of territory, département"),
        columns={
            "scope": (gettext("Communes"), "text"),
            "access": (gettext("Access"), "text"),
            "label": (gettext("Growth"), "text"),
            "slope": (gettext("Difference"), "points2"),
            "interval": (gettext("95 % interval"), "text"),
            "communes": (gettext("Number"), "integer"),
            "with_access": (gettext("With some access"), "integer"),
        },
        source=_source(*ACCESS),
        strong=ISOLATED,
    )
