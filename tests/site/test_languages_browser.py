"""The site in two languages in a real browser: the door, the switch, and no barrier in French."""

import pytest
from helpers import browsers, site_made

pytestmark = browsers.MARKS
PAGES = ("index.html", "94/index.html", "94/2_population_flows.html", "compare.html", "glossary.html", "place.html#94")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return site_made.in_both_languages(tmp_path_factory)


def opened(browser, address: str, language: str):
    page = browser.new_context(locale=language, reduced_motion="reduce").new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize(("locale", "folder"), [("fr-FR", "fr"), ("en-GB", "en"), ("fr-CA", "fr"), ("de-DE", None)])
def test_the_door_opens_the_language_of_the_browser(browser, both, locale, folder):
    page = opened(browser, (both / "index.html").as_uri(), locale)
    page.wait_for_load_state()
    if folder is None:
        assert page.url.endswith("/index.html") and page.locator("main a").count() == 2
    else:
        page.wait_for_url(f"**/{folder}/index.html")
        assert page.locator("html").get_attribute("lang") == folder


def test_the_switch_keeps_the_page_and_the_place(browser, both):
    page = opened(browser, f"{(both / 'en' / 'place.html').as_uri()}#dep:2A", "en-GB")
    page.locator("#profile[aria-busy=false]").wait_for()
    page.locator("header.site a.language").click()
    page.wait_for_url("**/fr/place.html#dep:2A")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_french(browser, both, name):
    file, _, place = name.partition("#")
    page = opened(browser, (both / "fr" / file).as_uri() + (f"#{place}" if place else ""), "fr-FR")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert not browsers.barriers(page)


@pytest.fixture
def front(browser, both):
    return opened(browser, (both / "fr" / "index.html").as_uri(), "fr-FR")


def test_a_name_that_is_not_found_says_what_to_try(front):
    front.get_by_role("combobox").fill("xyzzyq")
    front.get_by_role("status").get_by_text("vérifiez l’orthographe").wait_for()


def test_without_scripts_the_front_page_leads_to_every_commune(browser, both):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((both / "fr" / "index.html").as_uri())
    page.locator(".search noscript a, .search a").click()
    page.get_by_role("link", name="Corse-du-Sud (2A)").click()
    assert page.url.endswith("places/2A.html")


def test_a_chapter_leads_to_the_figures_of_a_commune(browser, both):
    page = opened(browser, (both / "fr" / "94" / "2_population_flows.html").as_uri(), "fr-FR")
    page.locator("article").get_by_role("link", name="Les chiffres de votre commune").click()
    page.wait_for_url("**/fr/place.html")


def test_on_a_phone_the_regions_are_seen_whole(browser, both):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((both / "fr" / "index.html").as_uri())
    assert page.locator(".choose .scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_count_of_claims_needs_a_plural(front):
    told = front.locator(".standfirst").inner_text()
    assert "Vérifiées ou approchées" in told and " sont " not in told
