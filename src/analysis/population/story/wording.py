"""Words that the stories of the second notebook share: directions of yearly rates, intervals, what is not told and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from analysis import words
from analysis.geography import classify
from analysis.language import gettext, ngettext
from analysis.population.balances import LEAST_RATE
from analysis.population.residents import population_years
from analysis.territories import Territory, france
from analysis.words import few_isolated, left_small

# Places are resampled by whole areas: of fewer than these, what is drawn says little of what else could have been.
FEWEST_AREAS = 5


def untold(territory: Territory, definition: str, sentence: str) -> str:
    """Say that too few communes are isolated and, in one short sentence, what is therefore not shown.

    The chapter says the first once (`words.once`): from then on the sentence stands alone.
    """
    return f"{few_isolated(territory, definition)} {sentence}".strip()


def beside(territory: Territory) -> str:
    """Name the places of a figure: the territory and France, or France alone."""
    return words.listing(dict.fromkeys([f"{territory}", f"{france()}"]))


def places_named(territory: Territory) -> dict[str, str]:
    """Return how the places of a figure are written in the language spoken, by the names that data hold."""
    return {place.name: f"{place}" for place in (territory, france())}


def population_held(territory: Territory) -> str:
    """Say for which years the population of a territory is held."""
    held = population_years(territory)
    if not held:
        return gettext("The population of {place} is not held.", place=territory)
    if len(held) == 1:
        return gettext("The population of {place} is held for {year} alone.", place=territory, year=held[0])
    return gettext(
        "The population of {place} is held from {first} to {last}.", place=territory, first=held[0], last=held[-1]
    )


def few_areas(territory: Territory, definition: str, *, others: bool = False) -> bool:
    """Tell whether the isolated communes lie in fewer areas than an interval is made of; or the others do, where asked."""
    kinds = classify(territory, definition).dropna(subset=["isolated"])
    inside = kinds["isolated"].astype(bool)
    sides = [kinds[inside], kinds[~inside]] if others else [kinds[inside]]
    return any(side["cluster"].nunique() < FEWEST_AREAS for side in sides)


def of_few_areas(territory: Territory, definition: str) -> list[str]:
    """Return the types of territory that lie in fewer areas than an interval is made of."""
    held = classify(territory, definition).groupby("territory_type", observed=True)["cluster"].nunique()
    return [str(kind) for kind in held.index[held < FEWEST_AREAS]]


def with_areas(
    data: pd.DataFrame, territory: Territory, definition: str, measured: tuple[str, ...] = ("low", "high")
) -> tuple[pd.DataFrame, str]:
    """Take the bounds off the types of too few areas; return the rows, and a note that ends a unit or a subtitle."""
    few = data["territory_type"].astype("object").isin(of_few_areas(territory, definition))
    left = left_small(territory, definition)
    if not few.any():
        return data, left
    floor = words.in_words(FEWEST_AREAS)
    if "change" in measured:
        note = gettext("; neither change nor interval for a type in fewer than {floor} areas", floor=floor)
    else:
        note = gettext("; no interval for a type in fewer than {floor} areas", floor=floor)
    return data.assign(**{name: data[name].where(~few) for name in measured}), f"{note}{left}"


def followed(counted: tuple[int, int, float]) -> str:
    """Say of how many isolated communes a figure is, to end a unit, where not all are held at every census.

    Parameters
    ----------
    counted : tuple of (int, int, float)
        See `residents.isolated_held`.
    """
    held, whole, share = counted
    if not 0 < held < whole:
        return ""
    return gettext(
        "; {held} of {whole} isolated communes, with {people} of their people, are held at every census and followed",
        held=words.number(held),
        whole=words.number(whole),
        people=words.percent(share, 0),
    )


def spread(
    territory: Territory,
    low: float | None,
    high: float | None,
    form: Callable[..., str],
    digits: int | None = None,
    *,
    few: bool = False,
) -> str:
    """Write an interval to stand in brackets, or that there are too few areas for one."""
    if few or pd.isna(low) or pd.isna(high):
        return gettext("too few areas for an interval")
    return gettext("95 % interval: {bounds}", bounds=words.bounds(territory, low, high, form, digits))


def in_brackets(territory: Territory, row: pd.Series, part: str, *, few: bool = False) -> str:
    """Write the interval of one part of the balance, from a row of the rates, to follow its rate; nothing of few areas."""
    if few or row[[f"low_{part}", f"high_{part}"]].isna().any():
        return ""
    interval = spread(territory, row[f"low_{part}"], row[f"high_{part}"], words.signed_percent, 2)
    return gettext(" ({interval})", interval=interval)


def with_interval(territory: Territory, row: pd.Series, part: str, *, few: bool = False) -> str:
    """Write the rate a year of one part of the balance, and its interval where there are areas enough for one."""
    return f"{words.per_year(row[f'rate_{part}'])}{in_brackets(territory, row, part, few=few)}"


def way(rate: float, low: float | None, high: float | None) -> int | None:
    """Return the direction of a yearly rate by its interval; without one, less than `LEAST_RATE` is none."""
    return words.direction(rate, low, high, margin=LEAST_RATE if pd.isna(low) else 0.0)


def sure_way(rate: float, low: float | None, high: float | None) -> int:
    """Return the direction of a rate where it is clear: none where its interval holds zero or ends on the edge.

    Examples
    --------
    >>> sure_way(0.2, 0.1, 0.3), sure_way(0.2, 0.01, 0.39), sure_way(-0.2, -0.4, 0.01)
    (1, 0, 0)
    """
    return 0 if words.on_edge(low, high) else way(rate, low, high) or 0


def edge_way(rate: float, low: float | None, high: float | None) -> int:
    """Return the direction that a rate perhaps has, where its interval ends on the edge; none elsewhere.

    Examples
    --------
    >>> edge_way(0.2, 0.1, 0.3), edge_way(0.2, 0.01, 0.39), edge_way(-0.2, -0.4, 0.01)
    (0, 1, 0)
    """
    return way(rate, low, high) or 0 if words.on_edge(low, high) else 0


def brought(rate: float, low: float | None = None, high: float | None = None, *, few: bool = False) -> str:
    """Say in a clause what moves did in a year, with a verb that follows the interval.

    Examples
    --------
    >>> brought(0.0034), brought(0.00001)
    ('moves count for +0.34 % a year', 'about as many came as left')
    """
    if few:
        return gettext("the balance of moves is {rate}, in too few areas to say more", rate=words.per_year(rate))
    clear = way(rate, low, high)
    if not clear and abs(rate) <= LEAST_RATE:
        return gettext("about as many came as left")
    if not clear:
        return gettext("no clear gain or loss by moves ({rate})", rate=words.per_year(rate))
    return gettext("moves count for {rate}", rate=words.per_year(rate))


def left_out(unknown: int) -> str:
    """Say how many communes are left out; nothing where none is."""
    if not unknown:
        return ""
    return ngettext(
        "; {count} commune with births or deaths missing is left out",
        "; {count} communes with births or deaths missing are left out",
        unknown,
    )


def left_out_by_period(unknown: pd.Series) -> str:
    """Say how many communes are left out of each period, which is the index; nothing where none is."""
    told = [
        ngettext("{count} commune in {period}", "{count} communes in {period}", int(count), period=period)
        for period, count in unknown.items()
        if count
    ]
    if not told:
        return ""
    return gettext("; left out, births or deaths missing: {communes}", communes=words.listing(told))


def either(items: Iterable[object]) -> str:
    """Join words of which one holds, as a sentence does.

    Examples
    --------
    >>> either([2018, 2019, 2021]), either([2018])
    ('2018, 2019 or 2021', '2018')
    """
    *first, last = [str(item) for item in items]
    return gettext("{first} or {last}", first=", ".join(first), last=last) if first else last


def width(difference: float, digits: int = 1) -> str:
    """Write how wide a gap of two shares is, without its sign: the words around say which way it goes.

    Examples
    --------
    >>> width(-0.071)
    '7.1 points'
    """
    return words.points(abs(difference), digits).removeprefix("+")
