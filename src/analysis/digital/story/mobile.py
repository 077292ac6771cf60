"""What the fifth notebook shows and says of mobile networks."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.digital import mobile, untold
from analysis.digital.fixed import TYPE
from analysis.digital.story.fixed import listed
from analysis.digital.story.focus import LEAST, focus, named, part
from analysis.drawing import Picture, charts
from analysis.geography import FEWEST_ISOLATED, geography_year
from analysis.language import gettext, gettext_noop, ngettext
from analysis.territories import ISOLATED, Territory, france
from analysis.words import source_line, vintage_years

# Best and worst are those of each commune: no operator has these shares.
OPERATORS = {
    "best": gettext_noop("The one that covers most in each commune"),
    "worst": gettext_noop("The one that covers least in each commune"),
}


def _measured(territory: Territory) -> Territory:
    """Return the place that the files tell of: the country is told without its overseas."""
    return Territory.parse("FRM") if territory.kind == "france" else territory


def _absent(territory: Territory) -> str:
    return gettext(
        "No mobile coverage by commune, {year}, is held for {place}.", year=vintage_years("mobile"), place=territory
    )


def mobile_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the area covered in 4G by the best and the worst operator, by type."""
    data = mobile.mobile(territory, definition)
    data = data[data["network"] == "4G"] if len(data) else data
    if data.empty:
        return _absent(territory)
    kind = focus(territory, definition)
    here = data[data[TYPE] == kind].set_index("operator")["share_area"]
    if here.isna().all() or here.empty:
        return _absent(territory)
    data = words.of_enough(data, territory, definition)
    data = data.assign(who=pd.Categorical(data["operator"].map(OPERATORS), list(OPERATORS.values()), ordered=True))
    told = {
        "worst": part(here["worst"], 0),
        "best": part(here["best"], 0),
        "year": vintage_years("mobile"),
        "place": _measured(territory),
    }
    if kind == ISOLATED:
        title = gettext(
            "4G, commune by commune: the operator that covers least reaches {worst} of the area of isolated communes, the one that "
            "covers most {best} ({year})",
            **told,
        )
    else:
        title = gettext(
            "4G, commune by commune: the operator that covers least reaches {worst} of the area, the one that covers most {best} "
            "({year})",
            **told,
        )
    return charts.bars(
        data.sort_values([TYPE, "who"]),
        label=TYPE,
        value="share_area",
        group="who",
        percent=True,
        title=title,
        unit=_unit(territory, definition, told),
        source=source_line("mobile"),
        alt=gettext(
            "Bars of the area covered in 4G by the best and worst operator of each commune by type in {place}. {title}.",
            title=title,
            **told,
        ),
    )


def _unit(territory: Territory, definition: str, told: dict) -> str:
    told = told | {
        "left": words.left_small(territory, definition),
        "missing": listed(untold.without_mobile_figure(territory)),
    }
    if told["missing"]:
        return gettext("{place} without {missing}: share of area covered in 4G, {year}{left}", **told)
    return gettext("{place}: share of area covered in 4G, {year}{left}", **told)


def mobile_reading(territory: Territory, definition: str) -> str:
    """Give the communes and people where even the best operator covers under 90 % of the area, beside France."""
    kind = focus(territory, definition)
    rows = {}
    for place in dict.fromkeys([territory] if territory.is_national else [territory, france()]):
        data = mobile.mobile(place, definition)
        if data.empty:
            return _absent(place)
        found = data[(data[TYPE] == kind) & (data["network"] == "4G") & (data["operator"] == "best")]
        if len(found):
            rows[place] = found.iloc[0]
    if territory not in rows:
        return _absent(territory)
    said = [_poor_here(rows[territory], named(_measured(territory), kind))]
    if france() in rows and not territory.is_national:
        said.append(_poor_there(rows[france()], kind))
    said.append(gettext("Where nobody lives counts as much as where people do: this is area, not people."))
    return " ".join(said)


def _poor_here(row: pd.Series, communes: str) -> str:
    told = {"share": part(row["share_communes_poor"]), "people": part(row["share_people_poor"]), "communes": communes}
    if not row["share_people_poor"] > 0:
        return gettext(
            "Even the operator that covers most of a commune leaves more than a tenth of its area uncovered in {share} of the "
            "{communes}.",
            **told,
        )
    return gettext(
        "Even the operator that covers most of a commune leaves more than a tenth of its area uncovered in {share} of the "
        "{communes}, with {people} of their people.",
        **told,
    )


def _poor_there(row: pd.Series, kind: str) -> str:
    told = {"share": part(row["share_communes_poor"]), "people": part(row["share_people_poor"])}
    if kind == ISOLATED:
        return gettext(
            "In metropolitan France, the same is true of {share} of isolated communes, with {people} of their people.",
            **told,
        )
    return gettext("In metropolitan France, the same is true of {share} of communes, with {people} of people.", **told)


def _absent_by_epci(territory: Territory) -> str:
    return gettext("No 4G coverage by EPCI is held for {place} at two dates.", place=territory)


def mobile_change_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the area covered in 4G by two operators or more at each date, by how isolated the EPCI is."""
    data = mobile.mobile_change(territory, definition)
    if data.empty or data["date"].nunique() < 2:
        return _absent_by_epci(territory)
    groups = data["group"].astype("object")
    most = _most_isolated(groups)
    data = data.assign(
        group=pd.Categorical(groups, [name for name in mobile.EPCI_GROUPS if name in set(groups)], ordered=True),
        when=pd.to_datetime(data["date"]),
    )
    several = groups.nunique() > 1
    told = _change_told(data[groups == most].set_index("date")["share_area"])
    many = int(data.loc[groups == most, "epcis"].max()) if several else 0
    title = _change_title(several, many, told)
    return charts.lines(
        data,
        x="when",
        y="share_area",
        group="group",
        percent=True,
        highlight=most if several else None,
        title=title,
        unit=gettext(
            "{place}: share of area covered in 4G by two operators or more; EPCI that still exist, with their communes of {year}, by "
            "the people in isolated communes",
            place=_measured(territory),
            year=geography_year(),
        ),
        source=source_line("mobile_epci"),
        alt=gettext(
            "Lines of the area covered in 4G by two operators in EPCI of {place}, {first_year} to {last_year}. {title}.",
            place=_measured(territory),
            title=title,
            **told,
        ),
    )


def _change_told(ends: pd.Series) -> dict[str, str]:
    return {
        "first": part(ends.iloc[0], 0),
        "first_year": ends.index[0][:4],
        "last": part(ends.iloc[-1], 0),
        "last_year": ends.index[-1][:4],
    }


def _change_title(several: bool, many: int, told: dict[str, str]) -> str:
    """Say the area at both dates; of few EPCI their number."""
    if not several:
        return gettext("4G by two operators: {first} of the area in {first_year}, {last} in {last_year}", **told)
    if many >= FEWEST_ISOLATED:
        return gettext(
            "4G by two operators in the EPCI with most people isolated: {first} of the area in {first_year}, {last} in "
            "{last_year}",
            **told,
        )
    return ngettext(
        "4G by two operators in the one EPCI with most people isolated: {first} of the area in {first_year}, {last} in "
        "{last_year}",
        "4G by two operators in the {count} EPCI with most people isolated: {first} of the area in {first_year}, {last} in "
        "{last_year}",
        many,
        **told,
    )


def _most_isolated(groups: pd.Series) -> str:
    return next(name for name in mobile.EPCI_GROUPS[::-1] if name in set(groups))


def mobile_change_reading(territory: Territory, definition: str) -> str:
    """Say whether the most isolated EPCI came nearer to those without isolated communes."""
    data = mobile.mobile_change(territory, definition)
    if data.empty:
        return _absent_by_epci(territory)
    data = data.assign(group=data["group"].astype("object"))
    groups = set(data["group"])
    if len(groups) < 2 or mobile.EPCI_GROUPS[0] not in groups:
        return gettext(
            "No comparison is possible in {place} between EPCI without any isolated commune and EPCI with some.",
            place=territory,
        )
    most = _most_isolated(data["group"])
    counts = data.groupby("group")["epcis"].max()
    with_, without = int(counts[most]), int(counts[mobile.EPCI_GROUPS[0]])
    if min(with_, without) < FEWEST_ISOLATED:
        return gettext(
            "Of {place}, {with_} EPCI with most people isolated and {without} without any isolated commune are held: too few to tell "
            "of a gap between them.",
            with_=with_,
            without=without,
            place=_measured(territory),
        )
    wide = data.pivot(index="date", columns="group", values="share_area")
    gap = wide[most] - wide[mobile.EPCI_GROUPS[0]]
    told = {
        "place": _measured(territory),
        "before": words.points(gap.iloc[0]),
        "first": words.month(gap.index[0]),
        "after": words.points(gap.iloc[-1]),
        "last": words.month(gap.index[-1]),
    }
    return _said_change(mobile.gap_change(territory, definition, most), told, behind=gap.iloc[-1] < 0)


def _said_change(change: tuple[float, float, float], told: dict, *, behind: bool) -> str:
    """Choose the verb by the interval of the change of the gap; without one there is none."""
    if pd.isna(change[1]):
        return gettext(
            "The gap of the most isolated EPCI of {place} to those without any isolated commune was {before} in {first} and "
            "{after} in {last}. Whether it changed is not told, for no interval can be computed.",
            **told,
        )
    bounds = words.bounds(told["place"], change[1], change[2], words.points)
    told = told | {"change": words.points(change[0]), "bounds": bounds}
    if behind:
        down = gettext(
            "The most isolated EPCI of {place} fell further behind those without any isolated commune: {before} in {first}, "
            "{after} in {last} (change of {change}, 95 % interval {bounds}).",
            **told,
        )
    else:
        down = gettext(
            "The most isolated EPCI of {place} lost ground to those without any isolated commune: {before} in {first}, {after} in "
            "{last} (change of {change}, 95 % interval {bounds}).",
            **told,
        )
    return words.moved(
        *change,
        up=gettext(
            "The most isolated EPCI of {place} gained on those without any isolated commune: {before} in {first}, {after} in "
            "{last} (change of {change}, 95 % interval {bounds}).",
            **told,
        ),
        down=down,
        unclear=gettext(
            "The most isolated EPCI of {place} did not clearly come nearer to those without any isolated commune: {before} in "
            "{first}, {after} in {last} (change of {change}, 95 % interval {bounds}).",
            **told,
        ),
        margin=LEAST,
    )
