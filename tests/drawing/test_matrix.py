"""Matrices: one box for each value, in its colour and with its sign; none where nothing is known."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.drawing import matrix
from analysis.drawing.pictures import NothingToShow

SAID = {"title": "What holds", "unit": "", "source": "Source: INSEE", "alt": "A matrix."}
COLOURS = {"yes": "#0f5c8a", "no": "#c2410c"}


def drawn(picture):
    """Each box as its left, bottom and colour."""
    (found,) = picture.figure.axes[0].collections
    corners = [path.vertices.min(axis=0) for path in found.get_paths()]
    return [(int(x), round(y + 0.5), to_hex(paint)) for (x, y), paint in zip(corners, found.get_facecolor())]


def test_each_known_value_has_its_colour_and_its_sign_at_its_place():
    data = pd.DataFrame({"name": ["a", "b"], "then": ["yes", None], "now": ["no", "yes"]})
    picture = matrix.matrix(data, label="name", columns={"then": "Then", "now": "Now"}, colours=COLOURS,
                                   signs={"yes": "+", "no": "-"}, **SAID)  # fmt: skip
    assert drawn(picture) == [(0, 0, COLOURS["yes"]), (1, 0, COLOURS["no"]), (1, 1, COLOURS["yes"])]
    signs = {text.get_position(): text.get_text() for text in picture.figure.axes[0].texts}
    assert signs == {(0.5, 0): "+", (1.5, 0): "-", (1.5, 1): "+"}


def test_each_thing_counted_is_one_box():
    data = pd.DataFrame({"name": ["a", "b"], "held": [2, 0], "failed": [1, 1]})
    columns, colours = {"held": "yes", "failed": "no"}, {"held": COLOURS["yes"], "failed": COLOURS["no"]}
    picture = matrix.counts(data, label="name", columns=columns, colours=colours, **SAID)
    blue, red = COLOURS.values()
    assert drawn(picture) == [(0, 0, blue), (1, 0, blue), (2, 0, red), (0, 1, red)]


def test_a_matrix_of_nothing_is_not_drawn():
    nothing = pd.DataFrame({"name": [], "held": []})
    with pytest.raises(NothingToShow):
        matrix.counts(nothing, label="name", columns={"held": "yes"}, colours={"held": "#000000"}, **SAID)
    with pytest.raises(NothingToShow):
        matrix.matrix(nothing, label="name", columns={"held": "Held"}, colours={}, signs={}, **SAID)
