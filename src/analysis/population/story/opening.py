"""What opens the second notebook: which way the people of isolated communes went, and the figures behind it."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext
from analysis.population.balances import balance_of_all, last_balance_period, last_death_year, turn_years
from analysis.population.story.balances import brought_in
from analysis.population.story.standing import isolated_rates, nothing
from analysis.population.story.wording import few_areas, in_brackets, way, with_interval
from analysis.population.story.yearly import course_in_figures, course_reading
from analysis.population.yearly import PARTED, birth_years
from analysis.snapshot import REPORT_CENSUS
from analysis.territories import Territory, france
from analysis.words import few_isolated


def answer(territory: Territory, definition: str) -> str:
    """Say in two or three plain sentences which way the people of isolated communes went since the report's census."""
    missing = nothing(territory, definition, "")
    if missing:
        return f"{missing.strip()} {_people_of_all(territory, definition)}".rstrip()
    told = [course_reading(territory, definition, plain=True)]
    if not few_areas(territory, definition):
        told.append(_moved_and_born(isolated_rates(territory, definition).loc[last_balance_period()]))
    return " ".join(text for text in told if text)


def _people_of_all(territory: Territory, definition: str) -> str:
    """Say the people of the whole territory at the report's census and the last one, where too few communes are isolated."""
    if not few_isolated(territory, definition):
        return ""
    every = balance_of_all(territory)
    since = every[every["period"].str[:4].astype("int64") >= REPORT_CENSUS]
    joined = (since["population_start"].to_numpy()[1:] == since["population_end"].to_numpy()[:-1]).all()
    if since.empty or not joined:
        return ""  # of other communes from one period to the next, there is no course
    return gettext(
        "The population of {place} was {before} in {start} and {after} in {end}.",
        place=territory,
        before=words.people(since["population_start"].iloc[0]),
        start=since["period"].iloc[0][:4],
        after=words.people(since["population_end"].iloc[-1]),
        end=since["period"].iloc[-1][-4:],
    )


def answer_in_figures(territory: Territory, definition: str) -> str:
    """Give the rates and the intervals behind the answer, and the two parts of the change; those of France where few."""
    period = last_balance_period()
    if nothing(territory, definition, ""):
        return _of_france(definition, period)
    last, few = isolated_rates(territory, definition).loc[period], few_areas(territory, definition)
    parts = gettext(
        "{course} In {period}, **{moves}**{moves_interval}, while births less deaths come to {natural}{natural_interval}.",
        course=course_in_figures(territory, definition),
        period=period,
        moves=brought_in(last, few=few),
        moves_interval=in_brackets(territory, last, "migratory", few=few),
        natural=words.per_year(last["rate_natural"]),
        natural_interval=in_brackets(territory, last, "natural", few=few),
    )
    return f"{parts} {_spans(period)}"


def _spans(period: str) -> str:
    """Say why the years part in more than one place, and where each of the data ends."""
    parted = gettext(
        "The years part in two places here: in {parted}, by convention, and in {turn} further down, for the report's date.",
        parted=PARTED,
        turn=turn_years()[1],
    )
    ends = gettext(
        "The last balance ends with the census of 1 January {end}, as deaths by commune are held up to {deaths} alone; births are "
        "held up to {births}, the population up to {population}.",
        end=period[-4:],
        deaths=last_death_year(),
        births=birth_years()[-1],
        population=turn_years()[-1],
    )
    return f"{parted} {ends}"


def _moved_and_born(row: pd.Series) -> str:
    """Say whether more came than left, and whether more were born than died, as far as the intervals allow."""
    moved, born = (
        way(*row[[f"{name}_{part}" for name in ("rate", "low", "high")]]) for part in ("migratory", "natural")
    )
    told = {"period": last_balance_period()}
    said = {
        (1, 1): gettext("In {period}, more people came than left, and more were born than died.", **told),
        (1, -1): gettext("In {period}, more people came than left, and more died than were born.", **told),
        (-1, 1): gettext("In {period}, more people left than came, and more were born than died.", **told),
        (-1, -1): gettext("In {period}, more people left than came, and more died than were born.", **told),
        (0, 1): gettext("In {period}, more people were born than died; moves show no clear gain or loss.", **told),
        (0, -1): gettext("In {period}, more people died than were born; moves show no clear gain or loss.", **told),
        (1, 0): gettext("In {period}, more people came than left.", **told),
        (-1, 0): gettext("In {period}, more people left than came.", **told),
    }
    sentence = said.get((moved or 0, born or 0), "")
    if sentence and moved and words.on_edge(row["low_migratory"], row["high_migratory"]):
        unsure = gettext("For moves, it is a close call: the interval ends near zero.")
        return f"{sentence} {unsure}"
    return sentence


def _of_france(definition: str, period: str) -> str:
    row = isolated_rates(france(), definition).loc[period]
    return gettext(
        "In the isolated communes of {place}, the population changed by {total} in {period}: {migratory} by moves, {natural} "
        "by births and deaths.",
        place=france(),
        period=period,
        total=with_interval(france(), row, "total"),
        migratory=with_interval(france(), row, "migratory"),
        natural=with_interval(france(), row, "natural"),
    )
