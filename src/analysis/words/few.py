"""What is said where too few communes are isolated for a share, a rank or a trend: missing, none and few are three things."""

from __future__ import annotations

from analysis import geography
from analysis.territories import Territory
from analysis.words.numbers import PLURALS, number, people

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(count: int) -> str:
    """Write a small count in words, a larger one in digits.

    Examples
    --------
    >>> in_words(6), in_words(12)
    ('six', '12')
    """
    return SMALL[count] if 0 <= count < len(SMALL) else number(count)


def few_isolated(territory: Territory, definition: str) -> str:
    """Say in a sentence that no commune is isolated, that too few are, or that none is classed; nothing where enough are.

    Examples
    --------
    >>> few_isolated(Territory.parse("94"), "zau")
    ''
    >>> few_isolated(Territory.parse("11"), "zau")
    'No commune of Île-de-France is isolated under this definition.'
    """
    classed, isolated = geography.classed_and_isolated(territory, definition)
    if isolated >= geography.FEWEST_ISOLATED:
        return ""
    if not classed:
        return f"The communes of {territory.name} are not classed by this definition: which are isolated is not known."
    if not isolated:
        return f"No commune of {territory.name} is isolated under this definition."
    verb, noun = ("is", "commune") if isolated == 1 else ("are", "communes")
    return (
        f"Only {SMALL[isolated]} {noun} of {territory.name} {verb} isolated under this definition"
        f"{_people(territory, definition)}: too few for a share, a rank or a trend."
    )


def resampled(territory: Territory) -> str:
    """Name what the intervals of a territory resample.

    Examples
    --------
    >>> resampled(Territory.parse("FR")), resampled(Territory.parse("84"))
    ('départements', 'EPCI')
    """
    return PLURALS[geography.cluster_of(territory)]


def _people(territory: Territory, definition: str) -> str:
    kinds = geography.classify(territory, definition)
    inside = kinds.loc[kinds["isolated"].fillna(False).astype(bool), "commune"]
    held = geography.people(territory).set_index("commune")["population"].reindex(inside).dropna()
    return f", with {people(held.sum()) if held.sum() >= 1000 else number(held.sum())} people" if len(held) else ""
