"""What the fifth notebook says of networks and arrivals: what controls undo, and what was so before fibre."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.digital.fixed import FIBRE_2018
from analysis.digital.growth import BEFORE_FIBRE, CONTROLLED, FEWEST, MIGRATORY, RAW, SINCE_REPORT
from analysis.digital.story import growth as shown
from analysis.digital.story.focus import focus
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext, ngettext
from analysis.population import last_balance_period
from analysis.statistics import FEWEST_CLUSTERS
from analysis.territories import ISOLATED, Territory


def association_reading(territory: Territory, definition: str) -> str:
    """Say what controls do to the raw association, and what the years before fibre say of it."""
    data = shown.table_of(territory, definition, only_isolated=False).set_index(["outcome", "model"])
    others = _others(shown.controlled(territory, definition), territory)
    warned = gettext("**This is an association, not an effect**: where fibre came first was not drawn by lot.")
    if data.empty:
        untold = gettext(
            "Whether fibre and arrivals go together in {place} cannot be told: it takes {fewest} communes, {floor} of them with some "
            "fibre in {month}, in {clusters} {areas}.",
            place=territory,
            fewest=FEWEST,
            floor=FEWEST_ISOLATED,
            month=words.month(FIBRE_2018[0]),
            clusters=FEWEST_CLUSTERS,
            areas=words.resampled(territory),
        )
        return f"{untold} {others} {warned}" if others else untold
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
    return " ".join(part for part in (*parts, others, warned) if part)


def _others(data: pd.DataFrame, territory: Territory) -> str:
    """Name the rows of the table whose interval leaves zero and which no other sentence tells; an empty text where none does."""
    told = (data["access"] == shown.FIRST) & ((data["scope"] != ISOLATED) | (data["outcome"] != MIGRATORY))
    rows = [row for _, row in data[~told].iterrows() if shown.side(row)]
    if not rows:
        return ""
    named = gettext("; ").join(_named(row, territory) for row in rows)
    return ngettext(
        "One other row of the table has an interval without zero: {rows}.",
        "Other rows of the table have an interval without zero: {rows}.",
        len(rows),
        rows=named,
    )


def _named(row: pd.Series, territory: Territory) -> str:
    """Name a row of the table, with what it finds."""
    told = {
        "access": shown.access_names()[row["access"]],
        "since": shown.years_since(),
        "before": shown.years_before(),
        "period": last_balance_period(),
        **shown.written(row, territory),
    }
    growth_said = {
        MIGRATORY: gettext("migratory balance {period}", **told),
        SINCE_REPORT: gettext("population change {since}", **told),
        BEFORE_FIBRE: gettext("population change {before}, before fibre", **told),
    }[row["outcome"]]
    told["growth"] = growth_said
    if row["scope"] == ISOLATED:
        return gettext("isolated communes, {access}, {growth}, {slope} ({bounds})", **told)
    return gettext("all communes, {access}, {growth}, {slope} ({bounds})", **told)


def _isolated(territory: Territory, definition: str) -> str:
    table = shown.table_of(territory, definition, only_isolated=True).set_index(["outcome", "model"])
    if {(SINCE_REPORT, CONTROLLED), (BEFORE_FIBRE, CONTROLLED)} <= set(table.index):
        return _said_isolated(table.loc[(SINCE_REPORT, CONTROLLED)], table.loc[(BEFORE_FIBRE, CONTROLLED)], territory)
    return gettext("Isolated communes alone are too few, or too alike, to be fitted.")


def _said_all(raw: pd.Series, held: pd.Series, territory: Territory) -> str:
    as_they_are = gettext(
        "Over all communes of {place}, the migratory balance a year of {period} differs between full and no fibre in {month} by "
        "{slope}, as communes are (95 % interval {bounds}).",
        place=territory,
        month=words.month(FIBRE_2018[0]),
        period=last_balance_period(),
        **shown.written(raw, territory),
    )
    controlled = gettext(
        "With controls, it differs by {slope} (95 % interval {bounds}).", **shown.written(held, territory)
    )
    return f"{as_they_are} {controlled}"


def _said_before(after: pd.Series, before: pd.Series, territory: Territory) -> str:
    """Set the association of all communes since the report beside that of a time without fibre, which must be none."""
    since = gettext(
        "The population change a year of {since} differs by {slope} (95 % interval {bounds}).",
        since=shown.years_since(),
        **shown.written(after, territory),
    )
    told = {"before_fibre": shown.years_before(), **shown.written(before, territory)}
    if shown.side(before):
        former = gettext(
            "But in {before_fibre}, when there was no fibre, it already differed by {slope} (95 % interval {bounds}): the controls "
            "do not make these communes alike.",
            **told,
        )
    elif shown.too_wide(before):
        former = gettext(
            "Whether it differed in {before_fibre}, before fibre, cannot be told: {slope} (95 % interval {bounds}).",
            **told,
        )
    else:
        former = gettext(
            "In {before_fibre}, before fibre, it did not clearly differ: {slope} (95 % interval {bounds}).", **told
        )
    return f"{since} {former}"


def _said_isolated(after: pd.Series, before: pd.Series, territory: Territory) -> str:
    """Say the same of the isolated communes alone."""
    former = shown.written(before, territory)
    found = gettext(
        "Among isolated communes alone, the population change a year of {since} differs by {slope} (95 % interval {bounds}), and "
        "that of {before_fibre}, before fibre, by {former} (95 % interval {former_bounds}).",
        since=shown.years_since(),
        before_fibre=shown.years_before(),
        former=former["slope"],
        former_bounds=former["bounds"],
        **shown.written(after, territory),
    )
    month = words.month(FIBRE_2018[0])
    if shown.too_wide(after):
        read = gettext(
            "Whether there is an association with the fibre of {month} since the report cannot be told.", month=month
        )
    elif not shown.side(after):
        read = gettext("Since the report there is no clear association with the fibre of {month}.", month=month)
    elif shown.side(before) == shown.side(after):
        read = gettext("They already differed that way when there was no fibre.")
    elif shown.too_wide(before):
        read = gettext("Whether they differed that way before fibre cannot be told.")
    else:
        read = gettext("Before fibre they did not clearly differ that way.")
    return f"{found} {read}"
