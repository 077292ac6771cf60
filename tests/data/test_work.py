"""Tables on work: the published totals, and known places."""

import pytest

from analysis import snapshot


# Sum of the fifteen functions: each is rounded, so up to 0.01 % from the published total.
@pytest.mark.parametrize(
    ("year", "total", "production"),
    [
        (1999, 23_244_649, 2_673_934),
        (2006, 25_797_270, 2_593_609),
        (2011, 26_350_576, 2_319_652),
        (2016, 26_344_899, 2_205_617),
    ],
)
def test_jobs_meet_the_published_totals(year, total, production):
    table = snapshot.load("jobs")
    table = table[table["year"] == year]
    assert table["jobs"].sum() == pytest.approx(total, rel=1e-4)
    assert table.loc[table["function"] == "production", "jobs"].sum() == pytest.approx(production, abs=1)


def test_mayotte_has_jobs_in_2011_only():
    table = snapshot.load("jobs")
    assert set(table.loc[table["region"] == "06", "year"]) == {2011}


def test_aurillac_has_its_jobs():
    table = snapshot.load("jobs")
    here = table[table["commune"] == "15014"].groupby("year")["jobs"].sum()
    assert here.to_dict() == pytest.approx({1999: 20_772, 2006: 22_485, 2011: 21_348, 2016: 20_805}, abs=8)


def test_employees_meet_the_published_totals():
    totals = snapshot.load("employees").groupby("year")["employees"].sum()
    assert (totals[2014], totals[2024]) == (17_614_085, 19_995_376)
    assert totals[2020] < totals[2019] < totals[2021]


@pytest.mark.parametrize(
    ("source", "zoning", "status", "sector", "year", "jobs"),
    [
        ("estel", 2010, "employees", "industry", 1998, 4_018_530),
        ("estel", 2010, "employees", "industry", 2017, 3_138_683),
        ("estel", 2010, "employees", "all", 1998, 21_982_130),
        ("estel", 2010, "employees", "all", 2017, 25_015_244),
        ("estel", 2010, "self_employed", "all", 2017, 2_875_489),
        ("estel", 2020, "employees", "all", 2023, 26_997_505),
        ("flores", 2020, "employees", "industry", 2023, 3_266_136),
        ("flores", 2020, "employees", "all", 2023, 26_527_385),
        ("urssaf", 2020, "employees", "all", 2024, 19_995_376),
    ],
)
def test_zones_meet_the_published_totals(source, zoning, status, sector, year, jobs):
    table = snapshot.load("jobs_zone")
    wanted = {"source": source, "zoning": zoning, "status": status, "sector": sector, "year": year}
    for column, value in wanted.items():
        table = table[table[column] == value]
    assert table["jobs"].sum() == jobs


def test_zones_of_jobs_and_unemployment_are_those_of_the_communes():
    communes, zones = snapshot.load("communes"), snapshot.load("jobs_zone")
    for zoning in (2010, 2020):
        known = set(communes[f"zone_emploi_{zoning}"].dropna())
        assert set(zones.loc[zones["zoning"] == zoning, "zone"]) <= known
    assert set(snapshot.load("unemployment")["zone"]) <= set(communes["zone_emploi_2020"].dropna())


def test_establishments_meet_the_published_totals():
    table = snapshot.load("establishments")
    totals = table.groupby(["year", "dimension"])["establishments"].sum()
    assert totals.loc[(2012, "sector")] == 6_934_715
    assert totals.loc[(2014, "size")] == 4_528_492
    assert totals.loc[(2018, "sector")] == 2_169_322
    assert table.loc[(table["year"] == 2012) & (table["class"] == "industry"), "establishments"].sum() == 358_411


def test_digital_firms_and_distance_selling_meet_their_totals():
    firms = snapshot.load("digital_firms")
    assert firms["establishments"].sum() == 10_044
    assert set(firms["region"]) == {"76"}
    employers = snapshot.load("employers_by_activity").set_index("activity")["establishments"]
    assert employers[["4791A", "4791B", "6201Z"]].tolist() == [2_061, 3_506, 11_128]
    assert employers.isna().sum() == 5


def test_the_change_of_creations_in_aurillac_is_read_as_a_share():
    table = snapshot.load("creations_epci").set_index("epci")
    aurillac = table.loc["241500230"]
    assert aurillac["change_creations_2017_2024"] == pytest.approx(0.614, abs=0.001)
    assert aurillac["rate_jobs_2016_2022"] == pytest.approx(0.0071)
