"""Facts that head a page: ranked among those that have a value."""

import pandas as pd
from helpers import site_made
from helpers.site_made import CORSE

from analysis.site import facts


def test_a_region_is_ranked_among_those_that_have_a_value():
    frame = pd.DataFrame(
        {"figure": "x", "kind": ["france", "region", "region", "region"], "value": [9.0, 1.0, 3.0, None]}
    )
    told = facts.ranked(frame)
    assert told["rank"].fillna(0).tolist() == [0, 2, 1, 0] and set(told["ranked"]) == {2}


def test_each_figure_that_heads_a_page_is_a_key_figure():
    table = site_made.figures()
    for names in (*facts.HEADLINES.values(), facts.REPORT_HEADLINES):
        assert len(facts.facts(table, CORSE.territory, names)) == len(names)
    one = facts.facts(table, CORSE.territory, ("share of communes isolated",))[0]
    assert one.value == "42.2\u00a0%" and one.france == "20.0\u00a0%" and one.place == "2nd of 18 regions"
