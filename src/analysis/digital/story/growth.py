"""What the fifth notebook shows and says of networks and arrivals: an association, beside the years before fibre."""

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
MODELS = {RAW: gettext_noop("As communes are"), CONTROLLED: gettext_noop("With controls")}


def _access() -> dict[str, str]:
    """Name the two measures of access."""
    return {
        "fibre_2018": gettext("fibre, {month}", month=words.month(FIBRE_2018[0])),
        "gigabit_2019": gettext("1 Gbit/s, {month}", month=words.month(GIGABIT_2019[0])),
    }


def _outcomes() -> dict[str, str]:
    """Name the measures of growth set beside access."""
    return {
        MIGRATORY: gettext("Migratory balance {period}", period=last_balance_period()),
        SINCE_REPORT: gettext("Population change {period}", period=_since()),
        BEFORE_FIBRE: gettext("Population change {period}, before fibre", period=_before()),
    }


def _source(*access: str) -> str:
    ages = editions("structure", "insee_evol_struct_pop")
    return source_of([ACCESS[name] for name in access], "balance", *ages)


def _since() -> str:
    return f"{TURN}-{latest_year()}"


def _before() -> str:
    return "-".join(map(str, period_before_fibre()))


def _side(row: pd.Series) -> int:
    """Tell whether an interval lies above zero (1), below it (-1) or around it (0)."""
    return 1 if row["low"] > 0 else -1 if row["high"] < 0 else 0


def _slope(row: pd.Series, territory: Territory) -> dict[str, str]:
    """Write a difference of two rates a year, in points, with its interval."""
    return {
        "slope": words.points(row["slope"], 2),
        "bounds": words.bounds(territory, row["low"], row["high"], words.points, 2),
    }


def _table(territory: Territory, definition: str, *, only_isolated: bool, access: str = "fibre_2018") -> pd.DataFrame:
    table = growth.associations(territory, definition, access=access, only_isolated=only_isolated)
    names = _outcomes()
    return table.assign(
        label=pd.Categorical(table["outcome"].map(names), list(names.values()), ordered=True),
        said=pd.Categorical(table["model"].map(MODELS), list(MODELS.values()), ordered=True),
    )


def association_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the difference of growth between communes with all and no fibre soon after the report, raw and with controls."""
    data = _table(territory, definition, only_isolated=False)
    if data.empty:
        return gettext(
            "{place} has too few communes with people, arrivals and fibre known to fit anything.", place=territory
        )
    row = data[(data["model"] == CONTROLLED) & (data["outcome"] == SINCE_REPORT)]
    title = _title(row)
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
            "{place}, all communes: difference a year between full and no fibre in {month}; lines are 95 % intervals. An "
            "association, not an effect",
            place=territory,
            month=words.month(FIBRE_2018[0]),
        ),
        source=_source("fibre_2018"),
        alt=gettext(
            "Bars of the association of fibre in {year} with three measures of growth in {place}. {title}.",
            year=FIBRE_YEAR,
            place=territory,
            title=title,
        ),
    )


def _title(row: pd.DataFrame) -> str:
    """Say by the interval whether communes with fibre grew otherwise, with controls."""
    told = {"year": FIBRE_YEAR, "period": _since()}
    if row.empty:
        return gettext("Communes with fibre in {year}: growth beside that of the others", **told)
    return {
        1: gettext("With controls, communes with fibre in {year} grew more in {period}", **told),
        -1: gettext("With controls, communes with fibre in {year} grew less in {period}", **told),
        0: gettext("With controls, growth in {period} does not clearly go with fibre in {year}", **told),
    }[_side(row.iloc[0])]


def association_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the associations for all communes and for isolated ones, with two measures of access."""
    scopes = [False, True] if focus(territory, definition) == ISOLATED else [False]
    data = pd.concat(
        [_table(territory, definition, only_isolated=scope, access=key) for scope in scopes for key in ACCESS]
    )
    data = data[data["model"] == CONTROLLED]
    if data.empty:
        return gettext("Nothing could be fitted for {place}, so there is no table of associations.", place=territory)
    bounds = [words.interval(low, high, words.points, 2) for low, high in zip(data["low"], data["high"])]
    return tables.table(
        data.assign(interval=bounds, access=data["access"].map(_access())),
        title=gettext("Growth a year, full against no access, with controls: {place}", place=territory),
        subtitle=gettext("Controls: population, density, people aged 60 and over, type of territory, département"),
        columns={
            "scope": (gettext("Communes"), "text"),
            "access": (gettext("Access"), "text"),
            "label": (gettext("Growth"), "text"),
            "slope": (gettext("Difference"), "points2"),
            "interval": (gettext("95 % interval"), "text"),
            "communes": (gettext("Number"), "integer"),
        },
        source=_source(*ACCESS),
        strong=ISOLATED,
    )


def association_reading(territory: Territory, definition: str) -> str:
    """Say what controls do to the raw association, and what the years before fibre say of it."""
    data = _table(territory, definition, only_isolated=False).set_index(["outcome", "model"])
    if data.empty:
        return gettext("Whether fibre and arrivals go together in {place} cannot be told.", place=territory)
    parts = []
    if (MIGRATORY, CONTROLLED) in data.index:
        parts.append(_said_all(data.loc[(MIGRATORY, RAW)], data.loc[(MIGRATORY, CONTROLLED)], territory))
    if {(SINCE_REPORT, CONTROLLED), (BEFORE_FIBRE, CONTROLLED)} <= set(data.index):
        parts.append(
            _said_before(data.loc[(SINCE_REPORT, CONTROLLED)], data.loc[(BEFORE_FIBRE, CONTROLLED)], territory)
        )
    if focus(territory, definition) == ISOLATED:
        parts.append(_isolated(territory, definition))
    if not parts:
        return gettext("With controls, nothing could be fitted for {place}.", place=territory)
    warned = gettext("**This is an association, not an effect**: where fibre came first was not drawn by lot.")
    return " ".join([*parts, warned])


def _isolated(territory: Territory, definition: str) -> str:
    table = _table(territory, definition, only_isolated=True).set_index(["outcome", "model"])
    if {(SINCE_REPORT, CONTROLLED), (BEFORE_FIBRE, CONTROLLED)} <= set(table.index):
        return _said_isolated(table.loc[(SINCE_REPORT, CONTROLLED)], table.loc[(BEFORE_FIBRE, CONTROLLED)], territory)
    return gettext("Isolated communes alone are too few, or too alike, to be fitted.")


def _said_all(raw: pd.Series, held: pd.Series, territory: Territory) -> str:
    as_they_are = gettext(
        "Over all communes of {place}, the migratory balance a year of {period} differs between full and no fibre by {slope}, as "
        "communes are (95 % interval {bounds}).",
        place=territory,
        period=last_balance_period(),
        **_slope(raw, territory),
    )
    controlled = gettext("With controls, it differs by {slope} (95 % interval {bounds}).", **_slope(held, territory))
    return f"{as_they_are} {controlled}"


def _said_before(after: pd.Series, before: pd.Series, territory: Territory) -> str:
    """Set the association of all communes since the report beside that of a time without fibre, which must be none."""
    since = gettext(
        "The population change a year of {since} differs by {slope} (95 % interval {bounds}).",
        since=_since(),
        **_slope(after, territory),
    )
    told = {"before_fibre": _before(), **_slope(before, territory)}
    if _side(before):
        former = gettext(
            "But in {before_fibre}, when there was no fibre, it already differed by {slope} (95 % interval {bounds}): the controls "
            "do not make these communes alike.",
            **told,
        )
    else:
        former = gettext(
            "In {before_fibre}, before fibre, it did not clearly differ: {slope} (95 % interval {bounds}).", **told
        )
    return f"{since} {former}"


def _said_isolated(after: pd.Series, before: pd.Series, territory: Territory) -> str:
    """Say the same of the isolated communes alone."""
    former = _slope(before, territory)
    found = gettext(
        "Among isolated communes alone, the population change a year of {since} differs by {slope} (95 % interval {bounds}), and "
        "that of {before_fibre}, before fibre, by {former} (95 % interval {former_bounds}).",
        since=_since(),
        before_fibre=_before(),
        former=former["slope"],
        former_bounds=former["bounds"],
        **_slope(after, territory),
    )
    if not _side(after):
        read = gettext("Since the report there is no clear association.")
    elif _side(before) == _side(after):
        read = gettext("They already differed that way when there was no fibre.")
    else:
        read = gettext("Before fibre they did not clearly differ that way.")
    return f"{found} {read}"
