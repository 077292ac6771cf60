"""The profiles in French in a real browser: no word of English, and every figure that the English page shows."""

import re

import pytest
from helpers import browsers, profiles_made
from helpers.browsers import PHONE
from helpers.spoken import ENGLISH

pytestmark = browsers.MARKS
PLACES = {
    "15014": "Commune 15014, type\u00a0: grandes aires urbaines (aires urbaines 2010)", "48007": "Commune 48007, type\u00a0: communes isolées (aires urbaines 2010)",
    "29083": "Commune 29083, type\u00a0: communes isolées (aires urbaines 2010)", "97608": "Commune 97608, type\u00a0: communes isolées (aires urbaines 2010)",
    "75056": "Commune 75056, type\u00a0: grandes aires urbaines (aires urbaines 2010)", "epci:241500230": "Intercommunalité (EPCI) 241500230",
    "dep:15": "Département 15", "dep:2A": "Département 2A", "84": "Région 84", "FR": "Ensemble du pays",
}  # fmt: skip
# What a reader or a listener meets: texts, alternative texts, and the file to take away.
TEXTS = """async address => {
  const root = document.getElementById("profile");
  const place = await PROFILE.find(address);
  const spoken = [...root.querySelectorAll("[aria-label]")].map(one => one.getAttribute("aria-label"));
  return [document.title, ...root.innerText.split("\\n"), ...spoken, ...PROFILE.csv(place).split("\\r\\n")];
}"""
CELLS = """() => [...document.querySelectorAll("#profile td.number, #profile .rank, #profile .strip, #profile .moved")]
  .map(one => { const own = one.cloneNode(true); own.querySelectorAll("sup").forEach(note => note.remove());
    return own.getAttribute("aria-label") ?? own.textContent; })"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return {language: profiles_made.shared(tmp_path_factory, language) for language in ("en", "fr")}


@pytest.fixture
def visit(browser, folders):
    """Open profiles in a language."""
    with browsers.watched(browser) as opened:

        def open_page(language: str, address: str, *view):
            page = opened(f"{(folders[language] / 'place.html').as_uri()}#{address}", *view)
            page.locator("#profile[aria-busy=false]").wait_for()
            page.locator("#profile .profile, #profile .standfirst").first.wait_for()
            return page

        yield open_page


def numbers(texts: list[str]) -> list[list[str]]:
    """Return the numbers of each text, as English writes them without thousands; ordinals and years in names too."""
    plain = [re.sub(r"(?<=\d)[\u202f,](?=\d{3}(?!\d))", "", text) for text in texts]
    return [re.findall(r"[+\u2212]?\d+(?:[.,]\d+)?", text) for text in plain]


@pytest.mark.parametrize("address", PLACES)
def test_a_french_profile_has_no_word_of_english(visit, address):
    page = visit("fr", address)
    assert page.locator("h1 .over").inner_text() == PLACES[address]
    told = page.evaluate(TEXTS, address)
    assert not [text for text in told if ENGLISH.search(text)]
    assert not [text for text in told if re.search(r"undefined|NaN|null|\[object|[{}]", text)]
    assert "en chiffres" in told[0]


@pytest.mark.parametrize("address", PLACES)
def test_a_french_profile_shows_the_figures_of_the_english_one(visit, address):
    english, french = (visit(language, address).evaluate(CELLS) for language in ("en", "fr"))
    assert len(english) == len(french) > 40
    for told, own in zip(numbers(english), numbers(french), strict=True):
        assert told == [number.replace(",", ".") for number in own]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("69159", "Le code 69159 n’est plus utilisé\u00a0: Porte des Pierres Dorées en a un autre depuis 2024."),
        ("75112", "Paris 12e arrondissement n’a pas de chiffres propres ici\u00a0: voici ceux de Paris."),
        ("69114", "Porte des Pierres Dorées réunit des communes de 2015\u00a0: Jarnioux, Liergues, Pouilly-le-Monial."),
    ],
)
def test_what_became_of_a_commune_is_said_in_french(visit, address, said):
    assert said in visit("fr", address).locator(".notice").all_inner_texts()


def test_a_standing_names_the_departement_with_its_preposition(visit):
    page = visit("fr", "15014")
    row = page.get_by_role("row", name=re.compile("^Personnes de 60 ans ou plus"))
    said = row.locator(".rank").first.inner_text()
    assert re.fullmatch(r"\d+e plus forte valeur sur \d+ communes du Cantal", said)
    assert page.get_by_role("link", name="Toutes les communes du Cantal dans un tableau").count() == 1
    assert page.get_by_text("Le chapitre sur ce thème, dans le rapport sur l’Auvergne-Rhône-Alpes").count() == 5
    said = visit("fr", "epci:241500230").locator(".rank").first.inner_text()
    assert said.endswith("EPCI du Cantal")


def test_what_is_not_there_is_said_in_french(visit):
    told = visit("fr", "99999").locator(".standfirst").inner_text()
    assert told == "Aucun lieu n’a le code 99999. Cherchez son nom ci-dessus."


@pytest.mark.parametrize("address", ["15014", "97608", "epci:200054781", "69159"])
def test_a_french_profile_is_one_sheet_of_paper_and_fits_a_phone(visit, address, tmp_path):
    paper = tmp_path / "page.pdf"
    visit("fr", address).pdf(path=paper, prefer_css_page_size=True)
    content = paper.read_bytes()
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 1
    page = visit("fr", address, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for scroller in page.locator("#profile .scroll").all():
        assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("st pierre tripiers", "Saint-Pierre-des-Tripiers"),
        ("pont montvert lozere", "Pont de Montvert - Sud Mont Lozère"),
    ],
)
def test_a_name_is_found_without_its_small_words(visit, typed, found):
    page = visit("fr", "15014")
    page.get_by_role("combobox").fill(typed)
    page.get_by_role("option", name=found).first.wait_for()


def test_a_number_that_may_be_a_postcode_is_said_to_be_the_code_of_its_commune(visit):
    page = visit("fr", "15014")
    page.get_by_role("combobox").fill("48150")
    said = "48150 est le code Insee de Saint-Flour-de-Mercoire. Le code postal est un autre numéro"
    page.get_by_role("status").get_by_text(said).wait_for()
