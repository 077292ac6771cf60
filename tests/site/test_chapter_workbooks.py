"""The workbook of a chapter: notes first, a sheet for each figure, every column told, the same bytes twice."""

import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from helpers.site_made import HOSTILE, MADE_UP, STORED
from python_calamine import load_workbook

from analysis import snapshot
from analysis.language import speak
from analysis.site import gathering, workbooks

CHAPTERS = ["1_isolated_territories", "4_public_services", "6_claims"]


@pytest.fixture(scope="module")
def read(site):
    """Return what a page links as the workbook of a chapter: its sheets by name, as rows."""

    def opened(folder: str, chapter: str) -> dict[str, list[list]]:
        page = site.folder / folder / f"{chapter}.html"
        links = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(".tools a[href$=xlsx]")
        assert len(links) == 1, f"{chapter}: the page links {len(links)} workbooks of the chapter"
        book = load_workbook(page.parent / links[0]["href"])
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    return opened


def figures_of(site, chapter: str) -> dict[str, gathering.Figure]:
    return gathering.chapter(STORED, site.places, chapter).figures


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_workbook_holds_notes_and_the_data_of_every_figure(site, read, chapter):
    notes, *sheets = read(STORED.folder, chapter).items()
    held = list(figures_of(site, chapter).values())
    assert notes[0] == "Notes" and len(sheets) == len(held)
    lines = {tuple(filter(None, row)) for row in notes[1]}
    for (name, (headings, *rows)), figure in zip(sheets, held, strict=True):
        assert len(rows) == figure.count and set(figure.columns) <= {*headings, "name"}
        told = {line[1:3] for line in lines if line[0:1] == (name,) and len(line) == 3}
        assert set(headings) <= {line[0] for line in told}, f"the notes leave a column of {name} out"
        shown = [row for row in notes[1] if row[:3] == [name, figure.title, figure.csv.name]]
        assert len(shown) == 1, f"the notes do not say what {name} shows"


def test_the_notes_name_the_official_files_with_their_vintage_and_licence(read):
    rows = read(STORED.folder, "5_digital_access")["Notes"]
    files = [row[1] for row in rows if re.fullmatch(r"\d+", str(row[0]))]
    assert len(files) == len(snapshot.sources("broadband", "mobile", "mobile_epci", "communes", "population", "balance", "structure"))  # fmt: skip
    lacking = [text for text in files if "vintage" not in text or "icence" not in text or "**" in text or "](" in text]
    assert not lacking, f"these say no vintage or licence, or keep marks of Markdown: {lacking}"


def test_a_figure_has_its_own_source_and_markup_stays_text(read):
    rows = read(MADE_UP.folder, "2_population_flows")["Notes"]
    assert ["Figure 1", f"{HOSTILE} gains", "bars.csv", f"Source: official file on {HOSTILE}"] in rows


def test_codes_are_text_beside_the_name_of_the_commune(read):
    heading, first, *_ = read(STORED.folder, "5_digital_access")["Figure 3"]
    assert heading[:2] == ["commune (code)", "name"] and first[:2] == ["01001", "L'Abergement-Clémenciat"]
    assert 0 <= first[2] <= 1, "a share is not the number that it was"


def test_shares_are_shown_in_percent(site):
    with zipfile.ZipFile(site.folder / STORED.folder / "5_digital_access.xlsx") as packed:
        styles, sheet = (packed.read(f"xl/{name}.xml").decode() for name in ("styles", "worksheets/sheet4"))
    assert 'formatCode="0.0%"' in styles and re.search(r'<c r="C2" s="\d+"><v>', sheet)


def test_the_same_chapter_gives_the_same_bytes_in_its_language(site):
    chapter = gathering.chapter(STORED, site.places, "6_claims")
    made = workbooks.chapter_workbook(chapter, "Auvergne-Rhône-Alpes")
    assert made == workbooks.chapter_workbook(chapter, "Auvergne-Rhône-Alpes")
    with speak("fr"):
        french = workbooks.chapter_workbook(chapter, "Auvergne-Rhône-Alpes")
    assert french != made and len(french) > 5000


def test_a_chapter_without_figures_has_no_workbook(site):
    chapter = gathering.chapter(STORED, site.places, "6_claims")
    chapter.figures.clear()
    assert workbooks.chapter_workbook(chapter, "Auvergne-Rhône-Alpes") is None
