"""Published totals and known places in the tables on people."""

import pandas as pd
import pytest

from analysis import snapshot
from analysis.territories import Territory

# Populations of 1 January, France without Mayotte, as INSEE published them.
PUBLISHED = {
    1999: 60_149_901, 2008: 63_961_859, 2013: 65_564_756, 2016: 66_361_658, 2018: 66_732_538, 2019: 66_988_403,
    2020: 67_162_154, 2021: 67_408_052, 2022: 67_760_573, 2023: 68_094_280,
}  # fmt: skip


@pytest.fixture(scope="module")
def population():
    return snapshot.load("population")


@pytest.mark.parametrize(("year", "total"), PUBLISHED.items())
def test_national_population_is_the_published_one(population, year, total):
    assert population.loc[population["year"] == year, "population"].sum() == pytest.approx(total, abs=0.5)


def test_mayotte_has_its_own_census_only(population):
    mayotte = population[population["commune"].str.startswith("976")]
    assert set(mayotte["year"]) == {2017} and mayotte["population"].sum() == 256_518


@pytest.mark.parametrize(
    ("commune", "year", "people"),
    [
        ("15014", 2013, 26_572), ("15014", 2023, 26_214), ("81288", 2013, 2_715), ("81288", 2018, 2_869),
        ("43074", 2013, 830), ("43074", 2019, 884), ("43074", 1999, 653), ("75056", 2023, 2_103_778),
    ],
)  # fmt: skip
def test_known_communes_have_their_published_people(population, commune, year, people):
    row = population[(population["commune"] == commune) & (population["year"] == year)]
    assert row["population"].tolist() == pytest.approx([people], rel=0.02 if commune == "75056" else 0)


def test_balance_parts_add_up_and_later_parts_are_missing():
    table = snapshot.load("balance")
    known = table.dropna(subset=["natural_balance"])
    change = known["population_end"] - known["population_start"]
    missed = known[(known["natural_balance"] + known["migratory_balance"] - change).abs() >= 1e-6]
    assert missed.empty, f"the two balances miss the change of people in\n{missed.head()}"
    told = table[(table["period"] == "2019-2023") & table["births"].notna()]
    assert told.empty, f"births of 2019-2023 are not published by commune, but were read for\n{told.head()}"
    assert (known["births"] - known["deaths"] - known["natural_balance"]).abs().max() < 1e-6


def test_communes_without_published_deaths_stay_missing():
    table = snapshot.load("balance").set_index(["commune", "period"])
    # Annoville, without deaths, is part of 50272 now: where a part is missing, the whole is.
    for commune, births in (("41077", 11), ("50272", 85)):
        row = table.loc[(commune, "2013-2019")]
        assert row["births"] == births
        assert pd.isna(row["deaths"]), f"{commune}: no deaths are published, and yet {row['deaths']} were read"


@pytest.mark.parametrize(("year", "share"), [(2008, 0.218), (2013, 0.240), (2019, 0.260)])
def test_share_aged_60_and_over_is_the_published_one(year, share):
    table = snapshot.load("structure")
    table = table[table["year"] == year]
    old = table["population_aged_60_74"].sum() + table["population_aged_75_plus"].sum()
    assert old / table["population"].sum() == pytest.approx(share, abs=0.0005)
    ages = table.filter(like="population_aged_").drop(columns="population_aged_20_plus").sum().sum()
    assert ages == pytest.approx(table["population"].sum(), rel=1e-6)


def test_the_structure_of_aurillac_is_the_published_one_and_occupations_add_up():
    table = snapshot.load("structure", Territory.parse("dep:15")).set_index(["commune", "year"])
    assert table.loc[("15014", 2022), "share_aged_65_plus"] == pytest.approx(0.2741)
    assert table.loc[("15014", 2022), "population"] == 26_188
    shares = table.xs(2022, level="year").filter(
        items=[f"share_{name}" for name in ("farmers", "craft_trade_heads", "executives", "intermediate", "clerical",
                                            "manual", "retired", "other_inactive")])  # fmt: skip
    sums = shares.sum(axis=1)
    off = sums[~sums.between(0.999, 1.001)]
    assert off.empty, f"shares of occupations should add up to one; they do not in\n{off.head()}"


def test_entrants_and_leavers_of_each_level_meet_the_published_totals():
    table = snapshot.load("migration")
    every = table[(table["class"] == "all") & (table["census"] == 2016)].groupby("level")[["entrants", "leavers"]].sum()
    assert every.loc["epci", "entrants"] == pytest.approx(2_806_397, abs=1)
    assert every.loc["departement", "leavers"] == pytest.approx(1_847_233, abs=1)
    assert every.loc["region", "entrants"] == pytest.approx(1_041_117, abs=1)
    ages = table[(table["dimension"] == "age") & (table["census"] == 2016) & (table["level"] == "departement")]
    assert ages["entrants"].sum() == pytest.approx(1_847_233, abs=1)


def test_flows_between_departements_meet_the_published_totals():
    table = snapshot.load("flows")
    every = table[table["occupation"] == "all"]
    assert every["people"].sum() == pytest.approx(64_829_088, abs=50)
    moved = every[every["departement_to"] != every["departement_from"]]
    assert moved["people"].sum() == pytest.approx(1_851_779, abs=50)
    cantal = moved[moved["departement_to"] == "15"]
    assert cantal["people"].sum() == pytest.approx(4_098, abs=1)
    occupations = table[table["occupation"] != "all"]["people"].sum()
    assert occupations == pytest.approx(every["people"].sum(), rel=1e-6)


def test_history_of_france_is_the_published_one():
    table = snapshot.load("migration_history")
    france = table[table["level"] == "france"].set_index("period")
    assert france.loc["1968-1975", "population_end"] == 53_764_064
    change = france["population_end"] - france["population_start"]
    missed = france[(france["natural_balance"] + france["migratory_balance"] - change).abs() >= 1]
    assert missed.empty, f"the two balances miss the change of people in {missed.index.tolist()}"


def test_income_of_known_places_is_the_published_one_and_shares_are_shares():
    table = snapshot.load("income").set_index(["level", "code", "year"])
    assert table.loc[("commune", "15014", 2021), "median_income_eur"] == 21_860
    assert table.loc[("commune", "43074", 2014), "median_income_eur"] == pytest.approx(19_243, abs=1)
    assert table.loc[("france", "FRM", 2014), "share_pensions"] == pytest.approx(0.279, abs=0.001)
    epcis = table.xs("epci", level="level")
    assert len(epcis) > 500
    strange = epcis[~epcis["share_pensions"].between(0, 1)]
    assert strange.empty, (
        f"a share lies between 0 and 1; these do not, a percentage was taken for one:\n{strange.head()}"
    )


def test_votes_of_2017_give_the_published_share():
    table = snapshot.load("votes")
    second = table[table["round"] == 2]
    assert second["macron"].sum() / (second["macron"] + second["le_pen"]).sum() == pytest.approx(0.661, abs=0.005)
    first = table[(table["round"] == 1) & (table["commune"] == "15014")].iloc[0]
    assert first["registered"] == 17_485 and (first["valid_votes"] + first["abstentions"]) <= first["registered"]
