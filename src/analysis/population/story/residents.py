"""What the second notebook shows and says of residents: the retired, those who run a firm, second homes."""

from __future__ import annotations

from analysis import words
from analysis.drawing import Picture, charts
from analysis.population import change, residents
from analysis.territories import ISOLATED, Territory, france, label_of
from analysis.words import editions, few_isolated, left_small, of_enough, source_line

FOLLOWED = {"retired": "the retired", "craft_trade_heads": "craftspeople, traders and heads of firms"}


def stock_figure(territory: Territory, definition: str, occupation: str) -> Picture | str:
    """Draw the share of one occupation, census after census, in isolated communes and in the other types.

    Parameters
    ----------
    occupation : str
        A key of `FOLLOWED`.
    """
    table = residents.occupations(territory, definition)
    data = table[table["occupation"] == occupation]
    isolated = data[data["territory_type"] == ISOLATED].sort_values("year")
    few = few_isolated(territory, definition)
    if few:
        return few
    if isolated.empty:
        return f"Occupations by commune are not held for isolated communes of {territory.name}."
    data = of_enough(data, territory, definition)
    first, last = isolated.iloc[0], isolated.iloc[-1]
    title = (
        f"Isolated communes: {FOLLOWED[occupation]} are {words.percent(last['share'])} of people aged 15 and over in "
        f"{last['year']}, {words.percent(first['share'])} in {first['year']}"
    )
    return charts.lines(
        data,
        x="year",
        y="share",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit=f"{territory.name}: share of people aged 15 and over; bands are 95 % intervals"
        f"{left_small(territory, definition)}",
        source=f"{source_line(*editions('structure', 'insee_recensement_structure'))}; a sample",
        alt=f"Lines of the share of {FOLLOWED[occupation]} by type of territory in {territory.name}. {title}.",
    )


def stock_reading(territory: Territory, definition: str) -> str:
    """Say whether the two shares changed in isolated communes; of France where the place cannot tell it."""
    data = change.occupation_change(territory, definition).dropna(subset=["change", "low"])
    data = data[data["territory_type"] == ISOLATED].set_index("occupation")
    if data.empty or few_isolated(territory, definition):
        return "" if territory == france() else stock_reading(france(), definition)
    said = []
    for occupation in data.index.intersection(list(FOLLOWED)):
        row = data.loc[occupation]
        verb = words.moved(row["change"], row["low"], row["high"])
        bounds = words.bounds(territory, row["low"], row["high"], words.points)
        said.append(f"that of {FOLLOWED[occupation]} {verb} ({words.points(row['change'])}, interval {bounds})")
    censuses = residents.occupation_years()
    return (
        f"From {censuses[0]} to {censuses[-1]}, among people aged 15 and over in isolated communes of "
        f"{territory.name}, the share of {words.listing(said).removeprefix('that of ')}."
    )


def housing_reading(territory: Territory, definition: str) -> str:
    """Say how frequent second homes and recent movers are in isolated communes, beside the others."""
    table = of_enough(residents.housing(territory, definition).dropna(subset=["share"]), territory, definition)
    few = few_isolated(territory, definition)
    if few or not table["territory_type"].eq(ISOLATED).any():
        said = few or f"Housing by commune is not held for isolated communes of {territory.name}."
        return said if territory == france() else f"{said} {housing_reading(france(), definition)}"
    said = []
    for measure, label in (("share_second_homes", "second homes are"), ("share_recent_movers", "recent movers are")):
        rows = table[table["measure"] == measure]
        rows = rows[rows["year"] == rows["year"].max()].set_index("territory_type")["share"]
        if ISOLATED not in rows.index:
            continue
        urban = rows.index.min()
        weight = "dwellings" if measure == "share_second_homes" else "households"
        said.append(
            f"{label} {words.percent(rows[ISOLATED])} of {weight} in isolated communes of {territory.name}"
            + (f" ({words.percent(rows[urban])} in {label_of(urban).lower()})" if urban != ISOLATED else "")
        )
    return f"In {int(table['year'].max())}, {words.listing(said)}."
