"""The answer on services and its verbs: chosen by the interval, none of a single commune, none and all in words."""

import re

import pandas as pd
import pytest

from analysis.services import ALL_COMMUNES, equipment, health
from analysis.services import counters as measured
from analysis.services.health import NEED_CLASSES
from analysis.services.story import change, focus, lacking, need
from analysis.services.story import opening as story
from analysis.territories import ISOLATED, Territory

REGION, CAPITAL, MAYOTTE = (Territory.parse(code) for code in ("84", "11", "06"))
FELL, ROSE, UNCLEAR, UNKNOWN = (-0.2, -0.3, -0.1), (0.2, 0.1, 0.3), (0.2, -0.1, 0.5), (float("nan"),) * 3
UNTOLD = (-0.2, float("nan"), float("nan"))  # its interval reached beyond what can be


@pytest.mark.parametrize(
    ("state", "access", "told"),
    [
        (FELL, ROSE, ["came nearer", "(−20.0 points; 95 % interval −30.0 to −10.0; over", "within reach rose"]),
        (ROSE, ROSE, ["went further", "within reach rose", "(+20.0 points; 95 % interval +10.0 to +30.0; over"]),
        (FELL, FELL, ["came nearer", "within reach fell"]),
        (UNCLEAR, UNCLEAR, ["did not clearly come nearer or go further", "within reach did not clearly change"]),
        (
            UNTOLD,
            UNTOLD,
            [
                "over the communes known at both dates). No interval is given: the EPCI are too few, or resampling",
                "% in 2023 (−20.0 points). No interval is given: the EPCI are too few, or resampling",
            ],
        ),
        (UNKNOWN, ROSE, ["The share of people", "within reach rose"]),
        (UNKNOWN, UNKNOWN, ["Neither"]),
    ],
)
def test_the_verbs_of_the_answer_come_from_the_intervals(monkeypatch, state, access, told):
    monkeypatch.setattr(measured, "change_of_counters", lambda *_: state)
    monkeypatch.setattr(health, "access_change", lambda *_: access)
    text = story.answer_in_figures(REGION, "zau")
    assert all(word in text for word in told), text


@pytest.mark.parametrize(
    ("change", "counter", "doctors"),
    [
        ((-0.2, -0.3, -0.1), "came nearer to", "within reach fell"),
        ((0.2, 0.1, 0.3), "went further from", "within reach rose"),
        ((-0.2, -0.39, -0.01), "may have come nearer to", "within reach may have fallen"),
        ((0.2, 0.01, 0.39), "may have gone further from", "within reach may have risen"),
        ((0.2, -0.1, 0.5), "did not clearly come nearer", "within reach did not clearly change"),
        ((-0.2, float("nan"), float("nan")), "", ""),
    ],
)
def test_the_plain_answer_says_the_same_without_figures(monkeypatch, change, counter, doctors):
    monkeypatch.setattr(measured, "change_of_counters", lambda *_: change)
    monkeypatch.setattr(health, "access_change", lambda *_: change)
    text = story.answer(REGION, "zau")
    assert counter in text and doctors in text and "95 %" not in text
    assert bool(counter) is ("counter" in text) and bool(doctors) is ("consultations" in text)


@pytest.mark.parametrize(
    ("everywhere", "same"), [(ROSE, True), (FELL, False), (UNCLEAR, False)], ids=["the same", "the other", "unclear"]
)
def test_a_change_of_the_isolated_is_read_beside_that_of_all_communes(monkeypatch, everywhere, same):
    monkeypatch.setattr(health, "access_change", lambda *asked: everywhere if asked[2] == ALL_COMMUNES else ROSE)
    assert ("Over all communes of Auvergne-Rhône-Alpes, it moved the same way." in story.answer(REGION, "zau")) is same
    told = f"Over all communes of Auvergne-Rhône-Alpes: {focus.change_in_brackets(REGION, everywhere)}."
    assert told in story.answer_in_figures(REGION, "zau")
    assert "Over all communes" not in story.answer_in_figures(CAPITAL, "zau"), "all communes are told there already"


def test_a_gap_says_its_way_and_is_what_a_reader_subtracts():
    said = lacking.lacking_reading(Territory.parse("dep:48"), "zau")
    of_communes, of_people = re.findall(r"([\d.]+) %.{0,60}?against ([\d.]+) %.{0,20}?\(([−+][\d.]+) points\)", said)
    for here, every, gap in (of_communes, of_people):
        assert f"{float(here) - float(every):+.1f}".replace("-", "−") == gap
    assert of_communes[2].startswith("−") and of_people[2].startswith("+"), "fewer of the communes, more of the people"


def test_people_of_a_class_of_need_are_of_all_ages():
    assert "inhabitants of all ages" in need.need_map(REGION, "zau").title


def test_where_nobody_was_far_at_either_date_it_is_said_in_words():
    place = Territory.parse("epci:200042000")
    said = story.answer_in_figures(place, "zau")
    assert "was beyond 10 km of a shared public counter in 2019, nor in August 2024" in said, said
    assert "none of their people" not in said and "0.0 points" not in said, said
    assert "shared public counter" not in story.answer(place, "zau"), "said once, beside the figures"


def test_few_or_no_isolated_communes_make_no_share():
    assert story.answer(MAYOTTE, "zau").startswith("Only two communes of Mayotte are isolated")
    assert story.answer(CAPITAL, "zau").startswith("No commune of Île-de-France is isolated")
    assert focus.focus(MAYOTTE, "zau") == ALL_COMMUNES and focus.focus(REGION, "zau") == ISOLATED


def test_peers_with_few_isolated_communes_are_not_ranked():
    assert lacking._without_a_doctor(CAPITAL, "zau").query("territory_type == 'isolated'").empty
    assert not lacking._without_a_doctor(REGION, "zau").query("territory_type == 'isolated'").empty
    said = lacking.lacking_reading(REGION, "zau")
    assert "of 13 regions with 10 isolated communes or more" in said and "times" not in said and "points" in said


@pytest.mark.parametrize(
    ("change", "communes", "way"),
    [
        (0.05, 922, 1),
        (-0.05, 922, -1),
        (1 / 922, 922, 0),
        (0.0099, 5000, 0),
        (1 / 12, 12, 0),
        (4 / 12, 12, 0),
        (5 / 12, 12, 1),
    ],
)
def test_a_few_communes_or_one_point_is_no_change(change, communes, way):
    assert equipment.moved(change, communes) == way


@pytest.mark.parametrize(
    ("communes", "said"),
    [
        ([9, 5, 0, -5], "2 of 4 services are missing in clearly more communes than before, 1 in clearly fewer"),
        ([5, 1], "1 of 2 services is missing in clearly more communes than before, none in clearly fewer"),
        ([0, -5], "1 of 2 services is missing in clearly fewer communes than before, none in clearly more"),
        ([3, -1], "None of 2 services is missing in at least five communes more, or fewer, than before"),
        ([0, 0], "Each of 2 services is missing in as many communes as before"),
    ],
)
def test_services_that_did_not_move_are_not_counted(communes, said):
    table = pd.DataFrame({"communes_moved": communes, "moved": [equipment.moved(count / 34, 34) for count in communes]})
    assert change._counted(table) == said


def test_a_service_within_a_wider_one_is_drawn_and_not_counted_twice():
    picture = change.change_figure(REGION, "zau")
    drawn = change._changes(REGION, "zau")
    within = set(drawn.loc[drawn["within_wider"], "service"])
    assert within == {"food_shop", "post_office"} and len(picture.data) == len(drawn)
    counted = drawn[~drawn["within_wider"]]
    assert picture.title.startswith(
        f"{(counted['moved'] > 0).sum()} of {len(drawn) - len(within)} services are missing"
    )
    unit = " ".join(" ".join(text.get_text() for text in picture.figure.texts).split())
    assert "not counted by themselves: post office and food shop other than a bakery, in wider ones" in unit


def test_in_a_large_place_more_than_five_communes_may_be_under_a_point():
    table = pd.DataFrame({"communes_moved": [9, 2], "moved": [0, 0]})
    assert change._counted(table).startswith("For none of 2 services did the share") and "five" not in change._counted(
        table
    )


def test_changes_that_the_figure_shows_are_not_denied_beside_it():
    place = Territory.parse("epci:200042000")
    title, said = change.change_figure(place, "zau").title, change.change_reading(place, "zau")
    assert (
        "at least five communes more, or fewer" in title and said == f"{title}. The figure shows the smaller changes."
    )
    cantal = change.change_reading(Territory.parse("dep:15"), "zau")
    assert "First among the services" in cantal and "The only one missing in clearly fewer: the nurse" in cantal


def test_a_service_that_did_not_clearly_move_did_not_leave():
    assert "services is missing in as many communes" in change.change_reading(Territory.parse("dep:75"), "zau")


@pytest.mark.parametrize(
    ("low", "high", "last"), [([1.0] * 10 + [3.0] * 30, [1.0] * 30 + [3.0] * 10, 0.5), ([1.0] * 40, [1.0] * 40, 0.0)]
)
def test_the_change_of_low_access_is_inside_the_last_method(low, high, last):
    codes = [f"{place:05d}" for place in range(40)]
    years = [
        pd.DataFrame({"year": year, "method": method, "commune": codes, "cluster": codes, "apl": apl})
        for year, method, apl in ((2018, "old", [3.0] * 40), (2022, "new", low), (2023, "new", high))
    ]
    frame = pd.concat(years).assign(population_standardised=100.0, people=100.0)
    change, *bounds = health.change_of(frame)
    assert change == pytest.approx(last) and bounds[0] <= change <= bounds[1]
    alone = health.change_of(frame[frame["year"] != 2022])
    assert pd.Series(alone).isna().all(), f"the last method has one year and no change, not {alone}"


def test_a_threshold_passed_is_no_need(monkeypatch):
    place = Territory.parse("dep:48")
    for said in (need.need_map(place, "zau").title, need.need_table(place, "zau")._heading.title):
        assert "need" not in said, said
    assert "thresholds passed, not a need" in need.need_reading(place, "zau")
    nobody = pd.DataFrame({"territory_type": ISOLATED, "need": NEED_CLASSES, "people": 0.0})
    monkeypatch.setattr(health, "need_by_type", lambda *_, **__: nobody)
    assert "nobody is known to live" in need.need_reading(place, "zau")


@pytest.mark.parametrize(
    ("code", "title", "said"),
    [
        ("epci:200042000", "inhabitants of all ages, all in communes with fast lines", "fast in all of their communes"),
        ("02", "inhabitants of all ages, all in communes without fast lines", "fast in none of their communes"),
    ],
)
def test_all_and_none_with_fast_lines_are_whole_sentences(code, title, said):
    place = Territory.parse(code)
    assert title in need.need_map(place, "zau").title and said in need.need_reading(place, "zau")


def test_none_and_all_are_words_and_a_few_are_not_none():
    written = [focus.part(share) for share in (0.0, 0.0004, 0.5, 0.9996, 1.0)]
    assert written == ["none", "under 0.1 %", "50.0 %", "over 99.9 %", "all"]
    assert focus.part(0.004, 0) == "under 1 %" and focus.part(0.12, 0) == "12 %"
