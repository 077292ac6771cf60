"""What the papers say of the house is so."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = [ROOT / "README.md", ROOT / "README.fr.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PLACES = ("src/analysis", "src/analysis/sources", "")
# Shown as examples of what a reader would make, or made by a run and not stored.
MADE = re.compile(r"[<*{…]|^rendered/|^data/raw|^notebooks/7_|^geometry/|^story/|^insee_")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_that_a_paper_names_is_there(paper):
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = [name for name in re.findall(r"`([\w./*<>-]+/[\w./*<>-]*)`", text) if not MADE.search(name)]
    lost = [name for name in named if not any((ROOT / place / name).exists() for place in PLACES)]
    assert not lost, f"{paper.name} names files that are not there: {lost}"
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    dead = [link for link in links if link and not (paper.parent / link).exists()]
    assert not dead, f"{paper.name} has dead links: {dead}"


def test_the_drawing_of_the_house_shows_every_room():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = re.search(r"```mermaid(.*?)```", text, flags=re.DOTALL)[1]
    layers = project()["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = {room.strip() for layer in layers for room in re.split(r"[|:]", layer)} | {"sources"}
    lost = sorted(room for room in rooms if not re.search(rf"\b{room}\b", drawing))
    assert not lost, f"docs/architecture.md: draw these rooms too: {lost}"
    standing = {file.parent.name for file in (ROOT / "src" / "analysis").glob("*/__init__.py")}
    assert standing <= rooms, f"pyproject.toml, import-linter: give these rooms a floor: {sorted(standing - rooms)}"


def test_the_version_is_told_alike_everywhere():
    version = project()["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {version}" in citation, f"CITATION.cff: set version {version}, that of pyproject.toml"
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{version}]" in changes, f"CHANGELOG.md: write what changed in {version}"


def test_the_version_is_told_by_the_command(capsys, monkeypatch):
    from analysis.cli import main

    monkeypatch.setattr("sys.argv", ["territoires", "--version"])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr().out
    assert end.value.code == 0 and said == f"territoires {project()['project']['version']}\n", "reinstall with `make`"


def test_the_page_on_robustness_tells_the_verdicts_that_are_stored():
    from analysis.claims import judging
    from analysis.claims.rules import BLANKS

    text = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8").partition("## What other schemes")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    scheme = rows[0].index("départements")
    told = {row[0]: row[scheme] for row in rows}
    kept = judging.stored()
    whole = kept[(kept["territory"] == "FR") & (kept["definition"] == "zau")].set_index("id")["verdict"]
    stale = "docs/robustness.md is older than data/verdicts.csv: run `make robustness`"
    assert {code: whole[code] for code in told if re.fullmatch(r"C\d\d", code)} == {
        code: verdict for code, verdict in told.items() if re.fullmatch(r"C\d\d", code)
    }, stale
    counted = whole[~whole.isin(BLANKS)].value_counts()
    assert {verdict: int(told[verdict]) for verdict in counted.index} == counted.to_dict(), stale
