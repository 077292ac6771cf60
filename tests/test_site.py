"""The site as files: every link leads somewhere, every text is escaped, every figure can be heard and taken away."""

import io
import json
import os
import re
import shutil
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
import site_made
from bs4 import BeautifulSoup
from colour_vision import LACKING, nearest
from site_made import CORSE, HOSTILE, MADE_UP, STORED

from analysis import claims_story, cli, cli_site, maps, style
from analysis.claims_rules import REPRODUCED, VERDICTS
from analysis.isolation import DEFINITIONS
from analysis.report.task import Edition, Places
from analysis.site import article, build, compare, facts, gathering, pages, region_map, search, verdicts
from analysis.territory import Territory, france

HEAVIEST = 3_000_000  # bytes of a page with all that it shows
LARGEST_INDEX = 1_000_000
# Two colours nearer than this (CIE 1976) are hard to tell apart in a figure.
NEAR = 10


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> site_made.Made:
    return site_made.shared(tmp_path_factory)


@pytest.fixture(scope="module")
def read(site) -> dict[Path, BeautifulSoup]:
    """Read every page of the site."""
    files = sorted(site.folder.rglob("*.html"))
    assert len(files) == 2 + 3 * 7
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
            assert not parts.fragment or tag.name == "use" or parts.fragment in anchors[target], (file, tag)
            checked += 1
    assert checked > 500


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


def test_markup_in_markdown_is_escaped_and_a_harmful_link_is_cut():
    assert "<img" not in article.markdown('x <img src="a" onerror="b">')
    assert "javascript" not in article.markdown("[a](javascript:alert(1))")
    assert article.plain("In **Ars** & <b>") == "In Ars & <b>"


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
        assert [th.get_text() for th in table.select("thead th")] == [name.replace("_", " ") for name in data.columns]
        assert len(table.select("tbody tr")) == min(len(data), gathering.ROWS_SHOWN)
        assert f"2_population_flows/{figure['id']}.csv" in [a["href"] for a in figure.select("a[download]")]


def width_of(image: Path) -> int:
    return int.from_bytes(image.read_bytes()[16:20], "big")


def test_tables_mark_their_headings(read):
    for soup in read.values():
        for table in soup.select("table"):
            assert all(th["scope"] == "col" and th.get_text(strip=True) for th in table.select("thead th"))
            assert all(row.find(True).get("scope") == "row" for row in table.select("tbody tr"))


def test_the_notebook_is_kept_and_its_code_is_behind_a_toggle(site, read):
    name = "6_claims"
    own = site.folder / STORED.folder
    source = (site.places.notebooks / f"{name}.ipynb").read_bytes()
    assert (own / f"{name}.ipynb").read_bytes() == source
    cells = [cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code"]
    page = read[own / f"{name}.html"]
    assert len(page.select("details.code:not([open])")) == len(cells)


def test_the_archive_of_a_report_holds_each_figure_and_each_table(site):
    with zipfile.ZipFile(site.folder / MADE_UP.folder / f"{MADE_UP.folder}.zip") as packed:
        names = packed.namelist()
        table = packed.read(next(name for name in names if "/tables/1_isolated" in name)).decode()
    assert all(name.startswith(f"{MADE_UP.folder}/") and ".." not in name for name in names)
    assert sum(name.endswith(".png") for name in names) == 6 and sum("/tables/" in name for name in names) == 6
    assert pd.read_csv(io.StringIO(table)).loc[0, "Place"] == HOSTILE


def test_a_changed_image_without_its_file_is_refused_and_the_former_site_stays(tmp_path):
    made = small_site(tmp_path)
    before = (made.folder / "index.html").read_bytes()
    chapter = made.places.rendered / CORSE.folder / "1_isolated_territories.ipynb"
    content = json.loads(chapter.read_text(encoding="utf-8"))
    content["cells"][4]["outputs"][0]["data"]["image/png"] = "iVBORw0KGgo="
    chapter.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(gathering.ReportIncomplete, match="1_isolated_territories"):
        rebuilt(made)
    chapter.unlink()
    with pytest.raises(gathering.ReportIncomplete, match="territoires run --region 94"):
        rebuilt(made)
    assert (made.folder / "index.html").read_bytes() == before
    assert not list((made.places.rendered / ".partial").iterdir())


def small_site(folder: Path) -> site_made.Made:
    places = Places(site_made.ROOT / "notebooks", folder / "rendered", folder / "figures")
    site_made.write_report(CORSE, places, "Corse")
    rebuilt(site_made.Made(places.rendered / "site", places))
    return site_made.Made(places.rendered / "site", places)


def rebuilt(made: site_made.Made, base_url: str = "") -> None:
    with site_made.small_search():
        build.build(pages.Site(site_made.about(base_url), [CORSE], site_made.figures()), made.places)


def test_two_builds_give_the_same_bytes_and_a_page_of_a_former_one_goes(tmp_path):
    made = small_site(tmp_path)
    first = {file.relative_to(made.folder): file.read_bytes() for file in made.folder.rglob("*") if file.is_file()}
    (made.folder / "former.html").write_text("old")
    rebuilt(made)
    second = {file.relative_to(made.folder): file.read_bytes() for file in made.folder.rglob("*") if file.is_file()}
    assert second == first
    assert not any(os.fsencode(tmp_path) in content for content in first.values())


def test_a_base_address_makes_the_addresses_of_a_page_whole(tmp_path):
    made = small_site(tmp_path)
    rebuilt(made, "https://example.org/x/")
    page = BeautifulSoup((made.folder / "94" / "6_claims.html").read_text(encoding="utf-8"), "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == "https://example.org/x/94/6_claims.html"
    assert page.select_one("meta[property='og:image']")["content"] == "https://example.org/x/94/preview.png"


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://a.org/?a=b", "javascript:x", "http://["]
)
def test_an_address_that_is_none_is_refused_before_anything_runs(address, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli_site.site(region=["94"], base_url=address)
    assert stopped.value.code == 2 and "base-url" in capsys.readouterr().err


def test_an_unknown_region_is_refused_before_anything_runs(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli_site.site(region=["84,Corsica"])
    assert stopped.value.code == 2 and "94 (Corse)" in capsys.readouterr().err
    assert "site" in {command.callback.__name__ for command in cli.app.registered_commands}


def test_the_day_of_a_build_can_be_given_and_is_checked(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert build.today() == date(1970, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        build.today()


def test_the_index_of_the_whole_country_is_small_and_names_every_commune():
    places = search.places()
    editions = [Edition(france(), "zau"), STORED, Edition(Territory.parse("dep:15"), "zau")]
    text = search.script(editions, places)
    assert len(text.encode("utf-8")) < LARGEST_INDEX
    index = json.loads(text.removeprefix("window.INDEX=").removesuffix(";\n"))
    assert sum(len(names.split("|")) for _, _, names in index["groups"]) == len(places)
    report = {area: index["reports"][number][0] for area, number, _ in index["groups"]}
    assert (report["Cantal (15)"], report["Ain (01)"], report["Paris (75)"]) == ("dep-15", "84", "FR")


def test_the_search_leads_to_the_most_local_report_and_leaves_out_what_has_none():
    index = search.index([STORED, MADE_UP], site_made.communes())
    assert index["groups"] == [["Ain (01)", 0, "Bourg-en-Bresse"], [f"{HOSTILE} (15)", 1, HOSTILE]]
    assert ["Auvergne-Rhône-Alpes", "region", 0] in index["areas"] and [HOSTILE, "departement", 1] in index["areas"]
    assert not [area for area in index["areas"] if area[0] in ("Corse", "Paris")]


def test_a_region_is_ranked_among_those_that_have_a_value():
    frame = pd.DataFrame(
        {"figure": "x", "kind": ["france", "region", "region", "region"], "value": [9.0, 1.0, 3.0, None]}
    )
    told = facts.ranked(frame)
    assert told["rank"].fillna(0).tolist() == [0, 2, 1, 0] and set(told["ranked"]) == {2}


def test_each_figure_that_heads_a_page_is_a_key_figure():
    table = site_made.figures()
    for names in (*facts.HEADLINES.values(), facts.REPORT_HEADLINES):
        assert len(facts.facts(table, CORSE.territory, names)) == len(names)
    one = facts.facts(table, CORSE.territory, ("share of communes isolated",))[0]
    assert one.value == "42.2\u00a0%" and one.france == "20.0\u00a0%" and one.place == "2nd of 18 regions"


def test_the_comparison_can_be_taken_away_as_csv_and_as_a_workbook():
    table = site_made.figures()
    kept = pd.read_csv(io.BytesIO(compare.csv(table)), dtype={"territory": str})
    assert set(kept["territory"]) == set(table["territory"]) - {MADE_UP.territory.code}
    book = pd.read_excel(io.BytesIO(compare.xlsx(table, date(2026, 1, 2))), sheet_name=None, engine="calamine")
    values = book["Values"].set_index("Figure")
    assert values.loc["share of communes isolated", ["Corse", "Region FR"]].tolist() == [42.2, 20.0]
    assert pd.isna(values.loc["retired", "Region 01"])
    assert book["Ranks"].set_index("Figure").loc["share of communes isolated", "Corse"] == 2
    assert [theme.name for theme in compare.themes(table)] == ["Places", "People", "Work", "Services", "Networks"]


def test_a_map_of_the_regions_shades_those_that_have_a_value():
    outline = region_map.outline()
    assert len(outline.shapes) == 18 and all(shape.path.startswith("M") for shape in outline.shapes)
    figures = site_made.figures()
    shading = region_map.shading(figures, "retired")
    assert shading.title == f"Retired, {figures.loc[figures['figure'] == 'retired', 'when'].iloc[0]}"
    assert "84" in shading.fills and "01" not in shading.fills and shading.values["01"] == facts.NO_VALUE
    assert set(shading.fills.values()) <= {colour for colour, _ in shading.legend}
    assert 0.0 in region_map.cuts_of(pd.Series([-1.0, -0.6, 0.1, 0.5, 0.9]), 1)
    assert region_map.cuts_of(pd.Series([2.0, 2.0, None]), 1) == []


def test_the_bar_of_verdicts_is_as_wide_as_their_number():
    table = pd.DataFrame({"id": ["C02", "C03", "C07"], "verdict": [REPRODUCED, REPRODUCED, VERDICTS[-1]]})
    card = verdicts.of_verdicts(table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"]))
    assert card.tested == 2 and [bar.width for bar in card.counts] == [1000, 0, 0, 0]
    assert [claim.code for claim in card.matter] == ["C07"] and len(card.every) == 3


def test_a_table_is_read_back_as_it_was_written():
    html = site_made.notebook(HOSTILE, site_made.pixels(1)).cells[5].outputs[0].data["text/html"]
    table = gathering.table_of(html, Path("x.ipynb"))
    assert (table.columns, table.numeric) == (["Place", "People"], [False, True])
    assert table.rows == [[HOSTILE, "10"], ["Ars", "20"]] and table.title == f"People of {HOSTILE}"
    with pytest.raises(gathering.ReportIncomplete, match="not a table"):
        gathering.table_of("<p>text</p>", Path("x.ipynb"))


PALETTES = {
    "verdicts": list(claims_story.COLOURS.values()),
    "groups": list(style.GROUPS),
    "a territory beside France": [style.FRANCE_COLOUR, style.ISOLATED_COLOUR, style.TERRITORY_COLOUR],
    "classes": maps.class_colours([1.0, 2, 3, 4, 5], diverging=False),
    "classes around zero": maps.class_colours([-2.0, -1, 0, 1, 2], diverging=True),
    **{f"types of {key}": list(style.colours(list(one.types)).values()) for key, one in DEFINITIONS.items()},
}


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize("palette", PALETTES)
def test_colours_that_stand_together_are_told_apart_by_every_eye(palette, lacking):
    distance, one, other = nearest(PALETTES[palette], lacking)
    assert distance > NEAR, (palette, one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_inks_of_a_page_can_be_read_on_its_paper(scheme):
    sheet = pages.style_sheet()
    blocks = re.findall(r":root \{(.*?)\}", sheet, flags=re.DOTALL)
    held = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[0], flags=re.IGNORECASE))
    if scheme == "dark":
        held |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[1], flags=re.IGNORECASE))
    for ink in ("ink", "muted", "link", "strong", "good", "near", "weak", "bad"):
        for paper in ("paper", "card"):
            assert style.contrast(held[ink], held[paper]) >= 4.5, (ink, paper)


def test_an_interrupted_build_leaves_the_former_site(tmp_path, monkeypatch):
    made = small_site(tmp_path)
    before = (made.folder / "index.html").read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "compare_page", stop)
    with pytest.raises(KeyboardInterrupt):
        rebuilt(made)
    assert (made.folder / "index.html").read_bytes() == before
    shutil.rmtree(made.folder)
