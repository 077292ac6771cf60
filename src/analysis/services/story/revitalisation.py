"""What the chapters show and say of FRR, the zoning of revitalisation: whom it covers, and what ZRR covered before."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import latest_year
from analysis.language import gettext, gettext_noop, ngettext
from analysis.services.revitalisation import ZONINGS, revitalised
from analysis.services.story.focus import (
    focus,
    left_of_series,
    named,
    no_isolated,
    opening,
    part,
    ranked,
    series,
)
from analysis.services.story.unclassed import none_classed, said_none
from analysis.statistics import values_of_peers
from analysis.territories import (
    ALL_COMMUNES,
    ISOLATED,
    Territory,
    france,
    label_of,
    types,
)
from analysis.words import editions, source_line

WHOLE, IN_PART = gettext_noop("FRR or FRR+, 2025: whole communes"), gettext_noop("FRR, 2025: communes in part")
EITHER = gettext_noop("ZRR, 2021: whole or in part")
SHOWN = {"frr": gettext_noop("FRR or FRR+, 2025"), "zrr": gettext_noop("ZRR, 2021")}

LEAST_PART = 0.01  # of people in communes classed in part: fewer have no bar of their own

# From this part of the communes classed on, those classed in part change what is said of people and ranks.
PART_THAT_COUNTS = 0.1


def zonings_source() -> str:
    """Name the files of the two zonings and of the population."""
    former = editions("communes", "anct_zrr")
    return source_line("revitalisation", *former, editions("population", "insee_populations")[-1])


def _peopled(territory: Territory) -> str:
    return gettext(
        "No population of {year} is held for {place}: the zonings can be told of its communes, not of its people.",
        year=latest_year(),
        place=territory,
    )


def _row(territory: Territory, definition: str, zoning: str, kind: str) -> pd.Series:
    table = revitalised(territory, definition)
    return table[(table["territory_type"] == kind) & (table["zoning"] == zoning)].iloc[0]


def revitalisation_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people in communes classed FRR now, and ZRR before, by type of territory."""
    if none_classed(territory, definition):
        return said_none(territory, definition)
    kind = focus(territory, definition)
    data = series(revitalised, territory, definition).dropna(subset=["share_people"])
    whole, in_part = (_row(territory, definition, zoning, kind) for zoning in ("frr", "frr_part"))
    if pd.isna(whole["share_people"]) or data.empty:
        return _peopled(territory)
    parted = in_part["share_people"] >= LEAST_PART
    data = _parted(data) if parted else data[data["zoning"].isin(SHOWN)]
    names = SHOWN | ({"frr": WHOLE, "frr_part": IN_PART, "zrr": EITHER} if parted else {})
    held, title = set(data["group"]), _title(whole["share_people"], in_part, kind)
    return charts.bars(
        data.assign(when=[str(label_of(names[zoning])) for zoning in data["zoning"]]).astype({"group": "string"}),
        label="group",
        value="share_people",
        group="when",
        percent=True,
        order=[name for name in (*types(definition), territory.name, france().name) if name in held],
        title=title,
        unit=gettext(
            "share of people in communes classed, all people of a commune classed in part included, {place}{left}",
            place=territory,
            left=left_of_series(territory, definition),
        ),
        source=zonings_source(),
        alt=gettext(
            "Bars of the share of people in communes classed FRR in 2025 and ZRR in 2021, {place}. {title}.",
            place=territory,
            title=title,
        ),
    )


def _parted(data: pd.DataFrame) -> pd.DataFrame:
    """Take the communes classed in part out of those classed: what is drawn side by side must not hold one another."""
    wide = data.pivot(index="group", columns="zoning", values="share_people")
    wide = wide.assign(frr=wide["frr"] - wide["frr_part"])[["frr", "frr_part", "zrr"]]
    return wide.melt(ignore_index=False, value_name="share_people").reset_index()


def _title(share: float, in_part: pd.Series, kind: str) -> str:
    if in_part["share_people"] >= LEAST_PART:
        told = {
            "whole": opening(part(share - in_part["share_people"], 0)),
            "in_part": part(in_part["share_people"], 0),
        }
        if kind == ISOLATED:
            return gettext(
                "{whole} of the people of isolated communes live in communes classed FRR, {in_part} in communes classed in part",
                **told,
            )
        return gettext(
            "{whole} of the people live in communes classed FRR, {in_part} in communes classed in part", **told
        )
    told = {"share": opening(part(share, 0))}
    if kind == ISOLATED:
        return gettext(
            "{share} of the people of isolated communes live where the State sees a need of revitalisation", **told
        )
    return gettext("{share} of the people live where the State sees a need of revitalisation", **told)


def revitalisation_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the communes and people in each zoning: the isolated communes, or all where too few are isolated."""
    if none_classed(territory, definition):
        return gettext("There is nothing to tabulate: no commune of {place} is in either zoning.", place=territory)
    kind = focus(territory, definition)
    table = revitalised(territory, definition)
    kinds = [kind, ALL_COMMUNES] if kind == ISOLATED else [ALL_COMMUNES]
    shown = table[table["territory_type"].isin(kinds)]
    # What no commune shown is classed in takes a line for nothing.
    empty = shown.groupby("zoning")["communes_with"].sum().eq(0)
    shown = shown[~shown["zoning"].isin([name for name in empty.index[empty] if name.endswith("_part")])]
    shown = _people_known(shown)
    return tables.table(
        shown.assign(zoning=shown["zoning"].map(ZONINGS)),
        title=gettext("In the zonings of revitalisation: {place}", place=territory),
        subtitle=gettext(
            "FRR of July 2025, ZRR of 2021; a commune classed in part counts with all its people, and is told apart where there "
            "is one ({missing} for people where many are); population {year}",
            missing=words.missing(),
            year=latest_year(),
        ),
        columns={
            "territory_type": (gettext("Communes"), "text"),
            "zoning": (gettext("Zoning"), "text"),
            "communes_with": (gettext("In it"), "integer"),
            "share_communes": (gettext("of communes"), "percent"),
            "people_with": (gettext("People"), "integer"),
            "share_people": (gettext("of people"), "percent"),
        },
        source=zonings_source(),
    )


def _people_known(shown: pd.DataFrame) -> pd.DataFrame:
    """Leave out the people of a zoning that classes many communes in part: how many of them live in it is not known."""
    counts = shown.pivot(index="territory_type", columns="zoning", values="communes_with")
    unknown = pd.Series(False, index=shown.index)
    for zoning in ("frr", "zrr"):
        in_part = f"{zoning}_part"
        if in_part in counts:
            many = counts.index[(counts[in_part] >= PART_THAT_COUNTS * counts[zoning]) & (counts[zoning] > 0)]
            unknown |= shown["zoning"].isin([zoning, in_part]) & shown["territory_type"].isin(many)
    return shown.assign(**{name: shown[name].mask(unknown) for name in ("people_with", "share_people")})


def revitalisation_reading(territory: Territory, definition: str) -> str:
    """Say how many isolated communes and people are in FRR and FRR+, what ZRR had, and where the region stands."""
    opens = gettext("A class opens tax relief; it measures neither what is done with it nor what it changes.")
    if none_classed(territory, definition):
        return opens
    kind = focus(territory, definition)
    rows = {key: _row(territory, definition, key, kind) for key in ZONINGS}
    said = [
        no_isolated(territory, definition).strip(),
        _said_classed(rows, named(territory, kind)),
        _said_part(rows["frr_part"]),
        _said_plus(rows),
        _said_former(rows),
        _kept(rows["beneficiary"]),
        "" if _many_in_part(rows) else _said_rank(territory, definition, kind, rows["frr"]["share_communes"]),
        opens,
    ]
    return " ".join(text for text in said if text)


def _many_in_part(rows: dict[str, pd.Series]) -> bool:
    """Tell whether so many communes are classed in part that their people cannot stand for those of the zoning."""
    return bool(rows["frr_part"]["communes_with"] >= PART_THAT_COUNTS * rows["frr"]["communes_with"] > 0)


def _said_classed(rows: dict[str, pd.Series], communes: str) -> str:
    base = rows["frr"]
    told = {"communes": communes, "share": part(base["share_communes"]), "people": part(base["share_people"])}
    if not base["communes_with"]:
        return gettext("None of the {communes} is classed FRR or FRR+.", **told)
    if base["share_communes"] == 1 and not _many_in_part(rows):
        return gettext("All the {communes} are classed FRR or FRR+.", **told)
    if _many_in_part(rows):
        return gettext(
            "Of the {communes}, {share} are classed FRR or FRR+, wholly or in part: how many people live in the zoning is not "
            "known.",
            **told,
        )
    if pd.isna(base["share_people"]):
        return gettext("Of the {communes}, {share} are classed FRR or FRR+.", **told)
    return gettext("Of the {communes}, {share} are classed FRR or FRR+, where {people} of their people live.", **told)


def _said_plus(rows: dict[str, pd.Series]) -> str:
    if not rows["frr"]["communes_with"]:
        return ""
    share = rows["frr_plus"]["share_communes"]
    if share == 0:
        return gettext("None is FRR+ (the most fragile).")
    if share == 1:
        return gettext("All are FRR+ (the most fragile).")
    return gettext("{share} are FRR+ (the most fragile).", share=opening(part(share)))


def _said_part(row: pd.Series) -> str:
    if not row["communes_with"]:
        return ""
    return ngettext(
        "One of those classed is so in part only: not all of its people live in the zoning.",
        "{count} of those classed are so in part only: not all of their people live in the zoning.",
        row["communes_with"],
    )


def _said_former(rows: dict[str, pd.Series]) -> str:
    former, in_part = rows["zrr"], rows["zrr_part"]
    if in_part["communes_with"]:
        return gettext(
            "In 2021, {share} were in the former ZRR ({in_part} in part only).",
            share=part(former["share_communes"]),
            in_part=part(in_part["share_communes"]),
        )
    if former["share_communes"] == 0:
        return gettext("In 2021, none was in the former ZRR.")
    if former["share_communes"] == 1:
        return gettext("In 2021, all were in the former ZRR.")
    return gettext("In 2021, {share} were in the former ZRR.", share=part(former["share_communes"]))


def _said_rank(territory: Territory, definition: str, kind: str, share: float) -> str:
    where = {"territory_type": kind, "zoning": "frr"}
    place = ranked(values_of_peers(_peers, territory, definition, "share_communes", where=where), territory, kind)
    if not place or not 0 < share < 1:
        return ""
    return gettext("By the share classed, {place} is {rank}.", place=territory, rank=place)


def _peers(territory: Territory, definition: str) -> pd.DataFrame:
    """Return what is told of a territory, without the types of which no rank is: where many communes are classed in part."""
    table = words.of_enough(revitalised(territory, definition), territory, definition)
    held = table.pivot(index="territory_type", columns="zoning", values="communes_with")
    in_part = held[(held["frr"] > 0) & (held["frr_part"] >= PART_THAT_COUNTS * held["frr"])].index
    return table[~table["territory_type"].isin(in_part)]


def _kept(row: pd.Series) -> str:
    if not row["communes_with"]:
        return gettext("No commune keeps the effects of a former ZRR without being classed.")
    return ngettext(
        "{count} commune more keeps the effects of a former ZRR for a time without being classed.",
        "{count} communes more keep the effects of a former ZRR for a time without being classed.",
        row["communes_with"],
    )
