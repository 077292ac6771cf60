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
