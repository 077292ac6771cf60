"""What the fifth notebook shows and says of networks: lines, fibre, mobile phones."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import charts, digital, maps, prose, tables
from analysis.digital import ALL, FIBRE_2017, FIBRE_2026, GIGABIT_2022, TYPE, VERY_HIGH_2017
from analysis.digital_networks import LINE, NETWORKS, THIRTY_2019, THIRTY_2022, source_of
from analysis.isolation import ISOLATED, classify
from analysis.statistics import rank
from analysis.style import Picture
from analysis.territory import Territory, france

MOBILE_SOURCE = "Source: ARCEP, Mon réseau mobile 2019; Observatoire des territoires, 2017-2019"
MAP_SOURCE = "Source: ARCEP, {what}; IGN, Admin Express 2025"
NOT_HELD = {"75056": "Paris", "69123": "Lyon", "13055": "Marseille"}
BREAKS = [0.25, 0.5, 0.75, 0.9, 0.95]


def focus(territory: Territory, definition: str) -> str:
    """Return the type to speak of: the isolated communes, or all of them where none is isolated."""
    return ISOLATED if classify(territory, definition)["isolated"].fillna(False).any() else ALL


def named(territory: Territory, kind: str) -> str:
    """Name the communes that a sentence is about."""
    return f"the isolated communes of {territory.name}" if kind == ISOLATED else f"the communes of {territory.name}"


def _row(table: pd.DataFrame, kind: str) -> pd.Series | None:
    found = table[table[TYPE] == kind]
    return found.iloc[0] if len(found) else None


def _shares(territory: Territory, definition: str, networks: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the coverage with the label of each network, in order."""
    table = digital.coverage(territory, definition, networks)
    labels = [NETWORKS[date, kind] for date, kind in zip(table["date"], table["class"])]
    return table.assign(network=pd.Categorical(labels, [NETWORKS[key] for key in networks], ordered=True))


def answer(territory: Territory, definition: str) -> str:
    """Say in two sentences what is covered, and whether the gap to France narrowed."""
    kind = focus(territory, definition)
    row = _row(digital.gap_change(territory, definition), kind)
    if row is None:
        return f"No fibre coverage is held for {territory.name}: nothing can be said of its lines."
    none = (
        f"No commune of {territory.name} is isolated under this definition: the figures are those of all its communes. "
    )
    place = named(territory, kind)
    first = (
        f"Fibre could be had by **{prose.percent(row['share_before'])}** of the homes and offices of {place} in September "
        f"2017 and by **{prose.percent(row['share_after'])}** in early 2026{_without(territory, kind)}."
    )
    return f"{'' if kind == ISOLATED else none}{first} {_said_gap(row)}"


def _without(territory: Territory, kind: str) -> str:
    left = [name for code, name in NOT_HELD.items() if code in set(territory.communes)] if kind == ALL else []
    return f" ({prose.listing(left)} left out, without a figure in 2026)" if left else ""


def _said_gap(row: pd.Series) -> str:
    before, after = row["gap_before"], row["gap_after"]
    ends = f"{prose.points(before)} in 2017, {prose.points(after)} in 2026"
    if before == 0 and after == 0:
        return "Being the whole country, they have no gap to it."
    if before >= 0 and after >= 0:
        return f"They are not behind: against all communes of France they stand at {ends}."
    if before >= 0 > after:
        return f"They were not behind and now are: against all communes of France, {ends}."
    if after >= 0:
        return f"The gap to all communes of France has closed: {ends}."
    narrowed = row["narrowed"]
    moved = "has narrowed but remains" if narrowed > 0.0005 else "has widened" if narrowed < -0.0005 else "is as it was"
    return f"The gap to all communes of France {moved}: {ends}."


def speeds_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the share of premises of each network by type, here and in France."""
    data = _shares(territory, definition, list(NETWORKS))
    if data.empty:
        return f"No coverage of fixed networks is held for {territory.name}."
    wide = data.pivot(index="network", columns=TYPE, values="share_premises")
    names = [name for name in data[TYPE].cat.categories if name in wide]
    wide = wide[names].reset_index()
    columns = {"network": ("Network", "text"), **{name: (name, "percent") for name in names}}
    if territory.kind != "france":
        whole = _shares(france(), definition, list(NETWORKS))
        whole = whole[whole[TYPE] == ALL].set_index("network")["share_premises"]
        wide["whole"] = wide["network"].astype("object").map(whole)
        columns["whole"] = ("All of France", "percent")
    return tables.table(
        wide,
        title=f"Homes and offices that can have it: {territory.name}",
        subtitle="Share of premises of the communes known at each date; different sources are not steps of one series",
        columns=columns,
        source=source_of(NETWORKS),
    )


def slow_reading(territory: Territory, definition: str) -> str:
    """Set the speeds of 30 Mbit/s side by side, with how each was counted."""
    data = _shares(territory, definition, [VERY_HIGH_2017, THIRTY_2019, THIRTY_2022])
    data = data[data[TYPE] == focus(territory, definition)].set_index(["date", "class"])["share_premises"]
    if not {VERY_HIGH_2017, THIRTY_2022} <= set(data.index):
        return ""
    return (
        f"At 30 Mbit/s, {named(territory, focus(territory, definition))} went from {prose.percent(data[VERY_HIGH_2017])} of premises "
        f"in 2017 to {prose.percent(data[THIRTY_2022])} in 2022, but the two figures are not one series: the last counts "
        "wireless access, which the first does not. The beta of 2019 is a third way of counting. The figures of fibre are one series."
    )


def fibre_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of premises with fibre by type from 2017 to 2026, with 1 Gbit/s in 2022 between."""
    data = digital.coverage(territory, definition, LINE, same_communes=True)
    row = _row(digital.gap_change(territory, definition), focus(territory, definition))
    if row is None:
        return f"No fibre coverage is held for {territory.name}: there is no line to draw."
    kept = data[data[TYPE] != ALL] if focus(territory, definition) == ISOLATED else data[data[TYPE] == ALL]
    kept = kept.astype({TYPE: "object"})
    kept.loc[kept[TYPE] == ALL, TYPE] = territory.name
    if territory.kind != "france":
        whole = digital.coverage(france(), definition, LINE, same_communes=True)
        kept = pd.concat([kept, whole[whole[TYPE] == ALL].astype({TYPE: "object"}).assign(**{TYPE: france().name})])
    kept = kept.assign(date=pd.to_datetime(kept["date"]))[[TYPE, "date", "class", "share_premises", "premises"]]
    place = "isolated communes" if focus(territory, definition) == ISOLATED else territory.name
    title = (
        f"Fibre in {place}: {prose.percent(row['share_before'], 0)} of premises in 2017, "
        f"{prose.percent(row['share_after'], 0)} in 2026"
    )
    return charts.lines(
        kept,
        x="date",
        y="share_premises",
        group=TYPE,
        percent=True,
        zero=True,
        shade=(2022.6, 2023.4, "1 Gbit/s"),
        title=title,
        unit=f"{territory.name}: homes and offices that can have fibre (December 2022: 1 Gbit/s, fibre or cable); Paris, Lyon "
        "and Marseille left out",
        source=source_of(LINE),
        alt=f"Lines of the share of premises with fibre by type of territory, 2017 to 2026, in {territory.name}. {title}.",
    )


def gap_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate fibre in 2017 and 2026, and the gap to France at both dates, by type."""
    data = digital.gap_change(territory, definition)
    if data.empty:
        return f"No fibre coverage is held for {territory.name} at two dates."
    return tables.table(
        data,
        title=f"Fibre and the gap to all communes of France: {territory.name}",
        subtitle="Communes with a figure at both dates (Paris, Lyon and Marseille have none in 2026)",
        columns={
            TYPE: ("Type", "text"),
            "communes": ("Communes", "integer"),
            "share_before": ("September 2017", "percent"),
            "share_after": ("Early 2026", "percent"),
            "gap_before": ("Gap in 2017", "points"),
            "gap_after": ("Gap in 2026", "points"),
            "narrowed": ("Narrowed by", "points"),
        },
        source=source_of([FIBRE_2017, FIBRE_2026]),
        strong=ISOLATED,
    )


def rank_reading(territory: Territory, definition: str) -> str:
    """Say the place of the territory among its peers for fibre in early 2026."""
    kind = focus(territory, definition)
    place = rank(digital.coverage, territory, definition, "share_premises", where={TYPE: kind}, networks=[FIBRE_2026])
    if place is None:
        return ""
    return f"By the share of premises with fibre in early 2026, {named(territory, kind)} are {prose.rank(place)}."


def left_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of communes, and of people, where under half of premises are covered, in 2018, 2022 and 2026."""
    kind = focus(territory, definition)
    data = _shares(territory, definition, LINE[1:])
    data = data[data[TYPE] == kind]
    if data.empty or data["share_communes_under_half"].isna().all():
        return f"The coverage of the communes of {territory.name} is not known."
    units = {"share_communes_under_half": "Communes", "share_people_under_half": "People"}
    long = data.melt(id_vars="network", value_vars=list(units), var_name="counted", value_name="share")
    long["counted"] = long["counted"].map(units)
    last = data[data["network"] == NETWORKS[FIBRE_2026]].iloc[0]
    which = "isolated communes" if kind == ISOLATED else f"communes of {territory.name}"
    title = f"Fibre in 2026: {_under_half(last, which)}"
    return charts.bars(
        long,
        label="network",
        value="share",
        group="counted",
        percent=True,
        title=title,
        unit=f"{territory.name}, {which}: share where under half of premises are covered",
        source=source_of(LINE[1:]),
        alt=f"Bars of the share of communes and of people where under half of premises are covered, three dates. {title}.",
    )


def _under_half(row: pd.Series, which: str) -> str:
    communes, people = row["share_communes_under_half"], row["share_people_under_half"]
    if communes == 0:
        return f"half of premises or more in all {which}"
    text = f"under half of premises in {_small(communes)} of {which}"
    return text if pd.isna(people) else f"{text}, home to {_small(people)} of their people"


def _small(share: float) -> str:
    if 0 < share < 0.001:
        return "under 0.1 %"
    return prose.percent(share, 0 if share == 0 or share >= 0.01 else 1)


def left_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the communes and people with no covered premises, or under half."""
    data = _shares(territory, definition, LINE)
    data = data[data[TYPE].isin([focus(territory, definition), ALL])]
    if data.empty:
        return f"The coverage of the communes of {territory.name} is not known."
    columns = {"network": ("Network", "text"), TYPE: ("Communes", "text"), "communes": ("Known", "integer")}
    for level, said in (("without", "None covered"), ("under_half", "Under half")):
        columns[f"share_communes_{level}"] = (f"{said}: of communes", "percent")
        columns[f"share_people_{level}"] = (f"{said}: of people", "percent")
    return tables.table(
        data.sort_values(["network", TYPE]),
        title=f"Communes and people left behind: {territory.name}",
        columns=columns,
        source=source_of(LINE) + "; INSEE, population 2023",
        strong=ISOLATED,
    )


def fibre_map(territory: Territory, *, network: tuple[str, str] = FIBRE_2026) -> Picture | str:
    """Map the share of premises covered in each commune."""
    data = digital.fixed_by_commune(territory, "zau", [network])[["commune", "share_covered", "weight"]]
    if data.empty:
        return f"No coverage of the communes of {territory.name} is held: there is no map."
    low, none = (data["share_covered"] < digital.HALF).sum(), (data["share_covered"] == 0).sum()
    said = "fibre in early 2026" if network == FIBRE_2026 else "1 Gbit/s in December 2022"
    short = "Fibre, 2026" if network == FIBRE_2026 else "1 Gbit/s, 2022"
    title = f"{short}: half of premises or more in every commune"
    if low:
        where = "1 commune" if low == 1 else f"{low:,} communes"
        title = f"{short}: under half of premises in {where}, none in {none:,}"
    return maps.communes(
        territory,
        data,
        value="share_covered",
        breaks=BREAKS,
        percent=True,
        unit=f"premises that can have {said.split(' in ')[0]}",
        title=title,
        source=MAP_SOURCE.format(what="déploiements 2026" if network == FIBRE_2026 else "Ma connexion internet 2022"),
        alt=f"Map of the communes of {territory.name} by the share of premises with {said}. {title}.",
    )


def gigabit_map(territory: Territory) -> Picture | str:
    """Map the share of premises at 1 Gbit/s or more in December 2022."""
    return fibre_map(territory, network=GIGABIT_2022)
