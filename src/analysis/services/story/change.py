"""What the fourth notebook shows and says of what communes lost or won: services in editions that count alike."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.geography import geography_year
from analysis.language import gettext, ngettext
from analysis.services import equipment
from analysis.services.catalogue import SERVICES, within_wider
from analysis.services.story.focus import focus, inside, named
from analysis.territories import Territory, label_of
from analysis.words import source_line

LEAST_YEARS = 5


def _changes(territory: Territory, definition: str) -> pd.DataFrame:
    kind = focus(territory, definition)
    table = equipment.change(territory, definition)
    table = table[(table["territory_type"] == kind) & (table["last"] - table["first"] >= LEAST_YEARS)]
    table = table.dropna(subset=["change_communes"]).sort_values("change_communes", ascending=False)
    labels = [
        f"{label_of(label)}, {first}–{last}"
        for label, first, last in zip(table["label"], table["first"], table["last"])
    ]
    return table.assign(label=labels, within_wider=table["service"].isin(within_wider(table["service"].unique())))


def change_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of communes without each service at both ends of its longest comparable run."""
    table, kind = _changes(territory, definition), focus(territory, definition)
    if table.empty:
        return gettext(
            "No service of {place} is held in two comparable editions: no change can be drawn.", place=territory
        )
    return charts.change(
        table[["label", "share_communes_first", "share_communes_last", "change_communes", "change_people"]],
        label="label",
        before="share_communes_first",
        after="share_communes_last",
        before_label=gettext("first edition"),
        after_label=gettext("last comparable edition"),
        percent=True,
        title=_counted(table[~table["within_wider"]]),
        unit=gettext(
            "share of {communes} without the service, comparable editions only; a change counts from more than a point and "
            "five communes on{parts}",
            communes=named(territory, kind),
            parts=_parts(table),
        ),
        source=gettext("{source}, communes of {year}", source=source_line("services"), year=geography_year()),
        alt=_described(table, named(territory, kind)),
    )


def _parts(table: pd.DataFrame) -> str:
    """Say which services are drawn and not counted, for a wider one that is drawn too holds them; nothing where none is."""
    parts = [inside(SERVICES[key].label) for key in table.loc[table["within_wider"], "service"]]
    return (
        gettext("; not counted by themselves: {services}, in wider ones", services=words.listing(parts))
        if parts
        else ""
    )


def _described(table: pd.DataFrame, communes: str) -> str:
    arrows = gettext(
        "An arrow for each of {count} services, from the share of {communes} without it at the first date held to that at the "
        "last.",
        count=len(table),
        communes=communes,
    )
    top = table.loc[table["change_communes"].abs().idxmax()]
    if not top["change_communes"]:
        none = gettext("None of the shares moved.")
        return f"{arrows} {none}"
    largest = gettext(
        "Largest change: {service}, {change}.", service=top["label"], change=words.points(top["change_communes"])
    )
    return f"{arrows} {largest}"


def _counted(table: pd.DataFrame) -> str:
    """Count in a sentence the services missing in clearly more communes than before, and in fewer: see `equipment.moved`."""
    moved = table["moved"]
    more, fewer, total = int((moved > 0).sum()), int((moved < 0).sum()), len(moved)
    told = {"total": total, "fewer": fewer}
    if not more and not fewer:
        return _none_moved(table["communes_moved"])
    if not more:
        return ngettext(
            "{count} of {total} services is missing in clearly fewer communes than before, none in clearly more",
            "{count} of {total} services are missing in clearly fewer communes than before, none in clearly more",
            fewer,
            **told,
        )
    if not fewer:
        return ngettext(
            "{count} of {total} services is missing in clearly more communes than before, none in clearly fewer",
            "{count} of {total} services are missing in clearly more communes than before, none in clearly fewer",
            more,
            **told,
        )
    return ngettext(
        "{count} of {total} services is missing in clearly more communes than before, {fewer} in clearly fewer",
        "{count} of {total} services are missing in clearly more communes than before, {fewer} in clearly fewer",
        more,
        **told,
    )


def _none_moved(communes: pd.Series) -> str:
    """Say that no service clearly moved, by what is not reached: five communes, or in a large place a point."""
    total = len(communes)
    if not communes.any():
        return ngettext(
            "The one service compared is missing in as many communes as before",
            "Each of {count} services is missing in as many communes as before",
            total,
        )
    if communes.abs().max() < equipment.LEAST_COMMUNES:
        return ngettext(
            "The one service compared is not missing in at least {least} communes more, or fewer, than before",
            "None of {count} services is missing in at least {least} communes more, or fewer, than before",
            total,
            least=words.in_words(equipment.LEAST_COMMUNES),
        )
    return ngettext(
        "The share of communes without the one service compared did not move by more than a point",
        "For none of {count} services did the share of communes without it move by more than a point",
        total,
    )


def change_reading(territory: Territory, definition: str) -> str:
    """Say which service left most communes, and which came to more."""
    table = _changes(territory, definition)
    if table.empty:
        return gettext(
            "No service of {place} is held in two comparable editions: there is nothing to compare.", place=territory
        )
    table = table[~table["within_wider"]]
    lost, won = table.iloc[0], table.iloc[-1]
    if not lost["moved"] > 0 and not won["moved"] < 0:
        none = _none_moved(table["communes_moved"])
        smaller = gettext("The figure shows the smaller changes.")
        return f"{none}. {smaller}" if table["communes_moved"].any() else f"{none}."
    return f"{_said_lost(lost, int((table['moved'] > 0).sum()))} {_said_won(won, int((table['moved'] < 0).sum()))}"


def _said_lost(row: pd.Series, count: int) -> str:
    """Name the service that left most communes, of as many as clearly did."""
    if not count:
        return gettext("No service is missing in clearly more communes than before.")
    told = {"service": _the(row["service"]), "change": _said_change(row)}
    if count == 1:
        return gettext("The only service missing in clearly more communes than before: {service} ({change}).", **told)
    return gettext(
        "First among the services missing in clearly more communes than before: {service} ({change}).", **told
    )


def _said_won(row: pd.Series, count: int) -> str:
    """Name the service that came to most communes, of as many as clearly did."""
    if not count:
        return gettext("None is missing in clearly fewer.")
    told = {"service": _the(row["service"]), "change": _said_change(row)}
    if count == 1:
        return gettext("The only one missing in clearly fewer: {service} ({change}).", **told)
    return gettext("First among those missing in clearly fewer: {service} ({change}).", **told)


def _the(service: str) -> str:
    named = SERVICES[service].the
    return gettext(named)


def _said_change(row: pd.Series) -> str:
    told = {
        "first": row["first"],
        "last": row["last"],
        "communes": words.points(row["change_communes"]),
        "people": words.points(row["change_people"]),
        "count": words.signed_number(row["communes_moved"]),
    }
    if pd.isna(row["change_people"]):
        return gettext("{communes} of communes without from {first} to {last}, {count} in number", **told)
    return gettext(
        "{communes} of communes without from {first} to {last}, {count} in number; {people} of people", **told
    )
