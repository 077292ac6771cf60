"""The key figures as the site shows them: the value of a territory, that of France, and its place among the regions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import words
from analysis.geography import FEWEST_ISOLATED
from analysis.indicators import SAMPLED, key_figures, theme_name
from analysis.language import gettext, gettext_noop
from analysis.snapshot import recall
from analysis.statistics import Rank, places
from analysis.territories import Territory, france, regions

NO_VALUE = gettext_noop("not held")
# What is to be known of a value, by code: it is of fewer than ten communes; or why there is none.
FEW, NONE_ISOLATED, NOT_HELD = "few", "none_isolated", "not_held"
WHY = {NONE_ISOLATED: gettext_noop("none isolated"), NOT_HELD: NO_VALUE}
# What counts the isolated among all is ranked however few they are; what is said of them needs enough of them.
OF_ALL = ("isolated communes", "people of isolated communes", "share of communes isolated", "share of people isolated")
# What heads a chapter: the figures of its argument that say most, in the order of the text.
HEADLINES: dict[str, tuple[str, ...]] = {
    "1": (
        "isolated communes",
        "share of communes isolated",
        "people of isolated communes",
        "share of people isolated",
    ),
    "2": (
        "migratory rate",
        "natural rate",
        "change of people",
        "people aged 60 and over",
    ),
    "3": (
        f"change of production jobs {key_figures.THEN}",
        "change of production jobs in the long run",
        "production in all jobs",
        "change of private employees",
    ),
    "4": (
        "people without a food shop other than a bakery",
        "access to general practitioners",
        "people beyond 10 km of a France services place",
        "town halls with a web site",
    ),
    "5": (
        f"premises with fibre {key_figures.THEN}",
        "premises with fibre",
        "premises with 1 Gbit/s",
        "area with 4G from the operator that covers least in each commune",
    ),
}
REPORT_HEADLINES = (
    "share of communes isolated",
    "people of isolated communes",
    "change of people",
    "people aged 60 and over",
    "people without a food shop other than a bakery",
    "access to general practitioners",
    "premises with fibre",
    "town halls with a web site",
)


@dataclass(frozen=True)
class Fact:
    """A key figure written for a reader.

    Attributes
    ----------
    name, theme : str
        The name with its year.
    value, france : str
        With their unit; why, where there is none.
    place : str
        "3rd of 17 regions", from the highest; empty where the territory has no place.
    known : bool
        Whether a value is held.
    """

    name: str
    theme: str
    value: str
    france: str
    place: str
    known: bool = True


def table(territories: list[Territory], definition: str) -> pd.DataFrame:
    """Stack the key figures of France, of every region and of these territories.

    Returns
    -------
    DataFrame
        ``theme``, ``territory`` (code), ``name`` (of the territory), ``kind``, ``figure``, ``when``, ``unit``, ``value``,
        ``rank`` (1 is the highest of the regions; missing for what is no region), ``ranked`` (regions with a value),
        ``others`` (regions tied with it) and ``note`` (`FEW`, `NONE_ISOLATED`, `NOT_HELD`, or empty).
    """
    wanted = dict.fromkeys([france(), *regions(), *territories])
    frames = [
        recall(key_figures.by_theme, place, definition).assign(name=place.name, kind=place.kind) for place in wanted
    ]
    return ranked(pd.concat(frames, ignore_index=True))


def ranked(figures: pd.DataFrame) -> pd.DataFrame:
    """Add the rank of each region, from the highest value, how many regions have one, and how many share it.

    As in the text of the chapters, a region of fewer than ten isolated communes is ranked by their number and share alone,
    and what has an interval there (a sample, a change, a yearly rate) has no rank at all.

    Parameters
    ----------
    figures : DataFrame
        ``kind``, ``territory``, ``figure``, ``value``.
    """
    counts = figures[figures["figure"] == "isolated communes"].drop_duplicates("territory")
    isolated = figures["territory"].map(counts.set_index("territory")["value"])
    compared = ~isolated.lt(FEWEST_ISOLATED) | figures["figure"].isin(OF_ALL)
    counted = ~figures["figure"].map(has_interval).astype(bool)
    values = figures["value"].where((figures["kind"] == "region") & compared & counted)
    found = pd.concat([places(group) for _, group in values.groupby(figures["figure"], sort=False)])
    missing = figures["value"].isna()
    note = np.select([missing & isolated.eq(0), missing, ~compared], [NONE_ISOLATED, NOT_HELD, FEW], "")
    return figures.assign(**found.reindex(figures.index), note=note)


def has_interval(figure: str) -> bool:
    """Tell whether a key figure is one whose chapter gives an interval: two close ones have no order.

    Examples
    --------
    >>> has_interval("retired"), has_interval("change of people"), has_interval("premises with fibre")
    (True, True, False)
    """
    return figure in SAMPLED or _turns(figure)


def _turns(figure: str) -> bool:
    return figure.startswith("change") or " rate" in figure


def facts(figures: pd.DataFrame, territory: Territory, names: tuple[str, ...] | None = None) -> list[Fact]:
    """Write the key figures of a territory, all of them or those named, in their order.

    Raises
    ------
    KeyError
        If no key figure has such a name.
    """
    own = figures[figures["territory"] == territory.code].set_index("figure")
    whole = figures[figures["territory"] == france().code].set_index("figure")
    return [_fact(name, own.loc[name], whole.loc[name]) for name in names or own.index]


def _fact(name: str, row: pd.Series, whole: pd.Series) -> Fact:
    place = ""
    if pd.notna(row["rank"]):
        place = words.rank(Rank(int(row["rank"]), int(row["ranked"]), row["value"], others=int(row["others"])))
    return Fact(
        title(name, row["when"]),
        theme_name(row["theme"]),
        value(name, row["unit"], row["value"], row["note"]),
        value(name, whole["unit"], whole["value"], whole["note"]),
        place,
        known=bool(pd.notna(row["value"])),
    )


def title(name: str, when: str) -> str:
    """Write the name of a key figure with its year as a heading: its first letter is a capital.

    Examples
    --------
    >>> title("retired", "2022")
    'Retired, 2022'
    """
    said = key_figures.name_of(name)
    return key_figures.dated(said[:1].upper() + said[1:], when)


def sorting(name: str) -> str:
    """Return the text that sorts a name among others: without accents.

    Examples
    --------
    >>> sorted(["Occitanie", "Île-de-France"], key=sorting)
    ['Île-de-France', 'Occitanie']
    """
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def value(name: str, unit: str, held: float, note: str = NOT_HELD) -> str:
    """Write a value with its unit, or why there is none; a change and a rate have their sign.

    Examples
    --------
    >>> value("change of people", "% a year", 0.1)
    '+0.10\\xa0% a year'
    >>> value("share of communes isolated", "%", float("nan"))
    'not held'
    >>> value("retired", "%", float("nan"), NONE_ISOLATED)
    'none isolated'
    """
    if pd.isna(held):
        said = WHY[note]
        return gettext(said)
    write = words.signed_number if _turns(name) else words.number
    digits = key_figures.DECIMALS[unit]
    return f"{write(held, digits)}" + ("" if unit in ("communes", "inhabitants") else f"\u00a0{gettext(unit)}")
