"""The README in both languages: the same headings, commands, tables and links; and the glossary, whole in both."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, FRENCH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.fr.md"))
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def levels(text: str) -> list[int]:
    """Return the level of each heading outside the blocks of commands."""
    return [len(marks) for marks in re.findall(r"^(#+) \S", BLOCK.sub("", text), re.MULTILINE)]


def commands(text: str) -> list[list[str]]:
    """Return the commands of each block, without their remarks."""
    return [[re.sub(r"\s+# .*", "", line).strip() for line in block.splitlines()] for block in BLOCK.findall(text)]


def tables(text: str) -> list[list[str]]:
    """Return the codes of the first column of each table: what a reader types or looks up."""
    found = re.findall(r"((?:^\|.*\n)+)", text, re.MULTILINE)
    return [[code for line in table.splitlines()[2:] for code in re.findall(r"`[^`]+`|^\| (C\d\d) ", line.split(" | ")[0])]
            for table in found]  # fmt: skip


def links(text: str) -> list[str]:
    """Return the files and pages that a text leads to, but for its other language."""
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("README")]


@pytest.mark.parametrize("part", [levels, commands, tables, links])
def test_the_readme_has_the_same_parts_in_both_languages(part):
    assert part(ENGLISH) == part(FRENCH), "README.md and README.fr.md tell two things: mend the other page too"
    assert part(ENGLISH), "the test reads nothing"


@pytest.mark.parametrize(("page", "other"), [(ENGLISH, "README.fr.md"), (FRENCH, "README.md")])
def test_each_page_leads_to_the_other_language_and_to_the_glossary(page, other):
    assert f"]({other})" in page and "](docs/glossary.md)" in page


def test_a_difference_between_the_pages_is_seen():
    assert levels(FRENCH.replace("\n### ", "\n## ", 1)) != levels(ENGLISH)
    assert commands(FRENCH.replace("make lab", "make").replace("places Mauriac ", "places Aurillac ")) != commands(
        ENGLISH
    )


def rows() -> list[list[str]]:
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and not line.startswith("| English")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_glossary_has_each_term_in_both_languages_with_its_source():
    short = [row for row in rows() if len(row) != 5 or not all(row)]
    assert not short and len(rows()) >= 40, f"a term lacks a language, a meaning or a source: {short}"
    terms = [row[0] for row in rows()]
    assert len(set(terms)) == len(terms), "a term stands twice"


def test_the_glossary_calls_each_verdict_as_the_chapters_do():
    from analysis.claims.rules import CLOSE, FAILS, HOLDS, IN_PART, TOLD, UNCLEAR
    from analysis.language import gettext, speak

    english, french = (", ".join(row[place] for row in rows()) for place in (0, 1))
    with speak("fr"):
        lost = [word for word in (CLOSE, FAILS, HOLDS, IN_PART, TOLD, UNCLEAR)
                if word not in english or gettext(word) not in french]  # fmt: skip
    assert not lost, f"docs/glossary.md calls these otherwise: {lost}"
