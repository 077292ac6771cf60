"""Mobile coverage: by area, where it is measured, and how it grew."""

import numpy as np
import pandas as pd
import pytest

from analysis.digital import mobile
from analysis.digital.fixed import TYPE
from analysis.territories import ISOLATED, Territory, france


def test_area_covered_weighs_communes_by_their_area():
    frame = pd.DataFrame(
        {"share_area": [1.0, 0.5, np.nan], "area_km2": [10.0, 30.0, 5.0], "people": [100.0, 50.0, 9.0], "kind": "a"}
    )
    row = mobile.mobile_of(frame, ["kind"]).iloc[0]
    assert row["share_area"] == pytest.approx(25 / 40)
    assert row["share_communes_poor"] == pytest.approx(1 / 2) and row["share_people_poor"] == pytest.approx(50 / 150)


def test_mobile_covers_metropolitan_france_only_and_the_best_covers_more():
    for overseas in (mobile.mobile(Territory.parse("04"), "zau"), mobile.mobile_change(Territory.parse("06"), "zau")):
        assert overseas.empty, f"coverage is measured in metropolitan France only, and yet\n{overseas}"
    wide = mobile.mobile(france(), "zau").pivot(index=[TYPE, "network"], columns="operator", values="share_area")
    crossed = wide[~(wide["best"] > wide["worst"])]
    assert crossed.empty, f"the best operator should cover more than the worst:\n{crossed}"
    assert wide.loc[(ISOLATED, "4G"), "worst"] == pytest.approx(0.499, abs=0.002)


def test_mobile_coverage_grew_between_2017_and_2019():
    table = mobile.mobile_change(france(), "zau").pivot(index="group", columns="date", values="share_area")
    fell = table[~(table["2019-01"] > table["2017-07"])]
    assert fell.empty, f"coverage should have grown; it did not in\n{fell}"
