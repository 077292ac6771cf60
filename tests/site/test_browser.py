"""The site in a real browser, opened from the file system: choosing, reading, hearing, printing, all without network."""

import io
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from helpers import browsers
from helpers.browsers import DESK, PHONE
from helpers.site_made import CORSE, HOSTILE, MADE_UP, STORED
from PIL import Image

from analysis.isolation import sizes
from analysis.territories import ISOLATED, available

pytestmark = browsers.MARKS
CHAPTER = "2_population_flows.html"
KINDS = {
    "front": "index.html",
    "report": "84/index.html",
    "chapter": f"84/{CHAPTER}",
    "compare": "compare.html",
    "table": "places/2A.html",
    "made up": f"{MADE_UP.folder}/1_isolated_territories.html",
}
A4 = {"width": 695, "height": 1032}  # CSS pixels inside the margins of the sheet
MOST_SHEETS = 10


@pytest.fixture
def visit(browser, site):
    """Open pages of the site by their names."""
    with browsers.watched(browser) as opened:
        yield lambda name, *view, **options: opened((site.folder / name).as_uri(), *view, **options)


def shown(page, site) -> str:
    """Return which page of the site is open."""
    return page.url.split("?")[0].split("#")[0].removeprefix(f"{site.folder.as_uri()}/")


def test_a_region_is_chosen_on_the_map(visit, site):
    page = visit("index.html")
    page.get_by_role("group", name="Map of the regions").get_by_role("link", name=re.compile("^Corse")).click()
    page.wait_for_url("**/94/index.html")
    assert shown(page, site) == "94/index.html" and "Corse" in page.locator("h1").inner_text()


@pytest.mark.parametrize(
    ("typed", "chosen", "found"),
    [
        ("ajac", "Ajaccio", "2A004"),
        ("corse du", "Corse-du-Sud", "dep:2A"),
        ("AUVERGNE", "Auvergne-Rhône-Alpes", "84"),
    ],
)
def test_a_place_is_found_by_its_name_without_accents(visit, typed, chosen, found):
    page = visit("index.html")
    page.get_by_role("combobox").fill(typed)
    with page.expect_navigation():
        page.get_by_role("option", name=chosen).first.click()
    assert page.url.endswith(f"/place.html#{found}")
    page.get_by_role("heading", level=1, name=chosen).wait_for()


def test_a_name_that_no_place_has_is_said_so(visit):
    page = visit("index.html")
    page.get_by_role("combobox").fill("xyzzyq")
    page.get_by_role("status").get_by_text("No place of that name is known.").wait_for()
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"


def test_a_place_is_chosen_by_keyboard_only(visit, site):
    page = visit("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search":
            break
    page.keyboard.type("ajac")
    page.locator("#found-0").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')") == "found-0"
    assert page.locator("#found-0").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/place.html#2A004")
    page.get_by_role("heading", level=1, name="Ajaccio").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/place.html#content")  # the address follows the key a moment later


def test_the_chapters_follow_each_other_and_back(visit, site):
    page = visit("84/index.html")
    with page.expect_navigation():
        page.locator(".chapters a").first.click()
    walked = [shown(page, site)]
    while page.locator("a[rel=next]").count():
        with page.expect_navigation():
            page.locator("a[rel=next]").click()
        walked.append(shown(page, site))
    assert walked == [f"84/{file.stem}.html" for file in site.places.notebook_files()]
    forth = len(walked)
    while page.locator("a[rel=prev]").count():
        with page.expect_navigation():
            page.locator("a[rel=prev]").click()
        walked.append(shown(page, site))
    assert walked[forth:] == walked[forth - 2 :: -1]


def test_another_region_keeps_the_chapter(visit, site):
    page = visit(f"84/{CHAPTER}")
    page.locator(".switch summary").click()
    with page.expect_navigation():
        page.locator(".switch").get_by_role("link", name="Corse").click()
    assert shown(page, site) == f"{CORSE.folder}/{CHAPTER}"


def test_the_contents_lead_to_a_section(visit):
    page = visit(f"84/{CHAPTER}")
    with page.expect_navigation():
        page.locator(".contents").get_by_role("link", name="Where do people settle?").click()
    assert page.url.endswith("#where-do-people-settle")
    assert 0 <= page.locator("#where-do-people-settle").bounding_box()["y"] < DESK["height"]


@pytest.mark.parametrize("scripts", [True, False])
def test_all_code_is_hidden_until_one_control_shows_it_with_scripts_or_without(visit, scripts):
    page = visit(f"84/{CHAPTER}", java_script_enabled=scripts)
    cells = page.locator(".text .code").all()
    assert len(cells) > 10 and not any(cell.is_visible() for cell in cells), "code stands open before it is asked for"
    page.get_by_label("Show the code").check()
    assert all(cell.is_visible() for cell in cells), "code stays hidden though the box is ticked"
    page.get_by_label("Show the code").uncheck()
    assert not any(cell.is_visible() for cell in cells), "code stays open though the box is empty"


def test_the_address_of_a_figure_is_copied_by_a_click(visit):
    page = visit(f"84/{CHAPTER}", permissions=["clipboard-read", "clipboard-write"])
    figure = page.locator("figure").nth(1)
    figure.get_by_role("button", name="Copy link").click()
    figure.get_by_role("button", name="Copied").wait_for()
    held = page.evaluate("navigator.clipboard.readText()")
    assert held == f"{page.url}#{figure.get_attribute('id')}"


def test_the_data_of_a_figure_are_those_of_the_snapshot(visit, tmp_path):
    page = visit("84/1_isolated_territories.html", accept_downloads=True)
    with page.expect_download() as started:
        page.locator("#share_of_people_by_definition").get_by_role("link", name=re.compile("^Data.*CSV")).click()
    started.value.save_as(tmp_path / "data.csv")
    data = pd.read_csv(tmp_path / "data.csv")
    share = data.loc[data["place"] == STORED.territory.name, "share_people"]
    measured = [
        sizes.size(STORED.territory, key).set_index("territory_type").loc[ISOLATED, "share_people"]
        for key in available()
    ]
    assert sorted(share) == pytest.approx(sorted(measured))


def test_a_table_is_sorted_by_a_heading_and_what_is_missing_stays_last(visit):
    page = visit("compare.html")
    table = page.locator("table.sortable").nth(1)
    heading = table.get_by_role("columnheader", name=re.compile("^Retired, "))
    column = heading.evaluate("heading => heading.cellIndex")
    cells = f"table => [...table.tBodies[0].rows].map(row => row.cells[{column}].dataset.key)"
    for direction in ("descending", "ascending"):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == direction
        keys = table.evaluate(cells)
        held = [float(key) for key in keys if key]
        assert held == sorted(held, reverse=direction == "descending") and len(held) < len(keys)
        assert keys[len(held) :] == [""] * (len(keys) - len(held))


def test_an_address_of_the_comparison_that_names_places_puts_them_side_by_side(visit, site):
    page = visit("compare.html")
    page.locator(".themes a").first.click()
    page.wait_for_url("**/compare.html#places")
    assert page.locator("table.sortable").count() == 5, "a theme is no place"
    page.goto(f"{(site.folder / 'compare.html').as_uri()}#15014,2A004,dep:15")
    page.wait_for_url("**/places.html#15014,2A004,dep:15")
    page.locator(".chosen li").nth(2).wait_for()
    assert page.locator(".chosen b").all_inner_texts() == ["Aurillac", "Ajaccio", "Cantal"]
    page = visit("compare.html")
    page.evaluate("location.hash = 'dep%3A15,FR'")
    page.wait_for_url("**/places.html#*")
    page.locator(".chosen li").nth(1).wait_for()
    assert page.locator(".chosen b").all_inner_texts() == ["Cantal", "France"]


def test_a_profile_leads_to_its_comparison(visit, site):
    page = visit("index.html")
    page.goto(f"{(site.folder / 'place.html').as_uri()}#dep:15")
    page.get_by_role("link", name="Compare with other places").click()
    page.wait_for_url("**/places.html#dep:15")
    page.locator(".chosen li").wait_for()
    page.get_by_role("link", name="The regions compared").click()
    page.wait_for_url("**/compare.html")
    page.get_by_role("link", name=re.compile("^Compare communes")).click()
    page.wait_for_url("**/places.html")


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_shows_a_page_without_scrolling_sideways(visit, kind):
    page = visit(KINDS[kind], viewport=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(visit, kind):
    page = visit(KINDS[kind], color_scheme="dark" if kind == "report" else "light")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert not browsers.barriers(page)


@pytest.mark.parametrize("kind", ["front", "made up"])
def test_the_dark_scheme_has_contrast_too(visit, kind):
    page = visit(KINDS[kind], color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 31)"
    assert not browsers.barriers(page, ["color-contrast"])


def test_on_paper_no_figure_is_cut_and_nothing_is_left_to_press(visit, tmp_path):
    page = visit(f"84/{CHAPTER}", viewport=A4)
    page.emulate_media(media="print")
    for figure in page.locator("figure").all():
        box = figure.bounding_box()
        assert box["height"] <= A4["height"] and box["x"] + box["width"] <= A4["width"]
        image = figure.locator("img").bounding_box()
        assert image["width"] <= box["width"] + 1 and image["y"] + image["height"] <= box["y"] + box["height"]
        assert figure.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
        assert figure.evaluate("one => getComputedStyle(one.querySelector('.picture')).overflowX") == "visible"
    assert not [one for one in page.locator("button, summary, nav").all() if one.is_visible()]


@pytest.mark.parametrize("chapter", ["3_business_resilience", "4_public_services"])
def test_a_chapter_takes_few_sheets_of_paper_and_shows_every_figure_on_them(visit, tmp_path, chapter):
    page = visit(f"84/{chapter}.html", viewport=A4)
    paper = tmp_path / "page.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))
    assert 1 < sheets <= MOST_SHEETS, f"{sheets} sheets: shorten the page, or its print style in style.css.j2"
    page.emulate_media(media="print")
    narrow = [image.bounding_box()["width"] for image in page.locator("figure img").all()]
    assert min(narrow) > 250, "a figure this narrow has texts that no eye can read"


def test_lines_are_neither_short_nor_long(visit):
    page = visit(f"84/{CHAPTER}")
    letters = page.evaluate(
        """() => [...document.querySelectorAll('.text > p')].map(one => {
            const lines = one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight);
            return [one.textContent.length, Math.round(lines)];
        }).filter(([letters, lines]) => lines >= 3)"""
    )
    # The last line of a paragraph is half full on average.
    rows = [count / (lines - 0.5) for count, lines in letters]
    assert rows and 55 <= sum(rows) / len(rows) <= 80


def test_a_picture_is_shown_at_half_its_size_or_less(visit):
    page = visit(f"84/{CHAPTER}")
    for image in page.locator("figure img").all():
        natural, wide = image.evaluate("one => [one.naturalWidth, one.getBoundingClientRect().width]")
        assert natural >= 2 * wide > 0


def test_a_name_with_markup_stays_text_in_the_search_too(visit, site):
    page = visit("index.html")
    page.get_by_role("combobox").fill("l ile d or")
    options = page.get_by_role("option")
    assert options.first.locator("b").inner_text() == HOSTILE
    assert page.locator("[role=listbox] script").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/place.html#15999")  # a code that the snapshot does not hold
    page.get_by_text("No place has the code 15999.").wait_for()


def test_the_policy_holds_against_a_script_and_an_image_from_elsewhere(browser, site):
    page = browser.new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.evaluate(
        """() => {
            window.refused = [];
            document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective));
            const image = document.createElement('img');
            image.src = 'https://example.org/x.png';
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(image, script);
        }"""
    )
    page.wait_for_function("() => window.refused.length === 2")
    assert sorted(page.evaluate("window.refused")) == ["img-src", "script-src-elem"]
    assert page.evaluate("window.ran === undefined")
    page.close()


def test_a_site_in_another_folder_works_as_well(browser, site, tmp_path: Path):
    moved = tmp_path / "a folder & more"
    shutil.copytree(site.folder, moved)
    page = browser.new_page()
    page.goto((moved / CORSE.folder / CHAPTER).as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.cards')).display") == "grid"
    assert page.locator("figure img").first.evaluate("one => one.naturalWidth") > 0
    page.close()


SLID = """scroller => {
  const table = scroller.querySelector("table");
  scroller.scrollLeft = scroller.scrollWidth;
  const [left, right] = [scroller.getBoundingClientRect().left, scroller.getBoundingClientRect().right];
  const heads = [...table.querySelectorAll("tbody th, thead > tr > :first-child")].map(one => one.getBoundingClientRect().left - left);
  const words = [...table.querySelectorAll("thead th")].filter(one => one.scrollWidth > one.clientWidth + 1).length;
  const last = Math.max(...[...table.querySelectorAll("tr > :last-child")].map(one => one.getBoundingClientRect().right - right));
  return [Math.max(0, ...heads.map(Math.abs)), words, last];
}"""


@pytest.mark.parametrize(
    "page_name", [f"84/{CHAPTER}", "84/6_claims.html", "84/index.html", "compare.html", "places/2A.html"]
)
def test_on_a_phone_a_table_stacks_or_slides_with_its_first_column_in_sight(visit, page_name):
    page = visit(page_name, viewport=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    scrollers = page.locator(".scroll:has(table)").all()
    assert scrollers
    for scroller in scrollers:
        name = scroller.get_attribute("aria-label")
        if scroller.locator("table.stacks").count():
            assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth"), f"{name}: cut, though it stacks"
            labels = scroller.locator("tbody td").evaluate_all("cells => cells.map(one => one.dataset.label)")
            headings = scroller.locator("thead th").evaluate_all("cells => cells.map(one => one.textContent)")
            assert set(labels) <= {*headings, ""} and set(headings[1:]) <= set(labels), (
                f"{name}: a figure does not say what it is"
            )
        elif scroller.evaluate("one => one.scrollWidth > one.clientWidth"):
            away, cut, last = scroller.evaluate(SLID)
            assert away < 2, f"{name}: its first column slides out of sight"
            assert not cut and last < 2, f"{name}: a heading is cut, or the last column cannot be reached"


def test_on_a_phone_a_figure_without_a_narrow_image_slides_whole_and_is_seen_alone_by_a_tap(visit):
    page = visit(f"84/{CHAPTER}", viewport=PHONE, color_scheme="dark", has_touch=True)
    for figure in page.locator("figure").all():
        picture = figure.locator(".picture")
        wide, seen = picture.evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide >= 520 and seen == PHONE["width"]
        assert figure.locator(".swipe").is_visible()
    page.locator("figure .picture a").first.tap()
    page.wait_for_url("**.png")
    assert visit(f"84/{CHAPTER}").locator(".swipe").first.is_hidden()


@pytest.mark.parametrize(("viewport", "chosen"), [(PHONE, "bars.narrow.png"), (DESK, "bars.png")])
def test_a_screen_is_given_the_image_that_fits_it_whole(visit, viewport, chosen):
    page = visit(KINDS["made up"], viewport=viewport)
    source, drawn = page.locator("figure img").evaluate("one => [one.currentSrc, one.getBoundingClientRect().width]")
    wide, seen = page.locator("figure .picture").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert source.endswith(f"/{chosen}") and wide <= seen, f"{source}: {wide} pixels in {seen}"
    if viewport == PHONE:
        assert drawn == PHONE["width"] and page.locator(".swipe").is_hidden()


def test_in_the_dark_the_white_of_a_figure_is_the_ground_of_the_page_and_on_paper_it_is_white(visit):
    grounds = {"dark": (20, 25, 31), "light": (255, 255, 255)}
    for scheme, ground in grounds.items():
        page = visit(f"84/{CHAPTER}", color_scheme=scheme)
        assert corner(page) == ground
    page = visit(f"84/{CHAPTER}", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert corner(page) == (255, 255, 255)


def corner(page) -> tuple[int, ...]:
    """Return the colour of the first figure of a page in its corner."""
    image = Image.open(io.BytesIO(page.locator("figure img").first.screenshot()))
    return image.convert("RGB").getpixel((4, 4))


def test_names_that_do_not_come_are_told_and_asked_for_again(browser, site):
    with browsers.without(browser, "**/assets/places.js") as page:
        page.goto(f"{site.folder.as_uri()}/index.html")
        page.get_by_role("combobox").fill("ajac")
        page.get_by_role("status").get_by_text("The names of the places could not be loaded").wait_for()
        page.unroute_all()
        page.get_by_role("combobox").fill("ajacc")
        page.get_by_role("option", name="Ajaccio").first.wait_for()
