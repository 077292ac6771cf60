"""The sheet of a figure: titles broken by width, no text outside."""

from itertools import pairwise

import pytest
from helpers.chart_made import SAID, boxes, frame
from hypothesis import given
from hypothesis import strategies as st

from analysis.drawing import charts, sheets
from analysis.territories import regions


@pytest.mark.parametrize("values", [[0.2, 0.1, 0.3, 0.4], [-0.2, -0.1, -0.3, -0.4], [-3000, 20000, 1, 0]])
def test_every_text_is_inside_the_sheet(values):
    picture = charts.bars(frame(values, ("here", "France")), label="kind", value="value", group="group", **SAID)
    box = boxes(picture)
    width, height = picture.figure.canvas.get_width_height()
    for text in [*picture.figure.texts, *picture.figure.axes[0].texts]:
        found = box(text)
        assert found.x0 >= 0 and found.x1 <= width and found.y0 >= 0 and found.y1 <= height, text.get_text()


def test_a_long_title_is_broken_and_still_says_all():
    title = "From 3.1 % to 12.4 % of people live in isolated communes, so that the definition decides what can be said of them"
    picture = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **{**SAID, "title": title})
    shown = " ".join(text.get_text() for text in picture.figure.texts)
    assert " ".join(sheets.wrap(title, 13, "bold")) in shown
    assert len(sheets.wrap(title, 13, "bold")) == 2
    assert "3.1\u00a0%" in shown


@given(st.lists(st.text("abcé ilmW", min_size=1, max_size=12), min_size=1, max_size=12), st.floats(0.2, 3))
def test_each_line_takes_as_many_words_as_it_can_hold(words, width):
    text = " ".join(words)
    lines = sheets.wrap(text, 9, width=width)
    assert " ".join(lines) == text
    for line, following in pairwise([*lines, ""]):
        assert " " not in line or sheets.text_width(line, 9) <= width
        longer = f"{line} {following.split(' ')[0]}"
        assert following == "" or sheets.text_width(longer, 9) > width


@pytest.mark.parametrize("place", [territory.name for territory in regions()] + ["CC " + "des Monts et Vallées " * 4])
def test_a_figure_says_its_place_and_its_report_in_its_last_line(place):
    picture = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID).signed(place)
    box = boxes(picture)
    last = min(picture.figure.texts, key=lambda text: box(text).y0)
    assert last.get_text() == f"{place} · {sheets.REPORT}"
    source = next(text for text in picture.figure.texts if text.get_text() == SAID["source"])
    assert box(last).y1 <= box(source).y0 + 1 and box(last).x1 <= picture.figure.canvas.get_width_height()[0]
