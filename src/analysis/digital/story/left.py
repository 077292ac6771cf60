"""What the fifth notebook shows and says of the communes and people that fibre has left behind."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.digital import fixed
from analysis.digital.fixed import TYPE, last_fibre
from analysis.digital.story.fixed import last_year, shares
from analysis.digital.story.focus import focus, part
from analysis.digital.story.networks import line, networks, source_of
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import editions


def left_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of communes, and of people, where under half of premises are covered, since the first figures after the report."""
    kind = focus(territory, definition)
    shown = line()[1:]
    data = shares(territory, definition, shown)
    data = data[data[TYPE] == kind]
    if data.empty or data["share_communes_under_half"].isna().all():
        return f"The coverage of the communes of {territory.name} is not known."
    units = {"share_communes_under_half": "Communes", "share_people_under_half": "People"}
    long = data.melt(id_vars="network", value_vars=list(units), var_name="counted", value_name="share")
    long["counted"] = long["counted"].map(units)
    last = data[data["network"] == networks()[last_fibre()]]
    which = "isolated communes" if kind == ISOLATED else f"communes of {territory.name}"
    found = _under_half(last.iloc[0], which) if len(last) else f"no figure is held for {which}"
    title = f"Fibre in {last_year()}: {found}"
    return charts.bars(
        long,
        label="network",
        value="share",
        group="counted",
        percent=True,
        title=title,
        unit=f"{territory.name}, {which}: share where under half of premises are covered",
        source=source_of(shown),
        alt=f"Bars of the share of communes and of people where under half of premises are covered, three dates. {title}.",
    )


def _under_half(row: pd.Series, which: str) -> str:
    communes, people = row["share_communes_under_half"], row["share_people_under_half"]
    if communes == 0:
        return f"half of premises or more in all {which}"
    if communes == 1:
        return f"under half of premises in all {which}"
    count = round(communes * row["communes"])
    few = count < FEWEST_ISOLATED
    share = f"{count} of {words.number(row['communes'])}" if few else f"{_small(communes)} of"
    text = f"under half of premises in {share} {which}"
    return text if pd.isna(people) else f"{text}, home to {_small(people)} of their people"


def _small(share: float) -> str:
    """Write a share without decimals, but for one under a hundredth."""
    return part(share, 0 if share >= fixed.HALF / 50 else 1)


def left_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the communes and people with no covered premises, or under half."""
    data = shares(territory, definition, line())
    data = data[data[TYPE].isin([focus(territory, definition), ALL_COMMUNES])]
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
        source=source_of(line(), editions("population", "insee_populations")[-1]),
        strong=ISOLATED,
    )
