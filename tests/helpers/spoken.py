"""What the chapters say in a language, for tests: every text, title and table of a notebook for a territory."""

import re

from sweep import texts_of

from analysis.language import speak
from analysis.report import Edition, Places
from analysis.territories import Territory

# Words that are English alone, and no part of a name in France.
ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|people|and|in the|with|share|which|not|than|more|fewer|between|held|isolated|"
    r"unclear|holds|source|year|years|figure|map|by)\b"
)
FRENCH = re.compile(r"\b(les|des|une|est|sont|dans|avec|communes isolées|selon|pour)\b")


def texts_in(language: str, notebook: int, region: str, definition: str = "zau") -> list[str]:
    """Return what a reader of a chapter meets: each text shown, the title, alternative text and source of each figure."""
    file = Places.from_environment().notebook_files()[notebook - 1]
    with speak(language):
        return texts_of(file, Edition(Territory.parse(region), definition, language))


def english_in(texts: list[str]) -> list[str]:
    """Return the lines that hold a word of English; links and names in brackets apart."""
    lines = [re.sub(r"\]\([^)]*\)|`[^`]*`", "", line) for text in texts for line in text.splitlines()]
    return [line for line in lines if ENGLISH.search(line)]
