"""Running notebooks: what appears, when, and what is left of a failure. Small notebooks made here, real kernels."""

import io
import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from helpers.small_notebooks import ARVERNE, DRAW, files_in, outputs_in, write_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rich.console import Console

from analysis.chapter import Chapter
from analysis.report import Edition, NotebookFailed, Places, html, progress, runner, store_outputs
from analysis.territories import Territory


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")


def test_a_run_puts_notebook_page_index_and_figures_in_place_all_at_the_end(places):
    notebook = write_notebook(places.notebooks, DRAW, "print(region, definition)")
    seen = []

    def follow(section, _was_code):
        seen.append(section)
        assert not (places.rendered / "84").exists()
        assert not (places.figures / "84").exists()

    executed = runner.run_notebook(notebook, ARVERNE, places, follow)
    assert executed == places.rendered / "84" / "1_small.ipynb"
    made = {"84/1_small.ipynb", "84/1_small.html", "84/index.html", "84/build.json"}
    assert set(files_in(places.rendered)) == made
    assert files_in(places.figures) == {"84/1_small/map.png": b"drawn"}
    assert list(dict.fromkeys(seen)) == ["Do they gain people?", "Section 1", "Section 2"]


def test_a_report_moved_alone_keeps_its_links(places, tmp_path):
    for name in ("1_small.ipynb", "2_other.ipynb"):
        notebook = write_notebook(places.notebooks, "print(region)", name=name)
        runner.run_notebook(notebook, ARVERNE, places)
    moved = (places.rendered / "84").rename(tmp_path / "sent")
    pages = sorted(moved.glob("*.html"))
    links = [
        (page.name, link)
        for page in pages
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8"))
    ]
    assert len(pages) == 3 and len(links) >= 6
    lost = [(page, link) for page, link in links if not (moved / link).is_file()]
    assert not lost, f"these leave the folder, or lead nowhere in it: {lost}"
    chapter = (moved / "1_small.html").read_text(encoding="utf-8")
    assert "index.html, in the folder of this page" in chapter, "a page sent alone says where its list is"


def test_the_parameters_reach_the_notebook(places):
    notebook = write_notebook(places.notebooks, "print(region, definition)")
    cantal = Edition(Territory("departement", "15", "Cantal", "84"), "aav")
    executed = nbformat.read(runner.run_notebook(notebook, cantal, places), as_version=4)
    assert executed.cells[-1].outputs[0].text == "dep:15 aav\n"


def test_two_runs_give_the_same_bytes_and_tell_no_path_of_the_machine(places):
    notebook = write_notebook(places.notebooks, "print(region)")
    runner.run_notebook(notebook, ARVERNE, places)
    first = outputs_in(places)
    runner.run_notebook(notebook, ARVERNE, places)
    assert outputs_in(places) == first
    telling = [name for name, content in first.items() if str(places.rendered.parent).encode() in content]
    assert not telling, f"these outputs tell where they were made, cut the path out: {telling}"


def test_a_new_run_leaves_no_figure_of_the_former_one(places):
    old = places.figures / "84" / "1_small" / "former.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    runner.run_notebook(write_notebook(places.notebooks, DRAW), ARVERNE, places)
    assert set(files_in(places.figures)) == {"84/1_small/map.png"}


@pytest.mark.parametrize(
    ("code", "error"),
    [("raise ValueError('boom\\nsecond line')", "ValueError: boom"), ("import os; os._exit(3)", "DeadKernelError")],
)
def test_a_failure_names_its_place_keeps_the_notebook_and_the_former_outputs(places, code, error):
    runner.run_notebook(write_notebook(places.notebooks, DRAW), ARVERNE, places)
    former = files_in(places.rendered) | files_in(places.figures)
    broken = write_notebook(places.notebooks, DRAW, code)
    with pytest.raises(NotebookFailed) as failure:
        runner.run_notebook(broken, ARVERNE, places)
    said = str(failure.value)
    assert "1_small" in said and "cell [4]" in said and "'Section 2'" in said and "region 84" in said and error in said
    assert "\n" not in said
    after = files_in(places.rendered) | files_in(places.figures)
    kept = json.loads(after.pop("84/1_small.failed.ipynb"))
    assert after == former
    outputs = [output for cell in kept["cells"] for output in cell.get("outputs", [])]
    assert [output["ename"] for output in outputs] == [error.split(":")[0]]


def test_a_good_run_removes_the_failed_notebook_of_the_former_one(places):
    with pytest.raises(NotebookFailed):
        runner.run_notebook(write_notebook(places.notebooks, "1 / 0"), ARVERNE, places)
    runner.run_notebook(write_notebook(places.notebooks, "1 / 1"), ARVERNE, places)
    assert not list(places.rendered.rglob("*.failed.ipynb"))


GOOD = {"2_good.ipynb", "2_good.html", "index.html", "build.json"}


@pytest.mark.parametrize(("go_on", "made"), [(False, set()), (True, GOOD)])
def test_a_report_stops_at_the_first_failure_unless_told_to_go_on(places, go_on, made):
    notebooks = [
        write_notebook(places.notebooks, "1 / 0", name="1_bad.ipynb"),
        write_notebook(places.notebooks, "1", name="2_good.ipynb"),
    ]
    settings = runner.Settings(workers=1, continue_on_error=go_on)
    failures = runner.run_report([ARVERNE], notebooks, places, progress.Display(Console(file=io.StringIO())), settings)
    assert len(failures) == 1 and "1_bad" in str(failures[0])
    assert {file.name for file in (places.rendered / "84").iterdir()} == {"1_bad.failed.ipynb"} | made
    told = json.loads((places.rendered / "build.json").read_text(encoding="utf-8"))["notebooks"]
    assert [entry["outcome"] for entry in told.values()] == ["failed", "done" if go_on else "not run"]
    assert "ZeroDivisionError" in told["84 1_bad"]["error"]


def test_stored_outputs_are_the_same_from_run_to_run_and_a_failure_changes_nothing(places):
    notebook = write_notebook(places.notebooks, "print(region)")
    assert store_outputs(notebook), "a notebook without outputs is out of date"
    first = notebook.read_bytes()
    assert b'"84\\n"' in first and b"iopub" not in first
    assert not store_outputs(notebook) and notebook.read_bytes() == first, "what is up to date was written again"
    broken = write_notebook(places.notebooks, "1 / 0")
    before = files_in(places.notebooks)
    with pytest.raises(NotebookFailed):
        store_outputs(broken)
    assert files_in(places.notebooks) == before


def test_figures_are_looked_for_where_a_chapter_writes_them(monkeypatch, tmp_path):
    monkeypatch.setenv("TERRITOIRES_FIGURES", str(tmp_path))
    for definition in ("zau", "aav"):
        for text in ("FR", "84", "dep:15"):
            edition = Edition(Territory.parse(text), definition)
            chapter = Chapter("1_small", edition.territory, definition)
            assert chapter.folder == tmp_path / edition.folder / "1_small"


class Requests(HTMLParser):
    """Collects what a browser would fetch or run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        address = attributes.get("src") or (attributes.get("href") if tag != "a" else None) or ""
        if tag in ("script", "link", "iframe") or (address and not address.startswith("data:")):
            self.found.append((tag, address))


def test_a_page_fetches_nothing_hides_the_code_and_keeps_the_alternative_text():
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    shown = nbformat.v4.new_output(
        "display_data", {"image/png": pixel}, metadata={"image/png": {"alt": "Map: most lie in the south"}}
    )
    code = new_code_cell("secret_code()", outputs=[shown])
    page = html.chapter_page(new_notebook(cells=[new_markdown_cell("# Where are they?"), code]), "Cantal")
    requests = Requests()
    requests.feed(page)
    assert requests.found == []
    assert "url(" not in page and "@import" not in page
    assert "secret_code" not in page
    assert 'alt="Map: most lie in the south"' in page
    assert "<title>Where are they? (Cantal)</title>" in page and '<html lang="en">' in page


def test_the_index_links_every_page_in_order(places):
    for name in ("1_first.ipynb", "2_second.ipynb"):
        runner.run_notebook(write_notebook(places.notebooks, "1", name=name), ARVERNE, places)
    index = (places.rendered / "84" / "index.html").read_text(encoding="utf-8")
    assert 0 < index.index("1_first.html") < index.index("2_second.html")
    assert "Auvergne-Rhône-Alpes" in index and "Do they gain people?" in index


def test_time_left_follows_the_pace_so_far():
    assert progress.seconds_left(0, 10, 5.0) is None
    assert progress.seconds_left(5, 10, 20.0) == 20.0
    assert progress.seconds_left(10, 10, 20.0) == 0.0
    assert progress.spoken(None) == "estimating the time left"
    assert progress.spoken(89) == "about 89 s left" and progress.spoken(119) == "about 2 min left"


def test_without_a_terminal_progress_is_plain_lines():
    out, now = io.StringIO(), iter(range(100))
    with progress.Display(Console(file=out, width=200), clock=lambda: next(now)) as display:
        display.plan(up_to_date=3, due=2, cells=8)
        display.started("84 1_small", 4)
        display.cell("84 1_small", "Opening", was_code=False)
        display.cell("84 1_small", "Opening", was_code=True)
        display.started("84 2_small", 4)
        display.ended("84 1_small", "done")
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["up to date: 3 notebooks", "84 1_small: started; estimating the time left"]
    assert lines[2].startswith("84 2_small: started; about ")
    assert lines[3].startswith("[1/2] 84 1_small: done in ") and len(lines) == 4


def test_on_a_terminal_one_display_tells_what_is_done_running_and_failed():
    out = io.StringIO()
    with progress.Display(Console(file=out, width=120, force_terminal=True), clock=lambda: 0.0) as display:
        display.plan(up_to_date=0, due=3, cells=12)
        display.started("84 1_small", 4)
        display.started("84 2_small", 4)
        display.ended("84 1_small", "failed")
    assert "1 of 3 done, 1 failed, 1 running" in out.getvalue()
