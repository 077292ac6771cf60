"""Networks and growth: what the fit recovers from made-up communes, and what controls undo."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st

from analysis.digital import growth
from analysis.digital.story import arrivals
from analysis.digital.story import growth as shown
from analysis.territories import Territory, france


def _made(slope=0.02, seed=7):
    """Communes where growth follows access inside each département, and rich départements have both."""
    draw = np.random.default_rng(seed)
    size = 1200
    departement = draw.integers(0, 20, size)
    access = np.clip(0.04 * departement + draw.normal(0, 0.1, size), 0, 1)
    frame = pd.DataFrame(
        {
            "departement": departement.astype(str),
            "cluster": departement.astype(str),
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
    raw = growth.associate(frame, "growth", "access")
    held = growth.associate(frame, "growth", "access", controls=["age", "kind"], within="departement")
    assert raw.slope > 0.5
    assert held.low < 0.02 < held.high and held.slope == pytest.approx(0.02, abs=0.002)
    assert (held.clusters, held.communes) == (20, 1200)


def test_taking_out_group_means_is_one_constant_for_each_group():
    frame = _made(seed=3)
    held = growth.associate(frame, "growth", "access", controls=["age"], within="departement")
    fit = smf.wls("growth ~ access + age + C(departement)", frame, weights=frame["weight"]).fit()
    assert held.slope == pytest.approx(fit.params["access"], rel=1e-6)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0.1, 10), st.sampled_from("abc")), min_size=2, max_size=40))
def test_weighted_mean_of_each_group_is_zero(rows):
    frame = pd.DataFrame(rows, columns=["x", "weight", "group"])
    out = growth.centred(frame, ["x"], frame["weight"], frame["group"])
    assert (out["x"] * frame["weight"]).groupby(frame["group"]).sum().abs().max() < 1e-9


def test_too_few_clusters_or_communes_are_not_fitted():
    frame = _made()
    few = frame[frame["cluster"].isin([str(number) for number in range(7)])]
    assert np.isnan(growth.associate(few, "growth", "access").slope)
    assert np.isnan(growth.associate(frame.head(40), "growth", "access").slope)
    assert np.isnan(growth.associate(frame.assign(access=0.0), "growth", "access").slope)


@pytest.mark.parametrize(("access", "clusters", "fitted"), [(1, 20, False), (12, 20, True), (12, 7, False)])
def test_one_commune_with_access_is_no_association(access, clusters, fitted):
    frame = _made().assign(access=0.0)
    chosen = frame.groupby("cluster").head(2).groupby("cluster").cumcount().index
    chosen = frame.loc[chosen][frame["cluster"].loc[chosen].isin([str(one) for one in range(clusters)])].index[:access]
    frame.loc[chosen, "access"] = 0.5
    found = growth.associate(frame, "growth", "access")
    assert np.isfinite(found.slope) == fitted
    assert found.with_access == (access if fitted else 0)
    full = growth.associate(frame.assign(access=1 - 2 * frame["access"]), "growth", "access")
    assert np.isfinite(full.slope) == fitted, "as few without as with"


def test_a_departement_with_fibre_in_one_commune_is_told_as_too_few():
    lozere = Territory.parse("dep:48")
    assert growth.associations(lozere, "zau", only_isolated=True).empty
    said = arrivals.association_reading(lozere, "zau")
    assert said.startswith("Whether fibre and arrivals go together in Lozère cannot be told") and "interval" not in said
    assert "too few, or too alike" in arrivals._isolated(Territory.parse("dep:15"), "zau")


def test_the_table_says_how_many_communes_have_some_access():
    table = growth.associations(france(), "zau", only_isolated=True)
    apart = table[~table["with_access"].between(100, 200)]
    assert apart.empty, f"communes with some fibre are not all communes, nor none:\n{apart}"
    assert "With some access" in shown.association_table(france(), "zau")._tbl_data


def test_there_is_no_fit_where_there_are_no_people():
    table = growth.associations(Territory.parse("06"), "zau")
    assert table.empty, f"no growth is held for Mayotte, so nothing can be fitted:\n{table}"


def test_controls_undo_most_of_what_the_country_shows_as_it_is():
    table = growth.associations(france(), "zau").set_index(["outcome", "model"])
    raw = table.loc[(growth.MIGRATORY, growth.RAW)]
    held = table.loc[(growth.MIGRATORY, growth.CONTROLLED)]
    assert raw["high"] < 0 and abs(held["slope"]) < abs(raw["slope"]) / 4
    outside = table[~table["slope"].between(table["low"], table["high"])]
    assert outside.empty, f"the interval should hold the slope; it does not for\n{outside}"
