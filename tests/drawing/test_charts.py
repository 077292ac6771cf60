"""Bars, stacks and changes: what is drawn is what the data say."""

import numpy as np
import pandas as pd
import pytest
from helpers.chart_made import SAID, TYPES, boxes, frame, texts, widths
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from analysis.drawing import charts, sheets, style
from analysis.drawing.pictures import NothingToShow
from analysis.territories import ISOLATED


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


def test_groups_may_be_categories_in_an_order_of_their_own():
    data = frame([0.2, 0.1, 0.3, 0.4]).assign(kind="a", year=pd.Categorical(list("dcba"), list("abcd"), ordered=True))
    axes = charts.bars(data, label="kind", value="value", group="year", **SAID).figure.axes[0]
    rows = sorted(axes.patches, key=lambda bar: bar.get_y())
    assert [round(bar.get_width(), 1) for bar in rows] == [0.4, 0.3, 0.1, 0.2]


@pytest.mark.parametrize("narrow", [False, True])
def test_beside_intervals_values_stand_in_a_column_apart_from_every_line(narrow):
    data = frame([0.2, -0.1, None, -0.4]).assign(low=[0.1, -0.3, None, -0.9], high=[0.7, 0.2, None, -0.1])
    picture = charts.bars(data, label="kind", value="value", low="low", high="high", percent=True, **SAID)
    picture = picture.narrow() if narrow else picture
    box, (axes,) = boxes(picture), picture.figure.axes
    written = [text for text in axes.texts if text.get_text().endswith(("%", "n/a"))]
    assert [text.get_text() for text in written] == ["20.0 %", "−10.0 %", "n/a", "−40.0 %"]
    assert len({round(box(text).x1) for text in written}) == 1, "the values are not aligned on their right"
    assert min(box(text).x0 for text in written) > max(line.get_window_extent().x1 for line in axes.lines)
    assert max(box(text).x1 for text in written) <= picture.figure.bbox.x1


def test_without_an_interval_the_value_stands_at_the_end_of_its_bar():
    data = frame([0.2, 0.1, 0.3, 0.4]).assign(low=None, high=None)
    picture = charts.bars(data, label="kind", value="value", low="low", high="high", percent=True, **SAID)
    box, (axes,) = boxes(picture), picture.figure.axes
    assert len({round(box(text).x0) for text in axes.texts}) == 4


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
    assert "sum −0.6 %" in " ".join(texts(picture)), f"the sum of the parts is not marked; written: {texts(picture)}"


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
    covered = [text.get_text() for text, number in zip(axes.texts, written) if any(map(number.overlaps, marks))]
    assert not covered, f"the mark of the sum is drawn over these numbers, move them: {covered}"


def test_a_change_writes_each_known_value_at_both_dates():
    data = pd.DataFrame({"kind": TYPES, "then": [1.0, 2.0, None, 4.0], "now": [2.0, 1.0, 3.0, 5.0]})
    picture = charts.change(data, label="kind", before="then", after="now", **SAID)
    assert len(texts(picture)) == 7


@pytest.mark.parametrize(("then", "now"), [(0.50, 0.55), (0.55, 0.50), (0.500, 0.501)])
def test_a_change_points_to_its_last_value_however_small(then, now):
    data = pd.DataFrame({"kind": ["a", "b"], "then": [then, 0.4], "now": [now, 0.9]})
    axes = charts.change(data, label="kind", before="then", after="now", percent=True, **SAID).figure.axes[0]
    head = next(line for line in axes.lines if isinstance(line.get_marker(), Path) and line.get_xdata()[0] == now)
    back = head.get_marker().vertices[:, 0]
    assert np.sign(-back.sum()) == np.sign(now - then), "the head points away from the last value"
    assert 0 in back, "the tip is not on the value"


def test_the_head_of_a_short_arrow_covers_no_value():
    data = pd.DataFrame({"kind": ["a", "b"], "then": [0.500, 0.4], "now": [0.501, 0.9]})
    picture = charts.change(data, label="kind", before="then", after="now", percent=True, **SAID)
    box, axes = boxes(picture), picture.figure.axes[0]
    head = next(line for line in axes.lines if line.get_xdata()[0] == 0.501)
    tip = head.get_window_extent().padded(-head.get_markersize() / 2 / 72 * sheets.DPI).x0
    back = tip - charts.HEAD / 72 * sheets.DPI
    assert max(box(text).x1 for text in axes.texts if box(text).x0 < tip and text.xy[1] == 0) < back
    assert min(box(text).x0 for text in axes.texts if box(text).x0 > tip and text.xy[1] == 0) > tip


def test_what_is_written_alike_at_both_ends_is_one_dot_and_one_number():
    data = pd.DataFrame({"kind": ["a", "b"], "then": [0.0, 0.4], "now": [0.0, 0.9]})
    picture = charts.change(data, label="kind", before="then", after="now", percent=True, **SAID)
    axes = picture.figure.axes[0]
    assert sum(text.xy[1] == 0 for text in axes.texts) == 1 and sum(text.xy[1] == 1 for text in axes.texts) == 2
    dot = [line for line in axes.lines if line.get_marker() == "o" and list(line.get_xdata()) == [0.0]]
    assert len(dot) == 1 and not dot[0].get_clip_on(), "a dot on the edge is cut in half"


def test_a_change_is_drawn_over_its_own_values_alone():
    data = pd.DataFrame({"kind": TYPES, "then": [0.8, 0.82, 0.9, 0.85], "now": [0.82, 0.8, 0.95, 0.9]})
    axes = charts.change(data, label="kind", before="then", after="now", percent=True, **SAID).figure.axes[0]
    assert axes.get_xlim()[0] > 0.7, "the axis reaches for zero: half of it is empty"


@pytest.mark.parametrize(
    ("percent", "parts", "written"), [(False, [2.114, 3.151], "2.1"), (True, [0.0211, 0.03], "2.1 %")]
)
def test_a_stack_has_the_digits_of_the_text_beside_it(percent, parts, written):
    data = pd.DataFrame({"kind": "a", "part": ["x", "y"], "value": parts})
    picture = charts.stack(data, label="kind", value="value", part="part", percent=percent, digits=1, **SAID)
    assert written in texts(picture)


def test_a_single_group_needs_no_key_and_keeps_the_isolated_strong():
    picture = charts.bars(frame([1, 2, 3, 4], ("France",)), label="kind", value="value", group="group", **SAID)
    faces = [to_hex(patch.get_facecolor()) for patch in picture.figure.axes[0].patches]
    assert faces.count(style.ISOLATED_COLOUR) == 1
    assert "France" not in [text.get_text() for text in picture.figure.texts]


@pytest.mark.parametrize("names", [{"label": "kind", "group": "group"}, {"label": "group", "group": "kind"}])
def test_data_keep_the_codes_of_types_and_readers_see_their_names(names):
    picture = charts.bars(frame([1.0, 2.0, 3.0, 4.0], ("here", "there")), value="value", **names, **SAID)
    written = [text.get_text() for text in picture.figure.findobj(Text)]
    assert {"Large urban areas", "Isolated"} <= {text.replace("\n", " ") for text in written}
    shown = [text for text in written if text in set(TYPES)]
    assert not shown, f"codes are drawn: {shown}"
    assert set(picture.data["kind"]) == set(TYPES)


def test_bars_of_a_quotient_part_from_one():
    picture = charts.bars(frame([1.5, 0.4, 1.0]), label="kind", value="value", start=1.0, **SAID)
    assert widths(picture) == pytest.approx([0.5, -0.6, 0.0])
    assert {"1.50", "0.40"} <= set(texts(picture))
    left, _ = picture.figure.axes[0].get_xlim()
    assert left > -0.2, "the axis reaches for zero, where no bar starts"


@pytest.mark.parametrize("sign", [1, -1])
def test_parts_of_one_sign_have_their_sum_written(sign):
    data = pd.DataFrame({"kind": "a", "part": ["births", "arrivals"], "value": [sign * 0.01, sign * 0.03]})
    picture = charts.stack(data, label="kind", value="value", part="part", percent=True, **SAID)
    assert any("sum" in text for text in texts(picture)), f"no sum is written: {texts(picture)}"


@pytest.mark.parametrize(("parts", "noted"), [([0.0214, 0.0214], True), ([0.021, 0.021], False)])
def test_parts_that_do_not_add_up_as_written_are_noted(parts, noted):
    data = pd.DataFrame({"kind": "a", "part": ["x", "y"], "value": parts})  # 2.1 + 2.1 and 4.3
    picture = charts.stack(data, label="kind", value="value", part="part", percent=True, **SAID)
    written = " ".join(text.get_text() for text in picture.figure.texts)
    assert ("rounded by itself" in written) == noted
