"""Communes and people without a service: on small hand-made data, by invariants, and on the snapshot."""

import numpy as np
import pandas as pd
import pytest
from helpers.two_types import typed

from analysis import snapshot
from analysis.services import ALL_COMMUNES, equipment
from analysis.services.catalogue import SERVICES, Service
from analysis.services.equipment import presence_of, without_of
from analysis.territories import OVERSEAS_REGIONS, Territory, france

SHOP = Service("post_office", "Shop", "the shop", {2009: ("A101",), 2013: ("A102", "A103")}, breaks=(2013,))


@pytest.fixture
def there():
    listed = pd.DataFrame(
        [
            ["a", 2009, "A101"],
            ["b", 2013, "A103"],
            ["a", 2013, "A102"],
            ["c", 2013, "A101"],
            ["elsewhere", 2013, "A102"],
            ["e", 2013, "A102"],
        ],
        columns=["commune", "year", "type"],
    )
    communes = pd.DataFrame({"commune": list("abcdef"), "region": ["84", "84", "84", "06", "06", "04"]})
    return presence_of(listed, communes, [SHOP])


def test_a_commune_that_an_edition_does_not_list_is_without_and_one_that_it_does_not_cover_is_unknown(there):
    assert there["post_office", 2009].tolist()[:3] == [1, 0, 0] and np.isnan(there["post_office", 2009]["d"])
    assert there["post_office", 2013].tolist()[:5] == [1, 1, 0, 0, 1]


def test_what_no_edition_holds_in_a_region_is_unknown_there_and_not_missing(there):
    assert there.loc["f"].isna().all(), f"the region 04 has no shop in any edition: it is not held there\n{there}"
    petrol = equipment.without(france(), "zau", ["petrol"]).query("year == 2019 and territory_type == 'all_communes'")
    overseas = sum(len(Territory.parse(code).communes) for code in OVERSEAS_REGIONS)
    assert petrol["communes_unknown"].item() == overseas
    told = equipment.without(Territory.parse("04"), "zau", ["petrol"]).dropna(subset="share_communes")
    assert told.empty, f"no petrol station of La Réunion is held, and none is missing:\n{told}"
    assert equipment.regions_not_held("gp", 2019) == []


def test_an_edition_that_lacks_the_family_gives_no_column(there):
    assert list(there.columns) == [("post_office", 2009), ("post_office", 2013)]


def test_shares_are_of_communes_and_of_people_and_leave_the_unknown_out(there):
    kinds = pd.Series(typed(["Urban", "isolated", "isolated", None]), index=list("abcd"))
    people = pd.DataFrame({2009: [100, 10, 30, np.nan], 2013: [100, 10, 30, 60]}, index=list("abcd"))
    table = without_of(there, kinds, people).set_index(["year", "territory_type"])
    isolated = table.loc[(2013, "isolated")]
    assert (isolated["share_communes"], isolated["share_people"], isolated["people_without"]) == (0.5, 0.75, 30)
    whole = table.loc[(2009, ALL_COMMUNES)]
    assert (whole["communes"], whole["communes_unknown"], whole["communes_without"], whole["people"]) == (3, 3, 2, 140)
    assert table.loc[(2013, ALL_COMMUNES), "share_people"] == 90 / 200
    assert table["series"].tolist() == [2009, 2013] * 3


def test_the_shares_of_a_type_without_a_commune_are_missing(there):
    kinds = pd.Series(typed(["Urban"] * 4), index=list("abcd"))
    people = pd.DataFrame({2009: [1.0] * 4, 2013: [1.0] * 4}, index=list("abcd"))
    table = without_of(there, kinds, people)
    isolated = table[table["territory_type"] == "isolated"]
    assert isolated["year"].tolist() == [2009, 2013]
    told = isolated[["share_communes", "share_people"]].dropna(how="all")
    assert told.empty, f"no commune is isolated, so no share can be told of them:\n{told}"


def test_a_later_edition_goes_on_with_the_last_types_or_says_nothing():
    listed = pd.DataFrame(
        [["a", 2013, "A102"], ["b", 2013, "A103"], ["a", 2031, "A103"], ["b", 2031, "A102"], ["a", 2032, "A102"]],
        columns=["commune", "year", "type"],
    )
    communes = pd.DataFrame({"commune": ["a", "b", "c"], "region": ["84"] * 3})
    there = presence_of(listed, communes, [SHOP])
    # The edition of 2032 lacks one of the two types: another nomenclature, in which the service is unknown.
    assert list(there.columns) == [("post_office", 2013), ("post_office", 2031)]
    assert there["post_office", 2031].tolist() == [1, 1, 0]


def test_the_edition_of_today_is_the_last_that_holds_all_common_services(monkeypatch):
    assert equipment.summary_edition() == 2019
    held = equipment.held_pairs()
    monkeypatch.setattr(equipment, "held_pairs", lambda: held - {("gp", 2019)})
    assert equipment.summary_edition() == 2018
    monkeypatch.setattr(equipment, "held_pairs", set)
    with pytest.raises(ValueError, match="'services' holds no edition with all of food_or_bakery"):
        equipment.summary_edition()


def test_no_edition_of_2020_for_doctors_and_no_post_point_of_2009():
    table = equipment.without(france(), "zau", ["gp", "post_point"])
    assert set(table.loc[table["service"] == "gp", "year"]) == {2009, 2013, 2018, 2019}
    assert set(table.loc[table["service"] == "post_point", "year"]) == {2013, 2018, 2019}


def test_isolated_communes_without_a_food_shop_are_those_known():
    table = equipment.without(france(), "zau", ["food_shop", "food_or_bakery"])
    rows = table[(table["year"] == 2013) & (table["territory_type"] == "isolated")].set_index("service")
    # 70.6 % and 63.7 % in the communes of 2015; mergers since then gave shops to some.
    assert rows["share_communes"].tolist() == pytest.approx([0.706, 0.637], abs=0.015)
    far = rows.loc[~rows["share_people"].between(0.24, 0.34), "share_people"]
    assert far.empty, f"shares of people far from 24 to 34 %, is the weight still the population?\n{far}"


@pytest.mark.raw
def test_isolated_communes_of_2015_without_a_food_shop_are_exactly_those_known(raw_folder):
    file = raw_folder / "insee_bpe_2013" / "bpe13_ensemble_communes.csv.gz"
    listed = pd.read_csv(file, sep=";", dtype={"DEPCOM": str})
    former = snapshot.load("communes_2015")
    isolated = set(former.loc[former["zau_2010"] == "400", "commune_2015"])
    for key, share in (("food_shop", 0.706), ("food_or_bakery", 0.637)):
        having = set(listed.loc[listed["TYPEQU"].isin(SERVICES[key].codes[2013]), "DEPCOM"])
        assert len(isolated - having) / len(isolated) == pytest.approx(share, abs=0.0005)


def test_change_compares_inside_one_series_only():
    table = equipment.change(Territory.parse("84"), "zau")
    assert "public_service_house" not in set(table["service"])
    for key, first, last in zip(table["service"], table["first"], table["last"]):
        assert first < last, f"{key}: a change goes forward in time"
        same = SERVICES[key].series(first) == SERVICES[key].series(last)
        assert same, f"{key}: a break lies between {first} and {last}, the two are not of one series"
    change = table["share_people_last"] - table["share_people_first"]
    np.testing.assert_allclose(table["change_people"], change, rtol=1e-5, atol=1e-8, err_msg="last less first")


@pytest.mark.slow
@pytest.mark.parametrize("definition", ["zau", "strict"])
@pytest.mark.parametrize("place", ["FR", "06", "11", "dep:48", "epci:241500230"])
def test_services_are_told_in_any_territory(place, definition):
    table = equipment.without(Territory.parse(place), definition)
    assert len(table), "no service is told: a territory without isolated communes still has its other communes"
