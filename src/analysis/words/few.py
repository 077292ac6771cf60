"""What is said where too few communes are isolated for a share, a rank or a trend: missing, none and few are three things."""

from __future__ import annotations

import pandas as pd

from analysis import geography
from analysis.language import Counted, gettext, gettext_noop, ngettext
from analysis.territories import Territory, type_name, types
from analysis.territories import definition as chosen_definition
from analysis.words.numbers import listing, number, people
from analysis.words.ranks import plural

SMALL = (
    gettext_noop("no"),
    gettext_noop("one"),
    gettext_noop("two"),
    gettext_noop("three"),
    gettext_noop("four"),
    gettext_noop("five"),
    gettext_noop("six"),
    gettext_noop("seven"),
    gettext_noop("eight"),
    gettext_noop("nine"),
    gettext_noop("ten"),
)


def in_words(count: int) -> str:
    """Write a small count in words, a larger one in digits.

    Examples
    --------
    >>> in_words(6), in_words(12)
    ('six', '12')
    """
    return gettext(SMALL[count]) if 0 <= count < len(SMALL) else number(count)


def few_isolated(territory: Territory, definition: str) -> str:
    """Say in a sentence that no commune is isolated, that too few are, or that none is classed; nothing where enough are.

    Examples
    --------
    >>> few_isolated(Territory.parse("94"), "zau")
    ''
    >>> few_isolated(Territory.parse("11"), "zau")
    'No commune of Île-de-France is isolated (urban areas 2010).'
    """
    classed, isolated = geography.classed_and_isolated(territory, definition)
    if isolated >= geography.FEWEST_ISOLATED:
        return ""
    told = {"place": territory, "definition": gettext(chosen_definition(definition).short)}
    if not classed:
        return gettext(
            "The communes of {place} are not classed ({definition}): which are isolated is not known.", **told
        )
    if not isolated:
        return gettext("No commune of {place} is isolated ({definition}).", **told)
    held = _people(territory, definition)
    counted = {**told, "few": in_words(isolated), "people": held}
    if not held:
        return ngettext(
            "Only {few} commune of {place} is isolated ({definition}): too few for a share, a rank or a trend.",
            "Only {few} communes of {place} are isolated ({definition}): too few for a share, a rank or a trend.",
            isolated,
            **counted,
        )
    return ngettext(
        "Only {few} commune of {place} is isolated ({definition}), with {people} people: too few for a share, a rank "
        "or a trend.",
        "Only {few} communes of {place} are isolated ({definition}), with {people} people: too few for a share, a rank "
        "or a trend.",
        isolated,
        **counted,
    )


def of_enough(
    table: pd.DataFrame, territory: Territory, definition: str, column: str = "territory_type"
) -> pd.DataFrame:
    """Leave out of a table the types of a territory with fewer communes than a share, a rank or a comparison is made of.

    Isolated or not: one commune is no type of territory. What is no type of the definition ("All communes") stays, and so do
    the rows of other places where the table has a column ``place``.
    """
    small = [name for name, held in _counted(territory, definition).items() if held < geography.FEWEST_ISOLATED]
    here = table["place"].eq(territory.name) if "place" in table else True
    return table[~(table[column].astype("object").isin(small) & here)]


def enough_others(territory: Territory, definition: str) -> bool:
    """Tell whether as many communes are not isolated as a comparison with them is made of."""
    classed, isolated = geography.classed_and_isolated(territory, definition)
    return classed - isolated >= geography.FEWEST_ISOLATED


def left_small(territory: Territory, definition: str) -> str:
    """Name the types left out by `of_enough` with their communes, to end a unit or a subtitle; nothing where none is.

    The isolated communes among them, where they are few: who reads one table alone must learn why it has no row of them.

    Examples
    --------
    >>> left_small(Territory.parse("FR"), "zau")
    ''
    >>> left_small(Territory.parse("dep:48"), "zau")
    '; left out for having under ten communes: large urban areas (1)'
    """
    counts = _counted(territory, definition)
    small = [
        f"{type_name(name):lower} ({held})" for name, held in counts.items() if 0 < held < geography.FEWEST_ISOLATED
    ]
    if not small:
        return ""
    return gettext(
        "; left out for having under {floor} communes: {types}",
        floor=in_words(geography.FEWEST_ISOLATED),
        types=listing(small),
    )


def _counted(territory: Territory, definition: str) -> dict[str, int]:
    """Count the communes of each type of a definition."""
    held = geography.classify(territory, definition)["territory_type"].value_counts()
    return {name: int(held.get(name, 0)) for name in types(definition)}


def once(text: str, few: str) -> str:
    """Return what is left to say where a chapter has said that few communes are isolated: the rest, or a short clause.

    Examples
    --------
    >>> few = "No commune of Paris is isolated (urban areas 2010)."
    >>> once(f"{few} In France, 3 are.", few), once(few, few), once("Elsewhere.", few)
    ('In France, 3 are.', 'Not told: it takes at least ten isolated communes.', 'Elsewhere.')
    """
    if not few or few not in text:
        return text
    left = " ".join(text.replace(few, "").split())
    return left or gettext(
        "Not told: it takes at least {floor} isolated communes.", floor=in_words(geography.FEWEST_ISOLATED)
    )


def resampled(territory: Territory) -> str:
    """Name what the intervals of a territory resample.

    Examples
    --------
    >>> resampled(Territory.parse("FR")), resampled(Territory.parse("84"))
    ('départements', 'EPCI')
    """
    return plural(geography.cluster_of(territory))


def _people(territory: Territory, definition: str) -> str:
    """Write how many people the isolated communes have; nothing where no population is held."""
    held = geography.people_isolated(territory, definition)
    if pd.isna(held):
        return ""
    return people(held) if held >= 1000 else Counted(number(held))
