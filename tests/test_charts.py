"""Charts: what is drawn is what the data say, and it can be read."""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from PIL import Image

from analysis import charts, drawing, sheets, style
from analysis.isolation import DEFINITIONS, ISOLATED
from analysis.pictures import NothingToShow
from analysis.statistics import Fit

SAID = {
    "title": "Isolated communes lost 5 % of their jobs",
    "unit": "change",
    "source": "Source: INSEE",
    "alt": "Bars.",
}
TYPES = ["Large urban areas", "Medium and small areas", "Between several areas", ISOLATED]


@pytest.fixture(autouse=True)
def _styled():
    style.use()


def frame(values, groups=("here",)):
    return pd.DataFrame(
        [(kind, group, value) for kind, value in zip(TYPES, values) for group in groups],
        columns=["kind", "group", "value"],
    )


def widths(picture):
    return [patch.get_width() for axes in picture.figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]


def texts(picture):
    return [text.get_text() for axes in picture.figure.axes for text in axes.texts]


def boxes(picture):
    picture.png()
    renderer = picture.figure.canvas.get_renderer()
    return lambda text: text.get_window_extent(renderer)


def test_bars_are_as_long_as_the_values():
    picture = charts.bars(frame([0.1, -0.2, 0.3, 0.05]), label="kind", value="value", percent=True, **SAID)
    assert widths(picture) == pytest.approx([0.1, -0.2, 0.3, 0.05])
    assert {"10.0 %", "−20.0 %"} <= set(texts(picture))


def test_a_missing_value_is_written_not_drawn_as_zero():
    picture = charts.bars(frame([0.1, None, 0.3, 0.05]), label="kind", value="value", **SAID)
    assert len(widths(picture)) == 3
    assert " n/a" in texts(picture)


@pytest.mark.parametrize("values", [[None] * 4, []])
def test_nothing_is_drawn_from_nothing(values):
    with pytest.raises(NothingToShow, match="no value"):
        charts.bars(frame(values), label="kind", value="value", **SAID)


def test_two_rows_for_one_bar_are_refused():
    with pytest.raises(ValueError, match="two rows for"):
        charts.bars(pd.concat([frame([1, 2, 3, 4])] * 2), label="kind", value="value", **SAID)


def test_an_absent_column_is_named():
    with pytest.raises(KeyError, match="low"):
        charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", low="low", high="high", **SAID)


def test_labels_of_negative_bars_stay_right_of_the_names_of_rows():
    data = frame([0.2, -0.1, -0.3, -0.4]).assign(
        low=lambda held: held["value"] - 0.2, high=lambda held: held["value"] + 0.1
    )
    picture = charts.bars(data, label="kind", value="value", low="low", high="high", percent=True, **SAID)
    box, axes = boxes(picture), picture.figure.axes[0]
    names = max(box(label).x1 for label in axes.get_yticklabels())
    assert min(box(text).x0 for text in axes.texts) > names


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


def test_the_image_is_what_matplotlib_prints():
    picture, printed = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID), io.BytesIO()
    image = Image.open(io.BytesIO(picture.png()))
    picture.figure.savefig(printed, format="rgba", dpi=sheets.DPI)
    pixels = Image.frombytes("RGBA", image.size, printed.getvalue()).convert("RGB")
    assert np.abs(np.asarray(image.convert("RGB"), int) - np.asarray(pixels, int)).mean() < 1


def test_the_same_figure_gives_the_same_bytes_without_a_word_on_its_maker():
    def image():
        return charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID).png()

    assert image() == image()
    assert Image.open(io.BytesIO(image())).info.keys() <= {"dpi", "transparency"}
    assert len(image()) < 30_000


def test_stacked_parts_lie_end_to_end_and_the_sum_is_marked():
    data = pd.DataFrame(
        {"kind": [ISOLATED] * 3, "part": ["births", "deaths", "arrivals"], "value": [0.01, -0.02, 0.004]}
    )
    picture = charts.stack(data, label="kind", value="value", part="part", percent=True, **SAID)
    bars = [patch for patch in picture.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert sorted((round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in bars) == [
        (0, -0.02),
        (0, 0.01),
        (0.01, 0.004),
    ]
    assert any("sum −0.6 %" in text for text in texts(picture))


@pytest.mark.parametrize(("value", "low", "high"), [(-0.2, -0.8, 1.1), (0.2, -1.1, 0.8)])
def test_an_interval_is_drawn_whole_on_both_sides_of_zero(value, low, high):
    data = frame([value]).assign(low=low, high=high)
    picture = charts.bars(data, label="kind", value="value", low="low", high="high", **SAID)
    left, right = picture.figure.axes[0].get_xlim()
    assert left < low and high < right


@pytest.mark.parametrize("share", np.linspace(0.1, 0.9, 5))
def test_the_marks_of_a_sum_cover_no_number(share):
    data = pd.DataFrame({"kind": "a", "part": ["gain", "loss"], "value": [1.0, -share]})
    picture = charts.stack(data, label="kind", value="value", part="part", **SAID)
    box = boxes(picture)
    (axes,) = picture.figure.axes
    marks = [line.get_window_extent() for line in axes.lines[:2]]
    written = [box(text) for text in axes.texts]
    assert not any(mark.overlaps(number) for mark in marks for number in written)


def test_a_change_shows_both_values():
    data = pd.DataFrame({"kind": TYPES, "then": [1.0, 2.0, None, 4.0], "now": [2.0, 1.0, 3.0, 5.0]})
    picture = charts.change(data, label="kind", before="then", after="now", **SAID)
    assert len(texts(picture)) == 7


def test_lines_carry_their_name_and_last_value_without_overlap():
    data = pd.DataFrame(
        [(kind, year, 100 + place * 0.01) for place, kind in enumerate(TYPES) for year in (2014, 2016, 2024)],
        columns=["kind", "year", "value"],
    )
    picture = charts.lines(data, x="year", y="value", group="kind", **SAID)
    box, labels = boxes(picture), [text for text in picture.figure.axes[0].texts if text.get_text()]
    assert {text.get_text().rsplit(" ", 1)[0] for text in labels} == set(TYPES)
    spans = sorted((box(text).y0, box(text).y1) for text in labels)
    assert all(below[1] <= above[0] + 2 for below, above in pairwise(spans))


def test_a_missing_value_breaks_the_line():
    data = pd.DataFrame({"kind": ISOLATED, "year": [1, 2, 3], "value": [1.0, None, 3.0]})
    picture = charts.lines(data, x="year", y="value", group="kind", **SAID)
    drawn = next(line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 3)
    assert np.isnan(drawn.get_ydata()[1])


def test_periods_keep_the_order_of_the_rows():
    data = pd.DataFrame({"kind": ISOLATED, "period": ["2008-2013", "2013-2019", "2019-2023"], "value": [3.0, 1.0, 2.0]})
    axes = charts.lines(data, x="period", y="value", group="kind", **SAID).figure.axes[0]
    assert [label.get_text().replace("\n", "") for label in axes.get_xticklabels()] == data["period"].tolist()


def test_a_fit_that_could_not_be_made_is_not_drawn():
    data = pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 2.0]})
    said = {key: SAID[key] for key in ("title", "source", "alt")}
    drawn = [
        len(charts.scatter(data, x="x", y="y", fit=fit, x_unit="x", y_unit="y", **said).figure.axes[0].lines)
        for fit in (Fit(1, 1, 0, 2, 9), Fit(np.nan, np.nan, np.nan, np.nan, 2))
    ]
    assert drawn[0] == drawn[1] + 1


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12), st.floats(0.01, 50))
def test_spread_labels_are_apart_and_in_order(wanted, gap):
    placed = drawing.spread(wanted, gap)
    order = np.argsort(wanted, kind="stable")
    assert np.all(np.diff(np.array(placed)[order]) >= gap - 1e-6)
    assert np.mean(placed) == pytest.approx(np.mean(wanted), abs=1e-6)


def test_a_single_group_needs_no_key_and_keeps_the_isolated_strong():
    picture = charts.bars(frame([1, 2, 3, 4], ("France",)), label="kind", value="value", group="group", **SAID)
    faces = [to_hex(patch.get_facecolor()) for patch in picture.figure.axes[0].patches]
    assert faces.count(style.ISOLATED_COLOUR) == 1
    assert "France" not in [text.get_text() for text in picture.figure.texts]


def test_only_the_last_panel_names_the_lines():
    data = pd.DataFrame(
        [(kind, place, year, 1.5) for kind in TYPES[2:] for place in ("here", "France") for year in (2014, 2024)],
        columns=["kind", "place", "year", "value"],
    )
    picture = charts.lines(data, x="year", y="value", group="kind", facet="place", **SAID)
    first, last = ([text.get_text() for text in axes.texts] for axes in picture.figure.axes)
    assert first == ["1.50", "1.50"]
    assert sorted(last) == ["Between several areas 1.50", "Isolated 1.50"]


def test_the_isolated_stand_out_in_every_definition():
    for chosen in DEFINITIONS.values():
        paint = style.colours(list(chosen.types))
        assert paint[ISOLATED] == style.ISOLATED_COLOUR
        assert len(set(paint.values())) == len(chosen.types)


@pytest.mark.parametrize("colour", [*style.TYPE_RAMP, *style.GROUPS, style.FRANCE_COLOUR, style.ISOLATED_COLOUR])
def test_labels_have_enough_contrast(colour):
    assert style.contrast(style.readable(colour), "white") >= 4.5
    assert style.contrast(style.ink_on(colour), colour) >= 4.5


def three_panels():
    years = [(year, kind, place, 0.1) for year in (2013, 2019) for kind in TYPES for place in ("here", "there", "afar")]
    table = pd.DataFrame(years, columns=["year", "kind", "place", "value"])
    said = {**SAID, "alt": "Lines."}
    return charts.lines(table, x="year", y="value", group="kind", facet="place", percent=True, **said)


def test_panels_are_of_one_size_beside_each_other_with_their_labels_inside_the_figure():
    picture = three_panels()
    picture.png()
    boxes = [axes.get_position() for axes in picture.figure.axes]
    assert np.ptp([box.width for box in boxes]) == pytest.approx(0)
    assert np.ptp([box.y0 for box in boxes]) == np.ptp([box.y1 for box in boxes]) == 0
    renderer = picture.figure.canvas.get_renderer()
    drawn = [axes.get_tightbbox(renderer) for axes in picture.figure.axes]
    assert all(before.x1 <= after.x0 for before, after in pairwise(drawn))
    assert all(box.x0 >= 0 and box.x1 <= picture.figure.bbox.x1 and box.y0 >= 0 for box in drawn)


def test_a_figure_drawn_twice_is_the_same():
    picture = three_panels()
    assert picture.png() == picture.png()


def test_the_colours_of_the_image_are_those_of_the_drawing():
    picture = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID)
    image = np.asarray(Image.open(io.BytesIO(picture.png())).convert("RGB")).astype(int)
    drawn = np.asarray(picture.figure.canvas.buffer_rgba())[..., :3].astype(int)
    paper = (drawn == 255).all(axis=2)
    assert (image[paper] == 255).all()
    assert np.abs(image - drawn).max() < 20
    assert np.abs(image - drawn).mean() < 0.2


def test_dates_stand_where_they_are_in_time_and_none_falls_off_the_axis():
    dates = pd.to_datetime(["2021-04", "2022-12", "2024-11"])
    table = pd.DataFrame({"when": dates, "kind": ISOLATED, "value": [0.3, 0.2, 0.1]})
    axes = charts.lines(table, x="when", y="value", group="kind", **{**SAID, "alt": "A line."}).figure.axes[0]
    at = axes.lines[0].get_xdata()
    assert at == pytest.approx([2021.25, 2022.92, 2024.83], abs=0.01)
    low, high = axes.get_xlim()
    assert low < at[0] and at[-1] < high
