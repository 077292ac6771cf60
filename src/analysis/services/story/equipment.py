"""What the fourth notebook answers: who lacks a shop and a doctor, and which way the state and the doctors moved."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext
from analysis.services import health
from analysis.services.equipment import summary_edition
from analysis.services.health import LOW_ACCESS
from analysis.services.story.counters import LEAST, change_said
from analysis.services.story.focus import change_in_brackets, focus, named, no_isolated, part
from analysis.services.story.lacking import shares_without
from analysis.territories import Territory


def answer(territory: Territory, definition: str) -> str:
    """Say who lacks a shop and a doctor, and which way the state and the doctors moved."""
    kind = focus(territory, definition)
    first = _said_lacking(territory, kind, shares_without(territory, definition, kind))
    return f"{no_isolated(territory, definition)}{first} {_which_way(territory, definition, kind)}"


def _said_lacking(territory: Territory, kind: str, rows: pd.DataFrame) -> str:
    shop, doctor = rows.loc["food_or_bakery"], rows.loc["gp"]
    told = {"communes": named(territory, kind), "year": summary_edition()}
    if pd.isna(shop["share_communes"]):
        return gettext("The equipment file of {year} does not cover {place}.", year=told["year"], place=territory)
    if shop["share_communes"] == doctor["share_communes"] == 0:
        return gettext("Each of the {communes} has a food shop or bakery and a general practitioner ({year}).", **told)
    told |= {"shop": part(shop["share_communes"]), "doctor": part(doctor["share_communes"])}
    if pd.isna(shop["share_people"]):
        return gettext(
            "Of the {communes}, {shop} are without a food shop or bakery and {doctor} without a general practitioner ({year}). "
            "No population is held to count their people.",
            **told,
        )
    people = gettext(
        "In the {communes}, **{shop} of the people** live in a commune without a food shop or bakery and **{doctor}** in one "
        "without a general practitioner ({year}).",
        communes=told["communes"],
        year=told["year"],
        shop=part(shop["share_people"]),
        doctor=part(doctor["share_people"]),
    )
    smallest = all(row["share_people"] < row["share_communes"] for row in (shop, doctor))
    return f"{people} {_said_communes(told['shop'], told['doctor'], smallest=smallest)}"


def _said_communes(shop: str, doctor: str, *, smallest: bool) -> str:
    if smallest:
        return gettext(
            "That is {shop} and {doctor} of the communes: those without are smaller than the others, on average.",
            shop=shop,
            doctor=doctor,
        )
    return gettext("That is {shop} and {doctor} of the communes.", shop=shop, doctor=doctor)


def _which_way(territory: Territory, definition: str, kind: str) -> str:
    said = [change_said(territory, definition, kind), _doctors_said(territory, definition, kind)]
    return " ".join(text for text in said if text) or gettext(
        "Neither the distance to a counter of the state nor the access to doctors is known for enough people to say more."
    )


def _doctors_said(territory: Territory, definition: str, kind: str) -> str:
    """Say how the share of people under the threshold of the index moved, with its interval."""
    ends = _ends_of_the_last_method(health.access(territory, definition), kind)
    change = health.access_change(territory, definition, kind)
    if words.direction(*change, margin=LEAST) is None or len(ends) < 2:
        return ""
    low, when = ends["share_people_low_access"].tolist(), ends["year"].tolist()
    told = {"limit": words.number(LOW_ACCESS, 1), "before": when[0], "after": when[1]}
    if low[0] == low[1] == 0:
        return gettext(
            "No commune had fewer than {limit} consultations of a doctor a year within reach, neither in {before} nor in {after}.",
            **told,
        )
    told |= {"first": part(low[0]), "last": part(low[1]), "change": change_in_brackets(territory, change)}
    if pd.isna(change[1]):
        return gettext(
            "Whether the share of people with fewer than {limit} consultations of a doctor a year within reach moved cannot be told, "
            "for areas differ too much: {first} in {before}, {last} in {after} ({change}).",
            **told,
        )
    return words.moved(
        *change,
        up=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach rose: {first} in "
            "{before}, {last} in {after} ({change}).",
            **told,
        ),
        down=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach fell: {first} in "
            "{before}, {last} in {after} ({change}).",
            **told,
        ),
        unclear=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach did not clearly change: "
            "{first} in {before}, {last} in {after} ({change}).",
            **told,
        ),
        margin=LEAST,
    )


def _ends_of_the_last_method(access: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Keep the first and last years that the last method compares; one row where it has one year."""
    here = access[access["territory_type"] == kind].dropna(subset=["share_people_low_access"]).sort_values("year")
    return here[here["method"] == here["method"].iloc[-1]].iloc[[0, -1]].drop_duplicates("year") if len(here) else here
