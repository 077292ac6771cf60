"""A floor of ten isolated communes, and verbs that follow the interval, in everything the third notebook says."""

import inspect
import itertools
import re

import pandas as pd
import pytest
from helpers import renewed

from analysis import words
from analysis.business import areas, believed, coverage, firms, jobs, mix, story
from analysis.business.story import firms as firms_told
from analysis.business.story import jobs as jobs_told
from analysis.business.story import pensions as pensions_told
from analysis.business.story import periods as periods_told
from analysis.geography import FEWEST_ISOLATED, classed_and_isolated, enough_isolated
from analysis.territories import ISOLATED, Territory, france
from analysis.words import few_isolated

REUNION, PARIS, LOZERE = (Territory.parse(code) for code in ("04", "dep:75", "dep:48"))
FUNCTIONS = [getattr(story, name) for name in story.__all__]


def shown(function, territory):
    known = {"territory": territory, "definition": "zau"}
    return function(**{name: known[name] for name in inspect.signature(function).parameters})


def of_the_place(found, place):
    """Return what is shown of a place: the rows of a table or a picture without those of France."""
    return found[found["place"] == place.name] if "place" in found else found


# They are about France, with the place named in it.
OF_FRANCE = {"zone_figure", "zone_reading", "pensions_reading", "digital_reading"}


@pytest.mark.parametrize("territory", [REUNION, PARIS], ids=lambda place: place.code)
@pytest.mark.parametrize(
    "function", [one for one in FUNCTIONS if one.__name__ not in OF_FRANCE], ids=lambda function: function.__name__
)
def test_fewer_than_ten_isolated_communes_make_no_share_and_no_trend(function, territory):
    assert not enough_isolated(territory, "zau")
    found = shown(function, territory)
    if isinstance(found, str):
        claims = found.replace(few_isolated(territory, "zau"), "")
        assert "isolated" not in claims or "France" in claims
    elif hasattr(found, "data"):
        assert "solated communes" not in found.title
        rows = of_the_place(found.data, territory)
        assert ISOLATED not in rows.astype(str).to_numpy().ravel().tolist()
    else:
        rows = found._tbl_data
        rows = rows[rows["Place"] == territory.name] if "Place" in rows else rows
        assert ISOLATED not in rows.to_numpy().ravel().tolist()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("code", ["FR", "04", "06", "11"])
def test_every_cell_shows_something_and_names_france_once(function, code):
    found = shown(function, Territory.parse(code))
    assert found, "a cell that shows nothing"
    assert not re.search(r"(?<!-)France and France", renewed.said(found))


def enough_on_both_sides(place):
    classed, isolated = classed_and_isolated(place, "zau")
    return min(isolated, classed - isolated) >= FEWEST_ISOLATED


def test_only_regions_with_enough_communes_on_both_sides_of_the_gap_are_ranked():
    place = Territory.parse("84")
    ranked = [peer for peer in place.peers() if enough_on_both_sides(peer)]
    assert story.production_reading(place, "zau").endswith(f"of {len(ranked)} regions.")


def test_fewer_than_ten_others_are_nothing_to_compare_with():
    place = Territory.parse("epci:247100639")  # ten communes isolated, two not
    assert enough_isolated(place, "zau") and jobs.job_gap(place, "zau")["gap"].notna().item()
    assert jobs_told.TOO_FEW_OTHERS in story.answer(place, "zau") and "held" not in story.answer(place, "zau")
    assert story.production_reading(place, "zau") == "There are too few others to compare with, in any period."
    assert place.name not in renewed.said(story.production_table(place, "zau"))


def gap_of(low, high):
    return pd.Series({"gap": (low + high) / 2 if low else 0.0, "low": low, "high": high})


@pytest.mark.parametrize(
    ("periods", "whole", "said"),
    [
        ((-0.1, 0.1), (0.1, 0.2), "from 1999 to 2016, the isolated communes held better."),
        ((-0.1, 0.1), (-0.1, 0.1), "In none of the periods is the gap clear."),
        ((0.1, 0.2), (-0.1, 0.1), "held better than elsewhere in 1999-2006, 2006-2011 and 2011-2016."),
        ((None, None), (0.1, 0.2), "In no period are there enough areas to tell whether the gap is clear."),
    ],
)
def test_the_text_agrees_with_the_headline(monkeypatch, periods, whole, said):
    for module in (jobs_told, periods_told):
        monkeypatch.setattr(module, "gap_of", lambda *told: gap_of(*(whole if told[2] == (1999, 2016) else periods)))
    assert said in periods_told.clear_gaps(france(), "zau")


def test_no_rank_is_told_of_a_gap_that_is_not_clear():
    told = story.production_reading(Territory.parse("94"), "zau")
    assert "In none of the periods is the gap clear." in told and "median" not in told


@pytest.mark.parametrize("code", ["dep:59", "dep:45", "03"])
def test_an_interval_of_a_handful_of_areas_is_not_told(code):
    place = Territory.parse(code)
    row = believed.gap_told(place, "zau", start=2006, end=2011).iloc[0]
    bounds = row[["low", "high", "low_isolated", "high_isolated"]].dropna()
    assert bounds.empty, f"bounds of a handful of areas are told: {bounds.to_dict()}"
    told = [
        story.answer(place, "zau"),
        story.answer_in_figures(place, "zau"),
        story.production_reading(place, "zau"),
        story.production_figure(place, "zau").title,
    ]
    read = [word for word in ("no clear difference", "held better", "held less well") if word in " ".join(told)]
    assert not read, f"a gap of a handful of areas is read: {read}"


def test_an_interval_that_spans_all_there_is_is_not_told():
    place = Territory.parse("dep:48")  # ten EPCI, whose gap is known to within 113 points
    wide = jobs.job_gap(place, "zau").iloc[0]
    assert wide["high"] - wide["low"] > believed.WIDEST_CHANGE
    assert "too few areas to tell" in story.answer(place, "zau")
    shares = believed.shares_told(Territory.parse("dep:76"), "zau").dropna(subset=["low"])
    wide = shares[shares["low"].le(0) | (shares["high"] - shares["low"]).gt(believed.WIDEST_SHARE)]
    assert wide.empty, f"intervals that span all there is are told: {wide}"


def test_what_a_figure_leaves_out_is_on_it():
    assert renewed.said(story.employees_figure(REUNION, "zau")).count("isolated (4)") == 1


def test_types_of_too_few_jobs_are_named_on_the_figure():
    assert "; too few jobs to show: between several areas" in renewed.said(story.shift_share_figure(LOZERE, "zau"))
    assert "; too few jobs to show: isolated" in renewed.said(
        story.shift_share_figure(Territory.parse("dep:59"), "zau")
    )


def test_parts_of_a_change_are_drawn_in_points():
    picture = story.shift_share_figure(Territory.parse("84"), "zau")
    part = mix.shift_share(Territory.parse("84"), "zau").set_index("territory_type").loc[ISOLATED, "share_local"]
    drawn = picture.data[picture.data["territory_type"].eq(ISOLATED) & picture.data["part"].str.contains("local")]
    assert drawn["points"].item() == pytest.approx(100 * part) and "in points" in renewed.said(picture)


def test_creations_are_told_with_their_warning():
    for code in ("84", "dep:75", "06", "epci:241500230"):
        assert "micro-enterprises" in story.creations_reading(Territory.parse(code), "zau")


@pytest.mark.parametrize("code", ["84", "94", "11", "dep:48"])
def test_zones_are_told_with_their_jobs(code):
    said = renewed.said(story.zone_map(Territory.parse(code), "zau"))
    assert words.number(areas.industry_by_zone(Territory.parse(code), "zau")["jobs_start"].sum()) in said


def test_the_change_of_jobs_of_each_group_has_its_interval():
    row = jobs.job_gap(Territory.parse("84"), "zau").iloc[0]
    for who in ("isolated", "others"):
        assert row[f"low_{who}"] < row[f"change_{who}"] < row[f"high_{who}"]


def test_the_intervals_of_employees_are_of_the_changes_told():
    place = Territory.parse("84")
    told = coverage.employees_intervals(place, "zau")
    row = firms.employees_change(place, "zau").set_index("territory_type").loc[ISOLATED]
    for name in firms.periods():
        assert told.loc[name, "change"] == pytest.approx(row[name])
        assert told.loc[name, "low"] <= row[name] <= told.loc[name, "high"]


@pytest.mark.parametrize("code", ["01", "02", "04"])
def test_unemployment_overseas_is_told_from_the_year_it_is_held(code):
    territory = Territory.parse(code)
    held = areas.snapshot.load("unemployment")
    zones = areas.areas(territory, "zau", "zone_emploi_2020")["area"]
    first = held.loc[held["zone"].isin(zones), "year"].min()
    table = areas.unemployment_of_all(territory, "zau")
    assert table["year"].min() == first and areas.turns_held(table)[0] == first
    assert story.unemployment_figure(territory, "zau").data["year"].min() == first


def test_ten_communes_of_few_hold_nothing_worth_telling(monkeypatch):
    row = {"change": 0.1, "share_of_change": 1.0, "change_without": 0.0, "names": ("a", "b", "c")}
    for communes, told in ((4 * firms.TOP - 1, False), (4 * firms.TOP, True)):
        found = pd.DataFrame([{**row, "communes": communes}])
        monkeypatch.setattr(firms, "leaders", lambda *_, found=found, **__: found)
        assert bool(firms_told._leaders_words(france(), "zau")) is told


@pytest.mark.parametrize(
    ("held", "said"),
    [(0, "No EPCI of La Réunion is held"), (1, "One EPCI of La Réunion is held"), (3, "3 EPCI of La Réunion are held")],
)
def test_one_epci_is_and_three_are(monkeypatch, held, said):
    every = areas.pensions(france(), "zau")
    monkeypatch.setattr(areas, "pensions", lambda place, _: every if place == france() else every.head(held))
    assert said in story.pensions_reading(REUNION, "zau")


def test_no_period_between_censuses_is_picked_out():
    title = story.production_figure(france(), "zau").title
    for start, end in itertools.pairwise(jobs.censuses()):
        assert f"{start}-{end}" in story.answer_in_figures(france(), "zau"), (
            "the figures of the headline leaves a period out"
        )
        assert f"{start}-{end}" in title, "the title leaves a period out"


@pytest.mark.parametrize("code", ["84", "94", "dep:48", "FR"])
def test_title_and_text_on_employees_give_the_same_figures_and_believe_the_same(code):
    place = Territory.parse(code)
    title, text = story.employees_figure(place, "zau").title, story.employees_reading(place, "zau")
    first, last = firms.employees_years()[0], firms.employees_years()[-1]
    if "over half of it in ten communes" in title:
        assert f"of {first}-{last} (" in text and "the other way" in text, "one end alone is left out"
    assert ("no clear change" in title) == (
        words.direction(*coverage.employees_intervals(place, "zau").loc["change_whole"]) == 0
    )
    for figure in re.findall(r"[+−][\d.]+ %", title):
        assert figure in text, f"{figure} of the title is not in the text: {text}"
    intervals = coverage.employees_intervals(place, "zau")["change"]
    led = firms.leaders(place, "zau", start=firms.BEFORE_SHOCK, end=firms.SHOCK)["change"].iloc[0]
    assert led == pytest.approx(intervals["change_in_shock"]), "the two are not of the same communes"


@pytest.mark.parametrize("code", ["84", "94", "FR"])
def test_the_three_parts_of_a_change_of_jobs_are_all_told(code):
    place = Territory.parse(code)
    row = mix.shift_share(place, "zau").set_index("territory_type").loc[ISOLATED]
    for told in (story.shift_share_figure(place, "zau").title, story.shift_share_reading(place, "zau")):
        for part in mix.PARTS:
            assert words.points(row[f"share_{part}"]) in told, f"{part} is left out"


def test_pensions_of_epci_hardly_isolated_make_no_figure():
    said = story.pensions_figure(Territory.parse("dep:48"), "zau")
    assert isinstance(said, str) and "hardly anyone" in said
    most = pd.Series({"isolation": areas.CLASSES[-1], "mean": 0.337, "areas": 2})
    title = pensions_told.pensions_title(most, Territory.parse("dep:48"))
    assert "only 2 EPCI of Lozère" in title and "too few to tell" in title and "33.7" not in title
    assert "33.7 %" in pensions_told.pensions_title(most.replace(2, 5), Territory.parse("dep:48"))


def test_zones_without_interval_are_not_said_to_be_higher():
    title = story.unemployment_figure(Territory.parse("FR"), "zau").title
    assert not any(word in title for word in ("higher", "lower", "as high")) and "zones with" in title, title


def test_a_class_of_few_zones_is_no_title():
    for code in ("84", "94"):
        title = story.unemployment_figure(Territory.parse(code), "zau").title
        assert "zones with" not in title and "zones d'emploi of" in title, title
