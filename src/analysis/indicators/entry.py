"""What an entry of the catalogue of indicators says, and the themes that gather them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis import words

Parts = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Theme:
    """A theme of the catalogue.

    Attributes
    ----------
    key, label : str
    chapter : str
        Name of the notebook that treats it.
    """

    key: str
    label: str
    chapter: str


_THEMES = (
    Theme("places", "Who and where", "1_isolated_territories"),
    Theme("people", "People", "2_population_flows"),
    Theme("work", "Work and income", "3_business_resilience"),
    Theme("services", "Services", "4_public_services"),
    Theme("networks", "Networks", "5_digital_access"),
)
THEMES = {theme.key: theme for theme in _THEMES}
# Decimals that a value of a unit is written with.
DECIMALS = {
    "inhabitants": 0,
    "jobs": 0,
    "employees": 0,
    "people per km²": 1,
    "%": 1,
    "% a year": 2,
    "euros a year": 0,
    "km": 1,
    "consultations a year": 1,
    "hours a week": 1,
}
# The fewest inhabitants whose figure is more than the story of some households. The complementary census asks one
# household in four: a share of it needs more.
FEWEST, FEWEST_SAMPLED = 100, 500


@dataclass(frozen=True)
class Indicator:
    """An indicator: all that is known of it stands here.

    Attributes
    ----------
    key : str
        A name that stays from one vintage to the next.
    label : str
        Name to print, without its date.
    unit : str
        A key of `DECIMALS`.
    theme : str
        A key of `THEMES`.
    adds : str
        How communes add up to a territory: a key of `adding.COLUMNS`.
    parts : callable
        Gives, by date (oldest first), what is added up: see `adding`. The last date is the value, those before it a line
        over time: only dates that compare stand in it.
    tables : tuple of str
        Tables or sources of the snapshot behind it.
    weight : str
        What a mean of communes is weighted by; empty where there is no mean.
    grain : {"commune", "epci", "zone"}
        What the official figure is of; a commune has that of its EPCI or zone d'emploi.
    easier : {"more", "less", ""}
        Whether daily life is easier with more of it, with less, or neither.
    factor : float
        From the figure of the snapshot to the printed unit.
    flag : bool
        Whether a commune has it or not: 100 or 0, where a territory has a share.
    fewest : int
        Inhabitants under which the figure of a place says little.
    perimeter_since : str
        Date since which a commune whose perimeter changed has no figure; empty where it has one all the same.
    secret : bool
        Whether the producer keeps it secret for small communes.
    """

    key: str
    label: str
    unit: str
    theme: str
    adds: str
    parts: Callable[[], Parts]
    tables: tuple[str, ...]
    weight: str = ""
    grain: str = "commune"
    easier: str = ""
    factor: float = 1
    flag: bool = False
    fewest: int = 0
    perimeter_since: str = ""
    secret: bool = False

    @property
    def decimals(self) -> int:
        """Decimals to print; those of a share of communes that have it or not are none."""
        return DECIMALS[self.unit]

    @property
    def chapter(self) -> str:
        """Name of the notebook that treats it."""
        return THEMES[self.theme].chapter

    @property
    def source(self) -> str:
        """Line that names the official files."""
        return words.source_line(*self.tables)
