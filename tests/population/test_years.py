"""Years, regions and cuts: what is on the edge is no clear year, and a convention is said with what others would give."""

import pandas as pd
import pytest

from analysis.population import balances, story, yearly
from analysis.population.story import cuts, standing, turning, years
from analysis.population.yearly import GROUP, INSIDE, PARTED
from analysis.territories import ISOLATED, Territory, france

# Half-widths of an interval around a change of a point: clear, and so wide that it ends close to zero.
CLEAR, EDGE = 0.001, 0.0095


def made(*changes):
    """Return years since 2013, each a change and the half-width of its interval."""
    rows = [
        {"start": year, "end": year + 1, "change": change, "low": change - width, "high": change + width}
        for year, (change, width) in enumerate(changes, start=2013)
    ]
    return pd.DataFrame(rows)


LOSS, GAIN, FLAT = (-0.01, CLEAR), (0.01, CLEAR), (0.0, CLEAR)
PERHAPS_LOSS, PERHAPS_GAIN = (-0.01, EDGE), (0.01, EDGE)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([LOSS, LOSS, GAIN], "The first clear gain after a clear loss is that of 2015-2016."),
        ([GAIN, LOSS, FLAT], "No year after a clear loss shows a clear gain."),
        ([GAIN, FLAT, GAIN], "They clearly lost people in no single year."),
        ([PERHAPS_LOSS, GAIN], "They clearly lost people in no single year."),
        ([LOSS, PERHAPS_GAIN, GAIN], "The first clear gain after a clear loss is that of 2015-2016."),
    ],
)
def test_the_year_of_the_turn_is_read_from_clear_years(changes, said):
    assert turning._back(made(*changes)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([LOSS, GAIN, LOSS], "clearly lost people in 2 and clearly gained in 1"),
        ([LOSS, FLAT, FLAT], "clearly lost people in 1 and clearly gained in none"),
        ([FLAT, GAIN, GAIN], "clearly gained people in 2 and clearly lost in none"),
        ([FLAT, FLAT, FLAT], "clearly gained or lost people in no single year"),
        ([LOSS, GAIN, PERHAPS_LOSS], "lost people in 1 and clearly gained in 1; the loss of 1 other year is unsure"),
        ([LOSS, PERHAPS_GAIN, PERHAPS_LOSS], "lost people in 1 and clearly gained in none; the loss of 1 other year is unsure; the gain of 1 other year is unsure"),
        ([FLAT, PERHAPS_GAIN], "clearly gained or lost people in no single year; the gain of 1 year is unsure"),
    ],
)  # fmt: skip
def test_clear_years_are_counted_both_ways_and_those_on_the_edge_apart(changes, said):
    assert years.yearly_title(made(*changes), few=False).endswith(said)
    assert "too few areas" in years.yearly_title(made(*changes), few=True)
    assert bool(years.on_edge_note(made(*changes))) == ("unsure" in said)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (LOSS, "were losing people already in 2013-2014"),
        (PERHAPS_LOSS, "may have been losing people already in 2013-2014"),
        (PERHAPS_GAIN, "may have gained people in 2013-2014"),
        (FLAT, "show no clear gain in 2013-2014"),
    ],
)
def test_the_first_year_is_told_as_surely_as_its_interval_allows(first, said):
    assert said in turning._stopped(made(first, GAIN), france(), "zau")


@pytest.mark.parametrize(("width", "said"), [(CLEAR, "is 1999-2008"), (EDGE, "No earlier period")])
def test_a_period_on_the_edge_is_no_clear_gain(monkeypatch, width, said):
    row = {"territory_type": ISOLATED, "period": "1999-2008", "low_total": 0.01 - width, "high_total": 0.01 + width}
    monkeypatch.setattr(balances, "rate_intervals", lambda *_: pd.DataFrame([row]))
    assert said in turning._last_gain(2013, france(), "zau")


@pytest.mark.parametrize(
    ("widths", "said"),
    [
        ((EDGE, EDGE), "No earlier period held shows a clear gain. In 2008-2013 they may have gained."),
        ((CLEAR, EDGE), "is 1999-2008. In 2008-2013 they may have gained."),
        ((EDGE, CLEAR), "The last period before with a clear gain is 2008-2013."),
    ],
)
def test_a_perhaps_is_told_where_it_is_later_than_the_last_clear_gain(monkeypatch, widths, said):
    rows = [
        {"territory_type": ISOLATED, "period": period, "low_total": 0.01 - width, "high_total": 0.01 + width}
        for period, width in zip(("1999-2008", "2008-2013"), widths)
    ]
    monkeypatch.setattr(balances, "rate_intervals", lambda *_: pd.DataFrame(rows))
    assert turning._last_gain(2013, france(), "zau").endswith(said)


def test_a_year_behind_the_others_counts_where_the_interval_of_the_gap_says_so():
    names = {"change": "gap", "low": "gap_low", "high": "gap_high"}
    gaps = made(LOSS, FLAT, FLAT, GAIN).rename(columns=names)
    assert "clearly worse than the other communes in 1 and clearly better in 1." in turning._against(gaps)
    assert turning._against(gaps.assign(gap=float("nan"))) == "", "without others there is nothing to compare with"
    edged = made(LOSS, PERHAPS_LOSS, PERHAPS_GAIN).rename(columns=names)
    assert turning._against(edged).endswith(
        "clearly worse than the other communes in 1 and clearly better in none. They perhaps did worse in 1 and better in 1."
    )
    assert "worse than the other communes in 10 and clearly better in none" in story.turn_of_growth_reading(
        france(), "zau"
    )


def test_a_region_on_the_edge_is_counted_apart(monkeypatch):
    names = [f"{name}_migratory" for name in ("rate", "low", "high")]
    rates = iter([(0.01, 0.009, 0.011), (0.01, 0.0005, 0.0195), (-0.01, -0.0195, -0.0005)])
    monkeypatch.setattr(standing, "regions", lambda: [Territory.parse(code) for code in ("84", "27", "28")])
    monkeypatch.setattr(standing, "isolated_rates", lambda *_: pd.DataFrame([next(rates)], ["2013-2019"], names))
    said = story.rank_reading(france(), "zau")
    assert (
        "Of the 3 with enough areas for an interval, it is clearly above zero in 1 and clearly below in none." in said
    )
    assert said.endswith("It is perhaps above zero in 1 and below in 1.")


def test_the_title_of_france_counts_no_year_on_the_edge_as_clear():
    told = yearly.yearly_change(france(), "zau")
    inside = told[told[GROUP] == INSIDE]
    near = inside[["low", "high"]].abs().min(axis=1) <= 0.1 * (inside["high"] - inside["low"])
    clear = inside[(inside["low"] * inside["high"] > 0) & ~near]
    lost, gained = (clear["change"] < 0).sum(), (clear["change"] > 0).sum()
    title = story.yearly_figure(france(), "zau").title
    assert near.sum(), "take a territory that has years on the edge"
    assert f"clearly lost people in {lost} and clearly gained in {gained}; the" in title and "unsure" in title


def spans(cut, first, second):
    """Return the two spans of isolated communes for a cut, each a change and the half-width of its interval."""
    return made(first, second).assign(**{"start": [2013, cut], "end": [cut, 2023], GROUP: INSIDE, "cut": cut})


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (
            {2018: (LOSS, FLAT), 2019: (LOSS, FLAT), 2021: (LOSS, GAIN)},
            "The year 2020 is a convention. With the years parted in 2018 or 2019 instead, the second span shows no clear change.",
        ),
        (
            {2018: (GAIN, GAIN), 2019: (FLAT, LOSS)},
            "The year 2020 is a convention. With the years parted in 2018 instead, the first span points to a rise. "
            "With the years parted in 2019 instead, the first span shows no clear change. "
            "With the years parted in 2019 instead, the second span points to a fall.",
        ),
        ({2019: (LOSS, GAIN), 2021: (PERHAPS_LOSS, PERHAPS_GAIN)}, ""),
    ],
)
def test_what_hangs_on_the_cut_is_said_with_it(monkeypatch, others, said):
    held = pd.concat([spans(cut, *both) for cut, both in others.items()])
    monkeypatch.setattr(yearly, "other_cuts", lambda *_: held)
    before, since = (row for _, row in spans(PARTED, LOSS, PERHAPS_GAIN).iterrows())
    assert cuts.cut_reading(before, since, france(), "zau") == said
    steady = "The year 2020 is a convention: with the years parted in 2019 or 2021 instead, each span points the same way as here."
    assert cuts.steady_cut(before, since, france(), "zau") == ("" if said else steady)


@pytest.mark.parametrize("code", ["FR", "84", "94", "dep:48"])
def test_the_answer_or_the_figures_say_what_other_cuts_give(code):
    place = Territory.parse(code)
    answer, figures = story.answer(place, "zau"), story.answer_in_figures(place, "zau")
    hangs = "The year 2020 is a convention. With the years parted in" in answer
    assert hangs != ("The year 2020 is a convention: with the years parted in" in figures)
    assert "beforehand" not in figures and "The year 2020 is a convention" in story.course_reading(place, "zau")


def test_other_cuts_start_and_end_as_the_course_does():
    place = Territory.parse("dep:48")
    course, others = yearly.course(place, "zau"), yearly.other_cuts(place, "zau")
    assert set(others["cut"]) == set(yearly.near_cuts(course["end"].max())) and PARTED not in set(others["cut"])
    assert set(others["start"]) - set(others["cut"]) == {course["start"].min()}
    assert set(others["end"]) - set(others["cut"]) == {course["end"].max()}
