"""Entrants, leavers and flows: hand-made moves, and invariants on the snapshot."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.population import moves
from analysis.territories import ISOLATED, Territory, france

FLOWS = pd.DataFrame(
    {"departement_to": ["1", "2", "1", "3", "1"], "departement_from": ["2", "1", "3", "1", "1"],
     "people": [30.0, 10.0, 5.0, 5.0, 900.0]}
)  # fmt: skip


def test_the_net_rate_is_for_a_thousand_people_present_before():
    row = moves.net_rates(pd.DataFrame({"entrants": [30.0], "leavers": [10.0], "stayers": [990.0]})).iloc[0]
    assert row["net"] == 20 and row["rate_net_per_1000"] == 20


def test_flows_leave_the_stayers_out_and_give_efficiency():
    table = moves.flows_with(FLOWS, {"1"}).set_index("departement")
    assert table.loc["2", ["arrivals", "departures", "net"]].tolist() == [30, 10, 20]
    assert table.loc["2", "efficiency"] == 0.5 and table.loc["3", "efficiency"] == 0


def test_moves_inside_the_set_are_no_arrivals():
    table = moves.flows_with(FLOWS, {"1", "2"})
    assert table["departement"].tolist() == ["3"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.floats(0, 1e4)), max_size=30))
def test_what_one_gains_the_others_lose(rows):
    table = pd.DataFrame(rows, columns=["departement_to", "departement_from", "people"])
    table = table.groupby(["departement_to", "departement_from"], as_index=False)["people"].sum()
    nets = [moves.flows_with(table, {code})["net"].sum() for code in "abcd"]
    assert sum(nets) == pytest.approx(0, abs=1e-6)


def test_epci_are_classed_by_their_isolated_people():
    communes = pd.DataFrame(
        {"epci": ["x", "x", "y", "z", None], "isolated": pd.array([True, False, False, True, True], dtype="boolean"),
         "population": [30, 70, 10, 5, 1]}
    )  # fmt: skip
    table = moves.isolation_of_epcis(communes).set_index("epci")
    assert table["share_isolated"].to_dict() == {"x": 0.3, "y": 0.0, "z": 1.0}
    assert table["isolation_class"].astype(str).tolist() == [
        "25 to 50 % isolated", "under 5 % isolated", "half or more isolated",
    ]  # fmt: skip


def test_cantal_flows_are_the_published_ones():
    table = moves.origins(Territory.parse("dep:15"))
    assert table["arrivals"].sum() == pytest.approx(4_098, abs=1)
    assert table["departures"].sum() == pytest.approx(3_685, abs=1)
    assert table.iloc[0][["name", "arrivals"]].tolist() == ["Puy-de-Dôme", pytest.approx(table["arrivals"].max())]


def test_the_whole_country_has_no_flow_with_another_departement():
    every = moves.snapshot.load("flows")
    every = every[every["occupation"] == "all"]
    table = moves.flows_with(every, set(every["departement_to"]))
    assert table.empty, f"moves inside the country were taken for arrivals:\n{table}"


def test_groups_of_epci_keep_the_national_total():
    table = moves.movers_by_isolation(france(), "zau", dimension="all")
    assert table["epcis"].sum() > 1200
    assert 0.97 < table["entrants"].sum() / 2_806_397 <= 1


def test_national_and_unheld_territories_give_empty_tables():
    for table in (moves.movers(france(), "age"), moves.origins(france()), moves.movers(Territory.parse("06"), "age")):
        assert table.empty, f"moves are not held for France as one nor for Mayotte, and yet\n{table}"


CORSICA = Territory.parse("94")


def test_moves_by_commune_are_those_of_the_last_census(with_moves):
    row = moves.movers_by_type(CORSICA, "zau").set_index("territory_type").loc[ISOLATED]
    assert row.tolist() == [2022, 3 * with_moves, 2 * with_moves, 150]


def test_an_epci_belongs_where_half_of_its_people_live():
    communes = pd.DataFrame(
        {"commune": list("abcd"), "epci": ["x", "x", "y", "y"], "population": [60, 40, 10, 90]}
    )  # fmt: skip
    assert moves.mostly_inside(communes, pd.Index(["a", "c"])) == {"x"}
