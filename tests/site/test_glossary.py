"""The glossary: terms whole in both languages, the document written from them, links at a first use alone."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.site import article, glossary
from analysis.site.glossary import Linker, Term

ROOT = Path(__file__).resolve().parents[2]
BALANCE = Term("People", ("natural balance", "balance of births"), "Births less deaths.", "INSEE")
PEOPLE = Term("People", ("people",), "Who lives there.", "INSEE", linked=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_term_is_whole_and_has_a_place_of_its_own(language):
    held = glossary.terms(language)
    assert len(held) >= 40
    for term in held:
        assert all(term.forms) and term.meaning.endswith((".", "»")) and term.source and term.section, term
    places = [term.anchor for term in held]
    assert len(set(places)) == len(places), "two terms have one anchor"


def test_the_document_is_that_of_the_terms():
    stored = (ROOT / glossary.DOCUMENT).read_text(encoding="utf-8")
    assert stored == glossary.document(), "run `territoires renew`"


def test_the_first_use_leads_to_the_term_and_no_other():
    linker = Linker([BALANCE, PEOPLE], "../glossary.html")
    first = linker("People: natural balances, a balance of births")
    assert (
        first
        == 'People: <a class="term" href="../glossary.html#natural-balance">natural balances</a>, a balance of births'
    )
    assert linker("The natural balance") == "The natural balance"


def test_a_term_inside_another_word_is_none():
    assert Linker([BALANCE], "g.html")("supernatural balance-sheet") == "supernatural balance-sheet"


def test_neither_a_heading_nor_a_link_holds_one():
    linker = Linker([BALANCE], "g.html")
    assert "term" not in article.markdown("## The natural balance", "", linker)
    linker = Linker([BALANCE], "g.html")
    assert "term" not in article.markdown("[the natural balance](https://www.insee.fr/x)", "", linker)
    linker = Linker([BALANCE], "g.html")
    assert "term" in article.markdown("**The natural balance**", "", linker)


def test_the_stored_report_leads_to_the_page(site):
    page = (site.folder / glossary.PAGE).read_text(encoding="utf-8")
    known = {part["id"] for part in BeautifulSoup(page, "html.parser").select("dt[id]")}
    chapter = (site.folder / "84" / "2_population_flows.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="term" href="\.\./glossary\.html#([\w-]+)"', chapter)
    assert links and set(links) <= known and len(set(links)) == len(links)
