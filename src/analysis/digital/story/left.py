"""What the fifth notebook shows and says of the communes and people that fibre has left behind."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed
from analysis.digital.fixed import TYPE, last_fibre
from analysis.digital.story.fixed import last_year, shares
from analysis.digital.story.focus import focus, in_short, part
from analysis.digital.story.networks import line, networks, source_of
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext, gettext_noop
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import editions

COUNTED = {
    "share_communes_under_half": gettext_noop("Communes"),
    "share_people_under_half": gettext_noop("People"),
}


def _unknown(territory: Territory) -> str:
    return gettext("The coverage of the communes of {place} is not known.", place=territory)


def left_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of communes, and of people, where under half of premises are covered, since the first figures after the report."""
    kind = focus(territory, definition)
    shown = line()[1:]
    data = shares(territory, definition, shown)
    data = data[data[TYPE] == kind]
    if data.empty or data["share_communes_under_half"].isna().all():
        return _unknown(territory)
    long = data.melt(id_vars="network", value_vars=list(COUNTED), var_name="counted", value_name="share")
    long["counted"] = pd.Categorical(long["counted"].map(COUNTED), list(COUNTED.values()), ordered=True)
    last = data[data["network"] == networks()[last_fibre()]]
    which = in_short(territory, kind)
    if len(last):
        title = _under_half(last.iloc[0], which)
    else:
        title = gettext("Fibre in {year}: no figure is held for {communes}", year=last_year(), communes=which)
    return charts.bars(
        long,
        label="network",
        value="share",
        group="counted",
        percent=True,
        title=title,
        unit=_unit(territory, kind, which),
        source=source_of(shown),
        alt=gettext(
            "Bars of the share of communes and of people where under half of premises are covered, three dates. {title}.",
            title=title,
        ),
    )


def _unit(territory: Territory, kind: str, which: str) -> str:
    """Say what is drawn; the name of all communes of a place holds its own."""
    if kind == ISOLATED:
        return gettext(
            "{place}, {communes}: share where under half of premises are covered", place=territory, communes=which
        )
    return gettext("{communes}: share where under half of premises are covered", communes=which)


def _under_half(row: pd.Series, which: str) -> str:
    """Say where under half of premises are covered, in communes and people."""
    communes, people = row["share_communes_under_half"], row["share_people_under_half"]
    told = {"year": last_year(), "communes": which}
    if communes == 0:
        return gettext("Fibre declared in {year}: half of premises or more in all {communes}", **told)
    if row["share_communes_without"] == 1:
        return gettext("Fibre declared in {year}: none in any of the {communes}", **told)
    if communes == 1:
        return gettext("Fibre declared in {year}: under half of premises in all {communes}", **told)
    count = round(communes * row["communes"])
    told |= {"count": words.number(count), "all": words.number(row["communes"]), "share": _small(communes)}
    if pd.isna(people):
        if count < FEWEST_ISOLATED:
            return gettext("Fibre declared in {year}: under half of premises in {count} of {all} {communes}", **told)
        return gettext("Fibre declared in {year}: under half of premises in {share} of {communes}", **told)
    told["people"] = _small(people)
    if count < FEWEST_ISOLATED:
        return gettext(
            "Fibre declared in {year}: under half of premises in {count} of {all} {communes}, home to {people} of their people",
            **told,
        )
    return gettext(
        "Fibre declared in {year}: under half of premises in {share} of {communes}, home to {people} of their people",
        **told,
    )


def _small(share: float) -> str:
    """Write a share without decimals, but for one under a hundredth."""
    return part(share, 0 if share >= fixed.HALF / 50 else 1)


def left_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the communes and people with no covered premises, or under half."""
    data = shares(territory, definition, line())
    data = data[data[TYPE].isin([focus(territory, definition), ALL_COMMUNES])]
    if data.empty:
        return _unknown(territory)
    return tables.table(
        data.sort_values(["network", TYPE]),
        title=gettext("Communes and people left behind: {place}", place=territory),
        columns={
            "network": (gettext("Network"), "text"),
            TYPE: (gettext("Communes"), "text"),
            "communes": (gettext("Known"), "integer"),
            "share_communes_without": (gettext("None declared: of communes"), "percent"),
            "share_people_without": (gettext("None declared: of people"), "percent"),
            "share_communes_under_half": (gettext("Under half: of communes"), "percent"),
            "share_people_under_half": (gettext("Under half: of people"), "percent"),
        },
        source=source_of(line(), editions("population", "insee_populations")[-1]),
        strong=ISOLATED,
    )
