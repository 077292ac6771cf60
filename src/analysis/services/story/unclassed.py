"""What the fourth notebook says where no commune is in a zoning of revitalisation: on what ground that stands overseas."""

from __future__ import annotations

from analysis import snapshot, words
from analysis.language import gettext
from analysis.services.revitalisation import revitalised
from analysis.territories import ALL_COMMUNES, OVERSEAS_REGIONS, Territory, regions


def none_classed(territory: Territory, definition: str) -> bool:
    """Tell whether no commune of a territory, isolated or not, is in FRR or was in ZRR."""
    table = revitalised(territory, definition)
    held = table[(table["territory_type"] == ALL_COMMUNES) & table["zoning"].isin(["frr", "zrr"])]
    return not held["communes_with"].any()


def said_none(territory: Territory, definition: str) -> str:
    """Say that no commune is in either zoning, and of a territory overseas that this does not tell how it fares."""
    none = gettext("No commune of {place} is classed FRR, nor was any in ZRR in 2021.", place=territory)
    where = snapshot.load("communes", territory, columns=["commune", "region"])["region"]
    if not where.isin(OVERSEAS_REGIONS).all():
        return none
    alike = [place.name for place in regions() if place.code in OVERSEAS_REGIONS and none_classed(place, definition)]
    if not alike:
        return none
    overseas = gettext(
        "These zonings do not class communes of every region overseas (none in {regions}): that none is classed does not "
        "say that they are well.",
        regions=words.listing(alike),
    )
    return f"{none} {overseas}"
