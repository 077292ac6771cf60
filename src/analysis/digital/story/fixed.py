"""What the fifth notebook shows and says of fixed lines: speeds, fibre, and the gap to the country."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed, untold
from analysis.digital.fixed import FIBRE_2017, TYPE, VERY_HIGH_2017, last_fibre, last_gigabit
from analysis.digital.story.focus import focus, named, part
from analysis.digital.story.networks import THIRTY_2019, last_thirty, line, networks, served, source_of
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france, label_of

FEW_NAMES = 3  # communes left out that are named; more are counted


def row_of(table: pd.DataFrame, kind: str) -> pd.Series | None:
    """Return the row of a type of territory, or None where the table has none."""
    found = table[table[TYPE] == kind]
    return found.iloc[0] if len(found) else None


def shares(territory: Territory, definition: str, wanted: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the coverage with the label of each network, in order."""
    table, said = fixed.coverage(territory, definition, wanted), networks()
    labels = [said[date, kind] for date, kind in zip(table["date"], table["class"])]
    return table.assign(network=pd.Categorical(labels, [said[key] for key in wanted], ordered=True))


def first_year() -> str:
    """Return the year of the first figures of fibre that are told."""
    return FIBRE_2017[0][:4]


def last_year() -> str:
    """Return the year of fibre today."""
    return last_fibre()[0][:4]


def left_out(territory: Territory) -> str:
    """Name the communes without a figure of fibre today, or count them; an empty text where none is."""
    return listed(untold.without_figure(territory, last_fibre()))


def listed(names: list[str]) -> str:
    """Name communes in order, or count them where they are many; an empty text where there is none."""
    return words.listing(sorted(names)) if 0 < len(names) <= FEW_NAMES else words.communes(len(names)) if names else ""


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
        subtitle=_speeds_subtitle(territory, definition),
        columns=columns,
        source=source_of(shown),
    )


def _speeds_subtitle(territory: Territory, definition: str) -> str:
    """Say that a date has its own communes: its shares are not those of the communes known at two."""
    told = {"missing": left_out(france()), "left": words.left_small(territory, definition)}
    if not told["missing"]:
        return gettext(
            "Share of premises; each date counts the communes known at it; different sources are not steps of one series{left}",
            **told,
        )
    return gettext(
        "Share of premises; each date counts the communes known at it, the newest fibre without {missing}; different sources are "
        "not steps of one series{left}",
        **told,
    )


def slow_reading(territory: Territory, definition: str) -> str:
    """Set the speeds of 30 Mbit/s side by side, with how each was counted, and the premises that fibre was counted on."""
    last, kind = last_thirty(), focus(territory, definition)
    data = shares(territory, definition, [VERY_HIGH_2017, THIRTY_2019, last])
    data = data[data[TYPE] == kind].set_index(["date", "class"])["share_premises"]
    told = {"communes": named(territory, kind), "first_year": VERY_HIGH_2017[0][:4], "last_year": last[0][:4]}
    if not {VERY_HIGH_2017, last} <= set(data.dropna().index):
        slow = gettext(
            "The lines of 30 Mbit/s of the {communes} are not held both for {first_year} and for {last_year}.", **told
        )
        return f"{slow} {_two_counts(territory, definition)}".rstrip()
    slow = gettext(
        "At 30 Mbit/s, {first} of the premises of the {communes} were counted in {first_year} and {last} in {last_year}. The two "
        "figures are not one series: the last counts wireless access, which the first does not. The beta of {beta} is a third "
        "way of counting.",
        first=part(data[VERY_HIGH_2017]),
        last=part(data[last]),
        beta=THIRTY_2019[0][:4],
        **told,
    )
    return f"{slow} {_two_counts(territory, definition)}".rstrip()


def _two_counts(territory: Territory, definition: str) -> str:
    """Say how the premises that fibre was counted on changed in the same communes; an empty text where no two are held."""
    row = row_of(fixed.change(territory, definition), focus(territory, definition))
    if row is None or not row["premises_before"] > 0:
        return ""
    return gettext(
        "The figures of fibre stand on two counts of premises: in the same communes, {before} in the file of {first} and {after} in "
        "that of {counted}, which weighs the shares of {last} ({change}). The count itself was renewed in between, and no interval "
        "covers this.",
        before=words.number(row["premises_before"]),
        first=words.month(FIBRE_2017[0]),
        after=words.number(row["premises_after"]),
        last=last_year(),
        counted=words.month(fixed.last_network("1000_mbps", known="premises")[0]),
        change=words.signed_percent(row["premises_after"] / row["premises_before"] - 1),
    )


def fibre_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of premises with fibre by type from the report to today, with 1 Gbit/s between."""
    kind = focus(territory, definition)
    row = row_of(fixed.gap_change(territory, definition), kind)
    if row is None:
        return gettext("No fibre coverage is held for {place}: there is no line to draw.", place=territory)
    told = {
        "before": part(row["share_before"], 0),
        "first": first_year(),
        "after": part(row["share_after"], 0),
        "last": last_year(),
        "place": territory,
    }
    if kind == ISOLATED:
        title = gettext(
            "Fibre declared in isolated communes: {before} of the premises in {first}, {after} in {last}", **told
        )
    else:
        title = _title_of_all(told, left_out(territory))
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


def _title_of_all(told: dict, missing: str) -> str:
    """Say of all communes of a place what the line says: of those known at each of its dates."""
    if missing:
        return gettext(
            "Fibre declared in {place} without {missing}: {before} of the premises in {first}, {after} in {last}",
            missing=missing,
            **told,
        )
    return gettext("Fibre declared in {place}: {before} of the premises in {first}, {after} in {last}", **told)


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
        "served": served(),
        "missing": left_out(territory if territory.is_national else france()),
        "left": words.left_small(territory, definition),
    }
    if not told["missing"]:
        return gettext(
            "{place}: homes and offices that can have fibre ({month}: 1 Gbit/s, fibre or cable; last: served in {served}){left}",
            **told,
        )
    return gettext(
        "{place}: homes and offices that can have fibre ({month}: 1 Gbit/s, fibre or cable; last: served in {served}); "
        "{missing} left out{left}",
        **told,
    )


def gap_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate fibre at the report's time and today, and the gap to France at both dates, by type."""
    data = words.of_enough(fixed.gap_change(territory, definition), territory, definition)
    if data.empty:
        return gettext("No fibre coverage is held for {place} at two dates.", place=territory)
    return tables.table(
        data.assign(gap_moved=data["gap_after"] - data["gap_before"]),
        title=gettext("Fibre and the gap to all communes of France: {place}", place=territory),
        subtitle=_gap_subtitle(territory, definition),
        columns={
            TYPE: (gettext("Type"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_before": (words.month(FIBRE_2017[0]).capitalize(), "percent"),
            "share_after": (gettext("Served in {month}", month=served()), "percent"),
            "gap_before": (gettext("Gap in {year}", year=first_year()), "points"),
            "gap_after": (gettext("Gap in {year}", year=last_year()), "points"),
            "gap_moved": (gettext("Change of the gap"), "points"),
        },
        source=source_of([FIBRE_2017, last_fibre()]),
        strong=ISOLATED,
    )


def _gap_subtitle(territory: Territory, definition: str) -> str:
    """Say of which communes the gap is, and the shares of France that it is from: not those of all communes of a date."""
    whole = row_of(fixed.change(france(), definition), ALL_COMMUNES)
    told = {
        "missing": left_out(territory),
        "country": left_out(france()),
        "first": first_year(),
        "year": last_year(),
        "before": part(whole["share_before"]),
        "after": part(whole["share_after"]),
        "left": words.left_small(territory, definition),
    }
    if told["missing"]:
        return gettext(
            "Communes with a figure at both dates (without one in {year}: {missing}), of France too: {before} of premises in {first}, "
            "{after} in {year}; the gap is to these{left}",
            **told,
        )
    if told["country"]:
        return gettext(
            "Communes with a figure at both dates, of France too, so without {country}: {before} of premises in {first}, {after} in "
            "{year}; the gap is to these{left}",
            **told,
        )
    return gettext(
        "Communes with a figure at both dates, of France too: {before} of premises in {first}, {after} in {year}; the gap is to "
        "these{left}",
        **told,
    )
