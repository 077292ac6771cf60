"""What the fourth notebook answers: who lacks a shop and a doctor, and which way the shared public counter and the doctors moved."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext
from analysis.services import counters, health
from analysis.services.equipment import summary_edition
from analysis.services.health import LOW_ACCESS
from analysis.services.story.counters import at
from analysis.services.story.focus import change_in_brackets, focus, named, no_isolated, part
from analysis.services.story.lacking import shares_without
from analysis.services.story.nearer import LEAST, change_said
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory


def answer(territory: Territory, definition: str) -> str:
    """Say who lacks a doctor and a shop, and which way the shared public counter and the doctors moved."""
    kind = focus(territory, definition)
    lacking = _said_lacking(territory, kind, shares_without(territory, definition, kind))
    said = [lacking, _way_of_counter(territory, definition, kind), _doctors_moved(territory, definition, kind)]
    return no_isolated(territory, definition) + " ".join(text for text in said if text)


def answer_in_figures(territory: Territory, definition: str) -> str:
    """Give the shares of communes, and how far the shared public counter and the doctors moved, with the intervals."""
    kind = focus(territory, definition)
    said = [
        _said_communes(shares_without(territory, definition, kind)),
        change_said(territory, definition, kind),
        _doctors_said(territory, definition, kind),
        _doctors_everywhere(territory, definition, kind),
    ]
    if not any(said[1:]):
        said.append(
            gettext(
                "Neither the distance to a shared public counter nor the access to doctors is known for enough people to say "
                "more."
            )
        )
    return " ".join(text for text in said if text)


def _said_lacking(territory: Territory, kind: str, rows: pd.DataFrame) -> str:
    shop, doctor = rows.loc["food_or_bakery"], rows.loc["gp"]
    told = {"communes": named(territory, kind), "year": summary_edition()}
    if pd.isna(shop["share_communes"]):
        return gettext("The equipment file of {year} does not cover {place}.", year=told["year"], place=territory)
    if shop["share_communes"] == doctor["share_communes"] == 0:
        return gettext("Each of the {communes} has a food shop or bakery and a general practitioner ({year}).", **told)
    if pd.isna(shop["share_people"]):
        return gettext(
            "Of the {communes}, {doctor} are without a general practitioner and {shop} without a food shop or bakery ({year}). "
            "No population is held to count their people.",
            shop=part(shop["share_communes"]),
            doctor=part(doctor["share_communes"]),
            **told,
        )
    return gettext(
        "In the {communes}, **{doctor} of the people** have no general practitioner in their commune, and **{shop}** no food shop "
        "or bakery ({year}).",
        shop=part(shop["share_people"]),
        doctor=part(doctor["share_people"]),
        **told,
    )


def _said_communes(rows: pd.DataFrame) -> str:
    """Give the shares of communes, where those of people are told; nothing where they are not, or where none lacks any."""
    shop, doctor = rows.loc["food_or_bakery"], rows.loc["gp"]
    if pd.isna(shop["share_people"]) or shop["share_communes"] == doctor["share_communes"] == 0:
        return ""
    told = {"shop": part(shop["share_communes"]), "doctor": part(doctor["share_communes"])}
    if all(row["share_people"] < row["share_communes"] for row in (shop, doctor)):
        return gettext(
            "Without a general practitioner are {doctor} of the communes, without a food shop or bakery {shop}: they are smaller "
            "than the others, on average.",
            **told,
        )
    return gettext(
        "Without a general practitioner are {doctor} of the communes, without a food shop or bakery {shop}.", **told
    )


def _ends_and_change(territory: Territory, definition: str, kind: str) -> tuple[pd.DataFrame, tuple] | None:
    """Return the first and last share under the threshold, and the change; None where it is not told."""
    ends = _ends_of_the_last_method(health.access(territory, definition), kind)
    change = health.access_change(territory, definition, kind)
    return None if words.direction(*change, margin=LEAST) is None or len(ends) < 2 else (ends, change)


def _way_of_counter(territory: Territory, definition: str, kind: str) -> str:
    """Say in plain words which way the shared public counter moved: see `change_said`; nothing where that is not told."""
    keys = counters.compared_counters()
    if keys is None or not change_said(territory, definition, kind):
        return ""
    if not any(counters.ends_of_counters(territory, definition, kind)):
        # That nobody was far is said once, in the figures.
        return ""
    change = counters.change_of_counters(territory, definition, kind)
    if pd.isna(change[1]):
        return ""
    told = {"communes": named(territory, kind), "before": at(keys[0]), "after": at(keys[1])}
    return words.moved(
        *change,
        up=gettext("From {before} to {after}, the shared public counter went further from the {communes}.", **told),
        down=gettext("From {before} to {after}, the shared public counter came nearer to the {communes}.", **told),
        maybe_up=gettext(
            "From {before} to {after}, the shared public counter may have gone further from the {communes}.", **told
        ),
        maybe_down=gettext(
            "From {before} to {after}, the shared public counter may have come nearer to the {communes}.", **told
        ),
        unclear=gettext(
            "From {before} to {after}, the shared public counter did not clearly come nearer to the {communes} or go further (both "
            "shares follow).",
            **told,
        ),
        margin=LEAST,
    )


def _doctors_moved(territory: Territory, definition: str, kind: str) -> str:
    """Say which way the share of people short of doctors moved; nothing where that is not told."""
    known = _ends_and_change(territory, definition, kind)
    if known is None or pd.isna(known[1][1]) or not known[0]["share_people_low_access"].any():
        return ""
    told = {"before": known[0]["year"].iloc[0], "after": known[0]["year"].iloc[1]}
    moved = words.moved(
        *known[1],
        up=gettext(
            "The share of people with few consultations of a doctor within reach rose from {before} to {after}.", **told
        ),
        down=gettext(
            "The share of people with few consultations of a doctor within reach fell from {before} to {after}.", **told
        ),
        maybe_up=gettext(
            "The share of people with few consultations of a doctor within reach may have risen from {before} to {after}.",
            **told,
        ),
        maybe_down=gettext(
            "The share of people with few consultations of a doctor within reach may have fallen from {before} to {after}.",
            **told,
        ),
        unclear=gettext(
            "The share of people with few consultations of a doctor within reach did not clearly change from {before} to {after} (both shares follow).",
            **told,
        ),
        margin=LEAST,
    )
    return f"{moved} {_as_everywhere(territory, definition, kind, known[1])}".strip()


def _as_everywhere(territory: Territory, definition: str, kind: str, change: tuple[float, float, float]) -> str:
    """Say that the share moved the same way over all communes: no news of the isolated ones; nothing where it did not."""
    if kind != ISOLATED:
        return ""
    everywhere = health.access_change(territory, definition, ALL_COMMUNES)
    way = words.direction(*change, margin=LEAST)
    if not way or words.direction(*everywhere, margin=LEAST) != way:
        return ""
    return gettext("Over all communes of {place}, it moved the same way.", place=territory)


def _doctors_said(territory: Territory, definition: str, kind: str) -> str:
    """Say how the share of people under the threshold of the index moved, with its interval."""
    known = _ends_and_change(territory, definition, kind)
    if known is None:
        return ""
    ends, change = known
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
            "The share of people with fewer than {limit} consultations of a doctor a year within reach was {first} in {before}, {last} in "
            "{after} ({change}). No interval is given: the {areas} are too few, or resampling them gives bounds that cannot be.",
            areas=words.resampled(territory),
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
        maybe_up=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach may have risen: "
            "{first} in {before}, {last} in {after} ({change}).",
            **told,
        ),
        maybe_down=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach may have fallen: "
            "{first} in {before}, {last} in {after} ({change}).",
            **told,
        ),
        unclear=gettext(
            "The share of people with fewer than {limit} consultations of a doctor a year within reach did not clearly change: "
            "{first} in {before}, {last} in {after} ({change}).",
            **told,
        ),
        margin=LEAST,
    )


def _doctors_everywhere(territory: Territory, definition: str, kind: str) -> str:
    """Give the change over all communes, beside which that of the isolated ones is read; nothing where it is not told."""
    everywhere = health.access_change(territory, definition, ALL_COMMUNES)
    if kind != ISOLATED or pd.isna(everywhere[0]) or _ends_and_change(territory, definition, kind) is None:
        return ""
    return gettext(
        "Over all communes of {place}: {change}.",
        place=territory,
        change=change_in_brackets(territory, everywhere),
    )


def _ends_of_the_last_method(access: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Keep the first and last years that the last method compares; one row where it has one year."""
    here = access[access["territory_type"] == kind].dropna(subset=["share_people_low_access"]).sort_values("year")
    return here[here["method"] == here["method"].iloc[-1]].iloc[[0, -1]].drop_duplicates("year") if len(here) else here
