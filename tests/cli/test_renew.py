"""What is stored is what the code gives, and one command makes it so."""

import shutil

import pytest

from analysis import snapshot
from analysis.cli import renew
from analysis.report import Places

TITLES = [
    "data dictionary",
    "checksums of what is kept by hand",
    "verdicts",
    "checksums of the texts",
    "key figures",
    "scorecard",
    "scorecard in French",
    "glossary",
    "validation page",
]


@pytest.mark.parametrize("title", TITLES)
def test_what_is_stored_is_what_the_code_gives(title):
    stored = next(stored for stored in renew.stored_texts() if stored.title == title)
    held = stored.file.read_text(encoding="utf-8")
    assert held == stored.text(), f"{stored.file.name} is out of date: run `territoires renew`, and read the difference"


def test_every_stored_text_is_tested_here():
    assert [stored.title for stored in renew.stored_texts()] == TITLES, "add the new one to TITLES"


def test_a_text_out_of_date_is_renewed_once_and_only_then(tmp_path):
    stored = renew.Stored("a page", tmp_path / "page.md", lambda: "two\n")
    stored.file.write_text("one\n", encoding="utf-8")
    assert stored.renew() and stored.file.read_text(encoding="utf-8") == "two\n"
    before = stored.file.stat().st_mtime_ns
    assert not stored.renew() and stored.file.stat().st_mtime_ns == before, "a page that is up to date was written"
    assert [file.name for file in tmp_path.iterdir()] == ["page.md"], "a draft was left behind"


def test_a_dictionary_written_anew_is_told_in_the_manifest(tmp_path, monkeypatch):
    for name in ("manifest.json", "sources.toml", "losses.csv", "README.md"):
        shutil.copy(snapshot.folder() / name, tmp_path / name)
    (tmp_path / "README.md").write_text("stale", encoding="utf-8")
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    page, told = renew.stored_texts()[:2]
    assert told.renew(), "the manifest did not see that the page was another one"
    assert page.renew() and told.renew(), "neither the stale page nor its checksum was renewed"
    assert not page.renew() and not told.renew(), "a second run changes nothing"


def test_figures_of_a_notebook_that_is_gone_are_found_and_no_others(tmp_path):
    places = Places(tmp_path / "notebooks", tmp_path / "rendered", tmp_path / "figures")
    for name in ("1_here", "7_gone", "of_mine"):
        (places.figures / "84" / name).mkdir(parents=True)
    (places.figures / "94" / "7_gone").mkdir(parents=True)
    assert renew.stray_figures(places, [places.notebooks / "1_here.ipynb"]) == [places.figures / "84" / "7_gone"]


@pytest.mark.parametrize(
    ("former", "new", "said"),
    [
        (",equals,,0.05,", ",equls,,0.05,", "column rule: 1 values break the contract, first 'equls' against"),
        (",equals,,0.05,", ',equals,,"0,05",', "C05, holds_within: '0,05' is no number (a point, not a comma)"),
        (",share_aged_60_plus,", ",share_of_old,", "measure: 'share_of_old' is none; one of"),
    ],
)
def test_a_claim_that_nothing_can_judge_is_refused_in_one_line(tmp_path, capsys, former, new, said):
    lines = (snapshot.folder() / "claims.csv").read_text(encoding="utf-8").splitlines()
    altered = [line.replace(former, new) if line.startswith("C05,") else line for line in lines]
    (tmp_path / "claims.csv").write_text("\n".join(altered), encoding="utf-8")
    renew.refuse_broken_ledger(snapshot.folder() / "claims.csv")
    with pytest.raises(SystemExit) as end:
        renew.refuse_broken_ledger(tmp_path / "claims.csv")
    told = capsys.readouterr().err
    assert end.value.code == 1 and said in told and "claims.csv" in told and told.count("\n") == 1
