"""What an entry of the catalogue of indicators says, and the themes that gather them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from analysis import words
from analysis.indicators import adding
from analysis.indicators.wording import theme_name
from analysis.language import gettext, gettext_noop

Parts = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Theme:
    """A theme of the catalogue.

    Attributes
    ----------
    key : str
    message : str
        Name to print, in English: `label` puts it into words, by `wording.theme_name`.
    chapter : str
        Name of the notebook that treats it.
    """

    key: str
    message: str
    chapter: str

    @property
    def label(self) -> str:
        """Name to print, in the language spoken."""
        return theme_name(self.message)


_THEMES = (
    Theme("places", "Who and where", "1_isolated_territories"),
    Theme("people", "People", "2_population_flows"),
    Theme("work", "Work and income", "3_business_resilience"),
    Theme("services", "Services", "4_public_services"),
    Theme("networks", "Networks", "5_digital_access"),
)
THEMES = {theme.key: theme for theme in _THEMES}
# Decimals that a value of a unit is written with. Data hold the unit as it is here; `wording.unit_name` says it to readers.
DECIMALS = {
    gettext_noop("inhabitants"): 0,
    gettext_noop("jobs"): 0,
    gettext_noop("employees"): 0,
    gettext_noop("people per km²"): 1,
    "%": 1,
    gettext_noop("% a year"): 2,
    gettext_noop("euros a year"): 0,
    "km": 1,
    gettext_noop("consultations a year"): 1,
    gettext_noop("hours a week"): 1,
}
# The fewest inhabitants whose figure is more than the story of some households. The complementary census asks one
# household in four: a share of it needs more.
FEWEST, FEWEST_SAMPLED = 100, 500
# The fewest jobs that a share or a change is made of: of fewer, one firm or the draw of the sample makes the figure (INSEE
# warns of counts under 200 in the complementary census).
FEWEST_JOBS = 200
# The complementary census is no ground to compare communes of fewer people with each other, or with themselves.
FEWEST_COMPARED = 2000
# What some fields of an entry may say, and where a new word for it is told.
_KNOWN = {
    "unit": (DECIMALS, "`DECIMALS` of indicators/entry.py and `UNITS` of site/profiles/sentences.py"),
    "theme": (THEMES, "`_THEMES` of indicators/entry.py"),
    "adds": (adding.COLUMNS, "`COLUMNS` of indicators/adding.py"),
    "grain": (("commune", "epci", "zone"), ""),
    "easier": (("more", "less", ""), ""),
}


@dataclass(frozen=True)
class Indicator:
    """An indicator: all that is known of it stands here.

    Attributes
    ----------
    key : str
        A name that stays from one vintage to the next.
    message : str
        Name to print, without its date, in English: `label` puts it into words, when they are asked for.
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
    fewest_jobs : int
        Jobs under which a share or a change of them says little; 0 where the figure is of no jobs.
    fewest_compared : int
        Inhabitants under which a sampled figure of a commune gets no rank and no line over time; 0 where it is a count.
    perimeter_since : str
        Date since which a commune whose perimeter changed has no figure; empty where it has one all the same.
    secret : bool
        Whether the producer keeps it secret for small communes.
    limit : float
        Value from which on it measures nothing: a nearest place as far as that is nobody's; 0 where there is none.
    unsure_zero : bool
        Whether a zero of the official file may be a figure that was not declared.
    named : dict of str to str
        What the braces of the message stand for, messages too.

    Raises
    ------
    ValueError
        If its unit, theme, rule of adding up, grain or ease is none that is known: a page or a file would fail on it later.
    """

    key: str
    message: str
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
    fewest_jobs: int = 0
    fewest_compared: int = 0
    perimeter_since: str = ""
    secret: bool = False
    limit: float = 0
    unsure_zero: bool = False
    named: dict[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name, (known, where) in _KNOWN.items():
            if (told := getattr(self, name)) not in known:
                new = f"; a new one is told in {where}" if where else ""
                raise ValueError(f"indicator {self.key}: {name} {told!r} is not known; one of {list(known)}{new}")

    @property
    def label(self) -> str:
        """Name to print, without its date, in the language spoken."""
        return gettext(self.message, **{name: gettext(told) for name, told in self.named.items()})

    @property
    def sampled(self) -> bool:
        """Whether the official figure is of a sample: one household in four."""
        return bool(self.fewest_compared)

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
