"""What is rural by the density grids: shares that add up, of enough communes, with what is missing left missing."""

import pandas as pd
import pytest

from analysis.geography import FEWEST_ISOLATED
from analysis.isolation import rural, story
from analysis.territories import Territory, france

LEVELS = {1: "Town", 2: "Village"}


def communes(towns: int, villages: int, **changed) -> pd.DataFrame:
    classes = [1] * towns + [2] * villages
    return pd.DataFrame({"grid": classes, "communes": 1, "people": 10.0, "jobs": 2.0}).assign(**changed)


def test_shares_are_of_the_classed_communes_and_the_rural_levels_add_up():
    frame = pd.concat([communes(10, 30), communes(1, 0, grid=None, people=900.0)])
    table = rural.by_level(frame, "grid", LEVELS, (2,)).set_index("level")
    assert table["share_communes"].tolist() == [0.25, 0.75, 0.75]
    assert table.loc[rural.RURAL, "share_people"] == 0.75, "a commune without a class counts in no whole"


def test_a_level_of_fewer_than_ten_communes_has_counts_and_no_share():
    table = rural.by_level(communes(FEWEST_ISOLATED - 1, 20), "grid", LEVELS, (2,)).set_index("level")
    assert table.loc["Town", "communes"] == FEWEST_ISOLATED - 1
    assert table.loc["Town", ["share_communes", "share_people", "share_jobs"]].isna().all(), "a share of too few"
    assert table.loc["Village", "share_communes"] == pytest.approx(20 / 29)


def test_jobs_that_are_not_held_are_missing_and_no_zero():
    table = rural.by_level(communes(10, 30, jobs=float("nan")), "grid", LEVELS, (2,))
    assert table["jobs"].isna().all() and table["share_jobs"].isna().all(), "jobs not held were told as none"
    assert table["share_people"].notna().all(), "people are held"


def test_a_grid_that_classes_no_commune_has_no_row():
    assert rural.by_level(communes(0, 3, grid=None), "grid", LEVELS, (2,)).empty
    assert set(rural.grids(Territory.parse("06"))["grid"]) == {rural.SEVEN}, "the grid of 2016 knows no Mayotte"


def test_the_levels_of_france_hold_all_its_communes_and_jobs():
    table = rural.grids(france())
    seven = table[(table["grid"] == rural.SEVEN) & (table["level"] != rural.RURAL)]
    assert seven["communes"].sum() == 34_875
    assert seven[["share_communes", "share_people", "share_jobs"]].sum().tolist() == pytest.approx([1.0, 1.0, 1.0])


def test_what_is_both_is_in_each_of_the_two():
    frame = pd.DataFrame(
        {"density_2022": [7] * 12 + [6] * 8, "aav_2020": ["30"] * 10 + ["20"] * 2 + ["30"] * 8, "people": 5.0}
    )
    table = rural.crossed(frame).set_index("which")
    assert table.loc[[rural.OUTSIDE, rural.SPARSE, rural.BOTH], "communes"].tolist() == [18, 12, 10]
    assert table.loc[rural.BOTH, "share_people"] == 0.5
    few = rural.crossed(frame.iloc[1:]).set_index("which").loc[rural.BOTH]
    assert few["communes"] == 9 and pd.isna(few["share_communes"]), "a share of fewer than ten communes"


def test_every_commune_has_a_class_of_both_so_that_none_is_never_said_of_the_unknown():
    held = rural._counted(france())
    assert held[["density_2022", "aav_2020"]].notna().all(axis=None), "say apart what is not classed"


@pytest.mark.parametrize("text", ["06", "04", "dep:75"])
def test_few_rural_communes_are_counted_in_words(text):
    place = Territory.parse(text)
    own = story.rural_reading(place).split("In France")[0]
    assert "%" not in own and place.name in own
    assert isinstance(story.rural_figure(place), str)


def test_a_level_without_a_share_takes_no_room_in_the_figure():
    data = story.rural_figure(Territory.parse("dep:48")).data
    assert data["share"].notna().all(), f"empty rows:\n{data[data['share'].isna()]}"
    levels = {"Rural market towns", "Rural, dispersed housing", "Rural, very dispersed housing", rural.RURAL}
    assert set(data["level"]) == levels


def test_what_is_rural_in_all_is_drawn_and_all_communes_are_said_to_be_so():
    place = Territory.parse("epci:200042000")
    drawn = story.rural_figure(place)
    assert drawn.data.loc[drawn.data["level"] == rural.RURAL, "share"].tolist() == [1.0, 1.0, 1.0]
    assert drawn.title.startswith("All communes of") and "all communes of" in story.rural_reading(place)


def test_the_communes_that_a_grid_has_no_class_for_are_told_with_its_shares(monkeypatch):
    said = story.rural_reading(france())
    assert said.count("no class for") == 1, "the grid of seven levels classes every commune"
    assert said.endswith("That grid has no class for 71 communes (Guadeloupe, Guyane and Mayotte): they are left out.")
    assert "no class for" not in story.rural_reading(Territory.parse("FRM"))
    monkeypatch.setattr(rural, "unclassed", lambda territory, grid: pd.Index(["48095"]))
    assert "no class for 1 commune of Lozère: it is left out." in story.rural_reading(Territory.parse("dep:48"))


def test_people_and_jobs_of_two_years_are_told_with_their_years():
    place = Territory.parse("94")
    for said in (story.rural_reading(place), story.rural_figure(place).title):
        assert said.count("of people") == said.count("of people (2023)")
        assert said.count("of jobs") == said.count(f"of jobs ({rural.jobs_year()})") > 0
