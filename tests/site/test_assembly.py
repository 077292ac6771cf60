"""A build of the site: the same bytes, whole or not at all."""

import json
import os
import shutil
from datetime import date

import pytest
from helpers.site_made import CORSE, Made, rebuilt, small_site

from analysis.report import exclusive
from analysis.site import assembly, gathering, pages


@pytest.fixture
def made(tmp_path, tmp_path_factory) -> Made:
    """A site of one small report, which the test may change."""
    return small_site(tmp_path, tmp_path_factory)


def test_a_changed_image_without_its_file_is_refused_and_the_former_site_stays(made):
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


def test_two_builds_give_the_same_bytes_and_a_page_of_a_former_one_goes(made, tmp_path):
    first = {file.relative_to(made.folder): file.read_bytes() for file in made.folder.rglob("*") if file.is_file()}
    (made.folder / "former.html").write_text("old")
    rebuilt(made)
    second = {file.relative_to(made.folder): file.read_bytes() for file in made.folder.rglob("*") if file.is_file()}
    assert second == first
    telling = [str(name) for name, content in second.items() if os.fsencode(tmp_path) in content]
    assert not telling, f"these files tell where they were made, cut the path out: {telling}"


def test_a_narrow_image_that_is_no_longer_there_leaves_the_site(made):
    name = "1_isolated_territories"
    kept, shown = (root / CORSE.folder / name / "bars.narrow.png" for root in (made.places.figures, made.folder))
    page = made.folder / CORSE.folder / f"{name}.html"
    assert shown.read_bytes() == kept.read_bytes() and shown.name in page.read_text(encoding="utf-8")
    kept.unlink()
    rebuilt(made)
    assert not shown.exists() and shown.name not in page.read_text(encoding="utf-8")


def test_reports_of_the_former_site_do_not_go_without_a_word(made):
    said: list[str] = []
    rebuilt(made, tell=said.append)
    assert not [line for line in said if "no longer" in line], "nothing went, so nothing is to be said"
    (made.folder / "84").mkdir()
    (made.folder / "84" / "index.html").touch()
    rebuilt(made, tell=said.append)
    (told,) = [line for line in said if "no longer" in line]
    assert told.startswith("no longer in the site: en/84; ") and "--region" in told
    assert not (made.folder / "84").exists()


def test_the_day_of_a_build_can_be_given_and_is_checked(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert assembly.today() == date(1970, 1, 2)
    for given in ("tomorrow", "9" * 23, "-" + "9" * 23, "9" * 13, "9" * 5000, "1e3", ""):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH: .{0,50} is no number of seconds"):
            assembly.today()


@pytest.mark.parametrize("number", [1, 2])
def test_interrupted_between_two_renames_a_site_is_there(made, monkeypatch, number):
    rename, count = os.rename, 0

    def interrupted(*paths):
        nonlocal count
        rename(*paths)
        count += 1
        if count == number:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rebuilt(made)
    assert (made.folder / "index.html").is_file()
    assert not list((made.places.rendered / ".partial").iterdir())


def test_killed_between_two_renames_the_former_site_is_back_for_whoever_comes_next(made):
    site = made.folder.parent
    left = made.places.rendered / ".partial" / "site-abcd1234-former"
    os.rename(site, left)
    with exclusive(made.places):
        assert (made.folder / "index.html").is_file() and not left.exists()
    shutil.copytree(site, left)
    (left / "former.txt").touch()
    with exclusive(made.places):
        assert not left.exists() and not (site / "former.txt").exists(), "a site that is there is the newer one"


def test_an_interrupted_build_leaves_the_former_site(made, monkeypatch):
    before = (made.folder / "index.html").read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "compare_page", stop)
    with pytest.raises(KeyboardInterrupt):
        rebuilt(made)
    assert (made.folder / "index.html").read_bytes() == before
    shutil.rmtree(made.folder)
