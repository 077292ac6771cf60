"""What the fourth notebook shows and says of the access to doctors."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.language import gettext
from analysis.services import health
from analysis.services.health import LOW_ACCESS
from analysis.services.story.focus import (
    change_in_brackets,
    focus,
    left_of_series,
    named,
    part,
    series,
    strongest,
)
from analysis.services.story.nearer import LEAST
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import source_line


def access_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the access to general practitioners by type of territory, one panel for each method."""
    table = health.access(territory, definition).dropna(subset=["apl"])
    kind = focus(territory, definition)
    if table[table["territory_type"] == kind].empty:
        return _no_index(territory)
    data = series(health.access, territory, definition).dropna(subset=["apl"])
    data = data.assign(panel=data["method"].map(_methods(table)))
    here = table[table["territory_type"] == kind]
    said = [text for text in (_moved(rows) for _, rows in here.groupby("method")) if text]
    return charts.lines(
        data[["year", "panel", "group", "apl", "share_people_low_access"]].astype({"year": int}),
        x="year",
        y="apl",
        group="group",
        facet="panel",
        highlight=strongest(territory, definition),
        title=_title(table[table["year"] == table["year"].max()], territory, kind),
        unit=gettext(
            "consultations within reach a year and inhabitant (standardised by age); the panels do not compare{left}",
            left=left_of_series(territory, definition),
        ),
        source=source_line("health"),
        alt=gettext(
            "Lines, a panel for each method, of the access to general practitioners in {place} by type of territory. In the "
            "{communes}: {moves}.",
            place=territory,
            communes=named(territory, kind),
            moves=words.listing(said),
        ),
    )


def _title(last: pd.DataFrame, territory: Territory, kind: str) -> str:
    index = last.set_index("territory_type")["apl"]
    told = {"index": words.number(index[kind], 2), "communes": named(territory, kind)}
    if kind == ISOLATED:
        return gettext(
            "{index} consultations a year within reach in the {communes}, {every} in all",
            every=words.number(index[ALL_COMMUNES], 2),
            **told,
        )
    return gettext("{index} consultations a year within reach in the {communes}", **told)


def _no_index(territory: Territory) -> str:
    return gettext("No index of access to doctors is held for {place}.", place=territory)


def _methods(table: pd.DataFrame) -> dict[str, str]:
    """Name each method by its years."""
    years = table.groupby("method")["year"].unique()
    return {method: gettext("Method of {years}", years=words.listing(sorted(held))) for method, held in years.items()}


def _moved(rows: pd.DataFrame) -> str:
    rows = rows.sort_values("year")
    if len(rows) < 2:
        return ""
    first, last = rows.iloc[0], rows.iloc[-1]
    return gettext(
        "{first} to {last} in {start}–{end}",
        first=words.number(first["apl"], 2),
        last=words.number(last["apl"], 2),
        start=first["year"],
        end=last["year"],
    )


def access_reading(territory: Territory, definition: str) -> str:
    """Say how many people are under 2.5 consultations a year, and how it moved inside the last method."""
    table = health.access(territory, definition).dropna(subset=["apl"])
    kind = focus(territory, definition)
    recent = table[table["method"] == table["method"].iloc[-1]] if len(table) else table
    here = recent[recent["territory_type"] == kind].dropna(subset=["share_people_low_access"]).sort_values("year")
    if here.empty:
        return _no_index(territory)
    every = recent[(recent["territory_type"] == ALL_COMMUNES) & (recent["year"] == here.iloc[-1]["year"])].iloc[0]
    said = [_said_low(here.iloc[-1], every, territory, kind)]
    if len(here) > 1:
        change = health.access_change(territory, definition, kind)
        said += [_said_since(change, here.iloc[0], territory), _said_mean(here.iloc[0], here.iloc[-1])]
    return " ".join(text for text in said if text)


def _said_low(last: pd.Series, every: pd.Series, territory: Territory, kind: str) -> str:
    told = {"year": last["year"], "communes": named(territory, kind), "limit": words.number(LOW_ACCESS, 1)}
    told["share"] = _counted(last["share_people_low_access"], last["people_low_access"])
    if kind == ISOLATED:
        return gettext(
            "In {year}, {share} of the people of the {communes} have fewer than {limit} consultations a year within reach, "
            "against {every} over all communes of {place}.",
            every=part(every["share_people_low_access"]),
            place=territory,
            **told,
        )
    return gettext(
        "In {year}, {share} of the people of the {communes} have fewer than {limit} consultations a year within reach.",
        **told,
    )


def _said_since(change: tuple[float, float, float], first: pd.Series, territory: Territory) -> str:
    year = first["year"]
    if change[0] == 0:
        return gettext("It was the same in {year}.", year=year)
    told = {
        "year": year,
        "first": part(first["share_people_low_access"]),
        "change": change_in_brackets(territory, change),
    }
    if pd.notna(change[0]) and pd.isna(change[1]):
        return gettext(
            "That share was {first} in {year} ({change}). No interval is given: the {areas} are too few, or resampling them "
            "gives bounds that cannot be.",
            areas=words.resampled(territory),
            **told,
        )
    return words.moved(
        *change,
        up=gettext("Since {year} that share rose ({change}).", **told),
        down=gettext("Since {year} that share fell ({change}).", **told),
        unclear=gettext("That share was {first} in {year} and did not clearly change ({change}).", **told),
        unknown=" ",
        margin=LEAST,
    ).strip()


def _said_mean(first: pd.Series, last: pd.Series) -> str:
    """Say that the mean index went against the share, where more are under the line of an index that is higher, or fewer of a lower one."""
    share = last["share_people_low_access"] - first["share_people_low_access"]
    told = {"first": words.number(first["apl"], 2), "last": words.number(last["apl"], 2)}
    if told["first"] == told["last"] or share * (last["apl"] - first["apl"]) <= 0:
        return ""
    return gettext(
        "The mean index went the other way, from {first} to {last}: the share hangs on the communes near the line.",
        **told,
    )


def _counted(share: float, people: float) -> str:
    if not 0 < share < 1:
        return part(share)
    return gettext(
        "{share} ({people}, by the population that comes with the index)",
        share=part(share),
        people=words.people(people),
    )
