"""Words that the stories of the third notebook share: places of a figure, types left out, few areas."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business import believed
from analysis.business.areas import CLASSES
from analysis.language import gettext
from analysis.territories import ALL_COMMUNES, Territory, france, type_name
from analysis.words import few_isolated

# A median of fewer areas is no yardstick for others.
HANDFUL = 10
# An area of the other classes has hardly anyone isolated: it says nothing of isolated people.
ISOLATED_CLASSES = CLASSES[-2:]
# An association that is clear by one of two defensible weights alone.
BY_WEIGHT = "by weight"


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


def with_whole(shown: pd.DataFrame, types: pd.Series, whole: pd.DataFrame) -> pd.DataFrame:
    """Add the rows of all communes to the types that a figure shows: where none is isolated, its title tells of them.

    Parameters
    ----------
    shown : DataFrame
        With ``territory_type``.
    types : Series
        The types that the territory has, shown or not: where there is one, it is the whole already.
    whole : DataFrame
        The same columns but ``territory_type``.
    """
    if types.nunique() < 2:
        return shown
    kinds = shown["territory_type"]
    order = kinds.cat.categories if isinstance(kinds.dtype, pd.CategoricalDtype) else dict.fromkeys(kinds)
    table = pd.concat([shown.astype({"territory_type": "object"}), whole.assign(territory_type=ALL_COMMUNES)])
    kinds = pd.Categorical(table["territory_type"], [*order, ALL_COMMUNES], ordered=True)
    return table.assign(territory_type=kinds).reset_index(drop=True)


def way_of_slopes(row: pd.Series) -> int | str | None:
    """Return the direction of a row of `areas.association` where both its weights agree; `BY_WEIGHT` where they do not.

    None where there are too few areas for one.
    """
    if pd.isna(row["low"]) or pd.isna(row["low_once"]):
        return None
    weighed = words.direction(row["slope"], row["low"], row["high"])
    once = words.direction(row["slope_once"], row["low_once"], row["high_once"])
    return weighed if weighed == once else BY_WEIGHT


def slopes(row: pd.Series) -> dict[str, str]:
    """Write both slopes of a row of `areas.association` with their intervals: of ten points more of people isolated."""
    return {
        name: form
        for ending in ("", "_once")
        for name, form in (
            (f"slope{ending}", words.points(row[f"slope{ending}"] / 10)),
            (
                f"bounds{ending}",
                words.bounds(france(), row[f"low{ending}"] / 10, row[f"high{ending}"] / 10, words.points),
            ),
        )
    }


def bounded(low: float, high: float, form=words.points) -> str:
    """Write an interval in a table; of too few areas, or `believed.beyond_all`, that it does not tell.

    Examples
    --------
    >>> bounded(-2.5, 1.39)
    'too wide to tell'
    >>> bounded(float("nan"), 0.2)
    'too few areas to tell'
    """
    if believed.beyond_all(low, high):
        return gettext("too wide to tell")
    return gettext("too few areas to tell") if pd.isna(low) or pd.isna(high) else words.interval(low, high, form)
