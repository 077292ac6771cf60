"""Pages as files: every link leads somewhere, every text is escaped, every figure can be heard and taken away."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from helpers import site_made
from helpers.site_made import CORSE, HOSTILE, MADE_UP, PROFILES, STORED, rebuilt, small_site

from analysis.drawing import style
from analysis.site import gathering, pages
from analysis.site.columns import headings

HEAVIEST = 3_000_000  # bytes of a page with all that it shows


@pytest.fixture(scope="module")
def read(site) -> dict[Path, BeautifulSoup]:
    """Read every page of the site."""
    files = sorted(site.folder.rglob("*.html"))
    assert len(files) == 5 + 3 * 8 + len(PROFILES)
    return {file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files}


def shown_by(file: Path, soup: BeautifulSoup) -> set[Path]:
    """Return the files that a page loads."""
    named = [
        *(tag["src"] for tag in soup.select("[src]")),
        *(tag["href"] for tag in soup.select("link[rel=stylesheet]")),
    ]
    return {file, *((file.parent / name).resolve() for name in named)}


def test_every_internal_link_leads_to_a_file_and_to_a_place_in_it(read):
    anchors = {file.resolve(): {tag["id"] for tag in soup.select("[id]")} for file, soup in read.items()}
    checked = 0
    for file, soup in read.items():
        for tag in soup.select("[href], [src]"):
            parts = urlsplit(tag.get("href") or tag.get("src"))
            if parts.scheme or tag.parent.name == "svg":
                assert not parts.scheme or (tag.name == "a" and parts.scheme in ("http", "https"))
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
            assert target.is_file(), (file, tag)
            # The page of profiles makes its places by script: theirs are tested in the browser.
            made = target.name == pages.PLACE or tag.name == "use"
            assert not parts.fragment or made or parts.fragment in anchors[target], (file, tag)
            checked += 1
    assert checked > 500


def test_a_report_taken_out_of_the_site_says_which_links_are_not_there(read):
    for file, soup in read.items():
        leaving, told = soup.select("a[href^='../']"), soup.select("p.apart")
        assert bool(leaving) == bool(told), f"{file}: say so where links leave the folder of the page, and only there"
    hidden = re.search(r"\}\.apart\{display:none;\}", pages.style_sheet())
    assert hidden, "in the site itself, where the style sheet is, nobody is to see it"


def test_each_page_has_one_h1_ordered_headings_a_title_a_description_and_a_preview(read):
    for file, soup in read.items():
        levels = [int(tag.name[1]) for tag in soup.select("h1, h2, h3, h4")]
        assert levels.count(1) == 1 and levels[0] == 1, file
        assert all(after - before <= 1 for before, after in pairwise(levels)), file
        assert soup.html["lang"] == "en" and soup.main and soup.header and soup.footer
        assert len(soup.select_one("meta[name=description]")["content"]) >= 20
        image = file.parent / soup.select_one("meta[property='og:image']")["content"]
        assert image.resolve().read_bytes().startswith(b"\x89PNG"), file
        assert soup.footer.time["datetime"] == "2026-01-02" and "1 January 2025" in soup.footer.get_text()
    titles = [soup.title.get_text() for soup in read.values()]
    assert len(set(titles)) == len(titles)


def test_the_policy_of_a_page_lets_nothing_in_from_elsewhere_and_nothing_inline(read):
    for file, soup in read.items():
        policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert (
            policy.startswith("default-src 'none'")
            and "unsafe" not in policy
            and "http" not in policy
            and "*" not in policy
        )
        assert not soup.select("[style], style, iframe, object, form"), file
        assert all(tag.get("src") and not tag.string for tag in soup.select("script")), file
        assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")], file


def test_no_page_weighs_too_much(read):
    for file, soup in read.items():
        assert sum(one.stat().st_size for one in shown_by(file, soup)) < HEAVIEST, file


def test_a_name_with_markup_stays_text_wherever_it_is_written(site, read):
    for file, soup in read.items():
        assert "alert(1)" not in "".join(tag.get_text() for tag in soup.select("script")), file
        assert "<script>alert" not in file.read_text(encoding="utf-8"), file
    page = read[site.folder / MADE_UP.folder / "1_isolated_territories.html"]
    for where in (
        ".standfirst",
        ".finding",
        "caption",
        "tbody th",
        ".files + .data td, .data th",
        ".note",
        ".switch summary",
    ):
        assert HOSTILE in " ".join(tag.get_text() for tag in page.select(where)).replace("’", "'"), where
    assert HOSTILE in page.select_one("figure img")["alt"]
    assert HOSTILE in page.select_one("meta[name=description]")["content"]
    assert HOSTILE in page.title.get_text()


def test_every_figure_is_heard_sharp_and_comes_with_its_data(site, read):
    page = read[site.folder / STORED.folder / "2_population_flows.html"]
    drawn = sorted((site.places.figures / STORED.folder / "2_population_flows").glob("*.png"))
    figures = page.select("figure")
    assert sorted(figure["id"] for figure in figures) == [file.stem for file in drawn]
    for figure in figures:
        image, kept = figure.img, site.folder / STORED.folder / "2_population_flows" / figure["id"]
        assert len(image["alt"]) > 40
        assert int(image["width"]) * 2 <= width_of(kept.with_suffix(".png"))
        data = pd.read_csv(kept.with_suffix(".csv"), dtype=str)
        table = figure.select_one("details.data table")
        assert [th.get_text() for th in table.select("thead th")] == headings(list(data.columns))
        assert len(table.select("tbody tr")) == min(len(data), gathering.ROWS_SHOWN)
        offered = [a["href"] for a in figure.select("a[download]")]
        assert offered == [f"2_population_flows/{figure['id']}.{kind}" for kind in ("csv", "xlsx")]


@pytest.mark.parametrize("edition", [CORSE, MADE_UP])
def test_a_phone_is_offered_the_narrow_image_at_half_its_size(site, read, edition):
    chapter = "1_isolated_territories"
    page = read[site.folder / edition.folder / f"{chapter}.html"]
    (source,) = page.select("figure picture > source")
    assert source["srcset"] == f"{chapter}/bars.narrow.png" and source["media"].startswith("screen and (max-width:")
    assert (site.folder / edition.folder / source["srcset"]).read_bytes() == site_made.pixels(0, site_made.NARROW)
    assert [int(source[side]) * 2 for side in ("width", "height")] == list(site_made.NARROW)
    assert source.find_next_sibling("img")["src"] == f"{chapter}/bars.png"


def test_a_report_without_narrow_images_offers_none(site, read):
    page = read[site.folder / STORED.folder / "2_population_flows.html"]
    assert page.select("figure picture > img") and not page.select("source, .fits")


def width_of(image: Path) -> int:
    return int.from_bytes(image.read_bytes()[16:20], "big")


def test_every_table_marks_the_headings_of_its_columns_and_rows(read):
    for file, soup in read.items():
        for table in soup.select("table"):
            silent = [th for th in table.select("thead th") if th["scope"] != "col" or not th.get_text(strip=True)]
            assert not silent, f"{file}: give these heads of columns a text and scope=col: {silent}"
            unmarked = [row for row in table.select("tbody tr") if row.find(True).get("scope") != "row"]
            assert not unmarked, f"{file}: begin these rows with a heading of scope=row: {unmarked[:3]}"


def test_the_notebook_is_kept_and_its_code_stands_where_it_runs_behind_one_control(site, read):
    name = "6_claims"
    own = site.folder / STORED.folder
    source = (site.places.notebooks / f"{name}.ipynb").read_bytes()
    assert (own / f"{name}.ipynb").read_bytes() == source
    cells = [cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code"]
    page = read[own / f"{name}.html"]
    assert len(page.select(".text .code")) == len(cells)
    assert len(page.select("#show-code")) == 1 and not page.select("#show-code[checked]")
    assert "set-up" not in page.get_text().lower(), "a section without a text for the reader"


def test_a_base_address_makes_the_addresses_of_a_page_whole(tmp_path, tmp_path_factory):
    made = small_site(tmp_path, tmp_path_factory)
    rebuilt(made, "https://example.org/x/")
    page = BeautifulSoup((made.folder / "94" / "6_claims.html").read_text(encoding="utf-8"), "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == "https://example.org/x/en/94/6_claims.html"
    assert page.select_one("meta[property='og:image']")["content"] == "https://example.org/x/en/94/preview.png"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_inks_of_a_page_can_be_read_on_its_paper(scheme):
    sheet = pages.style_sheet()
    blocks = re.findall(r":root\{(.*?)\}", sheet, flags=re.DOTALL)
    held = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", blocks[0], flags=re.IGNORECASE))
    if scheme == "dark":
        held |= dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", blocks[1], flags=re.IGNORECASE))
    for ink in ("ink", "muted", "link", "accent", "good", "near", "weak", "bad"):
        for paper in ("paper", "card"):
            assert style.contrast(held[ink], held[paper]) >= 4.5, (ink, paper)
