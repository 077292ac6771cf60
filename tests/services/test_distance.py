"""Distances and town halls: the formula, people beyond a distance, hours, and the snapshot."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import typed
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import snapshot
from analysis.services import ALL_COMMUNES, distance
from analysis.services.distance import beyond_of, nearest_km, town_halls_of, weighted_median
from analysis.territories import Territory, france

POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9))


def _frame(places):
    return pd.DataFrame(places, columns=["longitude", "latitude"])


def _haversine(one, other):
    (x1, y1), (x2, y2) = np.radians(one), np.radians(other)
    half = np.sin((y2 - y1) / 2) ** 2 + np.cos(y1) * np.cos(y2) * np.sin((x2 - x1) / 2) ** 2
    return 2 * distance.EARTH_RADIUS_KM * np.arcsin(np.sqrt(min(half, 1)))


@settings(deadline=None)
@given(st.lists(POSITIONS, min_size=1, max_size=6), st.lists(POSITIONS, min_size=1, max_size=6))
def test_the_nearest_is_that_of_the_haversine_formula(origins, places):
    found = nearest_km(_frame(origins), _frame(places))
    expected = [min(_haversine(origin, place) for place in places) for origin in origins]
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-2)


@settings(deadline=None)
@given(st.lists(POSITIONS, min_size=1, max_size=6), POSITIONS)
def test_one_more_place_never_takes_it_further(origins, place):
    before = nearest_km(_frame(origins), _frame(origins[:1]))
    after = nearest_km(_frame(origins), _frame([*origins[:1], place]))
    assert (after <= before + 1e-9).all(), f"with one more place the nearest is further: {before} km, then {after} km"


def test_no_place_or_no_position_has_no_distance():
    assert nearest_km(_frame([(2, 46)]), _frame([]).astype(float)) == pytest.approx([np.nan], nan_ok=True)
    assert nearest_km(_frame([(np.nan, 46.0)]), _frame([(2.0, 46.0)])) == pytest.approx([np.nan], nan_ok=True)
    assert nearest_km(_frame([(2.0, 46.0)]), _frame([(np.nan, np.nan), (2.0, 46.0)])) == pytest.approx(0)


def test_people_beyond_a_distance_are_counted_by_type():
    communes = pd.DataFrame(
        {
            "territory_type": typed(["Urban", "isolated", "isolated", "isolated"]),
            "distance_km": [0.0, 5.0, 12.0, np.nan],
            "people": [100.0, 30.0, 10.0, 999.0],
        }
    )
    table = beyond_of(communes).set_index("territory_type")
    assert table.loc["isolated", ["people_beyond_5_km", "people_beyond_10_km", "people_beyond_20_km"]].tolist() == [
        10,
        10,
        0,
    ]
    assert table.loc["isolated", "share_people_beyond_5_km"] == 0.25
    assert table.loc["isolated", "share_communes_beyond_10_km"] == 0.5
    assert table.loc[ALL_COMMUNES, ["communes", "people"]].tolist() == [3, 140]


def test_people_that_are_not_known_are_not_nobody():
    communes = pd.DataFrame({"territory_type": typed(["isolated"]), "distance_km": [7.0], "people": [np.nan]})
    row = beyond_of(communes).set_index("territory_type").loc["isolated"]
    assert np.isnan(row["people_beyond_5_km"]) and row["share_communes_beyond_5_km"] == 1


def test_the_median_distance_is_of_people_not_of_communes():
    distance_km, people = np.array([9.0, 1.0, 4.0]), np.array([10.0, 5.0, 4.0])
    assert weighted_median(distance_km, people) == 9.0
    assert weighted_median(distance_km, np.array([np.nan, 5.0, 4.0])) == 1.0
    assert np.isnan(weighted_median(distance_km[:0], people[:0]))
    assert np.isnan(weighted_median(distance_km, np.zeros(3)))


def test_distances_cross_the_borders_of_a_region():
    whole = distance.distances(france(), "zau", "gp_2019").set_index("commune")["distance_km"]
    here = distance.distances(Territory.parse("dep:48"), "zau", "gp_2019").set_index("commune")["distance_km"]
    pd.testing.assert_series_equal(here, whole.reindex(here.index))
    listed = snapshot.load("services").query("year == 2019 and type == 'D201'")
    away = whole[listed["commune"]].loc[lambda km: km != 0]
    assert away.empty, f"a commune with a doctor is at 0 km from one; these are not:\n{away.head()}"
    # A few neighbouring town halls share one position in the directory.
    assert (whole[~whole.index.isin(listed["commune"])] > 0).mean() > 0.99


def test_france_services_came_nearer_to_isolated_people_at_each_date():
    table = distance.beyond(france(), "zau", ("france_services_2021", "france_services_2022", "france_services_2024"))
    isolated = table[table["territory_type"] == "isolated"]
    assert isolated["share_people_beyond_10_km"].is_monotonic_decreasing
    counts = distance.france_services_count(france()).groupby("date")["places"].sum()
    # Places without a commune stand in no territory but in the whole list.
    assert counts.to_dict() == {"2021-04": 908, "2022-12": 2_683, "2024-08": 2_845}


def test_hours_not_given_are_not_hours_closed():
    halls = pd.DataFrame(
        {
            "territory_type": typed(["isolated"] * 4),
            "weekly_hours": [6.0, 12.0, 20.0, np.nan],
            "has_website": pd.array([True, False, None, True], dtype="boolean"),
            "people": [10.0, 20.0, 70.0, 1000.0],
        }
    )
    row = town_halls_of(halls).set_index("territory_type").loc["isolated"]
    assert row[["communes", "communes_hours_known", "median_weekly_hours"]].tolist() == [4, 3, 12]
    assert row["share_communes_few_hours"] == pytest.approx(1 / 3) and row["share_people_few_hours"] == 0.1
    assert row["share_communes_website"] == pytest.approx(2 / 3)
    assert row["share_people_website"] == pytest.approx(1010 / 1030)


@pytest.mark.slow
@pytest.mark.parametrize("definition", ["zau", "strict"])
@pytest.mark.parametrize("place", ["FR", "06", "11", "dep:48", "epci:241500230"])
def test_distances_and_town_halls_are_told_in_any_territory(place, definition):
    territory = Territory.parse(place)
    for measure in (distance.beyond, distance.town_halls):
        assert len(measure(territory, definition)), f"{measure.__name__} gives no row: it should, with missing values"
