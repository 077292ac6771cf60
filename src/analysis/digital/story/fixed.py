"""What the fifth notebook shows and says of fixed lines: speeds, fibre, and the gap to the country."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed, untold
from analysis.digital.fixed import FIBRE_2017, TYPE, VERY_HIGH_2017, last_fibre, last_gigabit
from analysis.digital.story.focus import focus, named, part
from analysis.digital.story.networks import THIRTY_2019, last_thirty, line, networks, source_of
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
    names = untold.without_figure(territory, last_fibre())
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
        "missing": left_out(territory if territory.is_national else france()),
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
    return tables.table(
        data.assign(gap_moved=data["gap_after"] - data["gap_before"]),
        title=gettext("Fibre and the gap to all communes of France: {place}", place=territory),
        subtitle=_gap_subtitle(territory, definition),
        columns={
            TYPE: (gettext("Type"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_before": (words.month(FIBRE_2017[0]).capitalize(), "percent"),
            "share_after": (words.month(last_fibre()[0]).capitalize(), "percent"),
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
