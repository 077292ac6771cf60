"""What the fifth notebook shows and says of fibre from place to place: beside its peers, and on the map."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.digital import fixed, intervals
from analysis.digital.fixed import TYPE, last_fibre, last_gigabit
from analysis.digital.story.focus import focus, named, part
from analysis.digital.story.networks import served, source_of
from analysis.drawing import Picture, maps
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext
from analysis.statistics import values_of_peers
from analysis.territories import ISOLATED, Territory

BREAKS = [0.25, 0.5, 0.75, 0.9, 0.95]


def rank_reading(territory: Territory, definition: str) -> str:
    """Set fibre today beside the median of the peers, as far as its interval tells."""
    kind = focus(territory, definition)
    peers = values_of_peers(_fibre_today, territory, definition, "share_premises", where={TYPE: kind})
    own = peers.loc[peers["code"] == territory.code, "value"].dropna()
    share, low, high = intervals.share_interval(territory, definition, kind)
    # Where every commune has one value, resampling them tells nothing of what else might be.
    told = len(own) and high > low
    beside = words.beside_median(share, low, high, peers["value"], territory.kind) if told else ""
    if beside and intervals.says_nothing(low, high, peers["value"].median()):
        return _varies(territory, kind, share, peers["value"].dropna())
    if not beside:
        return gettext(
            "By its fibre {place} is not ranked: it has too few peers, no figure, or no interval.", place=territory
        )
    said = gettext(
        "In the figures served in {month}, the share of premises declared with fibre in the {communes} is {beside}: {share} (95 % interval {bounds}).",
        month=served(),
        communes=named(territory, kind),
        beside=beside,
        share=part(share),
        bounds=words.interval(low, high),
    )
    if kind != ISOLATED:
        return said
    compared = gettext(
        "Only the {peers} with {floor} isolated communes or more are compared.",
        peers=words.plural(territory.kind),
        floor=FEWEST_ISOLATED,
    )
    return f"{said} {compared}"


def _varies(territory: Territory, kind: str, share: float, peers: pd.Series) -> str:
    """Give a share and the median of its peers where the interval of the share is too wide to say more."""
    return gettext(
        "In the figures served in {month}, the share of premises declared with fibre in the {communes} is {share}, and the median of {count} {peers} "
        "{median}. It varies too much between {areas} to say more.",
        month=served(),
        communes=named(territory, kind),
        share=part(share),
        count=len(peers),
        peers=words.plural(territory.kind),
        median=part(peers.median()),
        areas=words.resampled(territory),
    )


def _fibre_today(territory: Territory, definition: str) -> pd.DataFrame:
    return words.of_enough(fixed.coverage(territory, definition, [last_fibre()]), territory, definition)


def fibre_map(territory: Territory, *, network: tuple[str, str] | None = None) -> Picture | str:
    """Map the share of premises covered in each commune, by fibre today or by another network."""
    network = network or last_fibre()
    data = fixed.fixed_by_commune(territory, "zau", [network])[["commune", "share_covered", "weight"]]
    if data.empty:
        return gettext("No coverage of the communes of {place} is held: there is no map.", place=territory)
    told = {"network": _capital(network), "year": network[0][:4]}
    title = _map_title(data["share_covered"], told)
    if network[1] == "fibre":
        unit = gettext("premises declared able to have fibre, figures served in {month}", month=served())
    else:
        unit = gettext("premises that can have 1 Gbit/s")
    return maps.communes(
        territory,
        data,
        value="share_covered",
        breaks=BREAKS,
        percent=True,
        unit=unit,
        title=title,
        source=source_of([network], "outlines"),
        alt=gettext("Map of the communes of {place}: {unit}. {title}.", place=territory, unit=unit, title=title),
    )


def _capital(network: tuple[str, str]) -> str:
    """Name a network to open a title."""
    return gettext("Fibre") if network[1] == "fibre" else gettext("1 Gbit/s")


def _map_title(covered: pd.Series, told: dict[str, str]) -> str:
    low, none = int((covered < fixed.HALF).sum()), int((covered == 0).sum())
    if none == len(covered):
        return gettext("{network}, {year}: none declared in any commune", **told)
    if not low:
        return gettext("{network}, {year}: half of premises or more in every commune", **told)
    told = told | {"communes": words.communes(low), "none": words.number(none)}
    if not none:
        return gettext("{network}, {year}: under half of premises in {communes}", **told)
    return gettext(
        "{network}, {year}: under half of premises in {communes}, no premises declared in {none} of them", **told
    )


def gigabit_map(territory: Territory) -> Picture | str:
    """Map the share of premises at 1 Gbit/s or more at the last test."""
    return fibre_map(territory, network=last_gigabit())
