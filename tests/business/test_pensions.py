"""Pensions by isolation of the EPCI: of a handful of these none is told, and none drawn."""

import pandas as pd
import pytest

from analysis.business import areas, story
from analysis.business.believed import FEWEST_AREAS
from analysis.business.story import pensions as pensions_told
from analysis.territories import Territory


@pytest.mark.parametrize("count", [1, 4, 5])
def test_pensions_of_a_handful_of_epci_are_neither_told_nor_drawn(monkeypatch, count):
    """A title that finds them too few says the same as the bars: there are none."""
    kinds = pd.Categorical([areas.CLASSES[0]] * 7 + [areas.CLASSES[-1]] * count, areas.CLASSES, ordered=True)
    held = pd.DataFrame({"isolation": kinds, "people": 100.0, "share_pensions": 0.337})
    monkeypatch.setattr(pensions_told, "_pensions", lambda *_: areas.by_isolation(held, "share_pensions"))
    said = story.pensions_figure(Territory.parse("94"), "zau")
    if count < FEWEST_AREAS:
        assert isinstance(said, str) and "too few to tell" in said and "33.7" not in said
    else:
        assert "33.7 %" in said.title and "5 EPCI of Corse" in said.title
        assert said.data["areas"].min() >= FEWEST_AREAS, said.data


def test_pensions_leave_the_bar_of_a_handful_out(monkeypatch):
    kinds = pd.Categorical([areas.CLASSES[0]] * 2 + [areas.CLASSES[-1]] * 9, areas.CLASSES, ordered=True)
    held = pd.DataFrame({"isolation": kinds, "people": 100.0, "share_pensions": 0.3})
    monkeypatch.setattr(pensions_told, "_pensions", lambda *_: areas.by_isolation(held, "share_pensions"))
    drawn = story.pensions_figure(Territory.parse("94"), "zau").data
    assert drawn.loc[drawn["place"] == "Corse", "isolation"].tolist() == [areas.CLASSES[-1]]
