"""The key figures of France and the 18 regions are those under review."""

import pandas as pd
import pytest

from analysis.indicators import key_figures
from analysis.territories import Territory, france, regions

CODES = [place.code for place in (france(), *regions())]


@pytest.fixture(scope="module")
def kept() -> pd.DataFrame:
    return key_figures.read()


@pytest.mark.parametrize("code", CODES)
def test_no_key_figure_has_moved(kept, code):
    here = kept[kept["territory"] == code].set_index("figure")
    found = key_figures.figures(Territory.parse(code)).set_index("figure")
    assert list(found.index) == list(here.index)
    redated = pd.DataFrame({"kept": here["when"], "found": found["when"]})[found["when"].ne(here["when"])]
    assert redated.empty, f"{code}: if these dates are meant, run `territoires renew`\n{redated.to_string()}"
    moved = ~(found["value"].eq(here["value"]) | (found["value"].isna() & here["value"].isna()))
    both = pd.DataFrame({"kept": here["value"], "found": found["value"]})[moved]
    assert both.empty, f"{code}: if these moves are meant, run `territoires renew`\n{both.to_string()}"


def test_about_thirty_figures_for_each_territory(kept):
    counts = kept.groupby("territory").size()
    assert set(counts.index) == set(CODES) and counts.nunique() == 1 and counts.iloc[0] >= 30
    twice = kept[kept.duplicated(["territory", "figure"])]
    assert twice.empty, f"these are kept twice, run `territoires renew`:\n{twice}"
    unknown = kept.loc[(kept["territory"] == "FR") & kept["value"].isna(), "figure"].tolist()
    assert not unknown, f"every key figure is known for France, these are not: {unknown}"


def test_what_is_not_held_stays_empty():
    table = pd.DataFrame(
        {
            "territory": "FR",
            "figure": ["a", "b", "c"],
            "unit": ["communes", "%", "% a year"],
            "value": [7.0, None, -0.5],
        }
    )
    assert key_figures.text(table).splitlines()[1:] == ["FR,a,communes,7", "FR,b,%,", "FR,c,% a year,-0.50"]


def test_the_kept_isolated_communes_and_people_of_regions_add_up_to_france(kept):
    sums = kept[kept["figure"].isin(["isolated communes", "people of isolated communes"])]
    sums = sums.assign(whole=sums["territory"] == "FR").groupby(["figure", "whole"])["value"].sum().unstack()
    apart = sums[sums[True] != sums[False]]
    assert apart.empty, f"the regions do not add up to France, a commune is lost or counted twice:\n{apart}"
