"""Lines over years, periods and dates: named once, broken where a value is missing."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from helpers.chart_made import SAID, TYPES, boxes, texts

from analysis.drawing import charts, sheets
from analysis.territories import ISOLATED, LABELS


def test_lines_carry_their_name_and_last_value_without_overlap():
    data = pd.DataFrame(
        [(kind, year, 100 + place * 0.01) for place, kind in enumerate(TYPES) for year in (2014, 2016, 2024)],
        columns=["kind", "year", "value"],
    )
    picture = charts.lines(data, x="year", y="value", group="kind", **SAID)
    box, labels = boxes(picture), [text for text in picture.figure.axes[0].texts if text.get_text()]
    assert {text.get_text().rsplit(" ", 1)[0] for text in labels} == {LABELS[kind] for kind in TYPES}
    spans = sorted((box(text).y0, box(text).y1) for text in labels)
    overlapping = [pair for pair in pairwise(spans) if pair[0][1] > pair[1][0] + 2]
    assert not overlapping, f"labels overlap from bottom to top, in pixels: {overlapping}"


def test_a_missing_value_breaks_the_line():
    data = pd.DataFrame({"kind": ISOLATED, "year": [1, 2, 3], "value": [1.0, None, 3.0]})
    picture = charts.lines(data, x="year", y="value", group="kind", **SAID)
    drawn = next(line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 3)
    assert np.isnan(drawn.get_ydata()[1])


def test_a_lone_point_shows_its_interval():
    years, values = [1, 2, 3, 4], [1.0, 2.0, None, 3.0]
    data = pd.DataFrame({"kind": ISOLATED, "year": years, "value": values}).assign(low=lambda t: t["value"] - 0.5)
    data = data.assign(high=data["value"] + 0.5)
    axes = charts.lines(data, x="year", y="value", group="kind", low="low", high="high", **SAID).figure.axes[0]
    bars = [
        path.vertices.tolist() for lines in axes.collections for path in lines.get_paths() if len(path.vertices) == 2
    ]
    assert bars == [[[4.0, 2.5], [4.0, 3.5]]], "a band of one point is not seen"


def test_periods_keep_the_order_of_the_rows():
    data = pd.DataFrame({"kind": ISOLATED, "period": ["2008-2013", "2013-2019", "2019-2023"], "value": [3.0, 1.0, 2.0]})
    axes = charts.lines(data, x="period", y="value", group="kind", **SAID).figure.axes[0]
    assert [label.get_text().replace("\n", "") for label in axes.get_xticklabels()] == data["period"].tolist()


def test_only_the_last_panel_names_the_lines():
    data = pd.DataFrame(
        [(kind, place, year, 1.5) for kind in TYPES[2:] for place in ("here", "France") for year in (2014, 2024)],
        columns=["kind", "place", "year", "value"],
    )
    picture = charts.lines(data, x="year", y="value", group="kind", facet="place", **SAID)
    first, last = ([text.get_text() for text in axes.texts] for axes in picture.figure.axes)
    assert first == ["1.50", "1.50"]
    assert sorted(last) == ["Between several areas 1.50", "Isolated 1.50"]


def test_dates_stand_where_they_are_in_time_and_none_falls_off_the_axis():
    dates = pd.to_datetime(["2021-04", "2022-12", "2024-11"])
    table = pd.DataFrame({"when": dates, "kind": ISOLATED, "value": [0.3, 0.2, 0.1]})
    axes = charts.lines(table, x="when", y="value", group="kind", **{**SAID, "alt": "A line."}).figure.axes[0]
    at = axes.lines[0].get_xdata()
    assert at == pytest.approx([2021.25, 2022.92, 2024.83], abs=0.01)
    low, high = axes.get_xlim()
    assert low < at[0] and at[-1] < high


@pytest.mark.parametrize(("last", "times"), [([0.1, 0.4], 2), ([0.4, 0.1], 1)])
def test_grey_lines_that_cross_are_named_at_both_ends(last, times):
    rows = [(2013, "a", 0.3), (2013, "b", 0.2), (2013, ISOLATED, 0.5)]
    rows += [(2019, "a", last[0]), (2019, "b", last[1]), (2019, ISOLATED, 0.5)]
    data = pd.DataFrame(rows, columns=["year", "kind", "value"])
    picture = charts.lines(data, x="year", y="value", group="kind", highlight=ISOLATED, **SAID)
    written = [text.split(" ")[0] for text in texts(picture)]
    assert (written.count("a"), written.count("b"), written.count(LABELS[ISOLATED])) == (times, times, 1)


def crossing(names=("a", "b")):
    one, other = names
    rows = [(2013, one, 0.3), (2013, other, 0.2), (2013, ISOLATED, 0.5)]
    rows += [(2019, one, 0.1), (2019, other, 0.4), (2019, ISOLATED, 0.5)]
    return pd.DataFrame(rows, columns=["year", "kind", "value"])


@pytest.mark.parametrize("names", [("a", "b"), ("a long name of a group", "another that is longer still")])
def test_the_room_left_of_the_starts_is_that_of_their_names(names):
    picture = charts.lines(crossing(names), x="year", y="value", group="kind", highlight=ISOLATED, **SAID)
    box, axes = boxes(picture), picture.figure.axes[0]
    starts = [text for text in axes.texts if text.get_text() in names]
    free = min(box(text).x0 for text in starts) - axes.bbox.x0
    assert len(starts) == 2
    assert abs(free) < 0.1 * sheets.DPI, f"{free / sheets.DPI:.2f} inches are left empty (or cut) beside the names"


def test_quiet_lines_are_not_of_one_grey():
    picture = charts.lines(crossing(), x="year", y="value", group="kind", highlight=ISOLATED, **SAID)
    lines = [line.get_color() for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert len(set(lines)) == 3, "two lines have one colour"


def test_periods_lie_at_their_middle():
    data = pd.DataFrame({"kind": ISOLATED, "period": ["1999-2008", "2008-2013", "2013-2019"], "value": [3.0, 1.0, 2.0]})
    axes = charts.lines(data, x="period", y="value", group="kind", **SAID).figure.axes[0]
    assert axes.lines[0].get_xdata().tolist() == [2003.5, 2010.5, 2016.0]
    assert axes.get_xticks().tolist() == [2003.5, 2010.5, 2016.0]


def test_classes_of_different_widths_lie_where_their_column_says():
    data = pd.DataFrame({"kind": ISOLATED, "age": ["Under 20", "20 to 29", "50+"], "value": [3.0, 1.0, 2.0]})
    picture = charts.lines(data.assign(years=[10.0, 25.0, 65.0]), x="age", y="value", group="kind", at="years", **SAID)
    axes = picture.figure.axes[0]
    assert axes.lines[0].get_xdata().tolist() == [10.0, 25.0, 65.0]
    assert [label.get_text() for label in axes.get_xticklabels()] == data["age"].tolist()


def test_the_texts_of_ticks_never_touch():
    years = [*range(1968, 2024), 2023.4]
    data = pd.DataFrame({"kind": ISOLATED, "year": [float(year) for year in years], "value": range(len(years))})
    picture = charts.lines(data, x="year", y="value", group="kind", **SAID)
    box, axes = boxes(picture), picture.figure.axes[0]
    drawn = [box(label) for label in axes.get_xticklabels()]
    assert len(drawn) > 5
    assert not [pair for pair in combinations(drawn, 2) if pair[0].overlaps(pair[1])]
    assert axes.get_xticks()[-1] == years[-1], "the last year has no tick"


@pytest.mark.parametrize(("years", "alike"), [((2016, 2018, 2022, 2023), False), ((2016, 2022, 2018, 2023), True)])
def test_panels_of_other_times_are_not_half_empty(years, alike):
    data = pd.DataFrame({"kind": ISOLATED, "year": years, "value": 1.5, "method": ["old", "old", "new", "new"]})
    first, second = charts.lines(data, x="year", y="value", group="kind", facet="method", **SAID).figure.axes
    assert (first.get_xlim() == second.get_xlim()) == alike


def test_france_is_told_from_types_of_its_grey_by_dashes():
    rows = [(kind, year, 1.0) for kind in ("France", TYPES[1]) for year in (2014, 2016)]
    data = pd.DataFrame(rows, columns=["kind", "year", "value"])
    axes = charts.lines(data, x="year", y="value", group="kind", **SAID).figure.axes[0]
    assert [line.is_dashed() for line in axes.lines if len(line.get_xdata()) == 2][:2] == [True, False]
