"""What the second notebook says of the year in which isolated communes stopped growing, or grew again."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext, ngettext
from analysis.population import balances, yearly
from analysis.population.story.wording import few_areas
from analysis.population.story.yearly import without_course
from analysis.population.story.years import ways_of
from analysis.population.yearly import GROUP, INSIDE
from analysis.territories import ISOLATED, Territory, france
from analysis.words import enough_others


def turn_of_growth_reading(territory: Territory, definition: str) -> str:
    """Say since when isolated communes do not clearly grow, and in which year they clearly gained after a loss."""
    missing = without_course(territory, definition)
    if missing:
        return missing if territory == france() else f"{missing} {turn_of_growth_reading(france(), definition)}"
    inside = yearly.yearly_change(territory, definition)
    inside = inside[inside[GROUP] == INSIDE].reset_index(drop=True)
    held = words.number(inside["communes"].iloc[0])
    kept = ngettext(
        "The years are those of the {held} isolated commune of {place} whose perimeter did not change, with {share} of their people.",
        "The years are those of the {held} isolated communes of {place} whose perimeter did not change, with {share} of their people.",
        inside["communes"].iloc[0],
        held=held,
        place=territory,
        share=words.percent(yearly.share_followed(territory, definition)),
    )
    mean = gettext(
        "A municipal population rests on the surveys of five years: two years that follow each other share four of them, and a "
        "turn is spread over several."
    )
    if few_areas(territory, definition):
        told = [gettext("When they turned cannot be told: they lie in too few areas.")]
    else:
        told = [_stopped(inside, territory, definition), _back(inside)]
    if enough_others(territory, definition) and not few_areas(territory, definition, others=True):
        told.append(_against(inside))
    return " ".join(part for part in (*told, kept, mean) if part)


def _stopped(inside: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say which year, or longer period before the years held, is the first without clear growth."""
    ways, perhaps = ways_of(inside)
    told = {"place": territory, "start": inside["start"].iloc[0], "end": inside["end"].iloc[0]}
    if ways[0] == 1:
        place = next((place for place, way in enumerate(ways) if way != 1), None)
        if place is None:
            return gettext(
                "The isolated communes of {place} clearly gained people in every year since {start}.", **told
            )
        told |= {"start": inside["start"][place], "end": inside["end"][place]}
        return gettext("The first year without a clear gain of isolated communes of {place} is {start}-{end}.", **told)
    return f"{_begun(ways[0], perhaps[0], told)} {_last_gain(inside['start'].iloc[0], territory, definition)}"


def _begun(way: int, perhaps: int, told: dict[str, object]) -> str:
    """Say what the first year held shows, where it is no clear gain."""
    if way == -1:
        return gettext(
            "The isolated communes of {place} were losing people already in {start}-{end}, the first year held.", **told
        )
    if perhaps == -1:
        return gettext(
            "The isolated communes of {place} may have been losing people already in {start}-{end}, the first year held.",
            **told,
        )
    if perhaps == 1:
        return gettext(
            "The isolated communes of {place} may have gained people in {start}-{end}, the first year held.", **told
        )
    return gettext("The isolated communes of {place} show no clear gain in {start}-{end}, the first year held.", **told)


def _last_gain(before: int, territory: Territory, definition: str) -> str:
    """Name the last period up to a year in which isolated communes clearly gained people."""
    table = balances.rate_intervals(territory, definition)
    table = table[(table["territory_type"] == ISOLATED) & (table["period"].str[-4:].astype(int) <= before)]
    gained = table[table["low_total"] > 0]
    edge = [words.on_edge(low, high) for low, high in zip(gained["low_total"], gained["high_total"])]
    clear, perhaps = (gained[[one is on for one in edge]] for on in (False, True))
    told = gettext("No earlier period held shows a clear gain.")
    if len(clear):
        told = gettext("The last period before with a clear gain is {period}.", period=clear["period"].iloc[-1])
    later = perhaps[perhaps["period"] > clear["period"].max()] if len(clear) else perhaps
    if later.empty:
        return told
    unsure = gettext("In {period} they may have gained.", period=later["period"].iloc[-1])
    return f"{told} {unsure}"


def _back(inside: pd.DataFrame) -> str:
    """Say in which year a clear gain followed a clear loss."""
    ways, _ = ways_of(inside)
    if -1 not in ways:
        return gettext("They clearly lost people in no single year.")
    place = next((place for place in range(ways.index(-1), len(ways)) if ways[place] == 1), None)
    if place is None:
        return gettext("No year after a clear loss shows a clear gain.")
    return gettext(
        "The first clear gain after a clear loss is that of {start}-{end}.",
        start=inside["start"][place],
        end=inside["end"][place],
    )


def _against(inside: pd.DataFrame) -> str:
    """Say in how many years isolated communes did clearly worse, or better, than the others; nothing without others."""
    known = inside.dropna(subset=["gap"])
    if known.empty:
        return ""
    clear, perhaps = ways_of(known, ("gap", "gap_low", "gap_high"))
    told = {"worse": clear.count(-1), "better": clear.count(1), "years": len(clear)}
    unsure = _perhaps_against(worse=perhaps.count(-1), better=perhaps.count(1))
    return " ".join(part for part in (_clearly_against(told), unsure) if part)


def _clearly_against(told: dict[str, int]) -> str:
    if told["worse"] and told["better"]:
        return gettext(
            "Of {years} years, they did clearly worse than the other communes in {worse} and clearly better in {better}.",
            **told,
        )
    if told["worse"]:
        return gettext(
            "Of {years} years, they did clearly worse than the other communes in {worse} and clearly better in none.",
            **told,
        )
    if told["better"]:
        return gettext(
            "Of {years} years, they did clearly better than the other communes in {better} and clearly worse in none.",
            **told,
        )
    return gettext("In none of {years} years are they clearly apart from the other communes.", **told)


def _perhaps_against(**told: int) -> str:
    """Add the years whose gap to the others is on the edge; nothing where there is none."""
    if told["worse"] and told["better"]:
        return gettext("They perhaps did worse in {worse} and better in {better}.", **told)
    if told["worse"]:
        return gettext("They perhaps did worse in {worse}.", **told)
    if told["better"]:
        return gettext("They perhaps did better in {better}.", **told)
    return ""
