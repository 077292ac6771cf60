"""A chapter that somebody adds, as docs/chapters.md tells: run, rendered, listed, tested and published, and gone again."""

import io
import re
from pathlib import Path

import nbformat
import pytest
import test_notebooks
from helpers import site_made
from helpers.site_made import CORSE
from helpers.small_notebooks import write_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rich.console import Console

from analysis.report import Display, Places, run_report, store_outputs
from analysis.site import assembly, gathering
from analysis.site.about import Site
from analysis.site.columns import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "chapters.md"
NAME = "7_where_people_live"


def cells_of_the_page() -> list:
    """Return the cells that the page tells to make; the first one of code is the one to tag."""
    blocks = re.findall(
        r"^```(markdown|python)\n(.*?)\n```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    cells = [(new_code_cell if kind == "python" else new_markdown_cell)(text) for kind, text in blocks]
    next(cell for cell in cells if cell.cell_type == "code").metadata["tags"] = ["parameters"]
    return cells


def write_chapter(places: Places, cells: list, name: str = NAME) -> Path:
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    places.notebooks.mkdir(exist_ok=True)
    file = places.notebooks / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), file)
    return file


def run(places: Places) -> tuple[list[str], str]:
    """Run every chapter for Corse; return the failures and what was said."""
    said = io.StringIO()
    failures = run_report([CORSE], places.notebook_files(), places, Display(Console(file=said, width=200)))
    return [str(failure) for failure in failures], said.getvalue()


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")


def test_the_example_is_about_twenty_lines_and_names_itself():
    code = [cell.source for cell in cells_of_the_page() if cell.cell_type == "code"]
    assert sum(len(text.strip().splitlines()) for text in code) <= 25
    assert f'Chapter.open("{NAME}"' in "".join(code) and f"`{NAME}.ipynb`" in PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_example_is_run_rendered_listed_published_and_gone_again(places):
    write_notebook(places.notebooks, "print(region)", name="10_last.ipynb")
    written = write_chapter(places, cells_of_the_page())
    assert run(places)[0] == []
    home = places.rendered / CORSE.folder
    listed = re.findall(r'<li><a href="([^"]+)">([^<]+)', (home / "index.html").read_text(encoding="utf-8"))
    assert listed == [(f"{NAME}.html", "Where do people live?"), ("10_last.html", "Do they gain people?")]
    assert "share_people" in (home / f"{NAME}.html").read_text(encoding="utf-8"), "the plain frame is not in the page"
    kept = sorted(file.name for file in (places.figures / CORSE.folder / NAME).iterdir())
    assert kept == [f"people_by_type.{kind}" for kind in ("csv", "narrow.png", "png")]
    with site_made.small_search():
        site = Site(site_made.about(), [CORSE], site_made.figures())
        folder = assembly.build([site], places).folder / "en"
    page = (folder / CORSE.folder / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Table 1" in page and ">share_people</th>" in page and "people_by_type.png" in page
    assert f'srcset="{NAME}/people_by_type.narrow.png"' in page
    assert (folder / CORSE.folder / NAME / "people_by_type.narrow.png").exists()
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert ">Two questions<" in front, "the front page counts the chapters"
    written.unlink()
    failures, said = run(places)
    assert failures == [] and f"94 {NAME}: removed, its notebook is no longer in notebooks/" in said
    left = [file for root in (home, places.figures) for file in root.rglob(f"*{NAME}*")]
    assert not left and NAME not in (home / "index.html").read_text(encoding="utf-8")
    assert (home / "10_last.html").exists(), "what is still there was removed too"


@pytest.mark.slow
def test_the_example_passes_the_rules_of_the_notebooks(places, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_FIGURES", str(places.figures))
    file = write_chapter(places, cells_of_the_page())
    assert store_outputs(file)
    kept = next(places.figures.rglob("people_by_type.csv")).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert set(kept) <= set(COLUMNS), f"docs/chapters.md: the example keeps columns that site/columns.py lacks: {kept}"
    notebook = nbformat.read(file, as_version=4)
    rules = {name: rule for name, rule in vars(test_notebooks).items() if name.startswith("test_it")}
    assert len(rules) >= 8, "the rules of the notebooks were not found"
    for rule in rules.values():
        rule(*((notebook, NAME) if "stem" in rule.__code__.co_varnames[: rule.__code__.co_argcount] else (notebook,)))


def test_a_chapter_that_no_cell_lets_be_told_its_territory_is_refused(places):
    cells = cells_of_the_page()
    cells[1].metadata.pop("tags")
    write_chapter(places, cells)
    (failure,), _ = run(places)
    assert NAME in failure and "tagged `parameters`" in failure and "\n" not in failure


def test_figures_kept_under_the_name_of_another_chapter_are_refused(places):
    draw = "import os, pathlib\nfolder = pathlib.Path(os.environ['TERRITOIRES_FIGURES'], region, '1_other')"
    write_notebook(places.notebooks, f"{draw}\nfolder.mkdir(parents=True)", name="7_copy.ipynb")
    (failure,), _ = run(places)
    assert "its figures are those of '1_other'; expected Chapter.open('7_copy', ...)" in failure


def test_an_image_that_was_not_shown_by_the_chapter_is_refused_with_what_to_do(places):
    plot = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    write_notebook(places.notebooks, plot, name="7_plot.ipynb")
    assert run(places)[0] == []
    with pytest.raises(gathering.ReportIncomplete, match=r"expected chapter.show\(figure, name\)"):
        gathering.report(CORSE, places)
