"""What the fourth notebook shows and says of what communes lost or won: services in editions that count alike."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.geography import geography_year
from analysis.language import gettext, ngettext
from analysis.services import equipment
from analysis.services.catalogue import SERVICES
from analysis.services.story.focus import focus, named
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
    return table.assign(label=labels)


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
        title=_counted(table["moved"]),
        unit=gettext(
            "share of {communes} without the service, comparable editions only; a change counts from more than a point and "
            "five communes on",
            communes=named(territory, kind),
        ),
        source=gettext("{source}, communes of {year}", source=source_line("services"), year=geography_year()),
        alt=_described(table, named(territory, kind)),
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


def _counted(moved: pd.Series) -> str:
    """Count in a sentence the services missing in more communes than before, and in fewer."""
    more, fewer, total = int((moved > 0).sum()), int((moved < 0).sum()), len(moved)
    told = {"total": total, "fewer": fewer}
    if not more and not fewer:
        return ngettext(
            "The one service compared is missing in about as many communes as before",
            "None of {count} services is missing in more or fewer communes than before",
            total,
        )
    if not more:
        return ngettext(
            "{count} of {total} services is missing in fewer communes than before, none in more",
            "{count} of {total} services are missing in fewer communes than before, none in more",
            fewer,
            **told,
        )
    if not fewer:
        return ngettext(
            "{count} of {total} services is missing in more communes than before, none in fewer",
            "{count} of {total} services are missing in more communes than before, none in fewer",
            more,
            **told,
        )
    return ngettext(
        "{count} of {total} services is missing in more communes than before, {fewer} in fewer",
        "{count} of {total} services are missing in more communes than before, {fewer} in fewer",
        more,
        **told,
    )


def change_reading(territory: Territory, definition: str) -> str:
    """Say which service left most communes, and which came to more."""
    table = _changes(territory, definition)
    if table.empty:
        return gettext(
            "No service of {place} is held in two comparable editions: there is nothing to compare.", place=territory
        )
    lost, won = table.iloc[0], table.iloc[-1]
    if not lost["moved"] > 0 and not won["moved"] < 0:
        return gettext("No service is missing in more communes than before, and none in fewer.")
    left = gettext("No service is missing in more communes than before.")
    came = gettext("None is missing in fewer.")
    if lost["moved"] > 0:
        left = gettext(
            "First among the services missing in more communes than before: {service} ({change}).",
            service=_the(lost["service"]),
            change=_said_change(lost),
        )
    if won["moved"] < 0:
        came = gettext(
            "First among those missing in fewer: {service} ({change}).",
            service=_the(won["service"]),
            change=_said_change(won),
        )
    return f"{left} {came}"


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
