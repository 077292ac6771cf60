"""What the fifth notebook shows and says of mobile networks."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.digital import mobile
from analysis.digital.fixed import TYPE
from analysis.digital.story.focus import LEAST, focus, named, part
from analysis.drawing import Picture, charts
from analysis.geography import FEWEST_ISOLATED
from analysis.territories import ISOLATED, Territory, france
from analysis.words import source_line, vintage_years

OPERATORS = {"best": "Best operator", "worst": "Worst operator"}


def _absent(territory: Territory) -> str:
    return f"No mobile coverage by commune, {vintage_years('mobile')}, is held for {territory.name}."


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
    where = "of the area of isolated communes" if kind == ISOLATED else "of the area"
    title = (
        f"4G: the worst operator covers {part(here['worst'], 0)} {where}, the best "
        f"{part(here['best'], 0)} ({vintage_years('mobile')})"
    )
    return charts.bars(
        data.sort_values([TYPE, "who"]),
        label=TYPE,
        value="share_area",
        group="who",
        percent=True,
        title=title,
        unit=f"{territory.name}: share of area covered in 4G, {vintage_years('mobile')}{words.left_small(territory, definition)}",
        source=source_line("mobile"),
        alt=f"Bars of the area covered in 4G by the best and worst operator by type in {territory.name}. {title}.",
    )


def mobile_reading(territory: Territory, definition: str) -> str:
    """Give the communes and people where the worst operator covers under 90 % of the area, beside France."""
    kind = focus(territory, definition)
    parts = []
    for place in [territory] if territory.is_national else [territory, france()]:
        data = mobile.mobile(place, definition)
        if data.empty:
            return _absent(place)
        found = data[(data[TYPE] == kind) & (data["network"] == "4G") & (data["operator"] == "best")]
        if len(found):
            row = found.iloc[0]
            parts.append(
                f"in {part(row['share_communes_poor'])} of {named(place, kind)}"
                + (f" ({part(row['share_people_poor'])} of their people)" if row["share_people_poor"] > 0 else "")
            )
    if not parts:
        return _absent(territory)
    return (
        f"Even the best operator leaves more than a tenth of the area uncovered {words.listing(parts)}. Where nobody lives "
        "counts as much as where people do: this is area, not people."
    )


def mobile_change_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the area covered in 4G by two operators or more at each date, by how isolated the EPCI is."""
    data = mobile.mobile_change(territory, definition)
    if data.empty or data["date"].nunique() < 2:
        return f"No 4G coverage by EPCI is held for {territory.name} at two dates."
    data = data.assign(group=data["group"].astype("object"))
    most = _most_isolated(data)
    ends = data[data["group"] == most].set_index("date")["share_area"]
    many = int(data.loc[data["group"] == most, "epcis"].max())
    how_many = "EPCI" if many >= FEWEST_ISOLATED else "one EPCI" if many == 1 else f"{many} EPCI"
    where = f" in the {how_many} with most people isolated" if data["group"].nunique() > 1 else ""
    first, last = ends.index[0][:4], ends.index[-1][:4]
    title = f"4G by two operators{where}: {part(ends.iloc[0], 0)} of the area in {first}, {part(ends.iloc[-1], 0)} in {last}"
    return charts.lines(
        data.assign(when=pd.to_datetime(data["date"])),
        x="when",
        y="share_area",
        group="group",
        percent=True,
        highlight=most if where else None,
        title=title,
        unit=f"{territory.name}: share of area covered in 4G by two operators or more, EPCI by the people in isolated communes",
        source=source_line("mobile_epci"),
        alt=f"Lines of the area covered in 4G by two operators in EPCI of {territory.name}, {first} to {last}. {title}.",
    )


def _most_isolated(data: pd.DataFrame) -> str:
    return next(name for name in mobile.EPCI_GROUPS[::-1] if name in set(data["group"]))


def mobile_change_reading(territory: Territory, definition: str) -> str:
    """Say whether the most isolated EPCI came nearer to those without isolated communes."""
    data = mobile.mobile_change(territory, definition)
    data = data.assign(group=data["group"].astype("object"))
    groups = set(data["group"])
    if len(groups) < 2 or mobile.EPCI_GROUPS[0] not in groups:
        return (
            f"The EPCI of {territory.name} do not divide into some without any isolated commune and some with isolated people, or "
            "have no figure: there is no gap between them to follow."
        )
    most = _most_isolated(data)
    wide = data.pivot(index="date", columns="group", values="share_area")
    gap = wide[most] - wide[mobile.EPCI_GROUPS[0]]
    first, last = words.month(gap.index[0]), words.month(gap.index[-1])
    ends = f"{words.points(gap.iloc[0])} in {first}, {words.points(gap.iloc[-1])} in {last}"
    counts = data.groupby("group")["epcis"].max()
    if min(few := [int(counts[most]), int(counts[mobile.EPCI_GROUPS[0]])]) < FEWEST_ISOLATED:
        return (
            f"Of {territory.name}, {few[0]} EPCI with most people isolated and {few[1]} without any isolated commune are held: too "
            f"few for a verdict on the gap between them ({ends})."
        )
    change = mobile.gap_change(territory, definition, most)
    moved = words.moved(
        *change,
        up="gained on",
        down="fell further behind" if gap.iloc[-1] < 0 else "lost ground to",
        unclear="did not clearly come nearer to",
        margin=LEAST,
    )
    bounds = words.bounds(territory, change[1], change[2], words.points)
    known = f" (change {words.points(change[0])}, 95 % interval {bounds})" if pd.notna(change[1]) else ""
    return f"The most isolated EPCI of {territory.name} {moved} those without any isolated commune: {ends}{known}."
