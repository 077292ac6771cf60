"""What the first notebook shows and says of the report's own rule: its bounds everywhere, the rule where all flows are held."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import snapshot, words
from analysis.drawing import tables
from analysis.geography import FEWEST_ISOLATED
from analysis.isolation import rule_of_report as rule
from analysis.isolation.rule_of_report import EVERY, LARGE
from analysis.isolation.sizes import REPORT
from analysis.isolation.story.wording import share_format
from analysis.language import gettext, ngettext, pgettext
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import Territory, departements, france
from analysis.words import editions, source_line


def _source(stem: str) -> str:
    return source_line(
        *editions("commuting", stem),
        *editions("commuting", "insee_au2010"),
        *editions("population", "insee_serie_historique"),
    )


def _untold(territory: Territory) -> str:
    return gettext(
        "No journeys to work are held for {place}: the report's own rule cannot even be bounded there.", place=territory
    )


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
        title=gettext("The report's own rule, bounded: {place}", place=territory),
        subtitle=gettext(
            "Isolated: under a quarter of employed residents work in an urban area of any size; population {year}; no share and "
            "no mean of fewer than {floor} communes",
            year=REPORT_CENSUS,
            floor=FEWEST_ISOLATED,
        ),
        columns={
            "rule": (gettext("By the rule"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_communes": (gettext("of communes"), share_format(table["share_communes"])),
            "people": (gettext("People"), "integer"),
            "share_people": (gettext("of people"), share_format(table["share_people"])),
            "mean_population": (gettext("Mean size"), "integer"),
            "in_class": (gettext("Official class 400"), "integer"),
        },
        source=_source("insee_mobpro_france"),
    )


def rule_reading(territory: Territory) -> str:
    """Say how many communes the bounds settle, and why the others stay open."""
    table = rule.bounds(territory).set_index("rule")["communes"]
    if not table.sum():
        return _untold(territory)
    sure, undecided, not_ = (table[verdict] for verdict in (rule.SURE, rule.UNDECIDED, rule.SURELY_NOT))
    untold = rule.everywhere(territory)["untold"].sum() / rule.everywhere(territory)["employed"].sum()
    settled = gettext(
        "By the counts of the census, the rule sorts the communes of {place} as follows: isolated, {sure}; not isolated, {not_}; "
        "undecided, {undecided}.",
        place=territory,
        sure=_some(sure),
        not_=_some(not_),
        undecided=_some(undecided),
    )
    why = gettext(
        "The place of work of {untold} of employed residents is not told: they leave their commune in flows of under a hundred, "
        "or work abroad.",
        untold=words.percent(untold),
    )
    sampled = gettext(
        "The counts come from a sample of {sample} of households: a small commune near the line could fall on its other side.",
        sample=words.percent(rule.SAMPLED, 0),
    )
    missing = _unheld(len(territory.communes) - int(table.sum()))
    said = [settled, missing, why, sampled, _against_report(territory, sure, sure + undecided, table.sum())]
    return " ".join(text for text in said if text)


def _unheld(missing: int) -> str:
    """Say of how many communes no counts are held; the shares of the table are of the others."""
    if not missing:
        return ""
    return ngettext(
        "The counts of {count} commune are not held: it is in no share.",
        "The counts of {count} communes are not held: they are in no share.",
        missing,
    )


def _against_report(territory: Territory, low: float, high: float, held: float) -> str:
    """Set the count of France beside the report's; it is of a sample and of the communes held, so it proves nothing."""
    if not territory.is_national:
        return gettext("These bounds neither bear out nor contradict the report's count, which is of France.")
    bounds = gettext(
        "By the counts as they stand, sampling apart, the rule's count for {place} lies between {low} and {high} of the {held} "
        "communes whose counts are held.",
        place=territory,
        low=words.number(low),
        high=words.number(high),
        held=words.number(held),
    )
    count = words.number(REPORT["communes"])
    if low <= REPORT["communes"] <= high:
        reported = gettext("The report's {count} is within these bounds, which are too wide to test it.", count=count)
    else:
        reported = gettext("The report's {count} is outside these bounds: these counts do not give it.", count=count)
    return f"{bounds} {reported}"


def _some(count: float) -> str:
    """Write a number of communes, none in words.

    Examples
    --------
    >>> _some(0), _some(1), _some(2200)
    ('none', '1', '2,200')
    """
    return words.number(count) if count else pgettext("communes", "none")


def rule_inside_table(territory: Territory) -> GT | str:
    """Tabulate what the rule picks where all flows inside a département are held, by meaning of "urban area"."""
    table = rule.by_area(territory)
    if table.empty:
        return _not_inside(territory)
    table = table.assign(mean_population=table["mean_population"].where(table["communes"] >= FEWEST_ISOLATED))
    return tables.table(
        table,
        title=gettext(
            "The report's own rule applied: {places}",
            places=words.listing(place.name for place in _held_inside(territory)),
        ),
        subtitle=gettext(
            "Share of those who work inside the département; the last two columns count those who work beyond it all in urban "
            "areas, then all outside; population {year}",
            year=REPORT_CENSUS,
        ),
        columns={
            "areas": (gettext("Urban area means"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "people": (gettext("People"), "integer"),
            "mean_population": (gettext("Mean size"), "integer"),
            "in_class": (gettext("Official class 400"), "integer"),
            "near": (gettext("Interval holds the line"), "integer"),
            "fewest": (gettext("At least"), "integer"),
            "most": (gettext("At most"), "integer"),
        },
        source=_source("insee_mobpro"),
    )


def rule_inside_reading(territory: Territory) -> str:
    """Say what the rule proves where it can be applied: size, meaning of urban area, overlap with the official class."""
    table = rule.by_area(territory)
    if table.empty:
        return rule_inside_reading(france()) if territory != france() else ""
    every, large = (table.set_index("areas").loc[areas] for areas in (EVERY, LARGE))
    told = {"communes": words.communes(every["communes"]), "where": _where(_held_inside(territory))}
    if every["communes"] < FEWEST_ISOLATED:
        return gettext("The rule picks {communes} {where}: too few for a mean or a share.", **told)
    picked = gettext(
        "The rule picks {communes} {where}, with {people} people, {mean} a commune (between {fewest} and {most} communes with "
        "those who work beyond the département).",
        people=words.people(every["people"]),
        mean=words.number(every["mean_population"]),
        fewest=words.number(every["fewest"]),
        most=words.number(every["most"]),
        **told,
    )
    sampled = gettext(
        "The places of work are sampled: the share of {near} cannot be told from the line, so the count is an order of "
        "magnitude. One département does not speak for France.",
        near=words.communes(every["near"]),
    )
    said = [picked, _size_said(every, large), _class_said(every, _official(territory)), sampled]
    return " ".join(text for text in said if text)


def _class_said(every: pd.Series, official: int) -> str:
    """Say how far the rule and the official class overlap, where enough communes are of that class."""
    if official < FEWEST_ISOLATED:
        return ""
    return gettext(
        "It picks {picked} of the {official} of category {category} there, {share}, and {others} of other classes: rule and "
        "class overlap, and neither stands for the other.",
        picked=words.number(every["in_class"]),
        official=words.communes(official),
        category=rule.ISOLATED_CLASS,
        share=words.percent(every["in_class"] / official, 0),
        others=words.number(every["communes"] - every["in_class"]),
    )


def _size_said(every: pd.Series, large: pd.Series) -> str:
    """Compare the mean sizes with that of the report: which meaning of urban area comes nearer."""
    reported = REPORT["mean_population"]
    gaps = [abs(row["mean_population"] - reported) for row in (every, large)]
    told = {
        "reported": words.number(reported),
        "communes": words.communes(large["communes"]),
        "mean": words.number(large["mean_population"]),
    }
    beside = gettext(
        "The report gives {reported} people a commune; with large areas only, the rule would pick {communes} of {mean} people "
        "on average.",
        **told,
    )
    if gaps[0] <= gaps[1]:
        nearer = gettext(
            "The size that comes nearer is that of areas of every size; from so few communes of one place, that does not settle what "
            "the report means by urban area."
        )
    else:
        nearer = gettext(
            "The size that comes nearer is that of large areas only; from so few communes of one place, that does not settle what the "
            "report means by urban area."
        )
    return f"{beside} {nearer}"


def _official(territory: Territory) -> int:
    """Count the communes of category 400 among those to which the rule is applied."""
    return int(rule.inside(territory)["zau_2010"].eq(rule.ISOLATED_CLASS).sum())


def _covered() -> list[Territory]:
    codes = set(rule.covered()["departement"])
    return [place for place in departements() if place.code.removeprefix("dep:") in codes]


def _where(places: list[Territory]) -> str:
    """Write where, for the middle of a sentence; a translation bends each name."""
    return words.listing(gettext("in {place}", place=place) for place in places)


def _held_inside(territory: Territory) -> list[Territory]:
    """Return the parts of a territory where all flows are held."""
    communes = snapshot.load("communes", territory, columns=["commune", "region"])["commune"]
    whole = set(communes) <= set(rule.covered()["commune"])
    return [territory] if whole or territory.kind in ("departement", "epci") else _covered()


def _not_inside(territory: Territory) -> str:
    """Say that no complete flows are held of the territory."""
    return gettext(
        "All flows between communes are held {where} alone, none of {place}: here the rule can be bounded at best, not applied.",
        where=_where(_covered()),
        place=territory,
    )
