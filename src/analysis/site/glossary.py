"""The glossary: a page of terms in both languages, and in each chapter a link from the first use of a term to it.

The terms stand in ``glossary.csv`` beside this module; ``docs/glossary.md`` is written from them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from analysis.language import speaking
from analysis.site.gathering import anchor
from analysis.words import house_style

FILE = Path(__file__).with_name("glossary.csv")
DOCUMENT = "docs/glossary.md"
PAGE = "glossary.html"
HEAD = """# Glossary / Glossaire

The words of the chapters in both languages, each with the source of its definition. Definitions are in our words: the
source has the full one. This page is written from `src/analysis/site/glossary.csv` by `territoires renew`.

Les mots des chapitres dans les deux langues, chacun avec la source de sa définition. Les définitions sont dans nos mots :
la source donne la définition complète.
"""


@dataclass(frozen=True)
class Term:
    """A term in one language: its forms, the first being its name, what it means, and who defines it.

    Attributes
    ----------
    section : str
        Its theme.
    forms : tuple of str
        As it is written in a sentence.
    meaning, source : str
    linked : bool
        Whether its first use in a chapter leads to it: a word of every day does not.
    """

    section: str
    forms: tuple[str, ...]
    meaning: str
    source: str
    linked: bool = True

    @property
    def name(self) -> str:
        """All its forms, as a heading."""
        written = ", ".join(self.forms)
        return written[:1].upper() + written[1:]

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return anchor(self.forms[0])


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def terms(language: str | None = None) -> list[Term]:
    """Return the terms in a language, that spoken by default, in the order of the table."""
    spoken = language or speaking()
    return [
        Term(
            row[f"section_{spoken}"],
            tuple(form.strip() for form in row[f"term_{spoken}"].split("|")),
            house_style(row[f"meaning_{spoken}"], spoken),
            house_style(row["source"], spoken),
            row["linked"] == "yes",
        )
        for row in _rows()
    ]


def sections() -> list[tuple[str, list[Term]]]:
    """Return the terms by section, each section by name."""
    grouped = groupby(terms(), key=lambda term: term.section)
    return [(name, sorted(held, key=lambda term: term.anchor)) for name, held in grouped]


def document() -> str:
    """Write the glossary in both languages as Markdown."""
    lines = [HEAD]
    for (english, french), rows in groupby(_rows(), key=lambda row: (row["section_en"], row["section_fr"])):
        lines += [
            f"## {english} / {french}",
            "",
            "| English | Français | Meaning | Sens | Source |",
            "|---|---|---|---|---|",
        ]
        for row in rows:
            cells = [
                row[name].replace("|", ", ") for name in ("term_en", "term_fr", "meaning_en", "meaning_fr", "source")
            ]
            lines.append(f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |".replace(" ,", ","))
        lines.append("")
    return "\n".join(lines)


class Linker:
    """Links the first use of each term in a chapter to the glossary.

    Parameters
    ----------
    known : iterable of Term
        In the language of the chapter.
    page : str
        Address of the glossary from the chapter.

    Examples
    --------
    >>> linker = Linker([Term("People", ("natural balance",), "Births less deaths.", "INSEE")], "../glossary.html")
    >>> linker("The natural balance, a natural balance")
    'The <a class="term" href="../glossary.html#natural-balance">natural balance</a>, a natural balance'
    """

    def __init__(self, known: Iterable[Term], page: str):
        self._page, self._waiting = page, {}
        for term in (term for term in known if term.linked):
            for form in term.forms:
                self._waiting[_plain(form)] = term.anchor
        longest_first = sorted(self._waiting, key=len, reverse=True)
        words = "|".join(r"\s+".join(rf"{re.escape(word)}[sx]?" for word in form.split()) for form in longest_first)
        self._any = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None

    def __call__(self, text: str) -> str:
        """Link in a piece of HTML text, without tags, the terms that were not met before."""
        return self._any.sub(self._linked, text) if self._any else text

    def _linked(self, found: re.Match) -> str:
        form = _plain(found[0])
        place = self._waiting.get(form)
        if place is None:
            return found[0]
        self._waiting = {other: held for other, held in self._waiting.items() if held != place}
        return f'<a class="term" href="{self._page}#{place}">{found[0]}</a>'


def _plain(form: str) -> str:
    """Return what the forms of a term share: small letters, no mark of the plural."""
    return " ".join(re.sub(r"[sx]$", "", word) for word in form.lower().split())
