"""The profiles in a real browser, from the file system: figures of the snapshot, search, keyboard, phone, paper, file."""

import csv
import io
import re
import zipfile

import pandas as pd
import pytest
from helpers import browsers, profiles_made
from helpers.browsers import DESK, PHONE
from python_calamine import load_workbook

from analysis import indicators
from analysis.territories import Territory, epcis

pytestmark = browsers.MARKS
ASTRIDE = "200030435"  # an EPCI of two regions
PLACES = {
    "15014": "Aurillac", "81288": "Sorèze", "43074": "Cohade", "75056": "Paris", "55039": "Beaumont-en-Verdunois",
    "97608": "Dzaoudzi", "97356": "Camopi", "97411": "Saint-Denis", "2A004": "Ajaccio", "13055": "Marseille", "94038": "L'Haÿ-les-Roses",
    "69114": "Porte des Pierres Dorées", "15141": "Neussargues-Moissac", "48107": "Palhers", "29083": "Île-de-Sein",
    "epci:241500230": "CA du Bassin d'Aurillac", f"epci:{ASTRIDE}": None, "epci:200054781": "Métropole du Grand Paris",
    "dep:15": "Cantal", "dep:976": "Mayotte", "84": "Auvergne-Rhône-Alpes", "06": "Mayotte", "FR": "France",
}  # fmt: skip
# An EPCI of a département in which five to nine have the figure.
FEW_EPCI = """async () => {
  for (const sirens of Object.values(PLACES.shared.epcis)) {
    const first = sirens.split(" ")[0];
    const count = first ? (await PROFILE.find(`epci:${first}`)).peers(0).length : 0;
    if (count >= 5 && count < 10) return first;
  }
  return null;
}"""
READ = """async address => {
  const place = await PROFILE.find(address);
  return [place.name, PLACES.shared.indicators.map((entry, index) => [entry.key, place.at(index).value, place.at(index).why])];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return profiles_made.shared(tmp_path_factory)


@pytest.fixture
def visit(browser, folder):
    """Open profiles."""
    with browsers.watched(browser) as opened:

        def open_page(address: str, *view, **options):
            page = opened(f"{(folder / 'place.html').as_uri()}{'#' if address else ''}{address}", *view, **options)
            page.locator("#profile[aria-busy=false]").wait_for()
            if address:
                page.locator("#profile .profile, #profile .standfirst").first.wait_for()
            return page

        yield open_page


@pytest.fixture(scope="module")
def tidy() -> pd.DataFrame:
    return indicators.tidy().set_index(["commune", "indicator"]).sort_index()  # searched by halves, not row by row


@pytest.mark.parametrize("address", PLACES)
def test_a_profile_shows_the_figures_of_the_snapshot(visit, tidy, address):
    page = visit(address)
    name, figures = page.evaluate(READ, address)
    assert PLACES[address] in (None, name) and page.locator("h1").inner_text().endswith(name)
    known = indicators.indicators()
    communes = None if len(address) == 5 else Territory.parse(address).communes
    for key, value, why in figures:
        if communes is None:
            wanted, reason = tidy.loc[(address, key), ["value", "reason"]]
            assert {"s": "secret", "m": "merged", "a": "not_applicable", "b": "beyond", "n": "not_held", "": None}[
                why
            ] == (reason if isinstance(reason, str) else None)
        else:
            wanted = indicators.value_of(key, communes)
        assert (value is None) == bool(pd.isna(wanted)), (key, value, wanted)
        assert value is None or value == pytest.approx(wanted, abs=0.51 / 10 ** known[key].decimals), key
    rows = page.locator(".profile tbody tr")
    assert rows.count() == len(known)
    text = page.locator("#profile").inner_text()
    assert not re.search(r"undefined|NaN|null|\[object", text)


@pytest.mark.parametrize(
    ("typed", "first", "address"),
    [
        ("st etienne", "Saint-Étienne", "42218"),
        ("ste marie", "Sainte-Marie", "97418"),
        ("mesnil roch", "Mesnil-Roc'h", "35308"),
        ("Mesnil-Roc’h", "Mesnil-Roc'h", "35308"),
        ("lhay les roses", "L'Haÿ-les-Roses", "94038"),
        ("Paris 12e", "Paris 12e arrondissement", "75112"),
        ("paris 1er", "Paris 1er arrondissement", "75101"),
        ("15014", "Aurillac", "15014"),
        ("2a004", "Ajaccio", "2A004"),
        ("69159", "Pouilly-le-Monial", "69159"),
        ("liergues", "Liergues", "69114"),
        ("oeuilly", "Œuilly", "02565"),
        ("aurilac", "Aurillac", "15014"),
        ("Aurlilac", "Aurillac", "15014"),
        ("pays de mauriac", "CC du Pays de Mauriac", "epci:241500271"),
        ("cantal", "Cantal", "dep:15"),
        ("paris", "Paris", "75056"),
    ],
)
def test_a_place_is_found_however_it_is_written(visit, typed, first, address):
    page = visit("")
    page.get_by_role("combobox").fill(typed)
    option = page.get_by_role("option").first
    option.wait_for()
    assert option.locator("b").inner_text() == first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/place.html#{address}")
    page.locator(".profile").first.wait_for()


def test_homonyms_are_told_apart_and_a_postcode_is_said_to_be_none(visit):
    page = visit("")
    box = page.get_by_role("combobox")
    box.fill("beaumont")
    page.get_by_role("option").first.wait_for()
    notes = page.get_by_role("option").all_inner_texts()
    assert len(set(notes)) == len(notes) == 12 and notes[0] == "Beaumont Puy-de-Dôme (63)"
    box.fill("94240")
    page.get_by_text("No commune has or had the INSEE code 94240.").wait_for()
    assert page.get_by_role("option").all_inner_texts() == ["Val-de-Marne département"]


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        ("69159", "Porte des Pierres Dorées", "The code 69159 is no longer in use"),
        ("75112", "Paris", "Paris 12e arrondissement has no figures of its own here"),
        ("35168", None, None),
        ("20004", None, "The code 20004 is no longer in use"),
    ],
)
def test_an_old_code_leads_to_the_place_of_today_and_says_so(visit, address, name, said):
    page = visit(address)
    if said:
        assert said in page.locator(".notice").first.inner_text()
    assert name in (None, page.evaluate(READ, address)[0])


def test_an_address_that_names_nothing_is_said_so(visit):
    for address in ("99999", "dep:99", "epci:1", "%3Cscript%3Ealert(1)%3C/script%3E", "%E0%A4%A", "__proto__"):
        page = visit(address)
        assert "No place has the code" in page.locator(".standfirst").inner_text()
        assert page.locator("#profile script").count() == 0


def test_what_is_missing_or_of_few_people_is_grey_and_says_why(visit):
    page = visit("29083")  # Île-de-Sein: its income is secret, its people are some 260
    income = page.get_by_role("row", name=re.compile("^Median disposable income"))
    assert "secret" in income.locator(".own").inner_text() and income.locator(".strip").count() == 0
    retired = page.get_by_role("row", name=re.compile("^Retired"))
    assert "few" in retired.locator(".own").get_attribute("class") and retired.locator(".strip, .moved").count() == 0
    notes = page.locator(".remarks").all_inner_texts()
    told = " ".join(notes)
    assert "keeps the figure of so small a place secret" in told and "fewer than 500 inhabitants" in told


def test_the_standing_counts_the_communes_of_the_departement(visit, tidy):
    page = visit("15014")
    row = page.get_by_role("row", name=re.compile("^People aged 60 and over"))
    here = tidy.xs("aged_60_plus", level="indicator").loc[Territory.parse("dep:15").communes]
    held = here.loc[here["reliable"], "value"].round(1)
    higher = int((held > held["15014"]).sum())
    said = row.locator(".rank").first.inner_text()
    assert re.match(rf"{higher + 1}(st|nd|rd|th) highest of {len(held)} communes of Cantal", said)
    assert f"median {held.median():.1f}" in row.locator(".strip").get_attribute("aria-label").replace("\xa0", " ")
    assert re.match(r"\d{4}: [\d.]+.%; \d{4}: ", row.locator(".moved").get_attribute("aria-label"))


def test_a_strip_shows_the_type_and_a_row_says_which_way_is_easier(visit):
    page = visit("15014")
    row = page.get_by_role("row", name=re.compile("^People aged 60 and over"))
    label = row.locator(".strip").get_attribute("aria-label").replace("\xa0", " ")
    typed = row.locator(".beside").first.inner_text().replace("\xa0", " ")
    assert label.endswith(f"Its type, large urban areas: {typed}.") and row.locator(".strip .type").count() == 1
    assert "large urban areas" in page.locator(".how").inner_text()
    known = indicators.indicators().values()
    for way in ("more", "less"):
        told = page.locator(".profile .easier", has_text=f"({way} is easier)").count()
        assert told == sum(entry.easier == way for entry in known) > 0
    assert visit("dep:15").locator(".how, .strip .type").count() == 0, "a département has no type"


def test_places_lead_to_each_other_and_the_way_back_works(visit):
    page = visit("15014")
    page.locator(".belongs").get_by_role("link", name="Cantal").click()
    page.get_by_role("heading", level=1, name="Cantal").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1" and "Cantal" in page.title()
    page.go_back()
    page.get_by_role("heading", level=1, name="Aurillac").wait_for()
    like = page.locator("[aria-labelledby=alike] li a")
    assert like.count() == 10
    name = like.first.locator("span").inner_text()
    like.first.click()
    page.get_by_role("heading", level=1, name=name.rsplit(" (", 1)[0]).wait_for()
    chapter = page.locator(".chapter a")
    assert chapter.count() in (0, 5)
    page = visit("15014")
    assert page.locator(".chapter a").first.get_attribute("href") == "84/1_isolated_territories.html"


def test_the_whole_profile_is_walked_by_keyboard(visit):
    page = visit("15014")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert {"search", "Download the figures (CSV)", "Print", "Cantal", "CA du Bassin d'Aurillac"} <= reached


def test_a_place_is_taken_away_as_a_workbook(visit, tmp_path, tidy):
    page = visit("2A004", accept_downloads=True)
    contents = []
    for name in ("first.xlsx", "second.xlsx"):
        with page.expect_download() as started:
            page.get_by_role("button", name="Download the figures (Excel)").click()
        assert started.value.suggested_filename == "2A004.xlsx"
        started.value.save_as(tmp_path / name)
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1], "the same place gives other bytes"
    with zipfile.ZipFile(tmp_path / "first.xlsx") as packed:
        assert packed.testzip() is None
    book = load_workbook(tmp_path / "first.xlsx")
    assert book.sheet_names == ["Figures", "Over time", "Notes and sources"]
    headings, *rows = book.get_sheet_by_name("Figures").to_python()
    assert headings[:4] == ["place", "name", "theme", "code of the figure"] and len(rows) == len(
        indicators.indicators()
    )
    for row in (dict(zip(headings, cells)) for cells in rows):
        value = tidy.loc[("2A004", row["code of the figure"]), "value"]
        assert row["place"] == "commune:2A004"
        assert (
            (row["value"] == "" and row["why missing"])
            if pd.isna(value)
            else row["value"] == pytest.approx(value, abs=0.06)
        )
    dated = [row for row in book.get_sheet_by_name("Over time").to_python() if row[1] == "population"]
    assert [row[3] for row in dated] == list(indicators.series_of_communes("population").columns)


def test_a_distance_that_nobody_goes_is_no_measure(visit):
    page = visit("97356")  # Camopi, in the forest
    row = page.get_by_role("row", name=re.compile("^Distance as the crow flies to the nearest general practitioner"))
    assert row.locator(".own").inner_text().startswith("none within 100 km")
    assert "over 100 km away as the crow flies" in page.locator(".remarks").last.locator("xpath=../..").inner_text()
    shown = page.locator(".own").all_inner_texts()
    far = [text for text in shown if (km := re.match(r"([\d.]+)\xa0km", text)) and float(km[1]) >= 100]
    assert not far, f"these distances are shown as measures: {far}"


def test_what_a_row_measures_is_said_behind_its_name(visit):
    page = visit("15014")
    told = " ".join(page.locator(".remarks").all_inner_texts())
    for said in (
        "the share of its communes", "the share of its inhabitants who live in such a commune", "From the town hall to",
        "not the rate that INSEE publishes", "the median of its communes", "differs from commune to commune",
    ):  # fmt: skip
        assert said in told
    head = page.get_by_role("row", name=re.compile("^General practitioner in the commune")).locator("th")
    assert head.locator("sup").count() == 1
    fibre = page.get_by_role("row", name=re.compile("^Premises with fibre"))
    assert "figures served in February 2026" in fibre.locator("th").inner_text()
    assert "(urban areas 2010)" in page.locator("h1 .over").inner_text()


def test_a_sampled_figure_of_a_small_commune_has_no_rank_and_no_line(visit, tidy):
    people = tidy.xs("population", level="indicator")["value"]
    small = next(code for code in people.index[people.between(600, 1900)] if code.startswith("15"))
    page = visit(small)
    for name in ("^Retired", "^Production in all jobs", "^Jobs at the place of work"):
        row = page.get_by_role("row", name=re.compile(name))
        assert row.locator(".strip, .rank, .moved").count() == 0, name
    assert "under 2,000 inhabitants it is not set against others" in " ".join(
        page.locator(".remarks").all_inner_texts()
    )
    row = visit("2A004").get_by_role("row", name=re.compile("^Retired"))
    count = int((people[[code for code in people.index if code.startswith("2A")]] >= 2000).sum())
    assert f"of {count} communes" in row.locator(".rank").first.inner_text()


def test_a_figure_of_few_jobs_is_grey_and_ranks_with_nobody(visit, tidy):
    jobs = tidy.xs("employees_change", level="indicator")
    people = tidy.xs("population", level="indicator")["value"]
    code = next(one for one in jobs.index[jobs["value"].notna() & ~jobs["reliable"] & people.ge(600)])
    row = visit(code).get_by_role("row", name=re.compile("^Change of private employees"))
    assert "few" in row.locator(".own").get_attribute("class") and row.locator(".rank").count() == 0


def test_what_is_of_a_zone_gives_a_commune_no_rank_and_a_département_of_few_communes_none(visit):
    for name in ("^Unemployment rate", "^Pensions"):
        row = visit("15014").get_by_role("row", name=re.compile(name))
        assert row.locator(".own").inner_text() and row.locator(".strip, .rank").count() == 0, name
    row = visit("dep:48").get_by_role("row", name=re.compile("^Pensions"))
    assert "few" in row.locator(".own").get_attribute("class") and row.locator(".strip, .rank").count() == 0
    beside = visit("15014").get_by_role("row", name=re.compile("^Pensions")).locator(".beside").last
    assert "few" in beside.get_attribute("class") and beside.locator("sup").count() == 1


def test_fewer_than_ten_places_make_no_rank(visit):
    page = visit("")
    siren = page.evaluate(FEW_EPCI)
    assert siren, "no département has so few"
    page = visit(f"epci:{siren}")
    assert page.locator(".profile").count() > 0 == page.locator(".strip, .standing .rank").count()


def test_a_zero_of_fibre_is_told_with_care(visit, tidy):
    fibre = tidy.xs("fibre", level="indicator")["value"]
    page = visit(next(code for code in fibre.index[fibre == 0] if code.startswith("15")))
    row = page.get_by_role("row", name=re.compile("^Premises with fibre"))
    assert row.locator(".own sup").count() == 1
    assert "or not have been declared" in " ".join(page.locator(".remarks").all_inner_texts())
    assert "or not have been declared" not in visit("15014").locator("#profile").inner_text()


@pytest.mark.parametrize("address", ["15014", "97608", "epci:241500230", "84", ""])
def test_a_phone_shows_a_profile_without_scrolling_sideways(visit, address):
    page = visit(address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for scroller in page.locator("#profile .scroll").all():
        assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_a_narrow_window_scrolls_the_tables_and_not_the_page(visit):
    page = visit("15014", viewport={"width": 800, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert page.locator("#profile .scroll").first.evaluate("one => one.scrollWidth > one.clientWidth")


@pytest.mark.parametrize(
    ("address", "scheme", "viewport"), [("15014", "light", DESK), ("97608", "dark", PHONE), ("", "dark", DESK)]
)
def test_axe_finds_no_violation(visit, address, scheme, viewport):
    page = visit(address, viewport=viewport, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert not browsers.barriers(page)


@pytest.mark.parametrize("address", ["15014", "97608", "epci:200054781", "69159"])
def test_a_profile_is_one_sheet_of_paper(visit, address, tmp_path):
    page = visit(address)
    paper = tmp_path / "page.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    content = paper.read_bytes()
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 1
    page.emulate_media(media="print")
    assert not [one for one in page.locator("button, summary, .search").all() if one.is_visible()]


def test_the_file_of_a_place_opens_in_a_french_spreadsheet(visit, tmp_path, tidy):
    page = visit("2A004", accept_downloads=True)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the figures (CSV)").click()
    assert started.value.suggested_filename == "2A004.csv"
    started.value.save_as(tmp_path / "place.csv")
    raw = (tmp_path / "place.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert [row["code of the figure"] for row in rows] == list(indicators.indicators())
    for row in rows:
        assert row["place"] == "commune:2A004" and row["name"] == "Ajaccio" and row["source"].startswith("Source: ")
        value = tidy.loc[("2A004", row["code of the figure"]), "value"]
        if pd.isna(value):
            assert row["value"] == "" and row["why missing"]
        else:
            assert float(row["value"].replace(",", ".")) == pytest.approx(value, abs=0.06)
    assert any("," in row["value"] for row in rows), "no value has a decimal comma"


def test_with_scripts_off_the_tables_are_linked(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "place.html").as_uri())
    page.get_by_role("link", name="Cantal (15)").click()
    assert page.get_by_role("row", name=re.compile("^Aurillac ")).count() == 1
    context.close()


ALL = """async step => {
  const addresses = (await SEARCH.names()).filter(one => one.note && !one.note.startsWith('now in')).map(one => one.address);
  const bad = [];
  let count = 0;
  for (let at = 0; at < addresses.length; at += step) {
    const place = await PROFILE.find(addresses[at]);
    const made = place && (await PROFILE.profile(place)).filter(one => one !== '');
    const told = made ? made.flatMap(one => [one.textContent, ...[one, ...one.querySelectorAll('*')].flatMap(
      inner => [...inner.attributes].filter(each => each.name !== 'd' || inner.matches('.line, .median, .type')).map(each => each.value))]) : ['undefined'];
    if (/undefined|NaN|Infinity|null|\\[object/.test([...told, place && PROFILE.csv(place)].join(' '))) bad.push(addresses[at]);
    count += 1;
  }
  return [addresses.length, count, bad];
}"""


@pytest.mark.slow
def test_no_profile_says_what_no_reader_understands(visit):
    page = visit("")
    page.set_default_timeout(0)
    places, count, bad = page.evaluate(ALL, 97)
    assert places == 34_875 + len(epcis()) + 101 + 18 and count > 370
    assert not bad, f"these profiles cannot be read: {bad}"


def test_figures_that_do_not_come_are_told_and_asked_for_again(browser, folder):
    with browsers.without(browser, "**/places/15.js") as page:
        page.goto(f"{(folder / 'place.html').as_uri()}#15014")
        page.get_by_text("The figures could not be loaded").wait_for()
        assert page.locator("#profile").get_attribute("aria-busy") == "false"
        page.unroute_all()
        page.evaluate("window.location.hash = '15187'")
        page.locator("#profile .profile").first.wait_for()
