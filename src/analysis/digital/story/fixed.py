"""What the fifth notebook shows and says of networks: lines, fibre, mobile phones."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed, intervals
from analysis.digital.fixed import FIBRE_2017, TYPE, VERY_HIGH_2017, last_fibre, last_gigabit
from analysis.digital.story.focus import LEAST, focus, named, no_isolated, part
from analysis.digital.story.networks import THIRTY_2019, last_thirty, line, networks, source_of
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.statistics import values_of_peers
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france, label_of

FEW_NAMES = 3  # communes left out that are named; more are counted
BREAKS = [0.25, 0.5, 0.75, 0.9, 0.95]


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
    """Say in two sentences what is covered, and whether the gap to France narrowed."""
    kind = focus(territory, definition)
    row = _row(fixed.gap_change(territory, definition), kind)
    if row is None:
        return f"No fibre coverage is held for {territory.name}: nothing can be said of its lines."
    first = (
        f"Fibre could be had by **{part(row['share_before'])}** of the homes and offices of {named(territory, kind)} in "
        f"{words.month(FIBRE_2017[0])} and by **{part(row['share_after'])}** in {words.month(last_fibre()[0])}"
        f"{_without(territory, kind)}."
    )
    change = intervals.gap_change_interval(territory, definition, kind)
    return f"{no_isolated(territory, definition)}{first} {_said_gap(row, change, territory)}"


def _without(territory: Territory, kind: str) -> str:
    left = _left_out(territory) if kind == ALL_COMMUNES else ""
    return f" ({left} left out, without a figure in {last_year()})" if left else ""


def _left_out(territory: Territory) -> str:
    """Name the communes without a figure of fibre today, or count them; an empty text where none is."""
    names = fixed.without_figure(territory, last_fibre())
    return words.listing(sorted(names)) if 0 < len(names) <= FEW_NAMES else words.communes(len(names)) if names else ""


def _said_gap(row: pd.Series, change: tuple[float, float, float], territory: Territory) -> str:
    """Tell the gap to all communes of France at both dates, its verb chosen by the interval of its change."""
    before, after = row["gap_before"], row["gap_after"]
    ends = f"{words.points(before)} in {_first_year()}, {words.points(after)} in {last_year()}"
    if before == 0 and after == 0:
        return "Being the whole country, they have no gap to it."
    if pd.notna(change[1]):
        bounds = words.bounds(territory, *change[1:], words.points)
        ends += f" (change of {words.points(change[0])}, 95 % interval {bounds})"
    way = words.direction(*change, margin=LEAST)
    if before >= 0 and after >= 0:
        return f"They are not behind: against all communes of France they stand at {ends}."
    if not way:
        return f"The gap to all communes of France did not clearly change: {ends}."
    if before >= 0:
        return f"They were not behind and now are: against all communes of France, {ends}."
    if after >= 0:
        return f"The gap to all communes of France has closed: {ends}."
    moved = words.moved(*change, up="has narrowed but remains", down="has widened", margin=LEAST)
    return f"The gap to all communes of France {moved}: {ends}."


def speeds_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the share of premises of each network by type, here and in France."""
    shown = list(networks())
    data = words.of_enough(shares(territory, definition, shown), territory, definition)
    if data.empty:
        return f"No coverage of fixed networks is held for {territory.name}."
    wide = data.pivot(index="network", columns=TYPE, values="share_premises")
    names = [name for name in data[TYPE].cat.categories if name in wide]
    wide = wide[names].reset_index()
    columns = {"network": ("Network", "text"), **{name: (label_of(name), "percent") for name in names}}
    if territory.kind != "france":
        whole = shares(france(), definition, shown)
        whole = whole[whole[TYPE] == ALL_COMMUNES].set_index("network")["share_premises"]
        wide["whole"] = wide["network"].astype("object").map(whole)
        columns["whole"] = ("All of France", "percent")
    return tables.table(
        wide,
        title=f"Homes and offices that can have it: {territory.name}",
        subtitle="Share of premises of the communes known at each date; different sources are not steps of one series"
        f"{words.left_small(territory, definition)}",
        columns=columns,
        source=source_of(shown),
    )


def slow_reading(territory: Territory, definition: str) -> str:
    """Set the speeds of 30 Mbit/s side by side, with how each was counted."""
    last = last_thirty()
    data = shares(territory, definition, [VERY_HIGH_2017, THIRTY_2019, last])
    data = data[data[TYPE] == focus(territory, definition)].set_index(["date", "class"])["share_premises"]
    place = named(territory, focus(territory, definition))
    if not {VERY_HIGH_2017, last} <= set(data.dropna().index):
        return f"The lines of 30 Mbit/s of {place} are not held both for {VERY_HIGH_2017[0][:4]} and for {last[0][:4]}."
    return (
        f"At 30 Mbit/s, {part(data[VERY_HIGH_2017])} of the premises of {place} were counted in {VERY_HIGH_2017[0][:4]} and "
        f"{part(data[last])} in {last[0][:4]}, but the two figures are not one series: the last counts wireless access, which the "
        f"first does not. The beta of {THIRTY_2019[0][:4]} is a third way of counting. The figures of fibre are one series."
    )


def fibre_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of premises with fibre by type from the report to today, with 1 Gbit/s between."""
    data = fixed.coverage(territory, definition, line(), same_communes=True)
    row = _row(fixed.gap_change(territory, definition), focus(territory, definition))
    if row is None:
        return f"No fibre coverage is held for {territory.name}: there is no line to draw."
    kept = (
        data[data[TYPE] != ALL_COMMUNES]
        if focus(territory, definition) == ISOLATED
        else data[data[TYPE] == ALL_COMMUNES]
    )
    kept = words.of_enough(kept, territory, definition).astype({TYPE: "object"})
    kept.loc[kept[TYPE] == ALL_COMMUNES, TYPE] = territory.name
    if territory.kind != "france":
        whole = fixed.coverage(france(), definition, line(), same_communes=True)
        kept = pd.concat(
            [kept, whole[whole[TYPE] == ALL_COMMUNES].astype({TYPE: "object"}).assign(**{TYPE: france().name})]
        )
    kept = kept.assign(date=pd.to_datetime(kept["date"]))[[TYPE, "date", "class", "share_premises", "premises"]]
    place = "isolated communes" if focus(territory, definition) == ISOLATED else territory.name
    title = (
        f"Fibre in {place}: {part(row['share_before'], 0)} of the premises in {_first_year()}, {part(row['share_after'], 0)} in "
        f"{last_year()}"
    )
    missing = _left_out(territory if territory.is_national else france())
    tested = last_gigabit()[0]
    middle = pd.Timestamp(tested).year + pd.Timestamp(tested).day_of_year / 365.25
    return charts.lines(
        kept,
        x="date",
        y="share_premises",
        group=TYPE,
        percent=True,
        zero=True,
        shade=(middle - 0.4, middle + 0.4, "1 Gbit/s"),
        title=title,
        unit=f"{territory.name}: homes and offices that can have fibre ({words.month(tested)}: 1 Gbit/s, fibre or cable)"
        f"{f'; {missing} left out' if missing else ''}{words.left_small(territory, definition)}",
        source=source_of(line()),
        alt=f"Lines of the share of premises with fibre by type of territory, {_first_year()} to {last_year()}, in {territory.name}. {title}.",
    )


def gap_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate fibre at the report's time and today, and the gap to France at both dates, by type."""
    data = words.of_enough(fixed.gap_change(territory, definition), territory, definition)
    if data.empty:
        return f"No fibre coverage is held for {territory.name} at two dates."
    missing = _left_out(territory)
    return tables.table(
        data,
        title=f"Fibre and the gap to all communes of France: {territory.name}",
        subtitle=f"Communes with a figure at both dates{f' (without one in {last_year()}: {missing})' if missing else ''}"
        f"{words.left_small(territory, definition)}",
        columns={
            TYPE: ("Type", "text"),
            "communes": ("Communes", "integer"),
            "share_before": (words.month(FIBRE_2017[0]), "percent"),
            "share_after": (words.month(last_fibre()[0]), "percent"),
            "gap_before": (f"Gap in {_first_year()}", "points"),
            "gap_after": (f"Gap in {last_year()}", "points"),
            "narrowed": ("Narrowed by", "points"),
        },
        source=source_of([FIBRE_2017, last_fibre()]),
        strong=ISOLATED,
    )


def rank_reading(territory: Territory, definition: str) -> str:
    """Say the place of the territory among its peers for fibre today."""
    kind = focus(territory, definition)
    peers = values_of_peers(_fibre_today, territory, definition, "share_premises", where={TYPE: kind})
    own = peers.loc[peers["code"] == territory.code, "value"].dropna()
    if own.empty:
        return f"By its fibre {territory.name} is not ranked: it has no peers, or no figure."
    return (
        f"By the share of premises with fibre in {words.month(last_fibre()[0])}, {named(territory, kind)} are "
        f"{words.place_among(own.iloc[0], peers['value'], territory.kind, _only_enough(kind))}."
    )


def _only_enough(kind: str) -> str:
    """Say which peers are ranked."""
    return f" with {FEWEST_ISOLATED} isolated communes or more" if kind == ISOLATED else ""


def _fibre_today(territory: Territory, definition: str) -> pd.DataFrame:
    return words.of_enough(fixed.coverage(territory, definition, [last_fibre()]), territory, definition)


def fibre_map(territory: Territory, *, network: tuple[str, str] | None = None) -> Picture | str:
    """Map the share of premises covered in each commune, by fibre today or by another network."""
    network = network or last_fibre()
    data = fixed.fixed_by_commune(territory, "zau", [network])[["commune", "share_covered", "weight"]]
    if data.empty:
        return f"No coverage of the communes of {territory.name} is held: there is no map."
    low, none = int((data["share_covered"] < fixed.HALF).sum()), int((data["share_covered"] == 0).sum())
    what = "fibre" if network[1] == "fibre" else "1 Gbit/s"
    short = f"{what[0].upper()}{what[1:]}, {network[0][:4]}"
    title = f"{short}: half of premises or more in every commune"
    if low:
        title = f"{short}: under half of premises in {words.communes(low)}{f', none in {none:,}' if none else ''}"
    return maps.communes(
        territory,
        data,
        value="share_covered",
        breaks=BREAKS,
        percent=True,
        unit=f"premises that can have {what}",
        title=title,
        source=source_of([network], "outlines"),
        alt=f"Map of the communes of {territory.name} by the share of premises with {what} in {words.month(network[0])}. {title}.",
    )


def gigabit_map(territory: Territory) -> Picture | str:
    """Map the share of premises at 1 Gbit/s or more at the last test."""
    return fibre_map(territory, network=last_gigabit())
