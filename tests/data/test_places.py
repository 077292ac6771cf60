"""Places of the snapshot against published figures."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from analysis import snapshot


def outlines(level: str, *, overseas: bool = False, region: str | None = None) -> gpd.GeoDataFrame:
    file = snapshot.folder() / "geometry" / f"{level}s{'_overseas' if overseas else ''}.parquet"
    return gpd.read_parquet(file, filters=None if region is None else [("region", "==", region)])


@pytest.fixture(scope="module")
def communes():
    return snapshot.load("communes").set_index("commune")


@pytest.fixture(scope="module")
def sizes():
    return snapshot.load("typologies").set_index(["typology", "geography_year", "class_code"])


def test_there_are_34_875_communes_in_18_regions_and_101_departements(communes):
    assert len(communes) == 34_875
    assert communes["region"].nunique() == 18
    assert communes["departement"].nunique() == 101


@pytest.mark.parametrize(
    ("typology", "year", "code", "published"),
    [
        ("zau_2010", 2015, "400", 7_407),
        ("zau_2010", 2020, "400", 7_006),
        ("zau_2010", 2020, "111", 3_218),
        ("aav_2020", 2022, "30", 8_928),
        ("aav_2020", 2022, "11", 692),
        ("density_2016", 2016, "4", 12_758),
        ("density_2022", 2022, "7", 7_264),
    ],
)
def test_each_class_has_the_published_number_of_communes(sizes, typology, year, code, published):
    assert sizes.loc[(typology, year, code), "communes"] == published


def test_the_classes_hold_the_published_population_of_their_year(sizes):
    people = sizes.groupby(["typology", "geography_year"])["population"].sum()
    assert people["zau_2010", 2015] == 65_564_756
    assert people["zau_2010", 2020] == pytest.approx(66_361_658)
    assert people["aav_2020", 2022] == people["density_2022", 2022] == 67_162_154
    assert people["zau_2010", 2025] == people["aav_2020", 2025] == 68_094_280


def test_the_classes_of_2025_are_those_of_the_table_of_communes(sizes, communes):
    for typology in ("zau_2010", "aav_2020", "density_2016", "density_2022"):
        counted = communes[typology].dropna().astype("str").value_counts().sort_index()
        told = sizes.loc[(typology, 2025), "communes"].astype(int).sort_index()
        assert counted.to_dict() == told.to_dict(), typology


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "15014",
            {
                "name": "Aurillac",
                "departement": "15",
                "region": "84",
                "epci": "241500230",
                "zau_2010": "111",
                "aav_2020": "11",
                "density_2016": 2,
                "density_2022": 2,
                "zrr_2021": "NC",
                "zone_emploi_2010": "8304",
                "zone_emploi_2020": "8403",
                "area_km2": 28.76,
            },
        ),
        (
            "81288",
            {
                "name": "Sorèze",
                "departement": "81",
                "region": "76",
                "epci": "243100567",
                "zau_2010": "300",
                "aav_2020": "20",
                "density_2016": 3,
                "density_2022": 6,
                "zrr_2021": "C",
                "zone_emploi_2020": "7610",
                "area_km2": 41.64,
            },
        ),
        (
            "43074",
            {
                "name": "Cohade",
                "departement": "43",
                "region": "84",
                "epci": "200085728",
                "zau_2010": "212",
                "aav_2020": "20",
                "density_2016": 3,
                "density_2022": 6,
                "zrr_2021": "C",
                "zone_emploi_2020": "8410",
                "area_km2": 9.99,
            },
        ),
    ],
)
def test_the_report_s_communes_are_classed_as_published(communes, code, expected):
    assert communes.loc[code, list(expected)].to_dict() == expected
    assert communes.loc[code, "position_from"] == "town hall"


def test_only_four_communes_are_in_no_epci(communes):
    assert sorted(communes.index[communes["epci"].isna()]) == ["22016", "29083", "29155", "85113"]


def test_the_density_of_2016_is_missing_where_insee_gave_none(communes):
    missing = communes[communes["density_2016"].isna()]
    assert missing["region"].value_counts().to_dict() == {"01": 32, "03": 22, "06": 17}


def test_every_commune_lies_within_its_region_s_bounds(communes):
    overseas = communes["region"].isin(["01", "02", "03", "04", "06"])
    bounds = {
        "longitude": {"mainland": (~overseas, -5.2, 9.6), "La Réunion": (communes["region"] == "04", 55.2, 55.9)},
        "latitude": {"mainland": (~overseas, 41.3, 51.1)},
    }
    for axis, places in bounds.items():
        nowhere = communes.index[communes[axis].isna()].tolist()
        assert not nowhere, f"these have no {axis}: {nowhere[:5]}"
        for place, (here, low, high) in places.items():
            outside = communes.loc[here & ~communes[axis].between(low, high), axis]
            assert outside.empty, (
                f"{place}: {axis} outside {low} to {high}, two places were mixed up:\n{outside.head()}"
            )


def test_a_town_hall_told_far_from_its_commune_is_not_believed(communes):
    # The directory puts these three towns of Guadeloupe at an eastern longitude.
    misled = communes.loc[["97102", "97128", "97129"], ["position_from", "longitude"]]
    assert misled["position_from"].tolist() == ["polygon"] * 3
    assert (misled["longitude"] < 0).all(), f"these lie west of Greenwich; the directory was believed:\n{misled}"
    assert (communes["position_from"] == "town hall").mean() > 0.97


def test_territories_hold_every_region_departement_and_epci(communes):
    territories = snapshot.load("territories")
    assert territories["kind"].value_counts().to_dict() == {"epci": 1255, "departement": 101, "region": 18}
    assert set(territories.loc[territories["kind"] == "epci", "code"]) == set(communes["epci"].dropna())


def test_an_epci_has_a_region_only_if_all_its_communes_are_there(communes):
    territories = snapshot.load("territories")
    epci = territories[territories["kind"] == "epci"].set_index("code")["region"]
    regions = communes.groupby("epci")["region"].nunique()
    assert set(epci.index[epci.isna()]) == set(regions.index[regions > 1])
    assert epci.isna().sum() == 26


def test_the_communes_of_2015_are_36_658_and_hold_the_people_of_2013():
    former = snapshot.load("communes_2015")
    assert len(former) == 36_658
    assert former["population_2013"].sum() == 65_564_756
    assert (former["zau_2010"] == "400").sum() == 7_407
    lost = former.loc[former["commune"].isna(), "commune_2015"].tolist()
    assert not lost, f"these communes of 2015 lead to none of today: {lost[:5]}"


def test_the_shops_and_hotels_of_the_isolated_communes_of_2015_are_those_counted_in_the_edition_of_2013():
    former = snapshot.load("communes_2015")
    isolated = former[former["zau_2010"] == "400"]
    none = isolated[["food_shops_2013", "bakeries_2013", "hotels_2013"]].eq(0)
    assert none["food_shops_2013"].mean() == pytest.approx(0.706, abs=0.0005)
    assert none[["food_shops_2013", "bakeries_2013"]].all(axis=1).mean() == pytest.approx(0.637, abs=0.0005)
    assert none["hotels_2013"].mean() == pytest.approx(0.842, abs=0.0005)


def test_the_equipments_of_the_communes_of_2015_add_up_to_those_of_today():
    former, held = snapshot.load("communes_2015"), snapshot.load("services")
    held = held[held["year"] == 2013]
    for name, types in (("bakeries_2013", ["B203"]), ("hotels_2013", ["G102"])):
        today = held.loc[held["type"].isin(types), "equipments"].sum()
        assert former[name].sum() == pytest.approx(today, abs=0.5), f"{name}: lost or counted twice on the way"


@pytest.mark.parametrize(("level", "number"), [("commune", 34_875), ("departement", 101), ("region", 18)])
def test_outlines_are_whole_valid_and_in_one_frame(level, number, communes):
    frame = outlines(level)
    assert len(frame) == number
    assert set(frame[level]) == set(communes.reset_index()[level])
    assert frame.crs.to_epsg() == 2154
    broken = frame.loc[~frame.geometry.is_valid | frame.geometry.is_empty, level].tolist()
    assert not broken, f"these outlines are empty or cross themselves: {broken[:5]}"
    assert shapely.coverage_is_valid(frame.geometry.values), "neighbours share their edges"
    left, bottom, right, top = frame.total_bounds
    assert left > -200_000 and right < 1_300_000 and bottom > 6_000_000 and top < 7_200_000


@pytest.mark.parametrize(("level", "number"), [("commune", 129), ("departement", 5), ("region", 5)])
def test_overseas_outlines_are_at_their_true_place(level, number):
    frame = outlines(level, overseas=True)
    assert len(frame) == number
    assert shapely.coverage_is_valid(frame.geometry.values), "neighbours share their edges"
    assert frame.crs.to_epsg() == 4326
    reunion = outlines(level, overseas=True, region="04")
    assert reunion.total_bounds == pytest.approx([55.22, -21.39, 55.84, -20.87], abs=0.01)


def test_a_region_s_outlines_are_its_communes_alone(communes):
    assert set(outlines("commune", region="94")["commune"]) == set(communes.index[communes["region"] == "94"])
