"""What the fourth notebook says of the way that the shared public counter moved: nearer, further, or neither by the interval."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.language import gettext
from analysis.services import counters
from analysis.services.story.counters import at
from analysis.services.story.focus import change_in_brackets, named, part
from analysis.territories import Territory

LEAST = 0.01  # a share that moves by less than a point is not said to move


def nobody_far(territory: Territory, kind: str, keys: tuple[str, str]) -> str:
    """Say that nobody was far from a counter, neither at the first date nor at the last."""
    return gettext(
        "Nobody in the {communes} was beyond 10 km of a shared public counter in {before}, nor in {after}.",
        communes=named(territory, kind),
        before=at(keys[0]),
        after=at(keys[1]),
    )


def change_said(territory: Territory, definition: str, kind: str) -> str:
    """Say in a sentence which way the shared public counter moved from the last houses to the last list, with the interval.

    An empty text where one of the two is not known.
    """
    keys = counters.compared_counters()
    if keys is None:
        return ""
    first, last = counters.ends_of_counters(territory, definition, kind)
    change = counters.change_of_counters(territory, definition, kind)
    if words.direction(*change, margin=LEAST) is None or pd.isna(first) or pd.isna(last):
        return ""
    if first == last == 0:
        return nobody_far(territory, kind, keys)
    told = {
        "communes": named(territory, kind),
        "first": part(first),
        "before": at(keys[0]),
        "last": part(last),
        "after": at(keys[1]),
        "change": change_in_brackets(territory, change),
    }
    if pd.isna(change[1]):
        return gettext(
            "For the {communes}, {first} of the people were beyond 10 km of a public-service house in {before}, {last} beyond 10 km "
            "of a France services, which took over from them, in {after} ({change}; over the communes known at both dates). "
            "No interval is given: the {areas} are too few, or resampling them gives bounds that cannot be.",
            areas=words.resampled(territory),
            **told,
        )
    return words.moved(*change, **_counter_moved(told), margin=LEAST)


def _counter_moved(told: dict[str, object]) -> dict[str, str]:
    """Return the sentence of each way that the counter can have moved."""
    return {
        "maybe_up": gettext(
            "The shared public counter may have gone further for the {communes}: {first} of their people were beyond 10 km of a "
            "public-service house in {before}, {last} beyond 10 km of a France services, which took over from them, in {after} "
            "({change}; over the communes known at both dates).",
            **told,
        ),
        "maybe_down": gettext(
            "The shared public counter may have come nearer for the {communes}: {first} of their people were beyond 10 km of a "
            "public-service house in {before}, {last} beyond 10 km of a France services, which took over from them, in {after} "
            "({change}; over the communes known at both dates).",
            **told,
        ),
        "up": gettext(
            "The shared public counter went further for the {communes}: {first} of their people were beyond 10 km of a public-service house "
            "in {before}, {last} beyond 10 km of a France services, which took over from them, in {after} ({change}; over the communes "
            "known at both dates).",
            **told,
        ),
        "down": gettext(
            "The shared public counter came nearer for the {communes}: {first} of their people were beyond 10 km of a public-service house "
            "in {before}, {last} beyond 10 km of a France services, which took over from them, in {after} ({change}; over the communes "
            "known at both dates).",
            **told,
        ),
        "unclear": gettext(
            "The shared public counter did not clearly come nearer or go further for the {communes}: {first} of their people were beyond "
            "10 km of a public-service house in {before}, {last} beyond 10 km of a France services, which took over from them, in "
            "{after} ({change}; over the communes known at both dates).",
            **told,
        ),
    }
