"""Panels beside each other, and labels spread apart."""

from itertools import pairwise

import numpy as np
import pytest
from helpers.chart_made import three_panels
from hypothesis import given
from hypothesis import strategies as st

from analysis.drawing import panels


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12), st.floats(0.01, 50))
def test_spread_labels_are_apart_and_in_order(wanted, gap):
    placed = panels.spread(wanted, gap)
    order = np.argsort(wanted, kind="stable")
    steps = np.diff(np.array(placed)[order])
    assert (steps >= gap - 1e-6).all(), f"labels nearer than {gap} or out of order, by these steps: {steps}"
    assert np.mean(placed) == pytest.approx(np.mean(wanted), abs=1e-6)


def test_panels_are_of_one_size_beside_each_other_with_their_labels_inside_the_figure():
    picture = three_panels()
    picture.png()
    boxes = [axes.get_position() for axes in picture.figure.axes]
    assert np.ptp([box.width for box in boxes]) == pytest.approx(0)
    assert np.ptp([box.y0 for box in boxes]) == np.ptp([box.y1 for box in boxes]) == 0
    renderer = picture.figure.canvas.get_renderer()
    drawn = [axes.get_tightbbox(renderer) for axes in picture.figure.axes]
    sides = [(round(box.x0), round(box.x1)) for box in drawn]
    assert all(before.x1 <= after.x0 for before, after in pairwise(drawn)), f"panels overlap, left and right: {sides}"
    outside = [box for box in drawn if box.x0 < 0 or box.x1 > picture.figure.bbox.x1 or box.y0 < 0]
    assert not outside, f"a panel or its labels leave the figure: {outside}"
