"""Services, distances and access to doctors: on small hand-made data, by invariants, and on the snapshot."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import services, services_destinations, services_distance, services_health, snapshot
from analysis.services import ALL_COMMUNES, presence_of, without_of
from analysis.services_catalogue import SERVICES, Service
from analysis.services_distance import beyond_of, nearest_km, town_halls_of, weighted_median
from analysis.services_health import NEED_CLASSES, access_of, need_by_type_of, need_of
from analysis.territory import Territory, france

KINDS = ["Urban", "Isolated"]
SHOP = Service("post_office", "Shop", {2009: ("A101",), 2013: ("A102", "A103")}, breaks=(2013,))


def _kinds(values):
    return pd.Categorical(values, KINDS, ordered=True)


@pytest.fixture
def there():
    equipment = pd.DataFrame(
        [
            ["a", 2009, "A101"],
            ["b", 2013, "A103"],
            ["a", 2013, "A102"],
            ["c", 2013, "A101"],
            ["elsewhere", 2013, "A102"],
        ],
        columns=["commune", "year", "type"],
    )
    communes = pd.DataFrame({"commune": ["a", "b", "c", "d"], "region": ["84", "84", "84", "06"]})
    return presence_of(equipment, communes, [SHOP])


def test_a_commune_that_an_edition_does_not_list_is_without_and_one_that_it_does_not_cover_is_unknown(there):
    assert there["post_office", 2009].tolist()[:3] == [1, 0, 0] and np.isnan(there["post_office", 2009]["d"])
    assert there["post_office", 2013].tolist() == [1, 1, 0, 0]


def test_an_edition_that_lacks_the_family_gives_no_column(there):
    assert list(there.columns) == [("post_office", 2009), ("post_office", 2013)]


def test_shares_are_of_communes_and_of_people_and_leave_the_unknown_out(there):
    kinds = pd.Series(_kinds(["Urban", "Isolated", "Isolated", None]), index=list("abcd"))
    people = pd.DataFrame({2009: [100, 10, 30, np.nan], 2013: [100, 10, 30, 60]}, index=list("abcd"))
    table = without_of(there, kinds, people).set_index(["year", "territory_type"])
    isolated = table.loc[(2013, "Isolated")]
    assert (isolated["share_communes"], isolated["share_people"], isolated["people_without"]) == (0.5, 0.75, 30)
    whole = table.loc[(2009, ALL_COMMUNES)]
    assert (whole["communes"], whole["communes_unknown"], whole["communes_without"], whole["people"]) == (3, 1, 2, 140)
    assert table.loc[(2013, ALL_COMMUNES), "share_people"] == 90 / 200
    assert table["series"].tolist() == [2009, 2013] * 3


def test_the_shares_of_a_type_without_a_commune_are_missing(there):
    kinds = pd.Series(_kinds(["Urban"] * 4), index=list("abcd"))
    people = pd.DataFrame({2009: [1.0] * 4, 2013: [1.0] * 4}, index=list("abcd"))
    table = without_of(there, kinds, people)
    isolated = table[table["territory_type"] == "Isolated"]
    assert isolated[["share_communes", "share_people"]].isna().all(axis=None)


def test_a_break_parts_the_editions_and_the_longest_run_is_found():
    assert SERVICES["pharmacy"].series(2019) == 2009 and SERVICES["pharmacy"].series(2020) == 2020
    assert SERVICES["pharmacy"].longest([2009, 2013, 2019, 2020]) == (2009, 2019)
    assert SERVICES["job_centre"].longest([2013, 2018, 2019]) == (2018, 2019)
    assert SERVICES["food_shop"].longest([2009, 2020]) == (2009, 2020)
    # A later edition lengthens the run that it goes on with, and no other.
    assert SERVICES["pharmacy"].longest([2009, 2019, 2020, 2031]) == (2020, 2031)
    assert SERVICES["gp"].longest([2009, 2019, 2031]) == (2009, 2031)


def test_a_later_edition_goes_on_with_the_last_types_or_says_nothing():
    equipment = pd.DataFrame(
        [["a", 2013, "A102"], ["b", 2013, "A103"], ["a", 2031, "A103"], ["b", 2031, "A102"], ["a", 2032, "A102"]],
        columns=["commune", "year", "type"],
    )
    communes = pd.DataFrame({"commune": ["a", "b", "c"], "region": ["84"] * 3})
    there = presence_of(equipment, communes, [SHOP])
    # The edition of 2032 lacks one of the two types: another nomenclature, in which the service is unknown.
    assert list(there.columns) == [("post_office", 2013), ("post_office", 2031)]
    assert there["post_office", 2031].tolist() == [1, 1, 0]


def test_the_edition_of_today_is_the_last_that_holds_all_common_services(monkeypatch):
    assert services.summary_edition() == 2019
    held = services.held_pairs()
    monkeypatch.setattr(services, "held_pairs", lambda: held - {("gp", 2019)})
    assert services.summary_edition() == 2018
    monkeypatch.setattr(services, "held_pairs", set)
    with pytest.raises(ValueError, match="'services' holds no edition with all of food_or_bakery"):
        services.summary_edition()


def test_each_service_asks_only_for_types_that_the_edition_holds():
    held = snapshot.load("service_types").set_index("type")["editions"].str.split()
    for service in SERVICES.values():
        for year, types in service.codes.items():
            assert all(str(year) in held[name] for name in types), (service.key, year)


def test_no_edition_of_2020_for_doctors_and_no_post_point_of_2009():
    table = services.without(france(), "zau", ["gp", "post_point"])
    assert set(table.loc[table["service"] == "gp", "year"]) == {2009, 2013, 2018, 2019}
    assert set(table.loc[table["service"] == "post_point", "year"]) == {2013, 2018, 2019}


def test_isolated_communes_without_a_food_shop_are_those_known():
    table = services.without(france(), "zau", ["food_shop", "food_or_bakery"])
    rows = table[(table["year"] == 2013) & (table["territory_type"] == "Isolated")].set_index("service")
    # 70.6 % and 63.7 % in the communes of 2015; mergers since then gave shops to some.
    assert rows["share_communes"].tolist() == pytest.approx([0.706, 0.637], abs=0.015)
    assert rows["share_people"].between(0.24, 0.34).all()


@pytest.mark.raw
def test_isolated_communes_of_2015_without_a_food_shop_are_exactly_those_known(raw_folder):
    file = raw_folder / "insee_bpe_2013" / "bpe13_ensemble_communes.csv.gz"
    equipment = pd.read_csv(file, sep=";", dtype={"DEPCOM": str})
    former = snapshot.load("communes_2015")
    isolated = set(former.loc[former["zau_2010"] == "400", "commune_2015"])
    for key, share in (("food_shop", 0.706), ("food_or_bakery", 0.637)):
        having = set(equipment.loc[equipment["TYPEQU"].isin(SERVICES[key].codes[2013]), "DEPCOM"])
        assert len(isolated - having) / len(isolated) == pytest.approx(share, abs=0.0005)


def test_change_compares_inside_one_series_only():
    table = services.change(Territory.parse("84"), "zau")
    assert "public_service_house" not in set(table["service"])
    assert (table["first"] < table["last"]).all()
    assert all(
        SERVICES[key].series(first) == SERVICES[key].series(last)
        for key, first, last in zip(table["service"], table["first"], table["last"])
    )
    assert np.allclose(table["change_people"], table["share_people_last"] - table["share_people_first"], equal_nan=True)


POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9))


def _frame(places):
    return pd.DataFrame(places, columns=["longitude", "latitude"])


def _haversine(one, other):
    (x1, y1), (x2, y2) = np.radians(one), np.radians(other)
    half = np.sin((y2 - y1) / 2) ** 2 + np.cos(y1) * np.cos(y2) * np.sin((x2 - x1) / 2) ** 2
    return 2 * services_distance.EARTH_RADIUS_KM * np.arcsin(np.sqrt(min(half, 1)))


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
    assert (nearest_km(_frame(origins), _frame([*origins[:1], place])) <= before + 1e-9).all()


def test_no_place_or_no_position_has_no_distance():
    assert np.isnan(nearest_km(_frame([(2, 46)]), _frame([]).astype(float))).all()
    assert np.isnan(nearest_km(_frame([(np.nan, 46.0)]), _frame([(2.0, 46.0)]))).all()
    assert nearest_km(_frame([(2.0, 46.0)]), _frame([(np.nan, np.nan), (2.0, 46.0)])) == pytest.approx(0)


def test_people_beyond_a_distance_are_counted_by_type():
    communes = pd.DataFrame(
        {
            "territory_type": _kinds(["Urban", "Isolated", "Isolated", "Isolated"]),
            "distance_km": [0.0, 5.0, 12.0, np.nan],
            "people": [100.0, 30.0, 10.0, 999.0],
        }
    )
    table = beyond_of(communes).set_index("territory_type")
    assert table.loc["Isolated", ["people_beyond_5_km", "people_beyond_10_km", "people_beyond_20_km"]].tolist() == [
        10,
        10,
        0,
    ]
    assert table.loc["Isolated", "share_people_beyond_5_km"] == 0.25
    assert table.loc["Isolated", "share_communes_beyond_10_km"] == 0.5
    assert table.loc[ALL_COMMUNES, ["communes", "people"]].tolist() == [3, 140]


def test_people_that_are_not_known_are_not_nobody():
    communes = pd.DataFrame({"territory_type": _kinds(["Isolated"]), "distance_km": [7.0], "people": [np.nan]})
    row = beyond_of(communes).set_index("territory_type").loc["Isolated"]
    assert np.isnan(row["people_beyond_5_km"]) and row["share_communes_beyond_5_km"] == 1


def test_the_median_distance_is_of_people_not_of_communes():
    distance_km, people = np.array([9.0, 1.0, 4.0]), np.array([10.0, 5.0, 4.0])
    assert weighted_median(distance_km, people) == 9.0
    assert weighted_median(distance_km, np.array([np.nan, 5.0, 4.0])) == 1.0
    assert np.isnan(weighted_median(distance_km[:0], people[:0]))
    assert np.isnan(weighted_median(distance_km, np.zeros(3)))


def test_distances_cross_the_borders_of_a_region():
    whole = services_distance.distances(france(), "zau", "gp_2019").set_index("commune")["distance_km"]
    here = services_distance.distances(Territory.parse("dep:48"), "zau", "gp_2019").set_index("commune")["distance_km"]
    pd.testing.assert_series_equal(here, whole.reindex(here.index))
    equipment = snapshot.load("services").query("year == 2019 and type == 'D201'")
    assert (whole[equipment["commune"]] == 0).all()
    # A few neighbouring town halls share one position in the directory.
    assert (whole[~whole.index.isin(equipment["commune"])] > 0).mean() > 0.99


def test_mayotte_has_no_distance_to_an_edition_that_leaves_it_out(monkeypatch):
    monkeypatch.setattr(services_destinations, "summary_edition", lambda: 2009)
    assert services_distance.distances(Territory.parse("06"), "zau", "gp_2009")["distance_km"].isna().all()


def test_france_services_came_nearer():
    table = services_distance.beyond(
        france(), "zau", ("france_services_2021", "france_services_2022", "france_services_2024")
    )
    isolated = table[table["territory_type"] == "Isolated"]
    assert isolated["share_people_beyond_10_km"].is_monotonic_decreasing
    counts = services_distance.france_services_count(france()).groupby("date")["places"].sum()
    # Places without a commune stand in no territory but in the whole list.
    assert counts.to_dict() == {"2021-04": 908, "2022-12": 2_683, "2024-08": 2_845}


def test_hours_not_given_are_not_hours_closed():
    halls = pd.DataFrame(
        {
            "territory_type": _kinds(["Isolated"] * 4),
            "weekly_hours": [6.0, 12.0, 20.0, np.nan],
            "has_website": pd.array([True, False, None, True], dtype="boolean"),
            "people": [10.0, 20.0, 70.0, 1000.0],
        }
    )
    row = town_halls_of(halls).set_index("territory_type").loc["Isolated"]
    assert row[["communes", "communes_hours_known", "median_weekly_hours"]].tolist() == [4, 3, 12]
    assert row["share_communes_few_hours"] == pytest.approx(1 / 3) and row["share_people_few_hours"] == 0.1
    assert row["share_communes_website"] == pytest.approx(2 / 3)
    assert row["share_people_website"] == pytest.approx(1010 / 1030)


def test_access_is_a_mean_by_standardised_people_and_a_count_of_people():
    communes = pd.DataFrame(
        {
            "year": [2023] * 3 + [2018],
            "method": ["2022-2023"] * 3 + ["2016-2018"],
            "territory_type": _kinds(["Isolated", "Isolated", "Urban", "Urban"]),
            "apl": [2.0, 4.0, np.nan, 3.0],
            "population_standardised": [100.0, 300.0, 50.0, 10.0],
            "people": [80.0, 320.0, 50.0, 10.0],
        }
    )
    table = access_of(communes).set_index(["year", "territory_type"])
    assert table.loc[(2023, "Isolated"), ["apl", "people_low_access", "share_people_low_access"]].tolist() == [
        3.5,
        80,
        0.2,
    ]
    assert np.isnan(table.loc[(2023, "Urban"), "apl"])
    assert table.loc[(2018, ALL_COMMUNES), "method"] == "2016-2018"


def test_access_of_france_meets_the_published_figures():
    table = services_health.access(france(), "zau")
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
        st.tuples(st.sampled_from(KINDS), st.sampled_from([*NEED_CLASSES, None]), st.integers(1, 1000)), min_size=1
    )
)
def test_classes_of_need_add_up(rows):
    frame = pd.DataFrame(rows, columns=["territory_type", "need", "people"])
    frame["territory_type"] = _kinds(frame["territory_type"])
    frame["need"] = pd.Categorical(frame["need"], NEED_CLASSES, ordered=True)
    table = need_by_type_of(frame)
    totals = table.groupby("territory_type", observed=False)[["communes", "people"]].sum()
    known = frame.dropna(subset=["need"])
    assert totals.loc[ALL_COMMUNES].tolist() == [len(known), known["people"].sum()]
    assert (totals.loc[KINDS].sum() == totals.loc[ALL_COMMUNES]).all()
    shares = table.groupby("territory_type", observed=False)["share_people"].sum(min_count=1).dropna()
    assert np.allclose(shares, 1)


def test_faster_lines_asked_for_never_make_more_able():
    place = Territory.parse("84")
    able = []
    for least in (0.5, 0.8, 0.95):
        table = services_health.need_by_type(place, "zau", least_covered=least)
        row = table[(table["territory_type"] == ALL_COMMUNES) & (table["need"] == NEED_CLASSES[2])]
        able.append(row["people"].iloc[0])
    assert able == sorted(able, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["FR", "06", "11", "dep:48", "epci:241500230"])
def test_measures_stand_any_territory(place):
    territory = Territory.parse(place)
    for definition in ("zau", "strict"):
        assert len(services.without(territory, definition))
        assert len(services_distance.beyond(territory, definition))
        assert len(services_distance.town_halls(territory, definition))
        services_health.access(territory, definition)
        assert len(services_health.need_by_type(territory, definition))
