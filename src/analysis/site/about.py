"""What the pages of a site share: who made it and from what, its reports, their chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from markupsafe import Markup

from analysis.language import SOURCE_LANGUAGE
from analysis.report import Edition
from analysis.territories import Definition, france


@dataclass(frozen=True)
class About:
    """What is said on every page: who made the site, when, from what.

    Attributes
    ----------
    version, vintage : str
        Of the project; of the communes of the snapshot.
    built : date
    base_url : str
        Address that the site is published at, with a last slash; empty where it is not known.
    definition : Definition
        What counts as isolated.
    notice : str
        What a reader of any page must know first: that the data were altered.
    language : str
        Code of the language of these pages, and name of their folder.
    languages : tuple of str
        Those that the site stands in.
    """

    version: str
    vintage: str
    built: date
    base_url: str
    definition: Definition
    notice: str = ""
    language: str = SOURCE_LANGUAGE
    languages: tuple[str, ...] = (SOURCE_LANGUAGE,)

    @property
    def address(self) -> str:
        """Address of the pages of this language; empty where that of the site is not known."""
        return f"{self.base_url}{self.language}/" if self.base_url else ""


@dataclass(frozen=True)
class Entry:
    """A chapter as lists name it: number, name of its page, title, and its answer as HTML and as plain text."""

    number: int
    name: str
    title: str
    answer: Markup
    said: str


@dataclass
class Site:
    """What the pages of a site share in one language.

    Attributes
    ----------
    about : About
    editions : list of Edition
        Reports of the site, in the order of its lists.
    figures : DataFrame
        As `facts.table`.
    entries : dict of str to list of Entry
        Chapters of each report, by its folder; filled while the reports are read.
    """

    about: About
    editions: list[Edition]
    figures: pd.DataFrame
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def folders(self) -> dict[str, str]:
        """The folder of the report of each region."""
        return {e.territory.code: e.name for e in self.editions if e.territory.kind == "region"}

    @property
    def whole(self) -> str | None:
        """The folder of the report of France, if the site has it."""
        return next((edition.name for edition in self.editions if edition.territory == france()), None)

    @property
    def first(self) -> str:
        """The folder of the report that stands for the site: that of France, or else the first."""
        return self.whole or self.editions[0].name
