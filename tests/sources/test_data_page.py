"""``docs/data.md`` says what is: every exit code, every field of the catalogue, and an example that works."""

from __future__ import annotations

import re
from dataclasses import fields

import pandas as pd
import pytest
from helpers import mini_build

from analysis.snapshot import project
from analysis.sources import geography
from analysis.sources.builders import people
from analysis.sources.catalogue import entries
from analysis.sources.contracts import schema
from analysis.sources.faults import Exit
from analysis.sources.manifest import conform
from analysis.sources.readers import Raw, vintages

PAGE = (project() / "docs" / "data.md").read_text(encoding="utf-8")
STATIONS = "code_commune;trains_a_day\n01001;12\n75056;2500\n"


def block(language: str, place: int) -> str:
    """Return one of the fenced blocks of the page, without its margin."""
    found = re.findall(rf"( *)```{language}\n(.*?)\n *```", PAGE, re.DOTALL)[place]
    return "\n".join(line.removeprefix(found[0]) for line in found[1].splitlines())


def test_every_exit_code_is_told_with_its_name():
    told = {name: int(code) for code, name in re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|", PAGE, re.MULTILINE)}
    assert told == {code.name: int(code) for code in Exit}


def test_every_field_of_the_catalogue_is_told():
    section = PAGE.split("\n## The catalogue\n")[1].split("\n## ")[0]
    told = set(re.findall(r"`(?:files\.)?([a-z0-9_]+)`", section))
    wanted = {*entries.TEXTS, "moves", "optional", "tables", "obtain", "caveats"}
    wanted |= {field.name for kind in (entries.File, entries.Layout) for field in fields(kind)}
    assert wanted <= told


def test_every_reason_of_the_losses_is_told():
    section = PAGE.split("\n## Read the losses\n")[1].split("\n## ")[0]
    reasons = pd.read_csv(project() / "data" / "losses.csv")["reason"].str.replace(r" \(\d{4}\)$", "", regex=True)
    for reason in reasons.unique():
        assert f"| {reason} |" in section


@pytest.fixture
def example(tmp_path, monkeypatch):
    """Return the contract and the builder of the example, and the raw folder that its catalogue describes."""
    text = block("toml", 0).replace("(64 digits: sha256sum stations.csv)", "0" * 64).replace("rows = 2800", "rows = 2")
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    (tmp_path / "stations_2025").mkdir()
    known = vars(schema) | vars(geography) | vars(vintages) | vars(people)
    contract = eval(block("python", 0), dict(known))
    exec(block("python", 1), made := dict(known))
    return contract, made["stations"], tmp_path


def test_the_example_makes_its_table(example):
    contract, builder, folder = example
    (folder / "stations_2025" / "stations.csv").write_text(STATIONS, encoding="utf-8")
    built = builder(Raw(folder), mini_build.geography(None))
    table = conform(contract, built.frame)
    assert table.to_dict("list") == {"commune": ["75056", "01001"], "region": ["11", "84"], "trains_a_day": [2500, 12]}
    assert built.losses[0]["reason"].tolist() == ["commune of 2025 without a figure"]


def test_the_example_refuses_what_it_should(example):
    _, builder, folder = example
    (folder / "stations_2025" / "stations.csv").write_text(STATIONS.replace("01001", "75101"), encoding="utf-8")
    with pytest.raises(ValueError, match="75056"):
        builder(Raw(folder), mini_build.geography(None))
