"""What the second notebook shows and says of residents: the retired, those who run a firm, second homes."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts
from analysis.language import gettext, gettext_noop
from analysis.population import change, residents
from analysis.population.story.wording import few_areas, followed, spread, untold, with_areas
from analysis.statistics import impossible
from analysis.territories import ISOLATED, Territory, france, type_name
from analysis.words import editions, few_isolated, of_enough, source_line

# What is said of each of the two occupations that the report names, put into words later.
TITLES = {
    "retired": gettext_noop(
        "Isolated communes: the retired are {after} of people aged 15 and over in {last}, {before} in {first}"
    ),
    "craft_trade_heads": gettext_noop(
        "Isolated communes: craftspeople, traders and heads of firms are {after} of people aged 15 and over in {last}"
    ),
}
ALTS = {
    "retired": gettext_noop("Lines of the share of the retired by type of territory in {place}. {title}."),
    "craft_trade_heads": gettext_noop(
        "Lines of the share of craftspeople, traders and heads of firms by type of territory in {place}, broken where the "
        "nomenclature of occupations changes. {title}."
    ),
}
RETIRED = "retired"  # no work: no nomenclature of it
UNTOLD = {
    "retired": gettext_noop("The share of the retired is not drawn; its change in France is told below."),
    "craft_trade_heads": gettext_noop("Nor is that of craftspeople, traders and heads of firms."),
}
UP = {
    "retired": gettext_noop(
        "From {first} to {last}, among people aged 15 and over in isolated communes of {place}, the share of the retired rose "
        "({points}; {interval})."
    ),
    "craft_trade_heads": gettext_noop("That of craftspeople, traders and heads of firms rose ({points}; {interval})."),
}
DOWN = {
    "retired": gettext_noop(
        "From {first} to {last}, among people aged 15 and over in isolated communes of {place}, the share of the retired fell "
        "({points}; {interval})."
    ),
    "craft_trade_heads": gettext_noop("That of craftspeople, traders and heads of firms fell ({points}; {interval})."),
}
UNCLEAR = {
    "retired": gettext_noop(
        "From {first} to {last}, among people aged 15 and over in isolated communes of {place}, the share of the retired shows "
        "no clear change ({points}; {interval})."
    ),
    "craft_trade_heads": gettext_noop(
        "That of craftspeople, traders and heads of firms shows no clear change ({points}; {interval})."
    ),
}
TOO_FEW = {
    "retired": gettext_noop(
        "From {first} to {last}, in isolated communes of {place}, there are too few areas to tell which way the share of the "
        "retired went."
    ),
    "craft_trade_heads": gettext_noop(
        "For that of craftspeople, traders and heads of firms there are too few areas too."
    ),
}


def stock_figure(territory: Territory, definition: str, occupation: str) -> Picture | str:
    """Draw the share of one occupation, census after census, in isolated communes and in the other types.

    Parameters
    ----------
    occupation : str
        A key of `TITLES`.
    """
    message = UNTOLD[occupation]
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext(message))
    table = residents.occupations(territory, definition)
    data = table[table["occupation"] == occupation]
    isolated = data[data["territory_type"] == ISOLATED].sort_values("year")
    if isolated.empty:
        unheld = gettext("Occupations by commune are not held for isolated communes of {place}.", place=territory)
        return f"{unheld} {gettext(message)}" if occupation == "retired" else gettext(message)
    data, left = with_areas(of_enough(data, territory, definition), territory, definition)
    told = residents.with_occupations(territory, definition)
    left = f"{followed(residents.isolated_held(told, territory, definition))}{left}"
    message = TITLES[occupation]
    ends = isolated.iloc[[0, -1]]
    (before, after), (first, last) = ends["share"].map(words.percent), ends["year"]
    title = gettext(message, before=before, first=first, after=after, last=last)
    message = ALTS[occupation]
    return charts.lines(
        _dated(data, broken=occupation != RETIRED),
        x="census",
        at="at",
        y="share",
        group="territory_type",
        low="low",
        high="high",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit=_stock_unit(territory, left, broken=occupation != RETIRED),
        source=gettext("{source}; a sample", source=source_line(*editions("structure", "insee_recensement_structure"))),
        alt=gettext(message, place=territory, title=title),
    )


def _stock_unit(territory: Territory, left: str, *, broken: bool) -> str:
    if broken:
        return gettext(
            "{place}: share of people aged 15 and over, communes weighed by their people aged 20 and over; bands, and bars of lone "
            "points, are 95 % intervals; no line joins two nomenclatures of occupations{left}",
            place=territory,
            left=left,
        )
    return gettext(
        "{place}: share of people aged 15 and over, communes weighed by their people aged 20 and over; bands are 95 % "
        "intervals{left}",
        place=territory,
        left=left,
    )


def _dated(data: pd.DataFrame, *, broken: bool) -> pd.DataFrame:
    """Add what is written under each census and where it lies; where `broken`, a step without a value between nomenclatures.

    What is not counted alike is not drawn on one line.
    """
    dated = data.assign(
        year=data["year"].astype("Int64"), census=data["year"].astype(str), at=data["year"].astype(float)
    )
    steps = [
        dated.loc[dated["year"] == last, ["territory_type"]].assign(census="", at=(first + last) / 2)
        for first, last in pairwise(sorted(data["year"].unique()))
        if broken and residents.crosses_nomenclatures(first, last)
    ]
    return pd.concat([dated, *steps], ignore_index=True)


def stock_reading(territory: Territory, definition: str) -> str:
    """Say whether the two shares changed in isolated communes; of France where the place cannot tell it."""
    data = change.occupation_change(territory, definition).dropna(subset=["change", "low"])
    data = data[data["territory_type"] == ISOLATED].set_index("occupation")
    if data.empty or few_isolated(territory, definition):
        return "" if territory == france() else stock_reading(france(), definition)
    censuses = residents.occupation_years()
    shares = residents.occupations(territory, definition)
    shares = shares[(shares["territory_type"] == ISOLATED) & (shares["year"] == censuses[0])]
    before = shares.set_index("occupation")["share"]
    few = few_areas(territory, definition)
    told = {"place": territory, "first": censuses[0], "last": censuses[-1]}
    said = []
    for name in TITLES:
        row = data.loc[name]
        if name != RETIRED and residents.crosses_nomenclatures(censuses[0], censuses[-1]):
            said.append(
                gettext(
                    "Of craftspeople, traders and heads of firms no change is told: their nomenclature changed in between."
                )
            )
            continue
        chosen = _stock_message(row, before[name], few=few)
        message = chosen[name]
        interval = spread(territory, row["low"], row["high"], words.points)
        said.append(gettext(message, points=words.points(row["change"]), interval=interval, **told))
        said += [] if chosen is TOO_FEW else _by_status(censuses)
    return " ".join(said)


def _by_status(censuses: list[int]) -> list[str]:
    """Say how the retired are counted where the nomenclature of occupations changed in between."""
    if not residents.crosses_nomenclatures(censuses[0], censuses[-1]):
        return []
    return [
        gettext(
            "The retired are told by their status, which is no occupation; still, the nomenclature changed before the census of "
            "{last}, and a break cannot be ruled out.",
            last=censuses[-1],
        )
    ]


def _stock_message(row: pd.Series, before: float, *, few: bool) -> dict[str, str]:
    """Choose what is said of a share by the interval of its change, which may reach beyond what can be."""
    if few or impossible(row["low"], row["high"], -before, 1 - before):
        return TOO_FEW
    return {1: UP, -1: DOWN}.get(words.direction(row["change"], row["low"], row["high"]), UNCLEAR)


def housing_reading(territory: Territory, definition: str) -> str:
    """Say how frequent second homes and recent movers are in isolated communes, beside the most urban type."""
    table = of_enough(residents.housing(territory, definition).dropna(subset=["share"]), territory, definition)
    few = few_isolated(territory, definition)
    if few or not table["territory_type"].eq(ISOLATED).any():
        said = few or gettext("Housing by commune is not held for isolated communes of {place}.", place=territory)
        return said if territory == france() else f"{said} {housing_reading(france(), definition)}"
    last = table[table["year"] == table["year"].max()]
    shares = last.pivot(index="territory_type", columns="measure", values="share")
    told = {
        "year": int(table["year"].max()),
        "place": territory,
        "second": words.percent(shares.loc[ISOLATED, "share_second_homes"]),
        "recent": words.percent(shares.loc[ISOLATED, "share_recent_movers"]),
    }
    urban = shares.index.min()
    said = gettext(
        "In {year}, second homes are {second} of dwellings in isolated communes of {place}, and recent movers {recent} of "
        "households.",
        **told,
    )
    if urban == ISOLATED:
        return said
    beside = gettext(
        "In {kind:lower}, second homes are {second} of dwellings and recent movers {recent} of households.",
        kind=type_name(urban),
        second=words.percent(shares.loc[urban, "share_second_homes"]),
        recent=words.percent(shares.loc[urban, "share_recent_movers"]),
    )
    return f"{said} {beside}"
