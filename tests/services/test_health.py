"""Access to doctors and need: means by people, three thresholds, and the published figures."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import TYPES, typed
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.services import ALL_COMMUNES, health
from analysis.services.health import NEED_CLASSES, access_of, need_by_type_of, need_of
from analysis.services.story import health as story
from analysis.territories import Territory, france


def test_access_is_a_mean_by_standardised_people_and_a_count_of_people():
    communes = pd.DataFrame(
        {
            "year": [2023] * 3 + [2018],
            "method": ["2022-2023"] * 3 + ["2016-2018"],
            "territory_type": typed(["isolated", "isolated", "Urban", "Urban"]),
            "apl": [2.0, 4.0, np.nan, 3.0],
            "population_standardised": [100.0, 300.0, 50.0, 10.0],
            "people": [80.0, 320.0, 50.0, 10.0],
        }
    )
    table = access_of(communes).set_index(["year", "territory_type"])
    assert table.loc[(2023, "isolated"), ["apl", "people_low_access", "share_people_low_access"]].tolist() == [
        3.5,
        80,
        0.2,
    ]
    assert np.isnan(table.loc[(2023, "Urban"), "apl"])
    assert table.loc[(2018, ALL_COMMUNES), "method"] == "2016-2018"


def test_access_of_france_meets_the_published_figures():
    table = health.access(france(), "zau")
    whole = table[table["territory_type"] == ALL_COMMUNES].set_index("year")
    assert whole["apl"].round(2).to_dict() == {2016: 4.05, 2018: 3.88, 2022: 3.79, 2023: 3.74}
    assert whole.loc[2023, "share_people_low_access"] == pytest.approx(0.166, abs=0.001)


@pytest.mark.parametrize(
    ("apl", "older", "covered", "expected"),
    [
        (2.5, np.nan, np.nan, 0),
        (2.49, 0.10, np.nan, 1),
        (1.0, 0.11, 0.8, 2),
        (1.0, 0.11, 0.79, 3),
        (np.nan, 0.2, 0.9, None),
        (1.0, np.nan, 0.9, None),
        (1.0, 0.2, np.nan, None),
    ],
)
def test_need_is_three_thresholds_and_nothing_else(apl, older, covered, expected):
    communes = pd.DataFrame({"apl": [apl], "share_aged_75_plus": [older], "share_covered": [covered]})
    found = need_of(communes, 0.10, 0.8).iloc[0]
    assert pd.isna(found) if expected is None else found == NEED_CLASSES[expected]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(TYPES), st.sampled_from([*NEED_CLASSES, None]), st.integers(1, 1000)), min_size=1
    )
)
def test_classes_of_need_add_up_to_the_people_whose_need_is_known(rows):
    frame = pd.DataFrame(rows, columns=["territory_type", "need", "people"])
    frame["territory_type"] = typed(frame["territory_type"])
    frame["need"] = pd.Categorical(frame["need"], NEED_CLASSES, ordered=True)
    table = need_by_type_of(frame)
    totals = table.groupby("territory_type", observed=False)[["communes", "people"]].sum()
    known = frame.dropna(subset=["need"])
    assert totals.loc[ALL_COMMUNES].tolist() == [len(known), known["people"].sum()]
    assert totals.loc[TYPES].sum().to_dict() == totals.loc[ALL_COMMUNES].to_dict()
    shares = table.groupby("territory_type", observed=False)["share_people"].sum(min_count=1).dropna()
    np.testing.assert_allclose(shares, 1, rtol=1e-5, err_msg="the classes of a type should add up to one")


def test_faster_lines_asked_for_never_make_more_able():
    place = Territory.parse("84")
    able = []
    for least in (0.5, 0.8, 0.95):
        table = health.need_by_type(place, "zau", least_covered=least)
        row = table[(table["territory_type"] == ALL_COMMUNES) & (table["need"] == NEED_CLASSES[2])]
        able.append(row["people"].iloc[0])
    assert able == sorted(able, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("definition", ["zau", "strict"])
@pytest.mark.parametrize("place", ["FR", "06", "11", "dep:48", "epci:241500230"])
def test_need_is_told_in_any_territory_and_access_where_it_is_held(place, definition):
    territory = Territory.parse(place)
    health.access(territory, definition)
    assert len(health.need_by_type(territory, definition)), "no class of need is told: give each its row, empty or not"


@pytest.mark.parametrize(
    ("index", "share", "said"),
    [
        ((2.98, 3.03), (0.35, 0.51), "from 2.98 to 3.03"),
        ((3.03, 2.98), (0.51, 0.35), "from 3.03 to 2.98"),
        ((3.03, 2.98), (0.35, 0.51), ""),
        ((3.001, 3.002), (0.35, 0.51), ""),
    ],
    ids=["both up", "both down", "as expected", "the same as printed"],
)
def test_an_index_that_goes_against_the_share_under_its_line_is_told(index, share, said):
    ends = [pd.Series({"apl": mean, "share_people_low_access": low}) for mean, low in zip(index, share)]
    told = story._said_mean(*ends)
    assert said in told and bool(said) is bool(told)
