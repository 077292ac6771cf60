"""Places side by side in a real browser, from the file system: figures of the snapshot, order, search, keyboard, phone, files."""

import csv
import io
import re

import pandas as pd
import pytest
from helpers import browsers, profiles_made, site_made
from helpers.browsers import DESK, PHONE
from helpers.spoken import ENGLISH
from python_calamine import load_workbook

from analysis import indicators
from analysis.indicators import date_in_words, unit_name
from analysis.territories import Territory

pytestmark = browsers.MARKS
# Île-de-Sein: secret income, few people; a code with a zero in front; a département; an EPCI.
MIXED = ["29083", "01053", "dep:15", "epci:241500230"]
NAMES = ["Île-de-Sein", "Bourg-en-Bresse", "Cantal", "CA du Bassin d'Aurillac"]
FIVE = "15014,48095,dep:15,epci:241500230,FR"
# What a row shows: its heading, the order that it gives, and of each cell the place, the text without marks, the look, the bar.
ROWS = """() => [...document.querySelectorAll(".compared tbody tr")].map(row => ({
  head: row.cells[0].innerText, sort: row.cells[0].getAttribute("aria-sort"),
  cells: [...row.cells].slice(1).map(cell => {
    const value = cell.querySelector(".value").cloneNode(true);
    value.querySelectorAll("sup").forEach(mark => mark.remove());
    const part = cell.querySelector(".share .part");
    return { place: cell.dataset.label, text: value.textContent, few: cell.classList.contains("few"), none: cell.classList.contains("none"),
      bar: part && ["x", "width"].map(name => Number(part.getAttribute(name))) };
  }) }))"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return {language: profiles_made.shared(tmp_path_factory, language) for language in ("en", "fr")}


@pytest.fixture
def visit(browser, folders):
    """Open places side by side."""
    with browsers.watched(browser) as opened:

        def open_page(address: str, viewport=DESK, language="en", **options):
            place = f"{(folders[language] / 'places.html').as_uri()}{'#' if address else ''}{address}"
            page = opened(place, viewport, **options)
            if options.get("java_script_enabled", True):
                page.locator(
                    "#comparison[aria-busy=false] > :not(.standfirst:only-child), #comparison a"
                ).first.wait_for()
            return page

        yield open_page


@pytest.fixture(scope="module")
def tidy() -> pd.DataFrame:
    return indicators.tidy().set_index(["commune", "indicator"]).sort_index()


def wanted(tidy: pd.DataFrame, address: str, key: str) -> float:
    """Return the value of a place in the catalogue."""
    if len(address) == 5:
        return tidy.loc[(address, key), "value"]
    return indicators.value_of(key, Territory.parse(address).communes)


def number(text: str) -> float:
    return float(re.match(r"[-+]?[\d.]+", text.replace("\u2212", "-").replace(",", ""))[0])


def near(value: float, key: str):
    """Return what a value may be written as: with the decimals of its indicator."""
    return pytest.approx(value, abs=0.51 / 10 ** indicators.indicator(key).decimals)


def compared(page) -> list[str]:
    return page.locator(".chosen b").all_inner_texts()


def add(page, typed: str, by: str = "Enter") -> None:
    page.get_by_role("combobox").fill(typed)
    page.locator("#found-0").wait_for()
    page.keyboard.press(by)


def test_places_side_by_side_show_the_figures_of_the_snapshot(visit, tidy):
    page = visit(",".join(MIXED))
    assert compared(page) == NAMES and page.title().startswith(f"{', '.join(NAMES[:3])}, and {NAMES[3]} side by side")
    known, rows = list(indicators.indicators().values()), page.evaluate(ROWS)
    assert len(rows) == len(known)
    order = [entry.key for theme in indicators.THEMES.values() for entry in known if entry.theme == theme.key]
    for key, row in zip(order, rows, strict=True):
        entry = indicators.indicator(key)
        date = date_in_words(indicators.series_of_communes(key).columns[-1])
        assert row["head"].startswith(entry.label) and date in row["head"], key
        assert ("yes or no" if entry.flag else unit_name(entry.unit)) in row["head"]
        assert [cell["place"] for cell in row["cells"]] == NAMES
        for address, cell in zip(MIXED, row["cells"], strict=True):
            value = wanted(tidy, address, key)
            assert cell["none"] == bool(pd.isna(value)), (key, address, cell)
            if cell["none"]:
                assert re.fullmatch("secret|changed since|nothing to measure|none within 100 km|not held", cell["text"])
            elif entry.flag and len(address) == 5:
                assert cell["text"] == ("yes" if value > 0 else "no")
            else:
                assert number(cell["text"]) == near(value, key), (key, address)
    assert "secret" in [row["cells"][0]["text"] for row in rows]
    assert not re.search(r"undefined|NaN|null|\[object", page.locator("main").inner_text())
    links = page.locator(".compared thead").first.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [f"place.html#{address}" for address in MIXED]


def test_a_bar_is_a_share_of_the_largest_and_a_change_parts_from_the_middle(visit, tidy):
    rows = visit(",".join(MIXED)).evaluate(ROWS)
    named = {row["head"].split("\n")[0]: row["cells"] for row in rows}
    cells = named["People aged 60 and over"]
    values = [wanted(tidy, address, "aged_60_plus") for address in MIXED]
    assert [cell["bar"][1] for cell in cells] == pytest.approx([100 * one / max(values) for one in values], abs=0.3)
    assert {cell["bar"][0] for cell in cells} == {0}
    values = [wanted(tidy, address, "population_change") for address in MIXED]
    most = max(map(abs, values))
    for value, cell in zip(values, named["Change of inhabitants"], strict=True):
        start, width = cell["bar"]
        assert width == pytest.approx(50 * abs(value) / most, abs=0.5)
        assert start == pytest.approx(50 - width if value < 0 else 50, abs=0.01)
    # 263 people say little of those who are retired: grey, without a bar; a yes of a commune has none either.
    retired = named["Retired, of people aged 15 and over"]
    assert [cell["few"] for cell in retired] == [True, False, False, False]
    assert [cell["bar"] is None for cell in retired] == [True, False, False, False]
    # A mark may follow a name: what it is a share of is told below.
    [school] = [cells for name, cells in named.items() if name.startswith("Primary school in the commune")]
    assert [cell["bar"] is None for cell in school] == [True, True, False, False]


def test_what_is_missing_or_of_few_people_says_why(visit):
    page = visit(",".join(MIXED))
    told = " ".join(page.locator(".remarks").all_inner_texts())
    assert "keeps the figure of so small a place secret" in told and "fewer than 500 inhabitants" in told
    assert "The figure of the zone d'emploi that the commune is in." in told
    row = page.get_by_role("row", name=re.compile("^Retired"))
    colours = row.locator("td").evaluate_all("all => all.map(one => getComputedStyle(one).color)")
    assert colours[0] != colours[1] == colours[2]


def test_a_row_puts_the_places_in_its_order_and_what_is_missing_last(visit, tidy):
    page = visit("29083,48095,01053")
    values = {code: wanted(tidy, code, "median_income") for code in ("29083", "48095", "01053")}
    highest = sorted(("48095", "01053"), key=values.get, reverse=True)
    for direction, order in (("descending", highest), ("ascending", highest[::-1])):
        page.get_by_role("button", name="Median disposable income").press("Enter")
        page.wait_for_url(f"**/places.html#{','.join([*order, '29083'])}")
        assert [row["sort"] for row in page.evaluate(ROWS) if row["sort"]] == [direction]
        assert page.evaluate("document.activeElement.textContent") == "Median disposable income per consumption unit"
        assert f"{'highest' if direction == 'descending' else 'lowest'} first" in page.locator("#order").inner_text()
        assert compared(page)[-1] == "Île-de-Sein"
    assert {tuple(cell["place"] for cell in row["cells"]) for row in page.evaluate(ROWS)} == {tuple(compared(page))}


def test_a_figure_of_few_people_is_never_first_whichever_way_the_row_is_put(visit, tidy):
    """Montgreleix lost most people a year, and Gourdièges gained most: they are 31 and 70."""
    changes = tidy["value"].xs("population_change", level="indicator")
    assert changes["15132"] < changes["15014"] < changes["15077"], "the two of few are at both ends"
    page = visit("15132,15077,15014,15037")
    page.locator("#by-population_change").click()
    for last in (["15014", "15037"], ["15037", "15014"]):
        shown = page.evaluate("location.hash").removeprefix("#").split(",")
        assert shown[:2] == last and set(shown[2:]) == {"15132", "15077"}
        page.locator("#by-population_change").click()


def test_places_are_added_and_removed_by_keyboard_alone(visit):
    page = visit("")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search":
            break
    page.keyboard.type("aurilac")  # one slip
    page.locator("#found-0").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places.html#15014")
    page.get_by_text("one more place at least").wait_for()
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("ILE DE SEIN")
    page.locator("#found-0").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places.html#15014,29083")
    page.get_by_text("Île-de-Sein was added.").wait_for()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove Aurillac"
    page.keyboard.press("Enter")
    page.wait_for_url("**/places.html#29083")
    page.get_by_text("Aurillac was removed.").wait_for()
    assert compared(page) == ["Île-de-Sein"] and page.evaluate("document.activeElement.id") == "search"
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")
        )
    assert {"Remove Île-de-Sein", "Add France", "Add Finistère", "Download the figures (CSV)"} <= reached
    page.get_by_role("button", name="Add France").press("Enter")
    page.wait_for_url("**/places.html#29083,FR")
    page.locator(".chosen li").nth(1).wait_for()
    assert page.evaluate("document.activeElement.id") == "search"
    page.go_back()
    page.wait_for_url("**/places.html#29083")
    page.locator(".chosen li:only-child").wait_for()
    page.locator(".skip").press("Enter")
    page.wait_for_function("scrollY > 0 && location.hash === '#29083'")


def test_a_sixth_place_is_refused_and_an_unknown_one_named(visit):
    page = visit(FIVE)
    add(page, "Mauriac")
    page.get_by_text("At most five places can be compared: remove one of them to add Mauriac.").wait_for()
    assert page.url.endswith(f"#{FIVE}") and len(compared(page)) == 5
    page = visit(f"{FIVE},84,99999,dep:99")
    told = page.locator("#messages .notice").all_inner_texts()
    assert told == [
        "No place has the code 99999: it is left out.",
        "No place has the code dep:99: it is left out.",
        "At most five places can be compared; left out: Auvergne-Rhône-Alpes.",
    ]
    assert len(compared(page)) == 5 and page.locator(".offers").count() == 0
    page = visit("15014,FR")
    add(page, "15014")
    page.get_by_text("Aurillac is already among the places compared.").wait_for()
    assert compared(page) == ["Aurillac", "France"]


def test_a_former_commune_leads_to_that_of_today_and_stands_once(visit):
    page = visit("69159,15014,69114,dep%3A15")
    assert compared(page) == ["Porte des Pierres Dorées", "Aurillac", "Cantal"]
    assert "The code 69159 is no longer in use" in page.locator("#messages").inner_text()
    add(page, "Mende")
    page.wait_for_url("**#69159,15014,dep:15,48095")
    assert "The code 69159 is no longer in use" in page.locator("#messages").inner_text()


def test_no_name_and_no_address_is_markup(visit):
    page = visit("15014,%3Cscript%3Ealert(1)%3C/script%3E,__proto__")
    assert compared(page) == ["Aurillac"]
    assert "No place has the code <script>alert(1)</script>" in page.locator("#messages").inner_text()
    assert compared(visit("15014,%E0%A4%A")) == ["Aurillac"]
    page.evaluate(
        "hostile => { PLACES.shared.areas['dep:15'][0] = hostile; location.hash = '15014,dep:15'; }", site_made.HOSTILE
    )
    page.wait_for_function("hostile => document.title.includes(hostile)", arg=site_made.HOSTILE)
    assert compared(page) == ["Aurillac", site_made.HOSTILE]
    assert page.locator("main script").count() == 0


@pytest.mark.parametrize("address", [",".join(MIXED), FIVE, "29083", ""])
def test_a_phone_stacks_the_places_without_scrolling_sideways(visit, address):
    page = visit(address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for scroller in page.locator("#comparison .scroll").all():
        assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth")
    if address:
        row = page.get_by_role("row", name=re.compile("^Change of inhabitants"))
        boxes = [cell.bounding_box() for cell in row.locator("td").all()]
        assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
        assert len({box["x"] for box in boxes}) == 1
        told = row.locator("td").evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
        assert told == [f'"{name}"' for name in compared(page)]


@pytest.mark.parametrize(
    ("address", "language", "scheme", "viewport"),
    [(",".join(MIXED), "en", "light", DESK), (FIVE, "fr", "dark", PHONE), ("15014,99999", "fr", "dark", DESK)],
)
def test_axe_finds_no_violation(visit, address, language, scheme, viewport):
    page = visit(address, viewport=viewport, language=language, color_scheme=scheme)
    if page.locator(".compared th button").count():
        page.locator(".compared th button").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert not browsers.barriers(page)


def taken(page, kind: str, folder) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=f"({kind})").click()
    started.value.save_as(folder / started.value.suggested_filename)
    return (folder / started.value.suggested_filename).read_bytes()


def test_what_is_shown_is_taken_away_as_a_workbook(visit, tmp_path, tidy):
    page = visit(",".join(MIXED), accept_downloads=True)
    content = taken(page, "Excel", tmp_path)
    assert content == taken(page, "Excel", tmp_path), "the same places give other bytes"
    assert [file.name for file in tmp_path.iterdir()] == ["29083_01053_dep-15_epci-241500230.xlsx"]
    book = load_workbook(io.BytesIO(content))
    assert book.sheet_names == ["Places side by side", "Figures", "Notes and sources"]
    headings, *rows = book.get_sheet_by_name("Places side by side").to_python()
    codes = ["29083", "01053", "15", "241500230"]
    assert headings[5:-1] == [f"{name} ({code})" for name, code in zip(NAMES, codes, strict=True)]
    assert [row[1] for row in rows] == list(indicators.indicators())
    for row in rows:
        for address, held in zip(MIXED, row[5:-1], strict=True):
            value = wanted(tidy, address, row[1])
            if pd.isna(value):
                assert isinstance(held, str) and held, (
                    f"{row[1]} of {address}: the sheet does not say why it is missing"
                )
            else:
                assert held == near(value, row[1]), (row[1], address)
    headings, *rows = book.get_sheet_by_name("Figures").to_python()
    assert headings[0] == "place" and headings[-1] == "source" and len(rows) == 4 * len(indicators.indicators())
    assert {row[0] for row in rows} == {"commune:29083", "commune:01053", "departement:15", "epci:241500230"}


def test_what_is_shown_is_taken_away_for_a_french_spreadsheet(visit, tmp_path, tidy):
    content = taken(visit("29083,01053", accept_downloads=True), "CSV", tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["place"] for row in rows] == [
        f"commune:{code}" for code in ("29083", "01053") for _ in indicators.indicators()
    ]
    for row in rows:
        value = tidy.loc[(row["place"][8:], row["code of the figure"]), "value"]
        assert (
            row["unit"] and row["source"].startswith("Source: ") and (row["why missing"] != "") == bool(pd.isna(value))
        )
        assert pd.isna(value) or float(row["value"].replace(",", ".")) == near(value, row["code of the figure"])
    assert {row["few inhabitants"] for row in rows if row["code of the figure"] == "retired"} == {"yes", ""}


def test_a_french_comparison_has_no_word_of_english(visit):
    page = visit(f"{FIVE},84,99999", language="fr")
    page.get_by_role("button", name="Habitants", exact=True).click()
    assert compared(page)[0] == "France" and "côte à côte" in page.title()
    spoken = page.locator("main [aria-label]").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    told = [page.title(), *page.locator("main").inner_text().split("\n"), *spoken]
    assert not [text for text in told if ENGLISH.search(text)]
    assert not [text for text in told if re.search(r"undefined|NaN|null|\[object|[{}]", text)]
    assert "On peut comparer cinq lieux au plus\u202f; laissés de côté\u00a0: Auvergne-Rhône-Alpes." in told
    assert page.locator("td", has_text="26\u202f214").count() == 1


def test_on_paper_nothing_is_left_to_press_and_all_columns_are_there(visit):
    page = visit(FIVE, viewport={"width": 695, "height": 1032})
    page.emulate_media(media="print")
    links = page.locator(".compared th button").count()
    seen = [
        one for one in page.locator("button:not(.compared button), summary, nav, .search").all() if one.is_visible()
    ]
    assert links > 40 and not seen
    assert page.evaluate("document.documentElement.scrollWidth") <= 695
    assert page.locator(".compared").first.evaluate("one => one.getBoundingClientRect().right") <= 696


def test_with_scripts_off_the_tables_and_the_regions_are_linked(visit):
    page = visit("15014,48095", java_script_enabled=False)
    assert "The comparison needs scripts" in page.locator("noscript").first.inner_text()
    assert page.get_by_role("link", name="The regions compared").get_attribute("href") == "compare.html"
    page.get_by_role("link", name="Cantal (15)").click()
    assert page.get_by_role("row", name=re.compile("^Aurillac ")).count() == 1


def test_figures_that_do_not_come_are_told_and_asked_for_again(browser, folders):
    with browsers.without(browser, "**/places/15.js") as page:
        page.goto(f"{(folders['en'] / 'places.html').as_uri()}#15014,48095")
        page.get_by_text("The figures could not be loaded").wait_for()
        assert page.locator("#comparison").get_attribute("aria-busy") == "false"
        page.unroute_all()
        page.evaluate("window.location.hash = '15014,48107'")
        page.locator("#comparison .compared").first.wait_for()
