"""French as it is printed: spaces, apostrophes, capitals, elisions and names in every text, and sentences that can be read once."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from analysis.language import catalogues, speak
from analysis.language.catalogue import spaced
from analysis.site import glossary
from analysis.words.citations import house_style

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "analysis"
LONGEST = 36  # words of a sentence: what is longer is read twice
FAULTS = {
    "a sign without its space": r"[^\s\u00a0\u202f/?!(][;?!»](?=[\s).]|$)|\w:(?=\s|$)|«(?![ \u00a0\u202f])",
    "a plain space where none may break": r" [;?!:%»€]|« ",
    "an apostrophe of a typewriter": r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ{]",
    "a capital without its accent": r"\b(?:Etat|Ile|Evolution|Etude|Ecart|Economie|Ecole|Age|Agé|Etablissement)s?\b|(?<![\w’])A (?=l’|la |partir|quel)",
    "a missing elision": r"\b(?:[dD]e|[qQ]ue|[nN]e|[jJ]usque|[lL]orsque|[pP]uisque) (?=[aeiouéèêâîÉÈÊÎ])(?!oui\b|onz)",
    "an article that does not contract": r"\b(?:de les?|à les?) (?=[a-zé])(?!suivre|lire|voir|comparer|distinguer|afficher|trier)",
    "a place without its form": r"\b(?:de|du|des|à|en|dans|sur|la|le) \{(?:place|territory|area|report)\}|[dl]’\{(?:place|territory|area|report)\}",
    "a number without its thousands": r"(?<![\w{])(?!97[5-8]\d\d\b)[1-9]\d{4,}(?![\w}])",
    "the first of a month": r"\b1 (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b",
    "a name in capitals": r"\b(?:INSEE|ARCEP|URSSAF|DREES)\b",
}  # fmt: skip


def without_code(text: str) -> str:
    """Return Markdown without what stands between backticks, and without the addresses of its links."""
    return re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`]*`", "", text))


def found_in(text: str) -> dict[str, list[str]]:
    """Return the faults of a text as a reader sees it, each with where it stands."""
    plain = without_code(text)
    found = {name: [plain[max(0, one.start() - 25) : one.end() + 20] for one in re.finditer(pattern, plain)] for name, pattern in FAULTS.items()}  # fmt: skip
    return {name: places for name, places in found.items() if places}


def said() -> list[tuple[str, str]]:
    """Return every French text of the catalogues, with its room."""
    texts = []
    for file in catalogues("fr"):
        for entry in read_po(file.open("rb")):
            forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
            texts += [(file.stem, spaced(form)) for form in forms if entry.id and form]
    return texts


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+|\n+", text) if part]


def length(sentence: str) -> int:
    return len(re.findall(r"[\w{}:’%/-]*\w[\w{}:’%/-]*", sentence))


def test_every_french_text_of_the_catalogues_is_written_as_it_is_printed():
    faults = [f"{room}: {found}" for room, text in said() for found in [found_in(text)] if found]
    assert not faults, faults


def test_the_glossary_in_french_is_written_as_it_is_printed():
    with speak("fr"):
        texts = [text for term in glossary.terms() for text in (term.section, term.name, term.meaning, term.source)]
    faults = [found for text in texts for found in [found_in(text)] if found]
    assert len(texts) > 150 and not faults, faults


def test_a_title_and_an_institute_are_written_as_the_language_prints_them():
    with speak("fr"):
        assert house_style("INSEE, zones d'emploi: liste; ARCEP") == "Insee, zones d’emploi\u00a0: liste\u202f; Arcep"
    assert house_style("Insee, BPE 2019; ARCEP, 2022") == "INSEE, BPE 2019; ARCEP, 2022"


def test_a_sentence_is_read_once():
    long = [
        f"{room}, {length(part)} words: {part}"
        for room, text in said()
        for part in sentences(text)
        if part.endswith((".", "?")) and length(part) > LONGEST
    ]
    assert not long, long


def test_a_profile_is_called_so_everywhere():
    assert not [text for _, text in said() if re.search(r"\bportraits?\b|\bnotebooks?\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("file", sorted((PACKAGE / "site" / "templates").rglob("*.j2")), ids=lambda file: file.name)
def test_no_template_puts_a_sign_behind_a_value_itself(file):
    glued = re.findall(r"\}\}[:;?!»][^\n]{0,30}", file.read_text(encoding="utf-8")) if ".css" not in file.name else []
    assert not glued, f"English and French put another space before these: {glued}"


def joins(text: str) -> list[int]:
    """Return the lines where a list is joined by a sign that each language spaces in its own way."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "join"
        and isinstance(node.func.value, ast.Constant) and str(node.func.value.value).strip() in {";", ":"}
    ]  # fmt: skip


SPEAKING = [*PACKAGE.glob("*/story/*.py"), *(PACKAGE / "site").rglob("*.py"), *(PACKAGE / "drawing").glob("*.py")]


@pytest.mark.parametrize("file", sorted(SPEAKING), ids=lambda file: "/".join(file.parts[-3:]))
def test_no_list_is_joined_by_a_sign_that_languages_space_otherwise(file):
    assert not joins(file.read_text(encoding="utf-8")), 'join by gettext("; ")'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Deux cas; un autre", "a sign without its space"), ("Source: Insee", "a sign without its space"),
        ("Deux cas ; un autre", "a plain space where none may break"), ("l'emploi", "an apostrophe of a typewriter"),
        ("L’Etat", "a capital without its accent"), ("que il", "a missing elision"), ("à le village", "an article that does not contract"),
        ("les communes de {place}", "a place without its form"), ("12345 habitants", "a number without its thousands"),
        ("le 1 janvier", "the first of a month"), ("selon l’INSEE", "a name in capitals"),
    ],
)  # fmt: skip
def test_a_fault_is_seen(text, fault):
    assert fault in found_in(text)
