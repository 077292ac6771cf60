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
from analysis.business.story import mix as mix_told
from analysis.business.story import periods as periods_told
from analysis.business.story import shift as shift_told
from analysis.claims.people_and_work import production_jobs_gap
from analysis.claims.rules import TOO_FEW, UNCLEAR, Rule, judge
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
        assert "isolated" not in claims or "France" in claims or "is not computed here" in claims, claims
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
        ((-0.5, 0.9), (0.1, 0.2), "In every period the interval of the gap is too wide to tell."),
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


def test_an_interval_that_reaches_further_than_all_the_jobs_is_not_printed():
    cantal = Territory.parse("dep:15")
    wide = believed.gap_told(cantal, "zau", start=2006, end=2011).iloc[0]
    assert believed.beyond_all(wide["low"], wide["high"])
    table = story.production_table(cantal, "zau")._tbl_data.iloc[0]
    assert table["Gap"] == "n/a" and table["95 % interval"] == "too wide to tell"
    said = story.answer_in_figures(cantal, "zau")
    assert "differ too much between EPCI to compare" in said and "95 %" not in said, said
    part = pd.Series({"share_local": 0.1, "low": -1.2, "high": 1.3})
    assert "95 %" not in shift_told._local_words(part, cantal)


def test_an_interval_that_is_too_wide_is_said_to_be_so_and_printed():
    # Ten EPCI, whose gap is known to within 113 points: these are not few areas.
    wide = believed.gap_told(LOZERE, "zau", start=2006, end=2011).iloc[0]
    assert believed.too_wide(wide["low"], wide["high"])
    table = story.production_table(LOZERE, "zau")._tbl_data.iloc[0]
    assert "too wide to tell" in table["Reading"] and table["Gap"] != "n/a" and " to " in table["95 % interval"]
    told = (
        story.answer(LOZERE, "zau"),
        story.production_figure(LOZERE, "zau").title,
        story.production_reading(LOZERE, "zau"),
    )
    for text in (*told, story.answer_in_figures(LOZERE, "zau")):
        assert "too wide to tell" in text and not re.search("few areas|enough areas", text), text


def test_the_third_and_the_sixth_chapter_read_a_gap_alike():
    for place, verdict in ((LOZERE, UNCLEAR), (Territory.parse("dep:59"), TOO_FEW)):
        row = believed.gap_told(place, "zau", start=2006, end=2011).iloc[0]
        reading = next(one for one in production_jobs_gap(place, "zau") if one.year == "2006-2011")
        assert judge(Rule("at_least", 0.0), reading) == verdict
        if verdict == UNCLEAR:
            assert reading.bounds == (row["low"], row["high"]) and reading.value == row["gap"]
        else:
            assert pd.isna(reading.value), "a gap that the third chapter does not print"


@pytest.mark.parametrize(
    ("low", "high", "way"),
    [(-0.38, 0.67, jobs_told.TOO_WIDE), (-0.2, 0.1, 0), (0.1, 1.3, 1), (float("nan"),) * 2 + (jobs_told.NOT_TOLD,)],
)
def test_an_interval_is_too_wide_only_where_it_spans_zero(low, high, way):
    assert jobs_told.way_of(pd.Series({"gap": 0.1, "low": low, "high": high})) == way


@pytest.mark.parametrize(
    ("low", "high", "said"), [(-0.6, 0.9, "too wide"), (-0.1, 0.1, "neither clearly"), (None, None, "too few areas")]
)
def test_a_local_part_that_is_not_told_says_why(low, high, said):
    row = pd.Series({"share_local": 0.1, "low": low, "high": high}, dtype="float64")
    assert said in shift_told._local_words(row, LOZERE)


@pytest.mark.parametrize(
    ("untold", "said"), [(believed.TOO_WIDE, "interval is too wide"), (believed.FEW_AREAS, "too few areas")]
)
def test_a_share_that_is_not_compared_says_why(untold, said):
    values = {"year": 2016, "share": "7.0 %", "others": "5.1 %"}
    assert said in mix_told._share_beside((0.02, -0.1, 0.1), untold, values)


def test_bounds_are_taken_away_for_one_of_two_reasons():
    table = pd.DataFrame({"territory_type": ["few", "wide", "kept"], "low": [-0.1] * 3, "high": [0.1, 2.0, 0.1]})
    held = pd.Series({"few": believed.FEWEST_AREAS - 1, "wide": 9, "kept": 9})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(believed, "areas_of", lambda *_: held)
        found = believed._bounded(table, LOZERE, "zau", believed.WIDEST_CHANGE).set_index("territory_type")
    assert found["untold"].to_dict() == {"few": believed.FEW_AREAS, "wide": believed.TOO_WIDE, "kept": ""}
    assert found["low"].notna().to_dict() == {"few": False, "wide": False, "kept": True}


def test_an_interval_that_spans_all_there_is_is_not_told():
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
    for code in ("84", "06", "epci:241500230"):
        assert "micro-enterprises" in story.creations_reading(Territory.parse(code), "zau")
    assert "micro-enterprises" not in story.creations_reading(Territory.parse("dep:15"), "zau"), "no median, no warning"


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


@pytest.mark.parametrize(
    ("communes", "without", "low", "told"),
    [
        (4 * firms.TOP, 0.0, 0.05, True),
        (4 * firms.TOP - 1, 0.0, 0.05, False),  # ten of few communes
        (4 * firms.TOP, 0.08, 0.05, False),  # about the same without them
        (4 * firms.TOP, 0.0, -0.05, False),  # no clear change
    ],
)
def test_a_few_places_weigh_in_a_clear_change_that_is_another_without_them(monkeypatch, communes, without, low, told):
    row = {"change": 0.1, "share_of_moved": 0.4, "change_without": without, "names": ("a", "b", "c")}
    bounds = pd.Series({"change": 0.1, "low": low, "high": 0.15})
    monkeypatch.setattr(firms, "leaders", lambda *_, **__: pd.DataFrame([{**row, "communes": communes}]))
    intervals = pd.DataFrame([bounds] * 2, index=["change_in_shock", "change_whole"])
    monkeypatch.setattr(coverage, "employees_intervals", lambda *_: intervals)
    said = firms_told._leaders_words(france(), "zau")
    assert ("A few places thus weigh" in said) is told and ("hold 40 % of what" in said) is told
    assert ("without the ten" in firms_told._employees_title(france(), "zau")) is told


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (0, "For La Réunion, no figure is published"),
        (3, ""),
        (6, "In the 6 EPCI of La Réunion for which a figure is published, pensions were"),
    ],
)
def test_pensions_of_a_handful_of_epci_are_not_told(monkeypatch, held, said):
    every = areas.pensions(france(), "zau")
    monkeypatch.setattr(areas, "pensions", lambda place, _: every if place == france() else every.head(held))
    told = story.pensions_reading(REUNION, "zau")
    assert said in told and bool(said) == ("La Réunion" in told), told


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
    if "without the ten communes" in title:
        assert f"in {first}-{last} gained" in text and "that lost most" in text, "one end alone is left out"
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


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ((-0.012, -0.02, -0.004), "against 7.3 % in the 57 zones with no one isolated, a clear gap"),
        ((-0.012, -0.025, -0.0001), "a clear gap, on the edge"),
        ((-0.012, -0.03, 0.004), "and 7.3 % in the 57 zones with no one isolated, no clear gap"),
        ((-0.012, float("nan"), float("nan")), "no clear gap"),
    ],
)
def test_the_title_of_unemployment_follows_the_interval_of_the_gap(monkeypatch, gap, said):
    monkeypatch.setattr(coverage, "unemployment_gap", lambda *_: gap)
    title = story.unemployment_figure(france(), "zau").title
    assert title.endswith(said) and title.startswith("Unemployment in 2023 (first three quarters)"), title


def test_zones_that_are_not_followed_are_named():
    said = story.unemployment_reading(france(), "zau")
    left = coverage.zones_left(france(), "zau")
    assert f"zones of Metropolitan France held since 2003 are followed; the {len(left)} zones overseas" in said
    assert "95 % interval" in said
    assert left["overseas"].all(), f"zones left out that are not overseas: {left[~left['overseas']]}"
    metropolitan = story.unemployment_reading(Territory.parse("FRM"), "zau")
    assert "left out" not in metropolitan and metropolitan in said
    for shown in (story.unemployment_figure(france(), "zau"), story.unemployment_table(france(), "zau")):
        assert "etropolitan France" in renewed.said(shown), "the rates of France leave the zones overseas out"


def test_a_class_of_few_zones_is_no_title():
    for code in ("84", "94"):
        title = story.unemployment_figure(Territory.parse(code), "zau").title
        assert "zones with" not in title and "zones d'emploi of" in title, title


def test_a_title_lists_no_reasons_where_no_period_tells_isolated_communes_apart():
    """Under three kinds of not knowing, the title of this EPCI took four lines in French."""
    place = Territory.parse("epci:243200607")
    ways = jobs_told.ways_by_period(place, "zau").values()
    assert len(set(ways)) > 1 and not {1, -1} & set(ways), "take an EPCI whose periods do not tell for several reasons"
    title = story.production_figure(place, "zau").title
    assert title.endswith("no period tells them apart, nor does 1999-2016")
