"""Fixed, fibre and mobile coverage: hand-made communes, invariants, the snapshot; and what the fit recovers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import digital, digital_growth, digital_mobile, digital_networks, digital_story
from analysis.digital import ALL, FIBRE_2017, FIBRE_2018, GIGABIT_2019, TYPE, last_fibre, last_gigabit
from analysis.isolation import ISOLATED
from analysis.territory import Territory, france

ROWS = pd.DataFrame(
    {
        "kind": ["a", "a", "a", "b", "b"],
        "share_covered": [0.0, 0.25, 1.0, 0.5, np.nan],
        "weight": [100.0, 200.0, 100.0, 50.0, 70.0],
        "people": [10.0, 20.0, np.nan, 5.0, 7.0],
    }
)


def test_shares_are_of_premises_communes_and_people():
    table = digital.coverage_of(ROWS, ["kind"]).set_index("kind")
    assert table.loc["a", ["communes", "premises"]].tolist() == [3, 400]
    assert table.loc["a", "share_premises"] == pytest.approx(150 / 400)
    assert table.loc["a", "share_communes_without"] == pytest.approx(1 / 3)
    assert table.loc["a", "share_people_without"] == pytest.approx(10 / 30)
    assert table.loc["a", "share_communes_under_half"] == pytest.approx(2 / 3)
    assert table.loc["a", "share_people_under_half"] == pytest.approx(1)


def test_a_commune_without_a_figure_is_not_a_commune_without_network():
    row = digital.coverage_of(ROWS, ["kind"]).set_index("kind").loc["b"]
    assert row[["communes", "premises", "share_communes_without"]].tolist() == [1, 50, 0]
    assert row["share_communes_under_half"] == 0  # half is not under half


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(1, 1e5), st.floats(1, 1e5)), min_size=1, max_size=30))
def test_shares_stay_between_their_bounds(rows):
    frame = pd.DataFrame(rows, columns=["share_covered", "weight", "people"]).assign(kind="a")
    row = digital.coverage_of(frame, ["kind"]).iloc[0]
    assert frame["share_covered"].min() - 1e-9 <= row["share_premises"] <= frame["share_covered"].max() + 1e-9
    for unit in ("communes", "people"):
        assert 0 <= row[f"share_{unit}_without"] <= row[f"share_{unit}_under_half"] <= 1 + 1e-9


def test_a_change_is_over_communes_known_at_both_dates():
    frame = pd.DataFrame(
        {
            "before": [0.0, 0.5, 0.9],
            "after": [0.5, 1.0, np.nan],
            "weight_before": [10.0, 30.0, 1000.0],
            "weight_after": [20.0, 20.0, 1000.0],
            "kind": ["a"] * 3,
        }
    )
    row = digital.change_of(frame, ["kind"]).iloc[0]
    assert row["communes"] == 2
    assert row["share_before"] == pytest.approx(15 / 40) and row["share_after"] == pytest.approx(30 / 40)
    assert row["change"] == pytest.approx(15 / 40)


@pytest.mark.parametrize(("before", "after"), [(GIGABIT_2019, last_gigabit()), (FIBRE_2018, last_gigabit())])
def test_figures_counted_in_two_ways_are_not_subtracted(before, after):
    with pytest.raises(ValueError, match="no change"):
        digital.change(Territory.parse("94"), "zau", before=before, after=after)


def test_area_covered_weighs_communes_by_their_area():
    frame = pd.DataFrame(
        {"share_area": [1.0, 0.5, np.nan], "area_km2": [10.0, 30.0, 5.0], "people": [100.0, 50.0, 9.0], "kind": "a"}
    )
    row = digital_mobile.mobile_of(frame, ["kind"]).iloc[0]
    assert row["share_area"] == pytest.approx(25 / 40)
    assert row["share_communes_poor"] == pytest.approx(1 / 2) and row["share_people_poor"] == pytest.approx(50 / 150)


def test_all_communes_meet_the_published_shares():
    networks = [GIGABIT_2019, last_gigabit(), ("2019-09-30", "30_mbps")]
    table = digital.coverage(france(), "zau", networks)
    every = table[table[TYPE] == ALL].set_index(["date", "class"])["share_premises"]
    assert every[GIGABIT_2019] == pytest.approx(0.421, abs=0.001)
    assert every[last_gigabit()] == pytest.approx(0.778, abs=0.001)
    assert every["2019-09-30", "30_mbps"] == pytest.approx(0.556, abs=0.001)


def test_isolated_communes_were_far_behind_in_2017_and_less_so_in_2026():
    row = digital.gap_change(france(), "zau").set_index(TYPE).loc[ISOLATED]
    assert row["gap_before"] == pytest.approx(-0.201, abs=0.002)
    assert row["gap_after"] == pytest.approx(-0.043, abs=0.002)
    assert row["narrowed"] == pytest.approx(0.158, abs=0.002)


def test_all_communes_of_france_have_no_gap_to_france():
    table = digital.gap_to_france(france(), "aav", [last_fibre(), FIBRE_2017])
    assert (table.loc[table[TYPE] == ALL, "gap"] == 0).all()
    assert set(digital.gap_change(france(), "aav").set_index(TYPE).loc[ALL, ["gap_before", "gap_after"]]) == {0}


def test_the_lagging_share_is_the_gap_seen_from_both_sides():
    table = digital.gap_change(Territory.parse("84"), "zau").dropna()
    assert (table["share_after"] - table["share_before"]).to_numpy() == pytest.approx(table["change"].to_numpy())
    size = table["gap_before"].abs() - table["gap_after"].abs()
    assert table["narrowed"].to_numpy() == pytest.approx(size.to_numpy())


def test_mobile_covers_metropolitan_france_only_and_the_best_covers_more():
    assert digital_mobile.mobile(Territory.parse("04"), "zau").empty
    assert digital_mobile.mobile_change(Territory.parse("06"), "zau").empty
    wide = digital_mobile.mobile(france(), "zau").pivot(
        index=[TYPE, "network"], columns="operator", values="share_area"
    )
    assert (wide["best"] > wide["worst"]).all()
    assert wide.loc[(ISOLATED, "4G"), "worst"] == pytest.approx(0.499, abs=0.002)


def test_mobile_coverage_grew_between_2017_and_2019():
    table = digital_mobile.mobile_change(france(), "zau").pivot(index="group", columns="date", values="share_area")
    assert (table["2019-01"] > table["2017-07"]).all()


def test_lines_over_time_are_of_the_same_communes():
    places = Territory.parse("11")
    networks = [FIBRE_2017, last_fibre()]
    table = digital.coverage(places, "zau", networks, same_communes=True)
    every = table[table[TYPE] == ALL].set_index("date")
    row = digital.change(places, "zau").set_index(TYPE).loc[ALL]
    assert every["communes"].nunique() == 1
    assert every.loc[FIBRE_2017[0], "share_premises"] == pytest.approx(row["share_before"])
    free = digital.coverage(places, "zau", networks)
    assert free[free[TYPE] == ALL]["communes"].nunique() == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(-0.2, -0.1, "has narrowed"), (-0.1, -0.2, "has widened"), (-0.1, 0.1, "has closed"), (0.1, -0.1, "now are"),
     (0.2, 0.1, "not behind"), (-0.1, -0.1, "as it was"), (0.0, 0.0, "no gap")],
)  # fmt: skip
def test_the_sentence_on_the_gap_follows_its_signs(before, after, said):
    row = pd.Series({"gap_before": before, "gap_after": after, "narrowed": abs(before) - abs(after)})
    assert said in digital_story._said_gap(row)


def test_the_answer_is_right_where_the_gap_widened_and_where_none_is_isolated():
    assert "has widened" in digital_story.answer(Territory.parse("84"), "zau")
    here = digital_story.answer(Territory.parse("11"), "zau")
    assert here.startswith("No commune") and "Paris left out" in here


def _made(slope=0.02, seed=7):
    """Communes where growth follows access inside each département, and rich départements have both."""
    draw = np.random.default_rng(seed)
    size = 1200
    departement = draw.integers(0, 20, size)
    access = np.clip(0.04 * departement + draw.normal(0, 0.1, size), 0, 1)
    frame = pd.DataFrame(
        {
            "departement": departement.astype(str),
            "epci": (departement * 5 + draw.integers(0, 5, size)).astype(str),
            "access": access,
            "weight": draw.uniform(50, 500, size),
            "age": draw.normal(0.3, 0.05, size),
            "kind": draw.choice(["x", "y", "z"], size),
        }
    )
    effect = 0.05 * departement + 0.3 * frame["age"] + frame["kind"].map({"x": 0, "y": 0.1, "z": -0.1})
    return frame.assign(growth=slope * access + effect + draw.normal(0, 0.001, size))


def test_controls_recover_the_slope_that_the_raw_fit_misses():
    frame = _made()
    raw = digital_growth.associate(frame, "growth", "access")
    held = digital_growth.associate(frame, "growth", "access", controls=["age", "kind"], within="departement")
    assert raw.slope > 0.5
    assert held.low < 0.02 < held.high and held.slope == pytest.approx(0.02, abs=0.002)
    assert (held.clusters, held.clustered_by, held.communes) == (20, "departement", 1200)


def test_taking_out_group_means_is_one_constant_for_each_group():
    import statsmodels.formula.api as smf

    frame = _made(seed=3)
    held = digital_growth.associate(frame, "growth", "access", controls=["age"], within="departement")
    fit = smf.wls("growth ~ access + age + C(departement)", frame, weights=frame["weight"]).fit()
    assert held.slope == pytest.approx(fit.params["access"], rel=1e-6)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0.1, 10), st.sampled_from("abc")), min_size=2, max_size=40))
def test_weighted_mean_of_each_group_is_zero(rows):
    frame = pd.DataFrame(rows, columns=["x", "weight", "group"])
    out = digital_growth.centred(frame, ["x"], frame["weight"], frame["group"])
    assert (out["x"] * frame["weight"]).groupby(frame["group"]).sum().abs().max() < 1e-9


def test_few_departements_are_clustered_by_epci_and_too_few_communes_are_not_fitted():
    frame = _made()
    few = frame[frame["departement"].isin(["1", "2"])]
    assert digital_growth.associate(few, "growth", "access").clustered_by == "epci"
    assert np.isnan(digital_growth.associate(frame.head(40), "growth", "access").slope)
    assert np.isnan(digital_growth.associate(frame.assign(access=0.0), "growth", "access").slope)


def test_there_is_no_fit_where_there_are_no_people():
    assert digital_growth.associations(Territory.parse("06"), "zau").empty


def test_controls_undo_most_of_what_the_country_shows_as_it_is():
    table = digital_growth.associations(france(), "zau").set_index(["outcome", "model"])
    raw = table.loc[(digital_growth.MIGRATORY, digital_growth.RAW)]
    held = table.loc[(digital_growth.MIGRATORY, digital_growth.CONTROLLED)]
    assert raw["high"] < 0 and abs(held["slope"]) < abs(raw["slope"]) / 4
    assert ((table["low"] <= table["slope"]) & (table["slope"] <= table["high"])).all()


def test_a_source_names_only_the_files_that_are_used():
    source_of = digital_networks.source_of
    assert "(bêta)" not in source_of(digital_networks.line())
    assert "Ma connexion internet (bêta) 2019" in source_of(digital_networks.networks())
    assert source_of([FIBRE_2018]) == "Source: ARCEP, observatoire des déploiements 2017, 2018"
    assert source_of([digital.VERY_HIGH_2017]).startswith("Source: CGET, kits cartographiques")
    # The last shares of fibre come without premises: the last that were counted weigh them.
    assert source_of([last_fibre()]) == "Source: ARCEP, observatoire des déploiements 2026, Ma connexion internet 2022"


@pytest.mark.slow
@pytest.mark.parametrize("code", ["06", "94"])
def test_a_region_is_counted_as_it_would_be_alone(code):
    region, networks = Territory.parse(code), [FIBRE_2018, last_fibre()]
    frame = digital.fixed_by_commune(region, "zau", networks)
    alone = digital.with_all(digital.coverage_of, frame, ["date", "class"], "zau")
    pd.testing.assert_frame_equal(digital.coverage(region, "zau", networks), alone)


def test_a_territory_without_a_last_figure_of_fibre_says_so():
    from analysis import digital_story

    paris = Territory.parse("dep:75")
    assert "no figure is held" in digital_story.left_figure(paris, "zau").title
