"""The site in two languages: the same pages in each, a switch between them, a door at the root."""

import io
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import site_made
from helpers.site_made import CORSE, CORSE_FR, figures
from helpers.spoken import english_in
from python_calamine import load_workbook

from analysis.language import speak
from analysis.site import assembly

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Path:
    return site_made.in_both_languages(tmp_path_factory)


def pages_of(folder: Path) -> dict[str, BeautifulSoup]:
    return {
        file.relative_to(folder).as_posix(): BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for file in sorted(folder.rglob("*.html"))
    }


def test_each_language_has_the_same_pages(both):
    english, french = pages_of(both / "en"), pages_of(both / "fr")
    assert list(english) == list(french) and "94/6_claims.html" in english
    assert {page.html["lang"] for page in english.values()} == {"en"}
    assert {page.html["lang"] for page in french.values()} == {"fr"}


def test_a_page_leads_to_itself_in_the_other_language(both):
    for language, other in (("en", "fr"), ("fr", "en")):
        for name, page in pages_of(both / language).items():
            (link,) = page.select("header.site a.language")
            target = (both / language / name).parent / link["href"]
            assert target.resolve() == (both / other / name).resolve(), name
            assert link["lang"] == link["hreflang"] == other
            told = {one["hreflang"]: one["href"] for one in page.select("link[rel=alternate]")}
            assert set(told) == {"en", "fr"}, name
            for code, address in told.items():
                resolved = ((both / language / name).parent / address).resolve()
                assert resolved == (both / code / name).resolve(), (name, code)


def test_a_site_of_one_language_has_no_switch(tmp_path_factory, site):
    page = BeautifulSoup((site.folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert not page.select("a.language, link[rel=alternate]")


def test_the_root_leads_to_each_language_without_scripts(both):
    door = BeautifulSoup((both / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert {(link["hreflang"], link["href"]) for link in door.select("main a")} == {
        ("en", "en/index.html"),
        ("fr", "fr/index.html"),
    }
    for part in door.select("script[src], link[rel=stylesheet], main a"):
        assert (both / (part.get("src") or part.get("href"))).exists()


def test_the_pages_of_the_site_itself_are_french_in_french(both):
    for name, page in pages_of(both / "fr").items():
        if page.select(".chapter") or name.startswith("94/"):
            for part in page.select(".text, .answer, .standfirst, .contents, .turn, .chapters, h1, nav.switch"):
                part.decompose()  # the notebooks of this site are made up, in English
        for part in page.select(".answer, footer .cite, [lang=en], cite"):
            part.decompose()
        found = english_in(page.body.get_text("\n").splitlines())
        assert not found, f"{name}: English in French: {found[:10]}"


def test_the_comparison_calls_nothing_alike_in_both_languages_but_names(both):
    told = [
        {
            part.get_text(" ", strip=True)
            for part in pages_of(both / language)["compare.html"].select(".themes a, h2, th[scope=col], figcaption")
        }
        for language in ("en", "fr")
    ]
    assert told[0] & told[1] <= {"Services"}, f"said alike in both languages: {told[0] & told[1]}"
    books = [load_workbook(io.BytesIO((both / language / "compare.xlsx").read_bytes())) for language in ("en", "fr")]
    sheets = [book.get_sheet_by_index(0).to_python() for book in books]
    figures = [{row[1] for row in rows} for rows in sheets]
    assert len(figures[0]) == len(figures[1]) > 20 and not figures[0] & figures[1], figures[0] & figures[1]


def test_no_french_stands_in_english(both):
    page = pages_of(both / "en")["index.html"]
    for part in page.select("[lang=fr]"):
        part.decompose()
    assert not re.search(r"\b(les|des|communes isolées|chiffres clés|régions)\b", page.body.get_text(" "))


def test_a_build_in_one_language_says_what_it_no_longer_holds(both, tmp_path):
    assert assembly.left_out([CORSE], both) == ["fr/94"]
    assert assembly.left_out([CORSE, CORSE_FR], both) == []


def test_prepare_makes_a_site_a_language(monkeypatch):
    monkeypatch.setattr(assembly.facts, "table", lambda places, definition: figures())
    made = assembly.prepare([CORSE, CORSE_FR], "https://example.org/x")
    assert [one.about.language for one in made] == ["en", "fr"]
    assert [one.about.address for one in made] == ["https://example.org/x/en/", "https://example.org/x/fr/"]
    assert made[0].editions == [CORSE] and made[1].editions == [CORSE_FR]
    with speak("fr"):
        assert made[1].about.vintage != made[0].about.vintage, "the date of the data is said in the language"
