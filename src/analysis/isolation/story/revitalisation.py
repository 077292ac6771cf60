"""What the first notebook shows and says of FRR and ZRR: how far the State's zonings and the definitions of isolated agree."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import services, words
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED, latest_year
from analysis.isolation.revitalisation import by_extent
from analysis.isolation.story.wording import share, share_format
from analysis.language import gettext, pgettext
from analysis.territories import Territory, own_definition
from analysis.words import editions, few_isolated, source_line


def _wide(territory: Territory) -> pd.DataFrame:
    """Return one row for each definition, shares left out where too few communes are isolated."""
    table = services.revitalised_by_definition(territory, own_definition())
    measured = ["share_communes", "share_people", "share_of_zoning"]
    wide = table.pivot(index=["definition", "label", "isolated"], columns="zoning", values=measured)
    wide.columns = [f"{name}_{zoning}" for name, zoning in wide.columns]
    order = table["definition"].drop_duplicates()
    wide = wide.reset_index().merge(by_extent(territory, own_definition()).drop(columns="isolated"), on="definition")
    shares = [name for name in wide if name.startswith("share_")]
    enough = wide["isolated"] >= FEWEST_ISOLATED
    wide = wide.assign(**{name: wide[name].where(enough) for name in shares})
    return wide.set_index("definition").loc[order].reset_index()


def zonings_table(territory: Territory) -> GT:
    """Tabulate, for each definition, the isolated communes and people in FRR and ZRR, and how much of FRR is isolated."""
    table = _wide(territory)
    return tables.table(
        table,
        title=gettext("Isolated communes and the zonings of revitalisation: {place}", place=territory),
        subtitle=gettext(
            "FRR (FRR+ among them) of July 2025, ZRR of 2021; without a heading that tells them apart, communes classed whole "
            "and in part; population {year}; no share of fewer than {floor} communes",
            year=latest_year(),
            floor=FEWEST_ISOLATED,
        ),
        columns={
            "label": (gettext("Definition"), "text"),
            "isolated": (gettext("Isolated communes"), "integer"),
            "share_whole": (gettext("wholly in FRR"), share_format(table["share_whole"])),
            "share_part": (gettext("partly in FRR"), share_format(table["share_part"])),
            "share_people_frr": (gettext("people of both"), share_format(table["share_people_frr"])),
            "share_communes_frr_plus": (gettext("in FRR+"), share_format(table["share_communes_frr_plus"])),
            "share_communes_zrr": (gettext("in ZRR before"), share_format(table["share_communes_zrr"])),
            "share_of_zoning_frr": (gettext("of FRR communes, isolated"), share_format(table["share_of_zoning_frr"])),
        },
        source=source_line("revitalisation", *editions("communes", "anct_zrr"), "communes_2015"),
    )


def zonings_reading(territory: Territory, key: str) -> str:
    """Say how far FRR and the definition in use overlap, both ways, and what is classed in part alone."""
    counts = by_extent(territory, own_definition()).set_index("definition").loc[key]
    zoned = _zoned(counts, territory)
    few = few_isolated(territory, key)
    if few:
        return f"{few} {zoned}"
    if not counts["whole"] + counts["part"]:
        return zoned
    row = _wide(territory).set_index("definition").loc[key]
    told = {
        "place": territory,
        "whole": _of_all(row["share_whole"]),
        "part": share(row["share_part"]),
        "former": _of_all(row["share_communes_zrr"]),
    }
    if row["share_part"] > 0:
        overlap = gettext(
            "Of the isolated communes of {place}, {whole} are classed wholly in FRR or FRR+ and {part} in part ({former} were in "
            "ZRR in 2021, whole or in part).",
            **told,
        )
    else:
        overlap = gettext(
            "Of the isolated communes of {place}, {whole} are classed in FRR or FRR+, none of them in part alone ({former} were "
            "in ZRR in 2021, whole or in part).",
            **told,
        )
    back = gettext(
        "The other way round, {share} of the FRR communes, whole or in part, are isolated.",
        share=share(row["share_of_zoning_frr"]),
    )
    return f"{overlap} {back} {_other_lines(counts, territory)}"


def _of_all(value: float) -> str:
    """Write a share of communes, all and none of them in words.

    Examples
    --------
    >>> _of_all(1.0), _of_all(0.0), _of_all(0.874)
    ('all', 'none', '87.4 %')
    """
    if value == 1:
        return pgettext("communes", "all")
    return pgettext("communes", "none") if value == 0 else share(value)


def _other_lines(counts: pd.Series, territory: Territory) -> str:
    """Say that the zoning is drawn by other lines than isolation; where every commune is classed, that it tells none apart."""
    if counts["whole"] + counts["part"] == len(territory.communes):
        return gettext(
            "As every commune of {place} is classed, the zoning does not tell isolated communes from the others there.",
            place=territory,
        )
    return gettext(
        "The zoning looks at density, income and loss of people, by groups of communes: it follows other lines than isolation "
        "does."
    )


def _zoned(counts: pd.Series, territory: Territory) -> str:
    """Count the communes of a territory that are classed FRR, those in part apart."""
    told = {
        "place": territory,
        "whole": words.number(counts["whole"]),
        "part": words.number(counts["part"]),
    }
    if not counts["whole"] + counts["part"]:
        return gettext("No commune of {place} is classed FRR, isolated or not.", **told)
    if not counts["part"]:
        return gettext("Communes of {place} classed FRR or FRR+, isolated or not: {whole}.", **told)
    return gettext(
        "Communes of {place} classed FRR or FRR+, isolated or not: {whole} wholly, {part} in part.",
        **told,
    )
