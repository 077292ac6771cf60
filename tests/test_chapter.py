"""A chapter: parameters checked, figures kept, and what a reader of the HTML gets."""

import base64
import re
from dataclasses import dataclass
from html import unescape

import nbformat
import pandas as pd
import pytest
from matplotlib import rcParams

from analysis import chapter, words
from analysis.chapter import Chapter, UnknownParameter
from analysis.drawing import charts, style, tables
from analysis.report.html import chapter_page
from analysis.territories import UnknownDefinition, UnknownTerritory


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_FIGURES", str(tmp_path))
    return Chapter.open("2_population_flows", region="dep:15", definition="zau")


@pytest.fixture
def picture():
    data = pd.DataFrame({"kind": ["Isolated", "Other"], "share": [0.1, 1 / 3]})
    said = {"title": "A finding", "unit": "share", "source": "Source: INSEE", "alt": 'Bars: "Isolated" <10 %.'}
    return charts.bars(data, label="kind", value="share", percent=True, **said)


@dataclass
class Output:
    """What was sent to the reader."""

    data: dict
    metadata: dict


@pytest.fixture
def shown(monkeypatch):
    def act(action, *values):
        sent = []

        def display(data, metadata=None, raw=False):
            assert raw
            sent.append(Output(data, metadata or {}))

        monkeypatch.setattr(chapter, "display", display)
        action(*values)
        return sent[0] if sent else None

    return act


def as_html(output):
    kept = nbformat.v4.new_output("display_data", output.data, metadata=output.metadata)
    cell = nbformat.v4.new_code_cell("show()", outputs=[kept], execution_count=1)
    return chapter_page(nbformat.v4.new_notebook(cells=[cell]), "Cantal")


@pytest.mark.parametrize(
    ("region", "definition", "error"),
    [
        ("99", "zau", UnknownTerritory),
        ("dep:2C", "zau", UnknownTerritory),
        ("", "zau", UnknownTerritory),
        ("84; rm -rf", "zau", UnknownTerritory),
        ("../../etc", "zau", UnknownTerritory),
        ("84", "zua", UnknownDefinition),
        ("84", "", UnknownDefinition),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_line(region, definition, error):
    with pytest.raises(error) as caught:
        Chapter.open("1_isolated_territories", region=region, definition=definition)
    assert "\n" not in str(caught.value)
    assert repr(region if error is UnknownTerritory else definition) in str(caught.value)


OWN = 'region: str = "84"  # FR\ndefinition: str = "zau"'
SETUP = "chapter = Chapter.open(...)"


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ([OWN, '# Parameters\nregoin = "94"\n', SETUP], "'regoin' is none of this notebook; nearest: region"),
        ([OWN, '# Parameters\nregion = "94"\nyaer = 1\n', SETUP], "'yaer' is none of this notebook; nearest: "),
        ([f"{OWN}\nyear = 2013", "# Parameters\nyaer = 1\n", SETUP], "nearest: year"),
        (['# Parameters\nregoin = "94"\n', "import os", SETUP], "'regoin'"),
    ],
)
def test_a_parameter_that_the_notebook_does_not_have_is_refused(cells, named):
    with pytest.raises(UnknownParameter, match=named) as caught:
        chapter.refuse_unknown_parameters(cells)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [SETUP],
        [OWN, '# Parameters\nregion = "94"\ndefinition = "aav"\n', SETUP],
        [f"{OWN}\nyear = 2013", "# Parameters\nyear = 2019\n", SETUP],
        [OWN, "%matplotlib inline\nother = 1", "other: int", "a, b = 1, 2", SETUP],
        # Run again by hand, without the cell that was wrong.
        [OWN, '# Parameters\nregoin = "94"\n', SETUP, OWN, SETUP],
    ],
)
def test_known_parameters_and_cells_of_ones_own_are_no_fault(cells):
    chapter.refuse_unknown_parameters(cells)


def test_opening_sets_the_style():
    rcParams["font.size"] = 30
    Chapter.open("1_isolated_territories", region="84", definition="zau")
    assert rcParams["font.size"] == style.RULES["font.size"]


def test_figures_of_two_territories_or_definitions_never_meet(opened, tmp_path):
    other = Chapter.open("2_population_flows", region="dep:15", definition="aav")
    assert opened.folder == tmp_path / "dep-15" / "2_population_flows"
    assert other.folder == tmp_path / "dep-15-aav" / "2_population_flows"


def test_a_picture_is_kept_with_its_data_and_nothing_else(opened, picture, shown):
    shown(opened.show, picture, "shares")
    assert sorted(file.name for file in opened.folder.iterdir()) == ["shares.csv", "shares.png"]
    assert (opened.folder / "shares.png").read_bytes() == picture.png()
    assert (opened.folder / "shares.csv").read_text() == "kind,share\nIsolated,0.1\nOther,0.3333333333\n"


def test_a_run_that_makes_pages_keeps_the_twin_for_phones_and_one_by_hand_takes_that_of_another_picture_away(
    opened, picture, shown, monkeypatch
):
    monkeypatch.setenv(chapter.TWINS, "yes")
    sent = shown(opened.show, picture, "shares")
    twin = opened.folder / "shares.narrow.png"
    assert twin.read_bytes() == picture.signed("Cantal").narrow_png() != (opened.folder / "shares.png").read_bytes()
    assert base64.b64decode(sent.data["image/png"]) == picture.png(), "the notebook shows the wide one"
    monkeypatch.delenv(chapter.TWINS)
    shown(opened.show, picture, "shares")
    assert twin.exists(), "the same picture by hand leaves a run to do again"
    (opened.folder / "shares.png").write_bytes(b"another")
    shown(opened.show, picture, "shares")
    assert sorted(file.name for file in opened.folder.iterdir()) == ["shares.csv", "shares.png"]


def test_a_shown_picture_carries_the_place_of_the_chapter(opened, picture, shown):
    shown(opened.show, picture, "bars")
    assert "Cantal · Territoires isolés" in [text.get_text() for text in picture.figure.texts]


def test_a_failed_write_leaves_the_former_file(tmp_path, monkeypatch):
    file = tmp_path / "figure.png"
    chapter.write(file, b"former")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        chapter.write(file, b"new")
    assert [(kept.name, kept.read_bytes()) for kept in tmp_path.iterdir()] == [("figure.png", b"former")]


def test_the_alternative_text_is_in_the_html(opened, picture, shown):
    html = as_html(shown(opened.show, picture, "shares"))
    (image,) = re.findall(r"<img[^>]*>", html, re.DOTALL)
    assert f"alt='{picture.alt}'" in unescape(image) or f'alt="{picture.alt}"' in unescape(image)


def test_the_text_beside_the_image_lets_a_comparison_see_a_change(opened, picture, shown):
    assert shown(opened.show, picture, "shares").data["text/plain"] == "A finding\n" + picture.alt


def test_a_sentence_in_place_of_a_picture_is_said_and_no_file_written(opened, shown):
    output = shown(opened.show, "No isolated commune: 0 %.", "shares")
    assert output.data["text/markdown"] == "No isolated commune: 0\u00a0%."
    assert not opened.folder.exists()


def test_a_table_is_shown_as_html_and_as_text(opened, shown):
    made = tables.table(
        pd.DataFrame({"people": [1234]}), title="T", columns={"people": ("People", "integer")}, source="S"
    )
    output = shown(opened.table, made)
    assert "1,234" in output.data["text/plain"]
    assert "gt_table" in as_html(output)


ENTRIES = [
    {"title": "Zonage", "producer": "Insee (via x)", "page": "https://insee.fr/z", "licence": "LO 2.0", "vintage": "2010", "geography": "COG 2025"},
    {"title": "RP", "producer": "INSEE", "page": "", "licence": "LO 2.0", "vintage": "2019; note", "geography": ""},
    {"title": "Contours", "producer": "IGN, ADMIN EXPRESS", "page": "", "licence": "LO 2.0", "vintage": "2025", "geography": ""},
]  # fmt: skip


def test_sources_name_producer_vintage_and_licence(opened, monkeypatch, shown):
    monkeypatch.setattr("analysis.snapshot.sources", lambda *_: ENTRIES)
    text = shown(opened.sources, "communes").data["text/markdown"]
    assert text.splitlines()[0] == (
        "- **INSEE (via x)**, [Zonage](https://insee.fr/z), vintage 2010, geography COG 2025. LO 2.0."
    )
    assert len(text.splitlines()) == 3


def test_a_source_of_a_part_of_the_country_is_said_as_the_chapter_opens(shown, monkeypatch):
    entry = {
        "title": "Flux",
        "producer": "Insee",
        "vintage": "census 2013 (part of the country: 151 of 34,875 communes)",
    }
    monkeypatch.setattr(chapter.snapshot, "partial", lambda: [entry])
    said = shown(lambda: Chapter.open("2_population_flows", region="dep:15", definition="zau"))
    assert "151 of 34,875 communes" in said.data["text/plain"]


def test_that_few_communes_are_isolated_is_said_in_full_once_a_chapter(shown):
    opened = Chapter.open("1_isolated_territories", region="04", definition="zau")
    few = words.few_isolated(opened.territory, "zau")
    texts = (f"{few} First.", few, "Between.", f"{few} In France, 3 are.", few)
    told = [shown(opened.say, text).data["text/markdown"].replace("\u00a0", " ") for text in texts]
    short = "Not told: it takes at least ten isolated communes."
    assert told == [f"{few} First.", short, "Between.", "In France, 3 are.", short]
    another = Chapter.open("2_population_flows", region="04", definition="zau")
    assert shown(another.say, few).data["text/markdown"].replace("\u00a0", " ") == few, "another chapter says it anew"


def test_what_was_just_said_is_not_said_again(opened, picture, shown):
    absent = "No coverage is held."
    assert shown(opened.show, absent, "coverage")
    assert shown(opened.say, absent) is None, "the sentence below a figure that is none repeats it"
    assert shown(opened.show, picture, "shares")
    assert shown(opened.say, absent), "below another figure it is told of that one"
    assert shown(opened.say, "Something else.") and shown(opened.say, absent)
