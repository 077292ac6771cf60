"""Few isolated communes in the chapter on networks: no share, no rank, no row of a table; and what is said instead."""

import pandas as pd
import pytest

from analysis.digital import fixed as measured
from analysis.digital import mobile as phones
from analysis.digital import untold
from analysis.digital.story import arrivals, fixed, focus, growth, left, mobile, opening, places
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory

REGION, REUNION, CAPITAL, COUNTRY = (Territory.parse(code) for code in ("84", "04", "11", "FR"))


def test_under_ten_isolated_communes_all_communes_are_spoken_of():
    assert focus.focus(REUNION, "zau") == ALL_COMMUNES and focus.focus(REGION, "zau") == ISOLATED
    assert opening.answer(REUNION, "zau").startswith("Only ")
    assert opening.answer(CAPITAL, "zau").startswith("No commune of Île-de-France is isolated")


def test_a_table_has_no_share_of_few_isolated_communes():
    for table in (
        fixed.gap_table(REUNION, "zau"),
        fixed.speeds_table(REUNION, "zau"),
        left.left_table(REUNION, "zau"),
    ):
        held = table._tbl_data
        assert ISOLATED not in [*held.columns, *held.astype(str).to_numpy().ravel()], held


def test_peers_with_few_isolated_communes_are_not_ranked():
    assert places._fibre_today(REUNION, "zau").query("territory_type == 'Isolated'").empty
    assert "regions with 10 isolated communes or more" in places.rank_reading(REGION, "zau")


@pytest.mark.parametrize("place", [COUNTRY, Territory.parse("epci:241500230")])
def test_what_has_no_peers_says_so(place):
    assert "not ranked" in places.rank_reading(place, "zau")


def test_what_has_no_figure_is_said_and_not_left_empty():
    for view in (
        growth.association_table,
        arrivals.association_reading,
        mobile.mobile_reading,
        mobile.mobile_change_reading,
    ):
        said = view(Territory.parse("06"), "zau")
        assert isinstance(said, str) and said.endswith(".") and "Mayotte" in said, (view.__name__, said)


def test_communes_left_out_are_read_in_the_snapshot(monkeypatch):
    assert fixed.left_out(COUNTRY) == "Lyon, Marseille and Paris"
    assert fixed.left_out(REUNION) == ""
    monkeypatch.setattr(untold, "without_figure", lambda *_: [f"Commune {place}" for place in range(40)])
    assert fixed.left_out(COUNTRY) == "40 communes"


def test_a_zero_of_fibre_is_told_as_what_is_declared(monkeypatch):
    none, also, share = untold.apart_from_none(Territory.parse("84"), "zau", ISOLATED)
    total = measured.coverage(Territory.parse("84"), "zau", [measured.last_fibre()]).set_index("territory_type")
    total = total.loc[ISOLATED, "communes"]
    assert 0 < also < none, "the test needs a zero that the other file does not bear out"
    said = opening.answer_in_figures(Territory.parse("84"), "zau")
    assert f"For {none} of these {total} communes, operators declare no fibre" in said
    assert f"{also} of them had no line of 1 Gbit/s in December 2022 either: the zeros are mostly real." in said
    assert "Without these, the share would be 83.1 % at most." in said
    assert (
        measured.gap_change(Territory.parse("84"), "zau").set_index("territory_type")["share_after"][ISOLATED] < share
    )
    said = opening.answer_in_figures(Territory.parse("06"), "zau")
    assert "gap" not in opening.answer(Territory.parse("06"), "zau")
    assert "17 of 17 communes had no line of 1 Gbit/s in December 2022 either" in said
    assert "the file does not tell" in said and "gap" not in said, "a gap to the country of what may be undeclared"
    assert "not ranked" in places.rank_reading(Territory.parse("06"), "zau")


@pytest.mark.parametrize(
    ("none", "also", "told"),
    [(10, 9, "mostly real"), (10, 10, "mostly real"), (10, 5, "the file does not tell"), (1, 1, "probably real"),
     (1, 0, "the file does not tell")],
)  # fmt: skip
def test_a_zero_is_called_real_only_as_far_as_another_file_bears_it_out(monkeypatch, none, also, told):
    monkeypatch.setattr(untold, "apart_from_none", lambda *_: (none, also, 0.9))
    said = opening._undeclared(REGION, "zau", ISOLATED)
    assert told in said and said.endswith("the share would be 90.0 % at most.")
    assert ("real" in said) != ("does not tell" in said)


def test_figures_of_all_communes_name_those_that_they_leave_out():
    assert "of the communes of Île-de-France (without Paris) in September 2017" in opening.answer(CAPITAL, "zau")
    assert fixed.fibre_figure(CAPITAL, "zau").title.startswith("Fibre declared in Île-de-France without Paris: ")
    assert "without" not in opening.answer(REUNION, "zau") + fixed.fibre_figure(REUNION, "zau").title
    subtitle = fixed.speeds_table(CAPITAL, "zau")._heading.subtitle
    assert "each date counts the communes known at it, the newest fibre without Lyon, Marseille and Paris" in subtitle


def test_communes_left_out_of_the_country_are_named_beside_the_gap_to_it():
    assert "Lyon, Marseille and Paris" in opening.answer_in_figures(Territory.parse("dep:48"), "zau")
    assert opening.answer_in_figures(Territory.parse("FRM"), "zau").count("Lyon, Marseille and Paris") == 1


def test_a_country_is_not_set_beside_itself():
    assert mobile.mobile_reading(COUNTRY, "zau").count("of Metropolitan France") == 1
    assert mobile.mobile_reading(Territory.parse("FRM"), "zau").count("isolated communes of") == 1


@pytest.mark.parametrize(
    ("communes", "title"),
    [
        ([0.0, 0.2, 0.9], "in 2 communes, no premises declared in 1 of them"),
        ([0.2, 0.9, 0.9], "in 1 commune"),
        ([0.9] * 3, "every"),
    ],
)
def test_the_map_counts_what_is_there(monkeypatch, communes, title):
    codes = Territory.parse("dep:90").communes[:3]
    data = pd.DataFrame({"commune": codes, "share_covered": communes, "weight": 1.0})
    monkeypatch.setattr(measured, "fixed_by_commune", lambda *_: data)
    said = places.fibre_map(Territory.parse("dep:90")).title
    assert title in said and "declared in 0" not in said and "1 communes" not in said


def test_none_and_all_are_words_and_a_few_are_not_none():
    assert [focus.part(share) for share in (0.0, 0.0004, 0.9996, 1.0)] == ["none", "under 0.1 %", "over 99.9 %", "all"]


@pytest.mark.parametrize("with_, without, verdict", [(12, 12, True), (6, 12, False), (12, 1, False)])
def test_a_gap_between_a_few_epci_has_no_verb(monkeypatch, with_, without, verdict):
    groups = [phones.EPCI_GROUPS[0], phones.EPCI_GROUPS[-1]]
    made = pd.DataFrame(
        {
            "group": groups * 2,
            "date": ["2017-07-01"] * 2 + ["2019-06-30"] * 2,
            "epcis": [without, with_] * 2,
            "share_area": [0.9, 0.5, 0.95, 0.8],
        }
    )
    monkeypatch.setattr(phones, "mobile_change", lambda *_: made)
    monkeypatch.setattr(phones, "gap_change", lambda *_: (0.25, 0.1, 0.4))
    said = mobile.mobile_change_reading(REGION, "zau")
    assert ("gained on" in said) == verdict and ("too few to tell of a gap" in said) != verdict
    assert ("points" in said) == verdict, "a gap to one EPCI is no gap between two groups"
