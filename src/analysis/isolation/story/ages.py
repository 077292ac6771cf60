"""What the first notebook shows and says of ages: people of 60 and over, beside the report's figures."""

from __future__ import annotations

import pandas as pd

from analysis import population, words
from analysis.drawing import Picture, charts
from analysis.isolation.sizes import REPORT
from analysis.language import gettext
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import ISOLATED, Territory, france
from analysis.words import editions, few_isolated, left_small, of_enough, source_line


def _old(territory: Territory, key: str) -> pd.DataFrame:
    return population.ages_60_plus(territory, key).set_index(["territory_type", "year"])["share_aged_60_plus"]


def ages_figure(territory: Territory, key: str) -> Picture | str:
    """Draw the share of people aged 60 and over by type, at each census."""
    few = few_isolated(territory, key)
    if few:
        return few
    data = population.ages_60_plus(territory, key).dropna(subset=["share_aged_60_plus"])
    isolated = data[data["territory_type"] == ISOLATED]
    if isolated.empty:
        return gettext(
            "The ages of those who live in isolated communes of {place} are not held, in any census.", place=territory
        )
    first, last = isolated.iloc[0], isolated.iloc[-1]
    title = gettext(
        "In isolated communes {last} of people were aged 60 or over in {last_year}, {first} in {first_year}",
        last=words.percent(last["share_aged_60_plus"], 0),
        last_year=last["year"],
        first=words.percent(first["share_aged_60_plus"], 0),
        first_year=first["year"],
    )
    return charts.lines(
        of_enough(data, territory, key),
        x="year",
        y="share_aged_60_plus",
        group="territory_type",
        percent=True,
        highlight=ISOLATED,
        title=title,
        unit=gettext("share of people aged 60 and over{left}", left=left_small(territory, key)),
        source=source_line(*editions("structure", "insee_evol_struct_pop")),
        alt=gettext(
            "Lines of the share of people aged 60 and over in {place} by type of territory. {title}.",
            place=territory,
            title=title,
        ),
    )


def ages_reading(territory: Territory, key: str) -> str:
    """Set the share aged 60 and over beside the report's figures."""
    here, whole = _old(territory, key), population.ages_60_plus(france(), key)
    country = whole.groupby("year")[["people_60_plus", "people"]].sum()
    country = (country["people_60_plus"] / country["people"]).get(REPORT_CENSUS)
    said = gettext(
        "The report gives {isolated} for isolated territories and {country} for France, without a year.",
        isolated=words.percent(REPORT["share_aged_60_plus"], 0),
        country=words.percent(REPORT["share_aged_60_plus_france"], 0),
    )
    if country is None:
        unheld = gettext("The ages of {year}, the census nearest to it, are not held.", year=REPORT_CENSUS)
        return f"{said} {unheld}"
    told = {"year": REPORT_CENSUS, "country": words.percent(country), "place": territory}
    few = few_isolated(territory, key)
    if few or pd.isna(here.get((ISOLATED, REPORT_CENSUS))):
        whole = gettext("In {year}, {country} of people were aged 60 or over in France as a whole.", **told)
        unheld = gettext("The ages of isolated communes of {place} are not held for that year.", **told)
        return f"{said} {whole} {few or unheld}"
    found = gettext(
        "In {year}, {isolated} of people were aged 60 or over in the isolated communes of {place}, and {country} in France as "
        "a whole.",
        isolated=words.percent(here[ISOLATED, REPORT_CENSUS]),
        **told,
    )
    return f"{said} {found}"
