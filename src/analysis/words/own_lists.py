"""What is said of a list of communes of one's own before the first answer: that it is no official place, and what was carried."""

from __future__ import annotations

from analysis import geography
from analysis.language import gettext, ngettext
from analysis.territories import CalledOtherwise, Carried, CommuneList, Definition, Territory
from analysis.words.numbers import listing

MOST_TOLD = 10


def of_territory(territory: Territory) -> str:
    """Say that a territory is a list of somebody's own, of how many communes; nothing of an official one."""
    if not territory.own:
        return ""
    said = ngettext(
        "**A territory of one’s own.** {place:The} is the list of {count} commune of the file `{file}`, and no official territory: "
        "it has no rank among others, and what is held by official territory alone is not told.",
        "**A territory of one’s own.** {place:The} is the list of {count} communes of the file `{file}`, and no official "
        "territory: it has no rank among others, and what is held by official territory alone is not told.",
        len(territory.own.communes),
        place=territory,
        file=territory.own.file.name.replace("`", "'"),
    )
    return " ".join([said, *told_of(territory.own)])


def of_definition(chosen: Definition) -> str:
    """Say that "isolated" is by a list of somebody's own, of how many communes; nothing of an official definition."""
    if not chosen.own:
        return ""
    said = ngettext(
        "**A list of one’s own for “isolated”.** {count} commune of the file `{file}` is called isolated, by no official class; "
        "every other commune of France is not, so that the isolated communes of France are those of the list.",
        "**A list of one’s own for “isolated”.** {count} communes of the file `{file}` are called isolated, by no official "
        "class; every other commune of France is not, so that the isolated communes of France are those of the list.",
        len(chosen.own.communes),
        file=chosen.own.file.name.replace("`", "'"),
    )
    return " ".join([said, *told_of(chosen.own)])


def told_of(own: CommuneList) -> list[str]:
    """Say which codes of a list were former ones or arrondissements, which had lost their zero, and which it calls otherwise."""
    told = []
    parts = [one for one in own.carried if one.is_arrondissement]
    former = [one for one in own.carried if one not in parts]
    if former:
        told.append(
            gettext(
                "Former codes are carried to the communes of {year}: {codes}.",
                year=geography.geography_year(),
                codes=_first([_carried(one) for one in former]),
            )
        )
    if parts:
        told.append(
            gettext("Arrondissements stand for their city: {codes}.", codes=_first([_carried(one) for one in parts]))
        )
    if own.mended:
        told.append(
            ngettext(
                "{count} code had lost its leading zero, and got it back.",
                "{count} codes had lost their leading zero, and got it back.",
                len(own.mended),
            )
        )
    if own.otherwise:
        told.append(
            ngettext(
                "{count} code is that of a commune with another name than in the file (a postcode is no INSEE code): {names}.",
                "{count} codes are those of communes with other names than in the file (a postcode is no INSEE code): {names}.",
                len(own.otherwise),
                names=_first([_otherwise(one) for one in own.otherwise]),
            )
        )
    return told


def _first(named: list[str]) -> str:
    """Write a list, of a long one the first and how many more there are."""
    more = len(named) - MOST_TOLD
    return listing([*named[:MOST_TOLD], *([ngettext("{count} more", "{count} more", more)] if more > 0 else [])])


def _otherwise(one: CalledOtherwise) -> str:
    """Write a code, the commune that has it, and what the file calls it."""
    told = {"code": one.code, "line": one.line, "name": one.name, "called": one.called}
    return gettext("{code} (line {line}) is {name}, not {called}", **told)


def _carried(one: Carried) -> str:
    """Write a former code, where it stands and what holds it today."""
    return gettext("{former} (line {line}) to {present}", former=one.typed, line=one.line, present=listing(one.present))
