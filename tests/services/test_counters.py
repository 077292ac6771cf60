"""The state's counters as one series: houses, then lists, never compared with the list of the first labels alone."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analysis import services
from analysis.services import ALL_COMMUNES, counters, destinations
from analysis.services.story import counted, nearer, opening
from analysis.services.story import counters as story
from analysis.territories import ISOLATED, Territory, france

REGION, REUNION, MAYOTTE = (Territory.parse(code) for code in ("84", "04", "06"))


def _communes(far, people=10.0):
    distance_km = np.where(far, 15.0, 5.0)
    codes = [f"{place:05d}" for place in range(len(far))]
    return pd.DataFrame({"commune": codes, "cluster": codes, "distance_km": distance_km, "people": people})


def test_the_series_goes_from_houses_to_lists_and_compares_whole_ones():
    keys = destinations.counters()
    assert keys == (
        "public_service_house_2013",
        "public_service_house_2019",
        "france_services_2021",
        "france_services_2022",
        "france_services_2024",
    )
    assert set(keys) - set(destinations.whole_counters()) == {"france_services_2021"}
    assert services.compared_counters() == ("public_service_house_2019", "france_services_2024")
    assert set(destinations.latest()) & set(keys) == {"france_services_2024"}


def test_an_edition_after_the_first_list_is_no_edition_of_houses(monkeypatch):
    monkeypatch.setattr(destinations, "held_pairs", lambda: {(destinations.HOUSE, 2013), (destinations.HOUSE, 2031)})
    assert destinations.counters()[:2] == ("public_service_house_2013", "france_services_2021")
    monkeypatch.setattr(destinations, "held_pairs", set)
    assert services.compared_counters() is None, (
        "without an edition of houses there is nothing to compare the lists with"
    )


@pytest.mark.parametrize(("place", "shares"), [
    ("FR", [0.858, 0.344, 0.603, 0.239, 0.175]), ("84", [0.895, 0.281, 0.535, 0.207, 0.138]),
])  # fmt: skip
def test_the_share_of_isolated_people_beyond_10_km_is_known_at_each_date(place, shares):
    table = services.beyond(Territory.parse(place), "zau", destinations.counters())
    isolated = table[table["territory_type"] == ISOLATED]["share_people_beyond_10_km"]
    assert isolated.tolist() == pytest.approx(shares, abs=0.001)


def test_the_places_of_the_country_are_those_of_the_files():
    assert counters.places(france()).tolist() == [261, 1350, 855, 2395, 2682]


def test_a_change_is_of_people_and_its_interval_holds_it():
    before, after = [True] * 20 + [False] * 20, [True] * 10 + [False] * 30
    change, low, high = counters.change_of(_communes(before), _communes(after))
    assert change == pytest.approx(-0.25) and low < change < high < 0
    weighted = counters.change_of(
        _communes(before, [30.0] * 20 + [10.0] * 20), _communes(after, [30.0] * 20 + [10.0] * 20)
    )
    assert weighted[0] == pytest.approx(-300 / 800)


def test_no_change_has_no_width_and_nobody_has_no_change():
    same = _communes([True] * 5 + [False] * 15)
    assert counters.change_of(same, same) == pytest.approx((0, 0, 0))
    assert np.isnan(counters.change_of(same.assign(people=np.nan), same.assign(people=np.nan))).tolist() == [True] * 3


@pytest.mark.parametrize(
    ("change", "verb"),
    [
        ((-0.2, -0.3, -0.1), "came nearer"),
        ((0.2, 0.1, 0.3), "went further"),
        ((-0.2, -0.5, 0.1), "did not clearly"),
        ((-0.004, -0.005, -0.003), "did not clearly"),
    ],
)
def test_the_verb_comes_from_the_interval_and_never_from_the_first_labels(monkeypatch, change, verb):
    monkeypatch.setattr(counters, "change_of_counters", lambda *_: change)
    said = nearer.change_said(REGION, "zau", ISOLATED)
    assert verb in said and "95 % interval" in said
    assert "2021" not in said and "in 2019" in said and "August 2024" in said


def test_the_list_of_the_first_labels_is_said_to_be_no_step():
    said = counted.counters_reading(REGION, "zau")
    assert "April 2021 holds only the first labelled places (105 in" in said and "no step of the series" in said
    assert "halved" not in said


def test_the_change_is_told_at_the_head_of_the_chapter_and_not_again_below_the_figure():
    said = counted.counters_reading(REGION, "zau")
    assert said.startswith("How this moved from 2019 to August 2024 stands at the head of this chapter.")
    change = nearer.change_said(REGION, "zau", ISOLATED)
    assert change in opening.answer_in_figures(REGION, "zau") and change not in said


def test_the_other_counters_of_the_state_are_said_not_to_be_counted():
    said = counted.counters_reading(REGION, "zau")
    rows = services.equipment.change(REGION, "zau").query("territory_type == 'isolated'").set_index("service")
    office = rows.loc["tax_office"]
    told = f"tax office ({office['share_communes_first']:.1%} in {office['first']}".replace("%", " %")
    assert "The other counters of the state are not counted here" in said and told in said


def test_a_line_stops_where_the_label_changes():
    picture = story.counters_figure(REGION, "zau")
    isolated = picture.data[picture.data["group"] == ISOLATED]
    called = isolated["called"].tolist()
    assert called.count("another label") == 3
    assert isolated.loc[isolated["called"] == "another label", story.FAR].notna().sum() == 0
    joined = [pair for pair in pairwise(called) if "another label" not in pair and pair[0] != pair[1]]
    assert not joined, f"a line joins two labels: {joined}"
    assert "against 28 % in 2019" in picture.title


def test_an_island_of_which_no_house_is_held_has_no_distance_to_one_and_no_change():
    table = story.counters_table(REUNION, "zau")._tbl_data.set_index(["Territory", "Date"])
    assert table.loc[("La Réunion", "2019"), "Half of the people within, km"] == "n/a"
    assert table.loc[("La Réunion", "2019"), "What is counted"] == "Maison de services au public (MSAP)"
    assert table.loc[("La Réunion", "2019"), ["Places", "beyond 10 km"]].tolist() == ["n/a", "n/a"]
    said = counted.counters_reading(REUNION, "zau")
    assert (
        "hold no public-service house for La Réunion" in said
        and "Whether the counter came nearer cannot be told" in said
    )
    assert "as in December 2022" in story.counters_figure(REUNION, "zau").title, "never set beside the first labels"


def test_both_ends_of_a_change_are_of_the_communes_known_at_both():
    before, after = _communes([True] * 10 + [False] * 10), _communes([False] * 20)
    before.loc[before.index < 5, "distance_km"] = np.nan
    assert counters.change_of(before, after)[0] == pytest.approx(-5 / 15)
    first, last = counters.ends_of_counters(france(), "zau", ISOLATED)
    assert last - first == pytest.approx(counters.change_of_counters(france(), "zau", ISOLATED)[0])


def test_the_places_of_a_list_are_one_count_told_by_form():
    said = counted.counters_reading(france(), "zau")
    assert (
        "2,682 in August 2024; the last list holds 2,845 in all: 2,558 main places, 124 branches and 163 itinerant"
        in said
    )


def test_where_no_population_is_held_places_are_counted_and_no_share_is_told():
    said = counted.counters_reading(MAYOTTE, "zau")
    assert said.startswith("No recent population is held for Mayotte") and "12 in August 2024" in said
    assert nearer.change_said(MAYOTTE, "zau", ALL_COMMUNES) == ""
    assert isinstance(story.counters_table(MAYOTTE, "zau"), str)


def test_an_interval_beyond_what_can_be_is_not_told():
    """A share of a tenth cannot fall by more: a handful of areas that differ much would say so."""
    far = [12.0] + [3.0] * 9
    frame = pd.DataFrame({"commune": [f"{n}" for n in range(10)], "cluster": list("abcdefghij"), "people": 100.0})
    before, after = frame.assign(distance_km=far), frame.assign(distance_km=3.0)
    change, low, high = counters.change_of(before, after)
    assert change == pytest.approx(-0.1) and pd.isna(low) and pd.isna(high)
