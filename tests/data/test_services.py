"""Tables on services: the published totals, and known communes."""

import pytest

from analysis import snapshot


@pytest.mark.parametrize(
    ("year", "type_", "equipments"),
    [
        (2009, "D201", 65_677),
        (2009, "A201", 11_731),
        (2009, "D301", 24_044),
        (2013, "D201", 63_482),
        (2013, "D301", 24_074),
        (2013, "A206", 9_819),
        (2018, "D201", 61_594),
        (2018, "A208", 6_164),
        (2018, "B202", 31_253),
        (2019, "D201", 61_429),
        (2019, "A207", 2_761),
        (2020, "D307", 21_580),
        (2020, "B202", 34_050),
        (2020, "B203", 49_432),
        (2020, "C101", 12_558),
        (2020, "C104", 30_286),
        (2020, "G102", 17_733),
    ],
)
def test_equipment_meets_the_published_totals(year, type_, equipments):
    table = snapshot.load("services")
    found = table.loc[(table["year"] == year) & (table["type"] == type_), "equipments"].sum()
    assert found == pytest.approx(equipments, abs=1e-6)


def test_all_equipment_of_an_edition_is_there():
    totals = snapshot.load("services").groupby("year")["equipments"].sum()
    assert totals.loc[[2009, 2013, 2018, 2019]].tolist() == pytest.approx([1_892_229, 2_186_273, 2_504_782, 2_607_293])


def test_known_communes_have_their_doctors():
    table = snapshot.load("services")
    table = table[table["type"] == "D201"].set_index(["commune", "year"])["equipments"]
    assert table["15014"].to_dict() == {2009: 39, 2013: 44, 2018: 34, 2019: 34}
    assert table["81288"].to_dict() == dict.fromkeys((2009, 2013, 2018, 2019), 3)
    assert "43074" not in table.index.get_level_values("commune")


def test_mayotte_is_in_no_edition_before_2013():
    years = set(snapshot.load("services").query("region == '06'")["year"])
    assert years == {2013, 2018, 2019, 2020}


@pytest.mark.parametrize(("year", "mean"), [(2016, 4.05), (2018, 3.88), (2022, 3.79), (2023, 3.74)])
def test_access_to_practitioners_meets_the_published_mean(year, mean):
    table = snapshot.load("health")
    table = table[table["year"] == year].dropna(subset=["apl"])
    weight = table["population_standardised"]
    assert (table["apl"] * weight).sum() / weight.sum() == pytest.approx(mean, abs=0.005)


def test_one_in_six_is_under_two_and_a_half_consultations():
    table = snapshot.load("health")
    table = table[table["year"] == 2023]
    # Arrondissements and merged communes are one commune here: the published 16.6 % may move by a tenth of a point.
    share = table.loc[table["apl"] < 2.5, "population"].sum() / table["population"].sum()
    assert share == pytest.approx(0.166, abs=0.001)


def test_known_communes_have_their_access_to_doctors():
    table = snapshot.load("health").set_index(["commune", "year"])["apl"]
    assert table[[("15014", 2023), ("43074", 2023), ("81288", 2023)]].tolist() == pytest.approx([5.037, 4.585, 4.0])
    assert table[[("15014", 2016), ("43074", 2016)]].tolist() == pytest.approx([4.651, 5.058])


@pytest.mark.parametrize(
    ("kind", "date", "places"),
    [
        ("france_services", "2021-04", 908),
        ("france_services", "2022-12", 2_683),
        ("france_services", "2024-08", 2_845),
        ("library", "2020", 15_779),
        ("digital_adviser", "2021-05", 1_450),
        ("town_hall", "2025", 34_875),
    ],
)
def test_places_meet_the_published_numbers(kind, date, places):
    table = snapshot.load("points")
    assert len(table[(table["kind"] == kind) & (table["date"] == date)]) == places


def test_town_halls_and_advisers_meet_their_totals():
    table = snapshot.load("points")
    halls = table[table["kind"] == "town_hall"].set_index("commune")
    assert halls["has_website"].sum() == 21_466 and halls["has_website"].notna().sum() == 34_827
    assert halls["weekly_hours"].notna().sum() == 34_459
    assert halls.loc[["15014", "81288", "43074"], "weekly_hours"].tolist() == [37, 25, 10.5]
    assert table.loc[table["kind"] == "digital_adviser", "posts"].sum() == 2_138
