"""People year by year: changes on hand-made communes, verbs by their interval, and one wording for two chapters."""

import pandas as pd
import pytest

from analysis.claims import story as claims_story
from analysis.population import story, yearly
from analysis.population.story import opening
from analysis.population.story import yearly as told
from analysis.population.yearly import GROUP, INSIDE, OUTSIDE
from analysis.territories import Territory, france

CODES = [f"01{number:03d}" for number in range(1, 9)]
KINDS = pd.DataFrame({"commune": CODES, "cluster": "01", "isolated": [True] * 4 + [False] * 4})


def made_up(inside, outside):
    """Return four isolated communes and four others, each with the people of three years."""
    rows = [inside] * 4 + [outside] * 4
    return pd.DataFrame(rows, index=pd.Index(CODES, name="commune"), columns=[2013, 2014, 2015], dtype="float64")


def test_the_change_is_over_the_mean_people_and_the_years():
    wide = made_up([100, 90, 110], [200, 200, 220])
    table = yearly.change_of(wide, KINDS, [(2013, 2014), (2013, 2015), (2015, 2016)]).set_index(["end", GROUP])
    assert set(table.index.get_level_values("end")) == {2014, 2015}, "a year that is not held makes no span"
    assert table.loc[(2014, INSIDE), "change"] == pytest.approx(-10 / 95)
    assert table.loc[(2015, INSIDE), "change"] == pytest.approx(10 / 2 / 105)
    assert table.loc[(2015, OUTSIDE), "change"] == pytest.approx(20 / 2 / 210)
    assert table.loc[(2014, OUTSIDE), "gap"] == pytest.approx(-10 / 95) and table.loc[(2014, INSIDE), "communes"] == 4


def test_a_commune_without_a_class_is_left_out():
    kinds = KINDS.assign(isolated=KINDS["isolated"].astype("boolean").mask(KINDS.index == 0))
    table = yearly.change_of(made_up([100, 90, 110], [200, 200, 220]), kinds, [(2013, 2014)]).set_index(GROUP)
    assert table.loc[INSIDE, "communes"] == 3


def spans(*changes):
    """Return the course of isolated and other communes, each change with its half-width and the gap's way."""
    rows = []
    for (start, end), (change, width, gap) in zip([(2013, 2020), (2020, 2023)], changes):
        bounds = {"change": change, "low": change - width, "high": change + width}
        gaps = {"gap": gap, "gap_low": gap - 0.001, "gap_high": gap + 0.001}
        rows += [
            {"start": start, "end": end, GROUP: name, "communes": 6000, **bounds, **gaps} for name in (INSIDE, OUTSIDE)
        ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((-0.002, 0.001, -0.006), (0.001, 0.0005, -0.004), ("**fell** from 2013", "**rose** from 2020", "better in both spans")),
        ((-0.002, 0.001, -0.006), (0.0004, 0.001, -0.004), ("**fell**", "**shows no clear change** from 2020", "both")),
        ((0.0020, 0.0019, 0.006), (-0.002, 0.0019, -0.004), ("**may have risen** from 2013", "**may have fallen** from 2020", "on the edge")),
        ((-0.002, 0.001, -0.00101), (0.001, 0.0005, -0.00101), ("better in both spans", "−0.20 points to −0.001 points, a verdict on the edge")),
        ((0.002, 0.001, 0.006), (0.002, 0.001, 0.0), ("**rose**", "worse in the first span: +0.20 % a year (gap of the isolated ones +0.60 points", "not clearly apart in the sec")),
    ],
)  # fmt: skip
def test_every_verb_of_the_course_follows_its_interval(monkeypatch, first, second, said):
    monkeypatch.setattr(yearly, "course", lambda *_: spans(first, second))
    sentence = story.course_reading(france(), "zau")
    assert all(part in sentence for part in said), sentence
    assert "These are the 6,000 of " in sentence, "the communes that are followed are not all isolated ones"


def test_chapters_two_and_six_say_the_same_of_the_course():
    for place in (france(), Territory.parse("94")):
        sentence = story.course_reading(place, "zau")
        assert story.answer(place, "zau").startswith(story.course_reading(place, "zau", plain=True))
        # The rates end in brackets; what follows of the others is the same sentence.
        assert sentence.endswith(told.course_in_figures(place, "zau").split("). ", 1)[1])
        assert claims_story.growth_reading(place, "zau").startswith(sentence)


def test_a_span_counts_every_commune_that_is_held_at_both_its_ends():
    wide = pd.DataFrame({2013: [100.0, 50.0, 10.0], 2014: [100.0, None, 10.0], 2020: [90.0, 60.0, None]})
    wide.index = pd.Index(["a", "b", "c"], name="commune")
    kinds = pd.DataFrame({"commune": ["a", "b", "c"], "cluster": ["1", "2", "3"], "isolated": True})
    table = yearly.change_of(wide, kinds, [(2013, 2020), (2013, 2014)])
    assert table["communes"].tolist() == [2, 2], (
        "one that a year between lacks is counted, one that an end lacks is not"
    )
    assert table["change"].iloc[0] == 0, "ten people lost and ten gained"


def test_the_course_counts_more_communes_than_the_years_follow():
    for text in ("FR", "dep:48"):
        place = Territory.parse(text)
        (spans,) = {*yearly.course(place, "zau").query("group == @yearly.INSIDE")["communes"]}
        (followed,) = {*yearly.yearly_change(place, "zau").query("group == @yearly.INSIDE")["communes"]}
        assert followed < spans and 0.5 < yearly.share_followed(place, "zau") < 1


def test_every_year_since_the_reports_census_is_held_for_the_same_communes():
    wide = yearly.people_by_year(france())
    assert wide.columns.tolist() == list(range(2013, 2024))
    holes = wide[wide.isna().any(axis=1)]
    assert holes.empty, f"communes with a year missing:\n{holes.head()}"
    # No year jumps from its neighbours as it would if one source had another perimeter.
    yearly_rates = wide.sum().pct_change().dropna()
    jumps = yearly_rates[~yearly_rates.between(0.001, 0.008)]
    assert jumps.empty, f"jumps between sources: {jumps.to_dict()}"


def test_births_by_type_change_from_the_first_year():
    table = yearly.births_by_type(france(), "zau")
    first, last = yearly.birth_years()
    start = table[table["year"] == first]
    assert start["change"].tolist() == [0] * len(start), f"births of {first} differ from themselves:\n{start}"
    assert table.loc[table["year"] == last, "births"].sum() == pytest.approx(735_000, rel=0.02)


@pytest.mark.parametrize(
    ("moves", "births", "said", "unsure"),
    [
        ((0.003, 0.002, 0.004), (-0.006, -0.007, -0.005), "came than left, and more died than were born.", False),
        ((0.003, 0.0001, 0.006), (-0.006, -0.007, -0.005), "came than left, and more died than were born.", True),
        ((-0.003, -0.004, -0.002), (0.006, 0.005, 0.007), "left than came, and more were born than died.", False),
        ((0.003, -0.001, 0.007), (-0.006, -0.007, -0.005), "moves show no clear gain or loss.", False),
        ((0.003, -0.001, 0.007), (0.0, -0.001, 0.001), "", False),
    ],
)
def test_who_came_and_who_was_born_follow_their_intervals(moves, births, said, unsure):
    names = [f"{name}_{part}" for part in ("migratory", "natural") for name in ("rate", "low", "high")]
    told_of = opening._moved_and_born(pd.Series([*moves, *births], index=names))
    assert said in told_of and ("close call" in told_of) == unsure and bool(told_of) == bool(said)
