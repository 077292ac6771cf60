"""Where too few communes are isolated, what a title tells of all communes stands in its figure and in its data."""

import pandas as pd
import pytest

from analysis import words
from analysis.business import story
from analysis.business.story import wording
from analysis.territories import ALL_COMMUNES, Territory, label_of


@pytest.mark.parametrize("code", ["04", "11"])
@pytest.mark.parametrize("draw", [story.employees_figure, story.share_figure, story.shift_share_figure])
def test_a_title_of_all_communes_stands_in_its_figure(draw, code):
    """Where too few communes are isolated, the title tells of all of them: so does the figure, and its data."""
    picture = draw(Territory.parse(code), "zau")
    drawn = picture.data
    drawn = drawn[drawn["territory_type"].astype(str).isin([ALL_COMMUNES, str(label_of(ALL_COMMUNES))])]
    assert len(drawn), f"no row of all communes behind: {picture.title}"
    if "index" in drawn:
        written = words.signed_percent(drawn["index"].iloc[-1] / 100 - 1)
    elif "points" in drawn:
        written = words.signed_percent(drawn["points"].sum() / 100)
    else:
        written = words.percent(drawn["share"].iloc[-1])
    assert written in picture.title


def test_where_one_type_is_all_there_is_it_is_not_drawn_twice():
    shown = pd.DataFrame({"territory_type": ["a", "a"], "year": [1, 2], "share": [0.1, 0.2]})
    whole = shown.drop(columns="territory_type")
    assert wording.with_whole(shown, pd.Series(["a"]), whole) is shown
    both = wording.with_whole(shown, pd.Series(["a", "b"]), whole)
    assert both["territory_type"].tolist() == ["a", "a", ALL_COMMUNES, ALL_COMMUNES]
