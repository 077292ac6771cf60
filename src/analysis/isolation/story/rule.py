"""What the first notebook shows and says of the report's own rule: its bounds everywhere, the rule where all flows are held."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import snapshot, words
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED
from analysis.isolation import rule_of_report as rule
from analysis.isolation.sizes import REPORT
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import Territory, departements, france
from analysis.words import editions, source_line

LARGE, EVERY = "large areas only", "areas of every size"


def _source(stem: str) -> str:
    return source_line(
        *editions("commuting", stem),
        *editions("commuting", "insee_au2010"),
        *editions("population", "insee_serie_historique"),
    )


def _untold(territory: Territory) -> str:
    return f"No journeys to work are held for {territory.name}: the report's own rule cannot even be bounded there."


def rule_table(territory: Territory) -> GT | str:
    """Tabulate the communes that the counts settle as isolated by the report's rule, as not, or leave undecided."""
    table = rule.bounds(territory)
    if not table["communes"].sum():
        return _untold(territory)
    # Where hardly a commune can be isolated, the share of those that are not is no finding either.
    possible = table.loc[table["rule"] != rule.SURELY_NOT, "communes"].sum()
    enough = table["communes"].ge(FEWEST_ISOLATED) & (possible >= FEWEST_ISOLATED)
    measured = ["share_communes", "share_people", "mean_population"]
    table = table.assign(**{name: table[name].where(enough) for name in measured})
    return tables.table(
        table,
        title=f"The report's own rule, bounded: {territory.name}",
        subtitle="Isolated: under a quarter of employed residents work in an urban area of any size; "
        f"population {REPORT_CENSUS}; no share and no mean of fewer than {FEWEST_ISOLATED} communes",
        columns={
            "rule": ("By the rule", "text"),
            "communes": ("Communes", "integer"),
            "share_communes": ("of communes", "percent"),
            "people": ("People", "integer"),
            "share_people": ("of people", "percent"),
            "mean_population": ("Mean size", "integer"),
            "in_class": ("Official class 400", "integer"),
        },
        source=_source("insee_mobpro_france"),
    )


def rule_reading(territory: Territory) -> str:
    """Say how many communes the bounds settle, and why the others stay open."""
    table = rule.bounds(territory).set_index("rule")["communes"]
    if not table.sum():
        return _untold(territory)
    sure, open_, not_ = (table[verdict] for verdict in (rule.SURE, rule.UNDECIDED, rule.SURELY_NOT))
    untold = rule.everywhere(territory)["untold"].sum() / rule.everywhere(territory)["employed"].sum()
    said = (
        f"In {territory.name}, by the counts of the census, the rule picks {_some(sure)} and leaves out {_some(not_)}; "
        f"{_some(open_)} {'stays' if open_ < 2 else 'stay'} open, since the place of work of {words.percent(untold)} of employed "
        "residents is not told: they leave their commune in flows of under a hundred, or work abroad. The counts come from a "
        f"sample of {words.percent(rule.SAMPLED, 0)} of households: a small commune near the line could fall on its other side. "
    )
    if not territory.is_national:
        return said + "These bounds neither bear out nor contradict the report's count, which is of France."
    low, high, count = sure, sure + open_, REPORT["communes"]
    within = low <= count <= high
    return said + (
        f"The rule's count for France thus lies between {words.number(low)} and {words.number(high)}. The report's "
        f"{words.number(count)} is {'within' if within else 'outside'} these bounds, "
        f"{'which are too wide to test it' if within else 'and so is contradicted'}."
    )


def _some(count: float) -> str:
    """Write a number of communes, none in words.

    Examples
    --------
    >>> _some(0), _some(1), _some(22)
    ('no commune', '1 commune', '22 communes')
    """
    return words.communes(count) if count else "no commune"


def rule_inside_table(territory: Territory) -> GT | str:
    """Tabulate what the rule picks where all flows inside a département are held, by meaning of "urban area"."""
    table = rule.by_area(territory)
    if table.empty:
        return _not_inside(territory)
    table = table.assign(mean_population=table["mean_population"].where(table["communes"] >= FEWEST_ISOLATED))
    return tables.table(
        table,
        title=f"The report's own rule applied: {_place(territory)}",
        subtitle="Share of those who work inside the département; the last two columns count those who work beyond it all in "
        f"urban areas, then all outside; population {REPORT_CENSUS}",
        columns={
            "areas": ("Urban area means", "text"),
            "communes": ("Communes", "integer"),
            "people": ("People", "integer"),
            "mean_population": ("Mean size", "integer"),
            "in_class": ("Official class 400", "integer"),
            "near": ("Interval holds the line", "integer"),
            "fewest": ("At least", "integer"),
            "most": ("At most", "integer"),
        },
        source=_source("insee_mobpro"),
    )


def rule_inside_reading(territory: Territory) -> str:
    """Say what the rule proves where it can be applied: size, meaning of urban area, overlap with the official class."""
    table = rule.by_area(territory)
    if table.empty:
        return rule_inside_reading(france()) if territory != france() else ""
    every, large = (table.set_index("areas").loc[areas] for areas in (EVERY, LARGE))
    place = _place(territory)
    if every["communes"] < FEWEST_ISOLATED:
        return f"In {place} the rule picks {words.communes(every['communes'])}: too few for a mean or a share."
    official = _official(territory)
    said = [
        f"In {place} the rule picks {words.communes(every['communes'])} with {words.people(every['people'])} people, "
        f"{words.number(every['mean_population'])} a commune (between {words.number(every['fewest'])} and "
        f"{words.number(every['most'])} communes with those who work beyond the département).",
        _size_said(every, large),
        f"It picks {words.number(every['in_class'])} of the {words.communes(official)} of category "
        f"{rule.ISOLATED_CLASS} there, {words.percent(every['in_class'] / official, 0)}, and "
        f"{words.number(every['communes'] - every['in_class'])} of other classes: rule and class overlap, and neither stands "
        "for the other."
        if official >= FEWEST_ISOLATED
        else "",
        f"The places of work are sampled: the share of {words.communes(every['near'])} cannot be told from the line, so the count "
        "is an order of magnitude. One département does not speak for France.",
    ]
    return " ".join(text for text in said if text)


def _size_said(every: pd.Series, large: pd.Series) -> str:
    """Compare the mean sizes with that of the report: which meaning of urban area comes nearer."""
    told = REPORT["mean_population"]
    gaps = [abs(row["mean_population"] - told) for row in (every, large)]
    nearer = EVERY if gaps[0] <= gaps[1] else LARGE
    return (
        f"The report gives {words.number(told)} people a commune; with large areas only, the rule would pick "
        f"{words.communes(large['communes'])} of {words.number(large['mean_population'])} people on average. The size that comes "
        f"nearer is that of {nearer}: it suggests what the report means by urban area, without proving it."
    )


def _official(territory: Territory) -> int:
    """Count the communes of category 400 among those to which the rule is applied."""
    return int(rule.inside(territory)["zau_2010"].eq(rule.ISOLATED_CLASS).sum())


def _covered_names() -> str:
    codes = set(rule.covered()["departement"])
    return words.listing(place.name for place in departements() if place.code.removeprefix("dep:") in codes)


def _place(territory: Territory) -> str:
    """Name the part of a territory where all flows are held."""
    communes = snapshot.load("communes", territory, columns=["commune", "region"])["commune"]
    whole = set(communes) <= set(rule.covered()["commune"])
    return territory.name if whole or territory.kind in ("departement", "epci") else _covered_names()


def _not_inside(territory: Territory) -> str:
    """Say that no complete flows are held of the territory."""
    return (
        f"All flows between communes are held of {_covered_names()} alone, none of {territory.name}: here the rule can be "
        "bounded at best, not applied."
    )
