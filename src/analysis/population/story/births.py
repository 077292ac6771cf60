"""What the second notebook shows and says of births: full counts a year, which are no balance."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import tables
from analysis.language import gettext
from analysis.population import yearly
from analysis.population.balances import last_death_year
from analysis.population.story.wording import few_areas, spread, untold, with_areas
from analysis.statistics import impossible
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated, of_enough, source_line

# Two counts of fewer births differ by a sixth or more by chance alone, in one year out of ten or so.
FEWEST_BIRTHS = 200
MEASURED = ("change", "low", "high")


def births_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate births in the first and the last year held by type, and their change with its interval."""
    data = yearly.births_by_type(territory, definition)
    if data.empty:
        return gettext("Births by commune of {place} are not held.", place=territory)
    data = of_enough(data, territory, definition)
    if data.empty:
        return untold(territory, definition, gettext("Births are not set side by side: no type has ten communes here."))
    first, last = yearly.birth_years()
    ends = data[data["year"] == last].set_index("territory_type", drop=False)
    ends["before"] = data[data["year"] == first].set_index("territory_type")["births"]
    ends, left = with_areas(ends.reset_index(drop=True), territory, definition, MEASURED)
    enough = ends[["before", "births"]].min(axis=1) >= FEWEST_BIRTHS
    return tables.table(
        ends.assign(**{name: ends[name].where(enough) for name in MEASURED}),
        title=gettext(
            "Births in {place} by type of territory, {first} and {last}", place=territory, first=first, last=last
        ),
        subtitle=gettext(
            "Bounds of the change: 95 % interval by resampling; no change of fewer than {floor} births{left}",
            floor=FEWEST_BIRTHS,
            left=left,
        ),
        columns={
            "territory_type": (gettext("Type"), "text"),
            "before": (gettext("Births {year}", year=first), "integer"),
            "births": (gettext("Births {year}", year=last), "integer"),
            "change": (gettext("Change"), "signed_percent"),
            "low": (gettext("from"), "signed_percent"),
            "high": (gettext("to"), "signed_percent"),
        },
        source=source_line("births"),
    )


def births_reading(territory: Territory, definition: str) -> str:
    """Say how the births of isolated communes moved, of France where few are isolated, and that no balance is made of them."""
    few = few_isolated(territory, definition)
    if few and territory != france():
        return f"{few} {births_reading(france(), definition)}"
    unknown = gettext(
        "Deaths by commune are not held after {year}: no natural balance can be made of the births since then.",
        year=last_death_year(),
    )
    data = yearly.births_by_type(territory, definition)
    data = data[data["territory_type"] == ISOLATED].set_index("year")
    first, last = yearly.birth_years()
    if few or not {first, last} <= set(data.index):
        missing = few or gettext("Births in isolated communes of {place} are not held.", place=territory)
        return f"{missing} {unknown}"
    return f"{_births_told(data.loc[last], data.loc[first, 'births'], territory, definition)} {unknown}"


def _births_told(row: pd.Series, before: float, territory: Territory, definition: str) -> str:
    """Say which way births went, by their interval; their numbers alone where these are small or the areas few."""
    first, last = yearly.birth_years()
    told = {
        "place": territory,
        "first": first,
        "last": last,
        "before": words.number(before),
        "after": words.number(row["births"]),
    }
    if min(before, row["births"]) < FEWEST_BIRTHS:
        return gettext(
            "In isolated communes of {place} {before} births were counted in {first} and {after} in {last}. Under {floor}, they "
            "are too few to say which way they go.",
            floor=FEWEST_BIRTHS,
            **told,
        )
    if few_areas(territory, definition) or impossible(row["low"], row["high"], -1, 1):
        return gettext(
            "In isolated communes of {place} {before} births were counted in {first} and {after} in {last}. They lie in too few "
            "areas to tell a trend.",
            **told,
        )
    told |= {
        "change": words.signed_percent(row["change"]),
        "interval": spread(territory, row["low"], row["high"], words.signed_percent),
    }
    return words.moved(
        *row[list(MEASURED)],
        up=gettext(
            "From {first} to {last}, births in isolated communes of {place} rose from {before} to {after} ({change}; {interval}).",
            **told,
        ),
        down=gettext(
            "From {first} to {last}, births in isolated communes of {place} fell from {before} to {after} ({change}; {interval}).",
            **told,
        ),
        unclear=gettext(
            "From {first} to {last}, births in isolated communes of {place} show no clear change: {before}, then {after} "
            "({change}; {interval}).",
            **told,
        ),
    )
