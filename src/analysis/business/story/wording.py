"""Words that the stories of the third notebook share: places of a figure, types left out, few areas."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business.areas import CLASSES
from analysis.language import gettext
from analysis.territories import Territory, france, type_name
from analysis.words import few_isolated

# A median of fewer areas is no yardstick for others.
HANDFUL = 10
# An area of the other classes has hardly anyone isolated: it says nothing of isolated people.
ISOLATED_CLASSES = CLASSES[-2:]


def untold(territory: Territory, definition: str, sentence: str) -> str:
    """Say that too few communes are isolated and, in one short sentence, what is therefore not shown.

    The chapter says the first once (`words.once`): from then on the sentence stands alone.
    """
    return f"{few_isolated(territory, definition)} {sentence}".strip()


def beside(territory: Territory) -> str:
    """Name the places of a figure: the territory and France, or France alone."""
    return words.listing(dict.fromkeys([f"{territory}", f"{france()}"]))


def left_few(before: pd.DataFrame, shown: pd.DataFrame, territory: Territory) -> str:
    """Name the types of a territory that a figure of jobs or employees leaves out for holding too few, to end its unit.

    Parameters
    ----------
    before, shown : DataFrame
        With ``territory_type``, and with ``place`` where they hold France too: all that could be shown, and what is.
    """
    held, left = (
        set(table.loc[table["place"].eq(territory.name) if "place" in table else table.index, "territory_type"])
        for table in (before, shown)
    )
    missing = [name for name in dict.fromkeys(before["territory_type"]) if name in held - left]
    if not missing:
        return ""
    return gettext(
        "; too few jobs to show: {types}", types=words.listing(f"{type_name(name):lower}" for name in missing)
    )


def bounded(low: float, high: float, form=words.points) -> str:
    """Write an interval in a table; of too few areas, that it does not tell.

    Examples
    --------
    >>> bounded(float("nan"), 0.2)
    'too few areas to tell'
    """
    return gettext("too few areas to tell") if pd.isna(low) or pd.isna(high) else words.interval(low, high, form)
