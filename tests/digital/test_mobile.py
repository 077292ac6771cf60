"""Mobile coverage: by area, where it is measured, and how it grew."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.digital import mobile
from analysis.digital.fixed import TYPE
from analysis.digital.story import mobile as story
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


def test_no_operator_is_said_to_cover_what_is_taken_commune_by_commune():
    place = Territory.parse("dep:48")
    shown = story.mobile_figure(place, "zau")
    assert shown.title.startswith("4G, commune by commune: the operator that covers least reaches ")
    said = f"{shown.title} {' '.join(map(str, shown.data['who'].unique()))} {story.mobile_reading(place, 'zau')}"
    assert "in each commune" in said and "est operator" not in said, said


def test_the_country_of_mobile_networks_is_told_as_what_was_measured():
    unit = story._unit(france(), "zau", {"place": story._measured(france()), "year": "2019"})
    assert unit.startswith("Metropolitan France without Lyon, Marseille and Paris: ")
    assert "Metropolitan France" in story.mobile_reading(france(), "zau")
    assert "In metropolitan France" in story.mobile_reading(Territory.parse("dep:48"), "zau")
    assert "EPCI of Metropolitan France" in story.mobile_change_reading(france(), "zau")
    drawn = [text.get_text() for text in story.mobile_change_figure(france(), "zau").figure.findobj(Text)]
    assert any("EPCI that still exist" in text for text in drawn), drawn
