"""The page that puts places side by side: what it says, what it weighs, and that no name in it is markup."""

import html
import json
import re
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from helpers import profiles_made, site_made

from analysis.language import speak
from analysis.site import assembly, pages
from analysis.site.profiles import comparing, sentences

LARGEST_PAGE = 400_000  # bytes, as they are
MOST_HEAVY = (
    0.13  # two of the ten départements of most communes weigh more together; a third of it where a server compresses
)
SCRIPTS = ("figures", "wording", "files", "comparison", "search", "site", "workbook")


def asked_for(script: str) -> set[str]:
    """Return the names of the sentences that a script asks for."""
    text = (assembly.ASSETS / f"{script}.js").read_text(encoding="utf-8")
    found = re.findall(r"\bsaid\.(\w+)|\bsay\((?:\w+ \? )?\"(\w+)\"(?: : \"(\w+)\")?", text)
    return {name for names in found for name in names if name}


def test_the_page_has_every_sentence_that_it_asks_for_and_no_other():
    asked = asked_for("comparison")
    held = set(json.loads(comparing.said()))
    assert asked - {"columns"} <= held | set(sentences.said())
    assert held <= asked, "no script says these"
    assert not held & set(sentences.said()), "a profile says these already: they would hide its own"


def test_the_sentences_are_those_of_the_language_spoken():
    with speak("fr"):
        french = json.loads(comparing.said())
    english = json.loads(comparing.said())
    assert [name for name in english if english[name] == french[name]] == ["dated"]
    named = {name: [set(re.findall(r"{(\w+)}", told[name])) for told in (english, french)] for name in english}
    assert {name: sets for name, sets in named.items() if sets[0] != sets[1]} == {}


def test_what_the_page_is_given_stays_text():
    hostile = site_made.HOSTILE
    said = json.dumps({"compared": hostile})
    _, text = pages.places_page(profiles_made.site(), [("15", hostile)], "places", said)
    page = BeautifulSoup(text, "html.parser")
    assert json.loads(page.select_one("#comparison")["data-said"]) == {"compared": hostile}
    assert page.select_one(".by-departement a").get_text() == f"{hostile} (15)" and html.escape("<script>alert") in text
    assert {script.get("src") is not None for script in page.select("script")} == {True}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_two_communes_is_light(tmp_path_factory, language):
    folder = profiles_made.shared(tmp_path_factory, language)
    always = [folder / "places.html", folder / "places" / "shared.js", folder / "assets" / "style.css"]
    always += [folder / "assets" / f"{name}.js" for name in SCRIPTS]
    shared = sum(file.stat().st_size for file in always)
    shards = {file.stem: file.stat().st_size for file in (folder / "places").glob("*.js") if file.stem != "shared"}
    assert shared + shards["15"] + shards["48"] < LARGEST_PAGE
    pairs = [shared + one + other for one, other in combinations(shards.values(), 2)]
    heavy = sum(size >= LARGEST_PAGE for size in pairs) / len(pairs)
    assert heavy < MOST_HEAVY, f"{heavy:.0%} of the pairs of départements weigh more"
