"""What the fifth notebook shows and says of fixed lines: speeds, fibre, and the gap to the country."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed, intervals, untold
from analysis.digital.fixed import FIBRE_2017, TYPE, VERY_HIGH_2017, last_fibre, last_gigabit
from analysis.digital.story.focus import LEAST, focus, named, no_isolated, part
from analysis.digital.story.networks import THIRTY_2019, last_thirty, line, networks, source_of
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext, ngettext
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france, label_of

FEW_NAMES = 3  # communes left out that are named; more are counted


def _row(table: pd.DataFrame, kind: str) -> pd.Series | None:
    found = table[table[TYPE] == kind]
    return found.iloc[0] if len(found) else None


def shares(territory: Territory, definition: str, wanted: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the coverage with the label of each network, in order."""
    table, said = fixed.coverage(territory, definition, wanted), networks()
    labels = [said[date, kind] for date, kind in zip(table["date"], table["class"])]
    return table.assign(network=pd.Categorical(labels, [said[key] for key in wanted], ordered=True))


def _first_year() -> str:
    return FIBRE_2017[0][:4]


def last_year() -> str:
    """Return the year of fibre today."""
    return last_fibre()[0][:4]


def answer(territory: Territory, definition: str) -> str:
    """Say what is covered, and whether the gap to France narrowed."""
    kind = focus(territory, definition)
    row = _row(fixed.gap_change(territory, definition), kind)
    if row is None:
        return gettext("No fibre coverage is held for {place}: nothing can be said of its lines.", place=territory)
    first = gettext(
        "As operators declare it, fibre could be had by **{before}** of the homes and offices of the {communes} in {first} and by "
        "**{after}** in {last}.",
        before=part(row["share_before"]),
        after=part(row["share_after"]),
        communes=named(territory, kind),
        first=words.month(FIBRE_2017[0]),
        last=words.month(last_fibre()[0]),
    )
    change = intervals.gap_change_interval(territory, definition, kind)
    # Where nothing is declared today, a gap to the country would be told of what may only be undeclared.
    gap = _said_gap(row, change, territory) if row["share_after"] else ""
    said = [first, _undeclared(territory, definition, kind), gap, _without(territory, kind, gap)]
    return no_isolated(territory, definition) + " ".join(text for text in said if text)


def _undeclared(territory: Territory, definition: str, kind: str) -> str:
    """Say how many communes are declared with none today, and what the share would be without them."""
    none, share = untold.apart_from_none(territory, definition, kind)
    told = {"none": words.communes(none), "share": part(share)}
    if not none:
        return ""
    if pd.isna(share):
        return gettext(
            "No commune is declared with any: whether it is missing or not declared, the file does not tell."
        )
    return ngettext(
        "For {none} they declare none: whether it is missing there or not declared, the file does not tell. Without it, the share is "
        "{share}.",
        "For {none} they declare none: whether it is missing there or not declared, the file does not tell. Without these, the share "
        "is {share}.",
        none,
        **told,
    )


def _without(territory: Territory, kind: str, gap: str) -> str:
    """Name the communes without a figure: here where all communes are spoken of, and in the country that a gap is set against."""
    here = _left_out(territory) if kind == ALL_COMMUNES else ""
    country = _left_out(territory if territory.is_national else france()) if gap else ""
    if country and country != here:
        told = {"year": last_year(), "left": here, "country": country}
        if here:
            return gettext("Left out, without a figure in {year}: {left}; in France, {country}.", **told)
        return gettext("Left out of the figures of France, without one in {year}: {country}.", **told)
    return gettext("Left out, without a figure in {year}: {left}.", year=last_year(), left=here) if here else ""


def _left_out(territory: Territory) -> str:
    """Name the communes without a figure of fibre today, or count them; an empty text where none is."""
    names = untold.without_figure(territory, last_fibre())
    return words.listing(sorted(names)) if 0 < len(names) <= FEW_NAMES else words.communes(len(names)) if names else ""


def _said_gap(row: pd.Series, change: tuple[float, float, float], territory: Territory) -> str:
    """Tell the gap to all communes of France at both dates, its verb chosen by the interval of its change."""
    before, after = row["gap_before"], row["gap_after"]
    if before == 0 and after == 0:
        return gettext("Being the whole country, they have no gap to it.")
    told = {"ends": _ends(before, after, change, territory)}
    if before >= 0 and after >= 0:
        return gettext("They are not behind: against all communes of France they stand at {ends}.", **told)
    if pd.isna(change[1]):
        return gettext(
            "Their gap to all communes of France: {ends}. Whether it changed is not told, for no interval can be computed.",
            **told,
        )
    if not words.direction(*change, margin=LEAST):
        return gettext("The gap to all communes of France did not clearly change: {ends}.", **told)
    if before >= 0:
        return gettext("They were not behind and now are: against all communes of France, {ends}.", **told)
    if after >= 0:
        return gettext("The gap to all communes of France has closed: {ends}.", **told)
    return words.moved(
        *change,
        up=gettext("The gap to all communes of France has narrowed but remains: {ends}.", **told),
        down=gettext("The gap to all communes of France has widened: {ends}.", **told),
        margin=LEAST,
    )


def _ends(before: float, after: float, change: tuple[float, float, float], territory: Territory) -> str:
    """Write a gap at both dates, with the interval of its change where there is one."""
    told = {
        "before": words.points(before),
        "first": _first_year(),
        "after": words.points(after),
        "last": last_year(),
    }
    if pd.isna(change[1]):
        return gettext("{before} in {first}, {after} in {last}", **told)
    return gettext(
        "{before} in {first}, {after} in {last} (change of {change}, 95 % interval {bounds})",
        change=words.points(change[0]),
        bounds=words.bounds(territory, *change[1:], words.points),
        **told,
    )


def speeds_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the share of premises of each network by type, here and in France."""
    shown = list(networks())
    data = words.of_enough(shares(territory, definition, shown), territory, definition)
    if data.empty:
        return gettext("No coverage of fixed networks is held for {place}.", place=territory)
    wide = data.pivot(index="network", columns=TYPE, values="share_premises")
    names = [name for name in data[TYPE].cat.categories if name in wide]
    wide = wide[names].reset_index()
    columns = {"network": (gettext("Network"), "text"), **{name: (label_of(name), "percent") for name in names}}
    if territory.kind != "france":
        whole = shares(france(), definition, shown)
        whole = whole[whole[TYPE] == ALL_COMMUNES].set_index("network")["share_premises"]
        wide["whole"] = wide["network"].astype("object").map(whole)
        columns["whole"] = (gettext("All of France"), "percent")
    return tables.table(
        wide,
        title=gettext("Homes and offices that can have it: {place}", place=territory),
        subtitle=gettext(
            "Share of premises of the communes known at each date; different sources are not steps of one series{left}",
            left=words.left_small(territory, definition),
        ),
        columns=columns,
        source=source_of(shown),
    )


def slow_reading(territory: Territory, definition: str) -> str:
    """Set the speeds of 30 Mbit/s side by side, with how each was counted."""
    last, kind = last_thirty(), focus(territory, definition)
    data = shares(territory, definition, [VERY_HIGH_2017, THIRTY_2019, last])
    data = data[data[TYPE] == kind].set_index(["date", "class"])["share_premises"]
    told = {"communes": named(territory, kind), "first_year": VERY_HIGH_2017[0][:4], "last_year": last[0][:4]}
    if not {VERY_HIGH_2017, last} <= set(data.dropna().index):
        return gettext(
            "The lines of 30 Mbit/s of the {communes} are not held both for {first_year} and for {last_year}.", **told
        )
    return gettext(
        "At 30 Mbit/s, {first} of the premises of the {communes} were counted in {first_year} and {last} in {last_year}. The two "
        "figures are not one series: the last counts wireless access, which the first does not. The beta of {beta} is a third "
        "way of counting. The figures of fibre are one series.",
        first=part(data[VERY_HIGH_2017]),
        last=part(data[last]),
        beta=THIRTY_2019[0][:4],
        **told,
    )


def fibre_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of premises with fibre by type from the report to today, with 1 Gbit/s between."""
    kind = focus(territory, definition)
    row = _row(fixed.gap_change(territory, definition), kind)
    if row is None:
        return gettext("No fibre coverage is held for {place}: there is no line to draw.", place=territory)
    told = {
        "before": part(row["share_before"], 0),
        "first": _first_year(),
        "after": part(row["share_after"], 0),
        "last": last_year(),
        "place": territory,
    }
    if kind == ISOLATED:
        title = gettext(
            "Fibre declared in isolated communes: {before} of the premises in {first}, {after} in {last}", **told
        )
    else:
        title = gettext("Fibre declared in {place}: {before} of the premises in {first}, {after} in {last}", **told)
    tested = pd.Timestamp(last_gigabit()[0])
    middle = tested.year + tested.day_of_year / 365.25
    return charts.lines(
        _fibre_lines(territory, definition, kind),
        x="date",
        y="share_premises",
        group=TYPE,
        percent=True,
        zero=True,
        shade=(middle - 0.4, middle + 0.4, "1 Gbit/s"),
        title=title,
        unit=_fibre_unit(territory, definition),
        source=source_of(line()),
        alt=gettext(
            "Lines of the share of premises with fibre by type of territory, {first} to {last}, in {place}. {title}.",
            title=title,
            **told,
        ),
    )


def _fibre_lines(territory: Territory, definition: str, kind: str) -> pd.DataFrame:
    """Return the lines to draw: the types with enough communes, or all communes, and the country."""
    data = fixed.coverage(territory, definition, line(), same_communes=True)
    kept = data[data[TYPE] != ALL_COMMUNES] if kind == ISOLATED else data[data[TYPE] == ALL_COMMUNES]
    kept = words.of_enough(kept, territory, definition).astype({TYPE: "object"})
    kept.loc[kept[TYPE] == ALL_COMMUNES, TYPE] = territory.name
    if territory.kind != "france":
        whole = fixed.coverage(france(), definition, line(), same_communes=True)
        whole = whole[whole[TYPE] == ALL_COMMUNES].astype({TYPE: "object"}).assign(**{TYPE: france().name})
        kept = pd.concat([kept, whole])
    return kept.assign(date=pd.to_datetime(kept["date"]))[[TYPE, "date", "class", "share_premises", "premises"]]


def _fibre_unit(territory: Territory, definition: str) -> str:
    # The line of the country is drawn beside: what it leaves out is said of it.
    told = {
        "place": territory,
        "month": words.month(last_gigabit()[0]),
        "missing": _left_out(territory if territory.is_national else france()),
        "left": words.left_small(territory, definition),
    }
    if not told["missing"]:
        return gettext(
            "{place}: homes and offices that can have fibre ({month}: 1 Gbit/s, fibre or cable){left}", **told
        )
    return gettext(
        "{place}: homes and offices that can have fibre ({month}: 1 Gbit/s, fibre or cable); {missing} left out{left}",
        **told,
    )


def gap_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate fibre at the report's time and today, and the gap to France at both dates, by type."""
    data = words.of_enough(fixed.gap_change(territory, definition), territory, definition)
    if data.empty:
        return gettext("No fibre coverage is held for {place} at two dates.", place=territory)
    told = {"missing": _left_out(territory), "year": last_year(), "left": words.left_small(territory, definition)}
    if told["missing"]:
        subtitle = gettext("Communes with a figure at both dates (without one in {year}: {missing}){left}", **told)
    else:
        subtitle = gettext("Communes with a figure at both dates{left}", **told)
    return tables.table(
        data,
        title=gettext("Fibre and the gap to all communes of France: {place}", place=territory),
        subtitle=subtitle,
        columns={
            TYPE: (gettext("Type"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_before": (words.month(FIBRE_2017[0]).capitalize(), "percent"),
            "share_after": (words.month(last_fibre()[0]).capitalize(), "percent"),
            "gap_before": (gettext("Gap in {year}", year=_first_year()), "points"),
            "gap_after": (gettext("Gap in {year}", year=last_year()), "points"),
            "narrowed": (gettext("Narrowed by"), "points"),
        },
        source=source_of([FIBRE_2017, last_fibre()]),
        strong=ISOLATED,
    )
