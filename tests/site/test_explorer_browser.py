"""The map of the communes in a real browser, from the file system: pointer, keys, finger, table, scripts off."""

import re

import pytest
from helpers import browsers
from helpers.browsers import PHONE

from analysis import indicators
from analysis.site.explorer import topology
from analysis.territories import Territory

pytestmark = browsers.MARKS
DESK = {"width": 1300, "height": 1000}
COMMUNES = len(Territory.parse("94").communes)
BASTIA = "2B033"


@pytest.fixture
def visit(browser, site):
    """Open the map of a report."""
    with browsers.watched(browser) as opened:

        def open_page(address: str = "94/map.html", viewport=DESK, **options):
            page = opened(f"{site.folder.as_uri()}/{address}", viewport, **options)
            if options.get("java_script_enabled", True):
                page.locator("#explorer:not([hidden])").wait_for()
            return page

        yield open_page


def path_of(page, code: str):
    row = page.evaluate("code => MAP.communes.codes.split(' ').indexOf(code)", code)
    return page.locator(f"#communes path[data-row='{row}']")


def test_every_commune_is_drawn_in_the_colour_of_its_class(visit):
    page = visit()
    paths = page.locator("#communes path[data-row]")
    assert paths.count() == COMMUNES
    shades = set(
        paths.evaluate_all(
            "all => all.map(one => one.getAttribute('class') === 'empty' ? '' : one.getAttribute('fill'))"
        )
    )
    legend = page.locator("#classes rect").evaluate_all("all => all.map(one => one.getAttribute('fill') ?? '')")
    assert shades == set(legend) and len(legend) > 4
    values = indicators.series_of_communes("fibre").iloc[:, -1]
    page.get_by_label("Figure to show").select_option("fibre")
    page.get_by_text("Premises with fibre, ").wait_for()
    cuts, colours = page.evaluate("[LAYERS.fibre.cuts, LAYERS.fibre.colours]")
    wanted = colours[sum(round(values[BASTIA], 1) >= cut for cut in cuts)]
    assert path_of(page, BASTIA).get_attribute("fill") == wanted and page.url.endswith("#fibre")


def test_a_pointer_reads_a_commune_and_a_click_opens_its_profile(visit):
    page = visit("94/map.html#fibre")
    value = indicators.series_of_communes("fibre").iloc[:, -1][BASTIA]
    path_of(page, BASTIA).hover()
    assert page.locator("#reading").inner_text().replace("\xa0", " ").startswith(f"Bastia (2B): {value:.1f} %")
    path_of(page, BASTIA).click()
    page.wait_for_url(f"**/place.html#{BASTIA}")


def test_keys_go_from_commune_to_commune(visit):
    page = visit()
    page.locator("#communes").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("#reading").inner_text().startswith("Ajaccio (2A)"), "the keys do not start at the largest"
    before = page.evaluate("document.querySelector('#communes .chosen').getBBox().y")
    page.keyboard.press("ArrowUp")
    assert not page.locator("#reading").inner_text().startswith("Ajaccio")
    assert page.evaluate("document.querySelector('#communes .chosen').getBBox().y") < before
    page.get_by_role("button", name="Nearer").click()
    assert float(page.locator("#communes").get_attribute("viewBox").split()[3]) < topology.SIZE / 1.9
    page.locator("#communes").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/place.html#2*")


def test_a_finger_reads_first_and_opens_by_the_link(visit):
    page = visit(viewport=PHONE, has_touch=True, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    path_of(page, "2B049").tap()
    assert page.url.endswith("map.html") and re.match(r"\S.* \(2B\): ", page.locator("#reading").inner_text())
    page.get_by_role("link", name="Its profile").tap()
    page.wait_for_url("**/place.html#2B049")


def test_the_table_is_sorted_filtered_and_whole(visit):
    page = visit("94/map.html#nearest_gp")
    rows = page.locator("table.explored tbody tr")
    assert rows.count() < COMMUNES and f"of {COMMUNES} communes" in page.locator("#kept").inner_text()
    page.get_by_role("button", name="Show all of them").click()
    assert rows.count() == COMMUNES
    heading = page.get_by_role("columnheader", name="Value")
    heading.get_by_role("button").click()
    told = [float(text.split("\xa0")[0]) for text in page.locator("table.explored td.number").all_inner_texts()]
    assert told == sorted(told, reverse=True) and heading.get_attribute("aria-sort") == "descending"
    page.get_by_label("Keep the communes").fill("haute-corse isolated")
    kinds = page.locator("table.explored tbody tr").evaluate_all(
        "all => all.map(one => one.cells[1].textContent + one.cells[2].textContent)"
    )
    assert 0 < len(kinds) < COMMUNES and set(kinds) == {"Haute-CorseIsolated"}
    page.get_by_label("Keep the communes").fill("andrea orcino")
    rows.first.get_by_role("link").click()
    page.wait_for_url("**/place.html#2A*")


def test_a_distance_that_nobody_goes_and_few_people_are_no_class(visit):
    page = visit("94/map.html#retired")
    people = indicators.series_of_communes("population").iloc[:, -1]
    small = people[people.index.str.startswith("2B")].idxmin()
    path_of(page, small).hover(force=True)
    page.evaluate(
        "row => document.querySelector(`#communes path[data-row='${row}']`).dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse'}))",
        page.evaluate("code => MAP.communes.codes.split(' ').indexOf(code)", small),
    )
    assert path_of(page, small).get_attribute("class") == "empty"
    assert "few inhabitants" in page.locator("#reading").inner_text()


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_no_violation(visit, scheme, viewport):
    assert not browsers.barriers(visit(viewport=viewport, color_scheme=scheme))


def test_with_scripts_off_the_tables_are_linked(visit):
    page = visit(java_script_enabled=False)
    page.get_by_role("link", name="Corse-du-Sud").click()
    assert page.get_by_role("row", name=re.compile("^Ajaccio ")).count() == 1


def test_the_page_of_a_territory_leads_to_its_map(site):
    text = (site.folder / "94" / "index.html").read_text(encoding="utf-8")
    assert 'href="map.html"' in text
    assert (site.folder / "84" / "map.html").exists()


@pytest.mark.parametrize("asked", ["constructor", "toString", "__proto__", "nothing"])
def test_an_address_that_names_no_figure_shows_the_first_one(visit, asked):
    page = visit(f"94/map.html#{asked}")
    assert page.get_by_label("Figure to show").input_value() == "aged_60_plus"
    assert page.locator("#communes path[data-row]").count() == COMMUNES


def test_a_figure_that_does_not_come_is_told_and_asked_for_again(browser, site):
    with browsers.without(browser, "**/map/fibre.js") as page:
        page.goto(f"{site.folder.as_uri()}/94/map.html#fibre")
        page.get_by_text("The figures could not be loaded").wait_for()
        page.unroute_all()
        page.reload()
        page.get_by_text("Premises with fibre, ").wait_for()
        assert page.locator("#unloaded").inner_text() == ""
