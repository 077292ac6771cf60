"""Words that the stories of the first notebook share."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis import population, words
from analysis.geography import latest_year
from analysis.language import gettext
from analysis.territories import Territory, regions

LEAST = 0.001  # a share under it would be written with no digit but zeros


def population_unheld(territory: Territory) -> str:
    """Say in a sentence that the population in force is not held for a territory, and of which years one is."""
    told = {"place": territory, "year": latest_year()}
    held = population.population_years(territory)
    if not held:
        return gettext("The population of {place} in {year} is not held, nor that of another year.", **told)
    return gettext(
        "The population of {place} in {year} is not held; that of {others} is held.",
        others=words.listing(held),
        **told,
    )


def regions_of_all(communes: Iterable[str]) -> list[Territory]:
    """Return the regions that communes are all the communes of; none where some are of a region that has others too.

    Examples
    --------
    >>> mayotte = Territory.parse("06").communes
    >>> [region.name for region in regions_of_all(mayotte)], regions_of_all([*mayotte, "48095"])
    (['Mayotte'], [])
    """
    left = set(communes)
    whole = [region for region in regions() if left.issuperset(region.communes)]
    return whole if sum(len(region.communes) for region in whole) == len(left) else []


def share(value: float) -> str:
    """Write a share that is no zero so that it does not read as one.

    Examples
    --------
    >>> share(0.0002), share(0.0), share(0.123)
    ('under 0.1 %', '0.0 %', '12.3 %')
    """
    if 0 < value < LEAST / 2:
        return gettext("under {share}", share=words.percent(LEAST))
    return words.percent(value)


def share_format(*columns: pd.Series) -> str:
    """Return the format of a column of shares in a table: with more digits where one would read as zero and is none.

    Examples
    --------
    >>> share_format(pd.Series([0.2, 0.0])), share_format(pd.Series([0.2, 0.0002]))
    ('percent', 'percent2')
    """
    return "percent2" if any((column.gt(0) & column.lt(LEAST / 2)).any() for column in columns) else "percent"
