"""What the chapters say in a language, for tests: every text, title and table of a notebook for a territory."""

import re

import sweep
from sweep import ENGLISH

from analysis.report import Edition, Places
from analysis.territories import Territory

# Words that are French alone.
FRENCH = re.compile(r"\b(les|des|une|est|sont|dans|avec|communes isolées|selon|pour)\b")
__all__ = ["ENGLISH", "FRENCH", "english_in", "texts_in"]


def texts_in(language: str, notebook: int, region: str, definition: str = "zau") -> list[str]:
    """Return what a reader of a chapter meets: each text shown, the title, alternative text and source of each figure."""
    file = Places.from_environment().notebook_files()[notebook - 1]
    return sweep.texts_of(file, Edition(Territory.parse(region), definition, language))


def english_in(texts: list[str]) -> list[str]:
    """Return the lines that hold a word of English; links and code apart."""
    return [line for text in texts for line in sweep.english_in(text)]
